//! Remembers on disk which sequence numbers were leased to the mint: the file `codes.lease` in the
//! data directory. Once there is a journal, it takes this file's place.
//!
//! A lease is on the disk before it is handed out. A number is therefore never used twice, also
//! not after a power cut or when the clock is set back.

use super::private_file;
use crate::domain::code::{Day, Kind, Seq};
use crate::engine::mint::{Lease, Wanted};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The name of the file in the data directory.
pub const LEASE_FILE: &str = "codes.lease";

/// The leases of one counter.
#[derive(Debug)]
pub struct LeaseFile {
    path: PathBuf,
    leases: Leases,
    /// Taken, not on the disk for certain, and so in nobody's hands.
    unwritten: Option<(Wanted, Lease)>,
}

/// Why there is no lease.
#[derive(Debug, thiserror::Error)]
pub enum LeaseError {
    /// The file is damaged, so nobody knows which numbers were used.
    #[error(
        "{path:?} is damaged, and codes stay off so that none is printed twice; numbers start anew every day, so tomorrow delete the file and restart the service"
    )]
    Corrupt {
        /// The file.
        path: PathBuf,
    },
    /// What is known about this day was thrown away long ago.
    #[error("no codes for {day}: days before {oldest} are closed; check the date of this computer")]
    DayClosed {
        /// The day that was asked for.
        day: Day,
        /// The oldest day that is still open.
        oldest: Day,
    },
    /// The file cannot be read.
    #[error("cannot read {path:?}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file cannot be written.
    #[error("cannot write {path:?}; check that the disk is not full and the directory is writable")]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

impl LeaseFile {
    /// Reads the file; an absent file means that no number was ever used.
    pub fn open(data: &Path) -> Result<Self, LeaseError> {
        let path = data.join(LEASE_FILE);
        let leases = match read(&path) {
            Ok(bytes) => {
                Leases::parse(&bytes).ok_or_else(|| LeaseError::Corrupt { path: path.clone() })?
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Leases::default(),
            Err(source) => return Err(LeaseError::Unreadable { path, source }),
        };
        Ok(Self {
            path,
            leases,
            unwritten: None,
        })
    }

    /// Leases the next numbers of a kind and day; `None` when all 2048 are gone.
    pub fn lease(&mut self, wanted: Wanted) -> Result<Option<Lease>, LeaseError> {
        let (day, oldest) = (wanted.day, self.leases.oldest);
        if day < oldest {
            return Err(LeaseError::DayClosed { day, oldest });
        }
        // A disk that stays full for an hour must not use up the day's numbers.
        let again = self.unwritten.filter(|(what, _)| *what == wanted);
        let Some(lease) = again.map_or_else(|| self.leases.take(wanted), |(_, lease)| Some(lease))
        else {
            return Ok(None);
        };
        // After an error the disk may hold either state, so the numbers count as taken.
        self.unwritten = Some((wanted, lease));
        private_file::replace(&self.path, self.leases.to_text().as_bytes()).map_err(|source| {
            LeaseError::Unwritable {
                path: self.path.clone(),
                source,
            }
        })?;
        self.unwritten = None;
        Ok(Some(lease))
    }
}

/// More than any lease file has, in bytes.
const LARGEST: u64 = 1 << 20;

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// How many days are remembered; counted in days with codes, so that one day of a wrong clock
/// closes no other.
const KEPT_DAYS: usize = 64;

const FIRST_LINE: &str = "tillside leases 1";

/// The contents of the file.
#[derive(Debug, Default, PartialEq, Eq)]
struct Leases {
    /// Days before this one were forgotten and must never get a number again.
    oldest: Day,
    /// The first number that was not leased yet; 2048 when none is left.
    next: BTreeMap<(Day, Kind), u16>,
}

impl Leases {
    fn take(&mut self, wanted: Wanted) -> Option<Lease> {
        let next = self.next.entry((wanted.day, wanted.kind)).or_default();
        let first = Seq::new(*next).ok()?;
        let lease = Lease { first };
        *next = lease.end();
        self.forget_old_days();
        Some(lease)
    }

    fn forget_old_days(&mut self) {
        let days: BTreeSet<Day> = self.next.keys().map(|(day, _)| *day).collect();
        let Some(oldest) = days.into_iter().nth_back(KEPT_DAYS - 1) else {
            return;
        };
        if self.next.keys().any(|(day, _)| *day < oldest) {
            self.next.retain(|(day, _), _| *day >= oldest);
            self.oldest = oldest;
        }
    }

    fn to_text(&self) -> String {
        let head = format!("{FIRST_LINE}\noldest {}\n", self.oldest.0);
        let entries = self.next.iter();
        let text = entries.fold(head, |text, ((day, kind), next)| {
            text + &format!("{} {kind} {next}\n", day.0)
        });
        let check = check_line(&text);
        text + &check
    }

    /// `None` if a single byte is not as it was written.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let text = str::from_utf8(bytes).ok()?;
        let body = text.get(..text.trim_end().rfind('\n')? + 1)?;
        if text.strip_prefix(body)? != check_line(body) {
            return None;
        }
        let mut lines = body.lines();
        if lines.next()? != FIRST_LINE {
            return None;
        }
        let oldest = Day(lines.next()?.strip_prefix("oldest ")?.parse().ok()?);
        let next = lines.map(parse_entry).collect::<Option<_>>()?;
        Some(Self { oldest, next })
    }
}

fn parse_entry(line: &str) -> Option<((Day, Kind), u16)> {
    let mut words = line.split(' ');
    let day = Day(words.next()?.parse().ok()?);
    let kind = Kind::from_name(words.next()?)?;
    let next = words.next()?.parse().ok()?;
    words.next().is_none().then_some(((day, kind), next))
}

/// Finds accidents, not forgers: whoever can write the file can also read the key.
fn check_line(body: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(body.as_bytes()).into();
    let head = digest.iter().take(8);
    head.fold("check ".to_owned(), |text, byte| {
        text + &format!("{byte:02x}")
    }) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn wanted(kind: Kind, day: u16) -> Wanted {
        Wanted {
            kind,
            day: Day(day),
        }
    }

    fn first(file: &mut LeaseFile, kind: Kind, day: u16) -> Option<u16> {
        file.lease(wanted(kind, day))
            .unwrap()
            .map(|lease| lease.first.get())
    }

    #[test]
    fn leases_follow_one_another_also_over_a_restart() {
        let data = tempfile::tempdir().unwrap();
        for start in [0, 48, 96] {
            let mut file = LeaseFile::open(data.path()).unwrap();
            for lease in [0, 16, 32] {
                assert_eq!(first(&mut file, Kind::Survey, 2516), Some(start + lease));
            }
        }
        let mut file = LeaseFile::open(data.path()).unwrap();
        assert_eq!(first(&mut file, Kind::Reward, 2516), Some(0));
        assert_eq!(first(&mut file, Kind::Survey, 2517), Some(0));
        assert_eq!(first(&mut file, Kind::Survey, 2516), Some(144));
    }

    #[test]
    fn a_day_has_128_leases_and_no_more() {
        let mut leases = Leases::default();
        let all: Vec<u16> = std::iter::from_fn(|| leases.take(wanted(Kind::Case, 3)))
            .map(|lease| lease.first.get())
            .collect();
        assert_eq!(all, (0..2048).step_by(16).collect::<Vec<u16>>());
        let data = tempfile::tempdir().unwrap();
        private_file::replace(&data.path().join(LEASE_FILE), leases.to_text().as_bytes()).unwrap();
        let mut file = LeaseFile::open(data.path()).unwrap();
        assert_eq!(first(&mut file, Kind::Case, 3), None);
    }

    #[test]
    fn old_days_are_forgotten_and_stay_closed() {
        let data = tempfile::tempdir().unwrap();
        let mut file = LeaseFile::open(data.path()).unwrap();
        // One day of a wrong clock, far ahead.
        assert_eq!(first(&mut file, Kind::Survey, 60_000), Some(0));
        for day in 2000..2100 {
            assert_eq!(first(&mut file, Kind::Survey, day), Some(0), "{day}");
        }
        let mut file = LeaseFile::open(data.path()).unwrap();
        assert_eq!(file.leases.next.len(), KEPT_DAYS);
        assert_eq!(first(&mut file, Kind::Survey, 2099), Some(16));
        assert_eq!(first(&mut file, Kind::Survey, 60_000), Some(16));
        let refused = file.lease(wanted(Kind::Survey, 2000));
        assert!(
            matches!(refused, Err(LeaseError::DayClosed { .. })),
            "{refused:?}"
        );
    }

    #[test]
    fn any_damage_is_noticed() {
        let mut leases = Leases::default();
        leases.take(wanted(Kind::Survey, 2516));
        leases.take(wanted(Kind::MakeGood, 2517));
        let good = leases.to_text().into_bytes();
        assert_eq!(Leases::parse(&good), Some(leases));
        for len in 0..good.len() {
            assert_eq!(Leases::parse(&good[..len]), None, "cut at {len}");
        }
        for place in 0..good.len() {
            for bit in 0..8 {
                let mut bad = good.clone();
                bad[place] ^= 1 << bit;
                assert_eq!(Leases::parse(&bad), None, "bit {bit} of byte {place}");
            }
        }
        assert_eq!(Leases::parse(&[&good[..], b"\n"].concat()), None);
    }

    #[test]
    fn a_damaged_file_is_refused_with_a_way_out() {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join(LEASE_FILE), "").unwrap();
        let error = LeaseFile::open(data.path()).unwrap_err().to_string();
        assert!(
            error.contains("codes.lease") && error.contains("delete the file"),
            "{error}"
        );
    }

    #[test]
    fn a_lease_that_could_not_be_written_is_given_once_it_is() {
        let data = tempfile::tempdir().unwrap();
        let mut file = LeaseFile::open(data.path()).unwrap();
        let draft = data.path().join("codes.lease.new");
        fs::create_dir(&draft).unwrap();
        for _ in 0..200 {
            let refused = file.lease(wanted(Kind::Survey, 5));
            assert!(
                matches!(refused, Err(LeaseError::Unwritable { .. })),
                "{refused:?}"
            );
        }
        fs::remove_dir(&draft).unwrap();
        assert_eq!(first(&mut file, Kind::Survey, 5), Some(0));
        assert_eq!(first(&mut file, Kind::Survey, 5), Some(16));
        let mut file = LeaseFile::open(data.path()).unwrap();
        assert_eq!(first(&mut file, Kind::Survey, 5), Some(32));
    }
}
