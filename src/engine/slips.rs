//! Prints of our own: the code once more, the printer's self-test, what was recognised.
//!
//! Each is a list of pieces that end where a command ends, carries its own cut and leaves the
//! till's settings as they were.

use std::ops::Range;

use crate::domain::code::Code;
use crate::domain::document::{Facts, Kind};
use crate::domain::i18n::{Messages, Value};
use crate::domain::kpi::Closing;
use crate::domain::member::Card;
use crate::domain::time::Timestamp;
use crate::engine::invitation::Invitation;
use crate::protocol::escpos::block::{BlockError, Form, Prepared, Target, Words, feed, frame};
use crate::protocol::escpos::command::Dialect;
use crate::protocol::escpos::state::State;

/// Bytes with the place of the one long payload in them, if there is any.
pub type Piece = (Vec<u8>, Range<usize>);

/// The last code once more, with a caption.
pub fn again(
    code: Code,
    invitation: &Invitation,
    target: &Target,
    state: &State,
    messages: &Messages,
) -> Result<Vec<Piece>, BlockError> {
    let caption = messages.get("paper-again-caption");
    let block = invitation.block(code, target)?;
    Ok(vec![
        words(&[&caption, ""], target, state),
        frame(&block, &at_line_start(state), &target.power_on, None),
        cut(target.dialect),
    ])
}

/// A member's card: what it is, a QR code for the scanner, and its characters for whoever types.
pub fn card(
    card: Card,
    target: &Target,
    state: &State,
    messages: &Messages,
) -> Result<Vec<Piece>, BlockError> {
    let (symbol, line) = (card.reveal(), messages.get("paper-card-keep"));
    let words = Words {
        invitation: &line,
        address: "",
        url: &symbol,
        code: &symbol,
    };
    let block = Prepared::new(&words, target)?;
    Ok(vec![
        self::words(&[&messages.get("paper-card-title"), ""], target, state),
        frame(&block, &at_line_start(state), &target.power_on, None),
        cut(target.dialect),
    ])
}

/// What the printer can do: text, the code as an image, the code drawn by the printer itself.
pub fn self_test(
    code: Code,
    profile: &str,
    invitation: &Invitation,
    target: &Target,
    state: &State,
    messages: &Messages,
) -> Result<Vec<Piece>, BlockError> {
    let title = messages.get("paper-selftest-title");
    let profile = messages.with(
        "paper-selftest-profile",
        &[("profile", Value::from(profile))],
    );
    let first = words(
        &[&title, &profile, "", &messages.get("paper-selftest-text")],
        target,
        state,
    );
    let state = &at_line_start(state);
    let form = |form| -> Result<Piece, BlockError> {
        let block: Prepared = invitation.block(code, &Target { form, ..*target })?;
        Ok(frame(&block, state, &target.power_on, None))
    };
    let mut pieces = vec![first, form(Form::Text)?];
    if target.dialect == Dialect::EscPos {
        pieces.push(words(
            &["", &messages.get("paper-selftest-qr-raster")],
            target,
            state,
        ));
        pieces.push(form(Form::Raster)?);
    }
    pieces.push(words(
        &["", &messages.get("paper-selftest-qr-native")],
        target,
        state,
    ));
    pieces.push(form(Form::Native)?);
    let scan = messages.get("paper-selftest-scan");
    pieces.push(words(
        &["", &scan, &messages.get("paper-selftest-end")],
        target,
        state,
    ));
    pieces.push(cut(target.dialect));
    Ok(pieces)
}

/// What was recognised of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The time of day at which it ended, as `14:05`.
    pub time: String,
    /// What its text says.
    pub facts: Facts,
    /// Whether it carries a code.
    pub has_code: bool,
}

/// What was recognised, to be laid beside the receipts: a line for each document.
pub fn comparison(
    documents: &[Compared],
    target: &Target,
    state: &State,
    messages: &Messages,
) -> Vec<Piece> {
    let mut lines = vec![messages.get("paper-comparison-title"), String::new()];
    lines.extend(
        documents
            .iter()
            .map(|document| compared(document, messages)),
    );
    lines.extend([String::new(), messages.get("paper-comparison-end")]);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    vec![words(&lines, target, state), cut(target.dialect)]
}

fn compared(document: &Compared, messages: &Messages) -> String {
    let facts = &document.facts;
    let kind = messages.get(match facts.kind.unwrap_or(Kind::Other) {
        Kind::Sale => "paper-kind-sale",
        Kind::CardSlip => "paper-kind-card-slip",
        Kind::Report => "paper-kind-report",
        Kind::Kitchen => "paper-kind-kitchen",
        Kind::Drawer => "paper-kind-drawer",
        Kind::Other => "paper-kind-other",
    });
    let total = facts.total_minor.map(|total| {
        let sign = if total < 0 { "-" } else { "" };
        let (whole, minor) = (total.unsigned_abs() / 100, total.unsigned_abs() % 100);
        let point = messages.get("paper-decimal-point");
        let currency = facts.currency.map(String::from).unwrap_or_default();
        format!("{sign}{whole}{point}{minor:02} {currency}")
    });
    let code = document
        .has_code
        .then(|| messages.get("paper-comparison-code"));
    let mut line = format!("{} {kind}", document.time);
    if let Some(total) = total {
        line = format!("{line} {}", total.trim_end());
    }
    if let Some(code) = code {
        line = format!("{line} - {code}");
    }
    line
}

/// What the day came to: a slip of at most some ten centimetres. `time` writes a time of day.
pub fn closing(
    day: &Closing,
    time: impl Fn(Timestamp) -> String,
    target: &Target,
    state: &State,
    messages: &Messages,
) -> Vec<Piece> {
    let count = |key: &str, count: u32| messages.with(key, &[("count", Value::from(count))]);
    let mut lines = vec![messages.get("paper-closing-title"), String::new()];
    lines.push(count("paper-closing-served", day.served));
    lines.extend(day.rush.map(|(from, to)| {
        let times = [("from", time(from).into()), ("to", time(to).into())];
        messages.with("paper-closing-rush", &times)
    }));
    lines.extend(day.within.map(|(percent, minutes)| {
        let values = [
            ("percent", Value::from(percent)),
            ("minutes", Value::from(minutes)),
        ];
        messages.with("paper-closing-within", &values)
    }));
    if day.calls > 0 {
        let values = [
            ("answered", Value::from(day.answered)),
            ("calls", Value::from(day.calls)),
        ];
        lines.push(messages.with("paper-closing-calls", &values));
    }
    if day.codes > 0 {
        lines.push(count("paper-closing-codes", day.codes));
    }
    if day.gifts > 0 {
        lines.push(count("paper-closing-gifts", day.gifts));
    }
    lines.extend([String::new(), messages.get("paper-closing-end")]);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    vec![words(&lines, target, state), cut(target.dialect)]
}

/// The same state once the line that the till left open has been printed.
fn at_line_start(state: &State) -> State {
    let mut state = *state;
    state.line_open = false;
    state
}

/// Lines of plain ASCII in the block's look, behind a line that the till left open.
fn words(lines: &[&str], target: &Target, state: &State) -> Piece {
    let borrowed = state.borrow_for_block(&target.power_on);
    let mut bytes = Vec::new();
    if state.line_open {
        bytes.push(b'\n');
    }
    bytes.extend(borrowed.set);
    for line in lines {
        bytes.extend(line.bytes().take(usize::from(target.columns)));
        bytes.push(b'\n');
    }
    bytes.extend(borrowed.restore);
    (bytes, 0..0)
}

/// A cut that feeds the last line past the cutter first; a short feed for printers without.
fn cut(dialect: Dialect) -> Piece {
    let mut bytes = feed(dialect, 1).to_vec();
    bytes.extend_from_slice(match dialect {
        Dialect::EscPos => b"\x1DVB\0",
        Dialect::Star => b"\x1Bd\x03",
    });
    (bytes, 0..0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::{Day, Kind, Seq, Till};
    use crate::domain::code::{KEY_VERSION, MasterKey, Slot, SurveyAddress};
    use crate::domain::language::Language;
    use crate::protocol::escpos::block::Qr;
    use crate::protocol::escpos::command::{Command, Sink};
    use crate::protocol::escpos::profile::{GENERIC, Profile};
    use crate::protocol::escpos::tap::Tap;

    #[derive(Default)]
    struct Cuts(usize, bool);

    impl Sink for Cuts {
        fn command(&mut self, command: Command, _span: Range<u64>) {
            self.0 += usize::from(matches!(command, Command::Cut(_)));
            self.1 |= matches!(command, Command::Initialize | Command::Unknown { .. });
        }
    }

    fn sample() -> (Code, Invitation, Target, Messages) {
        let key = MasterKey::public_test_key().store_key(KEY_VERSION, Slot::new(0).unwrap());
        let code = key.encode(
            Kind::Survey,
            Till::new(1).unwrap(),
            Day(2516),
            Seq::new(1).unwrap(),
        );
        let address = SurveyAddress::new("https://s.example.com", None).unwrap();
        let messages = Messages::for_language(Language::ENGLISH);
        let line = messages.get("paper-survey-invite");
        let profile = Profile::builtin(GENERIC).unwrap();
        let target = Target::new(&profile, Qr::Auto, 9600, None);
        (code, Invitation { line, address }, target, messages)
    }

    #[test]
    fn a_line_that_the_till_left_open_is_printed_once() {
        let (code, invitation, target, messages) = sample();
        let mut state = State::new(target.dialect);
        let slip = |state: &State| -> Vec<u8> {
            let pieces = again(code, &invitation, &target, state, &messages).unwrap();
            pieces.into_iter().flat_map(|(bytes, _)| bytes).collect()
        };
        let closed = slip(&state);
        state.line_open = true;
        assert_eq!(slip(&state), [b"\n", &closed[..]].concat());
    }

    #[test]
    fn every_piece_ends_where_a_command_ends_and_one_cut_ends_the_slip() {
        let (code, invitation, target, messages) = sample();
        let state = State::new(target.dialect);
        let again = again(code, &invitation, &target, &state, &messages).unwrap();
        let test = self_test(code, GENERIC, &invitation, &target, &state, &messages).unwrap();
        for slip in [again, test] {
            let mut cuts = Cuts::default();
            let mut tap = Tap::new(target.dialect);
            for (bytes, payload) in &slip {
                tap.advance(&mut cuts, bytes);
                assert!(tap.between_commands());
                assert!(payload.end <= bytes.len());
            }
            assert_eq!((cuts.0, cuts.1), (1, false));
        }
    }
}
