//! Slips as terminals print them that mask nothing: ten thousand cards, eight ways to print a
//! number, four languages, every way a payment ends.
//!
//! The numbers begin with 4 and have the digits 7 and 9 alone up to the check digit, so that no
//! other number of seven digits, an amount or a moment, looks like a part of one.

use std::fmt::Write as _;

/// How many slips and cards there are; the pattern has room for 16 384.
pub(crate) const SLIPS: usize = 10_000;

/// What the shop is called, on every slip.
pub(crate) const SHOP: &str = "ZEBRAKIOSK";

/// Whose name is on the first track.
pub(crate) const HOLDER: &str = "MUSTERMANN/ANNA";

/// When the cards expire, in the forms that are printed.
pub(crate) const EXPIRY: [&str; 4] = ["07/99", "07-99", "=9907", "^9907"];

/// What a terminal says in one language.
struct Words {
    terminal: &'static str,
    amount: &'static str,
    /// With its code and its cause, as different as can be.
    refused: [&'static str; 6],
    approved: &'static str,
    authorisation: &'static str,
    silent: &'static str,
    stopped: &'static str,
}

const LANGUAGES: [Words; 4] = [
    Words {
        terminal: "TID 22117734",
        amount: "AMOUNT GBP",
        refused: [
            "DECLINED\nINSUFFICIENT FUNDS\nRESP CODE 51",
            "DECLINED\nPICK UP CARD\nRC 43",
            "INCORRECT PIN\nRC 55",
            "EXPIRED CARD\nRC 54",
            "DECLINED\nINSERT CARD",
            "COMMS FAILURE\nDECLINED",
        ],
        approved: "APPROVED",
        authorisation: "AUTH CODE:",
        silent: "NO RESPONSE FROM HOST",
        stopped: "CANCELLED BY CUSTOMER",
    },
    Words {
        terminal: "POS ID: 12345601",
        amount: "KWOTA PLN",
        refused: [
            "ODMOWA\nBRAK SRODKOW\nKOD ODP: 51",
            "ODMOWA\nZATRZYMAJ KARTE\nKOD 43",
            "BLEDNY KOD PIN\nODMOWA",
            "KARTA NIEWAZNA\nODMOWA",
            "ODMOWA\nWLOZ KARTE",
            "BLAD POLACZENIA\nODMOWA\nKOD 91",
        ],
        approved: "TRANSAKCJA ZAAKCEPTOWANA",
        authorisation: "KOD AUTORYZACJI:",
        silent: "BRAK ODPOWIEDZI\nSPRAWDZ STATUS",
        stopped: "REZYGNACJA KLIENTA",
    },
    Words {
        terminal: "TERMINAL 00417722",
        amount: "BELOB DKK",
        refused: [
            "AFVIST\nINGEN DAEKNING\nASW 1316",
            "AFVIST\nINDDRAG KORTET ! ! !\nASW 1509",
            "FORKERT PINKODE\nAFVIST",
            "KORT UDLOBET\nAFVIST",
            "AFVIST\nINDSAET KORT",
            "KOMMUNIKATIONSFEJL\nAFVIST\nASW 1604",
        ],
        approved: "GODKENDT",
        authorisation: "AUTORISATIONSKODE:",
        silent: "INTET SVAR",
        stopped: "AFBRUDT AF KUNDE",
    },
    Words {
        terminal: "Terminal: 00998812",
        amount: "Summa EUR",
        refused: [
            "TEHING KEELDUTI\nRAHA EI OLE PIISAVALT\nVastuskood 51",
            "TEHING KEELDUTI\nKAART BLOKEERITUD\nVastuskood 43",
            "VALE PIN KOOD\nTEHING KEELDUTI",
            "KAART AEGUNUD",
            "TEHING KEELDUTI\nSISESTAGE KAART",
            "SIDEVIGA\nTEHING KEELDUTI",
        ],
        approved: "TEHING KINNITATUD",
        authorisation: "AUTORISEERIMISKOOD:",
        silent: "VASTUST EI SAADUD",
        stopped: "TEHING KATKESTATUD",
    },
];

/// Every line that slips print and that says something, to be looked for.
pub(crate) fn words() -> Vec<String> {
    let all = LANGUAGES.iter().flat_map(|words| {
        let one = [
            words.approved,
            words.authorisation,
            words.silent,
            words.stopped,
        ];
        words.refused.into_iter().chain(one)
    });
    let lines = all
        .flat_map(str::lines)
        .map(|line| line.trim_end_matches(['!', ' ', ':']));
    let mut lines: Vec<String> = lines
        .filter(|line| line.len() > 4)
        .map(str::to_owned)
        .collect();
    lines.extend([SHOP, HOLDER].map(str::to_owned));
    // The words by themselves, too.
    lines.extend(["DECLINED", "KEELDUTI", "INSUFFICIENT", "INDDRAG"].map(str::to_owned));
    lines
}

/// The number of a card, which passes the check of ISO/IEC 7812-1.
pub(crate) fn number(card: usize) -> String {
    let body = (0..14).map(|bit| if card >> bit & 1 == 1 { '9' } else { '7' });
    let mut digits: String = std::iter::once('4').chain(body).collect();
    let weighted = digits.bytes().rev().enumerate().map(|(place, byte)| {
        let digit = usize::from(byte - b'0');
        let doubled = 2 * digit;
        match place % 2 {
            0 if doubled > 9 => doubled - 9,
            0 => doubled,
            _ => digit,
        }
    });
    let sum: usize = weighted.sum();
    write!(digits, "{}", (10 - sum % 10) % 10).unwrap();
    digits
}

/// The authorisation code on the slip of a card.
pub(crate) fn authorisation(card: usize) -> String {
    format!("Q{card:04}Z")
}

fn in_groups(number: &str, size: usize, separator: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    let groups = digits
        .chunks(size)
        .map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(separator)
}

/// The number of a card in one of the forms that are printed.
fn printed(card: usize) -> String {
    let number = number(card);
    match card / 4 % 8 {
        0 => number,
        1 => in_groups(&number, 4, " "),
        2 => in_groups(&number, 4, "-"),
        3 => in_groups(&number, 1, " "),
        4 => format!("{number} EXP 07/99"),
        5 => format!(";{number}=99072010000000000?"),
        6 => format!("%B{number}^{HOLDER}^99072010000000?"),
        _ => in_groups(&number, 4, "."),
    }
}

/// The lines of the slip of a card.
pub(crate) fn slip(card: usize) -> String {
    let words = &LANGUAGES[card % 4];
    let (shown, code) = (printed(card), authorisation(card));
    let said = match card % 13 {
        refused @ 0..6 => words.refused[refused].to_owned(),
        6 => words.silent.to_owned(),
        7 => words.stopped.to_owned(),
        _ => format!("{}\n{} {code}", words.approved, words.authorisation),
    };
    format!(
        "{SHOP}\n{}\nVISA\n{shown}\nEXP 07-99\n{} {}.40\n{said}\nAUT {code}\n",
        words.terminal,
        words.amount,
        card % 90 + 10
    )
}

/// A sale with the slip below it, as tills print that share their printer with the terminal.
pub(crate) fn sale(card: usize) -> String {
    format!(
        "{SHOP}\nTea 2.00\nCake 3.00\nTOTAL 5.00\nVISA 5.00\nTID 22117734\n{}\nEXP 07/99\nAUTH CODE: {}\nAPPROVED\n",
        printed(card),
        authorisation(card)
    )
}

/// What a till sends to print these lines.
pub(crate) fn stream(lines: &str) -> Vec<u8> {
    format!("\x1B@{lines}\n\n\n\x1DV\0").into_bytes()
}
