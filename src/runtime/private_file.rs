//! Small files that belong to the service alone, written so that a power cut leaves the old
//! contents or the new ones and nothing in between.
//!
//! On Unix they have mode 0600. Elsewhere the data directory's own rights protect them, and no
//! check is made.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Puts new contents in the place of a file; they are on the disk when this returns.
pub fn replace(path: &Path, contents: &[u8]) -> io::Result<()> {
    let draft = draft_of(path);
    remove_if_there(&draft)?;
    let mut file = private(OpenOptions::new().write(true).create_new(true)).open(&draft)?;
    file.write_all(contents)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&draft, path)?;
    sync_directory_of(path)
}

/// The same for a file that is not ours: its mode stays, and its owner where the system allows.
/// Once this returns an error, the file is as it was.
pub fn replace_keeping_rights(path: &Path, contents: &[u8]) -> io::Result<()> {
    let was = fs::metadata(path)?;
    let draft = draft_of(path);
    remove_if_there(&draft)?;
    let mut file = private(OpenOptions::new().write(true).create_new(true)).open(&draft)?;
    file.write_all(contents)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        // Only root may give a file away; then it becomes ours.
        drop(fchown(&file, Some(was.uid()), Some(was.gid())));
    }
    file.set_permissions(was.permissions())?;
    file.sync_all()?;
    drop(file);
    fs::rename(&draft, path)?;
    // It is there; a power cut may still bring the old contents back.
    drop(sync_directory_of(path));
    Ok(())
}

/// Makes a directory, and those above it, if it is not there; others may not look into it.
pub fn make_directory(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.recursive(true).create(path)
}

/// Opens a file for reading and writing and makes it, empty, if it is not there.
pub fn open_or_create(path: &Path) -> io::Result<File> {
    private(
        OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false),
    )
    .open(path)
}

/// Opens a file for writing at its end and makes it, empty, if it is not there.
pub fn open_to_append(path: &Path) -> io::Result<File> {
    private(OpenOptions::new().append(true).create(true)).open(path)
}

/// Whether others than the owner may read or change the file; `false` where nobody can tell.
pub fn is_open_to_others(file: &File) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        file.metadata().map(|_| false)
    }
}

fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}

/// A new name in a directory is only safe once the directory itself is on the disk; Windows does
/// that by itself and has no way to ask for it.
fn sync_directory_of(path: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    let directory = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    File::open(directory.unwrap_or_else(|| Path::new(".")))?.sync_all()
}

fn draft_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    name.into()
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacing_leaves_the_new_contents_and_no_draft() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a");
        fs::write(draft_of(&path), "left by a crash").unwrap();
        for contents in ["one", "two, longer", "3"] {
            replace(&path, contents.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), contents);
        }
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        assert!(!is_open_to_others(&File::open(&path).unwrap()).unwrap());
    }
}
