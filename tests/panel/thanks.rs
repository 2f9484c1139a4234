//! Cards about a customer's code, what a customer wrote, and receipts that were left behind.

use crate::controls::{after, says};
use crate::layout;
use crate::looks::{BOTH, Scene, assert_layout};
use crate::picture;
use crate::stage::{Looks, NOW_MS, PLAIN, Stage, TALL, calm, live};
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use tillside::domain::case::{Case, CaseId, CaseKind, CaseStatus};
use tillside::domain::document::Currency;
use tillside::domain::survey::Recommend;
use tillside::domain::time::Timestamp;
use tillside::engine::api::{
    AnswerView, Command, LeftBehind, Prompt, RewardCard, RewardOffer, RewardWord, SurveyView, View,
};
use tillside::ui::screen::Unfolded;
use tillside::ui::{Action, Page, Scale, Screen, ThemeChoice};

const WORDS: [RewardWord; 14] = [
    RewardWord::Noted,
    RewardWord::HandOver,
    RewardWord::TooSmall,
    RewardWord::NotPaid,
    RewardWord::Tomorrow,
    RewardWord::TooOld,
    RewardWord::Used,
    RewardWord::DayIsFull,
    RewardWord::OnePerSale,
    RewardWord::Survey,
    RewardWord::OtherStore,
    RewardWord::Unknown,
    RewardWord::Misread,
    RewardWord::NothingHere,
];

fn card(word: RewardWord) -> View {
    let reward = RewardOffer {
        text: "kawa".to_owned(),
        minimum_minor: 2000,
        currency: Currency::new("PLN").expect("a currency"),
    };
    View {
        prompt: Some(Prompt::Reward(RewardCard { id: 7, word })),
        survey: SurveyView {
            reward: Some(reward),
            ..SurveyView::default()
        },
        ..calm()
    }
}

fn receipt(left_behind: LeftBehind) -> View {
    View {
        survey: SurveyView {
            left_behind: Some(left_behind),
            ..SurveyView::default()
        },
        ..calm()
    }
}

const ID: CaseId = CaseId(8);

/// A follow-up, with what was written where somebody reads it.
fn follow_up(written: Option<&str>) -> View {
    let answer = written.map(|comment| AnswerView {
        id: ID,
        recommend: Recommend::new(3).ok(),
        comment: Some(comment.to_owned()),
        contact: Some("601 602 603".to_owned()),
    });
    let case = Case {
        id: ID,
        kind: CaseKind::FollowUp,
        status: CaseStatus::Open,
        opened: Timestamp(NOW_MS),
        due: Timestamp(NOW_MS + 47 * 3_600_000),
        owner: None,
        token: None,
        answer: Some(5),
    };
    View {
        cases: vec![case],
        cases_open: 1,
        survey: SurveyView {
            answer,
            ..SurveyView::default()
        },
        ..calm()
    }
}

const WRITTEN: &str = "Chleb był czerstwy, a przy kasie nikt nie mówił dzień dobry.";

fn unfolded() -> Screen {
    Screen {
        page: Page::Care,
        unfolded: Some(Unfolded::Case(ID)),
        ..Screen::default()
    }
}

fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for word in WORDS {
        let name = format!("{word:?}");
        scenes.push((name, live(card(word)), Screen::default()));
    }
    for left in [LeftBehind::Offered, LeftBehind::Undoable, LeftBehind::Kept] {
        let name = format!("{left:?}");
        scenes.push((name, live(receipt(left)), Screen::default()));
    }
    for written in [None, Some(WRITTEN)] {
        let name = format!("written {written:?}");
        scenes.push((name, live(follow_up(written)), unfolded()));
    }
    scenes
}

#[test]
fn no_text_of_a_thank_you_is_cut() {
    assert_layout([360, 4000], &BOTH, &scenes());
    assert_layout([420, 4000], &[ThemeChoice::Light], &scenes());
}

#[test]
fn a_card_says_what_to_say_and_closes_with_a_touch() {
    let close = Action::Send(Command::CloseCard { card: 7 });
    for (word, said, button) in [
        (RewardWord::Noted, "noted your code", "Not for this sale"),
        (RewardWord::Noted, "a sale from", "Not for this sale"),
        (
            RewardWord::HandOver,
            "Please hand over: kawa",
            "Handed over",
        ),
        (RewardWord::TooSmall, "a larger sale", "All right"),
        (RewardWord::Tomorrow, "from tomorrow on", "All right"),
        (RewardWord::Survey, "code of a receipt", "All right"),
    ] {
        let mut stage = Stage::panel(live(card(word)), Page::Home, TALL);
        assert!(says(&stage, said), "{word:?}");
        assert_eq!(
            after(&mut stage, Role::Button, button),
            std::slice::from_ref(&close)
        );
    }
    let noted = Stage::panel(live(card(RewardWord::Used)), Page::Home, TALL);
    assert!(!says(&noted, "kawa"), "what is not given is not named");
}

#[test]
fn every_word_has_its_own_sentence() {
    let mut all = std::collections::BTreeSet::new();
    for word in WORDS {
        let stage = Stage::panel(live(card(word)), Page::Home, TALL);
        let said = layout::said(&stage.harness);
        let sentence = said.into_iter().find(|text| text.starts_with('“'));
        all.insert(sentence.expect("something to say"));
    }
    assert_eq!(all.len(), WORDS.len());
}

#[test]
fn a_receipt_is_left_behind_with_one_touch_and_back_with_another() {
    for (left, name, command) in [
        (
            LeftBehind::Offered,
            "Receipt left behind",
            Command::LeaveReceipt,
        ),
        (LeftBehind::Undoable, "Undo", Command::KeepReceipt),
    ] {
        let mut stage = Stage::panel(live(receipt(left)), Page::Home, TALL);
        let asked = after(&mut stage, Role::Button, name);
        assert_eq!(asked, [Action::Send(command)]);
    }
    let stage = Stage::panel(live(receipt(LeftBehind::Kept)), Page::Home, TALL);
    assert!(says(&stage, "was left behind"));
    let mut buttons = stage.harness.query_all_by_role(Role::Button);
    assert!(!buttons.any(|node| format!("{node:?}").contains("Undo")));
}

#[test]
fn what_a_customer_wrote_is_read_while_its_case_is_unfolded() {
    let screen = Screen {
        page: Page::Care,
        ..Screen::default()
    };
    let mut stage = Stage::with_screen(live(follow_up(None)), screen, TALL);
    assert!(!says(&stage, "601"));
    let row = stage
        .harness
        .query_all_by_label_contains("nobody has it yet")
        .next();
    row.expect("the case").click();
    stage.harness.run();
    let read = Action::Send(Command::ReadAnswer { id: ID });
    assert_eq!(stage.wishes(), std::slice::from_ref(&read));

    let mut stage = Stage::with_screen(live(follow_up(None)), unfolded(), TALL);
    assert_eq!(after(&mut stage, Role::Button, "Show the answer"), [read]);
    let stage = Stage::with_screen(live(follow_up(Some(WRITTEN))), unfolded(), TALL);
    for text in ["3 of 10", WRITTEN, "601 602 603"] {
        assert!(says(&stage, text), "{text}");
    }
}

#[test]
fn thank_yous_look_like_this() {
    let large = Looks {
        language: "pl",
        scale: Scale::Largest,
        size: [360, 1000],
        ..PLAIN
    };
    let small = Looks {
        language: "pl",
        size: [360, 768],
        ..PLAIN
    };
    let panel = |word, looks| Stage::panel(live(card(word)), Page::Home, looks);
    let answer = Stage::with_screen(live(follow_up(Some(WRITTEN))), unfolded(), small);
    let undo = Stage::panel(live(receipt(LeftBehind::Undoable)), Page::Home, small);
    for (name, stage) in [
        ("thanks-noted-pl", panel(RewardWord::Noted, small)),
        ("thanks-hand-over-pl", panel(RewardWord::HandOver, small)),
        ("thanks-full-large-pl", panel(RewardWord::DayIsFull, large)),
        ("thanks-answer-pl", answer),
        ("thanks-left-pl", undo),
    ] {
        let compared = picture::compare(name, &stage.picture());
        assert_eq!(compared, Ok(()), "{name}");
    }
}
