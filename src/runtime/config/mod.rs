//! The configuration of one counter: one TOML file, read into values that are known to be good.
//!
//! `example.toml` beside this file is the description of every key and its default. Only the shape
//! of a port or a profile's name is checked; whether it exists is found out by whoever uses it.

mod cable;
mod reader;
mod sections;
mod shape;

pub use reader::Remark;
pub(super) use shape::{NEVER, language as known_language};

use crate::device::flow::Flow;
use crate::domain::code::{ShortName, Slot, SurveyAddress, Till};
use crate::domain::document::Currency;
use crate::domain::language::Language;
use crate::domain::queue::Line;
use crate::domain::time::TimeOfDay;
use crate::engine::answers::MAX_CAP;
use crate::engine::api::{Face, Gift, Words};
use crate::engine::counter::{ClosingSetup, Sales};
use crate::journal::KEPT_MONTHS;
use crate::protocol::escpos::block::Qr;
use chrono::NaiveDate;
use reader::Reader;
use sections::{
    read_closing, read_counter, read_hub, read_printer, read_queue, read_reward, read_reward_terms,
    read_scanner, read_splice, read_store,
};
use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The port of the local API where none is given.
pub const API_PORT: u16 = 7155;

/// Everything that the file says, with defaults for what it does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// `[store]`
    pub store: Store,
    /// `[counter]`
    pub counter: Counter,
    /// `[printer]`
    pub printer: Cable,
    /// `[splice]`
    pub splice: Splice,
    /// `[survey] url`, with the store's short name; absent: no codes are printed.
    pub survey: Option<SurveyAddress>,
    /// `[survey] listen`: where the service itself serves the customers' pages, if it does.
    pub survey_listen: Option<SocketAddr>,
    /// `[hub]`: where answers are fetched from; absent: from nowhere but the service's own pages.
    pub hub: Option<Hub>,
    /// `[survey] question`: what the store itself asks.
    pub question: Option<Words>,
    /// `[survey] reward`: what is given for an answer; absent: nothing.
    pub reward: Option<Words>,
    /// `[survey] reward_minimum` and `reward_cap`.
    pub reward_terms: RewardTerms,
    /// `[scanner]`
    pub scanner: Scanner,
    /// `[queue]`
    pub queue: Queue,
    /// `[closing]`
    pub closing: Closing,
    /// `[journal] keep_months`: how long events are kept, 12 to 120 months; figures stay.
    pub keep_months: u32,
    /// `[api] listen`
    pub listen: SocketAddr,
    /// `key_file` as written; see [`Config::key_file_in`].
    pub key_file: PathBuf,
    /// `lexicon` as written; see [`Config::lexicon_in`].
    pub lexicon: Option<PathBuf>,
    /// What works but should be known to the owner.
    pub warnings: Vec<Remark>,
}

/// The shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    /// What screens call it; 1 to 40 characters.
    pub name: String,
    /// The language of panel and paper.
    pub language: Language,
    /// The till's currency.
    pub currency: Currency,
    /// Its number in codes.
    pub slot: Slot,
    /// A chain's name for it, in survey addresses.
    pub short_name: Option<ShortName>,
    /// Where it has a page for colleagues and its counters meet; absent: nowhere here.
    pub listen: Option<SocketAddr>,
    /// Where its counters meet, as `HOST:PORT`; absent: this counter alone.
    pub host: Option<String>,
    /// Its own words for what staff say, as written; see [`Config::scripts_beside`].
    pub scripts: Option<PathBuf>,
    /// Its rules for gifts, as written; see [`Config::gifts_beside`].
    pub gifts: Option<PathBuf>,
}

/// This place at the till.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counter {
    /// Its number in codes.
    pub number: Till,
    /// Who counts the sales.
    pub sales: Sales,
}

/// The cable between till and printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cable {
    /// The port that the till prints to.
    pub till: Option<String>,
    /// The port of the printer.
    pub printer: Option<String>,
    /// The till's port is on a Y-cable: it is read, and nothing is written anywhere.
    pub listen_only: bool,
    /// The name of the printer profile.
    pub profile: String,
    /// Bits per second.
    pub baud: u32,
    /// Flow control on both ports.
    pub flow: Flow,
    /// How the code is shown.
    pub qr: Qr,
    /// The width of the paper in mm, where it is not the profile's usual one.
    pub paper_mm: Option<u16>,
    /// The name of the code page that the printer starts with, where it is not the profile's.
    pub default_page: Option<String>,
}

/// What gets a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// Off until the owner has seen that receipts are recognised.
    pub enabled: bool,
    /// Which documents; at least one kind, each once.
    pub kinds: Vec<SpliceKind>,
    /// Every how many of them, at least 1.
    pub every: u32,
    /// Whether also on a printer without a cutter, where only a feed and silence end a receipt.
    pub on_quiet: bool,
}

impl Splice {
    /// Whether receipts that call themselves copies get a code too.
    pub fn copies(&self) -> bool {
        self.kinds.contains(&SpliceKind::Copy)
    }
}

/// A kind of document that may get a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpliceKind {
    /// A till receipt.
    Sale,
    /// A till receipt that calls itself a copy, such as a customer's copy.
    Copy,
}

/// The hub that serves the survey on the internet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hub {
    /// Where it is, such as `https://s.example.com`; without encryption on this computer only.
    pub url: String,
    /// `token_file` as written; a relative path counts from the data directory.
    pub token_file: PathBuf,
    /// `ca` as written, likewise: who vouches for the hub, where those that the system trusts do not.
    pub ca: Option<PathBuf>,
}

impl Hub {
    /// Where the token is.
    pub fn token_file_in(&self, data: &Path) -> PathBuf {
        data.join(&self.token_file)
    }

    /// Where the certificates are, if they are not the system's.
    pub fn ca_in(&self, data: &Path) -> Option<PathBuf> {
        self.ca.as_ref().map(|path| data.join(path))
    }

    /// Whether what goes there is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.url.starts_with("https:")
    }
}

/// When a thank-you for an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RewardTerms {
    /// The least that a sale has to come to, in hundredths.
    pub minimum_minor: i64,
    /// How many a day this counter gives at most, 1 to [`MAX_CAP`].
    pub cap: u16,
}

impl RewardTerms {
    /// The least that one has to buy, as `20 EUR` or `19.50 EUR`; nothing where anything will do.
    fn minimum(self, currency: Currency) -> Option<String> {
        let (whole, hundredths) = (self.minimum_minor / 100, self.minimum_minor % 100);
        let currency = currency.as_str();
        match (whole, hundredths) {
            (0, 0) => None,
            (whole, 0) => Some(format!("{whole} {currency}")),
            (whole, hundredths) => Some(format!("{whole}.{hundredths:02} {currency}")),
        }
    }
}

/// The barcode scanner.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scanner {
    /// Its port.
    pub port: Option<String>,
    /// The port to which its scans are passed on.
    pub forward: Option<String>,
    /// The name of its profile; absent: the generic one.
    pub profile: Option<String>,
    /// Bits per second, where they are not the profile's.
    pub baud: Option<u32>,
    /// What the numbers of members' cards begin with.
    pub member_prefix: Option<String>,
}

/// The line at the tills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// How people line up.
    pub line: Line,
    /// How many counters serve it, 1 to 16.
    pub counters: usize,
    /// How long nobody should wait longer than, 1 to 60 minutes.
    pub target: Duration,
    /// Days that say nothing about other days.
    pub exceptions: Vec<NaiveDate>,
}

/// The slip at the end of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closing {
    /// Whether it is printed.
    pub slip: bool,
    /// A report of the till before this is not the last one of the day.
    pub after: TimeOfDay,
    /// When it is printed where no report has come by then; absent: never.
    pub at: Option<TimeOfDay>,
}

impl Closing {
    /// The same for a counter; absent where it is off.
    pub fn setup(self) -> Option<ClosingSetup> {
        self.slip.then_some(ClosingSetup {
            after_ms: self.after.ms(),
            at_ms: self.at.map(TimeOfDay::ms),
        })
    }
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration {path:?}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file says something that cannot be.
    #[error("the configuration {path:?} cannot be used:{}", list(problems))]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Everything that is wrong with it, by line.
        problems: Vec<Remark>,
    },
}

impl Config {
    /// Reads the file.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(path).map_err(|source| {
            let path = path.to_owned();
            ConfigError::Unreadable { path, source }
        })?;
        Self::parse(&text).map_err(|problems| {
            let path = path.to_owned();
            ConfigError::Invalid { path, problems }
        })
    }

    /// Reads the text of a file; on failure gives everything that is wrong with it, by line.
    pub fn parse(text: &str) -> Result<Self, Vec<Remark>> {
        let mut reader = Reader::parse(text).map_err(|problem| vec![problem])?;
        let default = Self::default();
        let store = read_store(&mut reader, default.store);
        let config = Self {
            counter: read_counter(&mut reader, default.counter),
            printer: read_printer(&mut reader, default.printer),
            splice: read_splice(&mut reader, default.splice),
            survey: reader.text("survey.url", |url| {
                SurveyAddress::new(url, store.short_name.as_ref())
            }),
            survey_listen: reader.text("survey.listen", shape::address),
            hub: read_hub(&mut reader),
            question: reader.words("survey.question", shape::sentence, shape::language),
            reward_terms: read_reward_terms(&mut reader),
            reward: read_reward(&mut reader),
            scanner: read_scanner(&mut reader),
            queue: read_queue(&mut reader, default.queue),
            closing: read_closing(&mut reader, default.closing),
            keep_months: reader
                .number("journal.keep_months", 12..=120)
                .unwrap_or(default.keep_months),
            listen: reader
                .text("api.listen", shape::listen)
                .unwrap_or(default.listen),
            key_file: reader
                .text("key_file", shape::path)
                .unwrap_or(default.key_file),
            lexicon: reader.text("lexicon", shape::path),
            warnings: Vec::new(),
            store,
        };
        config.check_together(&mut reader);
        let warnings = reader.finish()?;
        Ok(Self { warnings, ..config })
    }

    /// What customers see of the store.
    pub fn face(&self) -> Face {
        Face {
            name: self.store.name.clone(),
            language: self.store.language,
            question: self.question.clone(),
            reward: self.reward.clone().map(|what| Gift {
                what,
                minimum: self.reward_terms.minimum(self.store.currency),
            }),
        }
    }

    /// A file that says the same as no file at all, with a comment for every key.
    pub fn example() -> &'static str {
        include_str!("example.toml")
    }

    /// Where the key is; a relative path counts from the data directory.
    pub fn key_file_in(&self, data: &Path) -> PathBuf {
        data.join(&self.key_file)
    }

    /// Where the store's own words are, if it has any; a relative path counts from the data
    /// directory.
    pub fn lexicon_in(&self, data: &Path) -> Option<PathBuf> {
        self.lexicon.as_ref().map(|path| data.join(path))
    }

    /// What no key can tell alone.
    fn check_together(&self, reader: &mut Reader<'_>) {
        if self.splice.enabled && self.printer.listen_only {
            let message = "a cable that is only listened to prints no codes; set this to false, \
                           or [printer] listen_only";
            reader.problem("splice.enabled", message);
        }
        if self.splice.enabled && reader.is_absent("survey.url") {
            let message = "a code needs the address of the survey; set [survey] url as well";
            reader.problem("splice.enabled", message);
        }
        let (cable, scanner) = (&self.printer, &self.scanner);
        if cable.printer.is_some() && cable.printer == cable.till {
            reader.problem("printer.printer", "is the same port as [printer] till");
        }
        if scanner.forward.is_some() && scanner.forward == scanner.port {
            reader.problem("scanner.forward", "is the same port as [scanner] port");
        }
        if scanner.forward.is_some() && reader.is_absent("scanner.port") {
            let message = "there is no scanner to pass on; set [scanner] port as well";
            reader.problem("scanner.forward", message);
        }
        let taken = [&cable.till, &cable.printer];
        for (key, port) in [
            ("scanner.port", &scanner.port),
            ("scanner.forward", &scanner.forward),
        ] {
            if port.is_some() && taken.contains(&port) {
                reader.problem(key, "is a port of [printer] already");
            }
        }
        if self.hub.is_some() && self.survey_listen.is_some() {
            let message = "answers come from one place; take out [survey] listen or [hub] url";
            reader.problem("survey.listen", message);
        }
        if let Some(message) = self.survey.as_ref().and_then(SurveyAddress::warning) {
            reader.warn("survey.url", message);
        }
        if !self.listen.ip().is_loopback() {
            let message = format!(
                "{} can be reached from the network; be sure that only this store's computers are on it",
                self.listen
            );
            reader.warn("api.listen", message);
        }
        if self.counter.number == Till::MAX {
            reader.warn(
                "counter.number",
                "15 is the hub's number; take a lower one if you use a hub",
            );
        }
        self.store.check(reader);
        self.printer.check(reader);
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            store: Store {
                name: "My shop".to_owned(),
                language: Language::ENGLISH,
                currency: Currency::EURO,
                slot: Slot::default(),
                short_name: None,
                listen: None,
                host: None,
                scripts: None,
                gifts: None,
            },
            counter: Counter {
                number: Till::default().next().unwrap_or_default(),
                sales: Sales::Cable,
            },
            printer: Cable {
                till: None,
                printer: None,
                listen_only: false,
                profile: "epson-generic".to_owned(),
                baud: 9600,
                flow: Flow::None,
                qr: Qr::Auto,
                paper_mm: None,
                default_page: None,
            },
            splice: Splice {
                enabled: false,
                kinds: vec![SpliceKind::Sale],
                every: 1,
                on_quiet: false,
            },
            survey: None,
            survey_listen: None,
            hub: None,
            question: None,
            reward: None,
            reward_terms: RewardTerms::default(),
            scanner: Scanner::default(),
            queue: Queue {
                line: Line::Shared,
                counters: 1,
                target: Duration::from_mins(3),
                exceptions: Vec::new(),
            },
            closing: Closing {
                slip: false,
                after: TimeOfDay::from_minutes(16 * 60),
                at: None,
            },
            keep_months: KEPT_MONTHS,
            listen: (Ipv4Addr::LOCALHOST, API_PORT).into(),
            key_file: "store.key".into(),
            lexicon: None,
            warnings: Vec::new(),
        }
    }
}

fn list(problems: &[Remark]) -> String {
    problems.iter().fold(String::new(), |text, problem| {
        text + &format!("\n  {problem}")
    })
}
