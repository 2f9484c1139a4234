//! What a survey page carries from one form to the next: which code it is for, when it was first
//! shown, and whose page it is. Nothing is stored for it; the store's key proves it.

use super::{Code, StoreKey};
use crate::domain::time::Timestamp;

/// A page that was shown for a code. Two pages for one code have different chances, so that each
/// phone has its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormToken {
    at_s: u32,
    chance: u32,
}

/// Why a form is not taken; the page is then shown once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// It is no token, or of another code or key.
    #[error("this form is not one of ours; open the page anew")]
    Forged,
    /// Sooner than a person can read and touch.
    #[error("this form came back too soon; send it again")]
    TooSoon,
    /// Shown too long ago, or at a time that is yet to come.
    #[error("this form is of another day; open the page anew")]
    TooOld,
}

/// So many seconds a person needs at least for the first page.
const SOONEST_S: i64 = 3;

/// A form may be sent for so long after it was shown, in seconds.
const LATEST_S: i64 = 24 * 60 * 60;

impl FormToken {
    /// A page that is shown now; `chance` is any number that nobody can guess.
    pub fn new(now: Timestamp, chance: u32) -> Self {
        let at_s = u32::try_from(now.0.div_euclid(1000)).unwrap_or_default();
        Self { at_s, chance }
    }

    /// Whose page it is, as a number without any other meaning.
    pub fn holder(self) -> i64 {
        i64::from(self.at_s) << 32 | i64::from(self.chance)
    }

    /// The text in the form: 16 digits for the page and 32 that prove it, hexadecimal.
    pub fn seal(self, key: &StoreKey, code: Code) -> String {
        let proof = self.proof(key, code);
        let Self { at_s, chance } = self;
        format!("{at_s:08x}{chance:08x}{proof:032x}")
    }

    /// Takes the text of a form for this code; whether it is in time is another question.
    pub fn open(text: &str, keys: &[StoreKey], code: Code) -> Result<Self, FormError> {
        let number = |from: usize, to: usize| text.get(from..to).filter(|text| is_hex(text));
        let part = |from, to| u32::from_str_radix(number(from, to)?, 16).ok();
        let (at_s, chance) = part(0, 8).zip(part(8, 16)).ok_or(FormError::Forged)?;
        let given = number(16, 48).filter(|_| text.len() == 48);
        let given = given.and_then(|given| u128::from_str_radix(given, 16).ok());
        let given = given.ok_or(FormError::Forged)?;
        let token = Self { at_s, chance };
        let own = keys.iter().filter(|key| key.slot() == code.slot());
        // One number against one number: no loop that could end early.
        let proves = |key: &StoreKey| token.proof(key, code) ^ given == 0;
        own.fold(false, |found, key| found | proves(key))
            .then_some(token)
            .ok_or(FormError::Forged)
    }

    /// Whether a form is still good: it was shown at most a day ago.
    pub fn check_age(self, now: Timestamp) -> Result<(), FormError> {
        match self.age_s(now) {
            // A clock that was set back by a minute is no reason to bother anybody.
            -60..=LATEST_S => Ok(()),
            _ => Err(FormError::TooOld),
        }
    }

    /// The same for the first page, which nobody answers at once.
    pub fn check_first(self, now: Timestamp) -> Result<(), FormError> {
        self.check_age(now)?;
        if (0..SOONEST_S).contains(&self.age_s(now)) {
            return Err(FormError::TooSoon);
        }
        Ok(())
    }

    fn age_s(self, now: Timestamp) -> i64 {
        now.0.div_euclid(1000) - i64::from(self.at_s)
    }

    fn proof(self, key: &StoreKey, code: Code) -> u128 {
        let Self { at_s, chance } = self;
        let code = code.compact();
        let (at, chance) = (at_s.to_be_bytes(), chance.to_be_bytes());
        let proof = key.prove(&[b"care-form/v1", code.as_bytes(), &at, &chance]);
        let high = proof.iter().take(16);
        high.fold(0, |all, byte| all << 8 | u128::from(*byte))
    }
}

fn is_hex(text: &str) -> bool {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    text.bytes().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::{Day, KEY_VERSION, Kind, MasterKey, Seq, Slot, Till};
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp(1_795_332_601_005);

    fn key(slot: u16) -> StoreKey {
        MasterKey::public_test_key().store_key(KEY_VERSION, Slot::new(slot).unwrap())
    }

    fn code(slot: u16, seq: u16) -> Code {
        let seq = Seq::new(seq).unwrap();
        key(slot).encode(Kind::Survey, Till::default(), Day(2516), seq)
    }

    fn after(ms: i64) -> Timestamp {
        Timestamp(NOW.0 + ms)
    }

    #[test]
    fn a_form_comes_back_for_its_own_code_and_store_only() {
        let token = FormToken::new(NOW, 7);
        let text = token.seal(&key(0), code(0, 1));
        assert_eq!(text.len(), 48);
        let open = |text: &str, keys: &[StoreKey], code| FormToken::open(text, keys, code);
        assert_eq!(open(&text, &[key(0)], code(0, 1)), Ok(token));
        assert_eq!(open(&text, &[key(1), key(0)], code(0, 1)), Ok(token));
        for (keys, code) in [
            (vec![key(0)], code(0, 2)),
            (vec![key(1)], code(1, 1)),
            (vec![], code(0, 1)),
        ] {
            assert_eq!(open(&text, &keys, code), Err(FormError::Forged));
        }
        for text in [
            "",
            "x",
            text.get(1..).unwrap(),
            &format!("{text}0"),
            &"ä".repeat(24),
        ] {
            let found = open(text, &[key(0)], code(0, 1));
            assert_eq!(found, Err(FormError::Forged), "{text}");
        }
    }

    #[test]
    fn a_form_is_good_from_three_seconds_to_a_day() {
        let token = FormToken::new(NOW, 7);
        const DAY_MS: i64 = 86_400_000;
        for (ms, first, later) in [
            (0, Err(FormError::TooSoon), Ok(())),
            (1990, Err(FormError::TooSoon), Ok(())),
            (3000, Ok(()), Ok(())),
            (DAY_MS, Ok(()), Ok(())),
            (
                DAY_MS + 1000,
                Err(FormError::TooOld),
                Err(FormError::TooOld),
            ),
            (-30_000, Ok(()), Ok(())),
            (-90_000, Err(FormError::TooOld), Err(FormError::TooOld)),
        ] {
            assert_eq!(token.check_first(after(ms)), first, "{ms}");
            assert_eq!(token.check_age(after(ms)), later, "{ms}");
        }
    }

    proptest! {
        #[test]
        fn a_changed_form_is_none(place in 0..48usize, digit in 0..16u32, text in ".{0,60}") {
            let sealed = FormToken::new(NOW, 99).seal(&key(0), code(0, 1));
            let digit = char::from_digit(digit, 16).unwrap().to_string();
            let mut changed = sealed.clone();
            changed.replace_range(place..=place, &digit);
            let found = FormToken::open(&changed, &[key(0)], code(0, 1));
            prop_assert_eq!(found.is_ok(), changed == sealed);
            prop_assert!(FormToken::open(&text, &[key(0)], code(0, 1)).is_err());
        }
    }
}
