//! Slips of ours and codes on receipts: what may be asked for, and how far it is.

use super::{Counter, Output, Switch};
use crate::domain::member::Card;
use crate::engine::api::{CodesMode, Print, Progress, Refusal, Slip};

impl Counter {
    pub(super) fn ask_for(&mut self, slip: Slip) -> Result<(), Refusal> {
        self.may_print()?;
        let has_code = matches!(slip, Slip::Again | Slip::SelfTest);
        if has_code && self.codes.address.is_none() {
            return Err(Refusal::NoAddress);
        }
        let has_something = match slip {
            Slip::Again => self.last_code.is_some(),
            Slip::SelfTest => true,
            Slip::Comparison => !self.documents.is_empty(),
            Slip::Closing => self.state.served_since(self.now.day_began) > 0,
            Slip::Card => false,
        };
        if !has_something {
            return Err(Refusal::NothingToShow);
        }
        let id = self.next_print(slip);
        self.outputs.push_back(Output::Print { id, slip });
        Ok(())
    }

    /// Prints a card that somebody gets; what is on it passes through.
    pub(super) fn print_card(&mut self, card: Card) {
        if self.may_print().is_ok() {
            let id = self.next_print(Slip::Card);
            self.outputs.push_back(Output::PrintCard { id, card });
        }
    }

    /// Whether a slip of ours may be asked for now.
    pub(super) fn may_print(&self) -> Result<(), Refusal> {
        let under_way =
            |print: Print| matches!(print.progress, Progress::Waiting | Progress::Printing);
        if self.print.is_some_and(under_way) {
            return Err(Refusal::AlreadyPrinting);
        }
        if self.codes.mode == CodesMode::Fiscal {
            return Err(Refusal::Fiscal);
        }
        Ok(())
    }

    fn next_print(&mut self, slip: Slip) -> u64 {
        let id = self.print.map_or(0, |print| print.id) + 1;
        self.print = Some(Print {
            id,
            slip,
            progress: Progress::Waiting,
        });
        id
    }

    pub(super) fn printed(&mut self, id: u64, progress: Progress) {
        if let Some(print) = self.print.as_mut().filter(|print| print.id == id) {
            print.progress = progress;
        }
    }

    pub(super) fn enable_codes(&mut self, copies: bool) -> Result<(), Refusal> {
        if self.codes.mode == CodesMode::Fiscal {
            return Err(Refusal::Fiscal);
        }
        if self.codes.address.is_none() {
            return Err(Refusal::NoAddress);
        }
        self.switch_codes(Switch::On { copies });
        Ok(())
    }

    /// Whether it can be done is found out outside, so that the view changes with
    /// [`super::Input::Codes`].
    pub(super) fn switch_codes(&mut self, switch: Switch) {
        self.outputs.push_back(Output::SwitchCodes(switch));
    }
}
