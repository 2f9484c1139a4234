//! What a manager waits for after many years: looking figures up in a journal of four million documents,
//! and the answers of three years in it, what is said of a hundred thousand members, and drawing the pages of
//! the window with them.
//!
//! `cargo bench --bench manager` (needs the journal of `--bench journal`, and makes it where it is not there)
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench reads the clock, prints, and may stop at a surprise"
)]

#[path = "support/answers.rs"]
mod answers;
#[path = "support/members.rs"]
mod members;
#[path = "support/years.rs"]
mod years;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use chrono::{Days, NaiveDate, Timelike as _};
use egui::{Context, RawInput, Rect, Vec2};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tillside::domain::i18n::Messages;
use tillside::domain::kpi::answers::{Report, Wanted};
use tillside::domain::kpi::period::Period;
use tillside::domain::kpi::staffing::{Habits, Opening, Plan, Target};
use tillside::domain::language::Language;
use tillside::domain::queue::Model;
use tillside::domain::tally::{Measure, WITHIN};
use tillside::engine::api::{
    Codes, CodesMode, Figures, FiguresRow, LoyaltyView, Memory, Place, QueueView, SurveyView, View,
};
use tillside::journal::Reader;
use tillside::runtime::{clock, survey_reports};
use tillside::ui::manager::{Desk, Gate, Office, Page, Room, SurveyTold, Wish, manager_ui};
use tillside::ui::{Clock, Link, Scale, ThemeChoice, theme};
use years::{MANY, WEEK, events, journal_of};

const ROUNDS: usize = 51;

/// The same after it was JSON.
fn there_and_back<T: Serialize + DeserializeOwned>(told: &T) -> T {
    let text = serde_json::to_string(told).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// What the service does for a window that asks for these days, and what the window reads of it.
fn look_up(path: &Path, from: NaiveDate, to: NaiveDate) -> (Figures, [f64; 2]) {
    let begin = Instant::now();
    let reader = Reader::open(path).unwrap();
    let tallies = reader.figures(&clock::quarters(from, to)).unwrap();
    let read = begin.elapsed();
    let row = |(quarter, tally): (tillside::domain::time::Quarter, _)| FiguresRow {
        start: quarter.start(),
        local_start: clock::local(quarter.start()),
        tally,
    };
    let figures = Figures {
        rows: tallies.into_iter().map(row).collect(),
    };
    let figures = there_and_back(&figures);
    let all = begin.elapsed();
    (figures, [read, all].map(|time| time.as_secs_f64() * 1e3))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap()
}

/// The same of customers' answers: how long the journal takes, with the report made of it, with JSON there
/// and back, and with the comments too.
fn look_up_answers(data: &Path, (from, to): (NaiveDate, NaiveDate)) -> (SurveyTold, [f64; 4]) {
    let begin = Instant::now();
    let known = survey_reports::known(data, from, to).unwrap();
    let read = begin.elapsed();
    let wanted = Wanted {
        from,
        to,
        without_marked: false,
    };
    let report = Report::of(wanted, known);
    let made = begin.elapsed();
    let report = there_and_back(&report);
    let told = begin.elapsed();
    let comments = survey_reports::comments(data, from, to).unwrap();
    let comments = there_and_back(&comments);
    let all = begin.elapsed();
    let times = [read, made, told, all].map(|time| time.as_secs_f64() * 1e3);
    (SurveyTold { report, comments }, times)
}

/// Medians of the looking up alone, and of the way into the window's memory.
fn query(path: &Path, (from, to): (NaiveDate, NaiveDate)) -> [f64; 2] {
    let times = (0..ROUNDS).map(|_| look_up(path, from, to).1);
    let (read, all) = times.map(|[read, all]| (read, all)).unzip();
    [median(read), median(all)]
}

/// The bench's journal has receipts only: a line, so that every card has something to show.
fn with_a_line(mut figures: Figures) -> Figures {
    for row in &mut figures.rows {
        let hour = i64::from(row.local_start.hour());
        let tenths = (hour * 7) % 60;
        let tally = &mut row.tally;
        tally.add(Measure::Observed, 1);
        tally.add(Measure::WaitingTenths, tenths);
        tally.add(Measure::WaitingHigh, tenths / 10 + 1);
        tally.add(Measure::OpenTenths, 10 + tenths / 3);
        tally.add(Measure::Waited, 5);
        for (measure, _) in WITHIN {
            tally.add(measure, 4);
        }
    }
    figures
}

/// Of a shop that never closes, with people who give up: the most work.
fn habits() -> Habits {
    let mut model = Model::default();
    model.losses.renege_per_s = 1.0 / 900.0;
    model.days = 30.0;
    let hour = |half: u16| 20.0 + f32::from((half * 37) % 160);
    Habits {
        arrivals_per_hour: vec![(0..48).map(hour).collect(); 7],
        ..Habits::of(&model, 1)
    }
}

fn view() -> View {
    View {
        revision: 1,
        place: Place {
            store: "Corner".to_owned(),
            counter: tillside::domain::code::Till::new(2).unwrap(),
            language: Language::ENGLISH,
        },
        served_today: 400,
        queue: QueueView::unknown(),
        documents: Vec::new(),
        last_code: None,
        devices: Vec::new(),
        codes: Codes {
            mode: CodesMode::On,
            copies: false,
            address: None,
            ready: 8,
        },
        print: None,
        prompt: None,
        baskets: Vec::new(),
        cases: Vec::new(),
        cases_open: 0,
        survey: SurveyView::default(),
        loyalty: LoyaltyView::default(),
        memory: Memory::Kept,
        events_lost: 0,
    }
}

/// What a page wants to show is there, so that it is drawn.
fn check(office: &Office, wish: &Wish) {
    if let Wish::LookAtSurvey(wanted) = wish {
        let report = &office.survey.as_deref().unwrap().report;
        assert_eq!((report.from, report.to), (wanted.from, wanted.to));
        assert!(report.score.figure.is_some());
    }
    if let Wish::LookAtLoyalty(from, to) = wish {
        let report = &office.loyalty.as_deref().unwrap().report;
        assert_eq!((report.from, report.to), (*from, *to));
    }
}

/// The first frame of a page, in which everything is worked out and laid out, and the median of those
/// after it, in ms; with what the graphics card would be given, without the card.
fn draw(office: &Office, page: Page, now: Clock) -> [f64; 2] {
    let ctx = Context::default();
    theme::install(&ctx);
    theme::apply(&ctx, ThemeChoice::Light, Scale::Normal);
    let texts = Messages::for_language(Language::ENGLISH);
    let link = Link::Live(Arc::new(view()));
    let mut desk = Desk::default();
    let mut frame = |page| {
        desk.page = page;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(
                egui::Pos2::ZERO,
                Vec2::new(1024.0, 720.0),
            )),
            ..RawInput::default()
        };
        let begin = Instant::now();
        let output = ctx.run_ui(input, |ui| {
            let room = Room {
                link: &link,
                office,
                now,
                locked_s: 0,
                target_minutes: 3,
                looks: (ThemeChoice::Light, Scale::Normal),
                texts: &texts,
            };
            let wishes = manager_ui(ui, &room, &mut desk);
            for wish in &wishes {
                check(office, wish);
            }
        });
        let shapes = ctx.tessellate(output.shapes, output.pixels_per_point);
        assert!(shapes.len() > 1);
        begin.elapsed().as_secs_f64() * 1e3
    };
    // Letters are there from the page before.
    let before = if page == Page::Payments {
        Page::Today
    } else {
        Page::Payments
    };
    frame(before);
    frame(before);
    let first = frame(page);
    [first, median((0..ROUNDS).map(|_| frame(page)).collect())]
}

/// The last day of a journal with so many documents.
fn last_day(documents: i64) -> NaiveDate {
    clock::local(events(documents - 1)[2].at).date()
}

fn say_queries(name: &str, path: &Path, (from, to): (NaiveDate, NaiveDate)) {
    let rows = look_up(path, from, to).0.rows.len();
    let [read, all] = query(path, (from, to));
    println!("  {name:24} {rows:5} rows  {read:7.2} ms, with JSON there and back {all:7.2} ms");
}

fn say_answers(name: &str, data: &Path, days: (NaiveDate, NaiveDate)) {
    let (told, _) = look_up_answers(data, days);
    let times: Vec<[f64; 4]> = (0..ROUNDS).map(|_| look_up_answers(data, days).1).collect();
    let [read, made, told_of, all] = [0, 1, 2, 3].map(|place| {
        let times = times.iter().filter_map(|times| times.get(place).copied());
        median(times.collect())
    });
    println!(
        "  {name:24} {:5} answers  {read:7.2} ms, with the report {made:7.2} ms, JSON there and back \
         {told_of:7.2} ms, comments {all:7.2} ms",
        told.report.answers
    );
}

/// Looks up what customers answered, and gives what the window shows of it.
fn answers_until(last: NaiveDate) -> SurveyTold {
    let path = answers::answered(MANY, last);
    let data = path.parent().unwrap();
    let year = last - Days::new(364);
    let weeks = Period::Weeks8.first_day(last);
    println!("answers of three years, 100 a day, median of {ROUNDS}:");
    say_answers("4 million: the last day", data, (last, last));
    say_answers("4 million: 8 weeks", data, (weeks, last));
    say_answers("4 million: a year", data, (year, last));
    look_up_answers(data, (weeks, last)).0
}

fn main() {
    let (week, path) = (journal_of(WEEK), journal_of(MANY));
    let last = last_day(MANY);
    let first = last.checked_sub_days(Days::new(56)).unwrap();
    println!("figures by quarter-hours, median of {ROUNDS}:");
    say_queries(
        "a week: its last day",
        &week,
        (last_day(WEEK), last_day(WEEK)),
    );
    say_queries("4 million: the last day", &path, (last, last));
    say_queries("4 million: 57 days", &path, (first, last));
    let figures = Arc::new(with_a_line(look_up(&path, first, last).0));
    let habits = habits();
    let begin = Instant::now();
    let rows = figures.rows.iter().map(FiguresRow::quarterly);
    let plan = Plan::of(&habits, &Opening::of(rows), Target::of_store(3)).unwrap();
    println!(
        "  the plan of {} hours {:7.2} ms",
        7 * 24,
        begin.elapsed().as_secs_f64() * 1e3
    );
    assert_eq!(plan.hours(), Some((0, 23)));
    let weeks = Period::Weeks8.first_day(last);
    let (loyalty, time) = members::report((weeks, last), ROUNDS);
    println!("what is said of 100 000 members, median of {ROUNDS}: {time:.2} ms");
    let office = Office {
        gate: Gate::Open,
        loyalty: Some(Arc::new(loyalty)),
        figures: Some(figures),
        habits: Some(Arc::new(habits)),
        survey: Some(Arc::new(answers_until(last))),
        ..Office::default()
    };
    let now = Clock {
        day: (last - NaiveDate::default()).num_days(),
        hour: 14,
        minute: 32,
        ahead_of_utc: 0,
    };
    println!("drawing, first frame and median of {ROUNDS} more:");
    for page in [
        Page::Today,
        Page::Queue,
        Page::Payments,
        Page::Survey,
        Page::Loyalty,
    ] {
        let [first, more] = draw(&office, page, now);
        println!("  {:16} {first:7.2} ms  {more:7.2} ms", format!("{page:?}"));
    }
}
