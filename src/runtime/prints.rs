//! Prints of our own while the service runs: the last code once more, the self-test, a list of what
//! was recognised.
//!
//! One at a time; it waits for the till to be silent and yields to it.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::cable::Shown;
use super::clock;
use super::wiring::Wiring;
use crate::device::notice::{Notice, Side};
use crate::device::relay::{Handle, Job, Piece};
use crate::domain::code::{Code, Day, KEY_VERSION, Kind, MasterKey, Seq, Slot, Till};
use crate::domain::kpi::Closing;
use crate::domain::member::Card;
use crate::engine::api::{Progress, Refusal, Slip};
use crate::engine::invitation::Invitation;
use crate::engine::slips;
use crate::protocol::escpos::block::BlockError;
use crate::protocol::escpos::document::Document;
use crate::protocol::escpos::profile::End;
use crate::protocol::escpos::splice::Event;

/// How long the till has to have been silent before a slip is put together and before it begins.
pub(super) const SILENCE: Duration = Duration::from_secs(3);

/// The same in the middle of a document: a till that prints line by line is silent there too.
const LONG_SILENCE: Duration = Duration::from_secs(30);

/// How long a slip waits for that silence, and then for the printer.
const PATIENCE: Duration = Duration::from_mins(1);

/// How many documents a comparison shows.
const COMPARED: usize = 10;

/// What is to be printed and how far that is.
#[derive(Debug)]
pub(super) struct Prints {
    wiring: Wiring,
    handle: Handle,
    shown: Arc<Shown>,
    last_code: Option<Code>,
    /// What the day came to when its slip was asked for.
    /// The card that is to be printed.
    card: Option<Card>,
    closing: Closing,
    /// The last documents, newest first, with the time of day at which they ended.
    documents: VecDeque<(String, Document)>,
    /// The till's bytes so far, and since when they have not become more.
    till_bytes: u64,
    silent_since: Option<Instant>,
    job: Option<Asked>,
    /// The slip that the relay has and has not done with.
    in_relay: Option<u64>,
    /// The printer's port is away.
    is_away: bool,
}

/// A slip that was asked for.
#[derive(Debug, Clone, Copy)]
struct Asked {
    id: u64,
    slip: Slip,
    stage: Stage,
    /// Until when it may stay at this stage.
    until: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// For the till to be silent.
    Waits,
    /// The relay has it.
    Prints,
}

/// How far which slip is.
pub(super) type Step = (u64, Progress);

impl Prints {
    /// Nothing to print yet.
    pub(super) fn new(wiring: Wiring, handle: Handle, shown: Arc<Shown>) -> Self {
        Self {
            wiring,
            handle,
            shown,
            last_code: None,
            card: None,
            closing: Closing::default(),
            documents: VecDeque::new(),
            till_bytes: 0,
            silent_since: None,
            job: None,
            in_relay: None,
            is_away: false,
        }
    }

    /// Remembers what came out of the printer.
    pub(super) fn event(&mut self, event: Event) {
        if let Event::Ended(document) = event {
            let code = document.code.as_deref();
            let code = code.and_then(|code| Code::parse(code).ok());
            self.last_code = code.or(self.last_code);
            self.documents.truncate(COMPARED - 1);
            self.documents.push_front((clock::time_of_day(), *document));
        }
    }

    /// Takes a slip that is printed once the till is silent; the counter asks for one at a time.
    pub(super) fn ask(&mut self, id: u64, slip: Slip, now: Instant) {
        self.job = Some(Asked {
            id,
            slip,
            stage: Stage::Waits,
            until: now + PATIENCE,
        });
    }

    /// Takes a member's card, for the slip that shows it.
    pub(super) fn give_card(&mut self, card: Card) {
        self.card = Some(card);
    }

    /// Takes what the day came to, for the slip that tells it.
    pub(super) fn close_day(&mut self, closing: Closing) {
        self.closing = closing;
    }

    /// Takes in what the relay noticed.
    pub(super) fn notice(&mut self, notice: &Notice) -> Option<Step> {
        match notice {
            Notice::PortLost { side, .. } if *side == Side::Printer => self.is_away = true,
            Notice::PortFound { side } if *side == Side::Printer => self.is_away = false,
            _ => {}
        }
        let (id, progress) = match notice {
            Notice::JobDone { id } => (*id, Progress::Done),
            Notice::JobCutShort { id, .. } => (*id, Progress::CutShort),
            _ => return None,
        };
        self.in_relay = self.in_relay.filter(|other| *other != id);
        self.job.take_if(|job| job.id == id)?;
        Some((id, progress))
    }

    /// Prints once the till is silent, and gives up what does not come out.
    pub(super) fn tend(&mut self, now: Instant) -> Option<Step> {
        let silent = self.is_silent(now);
        let job = self.job?;
        let progress = match job.stage {
            Stage::Waits if silent => match self.print(job.id, job.slip) {
                Ok(()) => {
                    self.in_relay = Some(job.id);
                    Progress::Printing
                }
                Err(refusal) => Progress::Failed(refusal),
            },
            _ if now < job.until => return None,
            Stage::Waits => Progress::Failed(Refusal::TillBusy),
            // It may still come out, once the printer is back.
            Stage::Prints => Progress::Failed(Refusal::PrinterBusy),
        };
        self.job = (progress == Progress::Printing).then_some(Asked {
            stage: Stage::Prints,
            until: now + PATIENCE,
            ..job
        });
        Some((job.id, progress))
    }

    fn is_silent(&mut self, now: Instant) -> bool {
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
        self.silent_since
            .is_some_and(|since| now >= since + silence)
    }

    fn print(&self, id: u64, slip: Slip) -> Result<(), Refusal> {
        self.has_room()?;
        let pieces = match slip {
            Slip::Again => self.again()?,
            Slip::SelfTest => self.self_test()?,
            Slip::Comparison => self.comparison()?,
            Slip::Closing => self.closing(),
            Slip::Card => self.card()?,
        };
        let piece = |(bytes, payload)| Piece { bytes, payload };
        let pieces = pieces.into_iter().map(piece).collect();
        let printed = self.handle.print(Job { id, pieces });
        printed.map_err(|error| {
            log::warn!("a print of our own was not taken: {error}");
            Refusal::PrinterBusy
        })
    }

    /// A slip of ours carries its own cut, so it must not end up in the middle of a receipt.
    fn has_room(&self) -> Result<(), Refusal> {
        if self.wiring.no_codes == Some(Refusal::NoPrinter) {
            return Err(Refusal::NoPrinter);
        }
        if self.shown.is_fiscal() {
            return Err(Refusal::Fiscal);
        }
        // One that has not come out yet would be followed by this one.
        if self.is_away || self.in_relay.is_some() {
            return Err(Refusal::PrinterBusy);
        }
        let cuts = self.wiring.profile.end == End::Cut;
        if cuts && self.handle.mark().get() {
            return Err(Refusal::MidDocument);
        }
        let prints = self.shown.state().prints_lines();
        prints.then_some(()).ok_or(Refusal::NoLines)
    }

    fn invitation(&self) -> Result<&Invitation, Refusal> {
        self.wiring.invitation.as_ref().ok_or(Refusal::NoAddress)
    }

    fn again(&self) -> Result<Vec<slips::Piece>, Refusal> {
        let code = self.last_code.ok_or(Refusal::NothingToShow)?;
        let Wiring {
            target, messages, ..
        } = &self.wiring;
        let state = self.shown.state();
        slips::again(code, self.invitation()?, target, &state, messages)
            .map_err(|error| unprintable(&error))
    }

    fn card(&self) -> Result<Vec<slips::Piece>, Refusal> {
        let card = self.card.ok_or(Refusal::NothingToShow)?;
        let Wiring {
            target, messages, ..
        } = &self.wiring;
        slips::card(card, target, &self.shown.state(), messages)
            .map_err(|error| unprintable(&error))
    }

    /// With the first code of the public test key, which no survey accepts.
    fn self_test(&self) -> Result<Vec<slips::Piece>, Refusal> {
        let zero = (Slot::default(), Till::default(), Seq::default());
        let key = MasterKey::public_test_key().store_key(KEY_VERSION, zero.0);
        let code = key.encode(Kind::Survey, zero.1, Day(0), zero.2);
        let Wiring {
            target,
            messages,
            profile,
            ..
        } = &self.wiring;
        let state = self.shown.state();
        let name = &profile.name;
        slips::self_test(code, name, self.invitation()?, target, &state, messages)
            .map_err(|error| unprintable(&error))
    }

    fn closing(&self) -> Vec<slips::Piece> {
        let time = |at| clock::local(at).format("%H:%M").to_string();
        let Wiring {
            target, messages, ..
        } = &self.wiring;
        slips::closing(&self.closing, time, target, &self.shown.state(), messages)
    }

    fn comparison(&self) -> Result<Vec<slips::Piece>, Refusal> {
        if self.documents.is_empty() {
            return Err(Refusal::NothingToShow);
        }
        let line = |(time, document): &(String, Document)| slips::Compared {
            time: time.clone(),
            facts: document.facts,
            has_code: document.code.is_some(),
        };
        let lines: Vec<slips::Compared> = self.documents.iter().map(line).collect();
        let Wiring {
            target, messages, ..
        } = &self.wiring;
        Ok(slips::comparison(
            &lines,
            target,
            &self.shown.state(),
            messages,
        ))
    }
}

fn unprintable(error: &BlockError) -> Refusal {
    log::error!("a slip cannot be made: {error}");
    Refusal::NoLines
}
