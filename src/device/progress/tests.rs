//! A crash at every byte of a block, and the record on disk.

use super::*;
use std::fs;

/// A printer that knows text, two-byte-parameter-free ESC and GS commands, and `GS v 0`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Paper {
    command: Vec<u8>,
    payload_left: usize,
    dots: Vec<u8>,
    text: Vec<u8>,
    cuts: usize,
}

impl Paper {
    fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.take(*byte);
        }
    }

    fn take(&mut self, byte: u8) {
        if self.payload_left > 0 {
            self.payload_left -= 1;
            self.dots.push(byte);
            return;
        }
        self.command.push(byte);
        match *self.command.as_slice() {
            [0x1b | 0x1d] | [0x1b, _] | [0x1d, b'v' | b'V'] => return,
            [0x1d, b'v', b'0', ..] if self.command.len() < 8 => return,
            [0x1d, b'v', b'0', _, x, xh, y, yh] => {
                let size = |low: u8, high: u8| usize::from(low) + 256 * usize::from(high);
                self.payload_left = size(x, xh) * size(y, yh);
            }
            [0x1d, b'V', _] => self.cuts += 1,
            [byte] if byte >= b' ' => self.text.push(byte),
            _ => (),
        }
        self.command.clear();
    }
}

fn block() -> Insert {
    let mut bytes = b"\x1ba\x01How was it? Tell us in a minute:\n\x1d!\x11".to_vec();
    bytes.extend_from_slice(b"\x1dv0\x03\x09\x00\x42\x00");
    let start = bytes.len();
    // Dots that no text has, and among them what would begin a command.
    bytes.extend((0..594u16).map(|i| match i % 7 {
        0 => 0x1b,
        3 => 0x1d,
        _ => 0x80 | u8::try_from(i % 127).unwrap(),
    }));
    let end = bytes.len();
    bytes.extend_from_slice(b"\x1d!\x00\n7KQ2-M9XF-3TRA and some more words\n\x1ba\x00");
    Insert {
        at: 0,
        bytes,
        payload: start..end,
    }
}

fn open_block(done: usize, intended: usize) -> OpenBlock {
    let Insert { bytes, payload, .. } = block();
    OpenBlock {
        bytes,
        payload,
        done,
        intended,
    }
}

const NEXT: &[u8] = b"NEXT RECEIPT\n\x1dV\x00";

#[test]
fn a_certain_block_is_completed_to_the_byte() {
    let whole = block();
    for done in 0..=whole.bytes.len() {
        let rest = open_block(done, done).completion();
        assert_eq!(rest.bytes, whole.bytes[done..]);
        assert_eq!(
            rest.bytes[rest.payload.clone()],
            whole.bytes[whole.payload.clone()][rest_of_payload(&whole, done)],
        );
    }
}

fn rest_of_payload(whole: &Insert, done: usize) -> Range<usize> {
    let len = whole.payload.len();
    done.saturating_sub(whole.payload.start).min(len)..len
}

#[test]
fn wherever_a_crash_comes_the_next_receipt_is_printed() {
    let whole = block();
    for done in 0..=whole.bytes.len() {
        for span in [0, 1, 2, 3, 7, 8, 16, 33, PIECE] {
            let intended = (done + span).min(whole.bytes.len());
            let completion = open_block(done, intended).completion();
            for reached in [done, done + (intended - done) / 2, intended] {
                let mut paper = Paper::default();
                paper.feed(&whole.bytes[..reached]);
                paper.feed(&completion.bytes);
                assert_eq!(paper.payload_left, 0, "{done} {intended} {reached}");
                assert!(paper.dots.len() <= whole.payload.len());
                assert!(paper.text.is_ascii(), "{done} {intended} {reached}");
                paper.feed(NEXT);
                assert!(
                    paper.text.ends_with(b"NEXT RECEIPT"),
                    "{done} {intended} {reached}"
                );
                assert_eq!(paper.cuts, 1, "{done} {intended} {reached}");
            }
        }
    }
}

#[test]
fn a_crash_while_completing_is_completed_too() {
    let whole = block();
    for done in (0..whole.bytes.len()).step_by(7) {
        let intended = (done + PIECE).min(whole.bytes.len());
        let first = open_block(done, intended).completion();
        for again in (0..first.bytes.len()).step_by(5) {
            let second = OpenBlock {
                bytes: first.bytes.clone(),
                payload: first.payload.clone(),
                done: again,
                intended: piece_end(&first, again),
            };
            for reached in [again, second.intended] {
                let mut paper = Paper::default();
                paper.feed(&whole.bytes[..done]);
                paper.feed(&first.bytes[..reached]);
                paper.feed(&second.completion().bytes);
                paper.feed(NEXT);
                assert!(
                    paper.text.ends_with(b"NEXT RECEIPT"),
                    "{done} {again} {reached}"
                );
            }
        }
    }
}

#[test]
fn pieces_cover_the_block_and_stop_at_the_payload() {
    let whole = block();
    let mut ends = vec![0];
    while *ends.last().unwrap() < whole.bytes.len() {
        ends.push(piece_end(&whole, *ends.last().unwrap()));
    }
    assert!(
        ends.windows(2)
            .all(|pair| pair[0] < pair[1] && pair[1] - pair[0] <= PIECE)
    );
    assert!(ends.contains(&whole.payload.start) && ends.contains(&whole.payload.end));
}

#[test]
fn a_record_survives_its_process() {
    let dir = tempfile::tempdir().unwrap();
    let (mut record, found) = Record::open(dir.path()).unwrap();
    assert_eq!(found, Found::default());
    record.mark(true).unwrap();
    record.begin(&block()).unwrap();
    record.advance(128, 64).unwrap();
    drop(record);
    let (mut record, found) = Record::open(dir.path()).unwrap();
    assert!(found.mid_document);
    assert_eq!(found.open_block, Some(open_block(64, 128)));
    record.clear().unwrap();
    record.mark(false).unwrap();
    drop(record);
    let (_, found) = Record::open(dir.path()).unwrap();
    assert_eq!(found, Found::default());
}

#[test]
fn a_shorter_block_after_a_longer_one_is_read_right() {
    let dir = tempfile::tempdir().unwrap();
    let (record, _) = Record::open(dir.path()).unwrap();
    record.begin(&block()).unwrap();
    record.clear().unwrap();
    let short = Insert {
        at: 0,
        bytes: b"short\n".to_vec(),
        payload: 0..0,
    };
    record.begin(&short).unwrap();
    let (_, found) = Record::open(dir.path()).unwrap();
    let open = found.open_block.unwrap();
    assert_eq!((open.bytes, open.done, open.intended), (short.bytes, 0, 0));
}

#[test]
fn a_torn_or_foreign_record_counts_as_in_the_middle_of_something() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(FILE_NAME);
    fs::write(
        &path,
        b"something else entirely, but long enough to be a header",
    )
    .unwrap();
    let (record, found) = Record::open(dir.path()).unwrap();
    assert!(found.mid_document && found.open_block.is_none());
    record.begin(&block()).unwrap();
    let mut torn = fs::read(&path).unwrap();
    torn[HEADER + 100] ^= 1;
    fs::write(&path, torn).unwrap();
    assert_eq!(Record::open(dir.path()).unwrap().1.open_block, None);
}

#[test]
fn without_a_folder_the_error_names_the_file() {
    let error = Record::open(Path::new("/nonexistent"))
        .unwrap_err()
        .to_string();
    assert!(error.contains(FILE_NAME), "{error}");
}
