//! What the window remembers of itself: the page, the looks, what was ticked. Nothing here is
//! about the shop, and nothing is lost with it. `member` is
//! what is typed on the page of the member, `news` says what a new view changes in it.

mod member;
mod news;

pub use member::{Draft, Task, Typing};
pub use news::Seen;

use super::action::Action;
use crate::domain::case::{CaseId, CaseKind};
use crate::domain::code::Code;
use crate::domain::document::Kind;
use crate::domain::hold::Token;
use crate::domain::language::Language;
use crate::domain::script::PhraseKey;
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
    /// The language of the line on a note, by the number of the note.
    #[serde(skip)]
    pub said_in: Option<(u64, Language)>,
    /// A basket that was put aside just now, for the sentence about it.
    #[serde(skip)]
    pub held: Option<Held>,
    /// A basket was to be put aside, and no answer has come yet.
    #[serde(skip)]
    pub is_holding: bool,
    /// What is unfolded in a list.
    #[serde(skip)]
    pub unfolded: Option<Unfolded>,
    /// A case that was said to be over just now.
    #[serde(skip)]
    pub closed: Option<(CaseId, CaseKind)>,
    /// What is chosen on the page of the phrases.
    #[serde(skip)]
    pub phrases: Phrases,
    /// What is being done on the page of the member.
    #[serde(skip)]
    pub draft: Draft,
    /// How warm it was said to be here, in tenths of a degree Celsius.
    #[serde(skip)]
    pub said_tenths: Option<i16>,
    /// The note for which the panel opened by itself.
    #[serde(skip)]
    pub opened_for: Option<u64>,
    /// What the last view told, to find out what is new in the next one.
    #[serde(skip)]
    pub seen: Seen,
}

/// A basket that was put aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// What lies on it.
    pub token: Token,
    /// What the customer was spoken to in, if not in the window's language.
    pub language: Option<Language>,
}

/// One thing in a list, with what can be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfolded {
    /// A basket.
    Basket(Token),
    /// A case.
    Case(CaseId),
    /// A case, and the times that can be promised.
    Promise(CaseId),
}

/// What is chosen on the page of the phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Phrases {
    /// The customer's language; absent: the first one that is not the window's.
    pub language: Option<Language>,
    /// The phrase that is shown alone.
    pub shown: Option<PhraseKey>,
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
    /// What somebody still has to see to.
    Care,
    /// What can be said to who speaks another language.
    Phrases,
    /// Who is served, and how somebody joins.
    Member,
    /// What may be offered, and why nothing was.
    Gifts,
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
    pub asked: Asked,
    /// Why not.
    pub why: Refusal,
}

/// What the service was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// This.
    Command(Command),
    /// Something about members; what, is nobody's business any more.
    Member,
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
            said_in: None,
            held: None,
            is_holding: false,
            unfolded: None,
            closed: None,
            phrases: Phrases::default(),
            draft: Draft::default(),
            said_tenths: None,
            opened_for: None,
            seen: Seen::default(),
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

    /// Takes over what an action says about the window itself; what is sent only clears the refusal,
    /// and ends what was typed for it.
    pub fn take(&mut self, action: &Action) {
        match action {
            Action::Send(command) => self.send(*command),
            Action::Member(_) => (self.refused, self.draft) = (None, Draft::default()),
            Action::SetLanguage(language) => self.language = Some(*language),
            Action::SetTheme(theme) => self.theme = *theme,
            Action::SetScale(scale) => self.scale = *scale,
            Action::Widen => (self.is_wide, self.opened_for) = (true, None),
            Action::Narrow => (self.is_wide, self.opened_for) = (false, None),
            Action::OpenPage(page) => self.open(*page),
            Action::OpenManager => {}
        }
    }

    fn open(&mut self, page: Page) {
        self.page = page;
        (self.unfolded, self.closed, self.phrases.shown) = (None, None, None);
        if page == Page::Home {
            self.draft = Draft::default();
        }
    }

    fn send(&mut self, command: Command) {
        (self.refused, self.closed) = (None, None);
        match command {
            Command::HoldBasket => self.is_holding = true,
            Command::SayTemperature { tenths } => self.said_tenths = Some(tenths),
            Command::OpenCase { .. } => self.seen.awaits_case(),
            Command::ResolveCase { id, .. } => self.closed = self.seen.case(id),
            _ => {}
        }
    }

    /// The language that was chosen for this note, if it was.
    pub fn language_of_note(&self, note: u64) -> Option<Language> {
        let (of, language) = self.said_in?;
        (of == note).then_some(language)
    }

    /// Whether a basket can be put aside: each needs a touch of its own, however fast they come.
    pub fn can_hold(&self) -> bool {
        !self.is_holding && self.held.is_none()
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
        screen.take(&Action::SetLanguage(Language::new("pl").unwrap()));
        screen.take(&Action::SetScale(Scale::Largest));
        screen.take(&Action::SetTheme(ThemeChoice::Dark));
        screen.take(&Action::Narrow);
        let kept = serde_json::to_string(&screen).unwrap();
        let refused = Refused {
            asked: Asked::Command(Command::DisableCodes),
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
