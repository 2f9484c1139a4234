//! Who is served: cards that are shown, names that are looked for, and people who join.
//!
//! Who somebody is, is asked outside; what comes back is in here while they are served, and gone
//! with them.

use super::{Counter, Output};
use crate::domain::event::{Loyalty as Fact, MemberContacted};
use crate::domain::gift::book::Contact;
use crate::domain::language::Language;
use crate::domain::member::{Card, CardError, Member, Profile};
use crate::domain::receipt::Receipt;
use crate::engine::api::{MemberDesk, MemberOrder, MemberView, MemberWord, Refusal};
use crate::engine::members::{MemberAnswer, MemberAsk, MemberFile};
use std::time::{Duration, Instant};

/// The member who is served.
#[derive(Debug)]
pub(super) struct Guest {
    pub(super) file: MemberFile,
    /// They may be greeted by name.
    pub(super) greet: bool,
    /// Their sale is over.
    pub(super) served: bool,
    /// Since when that is so, or since when they are here.
    pub(super) since: Instant,
}

/// What a question was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Card(Card),
    Join,
    GiveCard,
    Merge,
    Merged,
    Find,
    Choose,
    Change,
    LoseCards,
    /// A fresh card, for somebody who joins.
    FreshForJoin(Language),
    /// A fresh card, for a member.
    FreshFor(Member),
}

/// A word that nobody reads goes by itself; somebody who joins has this long to find a card.
const SAID_FOR: Duration = Duration::from_secs(20);
const ASKED_FOR: Duration = Duration::from_mins(1);
const WAITS_FOR: Duration = Duration::from_mins(3);

/// Who was served this long ago has gone.
const GONE: Duration = Duration::from_mins(2);

impl Guest {
    pub(super) fn is(&self, member: Member) -> bool {
        self.file.numbers.contains(&member)
    }
}

impl Counter {
    pub(super) fn member_view(&self) -> Option<MemberView> {
        let guest = self.loyalty.guest.as_ref()?;
        let MemberFile {
            numbers,
            since,
            profile,
            record,
        } = &guest.file;
        let policy = self.loyalty.policy();
        let collects = policy.is_some_and(|policy| policy.rules().stars.is_some());
        Some(MemberView {
            member: guest.file.member(),
            name: profile.name.clone(),
            note: profile.note.clone(),
            birthday: profile.birthday,
            since: *since,
            visits: self.visits(guest),
            stars: collects.then(|| record.stars.balance(numbers)),
            is_staff: record.staff.is_staff(),
            opted_out: profile.opted_out,
            greet: guest.greet,
            may_be_late: self.late_sale().is_some(),
        })
    }

    /// On how many days they came, today included.
    pub(super) fn visits(&self, guest: &Guest) -> u32 {
        let MemberFile {
            numbers, record, ..
        } = &guest.file;
        record.visit(numbers, self.today())
    }

    /// A card was shown.
    pub(super) fn show_card(&mut self, card: Card) {
        let at = self.now.at;
        let (asked, ask) = match self.loyalty.desk {
            MemberDesk::Joining(language) => return self.join_with(card, language),
            MemberDesk::NewCard => {
                let Some(member) = self.guest_member() else {
                    return self.say(MemberWord::NotNow);
                };
                (Asked::GiveCard, MemberAsk::GiveCard { member, card, at })
            }
            MemberDesk::Merging => (Asked::Merge, MemberAsk::Card(card)),
            MemberDesk::Quiet | MemberDesk::Said(_) | MemberDesk::Found(_) => {
                (Asked::Card(card), MemberAsk::Card(card))
            }
        };
        self.ask(asked, ask);
    }

    /// What was shown is no card, or was not read right.
    pub(super) fn card_misread(&mut self, error: CardError) {
        self.say(match error {
            CardError::NoCard => MemberWord::NoCard,
            CardError::Misread => MemberWord::Misread,
        });
    }

    fn guest_member(&self) -> Option<Member> {
        let guest = self.loyalty.guest.as_ref();
        guest.map(|guest| guest.file.member())
    }

    fn join_with(&mut self, card: Card, language: Language) {
        let profile = Profile {
            agreed_in: Some(language),
            ..Profile::default()
        };
        let (day, at) = (self.today(), self.now.at);
        let ask = MemberAsk::Join {
            card,
            profile,
            day,
            at,
        };
        self.ask(Asked::Join, ask);
    }

    /// Asks; what was asked before is not wanted any more.
    fn ask(&mut self, asked: Asked, ask: MemberAsk) {
        self.loyalty.asks += 1;
        let id = self.loyalty.asks;
        self.loyalty.asked = Some((id, asked));
        self.say(MemberWord::LookingUp);
        self.outputs.push_back(Output::AskMembers { id, ask });
    }

    pub(super) fn say(&mut self, word: MemberWord) {
        self.set_desk(MemberDesk::Said(word));
    }

    fn set_desk(&mut self, desk: MemberDesk) {
        self.loyalty.desk_since = Some(self.now.instant);
        self.loyalty.desk = desk;
        self.is_shown = false;
    }

    /// Somebody at the counter wants something about members.
    pub(super) fn take_order(&mut self, order: MemberOrder) -> Result<(), Refusal> {
        if self.unrecalled.is_some() {
            return Err(Refusal::NotKept);
        }
        match order {
            MemberOrder::Join { language } => self.begin_joining(language),
            MemberOrder::PrintCard => self.ask_for_card()?,
            MemberOrder::ShowCard { card } => {
                match card.card(self.loyalty.setup.card_prefix.as_deref()) {
                    Ok(card) => self.show_card(card),
                    Err(error) => self.card_misread(error),
                }
            }
            MemberOrder::Find { name } => self.ask(Asked::Find, MemberAsk::Name(name)),
            MemberOrder::Choose { member } => {
                self.ask(Asked::Choose, MemberAsk::Number(member));
            }
            MemberOrder::Change {
                name,
                birthday,
                note,
                opted_out,
            } => {
                let guest = self.loyalty.guest.as_ref().ok_or(Refusal::NoMember)?;
                let profile = Profile {
                    name,
                    birthday,
                    note,
                    opted_out,
                    agreed_in: guest.file.profile.agreed_in,
                };
                let member = guest.file.member();
                self.ask(Asked::Change, MemberAsk::Change { member, profile });
            }
            MemberOrder::LoseCards => {
                let (member, at) = (self.guest_member().ok_or(Refusal::NoMember)?, self.now.at);
                self.ask(Asked::LoseCards, MemberAsk::LoseCards { member, at });
            }
            MemberOrder::Merge => {
                self.guest_member().ok_or(Refusal::NoMember)?;
                self.set_desk(MemberDesk::Merging);
            }
            MemberOrder::LastSale => self.member_came_late()?,
            MemberOrder::Stop => self.stop_desk(),
            MemberOrder::LetGo => self.let_member_go(),
        }
        Ok(())
    }

    /// With the card that was shown just now, if it is nobody's.
    fn begin_joining(&mut self, language: Language) {
        match self.loyalty.new_card.take() {
            Some(card) => self.join_with(card, language),
            None => self.set_desk(MemberDesk::Joining(language)),
        }
    }

    fn ask_for_card(&mut self) -> Result<(), Refusal> {
        self.may_print()?;
        let asked = match self.loyalty.desk {
            MemberDesk::Joining(language) => Asked::FreshForJoin(language),
            _ => Asked::FreshFor(self.guest_member().ok_or(Refusal::NoMember)?),
        };
        self.ask(asked, MemberAsk::FreshCard);
        Ok(())
    }

    fn stop_desk(&mut self) {
        self.loyalty.asked = None;
        self.loyalty.new_card = None;
        self.loyalty.desk_since = None;
        self.loyalty.desk = MemberDesk::Quiet;
        self.is_shown = false;
    }

    pub(super) fn let_member_go(&mut self) {
        self.loyalty.guest = None;
        self.stop_desk();
    }

    /// What was asked is answered; what nobody waits for any more is dropped.
    pub(super) fn members_answered(&mut self, id: u64, answer: MemberAnswer) {
        let Some((_, asked)) = self.loyalty.asked.take_if(|(asked, _)| *asked == id) else {
            return;
        };
        match (answer, asked) {
            (MemberAnswer::Member(file), asked) => self.found_member(*file, asked),
            (MemberAnswer::Fresh(card), asked) => self.fresh_card(card, asked),
            (MemberAnswer::Found(found), _) if found.is_empty() => {
                self.say(MemberWord::NobodyFound);
            }
            (MemberAnswer::Found(found), _) => self.set_desk(MemberDesk::Found(found)),
            (MemberAnswer::Nobody, Asked::Card(card)) => {
                self.loyalty.new_card = Some(card);
                self.say(MemberWord::UnknownCard);
            }
            (MemberAnswer::Nobody, Asked::Merge) => self.say(MemberWord::UnknownCard),
            (MemberAnswer::Nobody, _) => self.say(MemberWord::NobodyFound),
            (MemberAnswer::Lost, _) => self.say(MemberWord::LostCard),
            (MemberAnswer::Taken, _) => self.say(MemberWord::TakenCard),
            (MemberAnswer::Failing, _) => self.say(MemberWord::NotNow),
        }
    }

    fn found_member(&mut self, file: MemberFile, asked: Asked) {
        match asked {
            Asked::Join => {
                let (member, day) = (file.member(), self.today());
                self.welcome(file);
                self.note(Fact::MemberJoined { member, day });
                self.say(MemberWord::Joined);
            }
            Asked::GiveCard => {
                self.refresh(file);
                self.say(MemberWord::CardGiven);
            }
            Asked::Merge => self.merge_with(&file),
            Asked::Merged => {
                self.refresh(file);
                self.say(MemberWord::Merged);
            }
            Asked::Change => {
                self.refresh(file);
                self.say(MemberWord::Changed);
            }
            Asked::LoseCards => {
                self.refresh(file);
                self.set_desk(MemberDesk::NewCard);
            }
            Asked::Card(_) | Asked::Choose => {
                self.stop_desk();
                self.welcome(file);
            }
            Asked::Find | Asked::FreshForJoin(_) | Asked::FreshFor(_) => self.stop_desk(),
        }
    }

    /// What is known of the member who is served has changed.
    fn refresh(&mut self, file: MemberFile) {
        match self.loyalty.guest.as_mut() {
            Some(guest) if guest.is(file.member()) => guest.file = file,
            _ => self.welcome(file),
        }
    }

    fn merge_with(&mut self, other: &MemberFile) {
        let Some(one) = self.guest_member() else {
            return self.say(MemberWord::NotNow);
        };
        let other = other.member();
        if one == other {
            return self.say(MemberWord::Merged);
        }
        self.note(Fact::MembersMerged { one, other });
        self.ask(Asked::Merged, MemberAsk::Number(one.min(other)));
    }

    fn fresh_card(&mut self, card: Card, asked: Asked) {
        let at = self.now.at;
        match asked {
            Asked::FreshForJoin(language) => self.join_with(card, language),
            Asked::FreshFor(member) => {
                let ask = MemberAsk::GiveCard { member, card, at };
                self.ask(Asked::GiveCard, ask);
            }
            _ => return self.stop_desk(),
        }
        self.print_card(card);
    }

    /// A member is served now.
    fn welcome(&mut self, file: MemberFile) {
        self.sale_under_way();
        self.loyalty.new_card = None;
        let profile = &file.profile;
        let is_known = profile.name.is_some() || profile.note.is_some();
        let may_greet = is_known && !profile.opted_out && !file.record.staff.is_staff();
        self.loyalty.guest = Some(Guest {
            file,
            greet: false,
            served: false,
            since: self.now.instant,
        });
        if may_greet
            && self.contacted(Contact::Greeting)
            && let Some(guest) = self.loyalty.guest.as_mut()
        {
            guest.greet = true;
        }
        self.is_shown = false;
    }

    /// Whether the member who is served may be addressed about this; it counts then.
    pub(super) fn contacted(&mut self, contact: Contact) -> bool {
        let (day, at) = (self.today(), self.now.at);
        let policy = self.loyalty.policy();
        let sale = self.loyalty.sale.or(self.loyalty.paid);
        let (Some(guest), Some(sale)) = (self.loyalty.guest.as_ref(), sale) else {
            return false;
        };
        let past = guest.file.record.gifts.past(&guest.file.numbers);
        let last = past.last_contact(contact);
        let is_rested = last.is_none_or(|last| day.0.saturating_sub(last.0) >= rests_days(contact));
        // Where no rules set a cap, nothing is counted.
        let Some(policy) = policy else {
            return true;
        };
        let may = is_rested && policy.may_contact(contact, &past, day, at).is_ok();
        if may {
            let (member, receipt): (Member, Receipt) = (guest.file.member(), sale.receipt);
            self.note(Fact::MemberContacted(MemberContacted {
                contact,
                receipt,
                member,
                day,
            }));
        }
        may
    }

    /// These are to be forgotten.
    pub(super) fn forget(&mut self, members: &[Member]) {
        for member in members {
            self.note(Fact::MemberErased { member: *member });
            let is_here = self.loyalty.guest.as_ref().is_some_and(|it| it.is(*member));
            if is_here {
                self.let_member_go();
            }
        }
        self.is_shown = false;
    }

    pub(super) fn mind_members(&mut self) {
        let now = self.now.instant;
        let lasts = desk_lasts(&self.loyalty.desk);
        let is_over = self.loyalty.desk_since.zip(lasts);
        if is_over.is_some_and(|(since, lasts)| now >= since + lasts) {
            self.stop_desk();
        }
        let guest = self.loyalty.guest.as_ref();
        if guest.is_some_and(|guest| now >= guest.since + guest_stays(guest)) {
            self.let_member_go();
        }
    }

    pub(super) fn members_are_due(&self) -> Option<Instant> {
        let lasts = desk_lasts(&self.loyalty.desk);
        let desk = self.loyalty.desk_since.zip(lasts);
        let desk = desk.map(|(since, lasts)| since + lasts);
        let guest = self.loyalty.guest.as_ref();
        let guest = guest.map(|guest| guest.since + guest_stays(guest));
        desk.into_iter().chain(guest).min()
    }
}

/// Greetings would use up what a member is addressed at all, and wear out: one a week.
fn rests_days(contact: Contact) -> u16 {
    match contact {
        Contact::Greeting => 7,
        Contact::SurveyAsk | Contact::FollowUp => 0,
    }
}

fn desk_lasts(desk: &MemberDesk) -> Option<Duration> {
    match desk {
        MemberDesk::Quiet => None,
        // Whoever it belongs to may first be asked whether they want to join.
        MemberDesk::Said(MemberWord::UnknownCard) => Some(ASKED_FOR),
        MemberDesk::Said(_) => Some(SAID_FOR),
        MemberDesk::Joining(_)
        | MemberDesk::NewCard
        | MemberDesk::Merging
        | MemberDesk::Found(_) => Some(WAITS_FOR),
    }
}

fn guest_stays(guest: &Guest) -> Duration {
    if guest.served { GONE } else { super::GIVEN_UP }
}
