//! Where the configuration and the data are unless somebody says otherwise. Nothing is made here.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// The folder of ours inside those of the system.
const OURS: &str = "tillside";

/// The configuration file.
const FILE: &str = "tillside.toml";

/// The configuration file of whoever runs the program.
pub(super) fn config() -> PathBuf {
    folder(Use::Config, |name| env::var_os(name)).join(FILE)
}

/// The data directory of whoever runs the program.
pub(super) fn data() -> PathBuf {
    folder(Use::Data, |name| env::var_os(name))
}

/// What a folder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Config,
    Data,
}

/// By the XDG base directory specification, which ignores paths that are not absolute, and by
/// Windows' own variables; the current folder where the system names no home.
fn folder(purpose: Use, variable: impl Fn(&str) -> Option<OsString>) -> PathBuf {
    let absolute = |name| {
        let path = variable(name).map(PathBuf::from);
        path.filter(|path| path.is_absolute())
    };
    let (windows, xdg, in_home) = match purpose {
        Use::Config => ("APPDATA", "XDG_CONFIG_HOME", ".config"),
        Use::Data => ("LOCALAPPDATA", "XDG_DATA_HOME", ".local/share"),
    };
    let base = if cfg!(windows) {
        absolute(windows)
    } else {
        absolute(xdg).or_else(|| Some(absolute("HOME")?.join(in_home)))
    };
    base.map_or_else(|| PathBuf::from(OURS), |base| base.join(OURS))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_system_says_where_things_are() {
        let cases = [
            (
                vec![("HOME", "/h")],
                "/h/.config/tillside",
                "/h/.local/share/tillside",
            ),
            (
                vec![
                    ("HOME", "/h"),
                    ("XDG_CONFIG_HOME", "/c"),
                    ("XDG_DATA_HOME", "/d"),
                ],
                "/c/tillside",
                "/d/tillside",
            ),
            (
                vec![("HOME", "/h"), ("XDG_CONFIG_HOME", "here")],
                "/h/.config/tillside",
                "/h/.local/share/tillside",
            ),
            (vec![("HOME", "")], "tillside", "tillside"),
            (vec![], "tillside", "tillside"),
        ];
        for (variables, config, data) in cases {
            let variable = |name: &str| {
                let found = variables.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| OsString::from(value))
            };
            assert_eq!(folder(Use::Config, variable), PathBuf::from(config));
            assert_eq!(folder(Use::Data, variable), PathBuf::from(data));
        }
    }
}
