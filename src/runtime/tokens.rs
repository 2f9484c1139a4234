//! The files with the tokens of the local API, `tokens/{till,store,panel,manager}.token` in the data
//! directory, and with that of counters that share their members, `tokens/counter.token`: 64 hexadecimal
//! digits and a line end each, mode 0600.
//!
//! A token is never logged and no error shows any of it. Whoever deletes a file and starts the
//! service anew gets a new token.

use super::private_file;
use crate::domain::hex::to_hex;
use crate::protocol::sealed::Key;
use crate::web::TokenTexts;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Loads the four tokens, or makes those whose file is absent with the operating system's random
/// numbers.
pub fn load_or_create(data: &Path) -> Result<TokenTexts, TokenError> {
    let directory = data.join("tokens");
    private_file::make_directory(&directory).map_err(TokenError::unwritable(&directory))?;
    let token = |name: &str| made(&directory.join(name));
    Ok(TokenTexts {
        till: token("till.token")?,
        store: token("store.token")?,
        panel: token("panel.token")?,
        manager: token("manager.token")?,
    })
}

fn made(path: &Path) -> Result<String, TokenError> {
    match load(path) {
        Err(TokenError::Missing { path }) => create(&path),
        loaded => loaded,
    }
}

fn counter_file(data: &Path) -> PathBuf {
    data.join("tokens").join("counter.token")
}

/// The key of the counters that share their members, where they meet: of the token in
/// `tokens/counter.token`, which is made where it is absent.
pub(super) fn own_key(data: &Path) -> Result<Key, TokenError> {
    let path = counter_file(data);
    key_of(made(&path)?, path)
}

/// The same at the other counters, which have a copy of the file.
pub(super) fn copied_key(data: &Path) -> Result<Key, TokenError> {
    let path = counter_file(data);
    key_of(load(&path)?, path)
}

fn key_of(token: String, path: PathBuf) -> Result<Key, TokenError> {
    let token = Zeroizing::new(token);
    Key::of_token(&token).ok_or(TokenError::NotAToken { path })
}

/// Loads the token of an existing file.
pub fn load(path: &Path) -> Result<String, TokenError> {
    let unreadable = |source| TokenError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let file = File::open(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => TokenError::Missing {
            path: path.to_owned(),
        },
        _ => unreadable(source),
    })?;
    if private_file::is_open_to_others(&file).map_err(unreadable)? {
        return Err(TokenError::OpenToOthers {
            path: path.to_owned(),
        });
    }
    // A little more than fits, so that a longer file is seen to be none of ours.
    let mut text = Vec::with_capacity(128);
    file.take(128).read_to_end(&mut text).map_err(unreadable)?;
    let token = text.trim_ascii();
    let is_token = token.len() == DIGITS && token.iter().all(u8::is_ascii_hexdigit);
    let token = str::from_utf8(token).ok().filter(|_| is_token);
    token
        .map(str::to_owned)
        .ok_or_else(|| TokenError::NotAToken {
            path: path.to_owned(),
        })
}

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// No such file.
    #[error("there is no token file {path:?}; the service makes it when it starts")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// Others can read the token, so it may be known already.
    #[error(
        "others than its owner can read the token file {path:?}; delete it and start the service anew, which makes a new token"
    )]
    OpenToOthers {
        /// The file.
        path: PathBuf,
    },
    /// The file holds something else.
    #[error(
        "{path:?} is not a token file: it must hold 64 hexadecimal digits; delete it and start the service anew, which makes a new token"
    )]
    NotAToken {
        /// The file.
        path: PathBuf,
    },
    /// The operating system gave an error.
    #[error("cannot read the token file {path:?}; check who owns it")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// The new token could not be stored.
    #[error("cannot write {path:?}; check that the data directory is writable")]
    Unwritable {
        /// The file or the directory.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The operating system gave no random numbers.
    #[error("the operating system gives no random numbers, so no token can be made")]
    NoRandomness {
        /// What it said.
        source: getrandom::Error,
    },
}

impl TokenError {
    fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Unwritable { path, source }
    }
}

const DIGITS: usize = 64;

/// A token that nobody can guess: 256 bits as hexadecimal digits.
pub(super) fn random() -> Result<String, getrandom::Error> {
    let mut bytes = [0; DIGITS / 2];
    getrandom::fill(&mut bytes)?;
    Ok(to_hex(&bytes))
}

fn create(path: &Path) -> Result<String, TokenError> {
    let token = random().map_err(|source| TokenError::NoRandomness { source })?;
    private_file::replace(path, format!("{token}\n").as_bytes())
        .map_err(TokenError::unwritable(path))?;
    Ok(token)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const NAMES: [&str; 4] = ["till", "store", "panel", "manager"];

    fn file(data: &Path, name: &str) -> PathBuf {
        data.join("tokens").join(format!("{name}.token"))
    }

    #[test]
    fn four_different_tokens_are_made_once_and_then_kept() {
        let data = tempfile::tempdir().unwrap();
        let made = load_or_create(data.path()).unwrap();
        assert_eq!(load_or_create(data.path()).unwrap(), made);
        let texts = [&made.till, &made.store, &made.panel, &made.manager];
        for (name, text) in NAMES.into_iter().zip(texts) {
            assert_eq!(load(&file(data.path(), name)).unwrap(), *text);
            assert_eq!(text.len(), 64, "{name}");
            let same = texts.iter().filter(|other| **other == text).count();
            assert_eq!(same, 1, "{name} has a token of its own");
        }
        fs::remove_file(file(data.path(), "panel")).unwrap();
        let again = load_or_create(data.path()).unwrap();
        assert_eq!((&again.till, &again.manager), (&made.till, &made.manager));
        assert_ne!(again.panel, made.panel);
    }

    #[test]
    fn what_is_no_token_is_refused_and_not_shown() {
        let data = tempfile::tempdir().unwrap();
        load_or_create(data.path()).unwrap();
        let path = file(data.path(), "manager");
        let token = load(&path).unwrap();
        for text in [
            String::new(),
            "a secret".to_owned(),
            token.replacen(char::is_alphanumeric, "g", 1),
            format!("{token}0"),
            token.repeat(40),
        ] {
            private_file::replace(&path, text.as_bytes()).unwrap();
            let error = load_or_create(data.path()).unwrap_err();
            assert!(matches!(error, TokenError::NotAToken { .. }), "{error}");
            assert!(text.is_empty() || !error.to_string().contains(&text));
        }
        private_file::replace(&path, format!("{token}\r\n").as_bytes()).unwrap();
        assert_eq!(load(&path).unwrap(), token);
    }

    #[cfg(unix)]
    #[test]
    fn the_files_are_the_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let data = tempfile::tempdir().unwrap();
        load_or_create(data.path()).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&data.path().join("tokens")), 0o700);
        for name in NAMES {
            let path = file(data.path(), name);
            assert_eq!(mode(&path), 0o600, "{name}");
            for open in [0o640, 0o604, 0o620] {
                fs::set_permissions(&path, fs::Permissions::from_mode(open)).unwrap();
                let error = load_or_create(data.path()).unwrap_err();
                assert!(matches!(error, TokenError::OpenToOthers { .. }), "{error}");
            }
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
        assert!(load_or_create(data.path()).is_ok());
    }
}
