//! Slips of a card terminal that prints through the till.

use super::{Occasion, Printout, Style};
use crate::domain::decline::Care;
use crate::domain::document::{Facts, Kind, Outcome, Tender};
use crate::sim::rng::Rng;

/// For whom a slip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copy {
    /// Nobody in particular; the slip does not say.
    Unnamed,
    /// The shop.
    Merchant,
    /// The customer.
    Customer,
}

/// What a terminal prints about one attempt to pay `total_minor` hundredths.
pub fn slip(
    at: &Occasion,
    total_minor: i64,
    outcome: Outcome,
    copy: Copy,
    rng: &mut Rng,
) -> Printout {
    let words = &at.shop.words.slip;
    let mut sheet = at.sheet();
    sheet.line(Style::Centred, at.shop.name);
    let terminal = format!("{:08}-01", 417_000 + at.number % 1000);
    sheet.row(Style::Plain, words.terminal, &terminal);
    sheet.line(Style::Plain, &at.date());
    let scheme = rng.pick(words.schemes).copied().unwrap_or("VISA");
    let masked = format!("XXXX XXXX XXXX {:04}", rng.within(0..=9999));
    sheet.row(Style::Plain, scheme, &masked);
    sheet.line(Style::Plain, "AID: A0000000031010");
    let priced = at.shop.words.priced(total_minor);
    sheet.row(Style::Total, words.amount, &priced);
    sheet.blank();
    let code = rng.within(100_000..=999_999).to_string();
    match outcome {
        Outcome::Approved => {
            sheet.line(Style::Notice, words.approved);
            sheet.line(Style::Plain, &words.authorisation.replace("{n}", &code));
        }
        Outcome::Declined => {
            let said = rng.pick(words.declined).copied().unwrap_or_default();
            sheet.line(Style::Notice, said);
            sheet.line(Style::Plain, &words.answer.replace("{n}", "51"));
        }
        Outcome::Cancelled | Outcome::Unknown => sheet.line(Style::Notice, words.cancelled),
    }
    let named = match copy {
        Copy::Unnamed => None,
        Copy::Merchant => Some(words.merchant_copy),
        Copy::Customer => Some(words.customer_copy),
    };
    if let Some(named) = named {
        sheet.blank();
        sheet.line(Style::Centred, named);
    }
    sheet.finish(Facts {
        tender: Some(Tender::Card),
        outcome: Some(outcome),
        care: match outcome {
            Outcome::Approved => None,
            Outcome::Declined => Some(Care::OtherWay),
            Outcome::Cancelled | Outcome::Unknown => Some(Care::Stopped),
        },
        copy: named.is_some(),
        ..at.facts_with_total(Kind::CardSlip, total_minor)
    })
}
