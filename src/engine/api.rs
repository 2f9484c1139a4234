//! What windows see and ask for. Plain data for `serde`; nothing is decided here.

use crate::domain::code::Code;
use crate::domain::document::{Currency, Kind, Tender};
use crate::domain::event::Device;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Everything that a screen at the counter shows, as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Another number for every other view. It grows while the service runs and goes on higher
    /// after a restart, unless the clock was set back: ask whether it differs, not whether it grew.
    pub revision: u64,
    /// Customers served since midnight.
    pub served_today: u32,
    /// People in line, not counting the one being served.
    pub waiting: u16,
    /// The last documents, newest first, as they were recognised; gone with the process.
    pub documents: Vec<SeenDocument>,
    /// The code on the last receipt that carries one; gone with the process.
    pub last_code: Option<Code>,
    /// How the devices are.
    pub devices: Vec<DeviceView>,
    /// How many blocks with a code are ready.
    pub codes_ready: u16,
    /// Whether what happens reaches the disk.
    pub memory: Memory,
    /// Events of all times that did not reach the disk.
    pub events_lost: u64,
}

/// One document as it was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenDocument {
    /// When it ended.
    pub at: Timestamp,
    /// What it is.
    pub kind: Kind,
    /// What is to be paid, in hundredths of the currency.
    pub total_minor: Option<i64>,
    /// The currency of the total.
    pub currency: Option<Currency>,
    /// How it was paid.
    pub tender: Option<Tender>,
    /// The code that it carries.
    pub code: Option<Code>,
}

/// One device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// Which one.
    pub device: Device,
    /// How it is.
    pub presence: Presence,
}

/// How a device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Nothing was heard of it yet, or it is not used here.
    Unknown,
    /// It is there.
    Here,
    /// It was there and went away.
    Away,
}

/// Whether what happens reaches the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Memory {
    /// It does.
    Kept,
    /// Not at the moment.
    Failing,
}

/// What somebody at the counter wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// More people wait than is shown, or, below zero, fewer.
    CorrectWaiting {
        /// How many more.
        by: i16,
    },
}
