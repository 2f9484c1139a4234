//! What was found out about one counter, before anybody judges it.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::client::Standing;
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;
use crate::journal::Glance;
use crate::protocol::escpos::profile::Profile;
use crate::runtime::config::Config;

/// Everything that [`examine`](super::examine::examine) looks at.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The configuration file.
    pub config_path: PathBuf,
    /// What it says, or everything that is wrong with it.
    pub config: Result<Config, Vec<String>>,
    /// The printer's profile, or why there is none; absent without a configuration.
    pub profile: Option<Result<Profile, String>>,
    /// What else keeps the service from beginning with this configuration, such as a file of words
    /// that cannot be read.
    pub misfit: Option<String>,
    /// What of the store's own words for staff cannot be used.
    pub scripts: Vec<Problem>,
    /// What keeps the store's rules for gifts from being used.
    pub gifts: Vec<Problem>,
    /// The ports that it names.
    pub ports: Vec<PortFacts>,
    /// Whether `ModemManager` runs, which sends bytes to new serial ports.
    pub modem_manager: bool,
    /// The data directory.
    pub data: Directory,
    /// The file with the store's key.
    pub key: PrivateFile,
    /// The files with the tokens of the local API.
    pub tokens: Vec<PrivateFile>,
    /// The file with the manager's PIN.
    pub pin: PrivateFile,
    /// The journal.
    pub journal: Journal,
    /// The clock.
    pub clock: Clock,
    /// Whether a fiscal protocol was recognised and nobody has cleared that.
    pub fiscal: bool,
    /// The service on this data directory.
    pub service: Service,
    /// The survey's address.
    pub survey: Survey,
}

/// A port of the configuration.
#[derive(Debug, Clone)]
pub struct PortFacts {
    /// The key that names it, such as `[printer] till`.
    pub key: &'static str,
    /// Its name as written; empty where the key is absent.
    pub name: String,
    /// What there is under that name.
    pub state: PortState,
    /// Who has it open, as far as this user may see.
    pub holders: Vec<Holder>,
    /// A name for the same device that stays after a restart.
    pub lasting_name: Option<String>,
}

/// What there is under a port's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PortState {
    /// The key is absent.
    NotSet,
    /// Nothing has that name.
    Missing,
    /// A file, a directory: nothing that bytes can be sent to.
    NotADevice,
    /// A device.
    Device {
        /// Whether it is a terminal, as serial ports are.
        is_terminal: bool,
        /// Whether this user may read and write it.
        is_allowed: bool,
        /// The group that may.
        group: Option<String>,
    },
    /// The link to a pseudo-terminal that the service has made.
    Made,
    /// The service will make it; whether it can.
    ToBeMade {
        /// Whether the folder is there and this user may write to it.
        is_possible: bool,
    },
    /// Something else is where the link should go.
    Occupied,
    /// On the network, or of a kind that nobody can look at from here.
    Unseen,
}

/// A process that has a port open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Its number.
    pub pid: u32,
    /// Its name.
    pub name: String,
}

/// The data directory.
#[derive(Debug, Clone)]
pub struct Directory {
    /// Where it is.
    pub path: PathBuf,
    /// What there is.
    pub state: DirectoryState,
    /// Free bytes on its disk for this user, where the system says so.
    pub free_bytes: Option<u64>,
}

/// What there is at the path of the data directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectoryState {
    /// Nothing.
    Missing,
    /// Something else than a directory.
    NotADirectory,
    /// This user may not write to it.
    ReadOnly,
    /// Others may look into it; its mode.
    OpenToOthers(u32),
    /// As it should be.
    Private,
}

/// A file that is nobody else's business.
#[derive(Debug, Clone)]
pub struct PrivateFile {
    /// Where it is.
    pub path: PathBuf,
    /// What there is.
    pub state: FileState,
}

/// What there is at the path of a private file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// Nothing.
    Missing,
    /// Others may read or change it; its mode.
    OpenToOthers(u32),
    /// It cannot be used; why.
    Unusable(String),
    /// As it should be.
    Private,
}

/// The journal.
#[derive(Debug, Clone)]
pub enum Journal {
    /// There is none.
    Missing,
    /// It cannot be looked at; why.
    Unreadable(String),
    /// What a short look shows.
    Seen {
        /// What it shows.
        glance: Glance,
        /// Whether it is the journal of another store or counter than the configuration says.
        is_foreign: bool,
        /// Whether others may read it.
        is_open_to_others: bool,
    },
}

/// The clock.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Now.
    pub now: Timestamp,
    /// The year of [`Self::now`], UTC.
    pub year: i32,
    /// The time zone, where one is set.
    pub zone: Option<String>,
}

/// The service on this data directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Service {
    /// It does not run.
    Stopped,
    /// It runs.
    Running {
        /// Its process, where that can be read.
        pid: Option<u32>,
        /// How its local API answers.
        api: Api,
    },
}

impl Service {
    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        matches!(self, Self::Running { .. })
    }
}

/// How the local API answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Api {
    /// The service has not written where it is.
    NoAddress,
    /// It does not answer as it should; what happened.
    Silent(String),
    /// All is well there.
    Answers(String),
}

/// What is known of the survey's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Survey {
    /// None is set.
    NotSet,
    /// It was seen to answer then, and nobody wanted it asked again.
    Seen(DateTime<Utc>),
    /// It cannot be asked yet: the service makes the store's key when it first needs one.
    NoKey,
    /// It cannot be asked.
    CannotAsk {
        /// Why.
        why: String,
        /// Whether it was seen to answer before.
        was_seen: bool,
    },
    /// It was asked.
    Asked {
        /// What came of it.
        standing: Standing,
        /// Whether it was seen to answer before.
        was_seen: bool,
        /// Why it could not be written down that it was seen to answer now.
        not_kept: Option<String>,
    },
}

impl Survey {
    /// Whether codes may be printed that lead there.
    pub fn is_seen(&self) -> bool {
        match self {
            Self::NotSet | Self::NoKey => false,
            Self::Seen(_) => true,
            Self::CannotAsk { was_seen, .. } => *was_seen,
            Self::Asked {
                standing,
                was_seen,
                not_kept,
            } => *was_seen || *standing == Standing::Ours && not_kept.is_none(),
        }
    }
}
