//! What managers look up of a member, and have done with it.

use super::desk::{Served, folk, limits};
use super::document::all_used;
use super::schema::Document;
use std::time::Duration;
use tillside::client::{Client, Error};
use tillside::domain::event::{Event, Loyalty};
use tillside::domain::language::Language;
use tillside::domain::member::{Card, CardText, Member, PersonName};
use tillside::engine::api::{CustomersCard, HandedOut, MemberQuestion, MemberSearch, Refusal};
use tillside::web::Scope;

#[test]
fn managers_have_members_forgotten_and_note_what_was_handed_out() {
    let served = Served::start(limits());
    let manager = served.client(Scope::Manager);
    manager.forget_member(Member(7)).unwrap();
    let handed = |member| HandedOut {
        member: Member(member),
        what: "member-7.json".to_owned().try_into().unwrap(),
    };
    manager.handed_out(&handed(7)).unwrap();
    let refused = manager.handed_out(&handed(1_000_001));
    assert!(
        matches!(&refused, Err(Error::Refused(Refusal::NoMember))),
        "{refused:?}"
    );
    let long = "x".repeat(81);
    for (path, body) in [
        ("erase", "{}"),
        ("erase", r#"{"member":-1}"#),
        ("erase", r#"{"member":7,"name":"Marta"}"#),
        ("exports", r#"{"member":7}"#),
        ("exports", r#"{"member":7,"what":""}"#),
        ("exports", &format!(r#"{{"member":7,"what":"{long}"}}"#)),
    ] {
        let path = format!("/v1/members/{path}");
        let answer = served.send(Scope::Manager, "POST", &path, body);
        assert_eq!(answer.status, 422, "{body}: {answer:?}");
        assert_eq!(answer.code(), "bad_body", "{body}");
    }
}

fn search(text: &str) -> [MemberSearch; 2] {
    let name = PersonName::try_from(text.to_owned()).unwrap();
    let card = CardText::try_from(text.to_owned()).unwrap();
    [MemberSearch::Name(name), MemberSearch::Card(card)]
}

#[test]
fn managers_find_members_by_name_and_by_card_and_read_what_is_kept() {
    let served = Served::start(limits());
    let manager = served.client(Scope::Manager);
    let card = Card::own(folk::CARD).unwrap().reveal();
    for (text, expected) in [("Mar", [1, 0]), (card.as_str(), [0, 1]), ("Nora", [0, 0])] {
        let count = |it: &MemberSearch| manager.find_members(it).unwrap().members.len();
        assert_eq!(search(text).each_ref().map(count), expected, "{text}");
    }
    let [by_name, _] = search("Mar");
    let found = manager.find_members(&by_name).unwrap();
    assert_eq!(found, folk::find(&by_name));
    let shown = format!("{found:?} {by_name:?}");
    assert!(
        !shown.contains("Mar\"") && !shown.contains(folk::NAME),
        "{shown}"
    );
    let question = |member, language| MemberQuestion {
        member: Member(member),
        language: Language::new(language).unwrap(),
    };
    let pages = manager.member_pages(question(4712, "pl")).unwrap();
    assert_eq!(Some(&pages), folk::pages(question(4712, "pl")).as_ref());
    assert_eq!((pages.text.as_str(), pages.summary.visits), ("in pl\n", 12));
    assert!(!format!("{pages:?}").contains(folk::NAME));
    let refused = manager.member_pages(question(1_000_001, "en"));
    assert!(
        matches!(&refused, Err(Error::Refused(Refusal::NoMember))),
        "{refused:?}"
    );
}

#[test]
fn a_manager_says_of_every_number_that_the_card_is_a_customers() {
    let served = Served::start(limits());
    let manager = served.client(Scope::Manager);
    manager.customers_card(Member(4712)).unwrap();
    let said = [4711, 4712].map(|number| {
        Event::Loyalty(Loyalty::CardOfStaff {
            member: Member(number),
            staff: false,
        })
    });
    assert_eq!(served.events(), said);
    let refused = manager.customers_card(Member(1_000_001));
    assert!(
        matches!(&refused, Err(Error::Refused(Refusal::NoMember))),
        "{refused:?}"
    );
    assert_eq!(served.events().len(), 2);
}

#[test]
fn nobody_but_managers_looks_at_members_so() {
    let served = Served::start(limits());
    let [by_name, _] = search("Marta");
    let is_kept_out = |client: &Client| {
        let question = MemberQuestion {
            member: Member(4711),
            language: Language::ENGLISH,
        };
        let answers = [
            client.find_members(&by_name).map(drop),
            client.member_pages(question).map(drop),
            client.customers_card(Member(4711)),
            client.forget_member(Member(4711)),
        ];
        answers.map(|answer| matches!(answer, Err(Error::Unauthorised)))
    };
    for scope in [Scope::Till, Scope::Store, Scope::Panel] {
        assert_eq!(is_kept_out(&served.client(scope)), [true; 4], "{scope:?}");
    }
    assert_eq!(served.events(), [], "nothing came of it");
    assert_eq!(is_kept_out(&served.client(Scope::Manager)), [false; 4]);
}

#[test]
fn what_is_no_question_about_a_member_is_refused() {
    let served = Served::start(limits());
    let long = "x".repeat(41);
    for (path, body) in [
        ("search", "{}"),
        ("search", r#"{"name":""}"#),
        ("search", r#"{"name":" "}"#),
        ("search", &format!(r#"{{"name":"{long}"}}"#)),
        ("search", r#"{"name":"Marta","card":"0000-0017"}"#),
        ("search", r#"{"card":"żółw"}"#),
        ("search", r#"{"card":"000000000000000000000000000000017"}"#),
        ("search", r#"{"number":7}"#),
        ("data", r#"{"member":7}"#),
        ("data", r#"{"member":"7","language":"en"}"#),
        ("data", r#"{"member":7,"language":"english"}"#),
        ("data", r#"{"member":7,"language":"en","as":"pdf"}"#),
        ("customer", "{}"),
        ("customer", r#"{"member":7,"staff":true}"#),
    ] {
        let path = format!("/v1/members/{path}");
        served.pass(Duration::from_secs(1));
        let answer = served.send(Scope::Manager, "POST", &path, body);
        assert_eq!(answer.status, 422, "{path} {body}: {answer:?}");
        assert_eq!(answer.code(), "bad_body", "{path} {body}");
    }
    assert_eq!(served.events(), []);
    let body = format!(r#"{{"name":"{}"}}"#, "x".repeat(16 * 1024));
    let answer = served.send(Scope::Manager, "POST", "/v1/members/search", &body);
    assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"));
    let answer = served.send(Scope::Manager, "GET", "/v1/members/search?name=Marta", "");
    assert_eq!(answer.status, 405, "no name in an address");
    served.break_figures("the journal is damaged; restore a backup");
    for (path, body) in [
        ("search", r#"{"name":"Marta"}"#),
        ("data", r#"{"member":7,"language":"en"}"#),
        ("customer", r#"{"member":7}"#),
    ] {
        let path = format!("/v1/members/{path}");
        let answer = served.send(Scope::Manager, "POST", &path, body);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (500, "no_figures"),
            "{path}"
        );
    }
    assert_eq!(served.events(), []);
}

#[test]
fn looking_for_members_has_the_managers_rate() {
    let served = Served::start(limits());
    let look = || {
        let body = r#"{"name":"M"}"#;
        served.send(Scope::Manager, "POST", "/v1/members/search", body)
    };
    for n in 0..20 {
        assert_eq!(look().status, 200, "{n}");
    }
    let answer = look();
    assert_eq!((answer.status, answer.code().as_str()), (429, "too_many"));
}

#[test]
fn the_document_describes_what_is_said_of_members() {
    let document = Document::read();
    all_used(&document, "MemberSearch", &search("0000-0017"));
    all_used(&document, "MembersFound", &folk::all_found());
    all_used(&document, "MemberPages", &folk::all_pages());
    let question = MemberQuestion {
        member: Member(u64::MAX),
        language: Language::ENGLISH,
    };
    all_used(&document, "MemberQuestion", &[question]);
    let member = Member(u64::MAX);
    all_used(&document, "CustomersCard", &[CustomersCard { member }]);
}
