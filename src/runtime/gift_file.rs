//! The file of the store's rules for gifts, as a manager reads and changes it.
//!
//! What it said before is kept beside it as FILE.before. A text with a problem is not written.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::config_file;
use super::gifts;
use super::private_file;
use crate::domain::problem::Problem;
use crate::engine::api::{GiftRules, GiftsText, SettingsError};

/// What a store's first rules are called, beside the configuration.
const FIRST: &str = "gifts.toml";

/// How the rules stand that this configuration names.
pub(super) fn view(config: &Path) -> Result<GiftRules, SettingsError> {
    let Some(path) = config_file::read(config)?.gifts_beside(config) else {
        return Ok(GiftRules {
            text: None,
            path: None,
            problems: Vec::new(),
        });
    };
    let name = path.display().to_string();
    let problems = |text: &str| gifts::rules_of(&name, text).err().unwrap_or_default();
    let (text, problems) = match read(&path) {
        Ok(text) => {
            let problems = problems(&text);
            (Some(text), problems)
        }
        Err(why) => (None, vec![Problem::of_file(name.clone(), why)]),
    };
    Ok(GiftRules {
        text,
        path: Some(name),
        problems,
    })
}

fn read(path: &Path) -> Result<String, String> {
    let cannot =
        |error: io::Error| format!("cannot be read: {error}; what is saved takes its place");
    let length = fs::metadata(path).map_err(cannot)?.len();
    if length > u64::try_from(GiftsText::MAX).unwrap_or(u64::MAX) {
        return Err("is too long to be changed here; shorten it".to_owned());
    }
    fs::read_to_string(path).map_err(cannot)
}

/// Has the file say this, and the configuration name it where it names none; where it is.
pub(super) fn keep(config: &Path, text: &str) -> Result<PathBuf, SettingsError> {
    GiftsText::rules(text)?;
    if let Some(path) = config_file::read(config)?.gifts_beside(config) {
        write(&path, text).map_err(|error| unwritten(&error))?;
        return Ok(path);
    }
    let config =
        fs::canonicalize(config).map_err(|error| SettingsError::Unusable(error.to_string()))?;
    let path = config.with_file_name(FIRST);
    write(&path, text).map_err(|error| unwritten(&error))?;
    config_file::change(&config, |document| {
        config_file::set(document, ("store", "gifts"), FIRST.into())
    })?;
    Ok(path)
}

fn unwritten(error: &io::Error) -> SettingsError {
    SettingsError::Unwritten(format!("the rules for gifts: {error}"))
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    // The file itself and not the link by which it may be known.
    let path = match fs::canonicalize(path) {
        Ok(path) => path,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return private_file::replace(path, text.as_bytes());
        }
        Err(error) => return Err(error),
    };
    if fs::metadata(&path)?.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let old = fs::read(&path)?;
    if old == text.as_bytes() {
        return Ok(());
    }
    private_file::replace(&before(&path), &old)?;
    private_file::replace_keeping_rights(&path, text.as_bytes())
}

/// Where the text before the last change is.
fn before(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".before");
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::gift::rules::EXAMPLE;
    use crate::runtime::config::Config;

    fn bench(config: &str) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("tillside.toml");
        fs::write(&path, config).unwrap();
        (dir, path)
    }

    fn other() -> String {
        EXAMPLE.replace("per_day = 5", "per_day = 6")
    }

    #[test]
    fn a_store_without_rules_begins_with_a_file_beside_the_configuration() {
        let (dir, config) = bench("# mine\n[store]\nname = 'A' # ours\n");
        let before = view(&config).unwrap();
        assert_eq!((before.text, before.path), (None, None));
        let path = keep(&config, EXAMPLE).unwrap();
        let beside = fs::canonicalize(dir.path()).unwrap().join("gifts.toml");
        assert_eq!(path, beside);
        let text = fs::read_to_string(&config).unwrap();
        let expected = "# mine\n[store]\nname = 'A' # ours\ngifts = \"gifts.toml\"\n";
        assert_eq!(text, expected);
        let kept = Config::parse(&text).unwrap().gifts_beside(&config);
        assert_eq!(fs::canonicalize(kept.unwrap()).unwrap(), beside);
        let rules = view(&config).unwrap();
        assert_eq!(rules.text.as_deref(), Some(EXAMPLE));
        assert_eq!(rules.problems, []);
    }

    #[test]
    fn the_text_before_is_kept_and_a_bad_one_changes_nothing() {
        let (dir, config) = bench("[store]\ngifts = 'mine.toml'\n");
        let file = dir.path().join("mine.toml");
        fs::write(&file, EXAMPLE).unwrap();
        keep(&config, &other()).unwrap();
        let old = dir.path().join("mine.toml.before");
        assert_eq!(fs::read_to_string(&file).unwrap(), other());
        assert_eq!(fs::read_to_string(&old).unwrap(), EXAMPLE);
        // The same once more is no change.
        keep(&config, &other()).unwrap();
        assert_eq!(fs::read_to_string(&old).unwrap(), EXAMPLE);
        let refused = keep(&config, "schema = 1\ncolour = 3\n");
        assert!(
            matches!(&refused, Err(SettingsError::Bad(why)) if why.contains("line 2")),
            "{refused:?}"
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), other());
    }

    #[test]
    fn a_file_that_is_not_there_or_is_wrong_is_told_with_its_problems() {
        let (dir, config) = bench("[store]\ngifts = 'mine.toml'\n");
        let file = dir.path().join("mine.toml");
        let missing = view(&config).unwrap();
        assert_eq!(missing.text, None);
        assert!(missing.problems[0].message.contains("cannot be read"));
        fs::write(&file, "schema = 1\ncolour = 3\n").unwrap();
        let wrong = view(&config).unwrap();
        assert!(wrong.problems.iter().any(|it| it.line == 2), "{wrong:?}");
        assert!(wrong.text.is_some());
        let long = EXAMPLE.to_owned() + &"#".repeat(GiftsText::MAX);
        fs::write(&file, long).unwrap();
        assert!(
            view(&config).unwrap().problems[0]
                .message
                .contains("too long")
        );
        keep(&config, EXAMPLE).unwrap();
        assert_eq!(view(&config).unwrap().problems, []);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_may_not_be_changed_is_not() {
        use std::os::unix::fs::PermissionsExt as _;
        let (dir, config) = bench("[store]\ngifts = 'mine.toml'\n");
        let file = dir.path().join("mine.toml");
        fs::write(&file, EXAMPLE).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
        let kept = keep(&config, &other());
        assert!(matches!(kept, Err(SettingsError::Unwritten(_))), "{kept:?}");
        assert_eq!(fs::read_to_string(&file).unwrap(), EXAMPLE);
    }
}
