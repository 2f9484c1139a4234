//! The virtual shop prints what it says it prints: read back through the tap, with its own sums.
#![cfg(test)]

#[path = "support/tape.rs"]
mod tape;

use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeSet;
use std::ops::Range;
use std::time::Duration;
use tape::{Tape, setup_for};
use tillside::domain::document::Kind;
use tillside::domain::language::Language;
use tillside::protocol::escpos::command::{Command, Setting, Sink};
use tillside::protocol::escpos::splice::{Event, Withheld};
use tillside::protocol::escpos::tap::Tap;
use tillside::protocol::escpos::text::{PageMap, decode};
use tillside::sim::documents::{Document, Documents, Genre, Setup, assorted};
use tillside::sim::library::Library;
use tillside::sim::shop;
use tillside::sim::till::{Pacing, Till};

/// As many as it takes for every till to print every genre.
fn everything() -> Vec<Document> {
    let count = Setup::all().len() * Genre::ALL.len();
    assorted(morning(), 7).unwrap().take(count).collect()
}

fn morning() -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    day.and_hms_opt(8, 0, 0).unwrap()
}

/// What a printer's line buffer holds and does, as far as text goes.
struct Reader {
    pages: PageMap,
    page: Option<u8>,
    line: String,
    lines: Vec<String>,
    cuts: Vec<u64>,
    kicks: usize,
    images: usize,
    unknown: usize,
}

impl Reader {
    fn read(document: &Document) -> Self {
        let library = document.setup.library;
        let mut reader = Self {
            pages: library.page_map().unwrap(),
            page: None,
            line: String::new(),
            lines: Vec::new(),
            cuts: Vec::new(),
            kicks: 0,
            images: 0,
            unknown: 0,
        };
        Tap::new(library.dialect()).advance(&mut reader, &document.wire.bytes);
        assert!(reader.line.is_empty(), "{}: an open line", document.name);
        reader
    }

    fn end_line(&mut self) {
        self.lines
            .push(std::mem::take(&mut self.line).trim().to_owned());
    }
}

impl Sink for Reader {
    fn text(&mut self, bytes: &[u8], _at: u64) {
        decode(&self.pages, self.page, 0, bytes, &mut self.line);
    }

    fn command(&mut self, command: Command, span: Range<u64>) {
        match command {
            Command::LineFeed | Command::FeedLines(_) => self.end_line(),
            Command::Set(Setting::CodePage(number)) => self.page = Some(number),
            Command::Cut(_) => self.cuts.push(span.start),
            Command::Drawer => self.kicks += 1,
            Command::Raster { .. } | Command::BitImage { .. } => self.images += 1,
            Command::Unknown { .. } => self.unknown += 1,
            _ => {}
        }
    }
}

fn without_blanks(lines: &[String]) -> Vec<&str> {
    let trimmed = lines.iter().map(|line| line.trim());
    trimmed.filter(|line| !line.is_empty()).collect()
}

#[test]
fn the_same_seed_prints_the_same_bytes() {
    let setup = Setup::new(Library::EscposPhp, Language::new("pl").unwrap());
    let day = |seed| -> Vec<Document> {
        let till = Documents::new(setup, morning(), seed).unwrap();
        till.take(200).collect()
    };
    assert_eq!(day(3), day(3));
    assert_ne!(day(3), day(4));
}

#[test]
fn every_till_prints_every_genre() {
    let all = everything();
    let made: BTreeSet<_> = all
        .iter()
        .map(|document| {
            let setup = document.setup;
            (setup.library, setup.language, setup.page, document.genre)
        })
        .collect();
    assert_eq!(made.len(), Setup::all().len() * Genre::ALL.len());
    let early: BTreeSet<_> = all
        .iter()
        .take(28)
        .map(|d| (d.setup.library, d.setup.language))
        .collect();
    assert_eq!(
        early.len(),
        28,
        "each library with each language among the first 28"
    );
    let names: BTreeSet<&str> = all.iter().map(|d| d.name.as_str()).collect();
    assert_eq!(names.len(), all.len(), "names are unique");
}

#[test]
fn what_is_printed_can_be_read() {
    for document in everything() {
        let reader = Reader::read(&document);
        let name = &document.name;
        assert_eq!(reader.unknown, 0, "{name}: unknown commands");
        if document.setup.library.writes_text() {
            let read = without_blanks(&reader.lines);
            assert_eq!(read, without_blanks(&document.lines), "{name}");
        } else {
            assert_eq!(reader.lines.len(), 0, "{name}: text");
            assert_eq!(
                reader.images > 0,
                !document.lines.is_empty(),
                "{name}: images"
            );
        }
        let cut = document.wire.cut.iter();
        let cuts: Vec<u64> = cut.map(|cut| u64::try_from(cut.start).unwrap()).collect();
        assert_eq!(reader.cuts, cuts, "{name}");
        assert_eq!(
            cuts.len(),
            usize::from(document.genre != Genre::Drawer),
            "{name}"
        );
    }
}

#[test]
fn drawers_open_for_cash() {
    for document in everything() {
        let opens = match document.genre {
            Genre::CashSale | Genre::MixedSale | Genre::Drawer | Genre::NoSale => true,
            Genre::Refund => {
                document.facts.tender != Some(tillside::domain::document::Tender::Card)
            }
            _ => false,
        };
        let kicks = Reader::read(&document).kicks;
        assert_eq!(kicks > 0, opens, "{}", document.name);
    }
}

/// The amount at the end of a line, in hundredths.
fn amount(line: &str) -> Option<i64> {
    let marks = |c: char| !(c.is_ascii_digit() || matches!(c, '-' | '.' | ',' | ' '));
    let line = line.trim_end_matches(|c: char| c.is_ascii_uppercase());
    // At least two spaces stand before an amount, or its currency; a thousands separator is one.
    let last = line.rsplit("  ").next()?.rsplit(marks).next()?;
    let sign = if line.rsplit("  ").next()?.contains('-') {
        -1
    } else {
        1
    };
    let digits: String = last.chars().filter(char::is_ascii_digit).collect();
    (last.len() > 3)
        .then(|| digits.parse::<i64>().map(|minor| minor * sign))
        .and_then(Result::ok)
}

/// What the customer gives, less the change.
fn paid(language: Language, lines: &[String]) -> i64 {
    let words = &shop::of(language)[0].words.sale;
    let is = |line: &str, word: &str| {
        line.strip_prefix(word)
            .is_some_and(|rest| rest.starts_with(' '))
    };
    let given = lines
        .iter()
        .filter(|line| is(line, words.cash) || words.cards.iter().any(|card| is(line, card)));
    let change = lines.iter().filter(|line| is(line, words.change));
    let sum = |amounts: Vec<&String>| -> i64 {
        amounts.into_iter().filter_map(|line| amount(line)).sum()
    };
    sum(given.collect()) - sum(change.collect())
}

#[test]
fn goods_add_up_to_the_total_and_tenders_to_what_is_paid() {
    let mut checked = 0;
    for document in everything() {
        let sale = [Genre::CashSale, Genre::CardSale, Genre::MixedSale];
        if !sale.contains(&document.genre) {
            continue;
        }
        let mut parts = document.lines.split(|line| line.starts_with("----"));
        let goods: i64 = parts
            .nth(1)
            .unwrap()
            .iter()
            .filter_map(|line| amount(line))
            .sum();
        let paid = paid(document.setup.language, parts.next().unwrap());
        let total = document.facts.total_minor.unwrap();
        assert_eq!((goods, paid), (total, total), "{:#?}", document.lines);
        checked += 1;
    }
    assert_eq!(checked, Setup::all().len() * 3);
}

#[test]
fn the_days_end_is_the_sum_of_the_day() {
    for language in shop::languages() {
        let setup = Setup::new(Library::PythonEscpos, language);
        let mut total = 0;
        let till = Documents::new(setup, morning(), 11).unwrap();
        for document in till.take(400) {
            if document.genre == Genre::Report {
                let amounts: Vec<i64> = document.lines.iter().filter_map(|l| amount(l)).collect();
                let [.., net, cash, card] = amounts[..] else {
                    panic!("{:#?}", document.lines);
                };
                assert_eq!((net, cash + card), (total, total), "{:#?}", document.lines);
                total = 0;
            }
            if document.facts.kind == Some(Kind::Sale) && !document.facts.copy {
                total += document.facts.total_minor.unwrap();
            }
        }
        assert!(total > 0, "a new day has begun");
    }
}

#[test]
fn a_slip_and_its_sale_are_about_the_same_sum() {
    let setup = Setup::new(Library::PythonEscpos, Language::new("da").unwrap());
    let documents: Vec<Document> = Documents::new(setup, morning(), 2)
        .unwrap()
        .take(400)
        .collect();
    let mut pairs = 0;
    for two in documents.windows(2).filter(|two| two[1].follows) {
        assert_eq!(two[0].facts.total_minor, two[1].facts.total_minor);
        pairs += 1;
    }
    assert!(pairs > 20);
}

#[test]
fn only_the_first_print_of_a_sale_that_stands_expects_a_code() {
    let sales = [Genre::CashSale, Genre::CardSale, Genre::MixedSale];
    for document in everything() {
        let expected = sales.contains(&document.genre) && document.setup.library.writes_text();
        assert_eq!(document.expects_code, expected, "{}", document.name);
    }
}

#[test]
fn pacing_keeps_every_byte_in_order() {
    for document in everything().iter().step_by(7) {
        for pacing in Pacing::ALL {
            let chunks = Till::new(pacing, 1).send(document);
            let bytes: Vec<u8> = chunks
                .iter()
                .flat_map(|chunk| chunk.bytes.clone())
                .collect();
            assert_eq!(bytes, document.wire.bytes, "{} {pacing:?}", document.name);
            assert!(chunks.iter().all(|chunk| !chunk.bytes.is_empty()));
            assert_eq!(chunks, Till::new(pacing, 1).send(document));
        }
        let pieces = Till::new(Pacing::CutApart, 1).send(document);
        if let Some(cut) = &document.wire.cut {
            let last = &pieces.last().unwrap().bytes;
            assert!(
                last.starts_with(&document.wire.bytes[cut.clone()]),
                "{}",
                document.name
            );
        }
    }
}

/// Sends documents over one cable and says where it found something else than they are.
fn read_by_the_cable(till: &mut Till, documents: &[Document]) -> Vec<String> {
    let setup = setup_for(documents[0].setup.library.profile());
    let place_is_known = setup.target.head_to_cutter_mm.is_some();
    let mut tape = Tape::new(setup);
    for document in documents {
        for chunk in till.send(document) {
            tape.pause(Duration::from_millis(chunk.delay_ms.into()));
            tape.write(&chunk.bytes);
        }
    }
    tape.pass(b"");
    let sent: Vec<u8> = documents
        .iter()
        .flat_map(|document| document.wire.bytes.clone())
        .collect();
    assert_eq!((tape.till_bytes(), tape.held()), (sent, 0));
    let found = tape.documents();
    assert_eq!(found.len(), documents.len(), "{}", documents[0].name);
    let pairs = found.into_iter().zip(too_late(&tape.events)).zip(documents);
    let differences = pairs.filter_map(|((found, too_late), document)| {
        // The feed has gone ahead, and nobody knows how far it is to the cutter.
        let excused = too_late && !place_is_known;
        let code = document.expects_code && !excused;
        let has_text = document.setup.library.writes_text();
        let right = !has_text || document.facts == found.facts;
        (!right || code != found.code.is_some()).then(|| {
            let (name, facts) = (&document.name, document.facts);
            format!(
                "{name}: {:?}, code {:?}, is {facts:?}",
                found.facts, found.code
            )
        })
    });
    differences.collect()
}

/// Of each document whether its code came too late for its place.
fn too_late(events: &[Event]) -> Vec<bool> {
    let mut withheld = false;
    let ended = events.iter().filter_map(|event| match event {
        Event::Ended(_) => Some(std::mem::take(&mut withheld)),
        Event::Withheld(reason) => {
            withheld = *reason == Withheld::Place;
            None
        }
        Event::FiscalLatched => None,
    });
    ended.collect()
}

#[test]
fn what_the_shop_prints_is_read_right_whatever_its_pace() {
    let all = everything();
    let differences = all.iter().zip(0..).map(|(document, place)| {
        let pacing = Pacing::ALL[place % Pacing::ALL.len()];
        read_by_the_cable(&mut Till::new(pacing, 1), std::slice::from_ref(document))
    });
    let differences: Vec<_> = differences.flatten().collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(all.iter().filter(|document| document.expects_code).count() > 100);
}

#[test]
fn a_day_on_one_cable_is_read_right() {
    // Pictures take long to draw, and the other test has them.
    let tills = Setup::all().into_iter().zip(20..);
    for (setup, seed) in tills.filter(|(setup, _)| setup.library.writes_text()) {
        let till = Documents::new(setup, morning(), seed).unwrap();
        let day: Vec<Document> = till.take(40).collect();
        let differences = read_by_the_cable(&mut Till::with_any_pacing(seed), &day);
        assert!(differences.is_empty(), "{}", differences.join("\n"));
    }
}
