//! Payments that do not go through: what the cashier sees of them, what the journal keeps, and that
//! the one never tells the other.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "test code: a panic is a failed test"
)]

mod bench;
mod day;

use bench::{Bench, NINE, counter};
use proptest::prelude::*;
use tillside::domain::case::{CaseId, CaseKind, CaseStatus, Resolution};
use tillside::domain::decline::{Care, Step};
use tillside::domain::document::{Facts, Kind, Outcome, Tender};
use tillside::domain::hold::Token;
use tillside::domain::tally::{Measure, Tally};
use tillside::domain::time::Timestamp;
use tillside::engine::api::{Amount, Command, PaymentWord, Refusal, TillWord};

fn slip(outcome: Outcome, care: Option<Care>) -> Facts {
    Facts {
        kind: Some(Kind::CardSlip),
        outcome: Some(outcome),
        care,
        ..Facts::default()
    }
}

fn sale(tender: Tender) -> Facts {
    Facts {
        kind: Some(Kind::Sale),
        tender: Some(tender),
        total_minor: Some(3234),
        ..Facts::default()
    }
}

/// What happens to a counter, in a few words.
fn play(bench: &mut Bench, what: &str) {
    let declined = |care| slip(Outcome::Declined, Some(care));
    let approved = slip(Outcome::Approved, None);
    match what {
        "slip: no" => bench.print(declined(Care::OtherWay), true),
        "slip: no pin" => bench.print(declined(Care::PinAgain), true),
        "slip: not read" => bench.print(declined(Care::NotRead), true),
        "slip: copy of no" => {
            let copy = true;
            let facts = declined(Care::OtherWay);
            bench.print(Facts { copy, ..facts }, true);
        }
        "slip: unsure reading" => bench.print(declined(Care::OtherWay), false),
        "slip: refund no" => {
            let refund = true;
            let facts = declined(Care::OtherWay);
            bench.print(Facts { refund, ..facts }, true);
        }
        "slip: unknown" => bench.print(slip(Outcome::Unknown, Some(Care::Unknown)), true),
        "slip: stopped" => bench.print(slip(Outcome::Cancelled, Some(Care::Stopped)), true),
        "slip: yes" => bench.print(approved, true),
        "paid in cash" => bench.print(sale(Tender::Cash), true),
        "paid by card" => bench.print(sale(Tender::Card), true),
        "void" => {
            let void = true;
            let facts = sale(Tender::Card);
            bench.print(Facts { void, ..facts }, true);
        }
        "till: no" => bench.tell(TillWord::Payment(Outcome::Declined.into())),
        "till: yes" => bench.tell(TillWord::Payment(Outcome::Approved.into())),
        "till: unknown" => bench.tell(TillWord::Payment(Outcome::Unknown.into())),
        "till: sale voided" => bench.tell(TillWord::SaleVoided(Amount::default())),
        "touch" => bench.ask(Command::OpenNote).expect("done"),
        "close" => {
            let note = bench.note().expect("a note").id;
            bench.ask(Command::CloseNote { note }).expect("done");
        }
        "hold" => bench.ask(Command::HoldBasket).expect("done"),
        "10 s" => bench.pass(10),
        "40 s" => bench.pass(40),
        "15 min" => bench.pass(900),
        step => {
            let step = Step::ALL.into_iter().find(|one| one.name() == step);
            let step = step.unwrap_or_else(|| panic!("{what:?} is no word of these stories"));
            bench.step(step).expect("done");
        }
    }
}

/// A story, the note at its end, and what the journal keeps of it.
type Story = (
    &'static [&'static str],
    Option<Care>,
    &'static [&'static str],
);

const STORIES: [Story; 25] = [
    (&["slip: no"], Some(Care::OtherWay), &["troubled"]),
    (
        &["slip: no", "10 s", "other_card", "slip: yes"],
        None,
        &["troubled", "settled 10s other_card"],
    ),
    (
        &["slip: no pin", "again", "10 s", "slip: no pin"],
        Some(Care::OtherWay),
        &["troubled"],
    ),
    (
        &["slip: not read", "chip", "40 s", "slip: not read"],
        Some(Care::OtherWay),
        &["troubled"],
    ),
    // A customer's copy of the same slip, also after the cashier has gone on.
    (
        &[
            "slip: no",
            "cash",
            "10 s",
            "slip: copy of no",
            "paid in cash",
        ],
        None,
        &["troubled", "settled 10s cash"],
    ),
    (
        &["slip: no", "close", "10 s", "slip: copy of no"],
        None,
        &["troubled"],
    ),
    // Nobody closed the second attempt.
    (
        &["slip: no", "close", "40 s", "slip: no"],
        Some(Care::OtherWay),
        &["troubled"],
    ),
    (&["slip: unsure reading"], None, &[]),
    (&["slip: refund no"], None, &[]),
    // A touch needs no other evidence, and leaves no trace where it was only a look.
    (&["touch"], Some(Care::OtherWay), &[]),
    (&["touch", "close"], None, &[]),
    (&["touch", "close", "paid by card"], None, &[]),
    (
        &["touch", "40 s", "paid in cash"],
        None,
        &["troubled", "settled 40s cash"],
    ),
    (&["touch", "phone"], Some(Care::OtherWay), &["troubled"]),
    // What is trusted more is not overruled by what is trusted less...
    (
        &["till: no", "slip: no pin"],
        Some(Care::OtherWay),
        &["troubled"],
    ),
    (
        &["touch", "slip: no pin"],
        Some(Care::OtherWay),
        &["troubled"],
    ),
    // ...but for the one thing that would cost a customer money.
    (
        &["touch", "slip: unknown"],
        Some(Care::Unknown),
        &["troubled"],
    ),
    (
        &["till: unknown", "10 s", "paid"],
        None,
        &["troubled", "settled 10s paid"],
    ),
    (
        &["till: unknown", "not_paid"],
        Some(Care::Stopped),
        &["troubled"],
    ),
    // A stopped payment that is tried again at once is nobody's trouble.
    (&["slip: stopped", "10 s", "slip: yes"], None, &[]),
    (
        &["slip: stopped", "10 s", "other_card", "slip: yes"],
        None,
        &["troubled", "settled 10s other_card"],
    ),
    (
        &["slip: no", "40 s", "void"],
        None,
        &["troubled", "lost 40s"],
    ),
    (
        &["till: no", "40 s", "till: sale voided"],
        None,
        &["troubled", "lost 40s"],
    ),
    (
        &["slip: no", "15 min", "paid by card"],
        None,
        &["troubled", "lost 900s"],
    ),
    (
        &["slip: no", "10 s", "hold", "paid by card"],
        None,
        &["troubled", "held blue 1 10s"],
    ),
];

#[test]
fn every_story_ends_as_it_should() {
    for (story, care, kept) in STORIES {
        let mut bench = Bench::new();
        for what in story {
            play(&mut bench, what);
        }
        let found = bench.note().map(|note| note.care);
        assert_eq!(found, care, "the note after {story:?}");
        assert_eq!(bench.kept(), kept, "the journal after {story:?}");
    }
}

#[test]
fn a_step_stays_on_the_screen_until_it_has_helped() {
    let mut bench = Bench::new();
    play(&mut bench, "slip: no");
    play(&mut bench, "phone");
    let note = bench.note().expect("a note");
    assert_eq!(note.taken, Some(Step::Phone));
    play(&mut bench, "10 s");
    play(&mut bench, "till: no");
    let again = bench.note().expect("a note");
    assert_eq!(
        (again.id, again.taken),
        (note.id, None),
        "the same customer"
    );
    play(&mut bench, "till: yes");
    assert_eq!(bench.note(), None);
    play(&mut bench, "slip: no");
    assert_ne!(bench.note().expect("a note").id, note.id);
}

#[test]
fn what_is_gone_cannot_be_touched() {
    let mut bench = Bench::new();
    let step = Step::Cash;
    let late = Command::TakeStep { note: 1, step };
    assert_eq!(bench.ask(late), Err(Refusal::NoSuchNote));
    play(&mut bench, "till: unknown");
    for dangerous in [Step::Again, Step::Chip, Step::OtherCard, Step::Cash] {
        assert_eq!(bench.step(dangerous), Err(Refusal::NoSuchStep));
    }
    play(&mut bench, "till: yes");
    assert_eq!(bench.ask(late), Err(Refusal::NoSuchNote));
    let close = Command::CloseNote { note: 1 };
    assert_eq!(bench.ask(close), Err(Refusal::NoSuchNote));
}

/// A code of the terminal only says more about a "no".
#[test]
fn an_outcome_weighs_more_than_a_code() {
    let code = r#"{"iso8583":{"code":"55"}}"#;
    for (outcome, expected) in [
        ("", Some(Care::PinAgain)),
        (r#""outcome":"declined","#, Some(Care::PinAgain)),
        (r#""outcome":"unknown","#, Some(Care::Unknown)),
        (r#""outcome":"cancelled","#, Some(Care::Stopped)),
        (r#""outcome":"approved","#, None),
    ] {
        let word = format!(r#"{{{outcome}"code":{code}}}"#);
        let word: PaymentWord = serde_json::from_str(&word).expect("a payment");
        let mut bench = Bench::new();
        bench.tell(TillWord::Payment(word));
        assert_eq!(bench.note().map(|note| note.care), expected, "{outcome}");
    }
}

#[test]
fn a_basket_comes_back_or_becomes_a_case() {
    let mut bench = Bench::new();
    play(&mut bench, "slip: no");
    play(&mut bench, "hold");
    play(&mut bench, "hold");
    let tokens: Vec<Token> = bench.view().baskets.iter().map(|held| held.token).collect();
    let names: Vec<String> = tokens.iter().map(ToString::to_string).collect();
    assert_eq!(names, ["blue 1", "green 1"]);
    let (token, sold) = (tokens[0], true);
    bench.pass(600);
    bench
        .ask(Command::ReleaseBasket { token, sold })
        .expect("it is kept");
    assert_eq!(
        bench.ask(Command::ReleaseBasket { token, sold }),
        Err(Refusal::NoSuchBasket)
    );
    bench.pass(2 * 3600 - 601);
    assert_eq!(bench.view().cases, []);
    bench.pass(1);
    let view = bench.view();
    let case = view.cases.first().expect("a case");
    assert_eq!((case.kind, case.token), (CaseKind::Hold, Some(tokens[1])));
    assert_eq!(view.cases_open, 1);
    assert_eq!(view.baskets[0].case, Some(case.id));
    // The one ends with the other.
    let (id, resolution) = (case.id, Resolution::NotSolved);
    bench
        .ask(Command::ResolveCase { id, resolution })
        .expect("it is open");
    assert_eq!((bench.view().baskets, bench.view().cases), (vec![], vec![]));
    assert_eq!(
        bench.kept().last().map(String::as_str),
        Some("released green 1 false")
    );
}

#[test]
fn a_case_waits_for_its_basket_and_no_longer() {
    let mut bench = Bench::new();
    play(&mut bench, "hold");
    bench.pass(2 * 3600);
    let token = bench.view().baskets[0].token;
    let sold = true;
    bench
        .ask(Command::ReleaseBasket { token, sold })
        .expect("it is kept");
    assert_eq!(bench.view().cases, []);
}

#[test]
fn every_token_may_lie_on_a_basket_and_no_more() {
    let mut bench = Bench::new();
    for _ in 0..54 {
        play(&mut bench, "hold");
    }
    play(&mut bench, "slip: no");
    assert_eq!(bench.step(Step::Hold), Err(Refusal::NoTokenFree));
    assert!(bench.note().is_some(), "the note stays for another step");
}

#[test]
fn a_case_goes_from_hand_to_hand() {
    let mut bench = Bench::new();
    let kind = CaseKind::Question;
    bench.ask(Command::OpenCase { kind }).expect("done");
    let id = bench.view().cases[0].id;
    bench
        .ask(Command::PromiseCase { id, minutes: 30 })
        .expect("done");
    let case = bench.view().cases[0];
    assert_eq!(case.status, CaseStatus::Promised);
    assert!(case.owner.is_some(), "who promises looks after it");
    assert_eq!(case.due, Timestamp(NINE.0 + 30 * 60_000));
    let resolution = Resolution::Solved;
    let resolve = Command::ResolveCase { id, resolution };
    bench.ask(resolve).expect("done");
    assert_eq!(bench.ask(resolve), Err(Refusal::CaseOver));
    bench.ask(Command::ReopenCase { id }).expect("done");
    assert_eq!(
        bench.ask(Command::ReopenCase { id }),
        Err(Refusal::CaseNotOver)
    );
    let none = Command::AcknowledgeCase { id: CaseId(9) };
    assert_eq!(bench.ask(none), Err(Refusal::NoSuchCase));
    bench.counter = counter(bench.replayed(), bench.now);
    assert_eq!(bench.view().cases.len(), 1, "and survives the process");
}

/// No event of any story has a word in it that tells what was wrong.
#[test]
fn the_journal_holds_no_category() {
    for (story, ..) in STORIES {
        let mut bench = Bench::new();
        for what in story {
            play(&mut bench, what);
        }
        for entry in &bench.journal {
            let body = entry.event.to_body();
            let told = |care: &Care| body.contains(care.name());
            assert!(!Care::ALL.iter().any(told), "{story:?}: {body}");
            assert!(
                !body.contains("outcome") && !body.contains("declined"),
                "{body}"
            );
        }
    }
}

/// Anything that can happen to payments and baskets.
fn anything() -> impl Strategy<Value = &'static str> {
    let words: Vec<&'static str> = STORIES.iter().flat_map(|story| story.0).copied().collect();
    prop::sample::select(words)
}

proptest! {
    #[test]
    fn figures_add_up_whatever_happens(story in prop::collection::vec(anything(), 0..80)) {
        let mut bench = Bench::new();
        for what in story {
            let is_possible = match what {
                "close" => bench.note().is_some(),
                step if Step::ALL.iter().any(|one| one.name() == step) => {
                    bench.note().is_some_and(|note| {
                        note.care.steps().iter().any(|one| one.name() == step)
                    })
                }
                "hold" => bench.view().baskets.len() < 54,
                _ => true,
            };
            if is_possible {
                play(&mut bench, what);
            }
            prop_assert_eq!(&bench.replayed(), bench.counter.state());
        }
        bench.pass(1000);
        prop_assert_eq!(bench.note(), None, "a note goes when nobody is left");
        let mut tally = Tally::default();
        bench.journal.iter().for_each(|entry| tally.count(&entry.event));
        let ends = [Measure::Settled, Measure::Held, Measure::Lost].map(|end| tally.get(end));
        prop_assert_eq!(tally.get(Measure::Troubled), ends.iter().sum::<i64>());
    }
}
