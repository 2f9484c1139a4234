//! Members who are forgotten: every row that leads to them goes, and a file beside the journal keeps
//! their number, so that a backup which still knows them forgets them again.
//!
//! The file holds numbers and times, no names, and is on the disk before the rows are gone.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use chrono::DateTime;

use super::changes::{Change, changed};
use super::db::Db;
use super::error::Error;
use super::member_records::{number, numbers};
use crate::domain::member::Member;
use crate::domain::time::Timestamp;

/// The name of the file in the data directory.
pub const ERASED_FILE: &str = "members.erased";

const FAILED: &str = "cannot forget a member";

/// Whether nothing may be kept of this number any more.
pub(super) fn is_erased(db: &Db, member: Member) -> Result<bool, Error> {
    let sql = "SELECT 1 FROM erased_members WHERE member = ?1";
    let found = db.first(sql, [number(member)], |_row| Ok(()));
    found.map(|row| row.is_some()).map_err(Error::sql(FAILED))
}

/// Forgets a person by one of their numbers, in the transaction that is open; says how many numbers
/// that were.
pub(super) fn erase(db: &Db, one: Member, at: Timestamp) -> Result<usize, Error> {
    erase_all(db, [one], at)
}

/// Forgets several at once.
pub(super) fn erase_all(
    db: &Db,
    members: impl IntoIterator<Item = Member>,
    at: Timestamp,
) -> Result<usize, Error> {
    let mut all = BTreeSet::new();
    for one in members {
        for member in numbers(db.connection(), one)? {
            if !is_erased(db, member)? {
                all.insert(member);
            }
        }
    }
    if !all.is_empty() {
        let path = file_beside(db.path());
        db.file_step(|| append(&path, &all, at))
            .map_err(Error::file("cannot note that a member is forgotten"))?;
    }
    for member in &all {
        remove(db, *member, at)?;
    }
    Ok(all.len())
}

fn remove(db: &Db, member: Member, at: Timestamp) -> Result<(), Error> {
    for sql in [
        "DELETE FROM members WHERE member = ?1",
        "DELETE FROM cards WHERE member = ?1",
        "DELETE FROM member_records WHERE member = ?1",
        "DELETE FROM exports WHERE member = ?1",
        "UPDATE gifts SET member = NULL WHERE member = ?1",
    ] {
        db.execute(sql, [number(member)])
            .map_err(Error::sql(FAILED))?;
    }
    let sql = "INSERT OR IGNORE INTO erased_members (member, at_ms) VALUES (?1, ?2)";
    db.execute(sql, (number(member), at.0))
        .map_err(Error::sql(FAILED))?;
    changed(db, member, Change::Counted)
}

/// Forgets again whom the file names and the journal still knows, as after a backup was restored; says
/// how many numbers.
pub(super) fn erase_again(db: &Db) -> Result<usize, Error> {
    let failed = "cannot read which members are forgotten";
    let mut known = Vec::new();
    for (member, at) in read(&file_beside(db.path())).map_err(Error::file(failed))? {
        if !is_erased(db, member)? {
            known.push((member, at));
        }
    }
    if known.is_empty() {
        return Ok(0);
    }
    db.transaction(|db| {
        let mut count = 0;
        for (one, at) in known {
            let all = numbers(db.connection(), one)?;
            count += all.len();
            all.into_iter().try_for_each(|it| remove(db, it, at))?;
        }
        Ok(count)
    })
}

fn file_beside(journal: &Path) -> PathBuf {
    journal.with_file_name(ERASED_FILE)
}

/// One line for each number; on the disk when this returns.
fn append(path: &Path, members: &BTreeSet<Member>, at: Timestamp) -> io::Result<()> {
    let is_new = !path.try_exists()?;
    let mut options = OpenOptions::new();
    options.append(true).read(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    let mut lines = String::new();
    if is_torn(&mut file)? {
        lines.push('\n');
    }
    lines.extend(members.iter().map(|it| format!("{} {at}\n", it.0)));
    file.write_all(lines.as_bytes())?;
    file.sync_all()?;
    if is_new && cfg!(unix) {
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
        File::open(folder.unwrap_or_else(|| Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

/// Whether a power cut has left half a line at the end.
fn is_torn(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// The whole lines of the file.
fn read(path: &Path) -> io::Result<Vec<(Member, Timestamp)>> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read?,
    };
    Ok(text.lines().filter_map(line).collect())
}

/// A torn line has half a time at most, and with it nothing was promised.
fn line(line: &str) -> Option<(Member, Timestamp)> {
    let (number, time) = line.split_once(' ')?;
    let time = DateTime::parse_from_rfc3339(time).ok()?;
    Some((Member(number.parse().ok()?), time.to_utc().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_lines_are_read_and_torn_ones_are_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(ERASED_FILE);
        assert_eq!(read(&path).unwrap(), []);
        let at = Timestamp(1_795_332_600_123);
        append(&path, &[Member(7), Member(9)].into(), at).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text, format!("7 {at}\n9 {at}\n"));
        for torn in ["", "12", "12 ", "12 2026-11-22T07:30:00.12", "x y"] {
            fs::write(&path, format!("{text}{torn}")).unwrap();
            append(&path, &[Member(8)].into(), at).unwrap();
            let members = [7, 9, 8].map(|number| (Member(number), at));
            assert_eq!(read(&path).unwrap(), members, "{torn:?}");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
