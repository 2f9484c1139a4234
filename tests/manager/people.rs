//! Looking after members in the manager's window: how they are found, what is said of one, what can be done
//! about it, and that nothing of it stays. `people_looks` has how it looks.

use crate::loyalty::press;
use crate::stage::{Looks, PLAIN, Stage, at, figures, language, open};
use egui::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::PathBuf;
use std::sync::Arc;
use tillside::domain::code::Day;
use tillside::domain::member::{CardText, Member, PersonName};
use tillside::domain::time::Timestamp;
use tillside::engine::api::{FileHandedOut, MemberFound, MemberSearch, MemberSummary};
use tillside::ui::manager::{
    Gate, LoyaltyPart, MemberDone, MemberWish, MembersTold, Office, Page, Wish,
};

pub(crate) const TALL: Looks = Looks {
    size: [1024, 1250],
    ..PLAIN
};

/// As long as a name can be, with as few places to break it at.
const LONG: &str = "Konstantynopolitańczykowianeczka Wąs-Żuk";

/// The highest number, as it can be drawn.
pub(crate) const NUMBER: u64 = 9_007_199_254_740_991;

/// Whom somebody finds who types Marta, and somebody without a name.
pub(crate) fn found() -> Vec<MemberFound> {
    let one = |(number, name, last): (u64, Option<&str>, Option<u16>)| MemberFound {
        member: Member(number),
        name: name.map(called),
        since: Day(1700),
        last: last.map(Day),
    };
    let all = [
        (4711, Some("Marta"), Some(2516)),
        (NUMBER, Some(LONG), Some(2400)),
        (123_456, None, None),
    ];
    all.map(one).into()
}

fn called(name: &str) -> PersonName {
    PersonName::try_from(name.to_owned()).expect("a name")
}

pub(crate) fn summary() -> MemberSummary {
    MemberSummary {
        numbers: vec![Member(4711), Member(NUMBER)],
        name: Some(called("Marta")),
        since: Day(1700),
        agreed_at: Timestamp(1_724_754_600_000),
        agreed_in: Some(language("et")),
        has_birthday: true,
        has_note: true,
        opted_out: true,
        is_staff: false,
        visits: 143,
        last: Some(Day(2516)),
        stars: 37,
        cards: 1,
        lost_cards: 2,
        handed_out: Vec::new(),
    }
}

pub(crate) fn files() -> Vec<FileHandedOut> {
    let file = |at, number: u64| FileHandedOut {
        at: Timestamp(at),
        what: format!("member-{number}.json, member-{number}.txt"),
    };
    vec![
        file(1_764_547_200_000, 4711),
        file(1_790_000_000_000, NUMBER),
    ]
}

/// With everything that can be said of somebody.
pub(crate) fn all_of_it() -> MemberSummary {
    MemberSummary {
        name: Some(called(LONG)),
        is_staff: true,
        handed_out: files(),
        ..summary()
    }
}

pub(crate) fn told(members: MembersTold) -> Office {
    Office {
        members: Some(Arc::new(members)),
        loyalty: crate::loyalty::office(1).loyalty,
        ..open(figures())
    }
}

pub(crate) fn list() -> MembersTold {
    MembersTold {
        found: Some(found()),
        ..MembersTold::default()
    }
}

pub(crate) fn one(summary: MemberSummary) -> MembersTold {
    MembersTold {
        one: Some(summary),
        ..list()
    }
}

pub(crate) fn show_people(stage: &mut Stage) {
    stage.show(|shown| shown.desk.loyalty.part = LoyaltyPart::People);
    stage.wishes();
}

fn people(members: Option<MembersTold>) -> Stage {
    let office = members.map_or_else(|| open(figures()), told);
    let mut stage = Stage::new(office, Page::Loyalty, TALL);
    show_people(&mut stage);
    stage
}

/// The service has told this.
fn hears(stage: &mut Stage, members: MembersTold) {
    stage.show(|shown| {
        shown.office = told(members);
        let office = shown.office.clone();
        shown.desk.follow(&office);
    });
}

fn type_in(stage: &mut Stage, text: &str) {
    let field = stage
        .harness
        .get_by_role_and_label(Role::TextInput, "Name or card");
    field.focus();
    stage.harness.run();
    let field = stage
        .harness
        .get_by_role_and_label(Role::TextInput, "Name or card");
    field.type_text(text);
    stage.harness.run();
}

fn is_usable(stage: &Stage, name: &str) -> bool {
    let node = stage.harness.get_by_role_and_label(Role::Button, name);
    !node.accesskit_node().is_disabled()
}

fn says(stage: &Stage, words: &str) -> bool {
    let names = stage.names().into_iter().chain(stage.said());
    names.into_iter().any(|one| one.contains(words))
}

fn wanted(stage: &mut Stage) -> Vec<MemberWish> {
    let wishes = stage.wishes().into_iter();
    wishes
        .map(|wish| match wish {
            Wish::Members(wish) => wish,
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn somebody_is_looked_for_as_a_name_and_as_a_card() {
    let mut stage = Stage::new(open(figures()), Page::Loyalty, TALL);
    press(&mut stage, Role::RadioButton, "Members");
    stage.wishes();
    assert!(!is_usable(&stage, "Find"));
    let field = (Role::TextInput, "Name or card");
    let field = stage.harness.get_by_role_and_label(field.0, field.1);
    assert!(field.is_focused(), "a card can be scanned at once");
    let looks = stage.harness.ctx.global_style();
    assert!(!looks.visuals.text_cursor.blink, "nothing blinks");
    type_in(&mut stage, "Marta");
    let searches = |text: &str| {
        let card = CardText::try_from(text.to_owned()).expect("a text");
        vec![MemberSearch::Name(called(text)), MemberSearch::Card(card)]
    };
    press(&mut stage, Role::Button, "Find");
    assert_eq!(wanted(&mut stage), [MemberWish::Find(searches("Marta"))]);
    assert!(!is_usable(&stage, "Find"), "once is enough");
    hears(&mut stage, list());
    assert!(is_usable(&stage, "Find"));
    // A scanner ends what it types as a person does.
    type_in(&mut stage, " Ż");
    stage.harness.key_press(egui::Key::Enter);
    stage.harness.run();
    let name = MemberSearch::Name(called("Marta Ż"));
    assert_eq!(wanted(&mut stage), [MemberWish::Find(vec![name])]);
}

#[test]
fn those_who_are_found_are_told_apart_and_one_is_chosen() {
    let mut stage = people(Some(list()));
    for words in [
        "Marta",
        "member since 27/08/2024 · last here 21/11/2026 · number 4711",
        "Member …456",
        "not here yet · number 123456",
    ] {
        assert!(says(&stage, words), "{words} in {:#?}", stage.said());
    }
    assert!(!says(&stage, "There may be more"));
    press(&mut stage, Role::Button, "Show: Marta, 4711");
    assert_eq!(wanted(&mut stage), [MemberWish::Show(Member(4711))]);
    let many: Vec<MemberFound> = found().into_iter().cycle().take(8).collect();
    let many = MembersTold {
        found: Some(many),
        ..MembersTold::default()
    };
    hears(&mut stage, many);
    stage.assert_says("There may be more of them.");
    let nobody = MembersTold {
        found: Some(Vec::new()),
        ..MembersTold::default()
    };
    hears(&mut stage, nobody);
    stage.assert_says("Nobody was found.");
}

#[test]
fn one_is_shown_in_short_and_put_away_again() {
    let mut stage = people(Some(one(summary())));
    for words in [
        "number 4711, 9007199254740991",
        "Member since: 27/08/2024",
        "Days here: 143, last here 21/11/2026",
        "Stars: 37",
        "Cards: 1, and 2 that were lost",
        "Agreed on 27/08/2024, in this language: Eesti",
        "A birthday and a note are kept too.",
        "Wants no gifts and no greetings.",
        "Nothing was handed out so far.",
    ] {
        assert!(says(&stage, words), "{words} in {:#?}", stage.names());
    }
    for words in ["card of staff", "Show: ", "Forget for good"] {
        assert!(!says(&stage, words), "{words}");
    }
    press(&mut stage, Role::Button, "Back");
    assert_eq!(wanted(&mut stage), [MemberWish::Back]);
    let plain = MemberSummary {
        name: None,
        agreed_in: None,
        has_birthday: false,
        has_note: false,
        opted_out: false,
        last: None,
        lost_cards: 0,
        ..summary()
    };
    hears(&mut stage, one(plain));
    for words in [
        "Member …711",
        "not here yet",
        "Agreed on 27/08/2024.",
        "Neither a birthday nor a note is kept.",
    ] {
        assert!(says(&stage, words), "{words} in {:#?}", stage.names());
    }
    assert!(!says(&stage, "Wants no gifts") && !says(&stage, "lost"));
}

#[test]
fn everything_is_handed_out_in_the_language_of_the_consent() {
    let mut stage = people(Some(one(summary())));
    stage.assert_says("in this language: Eesti. Give them to the member alone");
    press(&mut stage, Role::Button, "Hand out everything");
    let expected = MemberWish::HandOut(Member(4711), language("et"));
    assert_eq!(wanted(&mut stage), [expected]);
    assert!(!is_usable(&stage, "Hand out everything"));
    let paths = ["json", "txt"].map(|end| PathBuf::from(format!("/home/m/member-4711.{end}")));
    let handed = MembersTold {
        done: Some(MemberDone::HandedOut(paths.into())),
        ..one(all_of_it())
    };
    hears(&mut stage, handed);
    for words in [
        "it is noted that they were handed out",
        "/home/m/member-4711.json",
        "/home/m/member-4711.txt",
        "01/12/2025: member-4711.json, member-4711.txt",
    ] {
        stage.assert_says(words);
    }
    let unknown = MemberSummary {
        agreed_in: None,
        ..summary()
    };
    hears(&mut stage, one(unknown));
    press(&mut stage, Role::Button, "Hand out everything");
    let expected = MemberWish::HandOut(Member(4711), language("en"));
    assert_eq!(wanted(&mut stage), [expected], "the shop's");
}

#[test]
fn what_was_typed_is_forgotten_with_the_member() {
    let mut stage = people(Some(list()));
    type_in(&mut stage, "Marta");
    hears(&mut stage, one(summary()));
    press(&mut stage, Role::Button, "Forget this member…");
    press(&mut stage, Role::Button, "Forget for good");
    let forgotten = MembersTold {
        done: Some(MemberDone::Forgotten(Vec::new())),
        ..MembersTold::default()
    };
    hears(&mut stage, forgotten);
    stage.assert_says("Nothing of them is left here.");
    assert!(!says(&stage, "Marta"));
}

#[test]
fn forgetting_takes_two_touches_and_says_what_goes() {
    let mut stage = people(Some(one(all_of_it())));
    press(&mut stage, Role::Button, "Forget this member…");
    assert_eq!(stage.wishes(), []);
    for words in [
        &format!("Forget {LONG} for good?"),
        "Name, birthday, note, cards, visits, stars and gifts of this member are erased.",
        "This cannot be undone.",
        "Delete copies that are not the member’s:",
    ] {
        stage.assert_says(words);
    }
    press(&mut stage, Role::Button, "Keep");
    assert_eq!(stage.wishes(), []);
    assert!(!says(&stage, "Forget for good"));
    press(&mut stage, Role::Button, "Forget this member…");
    press(&mut stage, Role::Button, "Forget for good");
    assert_eq!(wanted(&mut stage), [MemberWish::Forget(Member(4711))]);
    assert!(!is_usable(&stage, "Forget for good"));
    let forgotten = MembersTold {
        done: Some(MemberDone::Forgotten(files())),
        ..MembersTold::default()
    };
    hears(&mut stage, forgotten);
    stage.assert_says("The member is forgotten. Nothing of them is left here.");
    stage.assert_says("01/12/2025: member-4711.json, member-4711.txt");
    assert!(!says(&stage, "Marta"));
    // Of the next one it is asked anew.
    hears(&mut stage, one(summary()));
    assert!(!says(&stage, "Forget for good"));
}

#[test]
fn the_second_touch_is_in_sight_after_the_first() {
    let looks = Looks {
        size: [1024, 700],
        ..PLAIN
    };
    let mut stage = Stage::new(told(one(all_of_it())), Page::Loyalty, looks);
    show_people(&mut stage);
    let button = "Forget this member…";
    let forget = |stage: &Stage| {
        let node = stage.harness.get_by_role_and_label(Role::Button, button);
        node.scroll_to_me();
    };
    forget(&stage);
    stage.harness.run();
    press(&mut stage, Role::Button, button);
    stage.assert_says("Forget for good");
    stage.assert_says("This cannot be undone.");
}

#[test]
fn another_member_is_not_about_to_be_forgotten() {
    let mut stage = people(Some(one(summary())));
    press(&mut stage, Role::Button, "Forget this member…");
    let other = MemberSummary {
        numbers: vec![Member(5)],
        ..summary()
    };
    hears(&mut stage, one(other));
    assert!(!says(&stage, "Forget for good"));
}

#[test]
fn a_card_that_counts_as_staffs_is_put_right() {
    let mut stage = people(Some(one(all_of_it())));
    stage.assert_says("Counts as a card of staff");
    press(&mut stage, Role::Button, "This is a customer’s card");
    assert_eq!(wanted(&mut stage), [MemberWish::Customers(Member(4711))]);
    let done = Some(MemberDone::Customers);
    hears(
        &mut stage,
        MembersTold {
            done,
            ..one(summary())
        },
    );
    stage.assert_says("The card is a customer’s again and collects from now on.");
    assert!(!says(&stage, "Counts as a card of staff"));
}

#[test]
fn what_was_not_done_is_said() {
    let mut stage = people(Some(one(summary())));
    let file = PathBuf::from("/home/m/member-4711.json");
    for (done, words) in [
        (MemberDone::Away, "The service did not answer."),
        (
            MemberDone::NotWritten(file),
            "could not be written: /home/m/member-4711.json",
        ),
        (
            MemberDone::Refused("a full disk".to_owned()),
            "The service says: a full disk",
        ),
    ] {
        let done = Some(done);
        hears(
            &mut stage,
            MembersTold {
                done,
                ..one(summary())
            },
        );
        stage.assert_says(words);
    }
    let gone = MembersTold {
        done: Some(MemberDone::Gone),
        ..list()
    };
    hears(&mut stage, gone);
    stage.assert_says("There is no such member any more.");
}

/// What the window has kept of whatever was typed in its fields.
fn typed_somewhere(stage: &Stage) -> bool {
    let ctx = &stage.harness.ctx;
    ctx.data(|data| data.count::<egui::text_edit::TextEditState>()) > 0
}

#[test]
fn nothing_stays_when_the_page_is_left_or_the_window_locks() {
    let press_page = |stage: &mut Stage, what: &str| match what {
        "locked" => {
            let closed = at(Gate::Closed(None));
            stage.show(|shown| {
                shown.desk.follow(&closed);
                shown.office = closed;
            });
        }
        page => press(stage, Role::RadioButton, page),
    };
    for what in ["Devices", "Figures", "locked"] {
        let mut stage = people(Some(list()));
        type_in(&mut stage, "Quirina");
        assert!(typed_somewhere(&stage) && says(&stage, "Quirina"));
        press_page(&mut stage, what);
        let wishes = stage.wishes();
        let left = Wish::Members(MemberWish::Leave);
        assert_eq!(
            wishes.contains(&left),
            what != "locked",
            "{what}: {wishes:?}"
        );
        assert!(!typed_somewhere(&stage), "{what}");
        let is_left = ["Quirina", "4711"].map(|words| says(&stage, words));
        assert_eq!(is_left, [false; 2], "{what}");
        // What the service told is gone too once it has heard of that.
        stage.show(|shown| shown.office.members = None);
        assert!(!stage.wishes().contains(&left), "{what}: once is enough");
        stage.show(|shown| {
            shown.office = open(figures());
            shown.desk.page = Page::Loyalty;
            shown.desk.loyalty.part = LoyaltyPart::People;
        });
        assert!(!says(&stage, "Quirina") && !says(&stage, "4711"), "{what}");
    }
}

#[test]
fn without_a_session_nothing_is_shown() {
    for gate in [Gate::Unknown, Gate::New(None), Gate::Closed(None)] {
        let office = Office {
            gate,
            ..told(one(summary()))
        };
        let mut stage = Stage::new(office, Page::Loyalty, TALL);
        stage.show(|shown| shown.desk.loyalty.part = LoyaltyPart::People);
        assert!(!says(&stage, "Marta") && !says(&stage, "4711"), "{gate:?}");
    }
}
