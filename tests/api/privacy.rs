//! What managers have done with what is kept of a member.

use super::desk::{Served, limits};
use tillside::client::Error;
use tillside::domain::member::Member;
use tillside::engine::api::{HandedOut, Refusal};
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
