//! The file with the store's master key: 64 hexadecimal digits and a line end, mode 0600.
//!
//! The key is never logged and no error shows any of it. Whoever loses it cannot check the codes
//! already on paper, so it belongs into the back-up; whoever copies it can make codes.

use super::private_file;
use crate::domain::code::{KEY_VERSION, MasterKey, Slot, StoreKey};
use crate::domain::hex::{from_hex, to_hex};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Loads the key, or makes one with the operating system's random numbers if the file is absent.
pub fn load_or_create(path: &Path) -> Result<MasterKey, KeyError> {
    match load(path) {
        Err(KeyError::Missing { .. }) => create(path),
        loaded => loaded,
    }
}

/// The key of a store, out of the file's; see [`load_or_create`].
pub(super) fn of_store(path: &Path, slot: Slot) -> Result<StoreKey, KeyError> {
    load_or_create(path).map(|master| master.store_key(KEY_VERSION, slot))
}

/// Loads the key of an existing file.
pub fn load(path: &Path) -> Result<MasterKey, KeyError> {
    let unreadable = |source| KeyError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let file = File::open(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => KeyError::Missing {
            path: path.to_owned(),
        },
        _ => unreadable(source),
    })?;
    if private_file::is_open_to_others(&file).map_err(unreadable)? {
        return Err(KeyError::OpenToOthers {
            path: path.to_owned(),
        });
    }
    // A little more than fits, so that a longer file is seen to be none of ours.
    let mut text = Vec::with_capacity(128);
    file.take(128).read_to_end(&mut text).map_err(unreadable)?;
    let bytes = from_hex(text.trim_ascii()).ok_or_else(|| KeyError::NotAKey {
        path: path.to_owned(),
    })?;
    Ok(MasterKey::new(bytes))
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// No such file.
    #[error("there is no key file {path:?}; the service makes it when it first starts")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// Others can read the key, so it may be known already.
    #[error("others than its owner can read the key file {path:?}; run: chmod 600 {}", path.display())]
    OpenToOthers {
        /// The file.
        path: PathBuf,
    },
    /// The file holds something else.
    #[error(
        "{path:?} is not a key file: it must hold 64 hexadecimal digits; put it back from the back-up (a new key would make all codes already on paper worthless)"
    )]
    NotAKey {
        /// The file.
        path: PathBuf,
    },
    /// The operating system gave an error.
    #[error("cannot read the key file {path:?}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// The new key could not be stored.
    #[error("cannot write the key file {path:?}; check that its directory exists and is writable")]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The operating system gave no random numbers.
    #[error("the operating system gives no random numbers, so no key can be made")]
    NoRandomness {
        /// What it said.
        source: getrandom::Error,
    },
}

fn create(path: &Path) -> Result<MasterKey, KeyError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|source| KeyError::NoRandomness { source })?;
    let unwritable = |source| KeyError::Unwritable {
        path: path.to_owned(),
        source,
    };
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).map_err(unwritable)?;
    }
    let line = format!("{}\n", to_hex(&bytes));
    private_file::replace(path, line.as_bytes()).map_err(unwritable)?;
    Ok(MasterKey::new(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::{Day, KEY_VERSION, Kind, Seq, Slot, Till};

    fn first_code(key: &MasterKey) -> String {
        key.store_key(KEY_VERSION, Slot::default())
            .encode(Kind::Survey, Till::default(), Day(0), Seq::default())
            .to_string()
    }

    #[test]
    fn a_key_is_made_once_and_then_kept() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("data/store.key");
        assert!(matches!(load(&path), Err(KeyError::Missing { .. })));
        let made = load_or_create(&path).unwrap();
        assert_eq!(
            first_code(&load_or_create(&path).unwrap()),
            first_code(&made)
        );
        assert_eq!(fs::read_to_string(&path).unwrap().len(), 65);
        let other = load_or_create(&directory.path().join("other.key")).unwrap();
        assert_ne!(first_code(&other), first_code(&made));
    }

    #[test]
    fn the_file_is_hexadecimal_in_any_case_with_or_without_line_end() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("store.key");
        let test_key: String = (0..32).fold(String::new(), |text, n| text + &format!("{n:02X}"));
        for text in [test_key.clone(), format!("{test_key}\r\n")] {
            private_file::replace(&path, text.as_bytes()).unwrap();
            assert_eq!(first_code(&load(&path).unwrap()), "0VT0-VN0R-ZDG8");
        }
        for text in [
            "",
            "00",
            test_key.trim_start_matches('0'),
            &format!("{test_key}0"),
            &test_key.replace('F', "g"),
        ] {
            private_file::replace(&path, text.as_bytes()).unwrap();
            let error = load(&path).unwrap_err();
            assert!(matches!(error, KeyError::NotAKey { .. }), "{error}");
        }
        private_file::replace(&path, &[b'0'; 4096]).unwrap();
        assert!(matches!(load(&path), Err(KeyError::NotAKey { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("store.key");
        load_or_create(&path).unwrap();
        for mode in [0o640, 0o604, 0o620, 0o666] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let message = load(&path).unwrap_err().to_string();
            assert!(
                message.contains(&format!("chmod 600 {}", path.display())),
                "{message}"
            );
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
        assert!(load(&path).is_ok());
    }
}
