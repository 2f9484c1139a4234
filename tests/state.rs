//! Nothing that a till has set on the printer is different after a block: two receipts on paper,
//! the second of which relies on what the first one set, with the block and without.
#![cfg(test)]

#[path = "support/printout.rs"]
mod printout;

use printout::{Press, invitation};
use tillside::protocol::escpos::block::Qr;
use tillside::protocol::escpos::paper::{Bitmap, Sheet};

/// A setting and the bytes that make it.
type Case = (&'static str, &'static [u8]);

/// Settings of characters and lines, each as a till leaves it behind. The block is to look the
/// same under each of them.
const LOOKS: &[Case] = &[
    ("nothing", b""),
    ("line spacing wide", b"\x1B3\x50"),
    ("line spacing narrow", b"\x1B3\x0A"),
    ("line spacing none", b"\x1B3\x00"),
    ("line spacing default again", b"\x1B3\x50\x1B2"),
    ("turned", b"\x1BV\x01"),
    ("font B", b"\x1BM\x01"),
    ("double", b"\x1D!\x11"),
    ("wide", b"\x1D!\x30"),
    ("high", b"\x1D!\x05"),
    ("bold", b"\x1BE\x01"),
    ("double strike", b"\x1BG\x01"),
    ("bold both ways", b"\x1BG\x01\x1BE\x01"),
    ("underline", b"\x1B-\x01"),
    ("underline thick", b"\x1B-\x32"),
    ("white on black", b"\x1DB\x01"),
    ("spaced", b"\x1B \x06"),
    ("print mode all", b"\x1B!\xB9"),
    ("print mode then size", b"\x1B!\x38\x1D!\x22"),
    ("size then print mode", b"\x1D!\x33\x1B!\x10"),
    ("centred", b"\x1Ba\x01"),
    ("right", b"\x1Ba\x02"),
    ("right by digit", b"\x1Ba2"),
    ("code page", b"\x1Bt\x12"),
    ("national set", b"\x1BR\x04"),
    ("barcodes", b"\x1Dh\x28\x1Dw\x02\x1DH\x03\x1Df\x01"),
    ("tab stops", b"\x1BD\x05\x0A\x14\x00"),
    ("motion units", b"\x1DP\x64\x64"),
    ("line spacing in other units", b"\x1DP\x00\x64\x1B3\x14"),
    ("smooth", b"\x1Db\x01"),
    ("kanji off", b"\x1C."),
    ("unidirectional", b"\x1BU\x01"),
    ("symbol size", b"\x1D(k\x03\x001C\x09\x1D(k\x03\x001E3"),
    (
        "many",
        b"\x1B!\xB9\x1DB\x01\x1BV\x01\x1Ba\x02\x1B \x03\x1B3\x60\x1BG\x01",
    ),
];

/// Settings of the printing area, under which the block moves.
const AREAS: &[Case] = &[
    ("left margin", b"\x1DL\x40\x00"),
    ("narrow area", b"\x1DW\x80\x01"),
    ("both", b"\x1DL\x60\x00\x1DW\x80\x01"),
    ("right in an area", b"\x1DL\x20\x00\x1DW\xC0\x01\x1Ba\x02"),
];

/// Settings of a Star printer.
const LOOKS_OF_STAR: &[Case] = &[
    ("nothing", b""),
    ("bold", b"\x1BE"),
    ("double", b"\x1Bi\x01\x01"),
    ("high", b"\x1Bi\x03\x00"),
    ("wide by SO", b"\x0E"),
    ("wide and high apart", b"\x1BW\x02\x1Bh\x01"),
    ("white on black", b"\x1B4"),
    ("underline", b"\x1B-\x01"),
    ("spaced", b"\x1B \x04"),
    ("centred", b"\x1B\x1Da\x01"),
    ("right", b"\x1B\x1Da\x02"),
    ("code page", b"\x1B\x1Dt\x05"),
    ("national set", b"\x1BR\x04"),
    (
        "symbol size",
        b"\x1B\x1DyS0\x01\x1B\x1DyS1\x03\x1B\x1DyS2\x07",
    ),
    ("many", b"\x1BE\x1Bi\x01\x02\x1B4\x1B-\x01\x1B\x1Da\x02"),
];

const FIRST: &[u8] = b"CORNER MARKET\nTea      2.00\nScone    3.00\nTOTAL   5.00\nCASH    5.00\n";

/// Shows everything that a setting can change.
const SECOND: &[u8] = b"Second receipt [\\] {|}\n\xA5\xB9\x86 of a day\tA\tB\n1234\nxyz\x1BJ\x40\
    \x1Dk\x04AB12\x00\n\x1D(k\x08\x001P0LATER\x1D(k\x03\x001Q0\n\x1Dv0\x00\x02\x00\x02\x00\xFF\x81\x81\xFF\nA TOTAL 7.00\n\
    CARD 7.00\n";

/// The same for a Star printer.
const SECOND_STAR: &[u8] = b"Second receipt [\\] {|}\n\xA5\xB9\x86 of a day\n\x1BaA1234\n\
    \x1B\x1DyD1\x00\x05\x00LATER\x1B\x1DyP\n\x1BbE62\x31\x50AB12\x1E\nA TOTAL 7.00\nCARD 7.00\n";

/// Feeds and a cut.
type End = (&'static [u8], &'static [u8]);

/// What a till says to one kind of printer.
struct Speech {
    profile: &'static str,
    second: &'static [u8],
    /// A cut that feeds, and twice feeds that lead far enough to the cutter under any setting,
    /// with a cut that does not.
    ends: [End; 3],
}

const EPSON: Speech = Speech {
    profile: "epson-generic",
    second: SECOND,
    ends: [
        (b"", b"\x1DVB\x00"),
        (b"\n\n\n\n\x1BJ\x78", b"\x1DV\x00"),
        (b"\x1Bd\x03\x1BJ\x78", b"\x1Bm"),
    ],
};

const STAR: Speech = Speech {
    profile: "star-generic",
    second: SECOND_STAR,
    ends: [
        (b"", b"\x1Bd\x02"),
        (b"\n\r\n\r\n\r\n\r\n\r\n\r", b"\x1Bd\x00"),
        (b"\x1Ba\x03\x1BJ\x3C", b"\x1Bd\x01"),
    ],
};

/// Where in the first receipt the till makes the setting.
#[derive(Debug, Clone, Copy)]
enum Place {
    BeforeTheLastLine,
    AfterIt,
    AfterTheFeed,
}

/// Two receipts.
struct Pair {
    /// All about it.
    name: String,
    bytes: Vec<u8>,
    /// Bytes of the first receipt.
    first: usize,
}

impl Pair {
    fn new((name, setting): &Case, reset: &[u8], place: Place, speech: &Speech, end: End) -> Self {
        let (goods, paid) = FIRST.split_at(FIRST.len() - b"CASH    5.00\n".len());
        let (feed, cut) = end;
        let first = match place {
            Place::BeforeTheLastLine => [reset, goods, setting, paid, feed, cut],
            Place::AfterIt => [reset, goods, paid, setting, feed, cut],
            Place::AfterTheFeed => [reset, goods, paid, feed, setting, cut],
        };
        let first = first.concat();
        let (shown, reset) = (cut.escape_ascii(), reset.len());
        Self {
            name: format!("{name}, {place:?}, cut {shown}, reset {reset}"),
            bytes: [&first, speech.second, feed, cut].concat(),
            first: first.len(),
        }
    }
}

/// Every place with the ends that make a difference to it; with a reset at the beginning, and
/// without, in turn.
fn pairs<'c>(speech: &Speech, cases: impl IntoIterator<Item = &'c Case>) -> Vec<Pair> {
    let [feeding, lines, units] = speech.ends;
    let ways = [
        (Place::BeforeTheLastLine, feeding),
        (Place::AfterIt, feeding),
        (Place::AfterIt, lines),
        (Place::AfterIt, units),
        (Place::AfterTheFeed, lines),
        (Place::AfterTheFeed, units),
    ];
    // Behind a feed that it had to let go, a block needs to know the way to the cutter.
    let ways = if speech.profile == STAR.profile {
        &ways[..4]
    } else {
        &ways
    };
    let mut pairs = Vec::new();
    for (number, case) in cases.into_iter().enumerate() {
        for (way, &(place, end)) in ways.iter().enumerate() {
            let reset: &[u8] = [&b"\x1B@"[..], b""][(number + way) % 2];
            pairs.push(Pair::new(case, reset, place, speech, end));
        }
    }
    pairs
}

fn rows(bitmap: &Bitmap) -> Vec<&[u8]> {
    (0..bitmap.height()).map(|y| bitmap.row(y)).collect()
}

/// The rows that `with` has and `without` lacks, in one piece; `None` if it differs otherwise.
fn inserted<'s>(without: &Sheet, with: &'s Sheet) -> Option<Vec<&'s [u8]>> {
    let (short, long) = (rows(&without.image), rows(&with.image));
    let count = long.len().checked_sub(short.len())?;
    let pairs = short.iter().zip(&long);
    let same = pairs.take_while(|(a, b)| a == b).count();
    (short[same..] == long[same + count..]).then(|| long[same..same + count].to_vec())
}

/// The two sheets without any block, and with one on the first.
fn sheets(press: &Press, pair: &Pair) -> ([Sheet; 2], [Sheet; 2]) {
    let (first, second) = pair.bytes.split_at(pair.first);
    let carrier = press.splice(first);
    assert_eq!(carrier.inserted.len(), 1, "{}", pair.name);
    let two = |bytes: &[u8]| press.sheets(bytes).try_into().unwrap();
    (two(&pair.bytes), two(&[&carrier.out, second].concat()))
}

/// What is wrong with these receipts on paper, if anything.
fn difference(press: &Press, pair: &Pair) -> Option<String> {
    let (without, with) = sheets(press, pair);
    let told = |sheet: &Sheet| -> Vec<String> {
        let lines = sheet.text.iter().filter(|line| !line.is_empty());
        lines.cloned().collect()
    };
    let name = &pair.name;
    let (told_without, told_with) = (told(&without[1]), told(&with[1]));
    if told_without != told_with {
        return Some(format!("{name}: second {told_without:?} {told_with:?}"));
    }
    if without[1].image != with[1].image {
        return Some(format!("{name}: the second looks different"));
    }
    if inserted(&without[0], &with[0]).is_none() {
        return Some(format!(
            "{name}: first {:?} {:?}",
            without[0].text, with[0].text
        ));
    }
    None
}

fn press(speech: &Speech, qr: Qr) -> Press {
    Press::new(speech.profile, 80, qr, &invitation("https://s.example.com"))
}

fn compare<'c>(speech: &Speech, qr: Qr, cases: impl IntoIterator<Item = &'c Case>) {
    let press = press(speech, qr);
    let pairs = pairs(speech, cases);
    let wrong = pairs.iter().filter_map(|pair| difference(&press, pair));
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn after_an_image_the_second_receipt_is_the_same_to_the_dot() {
    compare(&EPSON, Qr::Auto, LOOKS.iter().chain(AREAS));
}

#[test]
fn after_a_symbol_of_the_printers_the_second_receipt_is_the_same_to_the_dot() {
    compare(&EPSON, Qr::Native, LOOKS.iter().rev().take(6).chain(AREAS));
}

#[test]
fn after_a_block_of_text_the_second_receipt_is_the_same_to_the_dot() {
    compare(&EPSON, Qr::Text, LOOKS.iter().rev().take(3).chain(AREAS));
}

#[test]
fn on_a_star_printer_the_second_receipt_is_the_same_to_the_dot() {
    compare(&STAR, Qr::Text, LOOKS_OF_STAR);
    compare(&STAR, Qr::Native, LOOKS_OF_STAR);
}

/// What a block puts on paper, without the white rows, is the same in all cases.
fn compare_blocks(speech: &Speech, qr: Qr, cases: &[Case]) {
    let press = press(speech, qr);
    let mut plain = None;
    for case in cases {
        let pair = Pair::new(case, b"", Place::AfterIt, speech, speech.ends[0]);
        let first = &pair.bytes[..pair.first];
        let without = press.sheets(first).remove(0);
        let with = press.sheets(&press.splice(first).out).remove(0);
        let rows = inserted(&without, &with).unwrap();
        let black = rows.iter().filter(|row| row.iter().any(|dots| *dots != 0));
        let black: Vec<Vec<u8>> = black.map(|row| row.to_vec()).collect();
        assert!(black.len() > 30, "{}", pair.name);
        let plain = plain.get_or_insert_with(|| black.clone());
        assert!(*plain == black, "{}: {:?}", pair.name, with.text);
    }
}

#[test]
fn a_block_looks_the_same_under_every_setting() {
    compare_blocks(&EPSON, Qr::Auto, LOOKS);
    compare_blocks(&EPSON, Qr::Native, LOOKS);
    compare_blocks(&STAR, Qr::Native, LOOKS_OF_STAR);
}

#[test]
fn upside_down_there_is_no_block_and_nothing_changes() {
    let cases: [(&Speech, Case); 2] = [
        (&EPSON, ("upside down", b"\x1B{\x01")),
        (&STAR, ("upside down", b"\x0F")),
    ];
    for (speech, case) in cases {
        for place in [Place::BeforeTheLastLine, Place::AfterIt] {
            let pair = Pair::new(&case, b"\x1B@", place, speech, speech.ends[1]);
            let carrier = press(speech, Qr::Auto).splice(&pair.bytes);
            assert_eq!(carrier.out, pair.bytes, "{}", pair.name);
        }
    }
}
