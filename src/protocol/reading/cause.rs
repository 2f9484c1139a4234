//! Why the card was not taken, as far as it changes what the cashier does next.
//!
//! Only beside a stated refusal, and only what [`Care`] has a value for. A labelled code says more
//! than words, and words that forbid another try with the same card say more than both. No code
//! and no text is kept, only what they come to.

use super::line::{Line, Mark};
use crate::domain::decline::Care;
use crate::domain::decline::codes::{Brand, Entry, asw, iso8583};
use crate::protocol::lexicon::{Topic, Topics};

/// What the words of a slip can come to, the weightiest first.
const WORDS: [(Topic, Care); 5] = [
    (Topic::CareNotTaken, Care::NotTaken),
    (Topic::CarePin, Care::PinAgain),
    (Topic::CareNotRead, Care::NotRead),
    (Topic::CareChip, Care::InsertChip),
    (Topic::Technical, Care::Connection),
];

const KEPT: Topics = Topics::of(&[
    Topic::CareNotTaken,
    Topic::CarePin,
    Topic::CareNotRead,
    Topic::CareChip,
    Topic::Technical,
    Topic::CareOtherWay,
    Topic::Mastercard,
    Topic::Contactless,
]);

/// What a labelled code comes to.
#[derive(Clone, Copy)]
pub(super) struct Coded {
    usual: Care,
    /// The same for a card of Mastercard's that was held to the terminal.
    tapped_mastercard: Care,
}

/// What a document said so far about why.
#[derive(Clone, Copy, Default)]
pub(super) struct Cause {
    topics: Topics,
    coded: Option<Coded>,
}

impl Coded {
    /// The word behind the label of a response code; `None` for an approval and for no code.
    pub(super) fn response(word: &[u8]) -> Option<Self> {
        let code = str::from_utf8(word).ok()?;
        let is_code = code.len() == 2 && code.bytes().any(|byte| byte.is_ascii_digit());
        let care = |brand, entry| iso8583(code, brand, entry);
        let usual = care(None, None).filter(|_| is_code)?;
        let tapped_mastercard = care(Some(Brand::Mastercard), Some(Entry::Contactless))?;
        Some(Self {
            usual,
            tapped_mastercard,
        })
    }

    /// The word behind `ASW`: four hexadecimal digits.
    pub(super) fn asw(word: &[u8]) -> Option<Self> {
        let code = str::from_utf8(word).ok()?;
        let is_code = code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_hexdigit());
        let care = is_code.then(|| asw(code))?;
        Some(Self {
            usual: care,
            tapped_mastercard: care,
        })
    }
}

impl Cause {
    /// Takes in a line.
    pub(super) fn take(&mut self, line: &Line) {
        if line.has(Mark::Question) {
            return;
        }
        self.topics = self.topics.union(line.topics.of_these(KEPT));
        self.coded = line.coded.or(self.coded);
    }

    /// What a refusal comes to; [`Care::Unknown`] where its code says that it is none yet.
    pub(super) fn of_refusal(&self) -> Care {
        if self.topics.has(Topic::CareOtherWay) {
            return Care::OtherWay;
        }
        let tapped_mastercard =
            self.topics.has(Topic::Mastercard) && self.topics.has(Topic::Contactless);
        let coded = if tapped_mastercard {
            self.coded.map(|coded| coded.tapped_mastercard)
        } else {
            self.coded.map(|coded| coded.usual)
        };
        let said = WORDS.iter().find(|(topic, _)| self.topics.has(*topic));
        coded
            // Somebody pressed "stop", and yet the slip says "no": the latter is what counts.
            .filter(|care| *care != Care::Stopped)
            .or_else(|| said.map(|(_, care)| *care))
            .unwrap_or(Care::OtherWay)
    }
}
