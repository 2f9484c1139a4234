//! A stream with its sidecar, and what can be said of it without any of our own opinions.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use tillside::domain::document::{Currency, Kind, Tender};
use tillside::domain::language::Language;
use tillside::protocol::escpos::command::{Command, Dialect, Sink};
use tillside::protocol::escpos::tap::Tap;

/// One of `tests/data/escpos`.
#[derive(Debug, Deserialize)]
pub(crate) struct Stream {
    #[serde(skip)]
    pub(crate) name: String,
    #[serde(skip)]
    pub(crate) bytes: Vec<u8>,
    kind: String,
    dialect: String,
    total: Option<String>,
    pub(crate) currency: Option<Currency>,
    pub(crate) tender: Option<Tender>,
    pub(crate) declined: bool,
    pub(crate) language: Language,
    pub(crate) cut_offsets: Vec<u64>,
    pub(crate) expected_text: Vec<String>,
    pub(crate) size: usize,
}

/// All of them, by name.
pub(crate) fn all() -> Vec<Stream> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/escpos");
    let entries = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries
        .filter(|path| path.extension() == Some("bin".as_ref()))
        .collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

/// One of them.
pub(crate) fn named(name: &str) -> Stream {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/escpos");
    read(&folder.join(name).with_extension("bin"))
}

fn read(path: &Path) -> Stream {
    let sidecar = fs::read_to_string(path.with_extension("json")).unwrap();
    Stream {
        name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
        bytes: fs::read(path).unwrap(),
        ..serde_json::from_str(&sidecar).unwrap()
    }
}

impl Stream {
    pub(crate) fn dialect(&self) -> Dialect {
        match self.dialect.as_str() {
            "escpos" => Dialect::EscPos,
            "starline" | "starprnt" | "starraster" => Dialect::Star,
            other => panic!("{}: unknown dialect {other}", self.name),
        }
    }

    pub(crate) fn profile(&self) -> &'static str {
        match self.dialect() {
            Dialect::EscPos => "epson-generic",
            Dialect::Star => "star-generic",
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        match self.kind.as_str() {
            "receipt" => Kind::Sale,
            "card_slip" => Kind::CardSlip,
            "report" => Kind::Report,
            "kitchen" => Kind::Kitchen,
            "drawer" => Kind::Drawer,
            "other" => Kind::Other,
            other => panic!("{}: unknown kind {other}", self.name),
        }
    }

    pub(crate) fn total_minor(&self) -> Option<i64> {
        let digits = |total: &str| total.replace('.', "").parse().unwrap();
        self.total.as_deref().map(digits)
    }

    /// Whether it says of itself that it is one.
    pub(crate) fn is_copy(&self) -> bool {
        let mut lines = self.expected_text.iter();
        lines.any(|line| line.to_uppercase().contains("COPY"))
    }

    /// The commands with their places, and the places of printed text.
    pub(crate) fn tokens(&self) -> Tokens {
        let mut tokens = Tokens::default();
        Tap::new(self.dialect()).advance(&mut tokens, &self.bytes);
        tokens
    }

    /// Every offset that no command and no payload spans.
    pub(crate) fn boundaries(&self) -> BTreeSet<u64> {
        let mut tap = Tap::new(self.dialect());
        let mut found = BTreeSet::from([0]);
        for byte in &self.bytes {
            tap.advance(&mut Tokens::default(), std::slice::from_ref(byte));
            if tap.between_commands() {
                found.insert(tap.offset());
            }
        }
        found
    }
}

/// What the tap finds, with places.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    pub(crate) commands: Vec<(Range<u64>, Command)>,
    pub(crate) text: Vec<Range<u64>>,
}

impl Tokens {
    /// Where commands begin and end.
    pub(crate) fn command_boundaries(&self) -> BTreeSet<u64> {
        let spans = self.commands.iter();
        spans.flat_map(|(span, _)| [span.start, span.end]).collect()
    }
}

impl Sink for Tokens {
    fn text(&mut self, bytes: &[u8], at: u64) {
        self.text.push(at..at + bytes.len() as u64);
    }

    fn command(&mut self, command: Command, span: Range<u64>) {
        self.commands.push((span, command));
    }

    fn payload_end(&mut self, end: u64) {
        if let Some((span, _)) = self.commands.last_mut() {
            span.end = end;
        }
    }
}

/// Whether the cut at the head of these bytes feeds the paper to the cutter first, by the
/// makers' references: `GS V 65` and its relatives, Star's `ESC d 2` and `ESC d 3`.
pub(crate) fn feeds_by_itself(cut: &[u8]) -> bool {
    matches!(
        cut,
        [0x1D, b'V', 65 | 66 | 97 | 98 | 103 | 104, ..] | [0x1B, b'd', 2 | 3, ..]
    )
}

/// Whether these bytes are feeds with settings between them and nothing else.
pub(crate) fn is_feeds(mut bytes: &[u8]) -> bool {
    loop {
        bytes = match bytes {
            [] => return true,
            [b'\n' | b'\r', rest @ ..]
            | [
                0x1B,
                b'd' | b'J' | b'a' | b'E' | b'!' | b'-' | b'M' | b'{',
                _,
                rest @ ..,
            ]
            | [0x1D, b'!' | b'B', _, rest @ ..] => rest,
            _ => return false,
        };
    }
}
