//! A counter with members and gifts on a bench: its clocks, the members' table, and what comes out.

use super::cards::{CardFact, Cards};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tillside::domain::code::{Day, Till};
use tillside::domain::document::{Currency, Facts, Kind};
use tillside::domain::event::{Entry, Event, Loyalty};
use tillside::domain::gift::policy::Policy;
use tillside::domain::gift::rules::Rules;
use tillside::domain::i18n::Messages;
use tillside::domain::language::Language;
use tillside::domain::member::{Card, Member, PersonName, Profile, Record};
use tillside::domain::time::Timestamp;
use tillside::engine::api::{
    Codes, CodesMode, Command, GiftCard, Key, MemberOrder, MemberView, Place, Prompt, Reception,
    Refusal, TillEvent, TillWord, View,
};
use tillside::engine::counter::{
    Counter, Input, LoyaltySetup, Now, Output, QueueSetup, Sales, Setup,
};
use tillside::engine::members::{MemberAnswer, MemberAsk, MemberFile};
use tillside::engine::state::State;
use tillside::runtime::clock;

/// The midnight at which [`TODAY`] began, in UTC.
pub(crate) const MIDNIGHT: Timestamp = Timestamp(1_795_737_600_000);
pub(crate) const MINUTE: Duration = Duration::from_mins(1);
pub(crate) const DAY: Duration = Duration::from_hours(24);

/// Rules of a shop: what stands above each, and the tables of the gifts.
pub(crate) fn policy(text: &str) -> Arc<Policy> {
    let text = format!("schema = 1\nseed = \"0000000000000001\"\n{text}");
    let read = Rules::read("gifts.toml", &text, &Messages::languages());
    Arc::new(Policy::new(read.rules.expect("rules without mistakes")))
}

/// One rule with everything that each needs.
pub(crate) fn gift(id: &str, rule: &str) -> String {
    format!(
        "[[gift]]\nid = \"{id}\"\nhold_out = 0\n{rule}\n[gift.give]\ncost = 30\n\
         label = {{ en = \"{id}\", pl = \"{id}\", da = \"{id}\", et = \"{id}\" }}\n"
    )
}

/// Who is who: a model of the table that the journal keeps.
#[derive(Debug, Default)]
pub(crate) struct People {
    cards: Cards,
    issued: BTreeMap<Card, Member>,
    lost: Vec<Card>,
    profiles: BTreeMap<Member, (Day, Profile)>,
    pub(crate) records: BTreeMap<Member, Record>,
    fresh: u64,
    pub(crate) is_failing: bool,
}

impl People {
    fn answer(&mut self, ask: MemberAsk) -> MemberAnswer {
        if self.is_failing {
            return MemberAnswer::Failing;
        }
        match ask {
            MemberAsk::Card(card) if self.lost.contains(&card) => MemberAnswer::Lost,
            MemberAsk::Card(card) => match self.cards.member(card) {
                Some(member) => self.file(member),
                None => MemberAnswer::Nobody,
            },
            MemberAsk::Number(member) => self.file(self.cards.lowest(member)),
            MemberAsk::Name(_) => MemberAnswer::Found(Vec::new()),
            MemberAsk::Join {
                card,
                profile,
                day,
                at,
            } => {
                let member = Member(100 + u64::try_from(self.profiles.len()).expect("few"));
                if self.issued.contains_key(&card) {
                    return MemberAnswer::Taken;
                }
                self.profiles.insert(member, (day, profile));
                self.issue(card, member, at);
                self.file(member)
            }
            MemberAsk::GiveCard { member, card, at } => {
                if self.issued.contains_key(&card) {
                    return MemberAnswer::Taken;
                }
                self.issue(card, member, at);
                self.file(member)
            }
            MemberAsk::LoseCards { member, .. } => {
                let cards: Vec<_> = self
                    .issued
                    .iter()
                    .filter(|(_, it)| **it == member)
                    .collect();
                for card in cards.into_iter().map(|(card, _)| *card).collect::<Vec<_>>() {
                    self.cards.apply(&CardFact::Lost { card });
                    self.lost.push(card);
                }
                self.file(member)
            }
            MemberAsk::Change { member, profile } => {
                if let Some((_, known)) = self.profiles.get_mut(&member) {
                    *known = profile;
                }
                self.file(member)
            }
            MemberAsk::FreshCard => {
                self.fresh += 1;
                MemberAnswer::Fresh(card(900 + self.fresh))
            }
        }
    }

    fn issue(&mut self, card: Card, member: Member, at: Timestamp) {
        self.issued.insert(card, member);
        self.cards.apply(&CardFact::Issued { card, member, at });
    }

    fn file(&self, member: Member) -> MemberAnswer {
        let Some((since, profile)) = self.profiles.get(&member) else {
            return MemberAnswer::Nobody;
        };
        let numbers = self.cards.numbers(member);
        let mut record = Record::default();
        for number in &numbers {
            record.absorb(self.records.get(number).cloned().unwrap_or_default());
        }
        MemberAnswer::Member(Box::new(MemberFile {
            numbers,
            since: *since,
            profile: profile.clone(),
            record,
        }))
    }

    /// What the journal's thread does with each event that it writes.
    fn follow(&mut self, entry: &Entry) {
        let Event::Loyalty(loyalty) = entry.event else {
            return;
        };
        if let Some(member) = loyalty.member() {
            let record = self.records.entry(member).or_default();
            record.apply(entry.at, &loyalty);
        }
        match loyalty {
            Loyalty::MembersMerged { one, other } => {
                self.cards.apply(&CardFact::Merged { one, other });
            }
            Loyalty::MemberErased { member } => {
                self.cards.apply(&CardFact::Erased { member });
                self.profiles.remove(&member);
                self.records.remove(&member);
            }
            _ => {}
        }
    }

    /// The stars of a person, as the table has them.
    pub(crate) fn stars(&self, member: Member) -> i64 {
        match self.file(self.cards.lowest(member)) {
            MemberAnswer::Member(file) => file.record.stars.balance(&file.numbers),
            _ => 0,
        }
    }
}

pub(crate) fn card(number: u64) -> Card {
    Card::own(number).expect("a number of a card")
}

pub(crate) fn name(text: &str) -> PersonName {
    PersonName::try_from(text.to_owned()).expect("a name")
}

/// A counter and everything that came out of it.
pub(crate) struct Bench {
    pub(crate) counter: Counter,
    setup: Setup,
    pub(crate) now: Now,
    pub(crate) journal: Vec<Entry>,
    pub(crate) people: People,
    pub(crate) printed: Vec<Card>,
    told: u64,
}

impl Bench {
    pub(crate) fn new(policy: Option<Arc<Policy>>) -> Self {
        Self::counting(policy, Sales::Cable)
    }

    pub(crate) fn counting(policy: Option<Arc<Policy>>, sales: Sales) -> Self {
        let now = Now {
            instant: clock::instant(),
            at: Timestamp(MIDNIGHT.0 + 10 * 3_600_000),
            day_began: MIDNIGHT,
        };
        let setup = setup(policy, sales);
        Self {
            counter: Counter::new(setup.clone(), State::default(), now),
            setup,
            now,
            journal: Vec::new(),
            people: People::default(),
            printed: Vec::new(),
            told: 0,
        }
    }

    /// The process ends and begins again with what the journal remembers.
    pub(crate) fn restart(&mut self) {
        let mut state = State::default();
        for entry in &self.journal {
            state.apply(entry);
        }
        assert_eq!(&state, self.counter.state(), "what a replay gives");
        self.counter = Counter::new(self.setup.clone(), state, self.now);
    }

    pub(crate) fn pass(&mut self, time: Duration) {
        self.now.instant += time;
        self.now.at.0 += i64::try_from(time.as_millis()).expect("not for ever");
        while self.now.at.0 >= self.now.day_began.0 + 86_400_000 {
            self.now.day_began.0 += 86_400_000;
        }
        self.counter.handle_timeout(self.now);
        self.drain();
    }

    pub(crate) fn handle(&mut self, input: Input) {
        self.counter.handle(input, self.now);
        self.drain();
    }

    pub(crate) fn scan(&mut self, number: u64) {
        self.handle(Input::MemberScanned(card(number)));
    }

    pub(crate) fn order(&mut self, order: MemberOrder) -> Result<(), Refusal> {
        let done = self.counter.member_order(order, self.now);
        self.drain();
        done
    }

    pub(crate) fn command(&mut self, command: Command) -> Result<(), Refusal> {
        let done = self.counter.command(command, self.now);
        self.drain();
        done
    }

    pub(crate) fn join(&mut self, number: u64) -> Member {
        let language = Language::ENGLISH;
        self.order(MemberOrder::Join { language }).expect("joining");
        self.scan(number);
        self.member().expect("somebody has joined").member
    }

    /// Goods are scanned and paid for.
    pub(crate) fn sell(&mut self, total: i64) {
        self.handle(Input::ItemScanned(None));
        self.end(receipt(total));
    }

    pub(crate) fn end(&mut self, facts: Facts) {
        self.handle(Input::DocumentEnded {
            facts,
            trusted: true,
            code: None,
        });
    }

    /// The till software tells something, once.
    pub(crate) fn tell(&mut self, sale: &str, event: TillWord) -> Reception {
        self.told += 1;
        self.tell_again(self.told, sale, event)
    }

    /// The till software tells something under a key that may have been used before.
    pub(crate) fn tell_again(&mut self, key: u64, sale: &str, event: TillWord) -> Reception {
        let key_of = |text: String| Key::try_from(text).expect("a key");
        let message = TillEvent {
            key: key_of(format!("message-{key}")),
            sale: Some(key_of(sale.to_owned())),
            at: None,
            event,
        };
        let reception = self.counter.till_event(&message, self.now);
        self.drain();
        reception
    }

    fn drain(&mut self) {
        while let Some(output) = self.counter.poll_output() {
            match output {
                Output::Append(entry) => {
                    self.people.follow(&entry);
                    self.journal.push(entry);
                }
                Output::AskMembers { id, ask } => {
                    let answer = self.people.answer(ask);
                    let input = Input::MembersAnswered { id, answer };
                    self.counter.handle(input, self.now);
                }
                Output::PrintCard { card, .. } => self.printed.push(card),
                Output::Print { .. }
                | Output::SwitchCodes(_)
                | Output::Tell(_)
                | Output::Keep(_)
                | Output::Read { .. }
                | Output::Show(_) => {}
            }
        }
    }

    pub(crate) fn view(&self) -> View {
        self.counter.view()
    }

    pub(crate) fn member(&self) -> Option<MemberView> {
        self.view().loyalty.member
    }

    pub(crate) fn stars(&self) -> i64 {
        self.member()
            .and_then(|member| member.stars)
            .expect("stars")
    }

    /// The gift that is offered, by its name.
    pub(crate) fn offered(&self) -> Option<(GiftCard, String)> {
        let view = self.view();
        let Some(Prompt::Gift(card)) = view.prompt else {
            return None;
        };
        let face = view.loyalty.gifts?.offer?;
        Some((card, face.label.get(Language::ENGLISH).to_owned()))
    }

    pub(crate) fn give(&mut self) {
        let (card, _) = self.offered().expect("a gift is offered");
        self.command(Command::GiveGift { card: card.id })
            .expect("it is given");
    }

    /// What the journal has of members and gifts, in order.
    pub(crate) fn loyalty(&self) -> Vec<Loyalty> {
        let all = self.journal.iter().filter_map(|entry| match entry.event {
            Event::Loyalty(loyalty) => Some(loyalty),
            _ => None,
        });
        all.collect()
    }
}

pub(crate) fn receipt(total: i64) -> Facts {
    Facts {
        kind: Some(Kind::Sale),
        total_minor: Some(total),
        currency: Some(Currency::EURO),
        ..Facts::default()
    }
}

fn setup(policy: Option<Arc<Policy>>, sales: Sales) -> Setup {
    Setup {
        place: Place {
            store: "A shop".to_owned(),
            counter: Till::new(2).expect("a till"),
            language: Language::ENGLISH,
        },
        codes: Codes {
            mode: CodesMode::Observing,
            copies: false,
            address: None,
            ready: 0,
        },
        sales,
        currency: Currency::EURO,
        queue: QueueSetup::default(),
        closing: None,
        rewards: None,
        loyalty: LoyaltySetup {
            policy,
            ..LoyaltySetup::default()
        },
    }
}
