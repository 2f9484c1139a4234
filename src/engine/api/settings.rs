//! What a manager may change while the service runs, and what a technician on the phone asks for.
//! The configuration file stays the one place that says how it stands.

use crate::domain::language::Language;
use crate::domain::time::TimeOfDay;
use serde::{Deserialize, Serialize};

/// How it stands: what the file says now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsView {
    /// What may be changed.
    pub settings: Settings,
    /// Some of it holds only once the service is started anew: what paper and pages say, and what
    /// was changed by hand.
    pub needs_restart: bool,
    /// What the counter is made of.
    pub equipment: Equipment,
}

/// What may be changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// What screens call the store; 1 to 40 characters.
    pub store_name: String,
    /// The language of screens until somebody chooses another, and of paper.
    pub language: Language,
    /// For how many minutes nobody should wait longer, 1 to 60.
    pub target_minutes: u16,
    /// Whether a slip tells what the day came to.
    pub closing_slip: bool,
    /// A report of the till before this is not the last one of the day.
    pub closing_after: TimeOfDay,
    /// When the slip is printed where no report has come by then; absent: never.
    pub closing_at: Option<TimeOfDay>,
}

/// One of the [`Settings`] as it is to be from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// What screens call the store.
    StoreName(String),
    /// The language of screens and paper.
    Language(Language),
    /// For how many minutes nobody should wait longer.
    TargetMinutes(u16),
    /// Whether a slip tells what the day came to.
    ClosingSlip(bool),
    /// A report of the till before this is not the last one of the day.
    ClosingAfter(TimeOfDay),
    /// When the slip is printed where no report has come by then.
    ClosingAt(Option<TimeOfDay>),
}

/// What the counter is made of, as the file and the disk have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Equipment {
    /// The version of the service.
    pub version: String,
    /// The name of the printer's profile.
    pub printer_profile: String,
    /// The port that the till prints to.
    pub till_port: Option<String>,
    /// The printer's port.
    pub printer_port: Option<String>,
    /// The scanner's port.
    pub scanner_port: Option<String>,
    /// How large the journal is, in bytes; absent where it cannot be found.
    pub journal_bytes: Option<u64>,
}

/// Why the settings cannot be told or changed; nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The new value cannot be.
    #[error("nothing was changed: {0}")]
    Bad(String),
    /// The file cannot be read or used as it is.
    #[error("the configuration file cannot be used; put it right by hand first: {0}")]
    Unusable(String),
    /// The file cannot be written.
    #[error("the configuration file cannot be written; look whose it is: {0}")]
    Unwritten(String),
}
