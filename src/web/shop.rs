//! What the API needs of the shop behind it.

use crate::domain::gift::rules::Rules;
use crate::domain::kpi::answers::Known;
use crate::domain::kpi::staffing::Habits;
use crate::domain::member::Member;
use crate::domain::pin::{NewPin, Pin};
use crate::engine::api::{
    Command, Comments, Figures, FiguresQuery, GiftRules, GiftsTrial, HandedOut, LoyaltyReport,
    MemberOrder, MemberPages, MemberQuestion, MemberSearch, MembersFound, Reception, Refusal,
    Remark, RemarkError, Setting, SettingsError, SettingsView, Signs, TillEvent,
};
use crate::engine::sharing::{Met, Told};
use chrono::NaiveDate;
use std::fmt;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
use tokio::time::timeout;
use zeroize::Zeroizing;

/// The shop behind the API; `runtime` is it.
pub trait Shop: Send + Sync + 'static {
    /// Hands on a request. Must not wait: it is called on the thread that serves everybody.
    fn ask(&self, request: Request) -> Result<(), Busy>;

    /// Looks up figures; the error says what happened and what to do. May read the disk; the days
    /// are in order and not too many. At most two of these eight run at a time.
    fn figures(&self, query: &FiguresQuery) -> Result<Figures, String>;

    /// Looks up what customers answered on these days, both included; as [`Shop::figures`] does.
    fn answers(&self, from: NaiveDate, to: NaiveDate) -> Result<Known, String>;

    /// Looks up what customers wrote on these days, both included; as [`Shop::figures`] does.
    fn comments(&self, from: NaiveDate, to: NaiveDate) -> Result<Comments, String>;

    /// Looks up members and gifts of these days, both included; as [`Shop::figures`] does.
    fn loyalty(&self, from: NaiveDate, to: NaiveDate) -> Result<LoyaltyReport, String>;

    /// Tries rules for gifts on the sales of so many days before today; as [`Shop::figures`] does.
    fn rehearse(&self, rules: Rules, days: u16) -> Result<GiftsTrial, String>;

    /// Looks for members; as [`Shop::figures`] does. A text that is no card is nobody's.
    fn find_members(&self, search: MemberSearch) -> Result<MembersFound, String>;

    /// Looks up everything that is kept of a member, nothing where there is nobody; as
    /// [`Shop::figures`] does.
    fn member_pages(&self, question: MemberQuestion) -> Result<Option<MemberPages>, String>;

    /// Looks up all numbers of a member, none where there is nobody; as [`Shop::figures`] does.
    fn numbers_of(&self, member: Member) -> Result<Vec<Member>, String>;

    /// The time, for how many requests a second are allowed.
    fn now(&self) -> Instant;
}

/// Who keeps the manager's PIN; `runtime` does. Everything in here may take the disk or a moment; it
/// is never called on the thread that serves everybody, and never twice at the same time. The errors
/// say what happened and what to do, without anything secret.
pub trait PinKeeper: fmt::Debug + Send + Sync + 'static {
    /// What is kept of the PIN now; nothing where none is set. Somebody else may change it.
    fn kept(&self) -> Result<Option<PinHash>, String>;

    /// Whether this is the PIN. Slow on purpose.
    fn is_right(&self, kept: &PinHash, pin: &Pin) -> Result<bool, String>;

    /// Keeps another PIN, or the first, and returns what is kept of it.
    fn keep(&self, pin: &NewPin) -> Result<PinHash, String>;

    /// A token that nobody can guess, for a new session.
    fn token(&self) -> Result<Zeroizing<String>, String>;
}

/// What is kept of a PIN, to recognise it by.
#[derive(Clone, PartialEq, Eq)]
pub struct PinHash(pub String);

/// A PIN is short: its hash is nobody's business either.
impl fmt::Debug for PinHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinHash(..)")
    }
}

/// Something for the counter to decide.
#[derive(Debug)]
pub enum Request {
    /// A panel wants something.
    Command(Command, Reply<Result<(), Refusal>>),
    /// A panel wants something about members.
    Members(MemberOrder, Reply<Result<(), Refusal>>),
    /// A member is to be forgotten. The reply waits until that is on the disk.
    Forget(Member, Reply<()>),
    /// A file about a member was handed out. The reply waits until that is on the disk, and says whether
    /// there is such a member.
    HandedOut(HandedOut, Reply<bool>),
    /// A manager says that the cards of a member with these numbers are a customer's after all. The reply
    /// waits until that is on the disk.
    CustomersCard(Vec<Member>, Reply<()>),
    /// A manager looks at the settings or changes one of them.
    Settings(Option<Setting>, Reply<Result<SettingsView, SettingsError>>),
    /// A manager looks at the rules for gifts, or has their file say something else.
    GiftRules(Option<String>, Reply<Result<GiftRules, SettingsError>>),
    /// Another counter of the store tells what happened there.
    Signs(Signs, Reply<()>),
    /// Another counter of the store tells of members. The reply waits until that is on the disk.
    Meet(Box<Told>, Reply<Met>),
    /// A manager asks for the shop's habits.
    Habits(Reply<Habits>),
    /// A manager notes something down. The reply waits until it is on the disk.
    Remark(Remark, Reply<Result<(), RemarkError>>),
    /// A till tells something. The reply may wait until it is on the disk.
    TillEvent(TillEvent, Reply<Reception>),
}

/// The counter has no room for a request now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the counter has too much to do; try again in a second")]
pub struct Busy;

/// The shop's answer; `None` where it has no room, gives none, or takes longer than so long.
pub(super) async fn ask<T>(
    shop: &dyn Shop,
    patience: Duration,
    request: Request,
    answer: oneshot::Receiver<T>,
) -> Option<T> {
    shop.ask(request).ok()?;
    timeout(patience, answer).await.ok()?.ok()
}

/// Where an answer goes. Dropping it says that nothing was done, or at least nothing kept.
#[derive(Debug)]
pub struct Reply<T>(oneshot::Sender<T>);

impl<T> Reply<T> {
    pub(super) fn pair() -> (Self, oneshot::Receiver<T>) {
        let (sender, receiver) = oneshot::channel();
        (Self(sender), receiver)
    }

    /// Answers; nobody may be listening any more.
    pub fn give(self, answer: T) {
        self.0.send(answer).ok();
    }

    /// Whether somebody still waits. Who was told that a command came too late should not see it
    /// carried out after all.
    pub fn is_awaited(&self) -> bool {
        !self.0.is_closed()
    }
}
