//! How the window looks, kept in the data directory from one start to the next.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::kpi::staffing::Target;
use crate::runtime::private_file;
use crate::ui::shell::Preferences;

/// The file of the cashier's window in the data directory.
const FILE: &str = "window.json";

/// The file of the manager's window.
const MANAGER_FILE: &str = "manager-window.json";

/// What is wanted of the line, which only the manager's window knows.
const TARGET_FILE: &str = "manager.json";

/// Longer than any that was written here.
const LONGEST: u64 = 4096;

/// What was kept; the defaults where nothing was or it cannot be read.
pub(super) fn load(data: &Path) -> Preferences {
    load_from(&data.join(FILE)).unwrap_or_default()
}

/// The same of the manager's window; as the cashier's, where nobody has chosen anything in it.
pub(super) fn load_manager(data: &Path) -> Preferences {
    load_from(&data.join(MANAGER_FILE)).unwrap_or_else(|| load(data))
}

/// Keeps this for the next start.
pub(super) fn save(data: &Path, preferences: Preferences) {
    save_to(&data.join(FILE), &preferences);
}

/// The same for the manager's window.
pub(super) fn save_manager(data: &Path, preferences: Preferences) {
    save_to(&data.join(MANAGER_FILE), &preferences);
}

/// What was wanted of the line; nothing where it cannot be chosen any more.
pub(super) fn load_target(data: &Path) -> Option<Target> {
    load_from(&data.join(TARGET_FILE)).filter(|target: &Target| target.is_offered())
}

/// Keeps this for the next start.
pub(super) fn save_target(data: &Path, target: Target) {
    save_to(&data.join(TARGET_FILE), &target);
}

fn load_from<T: DeserializeOwned>(path: &Path) -> Option<T> {
    let read = read(path);
    if let Err(error) = &read
        && error.kind() != ErrorKind::NotFound
    {
        ::log::warn!(
            "{} is not used, the window looks as at first: {error}",
            path.display()
        );
    }
    read.ok()
}

fn save_to(path: &Path, value: &impl Serialize) {
    let written = serde_json::to_vec(value)
        .map_err(io::Error::from)
        .and_then(|text| private_file::replace(path, &text));
    if let Err(error) = written {
        ::log::warn!(
            "how the window looks cannot be kept in {}: {error}",
            path.display()
        );
    }
}

fn read<T: DeserializeOwned>(path: &Path) -> io::Result<T> {
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
    fn only_what_can_be_chosen_is_wanted_of_the_line() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(load_target(data.path()), None);
        let target = Target {
            percent: 90,
            minutes: 5,
        };
        save_target(data.path(), target);
        assert_eq!(load_target(data.path()), Some(target));
        assert_eq!(load(data.path()), Preferences::default());
        for text in [
            "{\"percent\":80,\"minutes\":4}",
            "{\"percent\":100,\"minutes\":5}",
            "{}",
        ] {
            fs::write(data.path().join(TARGET_FILE), text).unwrap();
            assert_eq!(load_target(data.path()), None, "{text}");
        }
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
