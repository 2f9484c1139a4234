//! The configuration file of a counter that nobody has set up yet. What is in it is
//! [`Config`]'s business.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use crate::runtime::config::Config;

/// Writes the example where there is no file; never touches one that is there. Where that fails,
/// the service says what is missing.
pub(super) fn make_sure_of(path: &Path) {
    drop(write_example(path));
}

fn write_example(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)?.write_all(Config::example().as_bytes())
}

/// Whether nobody has written anything into the file yet.
pub(super) fn is_untouched(path: &Path) -> bool {
    fs::read(path).is_ok_and(|text| text == Config::example().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_written_once_and_nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/folder/tillside.toml");
        assert!(!is_untouched(&path));
        make_sure_of(&path);
        assert!(is_untouched(&path));
        Config::load(&path).unwrap();
        fs::write(&path, "# mine").unwrap();
        make_sure_of(&path);
        assert_eq!(fs::read_to_string(&path).unwrap(), "# mine");
        assert!(!is_untouched(&path));
    }
}
