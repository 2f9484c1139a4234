//! How far each code is, in memory, so that whoever looks at a page waits for no disk. The file says
//! the same; what only memory knows is whose page a finished answer came from and which thank-you it
//! got, which is written nowhere.

use std::collections::BTreeMap;

use super::store::REMEMBERED_DAYS;
use crate::domain::code::{Code, Day, Seq, Serial, Slot, Till};
use crate::domain::survey::OPEN_MS;
use crate::domain::time::Timestamp;
use crate::pages::survey::{Completed, Standing};

/// The numbers of a till and day, a bit for each.
type Bits = Box<[u64; 32]>;

/// For how long it is known which thank-you an answer got: as long as a form is good.
const KNOWN_MS: i64 = 24 * 60 * 60 * 1000;

/// At most so many thank-yous are known; the oldest go first.
const MOST_KNOWN: usize = 50_000;

/// How far the codes are.
#[derive(Debug, Default)]
pub(super) struct Codes {
    used: BTreeMap<(Slot, Day, Till), Bits>,
    opened: BTreeMap<(Slot, Day, Till), Bits>,
    open: BTreeMap<Serial, i64>,
    done: BTreeMap<Serial, Done>,
}

#[derive(Debug)]
struct Done {
    holder: i64,
    reward: Option<Code>,
    at: Timestamp,
}

impl Codes {
    pub(super) fn standing(&self, serial: &Serial) -> Standing {
        if let Some(done) = self.done.get(serial) {
            return Standing::Done {
                holder: done.holder,
                reward: done.reward,
            };
        }
        if let Some(holder) = self.open.get(serial) {
            return Standing::Open { holder: *holder };
        }
        match self.used.get(&place(serial)) {
            Some(bits) if is_set(bits, serial.seq) => Standing::Used,
            _ => Standing::Fresh,
        }
    }

    /// A first answer is stored.
    pub(super) fn begin(&mut self, serial: Serial, holder: i64) {
        self.forget_holder(serial);
        self.open.insert(serial, holder);
    }

    /// A code is used, and nobody knows by whom.
    pub(super) fn forget_holder(&mut self, serial: Serial) {
        self.open.remove(&serial);
        set(self.used.entry(place(&serial)).or_default(), serial.seq);
    }

    /// An answer is complete.
    pub(super) fn complete(
        &mut self,
        serial: Serial,
        holder: i64,
        reward: Option<Code>,
        at: Timestamp,
    ) {
        self.forget_holder(serial);
        if self.done.len() < MOST_KNOWN {
            self.done.insert(serial, Done { holder, reward, at });
        }
    }

    /// Which thank-you the same page got a while ago.
    pub(super) fn thanked(&self, serial: &Serial, holder: i64) -> Option<Completed> {
        let done = self.done.get(serial).filter(|done| done.holder == holder);
        done.map(|done| Completed::Thanks(done.reward))
    }

    /// A person has opened a survey; whether that is new. A start of the service forgets it.
    pub(super) fn opens(&mut self, serial: &Serial) -> bool {
        let bits = self.opened.entry(place(serial)).or_default();
        let is_new = !is_set(bits, serial.seq);
        set(bits, serial.seq);
        is_new
    }

    /// Forgets what is too old to matter.
    pub(super) fn tidy(&mut self, now: Timestamp, today: Day) {
        let is_known =
            |at: Timestamp| (0..KNOWN_MS).contains(&(now.0.saturating_sub(at.0) + OPEN_MS));
        self.done.retain(|_, done| is_known(done.at));
        let floor = Day(today.0.saturating_sub(REMEMBERED_DAYS));
        self.used.retain(|(_, day, _), _| *day >= floor);
        self.opened.retain(|(_, day, _), _| *day >= floor);
    }
}

fn place(serial: &Serial) -> (Slot, Day, Till) {
    (serial.slot, serial.day, serial.till)
}

fn is_set(bits: &Bits, seq: Seq) -> bool {
    let word = bits.get(usize::from(seq.get() / 64));
    word.is_some_and(|word| word >> (seq.get() % 64) & 1 == 1)
}

fn set(bits: &mut Bits, seq: Seq) {
    if let Some(word) = bits.get_mut(usize::from(seq.get() / 64)) {
        *word |= 1 << (seq.get() % 64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::Kind;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn serial(day: u16, seq: u16) -> Serial {
        Serial {
            slot: Slot::default(),
            kind: Kind::Survey,
            till: Till::default(),
            day: Day(day),
            seq: Seq::new(seq).unwrap(),
        }
    }

    #[test]
    fn a_code_goes_from_fresh_to_open_to_done_to_used() {
        let mut codes = Codes::default();
        let one = serial(2516, 5);
        assert_eq!(codes.standing(&one), Standing::Fresh);
        assert!(codes.opens(&one) && !codes.opens(&one));
        codes.begin(one, 7);
        assert_eq!(codes.standing(&one), Standing::Open { holder: 7 });
        assert_eq!(codes.thanked(&one, 7), None);
        codes.complete(one, 7, None, Timestamp(0));
        let done = Standing::Done {
            holder: 7,
            reward: None,
        };
        assert_eq!(codes.standing(&one), done);
        assert_eq!(codes.thanked(&one, 7), Some(Completed::Thanks(None)));
        assert_eq!(codes.thanked(&one, 8), None);
        codes.tidy(Timestamp(KNOWN_MS), Day(2517));
        assert_eq!(codes.standing(&one), Standing::Used);
        codes.tidy(Timestamp(KNOWN_MS), Day(2700));
        assert_eq!(codes.standing(&one), Standing::Fresh);
    }

    proptest! {
        #[test]
        fn the_bits_are_a_set(used in prop::collection::btree_set(0..2048u16, 0..60), asked in 0..2048u16) {
            let mut codes = Codes::default();
            for seq in &used {
                codes.forget_holder(serial(1, *seq));
            }
            let set: BTreeSet<u16> = used;
            let expected = if set.contains(&asked) { Standing::Used } else { Standing::Fresh };
            prop_assert_eq!(codes.standing(&serial(1, asked)), expected);
            prop_assert_eq!(codes.standing(&serial(2, asked)), Standing::Fresh);
        }
    }
}
