//! How the window looks, kept in the data directory from one start to the next.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::runtime::private_file;
use crate::ui::shell::Preferences;

/// The name of the file in the data directory.
const FILE: &str = "window.json";

/// Longer than any that was written here.
const LONGEST: u64 = 4096;

/// What was kept; the defaults where nothing was or it cannot be read.
pub(super) fn load(data: &Path) -> Preferences {
    let path = data.join(FILE);
    read(&path).unwrap_or_else(|error| {
        if error.kind() != ErrorKind::NotFound {
            ::log::warn!(
                "{} is not used, the window looks as at first: {error}",
                path.display()
            );
        }
        Preferences::default()
    })
}

/// Keeps this for the next start.
pub(super) fn save(data: &Path, preferences: Preferences) {
    let path = data.join(FILE);
    let written = serde_json::to_vec(&preferences)
        .map_err(io::Error::from)
        .and_then(|text| private_file::replace(&path, &text));
    if let Err(error) = written {
        ::log::warn!(
            "how the window looks cannot be kept in {}: {error}",
            path.display()
        );
    }
}

fn read(path: &Path) -> io::Result<Preferences> {
    if fs::metadata(path)?.len() > LONGEST {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::ui::{Scale, ThemeChoice};

    #[test]
    fn what_was_chosen_is_there_at_the_next_start() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(load(data.path()), Preferences::default());
        let chosen = Preferences {
            language: Language::new("pl"),
            theme: ThemeChoice::Dark,
            scale: Scale::Largest,
        };
        save(data.path(), chosen);
        assert_eq!(load(data.path()), chosen);
    }

    #[test]
    fn a_damaged_file_is_as_good_as_none() {
        let data = tempfile::tempdir().unwrap();
        let long = format!("{{\"scale\":\"large\"{}}}", " ".repeat(5000));
        for text in [
            "",
            "{",
            "[]",
            "{\"scale\":7}",
            "{\"theme\":\"pink\"}",
            &long,
        ] {
            fs::write(data.path().join(FILE), text).unwrap();
            assert_eq!(load(data.path()), Preferences::default(), "{text:.40}");
        }
        fs::write(data.path().join(FILE), "{\"scale\":\"large\",\"new\":1}").unwrap();
        assert_eq!(load(data.path()).scale, Scale::Large);
    }
}
