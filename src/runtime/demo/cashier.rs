//! The cashier of the virtual shop: asks somebody with a new card to join, greets who is known, and hands
//! gifts over. Sees what a panel sees and does what its buttons do, through the local API.
//!
//! A note about a payment is not for this cashier: it goes when the customer has paid. Whoever sits at the
//! window may be faster with any of it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::News;
use super::regulars::Regular;
use super::till::Clerk;
use crate::client::Client;
use crate::domain::document::Kind;
use crate::domain::i18n::Messages;
use crate::domain::language::Language;
use crate::domain::time::Timestamp;
use crate::engine::api::{
    Command, GiftCard, GiftFace, MemberDesk, MemberOrder, MemberView, MemberWord, Prompt, View,
};
use crate::runtime::service::start as start_thread;
use crate::runtime::{clock, local_api};
use crate::ui::text::{self, loyalty};

/// How long the service may take to show something, and how soon it is asked again that does not answer.
const PATIENCE: Duration = Duration::from_secs(5);
const RETRY: Duration = Duration::from_millis(50);

/// How long it takes in the shop to ask a customer, to greet one, and to hand something over, in
/// milliseconds.
const ASKING_MS: u32 = 4_000;
const GREETING_MS: u32 = 3_000;
const GIVING_MS: u32 = 15_000;

/// How often it is looked whether the shop is closed.
const STEP: Duration = Duration::from_millis(200);

/// A cashier at the panel.
pub(super) struct Cashier {
    data: PathBuf,
    texts: Messages,
    clerk: Clerk,
    news: SyncSender<News>,
    sight: Arc<Sight>,
}

/// Whose card it is that was shown.
enum Met {
    Nobody,
    Member(MemberView),
}

impl Cashier {
    /// Somebody at the panel of the service whose data this is; tells what is on the panel.
    pub(super) fn new(
        data: PathBuf,
        texts: Messages,
        clerk: &Clerk,
        news: SyncSender<News>,
    ) -> anyhow::Result<Self> {
        let sight = Arc::<Sight>::default();
        let (watched, clerk) = (Arc::clone(&sight), clerk.clone());
        let cashier = Self {
            data: data.clone(),
            texts,
            clerk: clerk.clone(),
            news,
            sight,
        };
        start_thread("demo-cashier", move || watched.watch(&data, &clerk))?;
        Ok(cashier)
    }

    pub(super) fn clerk(&self) -> &Clerk {
        &self.clerk
    }

    /// When the last sale was over, as the service has it.
    pub(super) fn last_sale(&self) -> Option<Timestamp> {
        self.sight.lock().as_ref().and_then(last_sale)
    }

    /// Sees that a sale is over since `last`: only then is it the next customer's turn.
    pub(super) fn see_sale(&self, last: Option<Timestamp>) {
        self.look(|view| (last_sale(view) != last).then_some(()));
    }

    /// Somebody has shown a card.
    pub(super) fn meet(&self, guest: &Regular, language: Language) -> Option<()> {
        let met = self.look(|view| {
            let member = view.loyalty.member.as_ref();
            let known = member.filter(|member| member.name.as_ref() == Some(&guest.name));
            let is_new = view.loyalty.desk == MemberDesk::Said(MemberWord::UnknownCard);
            let nobody = is_new.then_some(Met::Nobody);
            known.cloned().map(Met::Member).or(nobody)
        })?;
        match met {
            Met::Nobody => self.invite(guest, language)?,
            Met::Member(member) => self.tell(self.about(&member)),
        }
        self.wait(GREETING_MS, |_| true);
        self.panel()?.member_order(&MemberOrder::Stop).ok()
    }

    /// Nobody has this card yet, and the customer would like to join.
    fn invite(&self, guest: &Regular, language: Language) -> Option<()> {
        let unknown = loyalty::desk_word(&self.texts, MemberWord::UnknownCard);
        let join = format!("[{}]", self.texts.get("panel-desk-join-with"));
        self.tell(vec![unknown, join]);
        let is_new = |view: &View| view.loyalty.desk == MemberDesk::Said(MemberWord::UnknownCard);
        if self.wait(ASKING_MS, is_new) {
            let joins = MemberOrder::Join { language };
            self.panel()?.member_order(&joins).ok()?;
        }
        let joined = MemberDesk::Said(MemberWord::Joined);
        self.look(|view| (view.loyalty.desk == joined).then_some(()))?;
        let told = MemberOrder::Change {
            name: Some(guest.name.clone()),
            birthday: None,
            note: guest.note.clone(),
            opted_out: false,
        };
        self.panel()?.member_order(&told).ok()?;
        let member = self.look(|view| {
            let member = view.loyalty.member.clone();
            member.filter(|member| member.name.as_ref() == Some(&guest.name))
        })?;
        let mut lines = vec![loyalty::desk_word(&self.texts, MemberWord::Joined)];
        lines.extend(self.about(&member));
        self.tell(lines);
        Some(())
    }

    /// The customer has paid; where there is something to give, it is offered and given.
    pub(super) fn see_off(&self, guest: &Regular) -> Option<()> {
        let (card, face) = self.sight.lock().as_ref().and_then(offered)?;
        self.tell(self.gift(card, &face, guest));
        let is_shown = |view: &View| offered(view).is_some_and(|(it, _)| it.id == card.id);
        // Who is at the window may have given it, or not.
        if self.wait(GIVING_MS, is_shown) {
            let gives = Command::GiveGift { card: card.id };
            self.panel()?.command(gives).ok()?;
            self.tell(vec![format!("[{}]", self.texts.get("panel-gift-given"))]);
        }
        Some(())
    }

    /// What the panel says of a member.
    fn about(&self, member: &MemberView) -> Vec<String> {
        let greeting = loyalty::greeting(&self.texts, member);
        let greeting = greeting.map(|said| text::quoted(self.texts.language(), &said));
        let name = loyalty::member_name(&self.texts, member);
        let facts = loyalty::member_facts(&self.texts, member);
        let note = member.note.as_ref().map(|note| note.as_str().to_owned());
        let lines = [greeting, Some(name), Some(facts), note];
        lines.into_iter().flatten().collect()
    }

    /// What the panel says of a gift.
    fn gift(&self, card: GiftCard, face: &GiftFace, guest: &Regular) -> Vec<String> {
        let (texts, language) = (&self.texts, self.texts.language());
        let caption = [Some(texts.get("panel-gift")), loyalty::why(texts, card.why)];
        let caption: Vec<_> = caption.into_iter().flatten().collect();
        let label = face.label.get(language);
        let say = face
            .say
            .as_ref()
            .map(|say| text::quoted(language, say.get(language)));
        let lines = [
            Some(caption.join(" · ")),
            Some(loyalty::offer(texts, Some(&guest.name), label)),
            say,
            card.left.map(|left| loyalty::left_after(texts, left)),
        ];
        lines.into_iter().flatten().collect()
    }

    /// Nobody who listens is no reason to stop.
    fn tell(&self, lines: Vec<String>) {
        self.news.send(News::Panel(lines)).ok();
    }

    /// Nobody is there before the service serves its panel.
    fn panel(&self) -> Option<Client> {
        panel(&self.data).ok()
    }

    /// Waits until the panel shows something; `None` where it does not, or the shop closes.
    fn look<T>(&self, find: impl Fn(&View) -> Option<T>) -> Option<T> {
        self.find_until(clock::instant() + PATIENCE, find)
    }

    /// Lets so much time pass in the shop, as long as the panel shows something; whether it still does.
    fn wait(&self, milliseconds: u32, is_shown: impl Fn(&View) -> bool) -> bool {
        let until = clock::instant() + self.clerk.hastened(milliseconds);
        let gone = self.find_until(until, |view| (!is_shown(view)).then_some(()));
        gone.is_none() && !self.clerk.is_closed()
    }

    fn find_until<T>(&self, until: Instant, find: impl Fn(&View) -> Option<T>) -> Option<T> {
        let mut newest = self.sight.lock();
        while !self.clerk.is_closed() {
            if let Some(found) = newest.as_ref().and_then(&find) {
                return Some(found);
            }
            let left = until.saturating_duration_since(clock::instant());
            if left.is_zero() {
                break;
            }
            let waited = self.sight.changed.wait_timeout(newest, left.min(STEP));
            (newest, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
        None
    }
}

/// What the panel shows now.
#[derive(Debug, Default)]
struct Sight {
    newest: Mutex<Option<View>>,
    changed: Condvar,
}

impl Sight {
    fn lock(&self) -> MutexGuard<'_, Option<View>> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps looking until the shop closes.
    fn watch(&self, data: &Path, clerk: &Clerk) {
        let mut seen = None;
        while !clerk.is_closed() {
            let view = panel(data).and_then(|panel| Ok(panel.view(seen)?));
            seen = view.as_ref().ok().map(|view| view.revision);
            if let Ok(view) = view {
                *self.lock() = Some(view);
                self.changed.notify_all();
            } else {
                thread::sleep(RETRY);
            }
        }
    }
}

fn panel(data: &Path) -> anyhow::Result<Client> {
    local_api::client(data, "panel")
}

fn last_sale(view: &View) -> Option<Timestamp> {
    let sale = view.documents.iter().find(|it| it.kind == Kind::Sale);
    sale.map(|sale| sale.at)
}

/// The gift that may be offered.
fn offered(view: &View) -> Option<(GiftCard, GiftFace)> {
    let Some(Prompt::Gift(card)) = view.prompt else {
        return None;
    };
    let face = view.loyalty.gifts.as_ref()?.offer.clone()?;
    Some((card, face))
}
