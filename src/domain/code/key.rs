//! Keys, and what can be done with them alone: make a code, and tell a genuine one from a forgery.
//!
//! Keys are never shown: their `Debug` is a placeholder and there is no `Display`.

use super::{Code, Day, Kind, MASK_25, Number, Seq, Serial, Slot, Till};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fmt::{Debug, Formatter, Result as FmtResult};

/// Tells a genuine code from a forged or expired one.
///
/// `keys` are the keys of the code's store, the current one first and then the previous one; keys
/// of other stores are passed over. A code of tomorrow is good, since clocks differ.
pub fn verify(code: Code, keys: &[StoreKey], today: Day) -> Result<Serial, Refusal> {
    let serial = keys
        .iter()
        .find_map(|key| key.decode(code, today))
        .ok_or(Refusal::Forged)?;
    let last_day = Day(serial.day.0.saturating_add(serial.kind.valid_days()));
    if today <= last_day {
        Ok(serial)
    } else {
        let day = serial.day;
        Err(Refusal::Expired { day, last_day })
    }
}

/// Why a well-formed code is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No key made it, or it is of another year. Counts toward a lock-out: a hand that mistypes
    /// fails at the check symbol.
    #[error("this code is not one of ours; compare it with the receipt")]
    Forged,
    /// Genuine, but too old.
    #[error("this code is of {day} and was good until {last_day}")]
    Expired {
        /// When it was made.
        day: Day,
        /// The last day on which it was good.
        last_day: Day,
    },
}

/// The version that new keys start with; a leaked store key is replaced by counting it up.
pub const KEY_VERSION: u8 = 1;

/// The key from which the keys of all stores come; 32 bytes from the operating system.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// Takes the bytes as they are.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes 00 to 1f: for tests, the demo and samples. Everybody knows it.
    pub fn public_test_key() -> Self {
        let mut bytes = [0; 32];
        for (byte, value) in bytes.iter_mut().zip(0..) {
            *byte = value;
        }
        Self(bytes)
    }

    /// The key of one store; `version` starts at [`KEY_VERSION`].
    pub fn store_key(&self, version: u8, slot: Slot) -> StoreKey {
        let bytes = mac(
            &self.0,
            &[b"care-code/v1/store", &[version], &slot.get().to_be_bytes()],
        );
        StoreKey { slot, bytes }
    }
}

impl Debug for MasterKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
        f.write_str("MasterKey(..)")
    }
}

/// The key of one store: makes its codes and knows them again. A till needs no other.
#[derive(Clone)]
pub struct StoreKey {
    slot: Slot,
    bytes: [u8; 32],
}

impl StoreKey {
    /// The store whose codes this key makes.
    pub fn slot(&self) -> Slot {
        self.slot
    }

    /// The key of a store that gave it away: to the one server that shows its pages.
    pub fn from_bytes(slot: Slot, bytes: [u8; 32]) -> Self {
        Self { slot, bytes }
    }

    /// The secret itself.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.bytes
    }

    /// Proves something other than a code. The first part says what it is, so that no proof can be
    /// taken for another one or for that of a code, which begin with `T` and `E`.
    pub(super) fn prove(&self, parts: &[&[u8]]) -> [u8; 32] {
        mac(&self.bytes, parts)
    }

    /// What the code with these numbers says.
    pub fn serial(&self, kind: Kind, till: Till, day: Day, seq: Seq) -> Serial {
        let slot = self.slot;
        Serial {
            slot,
            kind,
            till,
            day,
            seq,
        }
    }

    /// Makes the one code of these numbers.
    pub fn encode(&self, kind: Kind, till: Till, day: Day, seq: Seq) -> Code {
        let serial = self.serial(kind, till, day, seq);
        let tag = self.tag(&serial);
        Code::from_fields(self.slot, payload(&serial) ^ self.mask(tag), tag)
    }

    /// What a code says, if this key made it for a day up to tomorrow; its age is not judged.
    fn decode(&self, code: Code, today: Day) -> Option<Serial> {
        if code.slot() != self.slot {
            return None;
        }
        let serial = self.read_payload(code.masked_payload() ^ self.mask(code.tag()), today)?;
        // One word against one word: no loop that could end early and tell how far a guess got.
        (self.tag(&serial) ^ code.tag() == 0).then_some(serial)
    }

    fn read_payload(&self, payload: u32, today: Day) -> Option<Serial> {
        let low = u8::try_from(payload >> 11 & 0xff).ok()?;
        let kind = Number::<3>::from_low_bits(payload >> 23);
        Some(Serial {
            slot: self.slot,
            kind: *Kind::ALL.get(usize::from(kind.get()))?,
            till: Till::from_low_bits(payload >> 19),
            day: Day::newest_ending_in(low, today)?,
            seq: Seq::from_low_bits(payload),
        })
    }

    /// Proves the whole day, of which the payload holds eight bits only.
    fn tag(&self, serial: &Serial) -> u32 {
        top_25_bits(&mac(
            &self.bytes,
            &[
                b"T",
                &serial.slot.get().to_be_bytes(),
                &[serial.kind.number(), low_byte(serial.till.get())],
                &u32::from(serial.day.0).to_be_bytes(),
                &serial.seq.get().to_be_bytes(),
            ],
        ))
    }

    /// Hides the payload, so that neither volume nor neighbours can be read from a code.
    fn mask(&self, tag: u32) -> u32 {
        top_25_bits(&mac(&self.bytes, &[b"E", &tag.to_be_bytes()]))
    }
}

impl Debug for StoreKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
        write!(f, "StoreKey(slot {}, ..)", self.slot)
    }
}

/// kind 2 | till 4 | day mod 256 8 | seq 11.
fn payload(serial: &Serial) -> u32 {
    u32::from(serial.kind.number()) << 23
        | u32::from(serial.till.get()) << 19
        | u32::from(low_byte(serial.day.0)) << 11
        | u32::from(serial.seq.get())
}

fn low_byte(value: u16) -> u8 {
    let [_, low] = value.to_be_bytes();
    low
}

fn top_25_bits(digest: &[u8; 32]) -> u32 {
    let [a, b, c, d, ..] = *digest;
    u32::from_be_bytes([a, b, c, d]) >> 7 & MASK_25
}

/// HMAC-SHA256 (RFC 2104) over the parts, one after the other.
fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // A key shorter than a block is padded with zeros by definition; done here, it cannot fail.
    let mut block = [0; 64];
    for (byte, of_key) in block.iter_mut().zip(key) {
        *byte = *of_key;
    }
    let mut mac = Hmac::<Sha256>::new(&block.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn reference() -> Value {
        serde_json::from_str(include_str!("../../../tests/data/codes.json")).unwrap()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes
            .iter()
            .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }

    #[test]
    fn store_keys_tags_masks_and_payloads_are_those_of_the_reference() {
        let reference = reference();
        let master = MasterKey::public_test_key();
        let store_keys = reference["store_keys"].as_object().unwrap();
        assert_eq!(store_keys.len(), 4);
        for (slot, expected) in store_keys {
            let slot = Slot::new(slot.parse().unwrap()).unwrap();
            let key = master.store_key(KEY_VERSION, slot);
            assert_eq!(hex(&key.bytes), expected.as_str().unwrap());
        }
        for vector in reference["encode"].as_array().unwrap() {
            let number = |name: &str| u16::try_from(vector[name].as_u64().unwrap()).unwrap();
            let key = master.store_key(KEY_VERSION, Slot::new(number("slot")).unwrap());
            let serial = key.serial(
                Kind::ALL[usize::from(number("kind"))],
                Till::new(number("till")).unwrap(),
                Day(number("day")),
                Seq::new(number("seq")).unwrap(),
            );
            let tag = key.tag(&serial);
            assert_eq!(Some(u64::from(tag)), vector["tag"].as_u64());
            assert_eq!(Some(u64::from(key.mask(tag))), vector["mask"].as_u64());
            assert_eq!(Some(u64::from(payload(&serial))), vector["packed"].as_u64());
        }
    }

    #[test]
    fn keys_do_not_show_themselves() {
        let master = MasterKey::public_test_key();
        let key = master.store_key(KEY_VERSION, Slot::default());
        assert_eq!(format!("{master:?}"), "MasterKey(..)");
        assert_eq!(format!("{key:?}"), "StoreKey(slot 0, ..)");
    }
}
