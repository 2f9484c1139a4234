//! Prints of our own while the service runs: the last code once more, the self-test.
//!
//! `tillside print` leaves a request in the data directory; the service takes it, waits for the
//! till to be silent and answers with a file beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use clap::ValueEnum;

use super::cable::Shown;
use super::lock::{DataLock, LockError};
use super::wiring::Wiring;
use crate::device::notice::Notice;
use crate::device::relay::{Handle, Job, Piece};
use crate::domain::code::{Code, Day, KEY_VERSION, Kind, MasterKey, Seq, Slot, Till};
use crate::engine::invitation::Invitation;
use crate::engine::slips;
use crate::protocol::escpos::profile::End;
use crate::protocol::escpos::splice::Event;

/// How long the till has to have been silent before a slip is put together and before it begins.
pub(super) const SILENCE: Duration = Duration::from_secs(3);

/// The same in the middle of a document: a till that prints line by line is silent there too.
const LONG_SILENCE: Duration = Duration::from_secs(30);

/// How long `tillside print` waits for the paper.
const PATIENCE: Duration = Duration::from_mins(1);

const REQUEST: &str = "print.request";
const ANSWER: &str = "print.answer";

/// What can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum What {
    /// The last code once more.
    Again,
    /// Text, the code as an image, and the code drawn by the printer: what comes out readable is
    /// what the printer can do.
    SelfTest,
}

/// Arguments of `tillside print`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to print.
    #[arg(value_enum)]
    what: What,
    /// The data directory of the running service.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

/// Asks the running service for a print and waits for it.
pub(super) fn run(args: &Args, pause: impl Fn(Duration)) -> anyhow::Result<ExitCode> {
    match DataLock::acquire(&args.data, std::process::id()) {
        Err(LockError::Held { .. }) => {}
        Err(error) => return Err(error.into()),
        Ok(_lock) => bail!("no service runs on {}; start it first", args.data.display()),
    }
    let (request, answer) = (args.data.join(REQUEST), args.data.join(ANSWER));
    drop(fs::remove_file(&answer));
    let what = args.what.to_possible_value();
    let name = what.as_ref().map_or("", |value| value.get_name());
    fs::write(&request, name).with_context(|| format!("cannot write {}", request.display()))?;
    let tick = Duration::from_millis(200);
    let mut waited = Duration::ZERO;
    while waited < PATIENCE {
        if let Ok(text) = fs::read_to_string(&answer) {
            drop(fs::remove_file(&answer));
            return if text == "done" {
                Ok(ExitCode::SUCCESS)
            } else {
                bail!("{text}")
            };
        }
        pause(tick);
        waited += tick;
    }
    drop(fs::remove_file(&request));
    bail!(
        "nothing was printed: the till was never silent for {} s",
        SILENCE.as_secs()
    )
}

/// The service's side.
#[derive(Debug)]
pub(super) struct Prints {
    data: PathBuf,
    wiring: Wiring,
    handle: Handle,
    shown: Arc<Shown>,
    last_code: Option<Code>,
    /// The till's bytes so far, and since when they have not become more.
    till_bytes: u64,
    silent_since: Option<Instant>,
    job: Option<u64>,
    next_id: u64,
}

impl Prints {
    /// Takes requests from this data directory.
    pub(super) fn new(data: &Path, wiring: Wiring, handle: Handle, shown: Arc<Shown>) -> Self {
        Self {
            data: data.to_owned(),
            wiring,
            handle,
            shown,
            last_code: None,
            till_bytes: 0,
            silent_since: None,
            job: None,
            next_id: 1,
        }
    }

    /// Remembers the last code.
    pub(super) fn event(&mut self, event: Event) {
        if let Event::Ended(document) = event {
            let code = document
                .code
                .as_deref()
                .and_then(|code| Code::parse(code).ok());
            self.last_code = code.or(self.last_code);
        }
    }

    /// Answers when a print of ours is through.
    pub(super) fn notice(&mut self, notice: &Notice) {
        let answer = match notice {
            Notice::JobDone { id } if Some(*id) == self.job => "done",
            Notice::JobCutShort { id, .. } if Some(*id) == self.job => {
                "the till began to print, so the slip was cut short; try again"
            }
            _ => return,
        };
        self.job = None;
        self.answer(answer);
    }

    /// Looks for a request once the till is silent.
    pub(super) fn tend(&mut self, now: Instant) {
        let till_bytes = self.handle.counts().from_till;
        if till_bytes != self.till_bytes || self.silent_since.is_none() {
            self.till_bytes = till_bytes;
            self.silent_since = Some(now);
        }
        let silence = if self.handle.mark().get() {
            LONG_SILENCE
        } else {
            SILENCE
        };
        let silent = self
            .silent_since
            .is_some_and(|since| now >= since + silence);
        let request = self.data.join(REQUEST);
        if self.job.is_some() || !silent || !request.exists() {
            return;
        }
        let name = fs::read_to_string(&request).unwrap_or_default();
        drop(fs::remove_file(&request));
        if let Err(error) = self.print(&name) {
            self.answer(&format!("{error:#}"));
        }
    }

    fn print(&mut self, name: &str) -> anyhow::Result<()> {
        self.has_room()?;
        let invitation = self.wiring.invitation.clone();
        let invitation = invitation.context("[survey] url is not set, so there is no code")?;
        let pieces = match What::from_str(name, true) {
            Ok(What::Again) => self.again(&invitation)?,
            Ok(What::SelfTest) => self.self_test(&invitation)?,
            Err(_unknown) => bail!("{name:?} is nothing that can be printed"),
        };
        let id = self.next_id;
        self.next_id += 1;
        let piece = |(bytes, payload)| Piece { bytes, payload };
        let pieces = pieces.into_iter().map(piece).collect();
        self.handle.print(Job { id, pieces })?;
        self.job = Some(id);
        Ok(())
    }

    /// A slip of ours carries its own cut, so it must not end up in the middle of a receipt.
    fn has_room(&self) -> anyhow::Result<()> {
        if self.wiring.listen_only {
            bail!("the cable is only listened to ([printer] listen_only), so there is no printer");
        }
        let cuts = self.wiring.profile.end == End::Cut;
        if cuts && self.handle.mark().get() {
            bail!("the till is in the middle of a receipt; try again when that has been cut off");
        }
        if !self.shown.state().prints_lines() {
            bail!(
                "the till has left the printer in a mode for something else than lines; try again after the next receipt"
            );
        }
        Ok(())
    }

    fn again(&self, invitation: &Invitation) -> anyhow::Result<Vec<slips::Piece>> {
        let code = self
            .last_code
            .context("no code has been printed since the service started")?;
        let Wiring {
            target, messages, ..
        } = &self.wiring;
        Ok(slips::again(
            code,
            invitation,
            target,
            &self.shown.state(),
            messages,
        )?)
    }

    /// With the first code of the public test key, which no survey accepts.
    fn self_test(&self, invitation: &Invitation) -> anyhow::Result<Vec<slips::Piece>> {
        let key = MasterKey::public_test_key().store_key(KEY_VERSION, Slot::new(0)?);
        let code = key.encode(Kind::Survey, Till::new(0)?, Day(0), Seq::new(0)?);
        let Wiring {
            target,
            messages,
            profile,
            ..
        } = &self.wiring;
        let state = self.shown.state();
        Ok(slips::self_test(
            code,
            &profile.name,
            invitation,
            target,
            &state,
            messages,
        )?)
    }

    fn answer(&self, text: &str) {
        if let Err(error) = fs::write(self.data.join(ANSWER), text) {
            log::warn!("cannot answer a print request: {error}");
        }
    }
}
