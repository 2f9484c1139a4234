//! What the doctor asks the operating system: Linux's own files, and nothing that opens a device.
//!
//! Another system replaces this one file.

use std::fs::{self, Metadata};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access, major, minor, statvfs};

use super::facts::{Holder, PortState};

/// Major numbers of pseudo-terminal slaves (Linux, `Documentation/admin-guide/devices.txt`).
const PTY_SLAVE_MAJORS: std::ops::RangeInclusive<u32> = 136..=143;

/// What there is at the path of a device.
pub(super) fn device(path: &Path) -> PortState {
    let Ok(found) = fs::metadata(path) else {
        return PortState::Missing;
    };
    if !found.file_type().is_char_device() {
        return PortState::NotADevice;
    }
    PortState::Device {
        is_terminal: is_terminal(found.rdev()),
        is_allowed: access(path, Access::READ_OK | Access::WRITE_OK).is_ok(),
        group: group(found.gid()),
    }
}

/// The kernel says of which kind a device is, so that it need not be opened: that alone would move
/// its modem lines.
fn is_terminal(device: u64) -> bool {
    let (major, minor) = (major(device), minor(device));
    let kind = fs::read_link(format!("/sys/dev/char/{major}:{minor}/subsystem"));
    let is_tty = kind.is_ok_and(|kind| kind.ends_with("tty"));
    is_tty || PTY_SLAVE_MAJORS.contains(&major)
}

fn group(id: u32) -> Option<String> {
    let groups = fs::read_to_string("/etc/group").ok()?;
    let named = |line: &str| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)?.parse() == Ok(id)).then(|| name.to_owned())
    };
    groups.lines().find_map(named)
}

/// Whether this user may make files in a folder.
pub(super) fn may_write(folder: &Path) -> bool {
    access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok()
}

/// The mode, where others than the owner may read or change it.
pub(super) fn open_to_others(found: &Metadata) -> Option<u32> {
    let mode = found.mode() & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

/// Free bytes for this user on the disk of the nearest folder that exists.
pub(super) fn free_bytes(path: &Path) -> Option<u64> {
    let folder = path.ancestors().find(|folder| folder.is_dir())?;
    let disk = statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Who has a device open, but for this process; without those that this user may not look at.
pub(super) fn holders(device: &Path) -> Vec<Holder> {
    let Ok(device) = device.canonicalize() else {
        return Vec::new();
    };
    processes()
        .filter(|(_, folder)| has_open(folder, &device))
        .map(|(pid, folder)| Holder {
            pid,
            name: name(&folder).unwrap_or_else(|| "?".to_owned()),
        })
        .collect()
}

fn has_open(process: &Path, device: &Path) -> bool {
    let files = fs::read_dir(process.join("fd"));
    let mut files = files.into_iter().flatten().filter_map(Result::ok);
    files.any(|file| fs::read_link(file.path()).is_ok_and(|target| target == device))
}

/// Whether a process of this name runs.
pub(super) fn is_running(wanted: &str) -> bool {
    processes().any(|(_, folder)| name(&folder).as_deref() == Some(wanted))
}

fn processes() -> impl Iterator<Item = (u32, PathBuf)> {
    let own = std::process::id();
    let entries = fs::read_dir("/proc").into_iter().flatten();
    entries.filter_map(Result::ok).filter_map(move |entry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        (pid != own).then(|| (pid, entry.path()))
    })
}

fn name(process: &Path) -> Option<String> {
    let name = fs::read_to_string(process.join("comm")).ok()?;
    Some(name.trim().to_owned())
}

/// Somebody has locked a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Locked {
    /// This process.
    By(u32),
    /// A process that cannot be seen from in here.
    BySomebody,
}

/// Who has locked a file, if anybody has.
pub(super) fn locked(path: &Path) -> Option<Locked> {
    let inode = fs::metadata(path).ok()?.ino();
    let locks = fs::read_to_string("/proc/locks").ok()?;
    locks.lines().find_map(|line| locked_in(line, inode))
}

/// A line such as `1: FLOCK  ADVISORY  WRITE 1234 08:01:5678 0 EOF`. The device is not compared:
/// some file systems show another one there.
fn locked_in(line: &str, inode: u64) -> Option<Locked> {
    let mut fields = line.split_whitespace().skip(1);
    if fields.next()? != "FLOCK" {
        return None;
    }
    let pid = fields.nth(2)?.parse().ok();
    let file = fields.next()?.rsplit(':').next()?.parse::<u64>();
    let by = match pid {
        None | Some(0) => Locked::BySomebody,
        Some(pid) => Locked::By(pid),
    };
    (file == Ok(inode)).then_some(by)
}

/// The time zone's name, where one is set.
pub(super) fn time_zone() -> Option<String> {
    if let Ok(zone) = std::env::var("TZ")
        && !zone.is_empty()
    {
        return Some(zone.trim_start_matches(':').to_owned());
    }
    let link = fs::canonicalize("/etc/localtime").ok()?;
    let link = link.to_str()?;
    let name = link
        .split_once("zoneinfo/")
        .map(|(_, name)| name.to_owned());
    let told = || fs::read_to_string("/etc/timezone").ok();
    name.or_else(told).map(|name| name.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_found_by_its_file() {
        let line = "2: FLOCK  ADVISORY  WRITE 1234 08:01:5678 0 EOF";
        assert_eq!(locked_in(line, 5678), Some(Locked::By(1234)));
        assert_eq!(locked_in(line, 678), None);
        assert_eq!(
            locked_in(&line.replace("1234", "0"), 5678),
            Some(Locked::BySomebody)
        );
        assert_eq!(locked_in(&line.replace("FLOCK", "POSIX"), 5678), None);
        assert_eq!(locked_in("2: -> FLOCK", 5678), None);
    }

    #[test]
    fn a_locked_file_has_a_holder_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let file = fs::File::create(&path).unwrap();
        assert_eq!(locked(&path), None);
        file.try_lock().unwrap();
        assert!(locked(&path).is_some());
        drop(file);
        assert_eq!(locked(&path), None);
    }

    #[test]
    fn devices_are_told_from_files() {
        let null = device(Path::new("/dev/null"));
        assert!(
            matches!(
                null,
                PortState::Device {
                    is_terminal: false,
                    is_allowed: true,
                    ..
                }
            ),
            "{null:?}"
        );
        assert_eq!(device(Path::new("/dev/none-such")), PortState::Missing);
        assert_eq!(device(Path::new("/etc")), PortState::NotADevice);
    }
}
