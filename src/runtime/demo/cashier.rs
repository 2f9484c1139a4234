//! The cashier of the virtual shop: asks somebody with a new card to join, greets who is known, and hands
//! gifts over. Sees what a panel sees and does what its buttons do, through the local API.
//!
//! A note about a payment is not for this cashier: it goes when the customer has paid. Whoever sits at the
//! window may be faster with any of it.

use std::path::PathBuf;
use std::sync::mpsc::SyncSender;
use std::time::Duration;

use super::News;
use super::regulars::Regular;
use super::till::Clerk;
use crate::client::Client;
use crate::domain::i18n::Messages;
use crate::domain::language::Language;
use crate::engine::api::{
    Command, GiftCard, GiftFace, MemberDesk, MemberOrder, MemberView, MemberWord, Prompt, View,
};
use crate::runtime::{clock, local_api};
use crate::ui::text::{self, loyalty};

/// How long the service may take to show something, and how often that is looked at.
const PATIENCE: Duration = Duration::from_secs(5);
const LOOK: Duration = Duration::from_millis(20);

/// How long it takes in the shop to ask a customer, to greet one, and to hand something over, in
/// milliseconds.
const ASKING_MS: u32 = 4_000;
const GREETING_MS: u32 = 3_000;
const GIVING_MS: u32 = 15_000;

/// In so many steps it is looked whether that time is still needed.
const STEPS: u32 = 20;

/// A cashier at the panel.
pub(super) struct Cashier {
    data: PathBuf,
    texts: Messages,
    clerk: Clerk,
    news: SyncSender<News>,
}

/// Somebody with a card who is served.
pub(super) struct Visit {
    guest: Regular,
    /// How many customers had paid before.
    served_before: u32,
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
    ) -> Self {
        Self {
            data,
            texts,
            clerk: clerk.clone(),
            news,
        }
    }

    pub(super) fn clerk(&self) -> &Clerk {
        &self.clerk
    }

    /// Somebody has shown a card; `None` where the panel says nothing of it.
    pub(super) fn meet(
        &self,
        guest: Regular,
        language: Language,
        pause: &impl Fn(Duration),
    ) -> Option<Visit> {
        let (met, served_before) = self.look(pause, |view| {
            let member = view.loyalty.member.as_ref();
            let known = member.filter(|member| member.name.as_ref() == Some(&guest.name));
            let is_new = view.loyalty.desk == MemberDesk::Said(MemberWord::UnknownCard);
            let nobody = is_new.then_some(Met::Nobody);
            let met = known.cloned().map(Met::Member).or(nobody)?;
            Some((met, view.served_today))
        })?;
        match met {
            Met::Nobody => self.invite(&guest, language, pause)?,
            Met::Member(member) => self.tell(self.about(&member)),
        }
        self.wait(GREETING_MS, pause, |_| true);
        self.panel()?.member_order(&MemberOrder::Stop).ok()?;
        Some(Visit {
            guest,
            served_before,
        })
    }

    /// Nobody has this card yet, and the customer would like to join.
    fn invite(&self, guest: &Regular, language: Language, pause: &impl Fn(Duration)) -> Option<()> {
        let unknown = loyalty::desk_word(&self.texts, MemberWord::UnknownCard);
        let join = format!("[{}]", self.texts.get("panel-desk-join-with"));
        self.tell(vec![unknown, join]);
        let is_new = |view: &View| view.loyalty.desk == MemberDesk::Said(MemberWord::UnknownCard);
        if self.wait(ASKING_MS, pause, is_new) {
            let joins = MemberOrder::Join { language };
            self.panel()?.member_order(&joins).ok()?;
        }
        let joined = MemberDesk::Said(MemberWord::Joined);
        self.look(pause, |view| (view.loyalty.desk == joined).then_some(()))?;
        let told = MemberOrder::Change {
            name: Some(guest.name.clone()),
            birthday: None,
            note: guest.note.clone(),
            opted_out: false,
        };
        self.panel()?.member_order(&told).ok()?;
        let member = self.look(pause, |view| {
            let member = view.loyalty.member.clone();
            member.filter(|member| member.name.as_ref() == Some(&guest.name))
        })?;
        let mut lines = vec![loyalty::desk_word(&self.texts, MemberWord::Joined)];
        lines.extend(self.about(&member));
        self.tell(lines);
        Some(())
    }

    /// The customer pays; where there is something to give, it is offered and given.
    pub(super) fn see_off(&self, visit: &Visit, pause: &impl Fn(Duration)) -> Option<()> {
        let paid = |view: &View| (view.served_today > visit.served_before).then(|| offered(view));
        let (card, face) = self.look(pause, paid)??;
        self.tell(self.gift(card, &face, &visit.guest));
        let is_shown = |view: &View| offered(view).is_some_and(|(it, _)| it.id == card.id);
        // Who is at the window may have given it, or not.
        if self.wait(GIVING_MS, pause, is_shown) {
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

    /// The service makes its ports first, so there may be no panel yet.
    fn panel(&self) -> Option<Client> {
        local_api::client(&self.data, "panel").ok()
    }

    fn view(&self) -> Option<View> {
        self.panel()?.view(None).ok()
    }

    /// Waits until the panel shows something; `None` where it does not, or the shop closes.
    fn look<T>(&self, pause: &impl Fn(Duration), find: impl Fn(&View) -> Option<T>) -> Option<T> {
        let until = clock::instant() + PATIENCE;
        while !self.clerk.is_closed() && clock::instant() < until {
            if let Some(found) = self.view().as_ref().and_then(&find) {
                return Some(found);
            }
            pause(LOOK);
        }
        None
    }

    /// Lets so much time pass in the shop, as long as the panel shows something; whether it still does.
    fn wait(
        &self,
        milliseconds: u32,
        pause: &impl Fn(Duration),
        is_shown: impl Fn(&View) -> bool,
    ) -> bool {
        (0..STEPS).all(|_| {
            pause(self.clerk.hastened(milliseconds / STEPS));
            !self.clerk.is_closed() && self.view().is_some_and(|view| is_shown(&view))
        })
    }
}

/// The gift that may be offered.
fn offered(view: &View) -> Option<(GiftCard, GiftFace)> {
    let Some(Prompt::Gift(card)) = view.prompt else {
        return None;
    };
    let face = view.loyalty.gifts.as_ref()?.offer.clone()?;
    Some((card, face))
}
