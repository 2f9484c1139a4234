//! Who guesses, and which answers are odd. Addresses are hashed with a number that nobody knows, stay
//! in memory and are forgotten every day.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::IpAddr;

use sha2::{Digest as _, Sha256};

use crate::domain::code::Slot;
use crate::domain::survey::Marks;
use crate::domain::time::Timestamp;
use crate::pages::survey::{Admission, Caller};

const HOUR_MS: i64 = 60 * 60 * 1000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// So many codes that nobody made may come from an address in an hour, and for a store in all.
const FROM_ONE: u32 = 10;
const FOR_A_STORE: u32 = 200;

/// So many answers within so long are a burst.
const BURST: usize = 5;
const BURST_MS: i64 = 10 * 60 * 1000;

/// So many addresses are kept in mind; a store's own limit holds for the rest.
const MOST: usize = 20_000;

/// Watches the callers.
#[derive(Debug, Default)]
pub(super) struct Guard {
    salt: u64,
    since: Timestamp,
    guesses: BTreeMap<u64, Hour>,
    stores: BTreeMap<Slot, Hour>,
    answers: BTreeMap<(Slot, u64), VecDeque<Timestamp>>,
    own: BTreeSet<(Slot, IpAddr)>,
}

/// What came within an hour.
#[derive(Debug, Clone, Copy)]
struct Hour {
    since: Timestamp,
    count: u32,
}

impl Guard {
    /// `salt` is a number that nobody can guess.
    pub(super) fn new(salt: u64, now: Timestamp) -> Self {
        Self {
            salt,
            since: now,
            ..Self::default()
        }
    }

    /// Forgets all addresses once a day; the next day has another salt.
    pub(super) fn tidy(&mut self, now: Timestamp, salt: u64) {
        if !(0..DAY_MS).contains(&(now.0.saturating_sub(self.since.0))) {
            let own = std::mem::take(&mut self.own);
            *self = Self {
                own,
                ..Self::new(salt, now)
            };
        }
    }

    /// An address of the store's own, such as the one from which it fetches its answers.
    pub(super) fn tell_own(&mut self, slot: Slot, address: IpAddr) {
        self.own.insert((slot, address.to_canonical()));
    }

    /// Whether a code may be tried.
    pub(super) fn admit(&self, slot: Slot, caller: Caller, now: Timestamp) -> Admission {
        let hour = self.guesses.get(&self.hash(caller, Breadth::One));
        let left = |hour: &Hour| hour.since.0.saturating_add(HOUR_MS).saturating_sub(now.0);
        let spent = hour.filter(|hour| hour.count >= FROM_ONE && is_within(hour, now));
        if let Some(hour) = spent {
            let seconds = (left(hour) + 999) / 1000;
            return Admission::Barred {
                seconds: u32::try_from(seconds).unwrap_or_default(),
            };
        }
        let store = self.stores.get(&slot);
        match store.filter(|hour| hour.count >= FOR_A_STORE && is_within(hour, now)) {
            Some(_) => Admission::Slow,
            None => Admission::Free,
        }
    }

    /// Somebody has tried a code that nobody made.
    pub(super) fn guessed(&mut self, slot: Slot, caller: Caller, now: Timestamp) {
        let hash = self.hash(caller, Breadth::One);
        if self.guesses.len() >= MOST {
            self.guesses.retain(|_, hour| is_within(hour, now));
        }
        if self.guesses.len() < MOST || self.guesses.contains_key(&hash) {
            count(&mut self.guesses, hash, now);
        }
        count(&mut self.stores, slot, now);
    }

    /// What is odd about an answer from there.
    pub(super) fn marks(&mut self, slot: Slot, caller: Caller, now: Timestamp) -> Marks {
        Marks {
            from_shop: self.is_from_shop(slot, caller),
            in_a_burst: self.is_in_a_burst(slot, caller, now),
            left_behind: false,
        }
    }

    fn is_from_shop(&self, slot: Slot, caller: Caller) -> bool {
        let Some(address) = caller.address.map(|address| address.to_canonical()) else {
            return false;
        };
        let is_near = caller
            .here
            .is_some_and(|here| is_private(here.to_canonical()));
        (is_near && is_private(address)) || self.own.contains(&(slot, address))
    }

    fn is_in_a_burst(&mut self, slot: Slot, caller: Caller, now: Timestamp) -> bool {
        let hash = self.hash(caller, Breadth::Block);
        let is_recent = |at: &Timestamp| now.0.saturating_sub(at.0) < BURST_MS;
        if self.answers.len() >= MOST {
            self.answers.retain(|_, times| times.iter().any(is_recent));
        }
        if self.answers.len() >= MOST {
            return false;
        }
        let times = self.answers.entry((slot, hash)).or_default();
        times.retain(is_recent);
        times.push_back(now);
        if times.len() > BURST {
            times.pop_front();
        }
        times.len() >= BURST
    }

    fn hash(&self, caller: Caller, breadth: Breadth) -> u64 {
        let mut hash = Sha256::new();
        hash.update(self.salt.to_be_bytes());
        let address = caller.address.map(|address| address.to_canonical());
        if let Some(address) = address {
            hash.update(prefix(address, breadth));
        }
        let digest: [u8; 32] = hash.finalize().into();
        let half = digest.iter().take(8);
        half.fold(0, |all, byte| all << 8 | u64::from(*byte))
    }
}

/// How much of the network is taken for one.
#[derive(Clone, Copy)]
enum Breadth {
    /// One household's connection.
    One,
    /// One house or block of addresses.
    Block,
}

fn prefix(address: IpAddr, breadth: Breadth) -> Vec<u8> {
    let (bytes, kept) = match (address, breadth) {
        (IpAddr::V4(address), Breadth::One) => (address.octets().to_vec(), 4),
        (IpAddr::V4(address), Breadth::Block) => (address.octets().to_vec(), 3),
        (IpAddr::V6(address), Breadth::One) => (address.octets().to_vec(), 8),
        (IpAddr::V6(address), Breadth::Block) => (address.octets().to_vec(), 6),
    };
    bytes.into_iter().take(kept).collect()
}

/// An address that only works inside of a network.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            address.is_private() || address.is_loopback() || address.is_link_local()
        }
        IpAddr::V6(address) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}

fn is_within(hour: &Hour, now: Timestamp) -> bool {
    (0..HOUR_MS).contains(&now.0.saturating_sub(hour.since.0))
}

fn count<K: Ord>(hours: &mut BTreeMap<K, Hour>, key: K, now: Timestamp) {
    let fresh = Hour {
        since: now,
        count: 0,
    };
    let hour = hours.entry(key).or_insert(fresh);
    if !is_within(hour, now) {
        *hour = fresh;
    }
    hour.count = hour.count.saturating_add(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLOT: Slot = Slot::MAX;

    fn from(address: &str) -> Caller {
        Caller {
            address: Some(address.parse().unwrap()),
            here: Some("192.168.1.20".parse().unwrap()),
        }
    }

    fn at(ms: i64) -> Timestamp {
        Timestamp(1_795_332_601_005 + ms)
    }

    #[test]
    fn ten_wrong_codes_an_hour_and_no_more() {
        let mut guard = Guard::new(7, at(0));
        let one = from("203.0.113.7");
        for guess in 0..10 {
            assert_eq!(
                guard.admit(SLOT, one, at(guess)),
                Admission::Free,
                "{guess}"
            );
            guard.guessed(SLOT, one, at(guess));
        }
        let barred = guard.admit(SLOT, one, at(600_000));
        assert_eq!(barred, Admission::Barred { seconds: 3000 });
        assert_eq!(
            guard.admit(SLOT, from("203.0.113.8"), at(600_000)),
            Admission::Free
        );
        assert_eq!(guard.admit(SLOT, one, at(HOUR_MS)), Admission::Free);
    }

    #[test]
    fn many_wrong_codes_from_everywhere_slow_a_store_down() {
        let mut guard = Guard::new(7, at(0));
        for guess in 0..FOR_A_STORE {
            let [a, b, ..] = guess.to_le_bytes();
            guard.guessed(SLOT, from(&format!("198.51.{a}.{b}")), at(0));
        }
        let other = from("203.0.113.8");
        assert_eq!(guard.admit(SLOT, other, at(1)), Admission::Slow);
        assert_eq!(guard.admit(Slot::default(), other, at(1)), Admission::Free);
        assert_eq!(guard.admit(SLOT, other, at(HOUR_MS)), Admission::Free);
    }

    #[test]
    fn answers_from_the_shop_and_in_bursts_are_marked() {
        let mut guard = Guard::new(7, at(0));
        for (address, from_shop) in [
            ("192.168.1.77", true),
            ("::ffff:10.0.0.1", true),
            ("127.0.0.1", true),
            ("fd00::1", true),
            ("fe80::1", true),
            ("203.0.113.7", false),
            ("2001:db8::1", false),
        ] {
            let marks = guard.marks(SLOT, from(address), at(0));
            assert_eq!(marks.from_shop, from_shop, "{address}");
        }
        guard.tell_own(SLOT, "203.0.113.7".parse().unwrap());
        assert!(guard.marks(SLOT, from("203.0.113.7"), at(0)).from_shop);
        assert!(
            !guard
                .marks(Slot::default(), from("203.0.113.7"), at(0))
                .from_shop
        );
        let mut bursts = Guard::new(7, at(0));
        let mut burst = |ms, address| bursts.marks(SLOT, from(address), at(ms)).in_a_burst;
        let minutes: Vec<bool> = (0..6).map(|n| burst(n * 60_000, "198.51.100.9")).collect();
        assert_eq!(minutes, [false, false, false, false, true, true]);
        assert!(!burst(5 * 60_000, "198.51.101.9"));
        assert!(!burst(25 * 60_000, "198.51.100.9"));
    }

    #[test]
    fn addresses_are_forgotten_every_day_and_never_stored_as_they_are() {
        let mut guard = Guard::new(7, at(0));
        let one = from("203.0.113.7");
        (0..10).for_each(|_| guard.guessed(SLOT, one, at(0)));
        assert!(!format!("{guard:?}").contains("203.0.113"));
        guard.tidy(at(DAY_MS - 1), 8);
        assert_eq!(guard.guesses.len(), 1);
        guard.tidy(at(DAY_MS), 8);
        assert_eq!(guard.guesses.len(), 0);
        assert_ne!(
            Guard::new(7, at(0)).hash(one, Breadth::One),
            guard.hash(one, Breadth::One)
        );
    }
}
