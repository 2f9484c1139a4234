//! What a printer got from a till and what was added on the way.

use std::ops::Range;
use tillside::protocol::escpos::command::{Command, Dialect, Sink};
use tillside::protocol::escpos::paper::{Paper, Sheet};
use tillside::protocol::escpos::profile::{GENERIC, Profile};
use tillside::protocol::escpos::tap::Tap;

/// What stands before the code in every block.
const ADDRESS: &[u8] = b"s.example.com  ";

/// `XXXX-XXXX-XXXX`.
const CODE_LEN: usize = 14;

/// What the printer got for one stretch of the till's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Printed {
    pub(crate) bytes: Vec<u8>,
    /// Where our block is in it.
    pub(crate) block: Option<Range<usize>>,
}

impl Printed {
    /// The bytes of the block.
    #[track_caller]
    pub(crate) fn block(&self) -> &[u8] {
        &self.bytes[self.block.clone().expect("a block")]
    }

    /// The code in the block; fails unless the block is whole and has it as text and as a picture.
    #[track_caller]
    pub(crate) fn code(&self) -> String {
        let block = self.block();
        let shown = block.escape_ascii();
        let parts = parts(block).unwrap_or_else(|| panic!("not whole: {shown}"));
        assert_eq!(
            (parts.pictures, parts.resets, parts.cuts),
            (1, 0, 0),
            "{shown}"
        );
        let at = find(block, ADDRESS).unwrap() + ADDRESS.len();
        String::from_utf8(block[at..at + CODE_LEN].to_vec()).unwrap()
    }
}

/// Counts what a block has and what it must not have.
#[derive(Debug, Default)]
struct Parts {
    pictures: usize,
    resets: usize,
    cuts: usize,
}

impl Sink for Parts {
    fn command(&mut self, command: Command, _span: Range<u64>) {
        match command {
            Command::Raster { .. } => self.pictures += 1,
            Command::Initialize => self.resets += 1,
            Command::Cut(_) => self.cuts += 1,
            _ => {}
        }
    }
}

/// What these bytes consist of; `None` unless they end where a command ends.
fn parts(bytes: &[u8]) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut tap = Tap::new(Dialect::EscPos);
    tap.advance(&mut parts, bytes);
    tap.between_commands().then_some(parts)
}

/// Takes apart what was printed at the beginning of `got` for all of `sent`; `None` while
/// something is still missing. Fails as soon as no block can explain the difference.
#[track_caller]
pub(crate) fn split(sent: &[u8], got: &[u8]) -> Option<Printed> {
    const LONGEST_BLOCK: usize = 1000;
    /// Commands before and after the block's own lines, such as `ESC a 0`.
    const FRAME: usize = 40;
    let same = sent.iter().zip(got).take_while(|(a, b)| a == b).count();
    let whole = |len: usize, block| Printed {
        bytes: got[..len].to_vec(),
        block,
    };
    if same == sent.len() {
        return Some(whole(same, None));
    }
    let first = same.saturating_sub(FRAME);
    let code = find(&got[first..], ADDRESS);
    let end = code.map(|at| first + at + ADDRESS.len() + CODE_LEN + 1);
    for start in first..=same {
        for end in end.into_iter().flat_map(|end| end..end + FRAME) {
            let rest = &sent[start..];
            let fits = got.get(end..).is_some_and(|got| got.starts_with(rest));
            // Where the till's bytes are like the block's, more than one place fits.
            if fits && parts(&got[start..end]).is_some() {
                return Some(whole(end + rest.len(), Some(start..end)));
            }
        }
    }
    let enough = got.len() >= sent.len() + LONGEST_BLOCK;
    assert!(
        !enough && (got.len() == same || end.is_some() || got.len() - same < LONGEST_BLOCK),
        "after {same} bytes: {}\nwhere the till sent: {}",
        got[same..].escape_ascii(),
        sent[same..].escape_ascii()
    );
    None
}

pub(crate) fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|window| window == what)
}

/// The sheets that a printer makes of these bytes.
pub(crate) fn sheets(bytes: &[u8]) -> Vec<Sheet> {
    let profile = Profile::builtin(GENERIC).unwrap();
    let mut paper = Paper::new(&profile, profile.width_dots().unwrap());
    Tap::new(profile.dialect).advance(&mut paper, bytes);
    paper.take_sheets()
}

/// A sale like no other, with the cut that its number asks for.
pub(crate) fn sale(number: usize) -> Vec<u8> {
    const CUTS: [&[u8]; 4] = [
        b"\n\n\n\x1DV\0",
        b"\n\x1DVB\x03",
        b"\x1Bd\x05\x1Bi",
        b"\x1DVA\0",
    ];
    let text = format!(
        "\x1B@CORNER MARKET LTD\nReceipt {number}\nTea      2.00\nScone    3.00\nTOTAL    5.00\nCASH     5.00\n"
    );
    [text.as_bytes(), CUTS[number % CUTS.len()]].concat()
}
