//! Changes keys of the owner's configuration file while the service runs, and keeps everything else as
//! the owner wrote it.
//!
//! The file is read anew for every change, so what somebody has written into it by hand stays. A
//! change after which it could not be used is none.

use std::fs;
use std::io;
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use super::config::{Config, Remark};
use super::private_file;
use crate::engine::api::SettingsError;

/// Reads what the file says now.
pub(super) fn read(path: &Path) -> Result<Config, SettingsError> {
    Config::parse(&text_of(path)?).map_err(|problems| SettingsError::Unusable(list(&problems)))
}

/// Changes the file as `change` wants; what it says then.
pub(super) fn change(
    path: &Path,
    change: impl FnOnce(&mut DocumentMut) -> Result<(), SettingsError>,
) -> Result<Config, SettingsError> {
    // The file itself and not the link by which it may be known.
    let path = fs::canonicalize(path).map_err(|error| unreadable(&error))?;
    let text = text_of(&path)?;
    let document = text.parse::<DocumentMut>();
    let mut document = document.map_err(|_said_better| unusable(&text))?;
    change(&mut document)?;
    let new = document.to_string();
    let config = Config::parse(&new).map_err(|problems| match Config::parse(&text) {
        Ok(_) => SettingsError::Bad(list(&problems)),
        Err(problems) => SettingsError::Unusable(list(&problems)),
    })?;
    if new != text {
        replace(&path, &new).map_err(|error| SettingsError::Unwritten(error.to_string()))?;
    }
    Ok(config)
}

/// Sets a key of a section. What is written around an old value stays.
pub(super) fn set(
    document: &mut DocumentMut,
    (section, key): (&str, &str),
    mut new: Value,
) -> Result<(), SettingsError> {
    let table: &mut dyn TableLike = document
        .entry(section)
        .or_insert(Item::Table(Table::new()))
        .as_table_like_mut()
        .ok_or_else(|| SettingsError::Unusable(format!("[{section}] is no section")))?;
    if let Some(old) = table.get(key).and_then(Item::as_value) {
        *new.decor_mut() = old.decor().clone();
    }
    match table.get_mut(key) {
        Some(item) => *item = Item::Value(new),
        None => drop(table.insert(key, Item::Value(new))),
    }
    Ok(())
}

fn text_of(path: &Path) -> Result<String, SettingsError> {
    fs::read_to_string(path).map_err(|error| unreadable(&error))
}

fn unreadable(error: &io::Error) -> SettingsError {
    SettingsError::Unusable(error.to_string())
}

/// Where it is not even TOML.
fn unusable(text: &str) -> SettingsError {
    let problems = Config::parse(text).err().unwrap_or_default();
    SettingsError::Unusable(list(&problems))
}

fn list(problems: &[Remark]) -> String {
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    problems.join("; ")
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    if fs::metadata(path)?.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    private_file::replace_keeping_rights(path, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# My own words.
[store]
name = \"A\" # ours

[closing]
# Since Monday.
slip = false
";

    fn slip_on(document: &mut DocumentMut) -> Result<(), SettingsError> {
        set(document, ("closing", "slip"), true.into())
    }

    #[test]
    fn only_the_key_changes_and_a_bad_value_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("tillside.toml");
        fs::write(&path, FILE).unwrap();
        assert!(change(&path, slip_on).unwrap().closing.slip);
        let expected = FILE.replace("= false", "= true");
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
        let bad = change(&path, |document| {
            set(document, ("store", "name"), "".into())
        });
        assert!(
            matches!(&bad, Err(SettingsError::Bad(why)) if why.contains("[store] name")),
            "{bad:?}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    }

    #[test]
    fn a_file_that_cannot_be_used_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("tillside.toml");
        assert!(matches!(
            change(&path, slip_on),
            Err(SettingsError::Unusable(_))
        ));
        for text in ["[store", "[store]\nnam = 'A'\n", "closing = 3\n"] {
            fs::write(&path, text).unwrap();
            let changed = change(&path, slip_on);
            assert!(
                matches!(&changed, Err(SettingsError::Unusable(why)) if !why.is_empty()),
                "{text}: {changed:?}"
            );
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[cfg(unix)]
    #[test]
    fn rights_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("file"), dir.path().join("link"));
        fs::write(&file, FILE).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        symlink(&file, &link).unwrap();
        change(&link, slip_on).unwrap();
        assert!(link.is_symlink());
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o644);
        assert!(fs::read_to_string(&file).unwrap().contains("slip = true"));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
        let off = change(&link, |document| {
            set(document, ("closing", "slip"), false.into())
        });
        assert!(matches!(off, Err(SettingsError::Unwritten(_))), "{off:?}");
    }
}
