//! The file with what is kept of the manager's PIN: `pin.hash` in the data directory, mode 0600.
//!
//! The PIN itself is nowhere on the disk, never logged, and no error shows any of it. The file is
//! read anew for every check, so that whoever may write the data directory may set or remove the
//! PIN beside a running service. Who may try how often is decided elsewhere.

use super::{private_file, tokens};
use crate::domain::pin::{NewPin, Pin};
use crate::web::{PinHash, PinKeeper};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error as HashError, PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The file in the data directory.
pub const FILE: &str = "pin.hash";

/// argon2id with 19 MiB, 2 passes and one lane: OWASP, *Password Storage Cheat Sheet*, the least
/// that it recommends.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A file that asks for so many times the work and memory was not written by us.
const MOST: u32 = 16;

/// Bytes of salt: RFC 9106, section 3.1, recommends 16 for passwords.
const SALT: usize = 16;

/// Far more than any PHC string of ours, in bytes.
const LONGEST: u64 = 512;

/// The file of one data directory.
#[derive(Debug, Clone)]
pub struct PinFile(PathBuf);

/// Why the PIN cannot be checked or kept.
#[derive(Debug, thiserror::Error)]
pub enum PinError {
    /// Others can read the file, and a PIN is soon found out from it; or they can change it.
    #[error(
        "others can read or change {path:?}, so the PIN may be known; choose another one with `tillside pin set`"
    )]
    OpenToOthers {
        /// The file.
        path: PathBuf,
    },
    /// The file holds something else.
    #[error("{path:?} is damaged; choose a PIN anew with `tillside pin set`")]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// The operating system gave an error.
    #[error("cannot read {path:?}; check who owns it")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// The file could not be written or removed.
    #[error("cannot write {path:?}; check that the data directory is there and writable")]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The operating system gave no random numbers.
    #[error("the operating system gives no random numbers; try again")]
    NoRandomness(#[source] getrandom::Error),
    /// The hash could not be worked out.
    #[error("the PIN cannot be hashed, which takes 19 MiB; free some memory")]
    NoHash(#[source] HashError),
}

impl PinFile {
    /// The file in this data directory.
    pub fn in_data(data: &Path) -> Self {
        Self(data.join(FILE))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// What it says; nothing where there is none.
    pub fn load(&self) -> Result<Option<PinHash>, PinError> {
        let file = match File::open(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(|source| self.unreadable(source))?,
        };
        if private_file::is_open_to_others(&file).map_err(|source| self.unreadable(source))? {
            return Err(PinError::OpenToOthers {
                path: self.0.clone(),
            });
        }
        let mut text = Vec::with_capacity(128);
        let read = file.take(LONGEST).read_to_end(&mut text);
        read.map_err(|source| self.unreadable(source))?;
        let text = str::from_utf8(&text).map_err(|_not_text| self.damaged())?;
        let hash = PinHash(text.trim_ascii().to_owned());
        self.parse(&hash)?;
        Ok(Some(hash))
    }

    /// Whether this is the PIN. Takes some 50 ms and 19 MiB on purpose.
    pub fn is_right(&self, kept: &PinHash, pin: &Pin) -> Result<bool, PinError> {
        let hash = self.parse(kept)?;
        match hasher()?.verify_password(pin.digits().as_bytes(), &hash) {
            Ok(()) => Ok(true),
            Err(HashError::PasswordInvalid) => Ok(false),
            Err(error) => Err(PinError::NoHash(error)),
        }
    }

    /// Puts what is kept of this PIN in the place of what was there.
    pub fn keep(&self, pin: &NewPin) -> Result<PinHash, PinError> {
        let mut salt = [0; SALT];
        getrandom::fill(&mut salt).map_err(PinError::NoRandomness)?;
        let hash = hasher()?.hash_password_with_salt(pin.digits().as_bytes(), &salt);
        let hash = PinHash(hash.map_err(PinError::NoHash)?.to_string());
        private_file::replace(&self.0, format!("{}\n", hash.0).as_bytes())
            .map_err(|source| self.unwritable(source))?;
        Ok(hash)
    }

    /// Removes it; `false` where there was none.
    pub fn remove(&self) -> Result<bool, PinError> {
        match fs::remove_file(&self.0) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(source) => Err(self.unwritable(source)),
        }
    }

    /// A hash such as we write, perhaps of a later version of us that works harder.
    fn parse(&self, kept: &PinHash) -> Result<PasswordHash, PinError> {
        let hash = PasswordHash::new(&kept.0).map_err(|_wrong| self.damaged())?;
        let params = Params::try_from(&hash).map_err(|_wrong| self.damaged())?;
        let is_ours = hash.algorithm == Algorithm::Argon2id.ident()
            && hash.salt.is_some()
            && hash.hash.is_some()
            && params.m_cost() <= MOST * MEMORY_KIB
            && params.t_cost() <= MOST * PASSES;
        is_ours.then_some(hash).ok_or_else(|| self.damaged())
    }

    fn damaged(&self) -> PinError {
        PinError::Damaged {
            path: self.0.clone(),
        }
    }

    fn unreadable(&self, source: io::Error) -> PinError {
        let path = self.0.clone();
        PinError::Unreadable { path, source }
    }

    fn unwritable(&self, source: io::Error) -> PinError {
        let path = self.0.clone();
        PinError::Unwritable { path, source }
    }
}

impl PinKeeper for PinFile {
    fn kept(&self) -> Result<Option<PinHash>, String> {
        self.load().map_err(whole)
    }

    fn is_right(&self, kept: &PinHash, pin: &Pin) -> Result<bool, String> {
        Self::is_right(self, kept, pin).map_err(whole)
    }

    fn keep(&self, pin: &NewPin) -> Result<PinHash, String> {
        Self::keep(self, pin).map_err(whole)
    }

    fn token(&self) -> Result<Zeroizing<String>, String> {
        let token = tokens::random().map_err(PinError::NoRandomness);
        token.map(Zeroizing::new).map_err(whole)
    }
}

/// With what the system said, for whoever has to do something about it.
fn whole(error: PinError) -> String {
    format!("{:#}", anyhow::Error::from(error))
}

fn hasher() -> Result<Argon2<'static>, PinError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None);
    let params = params.map_err(|error| PinError::NoHash(error.into()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    const PIN: &str = "830174";

    fn pin(digits: &str) -> Pin {
        Pin::new(digits).unwrap()
    }

    fn kept() -> (TempDir, PinFile, PinHash) {
        let data = tempfile::tempdir().unwrap();
        let file = PinFile::in_data(data.path());
        let hash = file.keep(&pin(PIN).try_into().unwrap()).unwrap();
        (data, file, hash)
    }

    #[test]
    fn a_pin_is_known_again_and_no_other() {
        let (_data, file, hash) = kept();
        let loaded = file.load().unwrap().unwrap();
        assert_eq!(loaded, hash);
        for (digits, is_right) in [(PIN, true), ("830175", false), ("8301740", false)] {
            assert_eq!(file.is_right(&loaded, &pin(digits)).unwrap(), is_right);
        }
        assert!(!hash.0.contains(PIN) && !format!("{hash:?}").contains(&hash.0));
        assert!(hash.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    #[test]
    fn the_same_pin_looks_different_each_time() {
        let (_data, file, hash) = kept();
        let again = file.keep(&pin(PIN).try_into().unwrap()).unwrap();
        assert_ne!(again, hash);
        assert_eq!(file.load().unwrap(), Some(again));
    }

    #[test]
    fn it_can_be_removed() {
        let (_data, file, _) = kept();
        assert!(file.remove().unwrap());
        assert_eq!(file.load().unwrap(), None);
        assert!(!file.remove().unwrap());
    }

    #[test]
    fn what_we_did_not_write_is_damaged_and_never_no_pin() {
        let (_data, file, hash) = kept();
        let without_hash = hash.0.rsplit_once('$').unwrap().0;
        let changed = |from: &str, to: &str| {
            let text = hash.0.replacen(from, to, 1);
            assert_ne!(text, hash.0);
            text
        };
        for text in [
            String::new(),
            PIN.to_owned(),
            without_hash.to_owned(),
            changed("argon2id", "argon2i"),
            changed("argon2id", "scrypt"),
            // These would take all memory, or all day.
            changed("m=19456", "m=4294967295"),
            changed("t=2", "t=4294967295"),
            changed("p=1", "p=0"),
            hash.0.repeat(9),
        ] {
            private_file::replace(file.path(), text.as_bytes()).unwrap();
            let error = file.load().unwrap_err();
            assert!(matches!(error, PinError::Damaged { .. }), "{text}: {error}");
        }
        private_file::replace(file.path(), &[0xff; 40]).unwrap();
        assert!(matches!(file.load(), Err(PinError::Damaged { .. })));
        let with_line_end = format!("{}\r\n", hash.0);
        private_file::replace(file.path(), with_line_end.as_bytes()).unwrap();
        assert_eq!(file.load().unwrap(), Some(hash));
    }

    #[test]
    fn a_directory_in_its_place_is_no_missing_pin() {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir(data.path().join(FILE)).unwrap();
        let file = PinFile::in_data(data.path());
        assert!(file.load().is_err());
        let whole = PinKeeper::keep(&file, &pin(PIN).try_into().unwrap()).unwrap_err();
        assert!(
            whole.contains("cannot write") && whole.contains(": "),
            "{whole}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_can_read_or_change_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let (_data, file, _) = kept();
        let mode = fs::metadata(file.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        for open in [0o640, 0o604, 0o620] {
            fs::set_permissions(file.path(), fs::Permissions::from_mode(open)).unwrap();
            let error = file.load().unwrap_err();
            assert!(matches!(error, PinError::OpenToOthers { .. }), "{error}");
        }
        file.keep(&pin(PIN).try_into().unwrap()).unwrap();
        assert!(file.load().is_ok(), "a new PIN makes it private again");
    }
}
