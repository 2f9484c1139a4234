//! Keeps a shop's settings in memory, as the service keeps them in its file.

use tillside::domain::language::Language;
use tillside::domain::time::TimeOfDay;
use tillside::engine::api::{Equipment, Setting, Settings, SettingsError, SettingsView};

pub(crate) struct Ledger(SettingsView);

impl Default for Ledger {
    fn default() -> Self {
        let settings = Settings {
            store_name: "A shop".to_owned(),
            language: Language::ENGLISH,
            target_minutes: 3,
            closing_slip: false,
            closing_after: TimeOfDay::from_minutes(16 * 60),
            closing_at: None,
        };
        Self(SettingsView {
            settings,
            needs_restart: false,
            equipment: Equipment {
                version: "1.0.0".to_owned(),
                printer_profile: "epson-generic".to_owned(),
                till_port: Some("/dev/ttyS0".to_owned()),
                printer_port: None,
                scanner_port: None,
                journal_bytes: Some(4096),
            },
        })
    }
}

impl Ledger {
    /// Changes what is wanted. Two names stand for what the disk may do.
    pub(crate) fn take(&mut self, wanted: Option<Setting>) -> Result<SettingsView, SettingsError> {
        let why = || "said so".to_owned();
        let settings = &mut self.0.settings;
        match wanted {
            None => {}
            Some(Setting::StoreName(name)) => match name.as_str() {
                "" => return Err(SettingsError::Bad(why())),
                "a broken file" => return Err(SettingsError::Unusable(why())),
                "a full disk" => return Err(SettingsError::Unwritten(why())),
                _ => settings.store_name = name,
            },
            Some(Setting::Language(language)) => settings.language = language,
            Some(Setting::TargetMinutes(minutes)) => settings.target_minutes = minutes,
            Some(Setting::ClosingSlip(slip)) => settings.closing_slip = slip,
            Some(Setting::ClosingAfter(after)) => settings.closing_after = after,
            Some(Setting::ClosingAt(at)) => settings.closing_at = at,
        }
        Ok(self.0.clone())
    }
}
