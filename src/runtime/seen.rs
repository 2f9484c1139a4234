//! The mark that the survey's address was seen to answer with pages that know this store's codes.
//!
//! No code is printed without it: a receipt whose code leads nowhere embarrasses the shop. It is for
//! one address; for another one it does not count. `tillside doctor` makes it.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};

use super::private_file;
use crate::domain::code::SurveyAddress;

/// The file in the data directory: the address as the QR codes begin, and when, each on a line.
pub const SEEN_FILE: &str = "address.seen";

/// Far more than both lines have, in bytes.
const MAX: u64 = 512;

/// Where the mark for an address is, or will be.
#[derive(Debug, Clone)]
pub struct SeenAddress {
    path: PathBuf,
    page: String,
}

impl SeenAddress {
    /// Of this address and data directory.
    pub fn new(data: &Path, address: &SurveyAddress) -> Self {
        Self {
            path: data.join(SEEN_FILE),
            page: address.page().to_owned(),
        }
    }

    /// When it was seen to answer; `None` if never, or if the mark is for another address.
    pub fn when(&self) -> io::Result<Option<DateTime<Utc>>> {
        let mut text = String::new();
        let file = match File::open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        file.take(MAX).read_to_string(&mut text)?;
        let mut lines = text.lines();
        let is_it = lines.next() == Some(&*self.page);
        let at = lines.next().filter(|_| is_it);
        Ok(at.and_then(|at| at.parse().ok()))
    }

    /// Writes down that it was seen to answer now.
    pub fn mark(&self, now: DateTime<Utc>) -> io::Result<()> {
        let at = now.to_rfc3339_opts(SecondsFormat::Secs, true);
        private_file::replace(&self.path, format!("{}\n{at}\n", self.page).as_bytes())?;
        self.hand_over();
        Ok(())
    }

    /// Whoever is root may look for others; the service of another user has to be able to read it.
    fn hand_over(&self) {
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt as _, chown};
            let folder = self.path.parent().map(fs::metadata);
            if let Some(Ok(folder)) = folder {
                drop(chown(&self.path, Some(folder.uid()), Some(folder.gid())));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> SurveyAddress {
        SurveyAddress::new(text, None).unwrap()
    }

    fn noon() -> DateTime<Utc> {
        "2026-11-27T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn the_mark_is_for_one_address_and_for_nobody_else_to_read() {
        let folder = tempfile::tempdir().unwrap();
        let seen = |url: &str| SeenAddress::new(folder.path(), &address(url));
        let ours = seen("https://s.example.com");
        assert_eq!(ours.when().unwrap(), None);
        ours.mark(noon()).unwrap();
        assert_eq!(ours.when().unwrap(), Some(noon()));
        assert_eq!(seen("HTTPS://S.EXAMPLE.COM/").when().unwrap(), Some(noon()));
        for other in [
            "http://s.example.com",
            "https://s.example.com:8443",
            "https://s.example.com/K",
            "https://t.example.com",
        ] {
            assert_eq!(seen(other).when().unwrap(), None, "{other}");
        }
        let file = File::open(folder.path().join(SEEN_FILE)).unwrap();
        assert!(!private_file::is_open_to_others(&file).unwrap());
        seen("https://t.example.com").mark(noon()).unwrap();
        assert_eq!(ours.when().unwrap(), None);
    }

    #[test]
    fn what_is_no_mark_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let seen = SeenAddress::new(folder.path(), &address("https://s.example.com"));
        for text in [
            "",
            "HTTPS://S.EXAMPLE.COM/",
            "HTTPS://S.EXAMPLE.COM/\nyesterday\n",
            "\nHTTPS://S.EXAMPLE.COM/\n2026-11-27T12:00:00Z\n",
        ] {
            fs::write(folder.path().join(SEEN_FILE), text).unwrap();
            assert_eq!(seen.when().unwrap(), None, "{text:?}");
        }
        fs::write(folder.path().join(SEEN_FILE), b"\xff\xfe").unwrap();
        assert!(seen.when().is_err());
        let nowhere = SeenAddress::new(&folder.path().join("no"), &address("https://a.eu"));
        assert_eq!(nowhere.when().unwrap(), None);
        assert!(nowhere.mark(noon()).is_err());
    }
}
