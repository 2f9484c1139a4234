//! Codes on receipts, switched on and off while the service runs.
//!
//! The configuration file stays the one place that says how it stands: a switch changes
//! `[splice] enabled` and `kinds` in it, keeps everything else as the owner wrote it, and only then
//! the cable follows.
//!
//! Codes begin only once the survey's address was seen to answer ([`super::seen`]). Those that have
//! begun go on when it no longer does: receipts with codes are on paper already.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use toml_edit::{Array, DocumentMut};

use super::cable::{ReadyBlocks, Shown};
use super::config_file;
use super::seen::{SEEN_FILE, SeenAddress};
use super::wiring::Wiring;
use crate::engine::api::{CodesMode, Refusal, SettingsError};
use crate::engine::counter::Switch;

/// Starts what makes the blocks, until the other end of this is dropped.
pub(super) type StartMinting = Box<dyn Fn(Receiver<()>) -> anyhow::Result<JoinHandle<()>>>;

/// How often to look whether the address was seen to answer, while codes wait for that.
const LOOK: Duration = Duration::from_secs(2);

/// The switch and what hangs on it.
pub(super) struct Switching {
    config: PathBuf,
    /// Where a code would lead; absent where no address is set.
    address: Option<SeenAddress>,
    /// When to look next whether it was seen to answer, if codes wait for that.
    waits: Option<Instant>,
    /// Why there can be no codes here, if there cannot.
    no_codes: Option<Refusal>,
    shown: Arc<Shown>,
    blocks: ReadyBlocks,
    start: StartMinting,
    minting: Option<(SyncSender<()>, JoinHandle<()>)>,
}

impl Switching {
    /// A switch that is off.
    pub(super) fn new(
        config: &Path,
        wiring: &Wiring,
        shown: Arc<Shown>,
        blocks: ReadyBlocks,
        start: StartMinting,
    ) -> Self {
        Self {
            config: config.to_owned(),
            address: wiring.address.clone(),
            waits: None,
            no_codes: wiring.no_codes,
            shown,
            blocks,
            start,
            minting: None,
        }
    }

    /// Begins as the configuration says, or once the address was seen to answer; whatever else
    /// is wrong has been said then, and receipts pass plain.
    pub(super) fn resume(&mut self, now: Instant) {
        let is_unseen = self.begin() == Err(Refusal::AddressUnseen);
        if is_unseen && self.shown.policy().enabled {
            // Else each receipt would be said to have found no code ready.
            self.shown.switch(|policy| policy.enabled = false);
            self.waits = Some(now + LOOK);
        }
    }

    /// Looks whether codes can begin that wait for their address; whether anything is new.
    pub(super) fn tend(&mut self, now: Instant) -> bool {
        if self.waits.is_none_or(|next| now < next) {
            return false;
        }
        self.waits = Some(now + LOOK);
        if !self.is_address_seen().unwrap_or(false) {
            return false;
        }
        log::info!("the survey's address was seen to answer; receipts get codes from now on");
        self.waits = None;
        self.shown.switch(|policy| policy.enabled = true);
        // What is wrong has been said; receipts pass plain.
        self.begin().ok();
        true
    }

    /// Where no address is set, something else is said about that.
    fn is_address_seen(&self) -> io::Result<bool> {
        let address = self.address.as_ref();
        address.map_or(Ok(true), |address| Ok(address.when()?.is_some()))
    }

    /// Makes blocks from now on.
    fn begin(&mut self) -> Result<(), Refusal> {
        if let Some(why) = self.no_codes {
            log::warn!("receipts pass without a code: {why}");
            return Err(why);
        }
        if self.is_minting() {
            return Ok(());
        }
        let is_seen = self.is_address_seen().inspect_err(|error| {
            log::error!("no codes, receipts pass plain: {SEEN_FILE} cannot be read: {error}");
        });
        if !is_seen.unwrap_or(false) {
            let why = Refusal::AddressUnseen;
            log::warn!("receipts pass without a code: {why}");
            return Err(why);
        }
        let (stop, stopped) = sync_channel(0);
        let thread = (self.start)(stopped).map_err(|error| {
            log::error!("no codes, receipts pass plain: {error:#}");
            Refusal::NoKey
        })?;
        self.minting = Some((stop, thread));
        Ok(())
    }

    /// Does what somebody wants. Codes end at once, whatever becomes of the file; they begin once it
    /// says so.
    pub(super) fn switch(&mut self, switch: Switch) -> Result<(), Refusal> {
        let is_on = switch != Switch::Off;
        if is_on {
            self.begin()?;
            self.waits = None;
        } else {
            self.waits = None;
            self.shown.switch(|policy| policy.enabled = false);
            // It ends by itself; what it made would be old when codes are wanted again.
            drop(self.minting.take());
            self.blocks.discard();
        }
        let copies = write(&self.config, switch).map_err(|error| {
            log::error!("cannot change {}: {error}", self.config.display());
            Refusal::ConfigReadOnly
        })?;
        self.shown.switch(|policy| {
            policy.enabled = is_on;
            policy.copies = copies;
        });
        let now = if is_on { "get codes" } else { "get no codes" };
        log::info!("receipts {now} from now on, as somebody at the counter wants");
        Ok(())
    }

    /// How it stands: whether receipts get codes, and whether copies do.
    pub(super) fn now(&self) -> (CodesMode, bool) {
        let policy = self.shown.policy();
        let mode = if policy.enabled && self.is_minting() {
            CodesMode::On
        } else if self.waits.is_some() {
            CodesMode::Unseen
        } else {
            CodesMode::Observing
        };
        (mode, policy.copies)
    }

    fn is_minting(&self) -> bool {
        let running = |(_, thread): &(_, JoinHandle<()>)| !thread.is_finished();
        self.minting.as_ref().is_some_and(running)
    }

    /// Waits for the end of what makes the blocks.
    pub(super) fn join(self) {
        if let Some((stop, thread)) = self.minting {
            drop(stop);
            drop(thread.join());
        }
    }
}

/// Changes the file; whether copies get codes then.
fn write(path: &Path, switch: Switch) -> Result<bool, SettingsError> {
    let config = config_file::change(path, |document| change(document, switch))?;
    Ok(config.splice.copies())
}

fn change(document: &mut DocumentMut, switch: Switch) -> Result<(), SettingsError> {
    let is_on = switch != Switch::Off;
    config_file::set(document, ("splice", "enabled"), is_on.into())?;
    if let Switch::On { copies } = switch {
        let kinds: &[&str] = if copies { &["sale", "copy"] } else { &["sale"] };
        let kinds: Array = kinds.iter().copied().collect();
        config_file::set(document, ("splice", "kinds"), kinds.into())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::config::Config;
    use std::fs;

    fn changed(text: &str, switch: Switch) -> Result<String, SettingsError> {
        let mut document: DocumentMut = text.parse().unwrap();
        change(&mut document, switch)?;
        Ok(document.to_string())
    }

    const FILE: &str = "\
# My own words.
[survey]
url = \"https://s.example.com\" # ours

[splice]
# Since Monday.
enabled = false # for now
every = 3
";

    #[test]
    fn only_the_switch_changes_and_the_owners_words_stay() {
        let on = changed(FILE, Switch::On { copies: true }).unwrap();
        let expected = FILE.replace("= false", "= true") + "kinds = [\"sale\", \"copy\"]\n";
        assert_eq!(on, expected);
        let config = Config::parse(&on).unwrap();
        assert!(config.splice.enabled && config.splice.copies());
        let off = changed(&on, Switch::Off).unwrap();
        assert_eq!(off, expected.replace("= true", "= false"));
    }

    #[test]
    fn a_file_without_the_section_gets_it() {
        for text in ["", "[survey]\nurl = 'https://s.example.com'\n"] {
            let off = changed(text, Switch::Off).unwrap();
            assert!(!Config::parse(&off).unwrap().splice.enabled, "{off}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_used_then_stays_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("tillside.toml");
        fs::write(&path, "[store]\nname = 'A'\n").unwrap();
        // Codes without an address.
        assert!(write(&path, Switch::On { copies: false }).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "[store]\nname = 'A'\n");
        assert!(!write(&path, Switch::Off).unwrap());
    }
}
