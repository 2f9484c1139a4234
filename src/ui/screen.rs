//! What the window remembers of itself: the page, the looks, what was ticked. Nothing here is
//! about the shop, and nothing is lost with it.

use super::action::Action;
use crate::domain::code::Code;
use crate::domain::document::Kind;
use crate::domain::language::Language;
use crate::domain::time::Timestamp;
use crate::engine::api::{Command, Print, Refusal, SeenDocument, View};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The state of the cashier's window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Screen {
    /// What the panel shows.
    pub page: Page,
    /// The language that somebody chose; absent: the counter's.
    pub language: Option<Language>,
    /// The colours.
    pub theme: ThemeChoice,
    /// How large the text is.
    pub scale: Scale,
    /// The documents that somebody compared with the paper and found right.
    pub ticked: BTreeSet<Tick>,
    /// The panel is open; otherwise there is only the strip.
    pub is_wide: bool,
    /// Whether copies are to carry codes too, as chosen before codes are switched on; absent: as
    /// the service has it.
    pub copies: Option<bool>,
    /// The command that the service refused last; gone when the next one is sent.
    #[serde(skip)]
    pub refused: Option<Refused>,
    /// The slip whose progress is shown, and the last code when it was asked for.
    #[serde(skip)]
    pub watched: Option<(u64, Option<Code>)>,
}

/// The pages of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// Who waits, what to do.
    #[default]
    Home,
    /// How the devices are, and how the window looks.
    Devices,
    /// The documents as they were recognised, and the codes on them.
    Codes,
}

/// Which colours the window has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// As the computer has it; light where it does not say.
    #[default]
    System,
}

/// How large the text is. Targets to touch are large at every scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// As designed.
    #[default]
    Normal,
    /// A quarter larger.
    Large,
    /// Half as large again.
    Largest,
}

/// A document that was found right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Tick {
    /// When the document ended.
    pub at: Timestamp,
    /// What it was recognised as.
    pub kind: Kind,
}

/// A command that was not carried out, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// What was asked for.
    pub command: Command,
    /// Why not.
    pub why: Refusal,
}

impl Default for Screen {
    fn default() -> Self {
        Self {
            page: Page::Home,
            language: None,
            theme: ThemeChoice::System,
            scale: Scale::Normal,
            ticked: BTreeSet::new(),
            is_wide: true,
            copies: None,
            refused: None,
            watched: None,
        }
    }
}

impl Screen {
    /// Ticks are kept when a document is no longer in the list, up to this many.
    const MAX_TICKS: usize = 64;

    /// The language to show: the chosen one, else that of the counter, else English.
    pub fn language(&self, view: Option<&View>) -> Language {
        self.language
            .or_else(|| view.map(|view| view.place.language))
            .unwrap_or(Language::ENGLISH)
    }

    /// Takes over what an action says about the window itself; `Send` only clears the refusal.
    pub fn take(&mut self, action: Action) {
        match action {
            Action::Send(_) => self.refused = None,
            Action::SetLanguage(language) => self.language = Some(language),
            Action::SetTheme(theme) => self.theme = theme,
            Action::SetScale(scale) => self.scale = scale,
            Action::Widen => self.is_wide = true,
            Action::Narrow => self.is_wide = false,
            Action::OpenPage(page) => self.page = page,
        }
    }

    /// Ticks a document, or takes the tick away.
    pub fn toggle(&mut self, document: &SeenDocument) {
        let tick = Tick::of(document);
        if self.ticked.remove(&tick) {
            return;
        }
        self.ticked.insert(tick);
        while self.ticked.len() > Self::MAX_TICKS {
            self.ticked.pop_first();
        }
    }

    /// The slip to tell of: one that was asked for since the last code came out, so that the news
    /// of an old slip goes when the next receipt does.
    pub fn news(&mut self, view: &View) -> Option<Print> {
        let print = view.print?;
        match self.watched {
            Some((id, _)) if id == print.id => {}
            _ => self.watched = Some((print.id, view.last_code)),
        }
        let is_fresh = self.watched == Some((print.id, view.last_code));
        is_fresh.then_some(print)
    }
}

impl Tick {
    /// The tick of a document.
    pub fn of(document: &SeenDocument) -> Self {
        Self {
            at: document.at,
            kind: document.kind,
        }
    }
}

impl Scale {
    /// By how much text is larger than designed.
    pub fn factor(self) -> f32 {
        match self {
            Self::Normal => 1.0,
            Self::Large => 1.25,
            Self::Largest => 1.5,
        }
    }

    /// The same in percent.
    pub fn percent(self) -> u16 {
        match self {
            Self::Normal => 100,
            Self::Large => 125,
            Self::Largest => 150,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(at: i64) -> SeenDocument {
        SeenDocument {
            at: Timestamp(at),
            kind: Kind::Sale,
            total_minor: None,
            currency: None,
            tender: None,
            code: None,
        }
    }

    #[test]
    fn the_oldest_ticks_make_room() {
        let mut screen = Screen::default();
        for at in 0..100 {
            screen.toggle(&document(at));
        }
        assert_eq!(screen.ticked.len(), Screen::MAX_TICKS);
        assert_eq!(screen.ticked.first(), Some(&Tick::of(&document(36))));
        screen.toggle(&document(99));
        assert_eq!(screen.ticked.last(), Some(&Tick::of(&document(98))));
    }

    #[test]
    fn what_is_kept_comes_back_and_a_refusal_does_not() {
        let mut screen = Screen::default();
        screen.toggle(&document(1));
        screen.take(Action::SetLanguage(Language::new("pl").unwrap()));
        screen.take(Action::SetScale(Scale::Largest));
        screen.take(Action::SetTheme(ThemeChoice::Dark));
        screen.take(Action::Narrow);
        let kept = serde_json::to_string(&screen).unwrap();
        let refused = Refused {
            command: Command::DisableCodes,
            why: Refusal::ConfigReadOnly,
        };
        let mut shown = screen.clone();
        shown.refused = Some(refused);
        assert_eq!(serde_json::to_string(&shown).unwrap(), kept);
        assert_eq!(serde_json::from_str::<Screen>(&kept).unwrap(), screen);
        assert_eq!(
            serde_json::from_str::<Screen>("{}").unwrap(),
            Screen::default()
        );
        assert!(toml::to_string(&screen).is_ok(), "or as TOML");
    }
}
