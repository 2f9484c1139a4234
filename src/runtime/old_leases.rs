//! Takes over what the file `codes.lease` remembered before there was a journal: which code numbers
//! may have been used. Writes no such file.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use anyhow::Context as _;
use sha2::{Digest as _, Sha256};

use crate::domain::code::{Day, Kind};
use crate::journal::Writer;

/// The name of the file in the data directory.
const FILE: &str = "codes.lease";

const FIRST_LINE: &str = "tillside leases 1";

/// More than any such file has, in bytes.
const LARGEST: u64 = 1 << 20;

/// Puts the file's contents into the journal and removes the file; does nothing without one.
///
/// Doing it twice does no harm, so a crash in between costs nothing.
pub(super) fn take_over(data: &Path, writer: &mut Writer) -> anyhow::Result<()> {
    let path = data.join(FILE);
    let bytes = match read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let leases = Leases::parse(&bytes).with_context(|| {
        format!(
            "{} is damaged, and codes stay off so that none is printed twice; numbers start anew \
             every day, so tomorrow delete the file and restart the service",
            path.display()
        )
    })?;
    let next = leases.next.into_iter();
    let entries = next.map(|((day, kind), next)| (day, kind, next));
    writer.take_over_leases(leases.oldest, entries)?;
    if let Err(error) = fs::remove_file(&path) {
        log::warn!(
            "{} is not needed any more but stays: {error}",
            path.display()
        );
    }
    Ok(())
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The contents of the file.
#[derive(Debug, PartialEq, Eq)]
struct Leases {
    /// Days before this one were forgotten and must never get a number again.
    oldest: Day,
    /// The first number that was not leased yet; 2048 when none is left.
    next: BTreeMap<(Day, Kind), u16>,
}

impl Leases {
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
    use crate::domain::event::Series;
    use crate::engine::mint::Wanted;
    use crate::journal;

    fn written() -> String {
        let body = "tillside leases 1\noldest 2400\n2516 survey 96\n2517 make_good 2048\n";
        body.to_owned() + &check_line(body)
    }

    fn writer(data: &Path) -> Writer {
        let series = Series {
            store: Default::default(),
            counter: Default::default(),
        };
        Writer::new(data.join(journal::FILE), series)
    }

    fn first(writer: &mut Writer, kind: Kind, day: u16) -> Option<u16> {
        let day = Day(day);
        let lease = writer.lease(Wanted { kind, day }).unwrap();
        lease.map(|lease| lease.first.get())
    }

    #[test]
    fn the_numbers_go_on_where_the_file_ended() {
        let data = tempfile::tempdir().unwrap();
        let mut writer = writer(data.path());
        take_over(data.path(), &mut writer).unwrap();
        let path = data.path().join(FILE);
        fs::write(&path, written()).unwrap();
        take_over(data.path(), &mut writer).unwrap();
        assert!(!path.exists());
        assert_eq!(first(&mut writer, Kind::Survey, 2516), Some(96));
        assert_eq!(first(&mut writer, Kind::MakeGood, 2517), None);
        assert_eq!(first(&mut writer, Kind::Case, 2516), Some(0));
        let (kind, day) = (Kind::Survey, Day(2399));
        assert!(writer.lease(Wanted { kind, day }).is_err());
        // A crash before the file was removed: nothing goes back.
        fs::write(&path, written()).unwrap();
        take_over(data.path(), &mut writer).unwrap();
        assert_eq!(first(&mut writer, Kind::Survey, 2516), Some(112));
    }

    #[test]
    fn any_damage_is_noticed() {
        let good = written().into_bytes();
        assert!(Leases::parse(&good).is_some());
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
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join(FILE), "").unwrap();
        let refused = take_over(data.path(), &mut writer(data.path()));
        let said = refused.unwrap_err().to_string();
        assert!(
            said.contains("codes.lease") && said.contains("delete the file"),
            "{said}"
        );
        assert!(data.path().join(FILE).exists());
    }
}
