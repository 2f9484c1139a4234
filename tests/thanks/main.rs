//! What the counter does with answers: thank-yous for codes, cases for unhappy customers, receipts
//! that were left behind.
#![expect(clippy::expect_used, reason = "test code: a panic is a failed test")]

mod bench;
mod crashes;

use bench::{Bench, CAP, MINUTE, TODAY, answered, ended, key, minted, receipt, reward, seq};
use std::time::Duration;
use tillside::domain::case::{CaseId, CaseKind, Resolution};
use tillside::domain::code::{Day, Kind as CodeKind, Till};
use tillside::domain::document::{Currency, Facts, Kind, Outcome};
use tillside::domain::event::Event;
use tillside::domain::time::Timestamp;
use tillside::engine::api::{
    Amount, Command, Guesses, Key, LeftBehind, Prompt, Refusal, RewardWord, TillEvent, TillWord,
};
use tillside::engine::counter::{Input, Sales};

#[test]
fn a_code_is_noted_and_handed_over_when_its_sale_is_paid() {
    let mut bench = Bench::new();
    let code = reward(TODAY - 1, 7);
    assert_eq!(bench.scan(code), Some(RewardWord::Noted));
    assert_eq!(bench.redeemed(), [], "nothing is paid yet");
    assert_eq!(bench.scan(code), Some(RewardWord::Noted), "it is the same");
    assert_eq!(bench.pay(1000), Some(RewardWord::HandOver));
    assert_eq!(bench.redeemed(), [(TODAY - 1, 7)]);
    assert_eq!(bench.scan(code), Some(RewardWord::Used));
    assert_eq!(bench.pay(5000), None, "the next customer has no code");
    assert_eq!(bench.redeemed().len(), 1);
    bench.restart();
    assert_eq!(bench.scan(code), Some(RewardWord::Used));
}

#[test]
fn a_code_that_cannot_be_given_says_why() {
    let survey = key(0).encode(CodeKind::Survey, Till::MAX, Day(TODAY - 1), seq(1));
    let made_here = key(0).encode(CodeKind::Reward, Till::default(), Day(TODAY - 1), seq(1));
    let make_good = key(0).encode(CodeKind::MakeGood, Till::MAX, Day(TODAY - 1), seq(1));
    let elsewhere = key(3).encode(CodeKind::Reward, Till::MAX, Day(TODAY - 1), seq(1));
    let long_ago = reward(TODAY - 256, 1);
    for (code, word) in [
        (reward(TODAY - 30, 1), RewardWord::Noted),
        (reward(TODAY - 31, 1), RewardWord::TooOld),
        (reward(TODAY, 1), RewardWord::Tomorrow),
        (reward(TODAY + 1, 1), RewardWord::Tomorrow),
        (survey, RewardWord::Survey),
        (made_here, RewardWord::Unknown),
        (make_good, RewardWord::Unknown),
        (long_ago, RewardWord::Unknown),
        (elsewhere, RewardWord::OtherStore),
    ] {
        let mut bench = Bench::new();
        assert_eq!(bench.scan(code), Some(word), "{word:?}");
        bench.pay(5000);
        let is_given = word == RewardWord::Noted;
        assert_eq!(bench.redeemed().len(), usize::from(is_given), "{word:?}");
    }
    let mut bench = Bench::new();
    bench.handle(Input::CodeMisread);
    assert_eq!(bench.word(), Some(RewardWord::Misread));
    // From tomorrow on it is good.
    let mut bench = Bench::new();
    bench.scan(reward(TODAY, 1));
    bench.pass(16 * 60 * MINUTE);
    assert_eq!(bench.scan(reward(TODAY, 1)), Some(RewardWord::Noted));
}

#[test]
fn a_sale_that_earns_nothing_says_why_and_the_code_stays_good() {
    let other = Currency::new("PLN");
    for (facts, word) in [
        (receipt(999), RewardWord::TooSmall),
        (receipt(0), RewardWord::TooSmall),
        (
            Facts {
                total_minor: None,
                ..receipt(0)
            },
            RewardWord::NotPaid,
        ),
        (
            Facts {
                currency: other,
                ..receipt(5000)
            },
            RewardWord::NotPaid,
        ),
        (
            Facts {
                void: true,
                ..receipt(5000)
            },
            RewardWord::NotPaid,
        ),
        (
            Facts {
                refund: true,
                ..receipt(5000)
            },
            RewardWord::NotPaid,
        ),
    ] {
        let mut bench = Bench::new();
        bench.scan(reward(TODAY - 1, 7));
        bench.handle(ended(facts));
        assert_eq!(bench.word(), Some(word), "{facts:?}");
        assert_eq!(bench.redeemed(), []);
        assert_eq!(bench.pay(5000), None, "another customer pays");
        assert_eq!(bench.scan(reward(TODAY - 1, 7)), Some(RewardWord::Noted));
    }
}

#[test]
fn copies_and_slips_do_not_end_a_sale() {
    let mut bench = Bench::new();
    bench.scan(reward(TODAY - 1, 7));
    let copy = Facts {
        copy: true,
        ..receipt(5000)
    };
    let slip = Facts {
        kind: Some(Kind::CardSlip),
        ..receipt(5000)
    };
    for facts in [copy, slip] {
        bench.handle(ended(facts));
        assert_eq!(bench.word(), Some(RewardWord::Noted), "{facts:?}");
    }
    assert_eq!(bench.pay(1000), Some(RewardWord::HandOver));
}

#[test]
fn one_code_goes_with_a_sale_and_so_many_with_a_day() {
    let mut bench = Bench::new();
    bench.scan(reward(TODAY - 1, 1));
    assert_eq!(
        bench.scan(reward(TODAY - 1, 2)),
        Some(RewardWord::OnePerSale)
    );
    let card = bench.card().expect("a card");
    bench.command(Command::CloseCard { card }).expect("closed");
    assert_eq!(bench.word(), Some(RewardWord::Noted), "the first one is");
    bench.pay(1000);
    for number in 2..=CAP {
        bench.scan(reward(TODAY - 1, number));
        assert_eq!(bench.pay(1000), Some(RewardWord::HandOver));
    }
    assert_eq!(
        bench.scan(reward(TODAY - 1, 9)),
        Some(RewardWord::DayIsFull)
    );
    bench.restart();
    assert_eq!(
        bench.scan(reward(TODAY - 1, 9)),
        Some(RewardWord::DayIsFull)
    );
    bench.pass(16 * 60 * MINUTE);
    assert_eq!(bench.scan(reward(TODAY - 1, 9)), Some(RewardWord::Noted));
    assert_eq!(bench.redeemed().len(), usize::from(CAP));
}

#[test]
fn what_is_noted_is_let_go_by_touch_by_time_and_with_the_basket() {
    let code = reward(TODAY - 1, 7);
    let mut bench = Bench::new();
    bench.scan(code);
    let card = bench.card().expect("a card");
    bench.command(Command::CloseCard { card }).expect("closed");
    assert_eq!((bench.word(), bench.pay(5000)), (None, None));
    let gone = bench.command(Command::CloseCard { card });
    assert_eq!(gone, Err(Refusal::NoSuchCard));
    bench.scan(code);
    bench.pass(Duration::from_secs(15 * 60 - 1));
    assert_eq!(bench.word(), Some(RewardWord::Noted));
    let due = bench.counter.poll_timeout();
    assert!(due <= bench.now.instant + Duration::from_secs(1));
    bench.pass(Duration::from_secs(1));
    assert_eq!((bench.word(), bench.pay(5000)), (None, None));
    bench.scan(code);
    bench.command(Command::HoldBasket).expect("kept");
    assert_eq!((bench.word(), bench.pay(5000)), (None, None));
    assert_eq!(bench.redeemed(), []);
    bench.command(Command::RedeemCode { code }).expect("shown");
    assert_eq!(bench.pay(5000), Some(RewardWord::HandOver), "typed");
}

#[test]
fn a_card_waits_until_a_note_about_a_payment_is_gone() {
    let mut bench = Bench::new();
    bench.handle(ended(Facts {
        outcome: Some(Outcome::Declined),
        kind: Some(Kind::CardSlip),
        ..Facts::default()
    }));
    let note = bench.card().expect("a note");
    bench.handle(Input::CodeScanned(reward(TODAY, 7)));
    assert_eq!(bench.card(), Some(note), "the payment comes first");
    bench.pass(10 * MINUTE);
    assert!(matches!(
        bench.counter.view().prompt,
        Some(Prompt::Payment(_))
    ));
    bench.command(Command::CloseNote { note }).expect("closed");
    assert_eq!(bench.word(), Some(RewardWord::Tomorrow));
    assert!(bench.card() > Some(note), "no two cards have one number");
    bench.pass(2 * MINUTE);
    assert_eq!(bench.word(), None);
}

#[test]
fn where_the_till_tells_its_sales_they_earn_it() {
    let mut bench = Bench::counting(Sales::Api);
    let tell = |bench: &mut Bench, number: u32, total| {
        let text = |text: String| Key::try_from(text).expect("a key");
        let message = TillEvent {
            key: text(format!("m{number}")),
            sale: Some(text(format!("s{number}"))),
            at: None,
            event: TillWord::SaleCompleted(Amount {
                total_minor: Some(total),
                ..Amount::default()
            }),
        };
        bench.counter.till_event(&message, bench.now);
        bench.drain();
        bench.word()
    };
    bench.scan(reward(TODAY - 1, 7));
    assert_eq!(tell(&mut bench, 1, 999), Some(RewardWord::TooSmall));
    bench.scan(reward(TODAY - 1, 7));
    assert_eq!(
        bench.pay(5000),
        Some(RewardWord::Noted),
        "the cable counts none"
    );
    assert_eq!(tell(&mut bench, 2, 1000), Some(RewardWord::HandOver));
    assert_eq!(
        tell(&mut bench, 2, 1000),
        Some(RewardWord::HandOver),
        "again"
    );
    assert_eq!(bench.redeemed().len(), 1);
}

#[test]
fn an_unhappy_answer_becomes_a_case_and_what_was_written_is_read_at_a_touch() {
    let mut bench = Bench::new();
    let at = Timestamp(bench.now.at.0 - 1_800_000);
    for _ in 0..2 {
        bench.handle(Input::Answered(Box::new(answered(5, 3, at))));
        bench.handle(Input::Answered(Box::new(answered(4, 3, at))));
    }
    let counted = |entry: &&tillside::domain::event::Entry| matches!(entry.event, Event::SurveyAnswered(answer) if answer.number == 5);
    let all: Vec<_> = bench.journal.iter().filter(counted).collect();
    assert_eq!((all.len(), bench.journal.len()), (1, 2), "once, and a case");
    assert_eq!(all[0].at, at, "when it was given");
    let view = bench.counter.view();
    let case = view.cases[0];
    assert_eq!((case.kind, case.answer), (CaseKind::FollowUp, Some(5)));
    assert_eq!(case.due, CaseKind::FollowUp.due(bench.now.at));
    assert_eq!((bench.notes.len(), bench.notes[0].case), (1, Some(case.id)));
    assert_eq!(view.survey.answer, None, "nobody reads it");
    let state = serde_json::to_string(bench.counter.state()).expect("JSON");
    let everything = format!("{state}{:?}{:?}", bench.journal, bench.notes);
    assert!(!everything.contains("bread") && !everything.contains("601"));

    bench.restart();
    let id = case.id;
    bench
        .command(Command::ReadAnswer { id })
        .expect("looked up");
    assert_eq!(bench.wanted, [5]);
    let note = Some(Box::new(bench.notes[0].clone()));
    bench.handle(Input::NoteRead {
        id,
        note: note.clone(),
    });
    let shown = bench.survey().answer.expect("it is shown");
    assert_eq!(shown.contact.as_deref(), Some("601 602 603"));
    assert!(!format!("{:?}", bench.counter.view()).contains("601"));
    bench.command(Command::PutAnswerAway).expect("put away");
    bench.handle(Input::NoteRead {
        id,
        note: note.clone(),
    });
    assert_eq!(bench.survey().answer, None, "nobody asks any more");
    bench
        .command(Command::ReadAnswer { id })
        .expect("looked up");
    bench.handle(Input::NoteRead { id, note });
    bench.pass(3 * MINUTE);
    assert_eq!(bench.survey().answer, None, "others may look at the screen");
    let resolution = Resolution::Solved;
    bench
        .command(Command::ResolveCase { id, resolution })
        .expect("closed");
}

#[test]
fn a_happy_answer_only_counts_and_another_case_has_nothing_to_read() {
    let mut bench = Bench::new();
    bench.handle(Input::Answered(Box::new(answered(1, 9, bench.now.at))));
    assert_eq!(bench.journal.len(), 1);
    assert_eq!(bench.notes[0].case, None, "its words are kept all the same");
    let kind = CaseKind::Question;
    bench.command(Command::OpenCase { kind }).expect("opened");
    let id = bench.counter.view().cases[0].id;
    let read = bench.command(Command::ReadAnswer { id });
    assert_eq!(read, Err(Refusal::NoAnswer));
    let id = CaseId(99);
    let read = bench.command(Command::ReadAnswer { id });
    assert_eq!(read, Err(Refusal::NoSuchCase));
}

#[test]
fn sums_count_what_is_new_in_them() {
    let mut bench = Bench::new();
    bench.scan(reward(TODAY - 1, 7));
    bench.pay(1000);
    let before = bench.journal.len();
    let doubled = vec![(Day(TODAY - 1), seq(7)), (Day(TODAY - 1), seq(8))];
    for (opened, guessed) in [(3, 40), (3, 40), (5, 40), (2, 1)] {
        bench.handle(Input::AnswersCounted {
            opened,
            guessed,
            doubled: doubled.clone(),
        });
    }
    let events: Vec<_> = bench.journal[before..].iter().map(|e| e.event).collect();
    let (day, seq) = doubled[0];
    let expected = [
        Event::SurveyOpened { count: 3 },
        Event::CodesGuessed { count: 40 },
        Event::RewardDoubled { day, seq },
        Event::SurveyOpened { count: 2 },
    ];
    assert_eq!(events, expected);
    let guesses = Some(Guesses {
        count: 40,
        at: bench.now.at,
    });
    assert_eq!(bench.survey().guesses, guesses);
    bench.pass(7 * 24 * 60 * MINUTE);
    assert_eq!(bench.survey().guesses, None);
}

#[test]
fn a_receipt_that_is_left_behind_can_be_taken_back_for_ten_seconds() {
    let print = |bench: &mut Bench, number| {
        bench.handle(Input::DocumentEnded {
            facts: receipt(500),
            trusted: true,
            code: Some(minted(number)),
        });
        bench.journal.clear();
    };
    let left =
        |bench: &Bench| -> Vec<Event> { bench.journal.iter().map(|entry| entry.event).collect() };
    let is_left = |number| Event::ReceiptLeft {
        day: Day(TODAY),
        seq: seq(number),
    };
    let mut bench = Bench::new();
    assert_eq!(bench.survey().left_behind, None);
    let refused = Err(Refusal::NoReceipt);
    assert_eq!(bench.command(Command::LeaveReceipt), refused);
    print(&mut bench, 1);
    assert_eq!(bench.command(Command::KeepReceipt), refused);
    assert_eq!(bench.survey().left_behind, Some(LeftBehind::Offered));
    bench.command(Command::LeaveReceipt).expect("a receipt");
    assert_eq!(bench.survey().left_behind, Some(LeftBehind::Undoable));
    bench.pass(Duration::from_secs(9));
    bench.command(Command::KeepReceipt).expect("in time");
    bench.pass(MINUTE);
    assert_eq!(left(&bench), []);
    bench.command(Command::LeaveReceipt).expect("a receipt");
    let due = bench.counter.poll_timeout();
    assert!(due <= bench.now.instant + Duration::from_secs(10));
    bench.pass(Duration::from_secs(10));
    assert_eq!(left(&bench), [is_left(1)]);
    assert_eq!(bench.survey().left_behind, Some(LeftBehind::Kept));
    assert_eq!(bench.command(Command::LeaveReceipt), refused);
    // The next receipt comes while the touch for the one before could be taken back.
    print(&mut bench, 2);
    bench.command(Command::LeaveReceipt).expect("a receipt");
    bench.handle(Input::DocumentEnded {
        facts: receipt(500),
        trusted: true,
        code: Some(minted(3)),
    });
    assert!(left(&bench).contains(&is_left(2)));
    assert_eq!(bench.survey().left_behind, Some(LeftBehind::Offered));
}
