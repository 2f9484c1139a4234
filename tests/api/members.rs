//! What the API takes and gives of members and gifts, and to whom.

use super::desk::{Served, limits};
use super::document::{all_used, branches, words};
use super::schema::{Document, variants};
use super::values::all;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tillside::client::Error;
use tillside::domain::code::Day;
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::policy::{Birthday, Reason, Temperature};
use tillside::domain::gift::rules::{Allergen, Words};
use tillside::domain::language::Language;
use tillside::domain::member::{Card, CardText, Member, PersonName, PersonNote, Profile, Record};
use tillside::domain::time::Timestamp;
use tillside::engine::api::{
    Command, GiftCard, GiftFace, GiftWhy, GiftsView, HandGift, LoyaltyView, MemberDesk,
    MemberOrder, MemberView, MemberWord, Refusal, WhyNot,
};
use tillside::engine::counter::Input;
use tillside::engine::members::{FoundMember, MOST_FOUND, MemberAnswer, MemberFile};
use tillside::web::Scope;

const PATH: &str = "/v1/members";

fn name(text: &str) -> PersonName {
    PersonName::try_from(text.to_owned()).unwrap()
}

fn note(text: &str) -> PersonNote {
    PersonNote::try_from(text.to_owned()).unwrap()
}

fn label() -> Words {
    serde_json::from_value(json!({ "en": "A coffee", "pl": "Kawa" })).unwrap()
}

/// All of an enumeration, where `contents` is one of each variant that has contents.
fn with_contents<T: serde::de::DeserializeOwned>(contents: &[Value]) -> Vec<T> {
    let names = variants::<T>().into_iter();
    let bare = names.filter_map(|name| serde_json::from_value(Value::from(name)).ok());
    let contents = contents
        .iter()
        .map(|value| serde_json::from_value(value.clone()).unwrap());
    let all: Vec<T> = bare.chain(contents).collect();
    assert_eq!(all.len(), variants::<T>().len(), "one of each");
    all
}

fn reasons() -> Vec<Reason> {
    with_contents(&[
        json!({ "not_the_visit": { "left": u32::MAX } }),
        json!({ "too_few_visits": { "visits": 0 } }),
        json!({ "too_few_stars": { "have": 1, "need": 2 } }),
        json!({ "contacts_full": { "max": 6, "days": 30 } }),
        json!({ "cap_reached": { "max": u16::MAX, "days": u16::MAX } }),
        json!({ "recently": { "days_ago": 0 } }),
    ])
}

/// A card for every reason to offer a gift.
pub(crate) fn gift_cards() -> Vec<GiftCard> {
    let reasons = with_contents::<GiftWhy>(&[json!({ "visit": { "visit": 10 } })]);
    let reasons = reasons.into_iter().enumerate();
    reasons
        .map(|(place, why)| GiftCard {
            id: u64::MAX,
            rule: RuleKey::GOODWILL,
            why,
            left: (place > 0).then_some(u32::MAX),
            needs_approval: true,
            as_code: false,
            stars: 10,
        })
        .collect()
}

fn found() -> FoundMember {
    FoundMember {
        member: Member(u64::MAX),
        name: name("Marta"),
        since: Day(0),
        last: Some(Day(u16::MAX)),
    }
}

fn desks() -> Vec<MemberDesk> {
    let said = all::<MemberWord>().into_iter().map(MemberDesk::Said);
    let last = None;
    said.chain([
        MemberDesk::Quiet,
        MemberDesk::Joining(Language::ENGLISH),
        MemberDesk::NewCard,
        MemberDesk::Merging,
        MemberDesk::Found(vec![found(); MOST_FOUND]),
        MemberDesk::Found(vec![FoundMember { last, ..found() }]),
    ])
    .collect()
}

fn gifts() -> GiftsView {
    let hand = |not: Option<Reason>| HandGift {
        rule: RuleKey(0),
        label: label(),
        left: not.map(|_| 3),
        stars: 0,
        not,
    };
    let reasons = reasons();
    let by_hand = reasons.iter().copied().map(Some).chain([None]);
    GiftsView {
        offer: Some(GiftFace {
            label: label(),
            say: Some(label()),
            allergens: Allergen::ALL.to_vec(),
            show_packet: true,
        }),
        by_hand: by_hand.map(hand).collect(),
        why_not: reasons
            .into_iter()
            .map(|reason| WhyNot {
                label: label(),
                reason,
            })
            .collect(),
        temperature: Some(Temperature {
            tenths: -600,
            at: Timestamp(0),
        }),
        weather_fails: true,
    }
}

/// Everything, and as little as there can be of it.
pub(crate) fn loyalties() -> Vec<LoyaltyView> {
    let mut all: Vec<_> = desks()
        .into_iter()
        .map(|desk| LoyaltyView {
            desk,
            ..LoyaltyView::default()
        })
        .collect();
    let little = MemberView {
        member: Member(0),
        name: None,
        note: None,
        birthday: None,
        since: Day(1),
        visits: 0,
        stars: None,
        is_staff: true,
        opted_out: true,
        greet: false,
        may_be_late: true,
    };
    let much = MemberView {
        name: Some(name(&"ż".repeat(40))),
        note: Some(note(&"ż".repeat(80))),
        birthday: Birthday::try_from((2, 29)).ok(),
        stars: Some(i64::MIN),
        ..little
    };
    let face = GiftFace {
        label: label(),
        say: None,
        allergens: Vec::new(),
        show_packet: false,
    };
    let bare = GiftsView::default();
    let offering = GiftsView {
        offer: Some(face),
        ..GiftsView::default()
    };
    for (member, gifts) in [(little, bare), (much.clone(), offering), (much, gifts())] {
        all.push(LoyaltyView {
            member: Some(member),
            desk: MemberDesk::Quiet,
            gifts: Some(gifts),
        });
    }
    all
}

/// One of each, and one that forgets everything.
fn orders() -> Vec<MemberOrder> {
    let bare = MemberOrder::Change {
        name: None,
        birthday: None,
        note: None,
        opted_out: true,
    };
    let full = MemberOrder::Change {
        name: Some(name("Marta")),
        birthday: Birthday::try_from((12, 31)).ok(),
        note: Some(note("seeded rye")),
        opted_out: false,
    };
    vec![
        MemberOrder::Join {
            language: Language::ENGLISH,
        },
        MemberOrder::PrintCard,
        MemberOrder::ShowCard {
            card: CardText::try_from("x".repeat(32)).unwrap(),
        },
        MemberOrder::Find { name: name("Mar") },
        MemberOrder::Choose {
            member: Member(u64::MAX),
        },
        bare,
        full,
        MemberOrder::LoseCards,
        MemberOrder::Merge,
        MemberOrder::LastSale,
        MemberOrder::Stop,
        MemberOrder::LetGo,
    ]
}

/// What a cashier may do about gifts.
pub(crate) fn gift_commands() -> [Command; 4] {
    [
        Command::OfferGift {
            rule: RuleKey::GOODWILL,
        },
        Command::GiveGift { card: u64::MAX },
        Command::PassGift { card: 0 },
        Command::SayTemperature { tenths: i16::MIN },
    ]
}

#[test]
fn orders_and_words_are_those_of_the_program() {
    let document = Document::read();
    all_used(&document, "MemberOrder", &orders());
    assert_eq!(
        branches(&document, "MemberOrder"),
        variants::<MemberOrder>()
    );
    assert_eq!(branches(&document, "MemberDesk"), variants::<MemberDesk>());
    for (path, known) in [
        ("MemberWord/enum", variants::<MemberWord>()),
        ("Allergen/enum", variants::<Allergen>()),
    ] {
        assert_eq!(words(&document, path), known, "{path}");
    }
    for (schema, known) in [
        ("Reason", variants::<Reason>()),
        ("GiftWhy", variants::<GiftWhy>()),
    ] {
        let mut said = words(&document, &format!("{schema}/oneOf/0/enum"));
        let tables = document.0["components"]["schemas"][schema]["oneOf"].as_array();
        let tables = tables.unwrap().iter().skip(1);
        said.extend(tables.map(|it| it["required"][0].as_str().unwrap().to_owned()));
        assert_eq!(said, known, "{schema}");
    }
}

#[test]
fn every_order_has_an_example_that_is_understood() {
    let document = Document::read();
    let body = &document.0["paths"][PATH]["post"]["requestBody"];
    let examples = body["content"]["application/json"]["examples"].as_object();
    let examples = examples.unwrap();
    for (name, example) in examples {
        let order: MemberOrder = serde_json::from_value(example["value"].clone()).unwrap();
        let said = serde_json::to_value(&order).unwrap();
        assert!(said == *name || said.get(name).is_some(), "{name}: {said}");
    }
    let names: BTreeSet<_> = examples.keys().cloned().collect();
    assert_eq!(names, variants::<MemberOrder>());
}

#[test]
fn an_order_is_refused_by_the_program_and_by_the_document_or_by_none() {
    let document = Document::read();
    let long = |count: usize| "ż".repeat(count);
    let change = |key: &str, value: Value| {
        let mut told = json!({ "opted_out": false });
        told[key] = value;
        json!({ "change": told })
    };
    for (order, is_right) in [
        (json!("stop"), true),
        (json!({ "find": { "name": long(40) } }), true),
        (json!({ "find": { "name": long(41) } }), false),
        (json!({ "find": { "name": "" } }), false),
        (json!({ "find": { "name": null } }), false),
        (json!({ "find": { "name": "M", "born": 1 } }), false),
        (json!({ "find": {} }), false),
        (json!({ "join": { "language": "xy" } }), true),
        (json!({ "join": { "language": "polish" } }), false),
        (json!({ "join": {} }), false),
        (json!({ "show_card": { "card": "" } }), false),
        (json!({ "show_card": { "card": "x".repeat(33) } }), false),
        (json!({ "show_card": { "card": "a\u{7}" } }), false),
        (json!({ "show_card": { "card": "żółw" } }), false),
        (json!({ "choose": { "member": -1 } }), false),
        (json!({ "choose": { "member": "17" } }), false),
        (json!({ "change": { "name": "M" } }), false),
        (json!({ "change": { "opted_out": true } }), true),
        (change("note", json!(long(80))), true),
        (change("note", json!(long(81))), false),
        (change("name", Value::Null), true),
        (change("birthday", json!([2, 29])), true),
        (change("birthday", json!([2])), false),
        (change("birthday", json!([2, 29, 1980])), false),
        (change("birthday", json!([2, 32])), false),
        (change("email", json!("m@example.com")), false),
        (change("opted_out", json!("no")), false),
        (json!({ "stop": {}, "merge": {} }), false),
        (json!("forget"), false),
        (json!({}), false),
        (json!(null), false),
    ] {
        let read = serde_json::from_value::<MemberOrder>(order.clone());
        assert_eq!(read.is_ok(), is_right, "{order}: {read:?}");
        let checked = document.check("#/components/schemas/MemberOrder", &order);
        assert_eq!(checked.is_ok(), is_right, "{order}: {checked:?}");
    }
    // What a schema of this kind cannot say is refused all the same.
    for order in [
        change("birthday", json!([2, 30])),
        change("name", json!("a\u{7}b")),
        change("name", json!(" \n ")),
    ] {
        assert!(
            serde_json::from_value::<MemberOrder>(order.clone()).is_err(),
            "{order}"
        );
    }
}

#[test]
fn only_panels_may_ask_about_members() {
    let served = Served::start(limits());
    let find = r#"{"find":{"name":"Marta"}}"#;
    for (scope, status, code) in [
        (Scope::Till, 403, "forbidden"),
        (Scope::Store, 403, "forbidden"),
        (Scope::Manager, 403, "forbidden"),
    ] {
        // Also with a body that nobody understands: it is not looked at.
        for body in [find, r#""stop""#, "{", ""] {
            let answer = served.send(scope, "POST", PATH, body);
            let found = (answer.status, answer.code());
            assert_eq!(found, (status, code.to_owned()), "{scope:?} {body}");
            assert!(!answer.body.contains("Marta"), "{}", answer.body);
        }
    }
    assert_eq!(
        served.send_with(&["X-None: 1"], "POST", PATH, find).status,
        401
    );
    assert_eq!(served.send(Scope::Panel, "GET", PATH, "").status, 405);
    assert_eq!(served.board.newest().loyalty.desk, MemberDesk::Quiet);
    assert_eq!(served.send(Scope::Panel, "POST", PATH, find).status, 200);
    let desk = served.board.newest().loyalty.desk.clone();
    assert_eq!(desk, MemberDesk::Said(MemberWord::LookingUp));
}

#[test]
fn what_is_no_order_is_refused_and_the_answer_says_why_without_saying_who() {
    let served = Served::start(limits());
    let name = |name: &str| json!({ "find": { "name": name } }).to_string();
    let large = name(&"x".repeat(16 * 1024));
    for (body, status, word) in [
        (name(&"Marta".repeat(9)), 422, "1 to 40 characters"),
        (name("Marta\u{0}"), 422, "on one line"),
        (name("Marta\u{7f}"), 422, "on one line"),
        (name("\u{85}\u{2028} "), 422, "1 to 40 characters"),
        (
            r#"{"find":{"name":"Marta","pan":"4111"}}"#.to_owned(),
            422,
            "unknown field",
        ),
        (
            r#"{"find":{"name":"Marta"},"stop":null}"#.to_owned(),
            422,
            "line 1",
        ),
        (r#""find""#.to_owned(), 422, "struct variant"),
        (
            r#"{"find":{"name":"Marta","name":"Marta"}}"#.to_owned(),
            422,
            "duplicate",
        ),
        (
            r#"{"change":{"opted_out":false,"birthday":[4,31]}}"#.to_owned(),
            422,
            "a month from 1 to 12",
        ),
        (
            r#"{"show_card":{"card":"\u001b[2J"}}"#.to_owned(),
            422,
            "1 to 32 characters",
        ),
        ("[".repeat(5000), 422, "line 1"),
        (large, 413, "16"),
    ] {
        let answer = served.send(Scope::Panel, "POST", PATH, &body);
        let start: String = body.chars().take(60).collect();
        assert_eq!(answer.status, status, "{start}: {}", answer.body);
        assert!(answer.body.contains(word), "{start}: {}", answer.body);
        assert!(!answer.body.contains("Marta"), "{}", answer.body);
    }
    assert_eq!(served.board.newest().loyalty, LoyaltyView::default());
}

#[test]
fn what_the_counter_does_not_want_reaches_the_panel_with_its_name() {
    let served = Served::start(limits());
    let panel = served.client(Scope::Panel);
    let refused = |order: MemberOrder| match panel.member_order(&order).unwrap_err() {
        Error::Refused(refusal) => refusal,
        other => panic!("{other}"),
    };
    assert_eq!(refused(MemberOrder::Merge), Refusal::NoMember);
    assert_eq!(refused(MemberOrder::LoseCards), Refusal::NoMember);
    let gift = Command::GiveGift { card: 1 };
    let error = panel.command(gift).unwrap_err();
    assert!(
        matches!(error, Error::Refused(Refusal::NoSuchCard)),
        "{error}"
    );
    let hot = Command::SayTemperature { tenths: 601 };
    let error = panel.command(hot).unwrap_err();
    assert!(
        matches!(error, Error::Refused(Refusal::NoTemperature)),
        "{error}"
    );
}

#[test]
fn a_manager_sees_no_member_and_nobody_who_was_found() {
    let served = Served::start(limits());
    let (panel, manager) = (served.client(Scope::Panel), served.client(Scope::Manager));
    let file = MemberFile {
        numbers: vec![Member(17)],
        since: Day(2500),
        profile: Profile {
            name: Some(name("Marta")),
            note: Some(note("seeded rye")),
            ..Profile::default()
        },
        record: Record::default(),
    };
    let answered = |id, answer| served.input(Input::MembersAnswered { id, answer });
    let raw = |scope| served.send(scope, "GET", "/v1/view", "").body;
    served.input(Input::MemberScanned(Card::own(1).unwrap()));
    answered(1, MemberAnswer::Member(Box::new(file)));
    panel
        .member_order(&MemberOrder::Find { name: name("Mar") })
        .unwrap();
    answered(2, MemberAnswer::Found(vec![found()]));
    // Behind the answers in the desk's queue.
    panel.command(Command::CorrectWaiting { by: 1 }).unwrap();
    let seen = panel.view(None).unwrap();
    assert_eq!(seen.loyalty.member.as_ref().unwrap().member, Member(17));
    assert_eq!(seen.loyalty.desk, MemberDesk::Found(vec![found()]));
    assert!(raw(Scope::Panel).contains("seeded rye"));
    let told = manager.view(None).unwrap();
    assert_eq!(told, seen.clone().without_people());
    assert_eq!(
        (&told.loyalty.member, &told.loyalty.desk),
        (&None, &MemberDesk::Quiet)
    );
    let raw = raw(Scope::Manager);
    assert!(!raw.contains("Marta") && !raw.contains("rye"), "{raw}");
    // What is no person is told to both.
    assert_eq!(told.queue, seen.queue);
}
