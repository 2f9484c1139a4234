//! What is neither a sale nor a slip: day's ends, kitchen tickets, drawers.

use super::basket::{Basket, Payment};
use super::{Occasion, Piece, Printout, Style};
use crate::domain::document::{Facts, Kind};
use crate::sim::rng::Rng;

/// What a till has taken since the last day's end, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Day {
    /// Sales and returns in cash.
    pub cash_minor: i64,
    /// Sales and returns by card.
    pub card_minor: i64,
    /// Returns, as a positive amount.
    pub refunds_minor: i64,
    /// Number of receipts.
    pub receipts: u32,
}

impl Day {
    /// Adds a sale, or a return with its negative total.
    pub fn take(&mut self, total_minor: i64, payment: Payment) {
        let cash = payment.cash_part_minor(total_minor);
        self.cash_minor += cash;
        self.card_minor += total_minor - cash;
        self.refunds_minor -= total_minor.min(0);
        self.receipts += 1;
    }
}

/// The Z report of a day.
pub fn report(at: &Occasion, day: &Day) -> Printout {
    let words = &at.shop.words.other;
    let number = format!("{:04}", at.number);
    let net = day.cash_minor + day.card_minor;
    let mut sheet = at.sheet();
    sheet.line(Style::Notice, &words.report.replace("{n}", &number));
    sheet.line(Style::Plain, &at.date());
    sheet.rule();
    let rows = [
        (words.gross, net + day.refunds_minor),
        (words.refunds, -day.refunds_minor),
        (words.net, net),
        (words.cash, day.cash_minor),
        (words.card, day.card_minor),
    ];
    for (label, minor) in rows {
        sheet.row(Style::Plain, label, &at.shop.words.amount(minor));
    }
    sheet.row(Style::Plain, words.receipts, &day.receipts.to_string());
    sheet.line(Style::Notice, words.end);
    sheet.finish(at.facts(Kind::Report))
}

/// An order for the kitchen: dishes without prices.
pub fn kitchen(at: &Occasion, order: &Basket, rng: &mut Rng) -> Printout {
    let words = &at.shop.words.other;
    let table = words.table.replace("{n}", &rng.within(1..=24).to_string());
    let mut sheet = at.sheet();
    sheet.line(Style::Title, words.kitchen);
    let time = at.when.format("%H:%M").to_string();
    sheet.row(Style::Plain, &table, &time);
    sheet.rule();
    for entry in &order.entries {
        let dish = format!("{} x {}", entry.quantity, entry.goods.name);
        sheet.line(Style::Plain, &dish);
        if rng.one_in(3)
            && let Some(wish) = rng.pick(at.shop.wishes)
        {
            sheet.line(Style::Plain, &format!("   {wish}"));
        }
    }
    sheet.finish(at.facts(Kind::Kitchen))
}

/// The drawer opens and a line says so.
pub fn no_sale(at: &Occasion) -> Printout {
    let mut sheet = at.sheet();
    sheet.line(Style::Notice, at.shop.words.other.no_sale);
    sheet.line(Style::Plain, &at.date());
    sheet.pieces.push(Piece::Drawer);
    sheet.finish(at.facts(Kind::Other))
}

/// The drawer opens and nothing is printed.
pub fn drawer() -> Printout {
    Printout {
        pieces: vec![Piece::Drawer],
        facts: Facts {
            kind: Some(Kind::Drawer),
            ..Facts::default()
        },
    }
}
