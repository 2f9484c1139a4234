//! Shops, their goods and prices, and the words on their paper, as data.
//!
//! A language is one file with two shops, a grocer and a place to eat. Prices include tax. Where cash is rounded
//! (Denmark to 50 øre, Estonia to 5 cents) every price is round already, so that what is to be paid
//! is the same by card and in cash.

mod da;
mod en;
mod et;
mod pl;

use crate::domain::language::Language;

/// The two shops of a language; English ones where the language has none.
pub fn of(language: Language) -> &'static [Shop; 2] {
    match language.as_str() {
        "pl" => &pl::SHOPS,
        "da" => &da::SHOPS,
        "et" => &et::SHOPS,
        _ => &en::SHOPS,
    }
}

/// The languages that have shops.
pub fn languages() -> Vec<Language> {
    let codes = ["en", "pl", "da", "et"];
    codes.into_iter().filter_map(Language::new).collect()
}

/// A shop, and everything that is particular to its receipts.
#[derive(Debug)]
pub struct Shop {
    /// Printed large; at most 20 characters.
    pub name: &'static str,
    /// Address and tax number.
    pub header: &'static [&'static str],
    /// What it sells.
    pub goods: &'static [Goods],
    /// What its receipts carry besides text.
    pub decoration: Decoration,
    /// What the kitchen is told besides the dishes; empty for a shop without a kitchen.
    pub wishes: &'static [&'static str],
    /// The tax rates that [`Goods::rate`] points to.
    pub rates: &'static [Rate],
    /// The words of its language.
    pub words: &'static Words,
}

/// What a receipt carries besides text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decoration {
    /// Nothing.
    Plain,
    /// A logo above, a barcode with the receipt's number below.
    LogoAndBarcode,
}

/// Something to buy.
#[derive(Debug, Clone, Copy)]
pub struct Goods {
    /// As on paper.
    pub name: &'static str,
    /// Per piece or per kilogram, in hundredths of the currency, tax included.
    pub price_minor: i64,
    /// Index into [`Shop::rates`].
    pub rate: usize,
    /// How it is sold.
    pub sold: Sold,
}

/// How goods are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sold {
    /// By the piece.
    Piece,
    /// By weight.
    Weight,
}

/// A tax rate.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// Printed after the price; may be empty.
    pub letter: &'static str,
    /// In thousandths of the net price.
    pub permille: i64,
    /// As on paper, for example `23,00%`.
    pub text: &'static str,
}

impl Rate {
    /// The tax within a price that includes it, in hundredths, rounded half up.
    pub fn tax_within(self, gross_minor: i64) -> i64 {
        let net_permille = 1000 + self.permille;
        (gross_minor * self.permille + net_permille / 2).div_euclid(net_permille)
    }
}

/// The words of a language. In patterns `{name}`, `{n}`, `{p}`, `{kg}`, `{letter}` and `{rate}`
/// stand for what is filled in.
#[derive(Debug)]
pub struct Words {
    /// Two letters.
    pub language: &'static str,
    /// Three letters.
    pub currency: &'static str,
    /// Decimal separator.
    pub decimal: char,
    /// Between thousands.
    pub thousands: char,
    /// Before an amount that names its currency, such as `£`.
    pub sign: &'static str,
    /// Date and time, as `chrono` writes patterns.
    pub date: &'static str,
    /// Banknotes and large coins, in hundredths, ascending.
    pub notes_minor: &'static [i64],
    /// Sale slips.
    pub sale: SaleWords,
    /// Card terminal slips.
    pub slip: SlipWords,
    /// Day's ends, kitchen tickets and the like.
    pub other: OtherWords,
}

/// Words of till receipts.
#[derive(Debug)]
pub struct SaleWords {
    /// Number of the receipt; takes `{n}`.
    pub number: &'static str,
    /// What the paper calls itself; may be empty.
    pub title: &'static str,
    /// A single piece; takes `{name}`, `{p}`.
    pub one: &'static str,
    /// More than one piece; takes `{n}`, `{name}`, `{p}`.
    pub many: &'static str,
    /// Weighed goods; takes `{name}`, `{kg}`, `{p}`.
    pub weighed: &'static str,
    /// A price reduction.
    pub discount: &'static str,
    /// Before discounts and taxes; empty where it is not printed.
    pub subtotal: &'static str,
    /// Turnover of a rate, takes `{letter}`; empty where it is not printed.
    pub taxable: &'static str,
    /// Tax of a rate; takes `{letter}`, `{rate}`.
    pub tax: &'static str,
    /// Sum of all taxes; empty where it is not printed.
    pub tax_sum: &'static str,
    /// Whether taxes stand before or after the total.
    pub tax_place: TaxPlace,
    /// What is to be paid.
    pub total: &'static str,
    /// Notes and coins.
    pub cash: &'static str,
    /// What tills print for cards.
    pub cards: &'static [&'static str],
    /// Money back to the customer.
    pub change: &'static str,
    /// Last line.
    pub thanks: &'static str,
    /// Heading of a return.
    pub refund: &'static str,
    /// Total of a return.
    pub refund_total: &'static str,
    /// Heading of a voided receipt.
    pub void: &'static str,
    /// An item taken back; takes `{name}`.
    pub void_item: &'static str,
    /// Heading of a second print.
    pub reprint: &'static str,
}

/// Where the tax lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaxPlace {
    /// Before the total.
    Before,
    /// After the total.
    After,
}

/// Words of card terminal slips.
#[derive(Debug)]
pub struct SlipWords {
    /// The terminal and its number.
    pub terminal: &'static str,
    /// A purchase and what it costs.
    pub amount: &'static str,
    /// Names of card schemes.
    pub schemes: &'static [&'static str],
    /// Accepted; before the authorisation code.
    pub approved: &'static str,
    /// The authorisation code; takes `{n}`.
    pub authorisation: &'static str,
    /// Not accepted, one of these.
    pub declined: &'static [&'static str],
    /// The answer code of a refusal; takes `{n}`.
    pub answer: &'static str,
    /// Stopped by somebody.
    pub cancelled: &'static str,
    /// The sheet for the shop.
    pub merchant_copy: &'static str,
    /// The sheet for the customer.
    pub customer_copy: &'static str,
}

/// Words of everything else.
#[derive(Debug)]
pub struct OtherWords {
    /// Heading of the day's end; takes `{n}`.
    pub report: &'static str,
    /// Turnover before returns.
    pub gross: &'static str,
    /// Returns.
    pub refunds: &'static str,
    /// Turnover.
    pub net: &'static str,
    /// Turnover in cash.
    pub cash: &'static str,
    /// Turnover by card.
    pub card: &'static str,
    /// Number of receipts.
    pub receipts: &'static str,
    /// Last line of the report.
    pub end: &'static str,
    /// Heading of a kitchen ticket.
    pub kitchen: &'static str,
    /// Takes `{n}`.
    pub table: &'static str,
    /// Drawer opened without a sale.
    pub no_sale: &'static str,
}

impl Words {
    /// An amount as on paper, without currency.
    pub fn amount(&self, minor: i64) -> String {
        let units = (minor.unsigned_abs() / 100).to_string();
        let mut text = String::from(if minor < 0 { "-" } else { "" });
        for (place, digit) in units.chars().enumerate() {
            if place > 0 && (units.len() - place).is_multiple_of(3) {
                text.push(self.thousands);
            }
            text.push(digit);
        }
        text.push(self.decimal);
        text + &format!("{:02}", minor.unsigned_abs() % 100)
    }

    /// An amount with the currency's sign, where the language has one.
    pub fn priced(&self, minor: i64) -> String {
        let amount = self.amount(minor);
        match amount.strip_prefix('-') {
            Some(rest) => format!("-{}{rest}", self.sign),
            None => format!("{}{amount}", self.sign),
        }
    }
}

/// Goods sold by the piece.
const fn piece(name: &'static str, price_minor: i64, rate: usize) -> Goods {
    Goods {
        name,
        price_minor,
        rate,
        sold: Sold::Piece,
    }
}

/// Goods sold by weight.
const fn weight(name: &'static str, price_minor: i64, rate: usize) -> Goods {
    Goods {
        name,
        price_minor,
        rate,
        sold: Sold::Weight,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_follow_the_habits_of_the_language() {
        let cases = [
            ("en", 123_456_789, "1,234,567.89", "£1,234,567.89"),
            ("en", -5, "-0.05", "-£0.05"),
            ("pl", 182_011, "1 820,11", "1 820,11"),
            ("da", 1_422_050, "14.220,50", "DKK 14.220,50"),
            ("et", 99_900, "999,00", "999,00"),
        ];
        for (code, minor, plain, priced) in cases {
            let words = of(Language::new(code).unwrap())[0].words;
            assert_eq!(words.amount(minor), plain);
            assert_eq!(words.priced(minor), priced);
        }
    }

    #[test]
    fn every_shop_is_complete() {
        for shop in languages().into_iter().flat_map(of) {
            assert!(shop.name.chars().count() <= 20, "{}", shop.name);
            assert!(shop.goods.len() >= 10, "{}", shop.name);
            for goods in shop.goods {
                assert!(goods.rate < shop.rates.len(), "{}", goods.name);
                assert!(goods.price_minor > 0, "{}", goods.name);
            }
        }
    }

    #[test]
    fn tax_is_what_the_price_contains() {
        let rate = |permille| Rate {
            letter: "",
            permille,
            text: "",
        };
        assert_eq!(rate(250).tax_within(8840), 1768);
        assert_eq!(rate(230).tax_within(858), 160);
        assert_eq!(rate(0).tax_within(858), 0);
        assert_eq!(rate(250).tax_within(-8840), -1768);
    }
}
