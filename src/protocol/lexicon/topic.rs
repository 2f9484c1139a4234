//! What a word of a till can mean. The names are those of the lists in `assets/lexicon/*.toml`.

use serde::Deserialize;

/// The meaning of a word or phrase.
///
/// Where a meaning has a *word* or *alone* list beside the plain one, the plain list holds phrases
/// that are clear wherever they stand, and the other holds short words that also occur in names of
/// goods and in sentences; those count only where the rest of the line leaves no doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The amount to be paid, after rounding and deductions.
    TotalDue,
    /// The sum of the goods.
    TotalSum,
    /// Just "amount": the total of a card slip, rarely of a receipt.
    TotalAmount,
    /// The type of a card transaction, with its amount beside it.
    TotalTransaction,
    /// What goes back to the customer.
    TotalRefunded,
    /// A sum of something else: savings, points, net amounts.
    TotalTrap,
    /// Money handed over: no total, but the way of paying may stand beside it.
    HandedOver,
    /// The sum before deductions.
    Subtotal,
    /// Value added tax.
    Vat,
    /// "Including": a total with its tax is a total.
    Including,
    /// Rounding to the smallest coin.
    Rounding,
    /// Paid with notes and coins.
    TenderCash,
    /// Paid with a card, a phone or a watch at the card terminal.
    TenderCard,
    /// Paid in another way.
    TenderOther,
    /// Money handed back out of what was handed over.
    Change,
    /// Title of a report.
    Report,
    /// Title of a report if the line says nothing else.
    ReportAlone,
    /// A row that only reports have.
    ReportRow,
    /// Title of a kitchen ticket.
    Kitchen,
    /// Title of a kitchen ticket if the line says nothing else.
    KitchenAlone,
    /// Table and order numbers.
    Order,
    /// Nothing was sold: no sale, training, pro forma.
    NotSale,
    /// Nothing was sold, if the line says nothing else.
    NotSaleAlone,
    /// Title that only a receipt for goods has.
    Receipt,
    /// The document is a copy.
    Copy,
    /// The document is a copy, if the line says nothing else.
    CopyAlone,
    /// The whole document is void.
    Void,
    /// The whole document is void, if the line says nothing else.
    VoidAlone,
    /// Money goes back.
    Refund,
    /// Money goes back, if the line says nothing else.
    RefundAlone,
    /// What only a card terminal prints, with a number beside it: its own, the chip's application.
    Terminal,
    /// Title of a card slip, or a phrase that only card slips have.
    SlipTitle,
    /// An authorisation code: weak evidence of an approval.
    Authorisation,
    /// The card was accepted.
    Approved,
    /// The card was accepted, in one word.
    ApprovedWord,
    /// The card was not accepted.
    Declined,
    /// The card was not accepted, in one word.
    DeclinedWord,
    /// Somebody stopped the payment.
    Cancelled,
    /// Somebody stopped the payment, in one word.
    CancelledWord,
    /// No connection: whether the payment left the terminal is not said.
    Technical,
    /// No answer, or none that is known: nobody can tell whether the money was taken.
    NoAnswer,
    /// After a refusal: the card belongs into the slot, or the PIN is wanted.
    CareChip,
    /// After a refusal: the terminal did not read the card.
    CareNotRead,
    /// After a refusal: the PIN was mistyped.
    CarePin,
    /// After a refusal: the terminal does not take such cards.
    CareNotTaken,
    /// After a refusal: another way is needed, whatever else the slip says.
    CareOtherWay,
    /// What stands before an ISO 8583 response code.
    CodeResponse,
    /// What stands before a Danish ASW code.
    CodeAsw,
    /// A card of Mastercard's.
    Mastercard,
    /// Held to the terminal.
    Contactless,
    /// Not, no, without.
    Negation,
    /// Words of sentences: you, our, if, never.
    Prose,
    /// Known words without a meaning here; they also shield the shorter words inside them.
    Plain,
}

/// A set of topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Topics(u64);

impl Topics {
    #[expect(clippy::indexing_slicing, reason = "the loop stops at the length")]
    pub(crate) const fn of(list: &[Topic]) -> Self {
        let mut bits = 0;
        let mut i = 0;
        while i < list.len() {
            bits |= 1 << list[i] as u64;
            i += 1;
        }
        Self(bits)
    }

    pub(crate) fn insert(&mut self, topic: Topic) {
        self.0 |= 1 << topic as u64;
    }

    pub(crate) fn has(self, topic: Topic) -> bool {
        self.0 & (1 << topic as u64) != 0
    }

    pub(crate) fn has_any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    pub(crate) fn of_these(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    pub(crate) fn union(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }
}
