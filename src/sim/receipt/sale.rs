//! Till receipts: sales, returns, voids and second prints.

use super::basket::{Basket, Entry, Payment};
use super::{Occasion, Piece, Printout, Sheet, Style};
use crate::domain::document::{Facts, Kind};
use crate::sim::rng::Rng;
use crate::sim::shop::{Decoration, Rate, Sold, TaxPlace};

/// A sale.
pub fn sale(at: &Occasion, basket: &Basket, payment: Payment, rng: &mut Rng) -> Printout {
    let words = &at.shop.words.sale;
    let total = basket.total_minor();
    let mut sheet = at.sheet();
    if payment.cash_part_minor(total) > 0 {
        sheet.pieces.push(Piece::Drawer);
    }
    head(at, &mut sheet);
    goods(at, basket, &mut sheet);
    if words.tax_place == TaxPlace::Before {
        taxes(at, basket, &mut sheet);
    }
    sheet.row(Style::Total, words.total, &at.shop.words.priced(total));
    pay(at, total, payment, rng, &mut sheet);
    if words.tax_place == TaxPlace::After {
        taxes(at, basket, &mut sheet);
    }
    sheet.blank();
    sheet.line(Style::Centred, words.thanks);
    if at.shop.decoration == Decoration::LogoAndBarcode {
        let digits = format!("{:08}", at.number);
        sheet.pieces.push(Piece::Barcode(digits));
    }
    sheet.finish(Facts {
        tender: Some(payment.tender()),
        ..at.facts_with_total(Kind::Sale, total)
    })
}

/// The same receipt once more, saying so.
pub fn reprint(at: &Occasion, original: &Printout) -> Printout {
    let notice = super::Line {
        text: at.shop.words.sale.reprint.to_owned(),
        style: Style::Notice,
    };
    let kept = original.pieces.iter().filter(|p| **p != Piece::Drawer);
    let pieces = std::iter::once(Piece::Line(notice)).chain(kept.cloned());
    Printout {
        pieces: pieces.collect(),
        facts: Facts {
            copy: true,
            ..original.facts
        },
    }
}

/// One thing is brought back and its price paid out.
pub fn refund(at: &Occasion, entry: Entry, payment: Payment, rng: &mut Rng) -> Printout {
    let words = &at.shop.words.sale;
    let total = -entry.amount_minor();
    let mut sheet = at.sheet();
    if payment != Payment::Card {
        sheet.pieces.push(Piece::Drawer);
    }
    head(at, &mut sheet);
    sheet.line(Style::Notice, words.refund);
    let amount = at.shop.words.amount(total);
    sheet.row(Style::Plain, entry.goods.name, &amount);
    sheet.rule();
    let priced = at.shop.words.priced(total);
    sheet.row(Style::Total, words.refund_total, &priced);
    let way = if payment == Payment::Card {
        card(at, rng)
    } else {
        words.cash
    };
    sheet.row(Style::Plain, way, &amount);
    sheet.finish(Facts {
        tender: Some(payment.tender()),
        refund: true,
        ..at.facts_with_total(Kind::Sale, total)
    })
}

/// A receipt that was begun and given up: everything is taken back.
pub fn void(at: &Occasion, basket: &Basket) -> Printout {
    let words = &at.shop.words.sale;
    let mut sheet = at.sheet();
    head(at, &mut sheet);
    for entry in &basket.entries {
        item(at, entry, &mut sheet);
    }
    for entry in &basket.entries {
        let name = words.void_item.replace("{name}", entry.goods.name);
        let amount = at.shop.words.amount(-entry.amount_minor());
        sheet.row(Style::Plain, &name, &amount);
    }
    sheet.rule();
    sheet.line(Style::Notice, words.void);
    sheet.row(Style::Total, words.total, &at.shop.words.priced(0));
    sheet.finish(Facts {
        void: true,
        ..at.facts_with_total(Kind::Sale, 0)
    })
}

fn head(at: &Occasion, sheet: &mut Sheet) {
    if at.shop.decoration == Decoration::LogoAndBarcode {
        sheet.pieces.push(Piece::Logo);
    }
    sheet.line(Style::Title, at.shop.name);
    for line in at.shop.header {
        sheet.line(Style::Centred, line);
    }
    let words = &at.shop.words.sale;
    let number = words.number.replace("{n}", &format!("{:06}", at.number));
    sheet.row(Style::Plain, &at.date(), &number);
    if !words.title.is_empty() {
        sheet.line(Style::Centred, words.title);
    }
    sheet.rule();
}

fn goods(at: &Occasion, basket: &Basket, sheet: &mut Sheet) {
    for entry in &basket.entries {
        item(at, entry, sheet);
    }
    let words = at.shop.words;
    if basket.discount_minor > 0 {
        let letter = basket.entries.last().map_or("", |entry| letter(at, entry));
        let amount = words.amount(-basket.discount_minor) + letter;
        sheet.row(Style::Plain, words.sale.discount, &amount);
    }
    sheet.rule();
    if !words.sale.subtotal.is_empty() {
        let subtotal = words.amount(basket.total_minor());
        sheet.row(Style::Plain, words.sale.subtotal, &subtotal);
    }
}

fn item(at: &Occasion, entry: &Entry, sheet: &mut Sheet) {
    let words = at.shop.words;
    let pattern = match (entry.goods.sold, entry.quantity) {
        (Sold::Weight, _) => words.sale.weighed,
        (Sold::Piece, 1) => words.sale.one,
        (Sold::Piece, _) => words.sale.many,
    };
    let kilograms = format!("{}.{:03}", entry.quantity / 1000, entry.quantity % 1000);
    let text = pattern
        .replace("{n}", &entry.quantity.to_string())
        .replace("{kg}", &kilograms.replace('.', &words.decimal.to_string()))
        .replace("{p}", &words.amount(entry.goods.price_minor))
        .replace("{name}", entry.goods.name);
    let amount = words.amount(entry.amount_minor()) + letter(at, entry);
    sheet.row(Style::Plain, &text, &amount);
}

fn letter(at: &Occasion, entry: &Entry) -> &'static str {
    let rate = at.shop.rates.get(entry.goods.rate);
    rate.map_or("", |rate| rate.letter)
}

fn taxes(at: &Occasion, basket: &Basket, sheet: &mut Sheet) {
    let words = at.shop.words;
    let fill = |pattern: &str, rate: &Rate| {
        let lettered = pattern.replace("{letter}", rate.letter);
        lettered.replace("{rate}", rate.text)
    };
    let mut sum = 0;
    for (index, rate) in at.shop.rates.iter().enumerate() {
        let turnover = basket.turnover_minor(index);
        if turnover == 0 || rate.permille == 0 {
            continue;
        }
        if !words.sale.taxable.is_empty() {
            let label = fill(words.sale.taxable, rate);
            sheet.row(Style::Plain, &label, &words.amount(turnover));
        }
        let tax = rate.tax_within(turnover);
        sheet.row(
            Style::Plain,
            &fill(words.sale.tax, rate),
            &words.amount(tax),
        );
        sum += tax;
    }
    if !words.sale.tax_sum.is_empty() {
        sheet.row(Style::Plain, words.sale.tax_sum, &words.amount(sum));
    }
}

fn pay(at: &Occasion, total_minor: i64, payment: Payment, rng: &mut Rng, sheet: &mut Sheet) {
    let words = at.shop.words;
    let mut row = |label: &str, minor| sheet.row(Style::Plain, label, &words.amount(minor));
    match payment {
        Payment::Cash { given_minor } => {
            row(words.sale.cash, given_minor);
            if given_minor > total_minor {
                row(words.sale.change, given_minor - total_minor);
            }
        }
        Payment::Card => row(card(at, rng), total_minor),
        Payment::Mixed { cash_minor } => {
            row(words.sale.cash, cash_minor);
            row(card(at, rng), total_minor - cash_minor);
        }
    }
}

fn card(at: &Occasion, rng: &mut Rng) -> &'static str {
    rng.pick(at.shop.words.sale.cards)
        .copied()
        .unwrap_or("CARD")
}
