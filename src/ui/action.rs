//! What the person at the window wants, as the views report it. Views never act.

use super::screen::{Page, Scale, ThemeChoice};
use crate::domain::language::Language;
use crate::engine::api::{Command, MemberOrder};

/// One wish, for the window to carry out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Send a command to the service.
    Send(Command),
    /// Send what is wanted about members to the service.
    Member(MemberOrder),
    /// Show everything in this language from now on.
    SetLanguage(Language),
    /// Show everything in these colours from now on.
    SetTheme(ThemeChoice),
    /// Show text in this size from now on.
    SetScale(Scale),
    /// Open the panel beside the strip.
    Widen,
    /// Leave only the strip.
    Narrow,
    /// Show another page of the panel.
    OpenPage(Page),
    /// Open the manager's window.
    OpenManager,
}
