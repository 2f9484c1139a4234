//! The page of the survey: what it says of many answers and of few, what can be done there, how it looks.

use crate::picture;
use crate::stage::{Looks, PLAIN, Stage, at, every_look, figures, open};
use chrono::{Days, NaiveDate};
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use std::sync::Arc;
use tillside::domain::code::Till;
use tillside::domain::kpi::answers::{Answer, Change, ChangeText, Funnel, Known, Report, Wanted};
use tillside::domain::survey::{Grade, Marks, Recommend, Scores, Waited};
use tillside::engine::api::{Comment, Comments, DayPart, Remark};
use tillside::engine::tables;
use tillside::ui::manager::{Gate, Office, Page, Saved, Sheet, SurveyTold, Wish};

/// High enough to show a whole page at once.
const TALL: Looks = Looks {
    size: [1024, 3400],
    ..PLAIN
};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

const TODAY: &str = "2026-11-22";

fn wanted(from: &str, without_marked: bool) -> Wanted {
    Wanted {
        from: day(from),
        to: day(TODAY),
        without_marked,
    }
}

/// Eight weeks of a shop in which it went better from November on; `each` thins them out.
fn answers(each: usize) -> Vec<Answer> {
    let first = day("2026-09-28");
    let mut answers = Vec::new();
    for number in (0..240_usize).step_by(each) {
        let date = first + Days::new(number as u64 * 56 / 240);
        let hour = [8, 9, 12, 12, 17, 17, 17, 18][number % 8];
        let at = date.and_hms_opt(19, 0, 0).expect("a time");
        let is_late = date >= day("2026-11-02");
        let recommend = match (
            (number * number * 3 + number * 7 + number / 31) % 10,
            is_late,
        ) {
            (0..3, false) | (0, true) => 4,
            (3..5, false) | (1..3, true) => 8,
            _ => 10,
        };
        let grade = |shift: usize| Grade::new([5, 4, 5, 3, 4, 2, 5][(number + shift) % 7]).ok();
        answers.push(Answer {
            at,
            printed: date.and_hms_opt(hour, 0, 0).filter(|_| number % 9 > 0),
            till: Till::new(1 + (number % 3 / 2) as u16).expect("a till"),
            waited: Some(Waited::ALL[number % 17 % 5]).filter(|_| number % 9 > 0),
            scores: Scores {
                happy: grade(0),
                easy: grade(1),
                met: grade(2).filter(|_| number % 3 == 0),
                again: grade(3).filter(|_| number % 3 == 0),
                ..Scores::first(Recommend::new(recommend).expect("0 to 10"))
            },
            marks: Marks {
                from_shop: number % 20 == 3,
                in_a_burst: number % 40 == 3,
                left_behind: false,
            },
        });
    }
    // Nobody is to be recognised of the few who waited for so long.
    for answer in answers
        .iter_mut()
        .filter(|one| one.waited == Some(Waited::Longer))
        .skip(3)
    {
        answer.waited = Some(Waited::Under10);
    }
    answers
}

fn comments() -> Comments {
    let said = [
        (
            "The cashier was so kind to my mother. Thank you!",
            10,
            DayPart::Evening,
        ),
        (
            "Chleb był zimny i twardy, a przy kasie czekałam prawie dziesięć minut, chociaż druga kasa była zamknięta i nikt nie przyszedł, żeby ją otworzyć.",
            3,
            DayPart::Afternoon,
        ),
        ("Fine.\nMore tea please", 8, DayPart::Morning),
    ];
    let comment = |(number, (text, recommend, part)): (u64, (&str, u8, DayPart))| Comment {
        number,
        day: day(TODAY) - Days::new(number),
        part,
        recommend: Recommend::new(recommend).expect("0 to 10"),
        text: text.to_owned(),
        is_read: number == 3,
    };
    Comments {
        comments: (1..).zip(said).map(comment).collect(),
        more: 2,
    }
}

fn change(id: u32, on: &str, text: &str) -> Change {
    Change {
        id,
        day: day(on),
        text: ChangeText::new(text).expect("a line"),
    }
}

fn told(wanted: Wanted, each: usize) -> SurveyTold {
    let answers = answers(each);
    let known = Known {
        funnel: Funnel {
            printed: 5200,
            opened: 410,
            answered: u32::try_from(answers.len()).expect("few"),
            rewarded: 97,
        },
        served: 5400,
        changes: vec![
            change(3, "2026-11-02", "a second till from 11:30 to 13:30"),
            change(9, "2026-11-18", "fresh bread at 16:00"),
        ],
        answers: answers
            .into_iter()
            .filter(|answer| answer.at.date() >= wanted.from)
            .collect(),
    };
    SurveyTold {
        report: Report::of(wanted, known),
        comments: comments(),
    }
}

/// What a page shows that is opened first: eight weeks.
pub(crate) fn office(each: usize) -> Office {
    Office {
        survey: Some(Arc::new(told(wanted("2026-09-28", false), each))),
        ..open(figures())
    }
}

fn press(stage: &mut Stage, role: Role, name: &str) {
    stage.harness.get_by_role_and_label(role, name).click();
    stage.harness.run();
}

#[track_caller]
fn assert_named(stage: &Stage, expected: &[&str]) {
    let names = stage.names();
    for name in expected {
        assert!(names.iter().any(|one| one == name), "{name} in {names:#?}");
    }
}

#[test]
fn figures_have_their_interval_and_say_on_how_many_answers_they_rest() {
    let stage = Stage::new(office(1), Page::Survey, TALL);
    let report = told(wanted("2026-09-28", false), 1).report;
    let counts = report.score.counts.expect("many");
    let score = counts.score().expect("a score").round();
    let (low, high) = (
        counts.interval().low.round(),
        counts.interval().high.round(),
    );
    let expected =
        format!("Would recommend us (NPS): {score}, {low} to {high} · n\u{a0}=\u{a0}240");
    assert_named(
        &stage,
        &[
            &expected,
            "Answers: 240, 4.6\u{a0}% of the codes printed",
            "Codes printed, 5200, 100.0\u{a0}%",
            "Survey opened, 410, 7.9\u{a0}%",
            "Thank-you handed over, 97, 1.9\u{a0}%",
            "10 minutes or more, –, –, –",
        ],
    );
    stage.assert_says("From 26/10 on, against the days before: ↑ up by");
    stage.assert_says("1. 2/11: a second till from 11:30 to 13:30");
    stage.assert_says("12 in all: 12 from the shop's own network, 6 of many at once");
    stage.assert_says("unhappy customers have probably said nothing");
    stage.assert_says("By counter");
}

#[test]
fn few_answers_are_counted_and_very_few_are_not_told() {
    // 27 are grey, 8 are counts, 4 are nothing.
    for (each, said) in [
        (9, "n\u{a0}=\u{a0}27"),
        (30, " yes · "),
        (60, "fewer than 5 answers"),
    ] {
        let stage = Stage::new(office(each), Page::Survey, TALL);
        let names = stage.names();
        let tile = names
            .iter()
            .find(|name| name.starts_with("Would recommend us"));
        let tile = tile.expect("a tile");
        assert!(tile.contains(said), "{each}: {tile}");
        assert_eq!(tile.contains("(NPS): –,"), each > 9, "{tile}");
        let arrow = stage
            .said()
            .iter()
            .any(|one| one.contains('↑') || one.contains('↓'));
        assert!(!arrow, "{each}");
        let guess = stage
            .said()
            .iter()
            .any(|one| one.contains("can be guessed from 10"));
        assert_eq!(guess, each > 9);
    }
}

#[test]
fn another_period_or_the_switch_asks_the_service_and_shows_nothing_old() {
    let mut stage = Stage::new(office(1), Page::Survey, TALL);
    assert_eq!(
        stage.wishes(),
        [Wish::LookAtSurvey(wanted("2026-09-28", false))]
    );
    stage.harness.run();
    assert_eq!(stage.wishes(), [], "once is enough");
    press(&mut stage, Role::RadioButton, "This week");
    assert_eq!(
        stage.wishes(),
        [Wish::LookAtSurvey(wanted("2026-11-16", false))]
    );
    stage.assert_says("are being looked up");
    assert!(
        !stage
            .names()
            .iter()
            .any(|name| name.starts_with("Answers: "))
    );
    let week = wanted("2026-11-16", false);
    stage.show(|shown| shown.office.survey = Some(Arc::new(told(week, 1))));
    assert_named(&stage, &["Answers: 30, 4.6\u{a0}% of the codes printed"]);
    press(&mut stage, Role::CheckBox, "Leave marked answers out");
    let without = wanted("2026-11-16", true);
    assert_eq!(stage.wishes(), [Wish::LookAtSurvey(without)]);
    stage.show(|shown| shown.office.survey = Some(Arc::new(told(without, 1))));
    stage.assert_says("from the shop's own network");
    assert!(
        !stage
            .names()
            .iter()
            .any(|name| name.starts_with("Answers: 30,"))
    );
    // Whoever comes back to the page is asked for anew.
    press(&mut stage, Role::RadioButton, "Devices");
    press(&mut stage, Role::RadioButton, "Survey");
    assert_eq!(stage.wishes(), [Wish::LookAtSurvey(without)]);
}

#[test]
fn comments_are_ticked_and_the_tick_is_taken_back() {
    let mut stage = Stage::new(office(1), Page::Survey, TALL);
    stage.wishes();
    stage.assert_says("2 are not ticked as read yet");
    stage.assert_says("2 older ones are not shown");
    for (name, number, is_read) in [
        (
            "The cashier was so kind to my mother. Thank you!, Saturday 21/11, in the evening, recommends us: 10 of 10",
            1,
            true,
        ),
        (
            "Fine. More tea please, Thursday 19/11, in the morning, recommends us: 8 of 10",
            3,
            false,
        ),
    ] {
        press(&mut stage, Role::CheckBox, name);
        let tick = Remark::TickComment { number, is_read };
        assert_eq!(stage.wishes(), [Wish::Remark(tick)]);
    }
    let many = Comments {
        comments: comments().comments.into_iter().cycle().take(25).collect(),
        more: 0,
    };
    let told = SurveyTold {
        comments: many,
        ..told(wanted("2026-09-28", false), 1)
    };
    stage.show(|shown| shown.office.survey = Some(Arc::new(told)));
    let count = |stage: &Stage| {
        let names = stage.names().into_iter();
        names
            .filter(|name| name.contains(", recommends us: "))
            .count()
    };
    for shown in [10, 20, 25] {
        assert_eq!(count(&stage), shown);
        if shown < 25 {
            press(&mut stage, Role::Button, "Show more");
        }
    }
}

#[test]
fn a_change_is_typed_dated_and_removed() {
    let mut stage = Stage::new(office(1), Page::Survey, TALL);
    stage.wishes();
    press(&mut stage, Role::Button, "a week earlier");
    press(&mut stage, Role::Button, "a day earlier");
    press(&mut stage, Role::Button, "Add");
    assert_eq!(stage.wishes(), [], "of nothing nothing is noted down");
    stage
        .harness
        .get_by_role_and_label(Role::TextInput, "Another change")
        .click();
    stage.harness.run();
    stage
        .harness
        .get_by_role_and_label(Role::TextInput, "Another change")
        .type_text("  New scales ");
    stage.harness.run();
    press(&mut stage, Role::Button, "Add");
    let add = Remark::AddChange {
        day: day("2026-11-14"),
        text: ChangeText::new("New scales").expect("a line"),
    };
    assert_eq!(stage.wishes(), [Wish::Remark(add)]);
    stage.show(|shown| {
        shown.office.saved = Some(Saved::Done);
        let office = shown.office.clone();
        shown.desk.follow(&office);
    });
    stage.assert_says("Saved.");
    press(
        &mut stage,
        Role::Button,
        "Remove: 1. 2/11: a second till from 11:30 to 13:30",
    );
    assert_eq!(
        stage.wishes(),
        [Wish::Remark(Remark::RemoveChange { id: 3 })]
    );
    stage.show(|shown| {
        shown.office.saved = Some(Saved::Refused(
            "there is no such change any more".to_owned(),
        ));
        let office = shown.office.clone();
        shown.desk.follow(&office);
    });
    stage.assert_says("there is no such change any more");
}

#[test]
fn a_change_has_80_characters_and_no_day_to_come() {
    let mut stage = Stage::new(office(1), Page::Survey, TALL);
    stage.wishes();
    for name in ["a day later", "a week later"] {
        press(&mut stage, Role::Button, name);
    }
    stage
        .harness
        .get_by_role_and_label(Role::TextInput, "Another change")
        .click();
    stage.harness.run();
    let long = "new scales ".repeat(20);
    stage
        .harness
        .get_by_role_and_label(Role::TextInput, "Another change")
        .type_text(&long);
    stage.harness.run();
    stage.assert_says("0 characters left");
    press(&mut stage, Role::Button, "Add");
    let wishes = stage.wishes();
    let [Wish::Remark(Remark::AddChange { day: on, text })] = wishes.as_slice() else {
        panic!("{wishes:?}");
    };
    let kept: String = long.chars().take(ChangeText::MOST).collect();
    assert_eq!((*on, text.as_str()), (day(TODAY), kept.trim()));
}

#[test]
fn all_of_it_is_written_as_tables() {
    let mut stage = Stage::new(office(1), Page::Survey, TALL);
    stage.wishes();
    let told = told(wanted("2026-09-28", false), 1);
    for (button, name, text) in [
        (
            "Figures (CSV)",
            "survey",
            tables::survey::answers(&told.report),
        ),
        (
            "Answers (CSV)",
            "answers",
            tables::survey::rows(&told.report),
        ),
        (
            "Comments (CSV)",
            "comments",
            tables::survey::comments(&told.comments),
        ),
    ] {
        press(&mut stage, Role::Button, button);
        let expected = Sheet {
            name: format!("tillside-{name}-2026-09-28-to-2026-11-22.csv"),
            contents: text.into_bytes(),
        };
        assert_eq!(stage.wishes(), [Wish::Export(expected)]);
    }
}

#[test]
fn nothing_is_left_when_the_window_locks() {
    let mut stage = Stage::new(office(1), Page::Survey, TALL);
    let closed = at(Gate::Closed(None));
    stage.show(|shown| {
        shown.desk.survey.without_marked = true;
        shown.desk.follow(&closed);
        shown.office = closed;
    });
    let left = format!("{:?}", stage.harness.state().desk.survey);
    assert!(!left.contains("2026") && !left.contains("true"), "{left}");
    assert!(!stage.said().iter().any(|one| one.contains("mother")));
}

#[test]
fn it_looks_like_this_in_every_language_light_and_dark() {
    let mut problems = every_look("manager-survey", Page::Survey, &office(1), [2700, 3600]);
    let few = Looks {
        size: [1024, 1200],
        ..PLAIN
    };
    let stage = Stage::new(office(30), Page::Survey, few);
    problems.extend(picture::compare("manager-survey-few", &stage.picture()).err());
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
