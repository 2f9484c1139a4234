//! Pseudo-terminals that we make, with a link by which others find them.

use super::super::platform;
use super::{Port, PortError};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Makes a pseudo-terminal and the link to it.
pub(super) fn make(path: &Path) -> Result<Port, PortError> {
    let make = |source| PortError::Make {
        path: path.to_owned(),
        source,
    };
    let pseudo = platform::create_pseudo().map_err(make)?;
    remove_old_link(path)?;
    platform::symlink(&pseudo.path, path).map_err(make)?;
    let link = Link {
        _slave: pseudo.slave,
        path: path.to_owned(),
        target: pseudo.path,
    };
    Ok(Port::with_companion(pseudo.master, Box::new(link)))
}

/// Removes a link to a pseudo-terminal and nothing else.
fn remove_old_link(path: &Path) -> Result<(), PortError> {
    match fs::read_link(path) {
        Ok(target) if target.starts_with("/dev/pts") || !path.exists() => fs::remove_file(path)
            .map_err(|source| PortError::Make {
                path: path.to_owned(),
                source,
            }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        _ => Err(PortError::Occupied(path.to_owned())),
    }
}

/// The link to a pseudo-terminal of ours; goes when the port goes.
struct Link {
    _slave: File,
    path: PathBuf,
    target: PathBuf,
}

impl Drop for Link {
    fn drop(&mut self) {
        // Somebody may have put another link there meanwhile, for example we ourselves.
        if fs::read_link(&self.path).is_ok_and(|target| target == self.target) {
            drop(fs::remove_file(&self.path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_appears_and_goes_with_the_port() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("till");
        let port = make(&path).unwrap();
        assert!(fs::read_link(&path).unwrap().starts_with("/dev/pts"));
        drop(port);
        assert!(path.symlink_metadata().is_err());
    }

    #[test]
    fn a_stale_link_is_replaced_and_survives_its_former_owner() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("till");
        platform::symlink(Path::new("/dev/pts/does-not-exist"), &path).unwrap();
        let first = make(&path).unwrap();
        let second = make(&path).unwrap();
        let target = fs::read_link(&path).unwrap();
        drop(first);
        assert_eq!(fs::read_link(&path).unwrap(), target);
        drop(second);
    }

    #[test]
    fn what_is_not_ours_stays() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "keep me").unwrap();
        assert!(matches!(make(&file), Err(PortError::Occupied(_))));
        let link = dir.path().join("link");
        platform::symlink(&file, &link).unwrap();
        assert!(matches!(make(&link), Err(PortError::Occupied(_))));
        assert_eq!(fs::read_to_string(&link).unwrap(), "keep me");
    }
}
