//! What one till prints in the course of its days, document by document.
//!
//! [`Documents`] is an endless, believable day: sales mostly, now and then a refused card, a
//! return, a day's end. [`assorted`] goes through every library, language and genre instead, for
//! tests. Amounts add up within a receipt, between a slip and its sale, and in the day's end.

use super::library::{Library, Wire};
use super::receipt::basket::{Basket, Payment};
use super::receipt::other::{self, Day};
use super::receipt::slip::{Copy, slip};
use super::receipt::{Occasion, Printout, sale};
use super::rng::Rng;
use super::shop::{self, Shop};
use crate::domain::document::{Facts, Kind, Outcome};
use crate::domain::language::Language;
use crate::protocol::escpos::profile;
use crate::protocol::escpos::text::{Page, PageMap};
use chrono::{Days, NaiveDateTime, NaiveTime, TimeDelta};
use std::collections::VecDeque;

/// One document, with everything that a reader should find out about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Unique within its series, for example `php-pl-852-card_sale-0012`.
    pub name: String,
    /// The till it comes from.
    pub setup: Setup,
    /// What it is about.
    pub genre: Genre,
    /// What its text says, also when the text is only a picture.
    pub facts: Facts,
    /// Whether a survey code belongs on it: the first print of a sale that stands, as text.
    pub expects_code: bool,
    /// Whether it is sent right after the one before, as part of the same visit.
    pub follows: bool,
    /// Its lines of text, without the spaces that centre them.
    pub lines: Vec<String>,
    /// Its bytes.
    pub wire: Wire,
}

/// A till: its library, its language and its code page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setup {
    /// What it prints with.
    pub library: Library,
    /// Which language its shop speaks.
    pub language: Language,
    /// The page it writes on; escpos-php switches on its own account.
    pub page: Page,
}

impl Setup {
    /// A till on the usual code page of its language.
    pub fn new(library: Library, language: Language) -> Self {
        let usual = library.pages(language).first().copied();
        Self {
            library,
            language,
            page: usual.unwrap_or(Page::Cp437),
        }
    }

    /// Every library with every language and each of its pages, those with the usual page first.
    pub fn all() -> Vec<Self> {
        let with_page = |place: usize| {
            let languages = shop::languages().into_iter();
            languages.flat_map(move |language| {
                Library::ALL.into_iter().filter_map(move |library| {
                    let page = *library.pages(language).get(place)?;
                    Some(Self {
                        library,
                        language,
                        page,
                    })
                })
            })
        };
        let pages = Library::ALL.into_iter().flat_map(|library| {
            let languages = shop::languages().into_iter();
            languages.map(move |language| library.pages(language).len())
        });
        (0..pages.max().unwrap_or(0)).flat_map(with_page).collect()
    }
}

/// What a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each name is the sentence")]
pub enum Genre {
    CashSale,
    CardSale,
    MixedSale,
    Reprint,
    Refund,
    Void,
    SlipApproved,
    SlipDeclined,
    SlipCancelled,
    SlipMerchantCopy,
    SlipCustomerCopy,
    Report,
    Kitchen,
    Drawer,
    NoSale,
}

impl Genre {
    /// Every genre.
    pub const ALL: [Self; 15] = [
        Self::CashSale,
        Self::CardSale,
        Self::MixedSale,
        Self::Reprint,
        Self::Refund,
        Self::Void,
        Self::SlipApproved,
        Self::SlipDeclined,
        Self::SlipCancelled,
        Self::SlipMerchantCopy,
        Self::SlipCustomerCopy,
        Self::Report,
        Self::Kitchen,
        Self::Drawer,
        Self::NoSale,
    ];

    /// A short name for file names and logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::CashSale => "cash_sale",
            Self::CardSale => "card_sale",
            Self::MixedSale => "mixed_sale",
            Self::Reprint => "reprint",
            Self::Refund => "refund",
            Self::Void => "void",
            Self::SlipApproved => "slip_approved",
            Self::SlipDeclined => "slip_declined",
            Self::SlipCancelled => "slip_cancelled",
            Self::SlipMerchantCopy => "slip_merchant_copy",
            Self::SlipCustomerCopy => "slip_customer_copy",
            Self::Report => "report",
            Self::Kitchen => "kitchen",
            Self::Drawer => "drawer",
            Self::NoSale => "no_sale",
        }
    }

    fn slip(self) -> Option<(Outcome, Copy)> {
        match self {
            Self::SlipApproved => Some((Outcome::Approved, Copy::Unnamed)),
            Self::SlipDeclined => Some((Outcome::Declined, Copy::Unnamed)),
            Self::SlipCancelled => Some((Outcome::Cancelled, Copy::Unnamed)),
            Self::SlipMerchantCopy => Some((Outcome::Approved, Copy::Merchant)),
            Self::SlipCustomerCopy => Some((Outcome::Approved, Copy::Customer)),
            _ => None,
        }
    }
}

/// What happens at a till, and how often in a hundred visits.
const VISITS: &[(u32, &[Genre])] = &[
    (40, &[Genre::CashSale]),
    (22, &[Genre::CardSale]),
    (
        7,
        &[
            Genre::SlipMerchantCopy,
            Genre::SlipCustomerCopy,
            Genre::CardSale,
        ],
    ),
    (
        6,
        &[Genre::SlipDeclined, Genre::SlipApproved, Genre::CardSale],
    ),
    (2, &[Genre::SlipCancelled, Genre::CashSale]),
    (4, &[Genre::MixedSale]),
    (3, &[Genre::Refund]),
    (2, &[Genre::Void]),
    (2, &[Genre::CardSale, Genre::Reprint]),
    (6, &[Genre::Kitchen]),
    (4, &[Genre::Drawer]),
    (2, &[Genre::NoSale]),
];

/// After so many receipts the day ends.
const RECEIPTS_A_DAY: u32 = 60;

/// All that one till prints, without end.
#[derive(Debug, Clone)]
pub struct Documents {
    setup: Setup,
    shop: &'static Shop,
    pages: PageMap,
    rng: Rng,
    when: NaiveDateTime,
    printed: u32,
    receipt_number: u32,
    report_number: u32,
    day: Day,
    last_sale: Option<Printout>,
    planned: VecDeque<Document>,
}

impl Documents {
    /// A till whose papers begin at the local time `start`. The same arguments give the same
    /// documents. Fails only when the profile of the library's printer cannot be read.
    pub fn new(setup: Setup, start: NaiveDateTime, seed: u64) -> Result<Self, profile::Error> {
        let mut rng = Rng::new(seed);
        let [first, second] = shop::of(setup.language);
        Ok(Self {
            setup,
            shop: if rng.one_in(2) { first } else { second },
            pages: setup.library.page_map()?,
            when: start,
            printed: 0,
            receipt_number: rng.within(1000..=90_000),
            report_number: rng.within(100..=900),
            day: Day::default(),
            last_sale: None,
            planned: VecDeque::new(),
            rng,
        })
    }

    /// One document of a genre, as a visit of its own.
    pub fn make(&mut self, genre: Genre) -> Document {
        let basket = self.begin_visit();
        self.document(genre, &basket)
    }

    fn begin_visit(&mut self) -> Basket {
        self.when += TimeDelta::seconds(self.rng.within(40..=200).into());
        self.receipt_number += 1;
        Basket::fill(self.shop, &mut self.rng)
    }

    /// Plans the documents of the next visit.
    fn plan(&mut self) {
        let basket = self.begin_visit();
        let genres = if self.day.receipts >= RECEIPTS_A_DAY {
            &[Genre::Report][..]
        } else {
            self.choose()
        };
        for (place, &genre) in genres.iter().enumerate() {
            let document = self.document(genre, &basket);
            self.planned.push_back(Document {
                follows: place > 0,
                ..document
            });
        }
    }

    fn choose(&mut self) -> &'static [Genre] {
        let mut dice = self
            .rng
            .within(1..=VISITS.iter().map(|(weight, _)| weight).sum());
        for (weight, genres) in VISITS {
            let possible = !genres.contains(&Genre::Kitchen) || !self.shop.wishes.is_empty();
            if dice <= *weight && possible {
                return genres;
            }
            dice = dice.saturating_sub(*weight);
        }
        &[Genre::CashSale]
    }

    fn document(&mut self, genre: Genre, basket: &Basket) -> Document {
        let printout = self.compose(genre, basket);
        let Setup {
            library,
            language,
            page,
        } = self.setup;
        self.printed += 1;
        let facts = printout.facts;
        let stands = !facts.copy && !facts.void && !facts.refund;
        Document {
            name: format!(
                "{}-{language}-{}-{}-{:04}",
                library.name(),
                page.name(),
                genre.name(),
                self.printed
            ),
            setup: self.setup,
            genre,
            facts,
            expects_code: facts.kind == Some(Kind::Sale) && stands && library.writes_text(),
            follows: false,
            lines: printout.lines().map(str::to_owned).collect(),
            wire: library.encode(&printout, page, &self.pages),
        }
    }

    fn occasion(&self, number: u32) -> Occasion {
        Occasion {
            shop: self.shop,
            columns: self.setup.library.columns(),
            when: self.when,
            number,
        }
    }

    fn compose(&mut self, genre: Genre, basket: &Basket) -> Printout {
        let at = self.occasion(self.receipt_number);
        let total = basket.total_minor();
        if let Some((outcome, copy)) = genre.slip() {
            return slip(&at, total, outcome, copy, &mut self.rng);
        }
        match genre {
            Genre::CashSale => {
                let payment = Payment::cash(self.shop, total, &mut self.rng);
                self.sell(&at, basket, payment)
            }
            Genre::MixedSale => self.sell(&at, basket, Payment::mixed(total)),
            Genre::Reprint => {
                let last = self.last_sale.take();
                let original = last.unwrap_or_else(|| self.sell(&at, basket, Payment::Card));
                sale::reprint(&at, &original)
            }
            Genre::Refund => self.give_back(&at, basket),
            Genre::Void => sale::void(&at, basket),
            Genre::Report => self.end_day(),
            Genre::Kitchen => other::kitchen(&at, basket, &mut self.rng),
            Genre::Drawer => other::drawer(),
            Genre::NoSale => other::no_sale(&at),
            // Slips have been dealt with.
            _ => self.sell(&at, basket, Payment::Card),
        }
    }

    fn sell(&mut self, at: &Occasion, basket: &Basket, payment: Payment) -> Printout {
        self.day.take(basket.total_minor(), payment);
        let printout = sale::sale(at, basket, payment, &mut self.rng);
        self.last_sale = Some(printout.clone());
        printout
    }

    fn give_back(&mut self, at: &Occasion, basket: &Basket) -> Printout {
        let payment = Payment::back(&mut self.rng);
        let entry = basket.one();
        self.day.take(-entry.amount_minor(), payment);
        sale::refund(at, entry, payment, &mut self.rng)
    }

    /// Prints the report; what follows is of the next morning.
    fn end_day(&mut self) -> Printout {
        self.report_number += 1;
        let printout = other::report(&self.occasion(self.report_number), &self.day);
        self.day = Day::default();
        let morning = NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default();
        self.when = (self.when.date() + Days::new(1)).and_time(morning);
        printout
    }
}

impl Iterator for Documents {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        while self.planned.is_empty() {
            self.plan();
        }
        self.planned.pop_front()
    }
}

/// One document after another from every kind of till: any [`Genre::ALL`]`.len()` in a row from
/// one round are of different genres, and after [`Setup::all`]`.len()` times that many, every
/// till has printed every genre.
pub fn assorted(
    start: NaiveDateTime,
    seed: u64,
) -> Result<impl Iterator<Item = Document>, profile::Error> {
    let setups = Setup::all().into_iter().zip(seed..);
    let tills = setups.map(|(setup, seed)| Documents::new(setup, start, seed));
    let mut tills = tills.collect::<Result<Vec<_>, _>>()?;
    let rounds = (0..).flat_map({
        let count = tills.len();
        move |round: usize| (0..count).map(move |till| (till, till + round))
    });
    Ok(rounds.filter_map(move |(till, place)| {
        let genre = *Genre::ALL.get(place % Genre::ALL.len())?;
        Some(tills.get_mut(till)?.make(genre))
    }))
}
