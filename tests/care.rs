//! What a refused payment comes to, from the words and codes on paper: traps, and the ways to say
//! the same thing. Whole slips with their facts are in `tests/reading.rs`.
#![cfg(test)]

use proptest::prelude::*;
use tillside::domain::decline::Care;
use tillside::domain::document::{Facts, Outcome};
use tillside::protocol::lexicon::Lexicon;
use tillside::protocol::reading::{Hint, Reading};

use Outcome::{Approved, Cancelled, Declined};

/// What is on paper, and what it comes to.
type Case<'t> = (&'t str, Option<Outcome>, Option<Care>);

const NOTHING: (Option<Outcome>, Option<Care>) = (None, None);

const EN: &str = "TID 22117734\nVISA DEBIT\n**** **** **** 4417\nSALE\nAMOUNT GBP 23.40\n";
const PL: &str = "POS ID: 12345601\nVISA ************4412\nKWOTA: 87,49 PLN\n";
const DA: &str = "TERMINAL 00417722\nDANKORT XXXX XXXX XXXX 3301\nBELØB DKK 249,50\n";
const ET: &str = "Terminal: 00998812\nVISA ************6671\nSumma: 19,90 EUR\n";
const DE: &str = "Terminal-ID 29001234\nNr **** **** **** 5726\nBETRAG EUR 12,34\n";
/// A receipt for goods that was paid by card.
const GOODS: &str = "GREEN GROCER\nApples 4.25\nCheese 8.60\nTOTAL 12.85\nVISA 12.85\n";

fn read(text: &str) -> Facts {
    let mut reading = Reading::new(Lexicon::builtin());
    text.lines().for_each(|line| reading.line(line));
    reading.facts(Hint::default())
}

/// Reads each case below `above`, and tells all that come out otherwise.
fn check(above: &str, cases: &[Case<'_>]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, outcome, care)| {
            let facts = read(&format!("{above}{text}"));
            let got = (facts.outcome, facts.care);
            let kind = facts.kind;
            (got != (*outcome, *care))
                .then(|| format!("{text:?}: read {got:?} on a {kind:?}, is {outcome:?}, {care:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "below {above:?}\n{}", wrong.join("\n"));
}

fn declined(text: &str, care: Care) -> Case<'_> {
    (text, Some(Declined), Some(care))
}

fn unknown(text: &str) -> Case<'_> {
    (text, Some(Outcome::Unknown), Some(Care::Unknown))
}

fn approved(text: &str) -> Case<'_> {
    (text, Some(Approved), None)
}

fn stopped(text: &str) -> Case<'_> {
    (text, Some(Cancelled), Some(Care::Stopped))
}

#[test]
fn english_words() {
    check(
        EN,
        &[
            declined("DECLINED", Care::OtherWay),
            declined("D E C L I N E D", Care::OtherWay),
            declined("NOT APPROVED", Care::OtherWay),
            declined("*** NOT AUTHORISED ***", Care::OtherWay),
            declined("DECLINED - CONTACT ISSUER", Care::OtherWay),
            declined("DECLINED\nINSUFFICIENT FUNDS", Care::OtherWay),
            declined("DECLINED\nINSERT CARD", Care::InsertChip),
            declined("DECLINED\nCONTACTLESS LIMIT EXCEEDED", Care::InsertChip),
            declined("DECLINED\nCARD READ ERROR", Care::NotRead),
            declined("INCORRECT PIN", Care::PinAgain),
            declined("DECLINED\nWRONG PIN", Care::PinAgain),
            declined(
                "DECLINED\nINCORRECT PIN\nPIN TRIES EXCEEDED",
                Care::OtherWay,
            ),
            declined("DECLINED\nEXPIRED CARD", Care::NotTaken),
            declined("DECLINED\nCARD TYPE NOT SUPPORTED", Care::NotTaken),
            declined("DECLINED\nLOST CARD\nINVALID CARD", Care::OtherWay),
            declined("NO CONNECTION\nDECLINED", Care::Connection),
            stopped("TRANSACTION CANCELLED"),
            stopped("CANCELLED"),
        ],
    );
}

#[test]
fn words_of_the_neighbours() {
    check(
        PL,
        &[
            declined("ODMOWA", Care::OtherWay),
            declined("O D M O W A", Care::OtherWay),
            declined("ODMOWA - BRAK ŚRODKÓW", Care::OtherWay),
            declined("BLEDNY PIN\nODMOWA", Care::PinAgain),
            declined("ODMOWA\nPRZEKROCZONO LICZBĘ PRÓB PIN", Care::OtherWay),
            declined("ODMOWA\nPRZEKROCZONO LIMIT ZBLIŻENIOWY", Care::InsertChip),
            declined("ODMOWA\nBŁĄD ODCZYTU KARTY", Care::NotRead),
            declined("KARTA NIEOBSŁUGIWANA", Care::NotTaken),
            declined("BRAK POLACZENIA\nODMOWA", Care::Connection),
            stopped("REZYGNACJA KLIENTA"),
        ],
    );
    check(
        DA,
        &[
            declined("A F V I S T", Care::OtherWay),
            declined("A V V I S T", Care::OtherWay),
            declined("IKKE GODKENDT", Care::OtherWay),
            declined("KORT MELDT STJÅLET", Care::OtherWay),
            declined("AFVIST\nFORKERT PINKODE", Care::PinAgain),
            declined("AFVIST\nKORTET ER UDLOEBET", Care::NotTaken),
            declined("AFVIST\nINDSÆT KORTET", Care::InsertChip),
            declined("AFVIST\nKORT-FEJL, PRØV IGEN", Care::NotRead),
            declined("AFVIST\nKOMMUNIKATIONSFEJL", Care::Connection),
            stopped("AFBRUDT AF KUNDE"),
        ],
    );
    check(
        ET,
        &[
            declined("TEHING KEELDUTI", Care::OtherWay),
            declined("VALE PIN KOOD", Care::PinAgain),
            declined("TEHING KEELDUTI\nPIN KATSED ÜLETATUD", Care::OtherWay),
            declined("KAART AEGUNUD", Care::NotTaken),
            declined("TEHING KEELDUTI\nSISESTAGE KAART", Care::InsertChip),
            declined("KAARDI LUGEMINE EBAÕNNESTUS", Care::NotRead),
            declined("ÜHENDUSE VIGA\nTEHING KEELDUTI", Care::Connection),
            stopped("TEHING KATKESTATUD"),
        ],
    );
    check(
        DE,
        &[
            declined("ABGELEHNT", Care::OtherWay),
            declined("GEHEIMZAHL FALSCH", Care::PinAgain),
            declined("PIN ZU OFT FALSCH", Care::OtherWay),
            declined("KARTE NICHT ZUGELASSEN", Care::NotTaken),
            declined("KARTE NICHT LESBAR", Care::NotRead),
            declined("ABGELEHNT\nSYSTEMFEHLER", Care::Connection),
            stopped("ABBRUCH"),
        ],
    );
}

#[test]
fn labelled_codes_say_more_than_words() {
    check(
        EN,
        &[
            declined("DECLINED\nRESP CODE 05", Care::OtherWay),
            declined("DECLINED\nRESPONSE CODE: 55", Care::PinAgain),
            declined("DECLINED RC 54", Care::NotTaken),
            declined("DECLINED\nCODE: 91", Care::Connection),
            declined("DECLINED\nRC 1A", Care::InsertChip),
            declined("DECLINED\nRC 43", Care::OtherWay),
            declined("INCORRECT PIN\nRC 75", Care::OtherWay),
            declined("NO CONNECTION\nDECLINED\nRC 51", Care::OtherWay),
            declined("DECLINED\nRC 65", Care::OtherWay),
            declined("DECLINED\nRC ZZ", Care::OtherWay),
            declined("EXPIRED CARD\nRC XX", Care::NotTaken),
            declined("EXPIRED CARD\nRC 000", Care::NotTaken),
            // An approval's code beside a refusal changes nothing.
            declined("EXPIRED CARD\nRC 00", Care::NotTaken),
            declined("DECLINED\nRC 17", Care::OtherWay),
            // The answer is still to come.
            unknown("DECLINED\nRC 68"),
            // No response codes: of an approval, of an authorisation, of a place, of a time.
            declined("DECLINED\nAUTH CODE 91", Care::OtherWay),
            declined("DECLINED\nPOST CODE 91 054", Care::OtherWay),
            // A code makes no refusal.
            ("RC 51", None, None),
            approved("APPROVED\nRC 51"),
        ],
    );
    let tapped = format!("{EN}DEBIT MASTERCARD\nCONTACTLESS\n");
    check(&tapped, &[declined("DECLINED\nRC 65", Care::InsertChip)]);
    check(
        PL,
        &[
            declined("ODMOWA\nKOD ODP: 55", Care::PinAgain),
            declined("ODMOWA\nKOD 91", Care::Connection),
            declined("ODMOWA\nKOD 31-042 KRAKÓW", Care::OtherWay),
        ],
    );
    check(
        DA,
        &[
            declined("AFVIST\nASW 1604", Care::Connection),
            declined("AFVIST  ASW: 160A", Care::Connection),
            declined("AFVIST\nASW 1611", Care::NotRead),
            declined("AFVIST\nASW 1509", Care::OtherWay),
            declined("AFVIST\nASW 16", Care::OtherWay),
            declined("AFVIST\nSVARKODE 55", Care::PinAgain),
        ],
    );
    check(
        ET,
        &[declined("TEHING KEELDUTI\nVastuskood 54", Care::NotTaken)],
    );
    // German terminals print numbers of GICC, where 13 is the amount.
    check(DE, &[declined("ABGELEHNT\nRC 13", Care::OtherWay)]);
}

#[test]
fn where_no_answer_came_nobody_knows() {
    let silent = [
        (EN, "NO RESPONSE FROM HOST"),
        (EN, "STATUS UNKNOWN"),
        (EN, "CHECK STATUS"),
        (EN, "COMMUNICATION ERROR"),
        (PL, "BRAK ODPOWIEDZI\nSPRAWDZ STATUS"),
        (PL, "BRAK ODPOWIEDZI HOSTA"),
        (PL, "STATUS TRANSAKCJI NIEZNANY"),
        (DA, "INTET SVAR"),
        (DA, "STATUS UKENDT - TJEK STATUS"),
        (ET, "VASTUST EI SAADUD"),
        (ET, "KONTROLLIGE STAATUST"),
        (DE, "KEINE ANTWORT VOM HOST"),
    ];
    for (above, text) in silent {
        check(above, &[unknown(text)]);
    }
    // Neither a refusal nor somebody's stop undoes it; an approval that came after it does.
    check(
        EN,
        &[
            unknown("NO RESPONSE FROM HOST\nDECLINED"),
            unknown("DECLINED\nCHECK STATUS"),
            unknown("NO RESPONSE\nTRANSACTION CANCELLED"),
            unknown("APPROVED\nSTATUS UNKNOWN"),
            approved("NO RESPONSE\nRETRY\nAPPROVED"),
        ],
    );
    // With little else on the slip it is one all the same.
    check(
        "",
        &[
            unknown("TERMINAL 00417722\n89,00\nINGEN SVAR"),
            unknown("VISA ****1200\nBRAK ODPOWIEDZI\nSPRAWDZ STATUS"),
            ("NETWORK TEST\nTERMINAL 00417722\nNO RESPONSE", None, None),
        ],
    );
}

#[test]
fn of_two_outcomes_the_last_counts() {
    check(
        EN,
        &[
            approved("DECLINED\nINSERT CARD AND TRY AGAIN\nPIN VERIFIED\nAPPROVED"),
            approved("DECLINED RC 05\nSALE\nCHIP READ\nAPPROVED"),
            declined(
                "APPROVED\nSALE\nSIGNATURE NOT VERIFIED\nDECLINED",
                Care::OtherWay,
            ),
            unknown("APPROVED\nDECLINED"),
            unknown("DECLINED\nAPPROVED"),
            approved("TRANSACTION CANCELLED\nSALE\nAPPROVED"),
        ],
    );
}

#[test]
fn no_advertisement_refuses_a_card() {
    let advertisements = [
        "Declined prices!",
        "DECLINED PRICES THIS WEEK",
        "Card declined? Try our gift card",
        "Card declined?\nTry cash",
        "DECLINED? TRY CASH",
        "Was your card declined? We take cash",
        "If your card is declined ask our staff",
        "Card declined - no problem! Try PayLater",
        "Rejected by others, loved by us",
        "Your opinion is never declined",
        "No answer? Call us",
        "NO ANSWER?",
        "Questions: no-reply@shop.example.com",
        "Cancelled plans? Come in",
    ];
    let slip = format!("{EN}APPROVED\n");
    let authorised = format!("{EN}AUTH CODE: 048812\n");
    for text in advertisements {
        check(&slip, &[approved(text)]);
        check(&authorised, &[approved(text)]);
        check(GOODS, &[(text, None, None)]);
        check("", &[(text, None, None)]);
        let above = read(&format!("{text}\n{slip}"));
        assert_eq!(
            (above.outcome, above.care),
            (Some(Approved), None),
            "{text}"
        );
        let flyer = read(&format!("VISA\n{text}\n"));
        assert_eq!((flyer.outcome, flyer.care), NOTHING, "{text}");
    }
}

#[test]
fn goods_and_coupons_are_no_cards() {
    let receipts = [
        "GAMES\nDecline bench 89.00\nTOTAL 89.00\nVISA 89.00\n",
        "BOOKS\nRejected 7.99\nDENIED 6.50\nTOTAL 14.49\nVISA 14.49\n",
        "BAGS\nLost card holder 5.00\nTOTAL 5.00\nVISA 5.00\n",
        "SHOP\nTea 2.00\nCOUPON DECLINED\nTOTAL 2.00\nVISA 2.00\n",
        "SHOP\nTea 2.00\nTOTAL 2.00\nVISA DECLINED\nCASH 2.00\n",
        "SHOP\nTea 2.00\nTOTAL 2.00\nVISA DECLINED\nMASTERCARD 2.00\n",
        "SHOP\nTea 2.00\nDECLINED\nTOTAL 2.00\nCASH 2.00\n",
        "SKLEP\nHerbata 2,00\nSUMA PLN 2,00\nVISA 2,00\nBRAK POŁĄCZENIA\n",
    ];
    for receipt in receipts {
        let facts = read(receipt);
        assert_eq!((facts.outcome, facts.care), NOTHING, "{receipt}");
    }
    // The same words of a terminal on the till's paper are its words.
    let refused = read(
        "GREEN GROCER\nApples 4.25\nCheese 8.60\nTOTAL 12.85\nVISA ************1881\nTID 22117734\nDECLINED\n",
    );
    let got = (refused.outcome, refused.care);
    assert_eq!(got, (Some(Declined), Some(Care::OtherWay)));
}

#[test]
fn money_that_goes_back_and_reports_need_no_care() {
    let others = [
        "TID 22117734\nVISA **** **** **** 4417\nREFUND\nAMOUNT GBP 15.00\nDECLINED\nRC 05\n",
        "TID 22117734\nVISA **** **** **** 4417\nREFUND GBP 15.00\nNO RESPONSE FROM HOST\n",
        "TID 22117734\nVISA **** **** **** 4417\nVOID\nAMOUNT GBP 15.00\nDECLINED\n",
        "TERMINAL 00417722\nDANKORT XXXX XXXX XXXX 3301\nRETUR DKK 249,50\nAFVIST\n",
        "Z REPORT\nTID 22117734\nAPPROVED 12 320.00\nDECLINED 3 45.00\nTOTAL 320.00\n",
        "SETTLEMENT\nTID 22117734\nVISA 12 320.00\nNO RESPONSE\nNO OF TRANSACTIONS 12\n",
        "RAPORT DOBOWY\nPOS ID 12345601\nODMOWA 3\nSUMA 320,00\n",
    ];
    for text in others {
        let facts = read(text);
        assert_eq!(
            facts.care, None,
            "{text} {:?} {:?}",
            facts.kind, facts.outcome
        );
    }
}

#[test]
fn without_a_card_there_is_no_refusal() {
    let others = [
        "",
        "DECLINED\n",
        "LOAN APPLICATION\nDECLINED\n",
        "PAYMENT DECLINED\nAMOUNT 5.00\n",
        "KITCHEN\n2 x Soup\nDECLINED\n",
        "ODMOWA\nPRZYJĘCIA PRZESYŁKI\n",
    ];
    for text in others {
        assert_eq!(read(text).care, None, "{text}");
    }
}

proptest! {
    #[test]
    fn care_goes_with_the_outcome(lines in prop::collection::vec(
        prop::sample::select(vec![
            "TID 22117734", "VISA **** 4417", "AMOUNT GBP 5.00", "TOTAL 5.00", "Tea 5.00", "VISA 5.00",
            "APPROVED", "DECLINED", "NO RESPONSE", "NO CONNECTION", "CANCELLED", "REFUND", "VOID",
            "WRONG PIN", "INSERT CARD", "EXPIRED CARD", "RC 05", "RC 68", "RC 91", "RC 00", "Z REPORT",
            "CARD DECLINED? TRY CASH", "DECLINED PRICES", "AUTH CODE 048812", "CASH 5.00",
        ]), 0..10)) {
        let facts = read(&lines.join("\n"));
        let fits = match facts.outcome {
            None | Some(Approved) => facts.care.is_none(),
            Some(Cancelled) => matches!(facts.care, None | Some(Care::Stopped)),
            Some(Outcome::Unknown) => matches!(facts.care, None | Some(Care::Unknown)),
            Some(Declined) => !matches!(facts.care, Some(Care::Stopped | Care::Unknown)),
        };
        prop_assert!(fits, "{lines:?}: {:?}, {:?}", facts.outcome, facts.care);
        prop_assert!(!(facts.refund || facts.void) || facts.care.is_none(), "{lines:?}");
    }
}
