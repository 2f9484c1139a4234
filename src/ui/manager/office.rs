//! What goes into the manager's window and what comes out of it.

use super::{MemberWish, MembersTold, PinAnswer, Saved, SurveyTold};
use crate::domain::kpi::answers::Wanted;
use crate::domain::kpi::staffing::{Habits, Target};
use crate::domain::language::Language;
use crate::domain::pin::Pin;
use crate::engine::api::{
    Figures, GiftRules, GiftsTrial, LoyaltyReport, Remark, Setting, SettingsView,
};
use crate::ui::{Scale, ThemeChoice};
use chrono::NaiveDate;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

/// What the service has told a manager's window; the newest, as a whole.
#[derive(Debug, Clone, Default)]
pub struct Office {
    /// Whether somebody is in, and if not, why.
    pub gate: Gate,
    /// How often the window has had it locked.
    pub locks: u64,
    /// Until when the service looks at no PIN, if it does not now.
    pub locked_until: Option<Instant>,
    /// The figures of the last eight weeks and of today, by quarter-hours; only where somebody is in.
    pub figures: Option<Arc<Figures>>,
    /// The shop's habits; only where somebody is in.
    pub habits: Option<Arc<Habits>>,
    /// What customers answered, as it was asked for last; only where somebody is in.
    pub survey: Option<Arc<SurveyTold>>,
    /// Members and gifts, as they were asked for last; only where somebody is in.
    pub loyalty: Option<Arc<LoyaltyReport>>,
    /// Members who were looked up; only while somebody looks at them.
    pub members: Option<Arc<MembersTold>>,
    /// The rules for gifts as their file has them; only where somebody looks at them.
    pub gift_rules: Option<Arc<GiftRules>>,
    /// What rules would have given that were tried last.
    pub gift_trial: Option<Arc<GiftsTrial>>,
    /// The figures could not be looked up when that was tried last.
    pub is_stale: bool,
    /// What became of the table that was written last.
    pub exported: Option<Exported>,
    /// The settings as the service told them last; only where somebody is in.
    pub settings: Option<Arc<SettingsView>>,
    /// Why they could not be told when that was tried last.
    pub settings_trouble: Option<String>,
    /// What became of the setting that was changed last.
    pub saved: Option<Saved>,
    /// What became of the wish for another PIN.
    pub pin: Option<PinAnswer>,
}

/// The way into the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gate {
    /// The service has not been asked yet.
    #[default]
    Unknown,
    /// There is no PIN; the first one can be chosen.
    New(Option<Wrong>),
    /// The PIN is wanted.
    Closed(Option<Wrong>),
    /// Somebody is in.
    Open,
}

/// What was wrong with the last try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It was another PIN.
    Pin,
    /// After too many tries none is looked at for a while.
    Locked,
    /// A new PIN is too easy to guess.
    Weak,
    /// The service did not answer.
    Away,
    /// The service has ended the session.
    Ended,
}

/// What became of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exported {
    /// It is in this file.
    Into(PathBuf),
    /// It could not be written there.
    Failed(PathBuf),
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What its file is called.
    pub name: String,
    /// What is in it.
    pub contents: Vec<u8>,
}

/// What the manager wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// To be let in with this PIN.
    Open(Pin),
    /// This first PIN from now on, and to be let in.
    Choose(Pin),
    /// Nobody is in any more.
    Lock,
    /// Have a file written.
    Export(Sheet),
    /// Have this kept as what is wanted of the line.
    Keep(Target),
    /// Be told what customers answered on these days, and again with all figures.
    LookAtSurvey(Wanted),
    /// Have something noted down beside the survey.
    Remark(Remark),
    /// Be told of members and gifts from this day to that, and again with all figures.
    LookAtLoyalty(NaiveDate, NaiveDate),
    /// Look a member up, or have something done about one.
    Members(MemberWish),
    /// Be told the rules for gifts, and again with all figures.
    LookAtGiftRules,
    /// Have the rules for gifts say this.
    KeepGiftRules(String),
    /// Be told what these rules would have given in the last days.
    TryGiftRules(String),
    /// This setting from now on.
    Set(Setting),
    /// Another PIN from now on: the one until now, and the new one.
    ChangePin(Pin, Pin),
    /// Show everything in this language from now on.
    SetLanguage(Language),
    /// Show everything in these colours from now on.
    SetTheme(ThemeChoice),
    /// Show text in this size from now on.
    SetScale(Scale),
}
