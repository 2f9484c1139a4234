//! Members at the counter: who is served, joining, cards, and the keyboard of the screen.

use crate::controls::{after, is_enabled, says};
use crate::looks::{BOTH, assert_layout};
use crate::served::{
    MEMBER_WORDS, at, desks, doing, found, longest_member, marta, member_scenes, name, on, served,
};
use crate::stage::{Looks, PLAIN, Stage, TALL, calm, language, live};
use crate::{layout, picture};
use egui::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tillside::domain::gift::policy::Birthday;
use tillside::domain::member::{CardText, Member, PersonNote};
use tillside::engine::api::{MemberDesk, MemberOrder, MemberView, MemberWord, Refusal};
use tillside::ui::screen::{Asked, Draft, Refused, Task, Typing};
use tillside::ui::{Action, Page, Scale, Screen, ThemeChoice};

#[test]
fn no_text_of_a_member_is_cut() {
    assert_layout([360, 5000], &BOTH, &member_scenes());
    assert_layout([420, 5000], &[ThemeChoice::Light], &member_scenes());
}

/// The smallest window with the largest text: what does not fit is scrolled to.
#[test]
fn the_keyboard_fits_a_small_window_by_scrolling() {
    let small = Looks {
        language: "pl",
        scale: Scale::Largest,
        size: [360, 600],
        ..PLAIN
    };
    let screen = at(Task::Type(Typing::Find), "");
    let mut stage = Stage::with_screen(live(calm()), screen, small);
    let problems = layout::problems(&stage.harness, small.size);
    assert_eq!(problems, Vec::<String>::new());
    for key in ["Ż", "Łącznik", "Apostrof", "Usuń znak", "Szukaj"] {
        let find = |stage: &Stage| {
            let node = stage.harness.get_by_role_and_label(Role::Button, key);
            node.rect()
        };
        let node = stage.harness.get_by_role_and_label(Role::Button, key);
        node.scroll_to_me();
        stage.harness.run();
        let rect = find(&stage);
        assert!(rect.top() >= 0.0 && rect.bottom() <= 600.0, "{key}");
    }
}

fn touch(stage: &mut Stage, keys: &[&str]) {
    for key in keys {
        assert_eq!(after(stage, Role::Button, key), [], "{key}");
    }
}

#[test]
fn the_first_page_leads_to_the_member() {
    for (view, button) in [
        (calm(), "Member"),
        (served(marta()), "Show the member: Marta"),
    ] {
        let mut stage = Stage::panel(live(view), Page::Home, TALL);
        let asked = after(&mut stage, Role::Button, button);
        assert_eq!(asked, [Action::OpenPage(Page::Member)]);
    }
}

#[test]
fn a_member_is_greeted_where_that_is_not_too_much() {
    let greeting = "“Good to see you, Marta.”";
    let home = |member| Stage::panel(live(served(member)), Page::Home, TALL);
    let stage = home(marta());
    for said in [
        greeting,
        "member since 2024 · 5 visits · 128 stars",
        "seeded rye",
    ] {
        assert!(says(&stage, said), "{said}");
    }
    let quiet = MemberView {
        greet: false,
        ..marta()
    };
    assert!(!says(&home(quiet), "Good to see"));
    let nameless = MemberView {
        name: None,
        stars: None,
        ..marta()
    };
    let stage = home(nameless);
    assert!(says(&stage, "“Good to see you again.”") && says(&stage, "5 visits"));
    assert!(!says(&stage, "star"));
    let staff = MemberView {
        is_staff: true,
        opted_out: true,
        ..marta()
    };
    let stage = home(staff);
    assert!(says(&stage, "collects nothing") && says(&stage, "no gifts or greetings"));
}

#[test]
fn who_joins_is_asked_in_the_language_that_is_chosen() {
    let mut stage = Stage::panel(live(calm()), Page::Member, TALL);
    touch(&mut stage, &["Join"]);
    assert!(says(&stage, "until 24 months after your last visit"));
    assert_eq!(after(&mut stage, Role::RadioButton, "Dansk"), []);
    assert!(says(&stage, "indtil 24 måneder efter"));
    let join = MemberOrder::Join {
        language: language("da"),
    };
    let asked = after(&mut stage, Role::Button, "They agree");
    assert_eq!(asked, [Action::Member(join)]);
    touch(&mut stage, &["No, thank you"]);
    assert!(says(&stage, "Nobody is served"));
}

#[test]
fn every_state_of_the_desk_says_what_comes_next() {
    let print = MemberOrder::PrintCard;
    let joining = || MemberDesk::Joining(language("en"));
    let choose = MemberOrder::Choose { member: Member(2) };
    let marta = "Marta Łukaszewska, member since 2024 · last here 15/11";
    for (desk, said, button, order) in [
        (joining(), "Scan a new card", "Print a card", print.clone()),
        (joining(), "Scan a new card", "Stop", MemberOrder::Stop),
        (MemberDesk::NewCard, "all stars stay", "Print a card", print),
        (
            MemberDesk::Merging,
            "the other card",
            "Stop",
            MemberOrder::Stop,
        ),
        (found(), "Who is it?", marta, choose),
        (found(), "Who is it?", "Stop", MemberOrder::Stop),
    ] {
        for page in [Page::Home, Page::Member] {
            let view = doing(desk.clone(), None);
            let mut stage = Stage::panel(live(view), page, TALL);
            assert!(says(&stage, said), "{said}");
            let asked = after(&mut stage, Role::Button, button);
            assert_eq!(asked, [Action::Member(order.clone())]);
        }
    }
    let mut all = std::collections::BTreeSet::new();
    for word in MEMBER_WORDS {
        let view = doing(MemberDesk::Said(word), None);
        let mut stage = Stage::panel(live(view), Page::Member, TALL);
        let said = layout::said(&stage.harness);
        all.insert(
            said[said
                .iter()
                .position(|text| text == "Member")
                .expect("a title")
                + 1]
            .clone(),
        );
        let close = if word == MemberWord::LookingUp {
            "Stop"
        } else {
            "All right"
        };
        let asked = after(&mut stage, Role::Button, close);
        assert_eq!(asked, [Action::Member(MemberOrder::Stop)], "{word:?}");
    }
    assert_eq!(all.len(), MEMBER_WORDS.len(), "{all:?}");
}

/// The choices stand below the news of a card, none of them twice, and not while a card is awaited.
#[test]
fn nothing_is_offered_twice() {
    for desk in desks() {
        let is_free = match &desk {
            MemberDesk::Quiet => true,
            MemberDesk::Said(word) => *word != MemberWord::LookingUp,
            _ => false,
        };
        let stage = Stage::panel(live(doing(desk.clone(), None)), Page::Member, TALL);
        let count = |label| {
            let found = stage
                .harness
                .query_all_by_role_and_label(Role::Button, label);
            found.count()
        };
        let joins = count("Join") + count("Join with this card");
        assert_eq!(joins, usize::from(is_free), "{desk:?}");
        for label in ["Type a card", "Look for a name"] {
            assert!(count(label) <= 1, "{desk:?} {label}");
            assert!(!is_free || count(label) == 1, "{desk:?} {label}");
        }
    }
}

/// Nobody joins without having been asked, not even with a card in the hand.
#[test]
fn a_card_of_nobody_leads_to_the_question() {
    let view = doing(MemberDesk::Said(MemberWord::UnknownCard), None);
    let mut stage = Stage::panel(live(view), Page::Home, TALL);
    let asked = after(&mut stage, Role::Button, "Join with this card");
    assert_eq!(asked, [Action::OpenPage(Page::Member)]);
    stage.harness.state_mut().screen.take(&asked[0]);
    stage.harness.run();
    let join = MemberOrder::Join {
        language: language("en"),
    };
    let agreed = after(&mut stage, Role::Button, "They agree");
    assert_eq!(agreed, [Action::Member(join)]);
}

#[test]
fn what_is_typed_becomes_an_order() {
    let mut stage = Stage::panel(live(calm()), Page::Member, TALL);
    touch(&mut stage, &["Look for a name"]);
    assert!(!is_enabled(&stage, "Look"), "nothing is typed yet");
    touch(
        &mut stage,
        &[
            "A",
            "n",
            "n",
            "Delete",
            "n",
            "a",
            "Hyphen",
            "B",
            "Space",
            "O",
            "Apostrophe",
        ],
    );
    assert!(says(&stage, "Anna-B O'"));
    let find = MemberOrder::Find {
        name: name("Anna-B O'"),
    };
    let asked = after(&mut stage, Role::Button, "Look");
    assert_eq!(asked, [Action::Member(find)]);
    touch(
        &mut stage,
        &["Cancel", "Type a card", "0", "0", "Hyphen", "Z"],
    );
    let letters = ["I", "L", "O", "U"];
    let there = |label| {
        stage
            .harness
            .query_by_role_and_label(Role::Button, label)
            .is_some()
    };
    assert!(!letters.into_iter().any(there), "no card has these");
    let show = MemberOrder::ShowCard {
        card: CardText::try_from("00-Z".to_owned()).expect("a card"),
    };
    let asked = after(&mut stage, Role::Button, "Show this card");
    assert_eq!(asked, [Action::Member(show)]);
}

#[test]
fn the_keyboard_has_the_letters_of_its_language() {
    for (code, letters) in [
        ("en", ""),
        ("pl", "ĄĆĘŁŃÓŚŹŻ"),
        ("da", "ÆØÅ"),
        ("et", "ÕÄÖÜŠŽ"),
    ] {
        let looks = Looks {
            language: code,
            ..TALL
        };
        let stage = Stage::with_screen(live(calm()), at(Task::Type(Typing::Find), ""), looks);
        for letter in ('A'..='Z').chain(letters.chars()) {
            let letter = letter.to_string();
            let key = stage.harness.get_by_role_and_label(Role::Button, &letter);
            assert!(key.rect().width() >= 48.0, "{code} {letter}");
        }
    }
}

/// Everything that a member told is sent along: what is absent is forgotten.
fn change(name: Option<&str>, note: Option<&str>, birthday: Option<(u8, u8)>) -> MemberOrder {
    MemberOrder::Change {
        name: name.map(self::name),
        note: note.and_then(|note| PersonNote::try_from(note.to_owned()).ok()),
        birthday: birthday.and_then(|it| Birthday::try_from(it).ok()),
        opted_out: false,
    }
}

#[test]
fn a_change_keeps_everything_else() {
    let rye = "likes the seeded rye loaf";
    let known = MemberView {
        birthday: Birthday::try_from((5, 3)).ok(),
        ..marta()
    };
    let (marta, day) = (Some("Marta"), Some((5, 3)));
    let cases: [(&[&str], &str, MemberOrder); 6] = [
        (
            &["Name", "Space", "W"],
            "Keep",
            change(Some("Marta W"), Some(rye), day),
        ),
        (&["Name"], "Forget it", change(None, Some(rye), day)),
        (&["Note"], "Forget it", change(marta, None, day)),
        (
            &["Note", "Digits", "7"],
            "Keep",
            change(marta, Some(&format!("{rye}7")), day),
        ),
        (
            &["Birthday", "February"],
            "29, February",
            change(marta, Some(rye), Some((2, 29))),
        ),
        (&["Birthday"], "Forget it", change(marta, Some(rye), None)),
    ];
    for (keys, last, order) in cases {
        let mut stage = Stage::panel(live(served(known.clone())), Page::Member, TALL);
        touch(&mut stage, keys);
        let asked = after(&mut stage, Role::Button, last);
        assert_eq!(asked, [Action::Member(order)], "{keys:?}");
    }
    let mut stage = Stage::panel(live(served(known)), Page::Member, TALL);
    let asked = after(&mut stage, Role::CheckBox, "No gifts or greetings");
    let MemberOrder::Change {
        name,
        note,
        birthday,
        ..
    } = change(marta, Some(rye), day)
    else {
        panic!("a change");
    };
    let opted_out = MemberOrder::Change {
        name,
        note,
        birthday,
        opted_out: true,
    };
    assert_eq!(asked, [Action::Member(opted_out)]);
}

#[test]
fn no_month_has_a_day_too_many() {
    for (month, days) in [(1, 31), (2, 29), (4, 30), (12, 31)] {
        let screen = at(Task::Birthday(Some(month)), "");
        let stage = Stage::with_screen(live(served(marta())), screen, TALL);
        let count = (1..=32).filter(|day| {
            let label = format!("{day}, ");
            let mut found = stage.harness.query_all_by_role(Role::Button);
            found.any(|node| {
                node.accesskit_node()
                    .label()
                    .is_some_and(|it| it.starts_with(&label))
            })
        });
        assert_eq!(count.count(), days, "{month}");
    }
}

#[test]
fn cards_and_persons_are_seen_to() {
    for (keys, last, order) in [
        (
            &["Another card"][..],
            "The old cards are gone",
            MemberOrder::LoseCards,
        ),
        (
            &["Another card"],
            "Print one more card",
            MemberOrder::PrintCard,
        ),
        (&[], "Same person", MemberOrder::Merge),
        (&[], "Somebody else", MemberOrder::LetGo),
    ] {
        let mut stage = Stage::panel(live(served(marta())), Page::Member, TALL);
        touch(&mut stage, keys);
        let asked = after(&mut stage, Role::Button, last);
        assert_eq!(asked, [Action::Member(order)]);
    }
}

#[test]
fn what_was_typed_for_one_member_is_nobody_elses() {
    let mut screen = at(Task::Type(Typing::Name), "Marta");
    screen.follow(&served(marta()));
    screen.draft = Draft::of(Task::Type(Typing::Name), "Marta");
    screen.follow(&served(marta()));
    assert_eq!(screen.draft.typed, "Marta");
    let other = MemberView {
        member: Member(42),
        ..marta()
    };
    for view in [served(other), calm()] {
        screen.draft = Draft::of(Task::Type(Typing::Name), "Marta");
        screen.follow(&view);
        assert_eq!(screen.draft, Draft::default());
    }
    screen.draft = Draft::of(Task::Type(Typing::Find), "Mar");
    screen.take(&Action::OpenPage(Page::Home));
    assert_eq!(screen.draft, Draft::default());
}

#[test]
fn a_refusal_is_said_where_the_order_came_from() {
    let refused = Screen {
        refused: Some(Refused {
            asked: Asked::Member,
            why: Refusal::NotKept,
        }),
        ..on(Page::Member)
    };
    let stage = Stage::with_screen(live(calm()), refused, TALL);
    assert!(says(&stage, "That did not work"));
}

#[test]
fn members_look_like_this() {
    let mut problems = Vec::new();
    let large = Looks {
        language: "pl",
        scale: Scale::Largest,
        size: [360, 1400],
        ..PLAIN
    };
    for language in ["en", "pl", "da", "et"] {
        for (name, theme) in [("light", ThemeChoice::Light), ("dark", ThemeChoice::Dark)] {
            let looks = Looks {
                language,
                theme,
                size: [380, 768],
                ..PLAIN
            };
            let member = Stage::panel(live(served(marta())), Page::Member, looks);
            let screen = at(Task::Type(Typing::Name), "Marta");
            let keys = Stage::with_screen(live(served(marta())), screen, looks);
            for (what, stage) in [("member", member), ("keys", keys)] {
                let name = format!("{what}-{name}-{language}");
                problems.extend(picture::compare(&name, &stage.picture()).err());
            }
        }
    }
    let longest = || live(served(longest_member()));
    let unknown = doing(MemberDesk::Said(MemberWord::UnknownCard), None);
    let large_at = |task, typed| Stage::with_screen(longest(), at(task, typed), large);
    for (name, stage) in [
        (
            "member-home",
            Stage::panel(live(served(marta())), Page::Home, PLAIN),
        ),
        (
            "member-unknown-card",
            Stage::panel(live(unknown), Page::Member, PLAIN),
        ),
        (
            "member-found",
            Stage::panel(live(doing(found(), None)), Page::Member, PLAIN),
        ),
        (
            "member-join",
            Stage::with_screen(live(calm()), at(Task::Join(None), ""), PLAIN),
        ),
        (
            "member-large-pl",
            Stage::panel(longest(), Page::Member, large),
        ),
        ("member-join-large-pl", large_at(Task::Join(None), "")),
        (
            "keys-large-pl",
            large_at(Task::Type(Typing::Note), "Lubi chleb żytni"),
        ),
        ("birthday-large-pl", large_at(Task::Birthday(None), "")),
        ("birthday-days-pl", large_at(Task::Birthday(Some(10)), "")),
    ] {
        problems.extend(picture::compare(name, &stage.picture()).err());
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
