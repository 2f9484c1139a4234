//! What a manager changes while the service runs: first in the configuration file, then here.
//!
//! Screens, the target and the slip at the end of the day follow at once. What paper and pages say was
//! made ready at the start, and follows with the next one.

use std::fs;
use std::path::{Path, PathBuf};

use toml_edit::Value;

use super::config::{Config, NEVER};
use super::{config_file, gift_file};
use crate::engine::api::{Equipment, GiftRules, Setting, Settings, SettingsError, SettingsView};
use crate::engine::counter::Changed;
use crate::journal;

/// The file, and what of it holds.
#[derive(Debug)]
pub(super) struct Managing {
    path: PathBuf,
    data: PathBuf,
    /// What the file said when the service began.
    begun: Config,
    /// What holds now of what can be changed.
    live: Settings,
}

impl Managing {
    /// Goes on from what the service began with.
    pub(super) fn new(path: &Path, data: &Path, begun: Config) -> Self {
        Self {
            path: path.to_owned(),
            data: data.to_owned(),
            live: settings(&begun),
            begun,
        }
    }

    /// What the file says now.
    pub(super) fn view(&self) -> Result<SettingsView, SettingsError> {
        let config = config_file::read(&self.path)?;
        Ok(SettingsView {
            settings: settings(&config),
            needs_restart: self.needs_restart(&config),
            equipment: self.equipment(),
        })
    }

    /// Changes the file; what holds for the counter then.
    pub(super) fn change(&mut self, setting: &Setting) -> Result<Changed, SettingsError> {
        let config = config_file::change(&self.path, |document| {
            let (key, value) = written(setting);
            config_file::set(document, key, value)
        })?;
        let ((section, key), _) = written(setting);
        log::info!("[{section}] {key} was changed in a manager's session");
        self.live = settings(&config);
        Ok(Changed {
            store: config.store.name,
            language: config.store.language,
            target: config.queue.target,
            closing: config.closing.setup(),
        })
    }

    /// How the rules for gifts stand.
    pub(super) fn gift_rules(&self) -> Result<GiftRules, SettingsError> {
        gift_file::view(&self.path)
    }

    /// Has the rules for gifts say this; in which file they are.
    pub(super) fn keep_gift_rules(&self, text: &str) -> Result<PathBuf, SettingsError> {
        let file = gift_file::keep(&self.path, text)?;
        log::info!("{} was changed in a manager's session", file.display());
        Ok(file)
    }

    /// Codes are switched without this, and the keys that follow at once may differ.
    fn needs_restart(&self, config: &Config) -> bool {
        let mut begun = self.begun.clone();
        begun.splice.enabled = config.splice.enabled;
        begun.splice.kinds.clone_from(&config.splice.kinds);
        begun.warnings.clone_from(&config.warnings);
        begun.queue.target = config.queue.target;
        begun.closing = config.closing;
        begun.store.gifts.clone_from(&config.store.gifts);
        begun != *config || self.live != settings(config)
    }

    fn equipment(&self) -> Equipment {
        let Config {
            printer, scanner, ..
        } = &self.begun;
        let journal = fs::metadata(self.data.join(journal::FILE));
        Equipment {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            printer_profile: printer.profile.clone(),
            till_port: printer.till.clone(),
            printer_port: printer.printer.clone(),
            scanner_port: scanner.port.clone(),
            journal_bytes: journal.map(|file| file.len()).ok(),
        }
    }
}

fn settings(config: &Config) -> Settings {
    Settings {
        store_name: config.store.name.clone(),
        language: config.store.language,
        target_minutes: u16::try_from(config.queue.target.as_secs() / 60).unwrap_or(u16::MAX),
        closing_slip: config.closing.slip,
        closing_after: config.closing.after,
        closing_at: config.closing.at,
    }
}

/// The section and the key, and what stands there then.
fn written(setting: &Setting) -> ((&'static str, &'static str), Value) {
    match setting {
        Setting::StoreName(name) => (("store", "name"), name.trim().into()),
        Setting::Language(language) => (("store", "language"), language.as_str().into()),
        Setting::TargetMinutes(minutes) => {
            (("queue", "target_minutes"), i64::from(*minutes).into())
        }
        Setting::ClosingSlip(slip) => (("closing", "slip"), (*slip).into()),
        Setting::ClosingAfter(after) => (("closing", "after"), after.to_string().into()),
        Setting::ClosingAt(at) => {
            let at = at.map_or_else(|| NEVER.to_owned(), |at| at.to_string());
            (("closing", "at"), at.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::domain::time::TimeOfDay;
    use std::time::Duration;

    fn at(text: &str) -> TimeOfDay {
        text.parse().unwrap()
    }

    struct Bench {
        _dir: tempfile::TempDir,
        path: PathBuf,
        managing: Managing,
    }

    impl Bench {
        fn new(text: &str) -> Self {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("tillside.toml");
            fs::write(&path, text).unwrap();
            let begun = Config::load(&path).unwrap();
            Self {
                managing: Managing::new(&path, dir.path(), begun),
                path,
                _dir: dir,
            }
        }

        fn text(&self) -> String {
            fs::read_to_string(&self.path).unwrap()
        }
    }

    #[test]
    fn every_setting_reaches_the_file_and_the_counter_and_no_comment_is_lost() {
        let example = Config::example();
        let mut bench = Bench::new(example);
        let comments = |text: &str| -> Vec<String> {
            let comments = text.lines().filter(|line| line.starts_with('#'));
            comments.map(str::to_owned).collect()
        };
        for (setting, line) in [
            (
                Setting::StoreName(" Corner ".to_owned()),
                "name = \"Corner\"",
            ),
            (
                Setting::Language(Language::new("pl").unwrap()),
                "language = \"pl\"",
            ),
            (Setting::TargetMinutes(5), "target_minutes = 5"),
            (Setting::ClosingSlip(true), "slip = true"),
            (Setting::ClosingAfter(at("17:15")), "after = \"17:15\""),
            (Setting::ClosingAt(Some(at("21:30"))), "at = \"21:30\""),
        ] {
            let before = bench.text();
            bench.managing.change(&setting).unwrap();
            let after = bench.text();
            let new: Vec<&str> = after
                .lines()
                .filter(|line| !before.lines().any(|old| old == *line))
                .collect();
            assert_eq!(new, [line]);
            assert_eq!(comments(&after), comments(example));
        }
        let changed = bench.managing.change(&Setting::ClosingAt(None)).unwrap();
        assert_eq!(
            (changed.store.as_str(), changed.language.as_str()),
            ("Corner", "pl")
        );
        assert_eq!(changed.target, Duration::from_mins(5));
        let closing = changed.closing.unwrap();
        assert_eq!((closing.after_ms, closing.at_ms), (at("17:15").ms(), None));
        assert!(bench.text().contains("at = \"never\""));
    }

    #[test]
    fn bad_values_are_refused_and_change_nothing() {
        let mut bench = Bench::new("# mine\n");
        for (setting, key) in [
            (Setting::StoreName(" ".to_owned()), "[store] name"),
            (Setting::StoreName("a".repeat(41)), "[store] name"),
            (Setting::StoreName("a\nb".to_owned()), "[store] name"),
            (
                Setting::Language(Language::new("xx").unwrap()),
                "[store] language",
            ),
            (Setting::TargetMinutes(0), "[queue] target_minutes"),
            (Setting::TargetMinutes(61), "[queue] target_minutes"),
        ] {
            let refused = bench.managing.change(&setting);
            assert!(
                matches!(&refused, Err(SettingsError::Bad(why)) if why.contains(key)),
                "{setting:?}: {refused:?}"
            );
            assert_eq!(bench.text(), "# mine\n");
        }
        assert!(!bench.managing.view().unwrap().needs_restart);
    }

    #[test]
    fn what_was_written_by_hand_meanwhile_stays_and_is_told() {
        let mut bench = Bench::new("[store]\nname = 'A'\n");
        let by_hand = "# By hand.\n[store]\nname = 'B'\n[queue]\ntarget_minutes = 7\n";
        fs::write(&bench.path, by_hand).unwrap();
        let view = bench.managing.view().unwrap();
        assert_eq!(view.settings.target_minutes, 7);
        assert!(view.needs_restart);
        let changed = bench.managing.change(&Setting::ClosingSlip(true)).unwrap();
        assert_eq!(bench.text(), format!("{by_hand}\n[closing]\nslip = true\n"));
        assert_eq!(changed.target, Duration::from_mins(7));
        assert!(
            bench.managing.view().unwrap().needs_restart,
            "pages still say A"
        );
        fs::write(&bench.path, "[store]\nname = 'A'\n[closing]\nslip = true\n").unwrap();
        assert!(bench.managing.view().unwrap().needs_restart, "the target");
        bench.managing.change(&Setting::TargetMinutes(3)).unwrap();
        assert!(!bench.managing.view().unwrap().needs_restart);
        fs::write(
            &bench.path,
            "[printer]\nbaud = 19200\n[closing]\nslip = true\n",
        )
        .unwrap();
        assert!(bench.managing.view().unwrap().needs_restart, "a port");
    }
}
