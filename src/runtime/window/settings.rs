//! What the window takes from the configuration file, and the file of a counter that nobody has set up
//! yet. What is in it is [`Config`]'s business.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use crate::domain::script::Scripts;
use crate::runtime::config::Config;
use crate::runtime::scripts;

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

/// What is said at the counter, in the store's own words where it has some. Where the configuration
/// cannot be read, the service says so.
pub(super) fn scripts(path: &Path) -> Scripts {
    let Ok(config) = Config::load(path) else {
        return Scripts::builtin().clone();
    };
    let (scripts, problems) = scripts::load(&config, path);
    scripts::warn(&problems);
    scripts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decline::Care;
    use crate::domain::language::Language;

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

    #[test]
    fn the_stores_own_words_are_said_and_others_where_it_has_none() {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("tillside.toml");
        let said = |config: &Path| {
            let scripts = scripts(config);
            scripts.say(Language::ENGLISH, Care::OtherWay).to_owned()
        };
        let builtin = Scripts::builtin().say(Language::ENGLISH, Care::OtherWay);
        assert_eq!(said(&config), builtin, "without a configuration");
        fs::write(&config, "[store]\nscripts = \"own.toml\"\n").unwrap();
        assert_eq!(said(&config), builtin, "without the file");
        let own = "[en.payment.other_way]\nsay = \"Shall we find another way?\"\n";
        fs::write(folder.path().join("own.toml"), own).unwrap();
        assert_eq!(said(&config), "Shall we find another way?");
    }
}
