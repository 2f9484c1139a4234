//! Whole days of a shop in which cards do not always work, from the bytes on the cable to the end of
//! the day: the panel's story, the baskets, the cases and the figures.

#[path = "../support/setup.rs"]
mod setup;

use chrono::NaiveDate;
use setup::setup_for;
use tillside::domain::case::CaseKind;
use tillside::domain::decline::{Care, Step};
use tillside::domain::document::Kind;
use tillside::domain::kpi::PaymentNotes;
use tillside::domain::language::Language;
use tillside::domain::tally::Tally;
use tillside::engine::api::Command;
use tillside::protocol::escpos::block::Prepared;
use tillside::protocol::escpos::splice::{Blocks, Event as CableEvent, Splicer};
use tillside::protocol::transit::Transit as _;
use tillside::sim::documents::{Document, Documents, Genre, Setup};
use tillside::sim::library::Library;

use super::bench::Bench;

/// What the shop itself knows about its day.
#[derive(Debug, Default)]
struct Known {
    declined: u32,
    paid_after_all: u32,
    held: u32,
    voided: u32,
    came_back: u32,
}

/// Receipts of these days carry no codes.
#[derive(Debug)]
struct NoBlocks;

impl Blocks for NoBlocks {
    fn pop(&mut self) -> Option<Prepared> {
        None
    }
}

struct Day {
    bench: Bench,
    splicer: Splicer<NoBlocks>,
    known: Known,
    visits: u32,
}

impl Day {
    fn new() -> Self {
        Self {
            bench: Bench::new(),
            splicer: Splicer::new(setup_for("epson-generic"), NoBlocks),
            known: Known::default(),
            visits: 0,
        }
    }

    /// The till prints; what the cable makes of it goes to the counter.
    fn print(&mut self, document: &Document) {
        // What it would hold back does not matter here.
        let _plan = self
            .splicer
            .advance(&document.wire.bytes, self.bench.now.instant);
        while let Some(event) = self.splicer.poll_event() {
            if let CableEvent::Ended(document) = event {
                self.bench.print(document.facts, document.trusted);
            }
        }
    }

    /// What the cashier does about the note of this visit; whether the customer goes on paying.
    fn handle_note(&mut self, documents: &mut Documents) -> bool {
        let note = self.bench.note().expect("a note");
        assert!(
            !matches!(note.care, Care::Stopped | Care::Unknown),
            "{note:?}"
        );
        match self.visits % 5 {
            0 => {
                self.bench.step(Step::Hold).expect("a free token");
                self.known.held += 1;
                false
            }
            1 => {
                self.print(&documents.make(Genre::Void));
                self.known.voided += 1;
                false
            }
            2 => {
                self.bench
                    .step(Step::OtherCard)
                    .expect("a step that is shown");
                true
            }
            _ => true,
        }
    }

    /// One customer, with everything that is printed for them.
    fn visit(&mut self, visit: &[Document], documents: &mut Documents) {
        self.bench.pass(90);
        self.visits += 1;
        for document in visit {
            self.bench.pass(15);
            self.print(document);
            match document.genre {
                Genre::SlipDeclined => {
                    self.known.declined += 1;
                    if !self.handle_note(documents) {
                        assert_eq!(self.bench.note(), None);
                        return;
                    }
                    self.known.paid_after_all += 1;
                }
                Genre::SlipCancelled => {
                    let care = self.bench.note().map(|note| note.care);
                    assert_eq!(care, Some(Care::Stopped), "{}", document.name);
                }
                _ => assert_eq!(self.bench.note(), None, "after {}", document.name),
            }
        }
    }

    /// Every other customer comes back for the basket.
    fn return_baskets(&mut self) {
        for basket in self.bench.view().baskets.iter().step_by(2) {
            let (token, sold) = (basket.token, true);
            let release = Command::ReleaseBasket { token, sold };
            self.bench.ask(release).expect("it is kept");
            self.known.came_back += 1;
        }
    }
}

fn play(language: &str) -> Day {
    let morning = NaiveDate::from_ymd_opt(2026, 11, 21).and_then(|day| day.and_hms_opt(8, 0, 0));
    let language = Language::new(language).expect("a language");
    let setup = Setup::new(Library::EscposPhp, language);
    let documents = Documents::new(setup, morning.expect("a morning"), 11);
    let mut documents = documents.expect("a shop");
    let mut extra = documents.clone();
    let mut day = Day::new();
    let mut visit: Vec<Document> = Vec::new();
    while day.visits < 400 {
        let document = documents.next().expect("a shop never ends");
        if !document.follows {
            let before = std::mem::take(&mut visit);
            day.visit(&before, &mut extra);
        }
        visit.push(document);
        if day.visits.is_multiple_of(40) {
            day.return_baskets();
        }
    }
    day
}

#[test]
fn days_with_cards_that_do_not_work_end_well() {
    for language in ["en", "pl", "da", "et"] {
        let mut day = play(language);
        let known = &day.known;
        assert!(
            known.declined > 15 && known.held > 2 && known.voided > 2 && known.came_back > 1,
            "{known:?}"
        );
        let mut tally = Tally::default();
        day.bench
            .journal
            .iter()
            .for_each(|entry| tally.count(&entry.event));
        let notes = PaymentNotes::of(&tally);
        assert_eq!(notes.notes, known.declined, "{language}");
        assert_eq!(notes.settled.sum(), known.paid_after_all, "{language}");
        assert_eq!(
            (notes.held, notes.lost),
            (known.held, known.voided),
            "{language}"
        );
        assert!(notes.settled.other_card > 0, "{language}: {notes:?}");
        // Whoever did not come back is on the list by the evening.
        day.bench.pass(3 * 3600);
        let view = day.bench.view();
        assert_eq!(view.baskets.len(), view.cases.len(), "{language}");
        assert!(view.cases.iter().all(|case| case.kind == CaseKind::Hold));
        assert_eq!(day.bench.replayed(), *day.bench.counter.state());
        for entry in &day.bench.journal {
            let body = entry.event.to_body();
            let told = |care: &Care| body.contains(care.name());
            assert!(!Care::ALL.iter().any(told), "{language}: {body}");
        }
    }
}

/// Nothing but a payment asks for anything, whatever is printed.
#[test]
fn nothing_but_a_payment_prompts() {
    let mut day = play("da");
    let morning = NaiveDate::from_ymd_opt(2026, 11, 21).and_then(|day| day.and_hms_opt(8, 0, 0));
    let all = tillside::sim::documents::assorted(morning.expect("a morning"), 3);
    let quiet = all.expect("shops").take(600).filter(|document| {
        document.facts.kind != Some(Kind::CardSlip) && document.setup.library == Library::EscposPhp
    });
    for document in quiet {
        day.bench.pass(60);
        day.print(&document);
        assert_eq!(day.bench.note(), None, "after {}", document.name);
    }
}
