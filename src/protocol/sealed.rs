//! Messages about members on their way between two counters: nobody else on the shop's network can read
//! or change them, or has an answer taken for that to another question.
//!
//! ChaCha20-Poly1305 (RFC 8439) under a key that both counters derive from the same token; the token
//! itself is never sent. A sealed message is its nonce (12 bytes), the cipher text, and the tag (16 bytes).

use crate::domain::hex::from_hex;
use hmac::{Hmac, KeyInit as _, Mac as _};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use sha2::Sha256;
use zeroize::Zeroizing;

/// How many bytes a nonce has. Drawn at random for each message, as may be done 2^32 times with a key:
/// for a message each second, that is more than a century.
pub const NONCE: usize = 12;

/// What the key is for, so that the same token never makes the key of something else.
const LABEL: &[u8] = b"tillside members 1";

/// What two counters share.
#[derive(Clone)]
pub struct Key(LessSafeKey);

/// What a message is, as both sides have to see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It asks.
    Ask,
    /// It answers the message that had this nonce.
    Answer([u8; NONCE]),
}

impl Way {
    fn context(self) -> Vec<u8> {
        match self {
            Self::Ask => b"ask".to_vec(),
            Self::Answer(nonce) => [&b"answer"[..], &nonce].concat(),
        }
    }
}

impl Key {
    /// The key of a token of 64 hexadecimal digits; nothing where it is none.
    pub fn of_token(token: &str) -> Option<Self> {
        let secret: Zeroizing<[u8; 32]> = Zeroizing::new(from_hex(token.as_bytes())?);
        let mut mac = Hmac::<Sha256>::new_from_slice(&*secret).ok()?;
        mac.update(LABEL);
        let derived: Zeroizing<[u8; 32]> = Zeroizing::new(mac.finalize().into_bytes().into());
        let key = UnboundKey::new(&CHACHA20_POLY1305, &*derived).ok()?;
        Some(Self(LessSafeKey::new(key)))
    }

    /// Seals a message; nothing where it is too long for the cipher (256 GB). A nonce is used once.
    pub fn seal(&self, way: Way, nonce: [u8; NONCE], message: &[u8]) -> Option<Vec<u8>> {
        let mut sealed = Vec::with_capacity(NONCE + message.len() + CHACHA20_POLY1305.tag_len());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(message);
        let (_, text) = sealed.split_at_mut_checked(NONCE)?;
        let aad = Aad::from(way.context());
        let unique = Nonce::assume_unique_for_key(nonce);
        let tag = self.0.seal_in_place_separate_tag(unique, aad, text).ok()?;
        sealed.extend_from_slice(tag.as_ref());
        Some(sealed)
    }

    /// Opens a message; nothing where somebody else sealed it, or it is not what it should be.
    pub fn open(&self, way: Way, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, text) = sealed.split_first_chunk::<NONCE>()?;
        let mut text = Zeroizing::new(text.to_vec());
        let aad = Aad::from(way.context());
        let unique = Nonce::assume_unique_for_key(*nonce);
        let length = self.0.open_in_place(unique, aad, &mut text).ok()?.len();
        text.truncate(length);
        Some(text)
    }
}

/// The nonce of a sealed message.
pub fn nonce_of(sealed: &[u8]) -> Option<[u8; NONCE]> {
    sealed.first_chunk().copied()
}

/// Shows no key.
impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    #[test]
    fn what_is_sealed_is_opened_by_who_has_the_token() {
        let key = Key::of_token(TOKEN).unwrap();
        for message in [Vec::new(), b"Anna".to_vec(), vec![0; 70_000]] {
            let sealed = key.seal(Way::Ask, [7; NONCE], &message).unwrap();
            assert_eq!(sealed.len(), message.len() + 28);
            assert_eq!(nonce_of(&sealed), Some([7; NONCE]));
            let opened = key.open(Way::Ask, &sealed).unwrap();
            assert_eq!(&opened[..], message);
        }
    }

    #[test]
    fn the_cipher_text_is_that_of_another_program() {
        // Made with Python's cryptography (ChaCha20Poly1305) and hmac.
        let key = Key::of_token(TOKEN).unwrap();
        let sealed = key.seal(Way::Ask, [7; NONCE], b"Anna").unwrap();
        assert_eq!(
            crate::domain::hex::to_hex(&sealed),
            "0707070707070707070707071155c4065c1b3d018fc44f5274fc46a979600875"
        );
    }

    #[test]
    fn nothing_else_is_opened() {
        let key = Key::of_token(TOKEN).unwrap();
        let sealed = key.seal(Way::Ask, [7; NONCE], b"Anna").unwrap();
        assert!(!sealed.windows(4).any(|window| window == b"Anna"));
        for byte in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[byte] ^= 1;
            assert!(key.open(Way::Ask, &changed).is_none(), "byte {byte}");
            assert!(key.open(Way::Ask, &sealed[..byte]).is_none(), "cut {byte}");
        }
        let other = Key::of_token(&TOKEN.replace("00", "01")).unwrap();
        assert!(other.open(Way::Ask, &sealed).is_none());
        let answer = key.seal(Way::Answer([1; NONCE]), [8; NONCE], b"x").unwrap();
        assert!(key.open(Way::Answer([1; NONCE]), &answer).is_some());
        assert!(key.open(Way::Answer([2; NONCE]), &answer).is_none());
        assert!(key.open(Way::Ask, &answer).is_none());
        for token in ["", "00", &format!("{TOKEN}0"), &TOKEN.replace('0', "g")] {
            assert!(Key::of_token(token).is_none(), "{token}");
        }
    }
}
