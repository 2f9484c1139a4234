//! Hands out codes, one after the other, from leased ranges of numbers.
//!
//! Sans-IO: the mint never stores anything. It asks for a [`Lease`], which its owner gets from
//! whoever remembers what was leased (`runtime::lease`); the lease is on disk before the first code
//! of it exists, so a number is never used twice, and a crash skips at most [`LEASE_LEN`] of 2048.

use crate::domain::code::{Code, Day, Kind, Seq, Serial, StoreKey, Till};

/// How many numbers one lease holds.
pub const LEASE_LEN: u16 = 16;

/// Makes the codes of one counter.
///
/// * A. [`Mint::next`] gives a code or says which lease it needs first.
/// * B. [`Mint::grant`] takes the answer; then ask again.
#[derive(Debug)]
pub struct Mint {
    key: StoreKey,
    till: Till,
    stocks: Vec<Stock>,
}

/// What [`Mint::next`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// A code that nobody has had before.
    Code(Minted),
    /// No numbers at hand: get this lease and grant it.
    Needs(Wanted),
    /// The day's numbers of this kind are used up. Said once.
    UsedUp,
    /// Still used up, as was said before.
    StillUsedUp,
}

/// A code and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minted {
    /// The characters.
    pub code: Code,
    /// What they stand for.
    pub serial: Serial,
}

/// For which kind and day numbers are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Wanted {
    /// What the codes are for.
    pub kind: Kind,
    /// The day that the codes will carry.
    pub day: Day,
}

/// Numbers that belong to one mint alone: `first` and those after it, [`LEASE_LEN`] of them or as
/// many as there are up to 2047.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// The first number.
    pub first: Seq,
}

impl Lease {
    /// The first number after the lease, for whoever remembers leases; 2048 when it was the last.
    pub fn end(self) -> u16 {
        (self.first.get() + LEASE_LEN).min(Seq::MAX.get() + 1)
    }
}

/// The numbers at hand for one kind; a new day throws them away.
#[derive(Debug)]
struct Stock {
    wanted: Wanted,
    /// The next number and the first one after the lease.
    left: std::ops::Range<u16>,
    state: StockState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StockState {
    Open,
    UsedUp,
    UsedUpAndSaid,
}

impl Mint {
    /// A mint without any numbers; `till` is the counter's number.
    pub fn new(key: StoreKey, till: Till) -> Self {
        let stocks = Vec::new();
        Self { key, till, stocks }
    }

    /// The next presentable code of this kind and day.
    pub fn next(&mut self, kind: Kind, day: Day) -> Next {
        let wanted = Wanted { kind, day };
        let Some(stock) = self.stocks.iter_mut().find(|stock| stock.wanted == wanted) else {
            return Next::Needs(wanted);
        };
        for seq in stock.left.by_ref() {
            let Ok(seq) = Seq::new(seq) else { break };
            let code = self.key.encode(kind, self.till, day, seq);
            if code.is_presentable() {
                let serial = self.key.serial(kind, self.till, day, seq);
                return Next::Code(Minted { code, serial });
            }
        }
        match stock.state {
            StockState::Open => Next::Needs(wanted),
            StockState::UsedUp => {
                stock.state = StockState::UsedUpAndSaid;
                Next::UsedUp
            }
            StockState::UsedUpAndSaid => Next::StillUsedUp,
        }
    }

    /// Takes the lease that was got for `wanted`; `None` if its day has no number left.
    ///
    /// What was left of another day's lease of this kind is given up.
    pub fn grant(&mut self, wanted: Wanted, lease: Option<Lease>) {
        self.stocks.retain(|stock| stock.wanted.kind != wanted.kind);
        let (left, state) = match lease {
            Some(lease) => (lease.first.get()..lease.end(), StockState::Open),
            None => (0..0, StockState::UsedUp),
        };
        self.stocks.push(Stock {
            wanted,
            left,
            state,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::{KEY_VERSION, MasterKey, Slot};
    use std::collections::{BTreeMap, BTreeSet};

    /// Remembers like a disk, without one.
    #[derive(Default)]
    struct Memory(BTreeMap<Wanted, u16>);

    impl Memory {
        fn lease(&mut self, wanted: Wanted) -> Option<Lease> {
            let next = self.0.entry(wanted).or_default();
            let lease = Lease {
                first: Seq::new(*next).ok()?,
            };
            *next = lease.end();
            Some(lease)
        }
    }

    fn mint() -> Mint {
        let key = MasterKey::public_test_key().store_key(KEY_VERSION, Slot::default());
        Mint::new(key, Till::new(1).unwrap())
    }

    /// As the mint's owner does it: grant what is asked for.
    fn draw(mint: &mut Mint, memory: &mut Memory, kind: Kind, day: Day) -> Next {
        loop {
            match mint.next(kind, day) {
                Next::Needs(wanted) => mint.grant(wanted, memory.lease(wanted)),
                other => return other,
            }
        }
    }

    fn seq(next: Next) -> u16 {
        match next {
            Next::Code(minted) => minted.serial.seq.get(),
            other => panic!("no code but {other:?}"),
        }
    }

    const DAY: Day = Day(2516);

    #[test]
    fn a_day_gives_every_presentable_code_once_and_then_says_once_that_it_is_over() {
        let (mut mint, mut memory) = (mint(), Memory::default());
        let key = MasterKey::public_test_key().store_key(KEY_VERSION, Slot::default());
        let presentable: BTreeSet<Code> = (0..2048)
            .map(|seq| {
                let (till, seq) = (Till::new(1).unwrap(), Seq::new(seq).unwrap());
                key.encode(Kind::Survey, till, DAY, seq)
            })
            .filter(|code| code.is_presentable())
            .collect();
        let mut drawn = BTreeSet::new();
        let last = loop {
            match draw(&mut mint, &mut memory, Kind::Survey, DAY) {
                Next::Code(minted) => assert!(drawn.insert(minted.code)),
                other => break other,
            }
        };
        assert_eq!(drawn, presentable);
        assert_eq!(last, Next::UsedUp);
        for _ in 0..3 {
            assert_eq!(
                draw(&mut mint, &mut memory, Kind::Survey, DAY),
                Next::StillUsedUp
            );
        }
        assert_eq!(seq(draw(&mut mint, &mut memory, Kind::Reward, DAY)), 0);
        assert_eq!(
            seq(draw(&mut mint, &mut memory, Kind::Survey, Day(2517))),
            0
        );
    }

    #[test]
    fn a_crash_skips_at_most_the_rest_of_a_lease() {
        let mut memory = Memory::default();
        let mut before: Option<u16> = None;
        for _ in 0..20 {
            let mut mint = mint();
            for _ in 0..5 {
                let seq = seq(draw(&mut mint, &mut memory, Kind::Survey, DAY));
                if let Some(before) = before {
                    assert!(
                        before < seq && seq - before <= LEASE_LEN,
                        "{before} then {seq}"
                    );
                }
                before = Some(seq);
            }
        }
    }

    #[test]
    fn a_day_that_comes_back_goes_on_behind_its_last_lease() {
        let (mut mint, mut memory) = (mint(), Memory::default());
        assert_eq!(seq(draw(&mut mint, &mut memory, Kind::Survey, DAY)), 0);
        assert_eq!(
            seq(draw(&mut mint, &mut memory, Kind::Survey, Day(2517))),
            0
        );
        assert_eq!(
            seq(draw(&mut mint, &mut memory, Kind::Survey, DAY)),
            LEASE_LEN
        );
    }

    #[test]
    fn the_last_lease_of_a_day_ends_with_the_day() {
        let end = |first| {
            Lease {
                first: Seq::new(first).unwrap(),
            }
            .end()
        };
        assert_eq!(end(2032), 2048);
        assert_eq!(end(2040), 2048);
        assert_eq!(end(0), 16);
    }
}
