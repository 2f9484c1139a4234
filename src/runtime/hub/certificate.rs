//! Certificate and key: read at the start, and again when somebody has renewed them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Context as _;
use zeroize::Zeroizing;

use super::super::private_file;
use super::super::service::start;
use crate::web::Tls;

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_secs(5);

/// Certificate and key of a hub, and where they are.
pub(super) struct Certificate {
    chain: PathBuf,
    key: PathBuf,
    contents: Contents,
    tls: Tls,
}

#[derive(PartialEq, Eq)]
struct Contents {
    chain: Vec<u8>,
    key: Zeroizing<Vec<u8>>,
}

/// The thread that looks whether there are others; ends when this is dropped.
pub(super) struct Watch {
    _word: SyncSender<()>,
    _thread: JoinHandle<()>,
}

impl Certificate {
    /// Reads both.
    pub(super) fn read(chain: &Path, key: &Path) -> anyhow::Result<Self> {
        warn_if_open(key);
        let contents = Contents::read(chain, key)?;
        let tls = Tls::from_pem(&contents.chain, &contents.key);
        let tls = tls.with_context(|| format!("{}, {}", chain.display(), key.display()))?;
        Ok(Self {
            chain: chain.to_owned(),
            key: key.to_owned(),
            contents,
            tls,
        })
    }

    /// What encrypts with them.
    pub(super) fn tls(&self) -> Tls {
        self.tls.clone()
    }

    /// Takes others from the files as soon as they are there.
    pub(super) fn watch(mut self) -> anyhow::Result<Watch> {
        let (word, heard) = sync_channel(0);
        let thread = start("certificate", move || self.run(&heard))?;
        Ok(Watch {
            _word: word,
            _thread: thread,
        })
    }

    fn run(&mut self, heard: &Receiver<()>) {
        let mut complaint = String::new();
        while heard.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
            match self.look() {
                Ok(()) => complaint.clear(),
                Err(error) => {
                    let said = format!("{error:#}");
                    if said != complaint {
                        log::error!("the certificate stays the old one: {said}");
                        complaint = said;
                    }
                }
            }
        }
    }

    fn look(&mut self) -> anyhow::Result<()> {
        let contents = Contents::read(&self.chain, &self.key)?;
        if contents == self.contents {
            return Ok(());
        }
        // Between the writing of one file and of the other they do not belong together.
        self.tls.renew(&contents.chain, &contents.key)?;
        self.contents = contents;
        log::info!("the certificate was renewed");
        Ok(())
    }
}

impl Contents {
    fn read(chain: &Path, key: &Path) -> anyhow::Result<Self> {
        let read =
            |path: &Path| fs::read(path).with_context(|| format!("cannot read {}", path.display()));
        Ok(Self {
            chain: read(chain)?,
            key: Zeroizing::new(read(key)?),
        })
    }
}

fn warn_if_open(key: &Path) {
    let is_open = File::open(key).and_then(|file| private_file::is_open_to_others(&file));
    if is_open.unwrap_or_default() {
        log::warn!(
            "others than its owner can read {0}; run: chmod 600 {0}",
            key.display()
        );
    }
}
