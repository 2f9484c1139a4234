//! From commands to a document: its lines, and what they say.
//!
//! The builder keeps the raw bytes of every line with the code page that was in force, so that a
//! corrected page map can read them again. It knows when it has lost the thread: text that follows
//! an unknown command is kept but not believed.

use std::ops::Range;

use super::command::{Command, Setting};
use super::text::{Page, PageMap, decode, likely_page};
use crate::domain::document::{Facts, Kind};
use crate::protocol::lexicon::Lexicon;
use crate::protocol::reading::{Hint, Reading};
use crate::protocol::wipe;
use zeroize::{Zeroize as _, Zeroizing};

/// The longest document that is read, in bytes of text; the rest passes unread.
pub const MAX_TEXT: usize = 64 * 1024;

/// The most lines that are read.
pub const MAX_LINES: usize = 2000;

/// One genuine cut's worth of printing, what was fed to the tear bar, or what was left when the
/// stream fell silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What its text says; `kind` is always there.
    pub facts: Facts,
    /// Whether all of its text was read in step with the printer.
    pub trusted: bool,
    /// Dots of image height that were printed; with no text at all, all there is to see.
    pub image_rows: u32,
    /// Where its cut begins, as a stream offset; absent where there was none.
    pub cut_offset: Option<u64>,
    /// Where a block went in, as a stream offset.
    pub spliced_at: Option<u64>,
    /// The code it carries.
    pub code: Option<String>,
    /// Its lines as they came.
    pub text: Text,
    /// The page that reads best where neither the till nor the profile chose one.
    pub likely_page: Option<Page>,
}

impl Document {
    /// Its lines as this map reads them.
    pub fn lines(&self, map: &PageMap) -> Vec<String> {
        match self.likely_page {
            Some(page) => self.text.lines(&map.clone().with_default(page)),
            None => self.text.lines(map),
        }
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.facts.kind.unwrap_or(Kind::Other)
    }
}

/// Lines as raw bytes, each run of them with the tables that were in force. Wiped when dropped.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Text {
    bytes: Vec<u8>,
    runs: Vec<Run>,
    /// For each line the index after its last run.
    lines: Vec<usize>,
}

impl Drop for Text {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}

/// What was printed is in no message, not even by mistake.
impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Text({} lines)", self.len())
    }
}

#[derive(Clone, PartialEq, Eq)]
struct Run {
    bytes: Range<usize>,
    page: Option<u8>,
    national: u8,
}

impl Text {
    /// The lines as this map reads them.
    pub fn lines(&self, map: &PageMap) -> Vec<String> {
        (0..self.lines.len())
            .map(|index| {
                let mut line = String::new();
                self.read_line(index, map, &mut line);
                line
            })
            .collect()
    }

    /// A number that is the same for the same lines and, nearly always, for no others (FNV-1a).
    pub fn fingerprint(&self) -> u64 {
        let ends = self.lines.iter().flat_map(|end| end.to_le_bytes());
        self.bytes
            .iter()
            .copied()
            .chain(ends)
            .fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
            })
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn read_line(&self, index: usize, map: &PageMap, out: &mut String) {
        let start = index
            .checked_sub(1)
            .and_then(|before| self.lines.get(before))
            .copied();
        let end = self.lines.get(index).copied().unwrap_or(0);
        self.read_runs(start.unwrap_or(0)..end, map, out);
    }

    fn read_runs(&self, runs: Range<usize>, map: &PageMap, out: &mut String) {
        let runs = self.runs.get(runs).unwrap_or_default();
        // A byte becomes one character, of three bytes at most.
        let bytes: usize = runs.iter().map(|run| run.bytes.len()).sum();
        wipe::begin_text(out, 3 * bytes);
        for run in runs {
            let bytes = self.bytes.get(run.bytes.clone()).unwrap_or_default();
            decode(map, run.page, run.national, bytes, out);
        }
        out.truncate(out.trim_end().len());
    }

    /// The bytes that were printed while no code page had been chosen.
    fn unpaged_bytes(&self) -> impl Iterator<Item = u8> {
        let runs = self.runs.iter().filter(|run| run.page.is_none());
        runs.flat_map(|run| self.bytes.get(run.bytes.clone()).unwrap_or_default())
            .copied()
    }
}

/// What the reader of one printer's documents is told once.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The words of tills.
    pub lexicon: &'static Lexicon,
    /// The printer's code pages.
    pub pages: PageMap,
    /// What the shop says about itself.
    pub hint: Hint,
}

/// Where the builder stands between stream and understanding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sync {
    /// Commands are read as the printer reads them.
    InStep,
    /// Something unknown has passed; nothing is believed until `ESC @` or a clean cut.
    Lost,
}

/// What ended a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    /// A cut, which begins at this stream offset.
    Cut(u64),
    /// A feed to the tear bar and silence, on a printer without a cutter.
    Tear,
    /// Silence alone.
    Silence,
}

/// Builds one document after another.
pub struct Builder {
    reader: Reader,
    reading: Reading<'static>,
    sync: Sync,
    trusted: bool,
    text: Text,
    /// Index of the first run of the line that is being filled.
    open_run: usize,
    line: Zeroizing<String>,
    page: Option<u8>,
    national: u8,
    image_rows: u32,
    drawer_kicks: u32,
    /// Lines before this one were printed; those after it are on a page that may be thrown away.
    page_mode_from: Option<usize>,
    ended_by_feed: bool,
}

/// Of the document under way only how long it is.
impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder")
            .field("text", &self.text)
            .finish_non_exhaustive()
    }
}

impl Builder {
    /// A builder at the start of a stream.
    pub fn new(reader: Reader, sync: Sync) -> Self {
        Self {
            reading: Reading::new(reader.lexicon),
            reader,
            sync,
            trusted: sync == Sync::InStep,
            text: Text::default(),
            open_run: 0,
            line: Zeroizing::default(),
            page: None,
            national: 0,
            image_rows: 0,
            drawer_kicks: 0,
            page_mode_from: None,
            ended_by_feed: false,
        }
    }

    /// Whether it looks so far like a sale that may carry a code.
    pub fn may_be_sale(&self) -> bool {
        self.trusted && self.sync == Sync::InStep && self.reading.may_be_sale()
    }

    /// Whether images have been printed since the last document, and no text.
    pub fn is_image_only(&self) -> bool {
        self.text.bytes.is_empty() && self.image_rows > 0 && self.trusted
    }

    /// Whether anything has been printed or opened since the last document.
    pub fn has_content(&self) -> bool {
        self.has_print() || self.drawer_kicks > 0
    }

    /// Whether anything has been printed since the last document.
    pub fn has_print(&self) -> bool {
        !self.text.bytes.is_empty() || self.image_rows > 0
    }

    /// Takes printable bytes.
    pub fn text(&mut self, bytes: &[u8]) {
        self.ended_by_feed = false;
        let start = self.text.bytes.len();
        if start + bytes.len() > MAX_TEXT || self.text.lines.len() >= MAX_LINES {
            self.trusted = false;
            return;
        }
        wipe::append(&mut self.text.bytes, bytes);
        let end = self.text.bytes.len();
        let in_line = self.text.runs.len() > self.open_run;
        match self.text.runs.last_mut() {
            Some(run) if in_line && run.page == self.page && run.national == self.national => {
                run.bytes.end = end;
            }
            _ => self.text.runs.push(Run {
                bytes: start..end,
                page: self.page,
                national: self.national,
            }),
        }
    }

    /// Takes a command; cuts are [`Builder::end`]'s.
    pub fn command(&mut self, command: Command) {
        self.ended_by_feed = matches!(
            command,
            Command::LineFeed | Command::FeedLines(_) | Command::FeedUnits(_)
        ) || (self.ended_by_feed && command == Command::CarriageReturn);
        match command {
            Command::LineFeed
            | Command::FeedLines(_)
            | Command::FeedUnits(_)
            | Command::ReverseFeed(_) => self.end_line(),
            Command::Tab | Command::Absolute(_) | Command::Relative(_) => self.gap(),
            Command::Initialize => self.initialize(),
            Command::Set(Setting::CodePage(n)) => self.page = Some(n),
            Command::Set(Setting::National(n)) => self.national = n,
            Command::Raster { rows, .. } => self.image(u32::from(rows)),
            Command::BitImage { column_dots, .. } => self.image(u32::from(column_dots)),
            Command::RasterRow { .. }
            | Command::StoredImage { .. }
            | Command::PrintImage { .. }
            | Command::Extended { letter: b'L', .. } => self.image(1),
            Command::Drawer => self.drawer_kicks += 1,
            Command::PageMode(on) => self.page_mode(on),
            Command::PrintPage => self.print_page(),
            Command::FormFeed => self.form_feed(),
            Command::Cancel => self.drop_page(),
            Command::Unknown { .. } => self.lose_sync(),
            _ => {}
        }
    }

    /// Ends the line that is being filled, as a feed or a cut does.
    pub fn end_line(&mut self) {
        if self.text.runs.len() == self.open_run {
            return;
        }
        let runs = self.open_run..self.text.runs.len();
        self.open_run = runs.end;
        self.text
            .read_runs(runs, &self.reader.pages, &mut self.line);
        if self.line.is_empty() {
            self.drop_open_runs();
            return;
        }
        self.text.lines.push(self.open_run);
        if self.sync == Sync::InStep && self.page_mode_from.is_none() {
            self.reading.line(&self.line);
        }
    }

    /// Ends the document.
    pub fn end(&mut self, close: Close) -> Document {
        self.end_line();
        let likely_page = self.settle_page();
        let mut facts = self.reading.facts(self.reader.hint);
        let blank = self.text.is_empty() && self.image_rows == 0;
        facts.kind = match facts.kind {
            _ if blank && self.drawer_kicks > 0 => Some(Kind::Drawer),
            Some(kind) => Some(kind),
            None => Some(Kind::Other),
        };
        if !self.trusted {
            facts = Facts {
                kind: facts.kind,
                language: facts.language,
                ..Facts::default()
            };
        }
        let document = Document {
            facts,
            trusted: self.trusted,
            image_rows: self.image_rows,
            cut_offset: match close {
                Close::Cut(at) => Some(at),
                Close::Tear | Close::Silence => None,
            },
            spliced_at: None,
            code: None,
            text: std::mem::take(&mut self.text),
            likely_page,
        };
        self.start_next(close);
        document
    }

    fn start_next(&mut self, close: Close) {
        let clean = match close {
            Close::Cut(_) => self.ended_by_feed,
            Close::Tear => true,
            Close::Silence => false,
        };
        if clean {
            self.sync = Sync::InStep;
        }
        self.ended_by_feed = false;
        self.trusted = self.sync == Sync::InStep;
        self.reading.clear();
        self.line.zeroize();
        self.text = Text::default();
        self.open_run = 0;
        self.image_rows = 0;
        self.drawer_kicks = 0;
        self.page_mode_from = self.page_mode_from.map(|_| 0);
    }

    fn initialize(&mut self) {
        self.drop_open_runs();
        self.page = None;
        self.national = 0;
        self.page_mode_from = None;
        self.sync = Sync::InStep;
        if self.text.is_empty() {
            self.trusted = true;
        }
    }

    fn lose_sync(&mut self) {
        self.sync = Sync::Lost;
        self.trusted = false;
    }

    fn image(&mut self, rows: u32) {
        self.ended_by_feed = true;
        self.image_rows = self.image_rows.saturating_add(rows);
    }

    /// A jump to another column reads as a space.
    fn gap(&mut self) {
        if self.text.runs.len() > self.open_run {
            self.text(b" ");
        }
    }

    fn drop_open_runs(&mut self) {
        let kept = self.text.lines.last().copied().unwrap_or(0);
        self.text.runs.truncate(kept);
        self.text
            .bytes
            .truncate(self.text.runs.last().map_or(0, |run| run.bytes.end));
        self.open_run = kept;
    }

    fn page_mode(&mut self, on: bool) {
        if on {
            self.end_line();
            self.page_mode_from = self.page_mode_from.or(Some(self.text.lines.len()));
        } else {
            self.drop_page();
            self.page_mode_from = None;
        }
    }

    /// The page goes to paper: what it holds has been said.
    fn print_page(&mut self) {
        let Some(from) = self.page_mode_from else {
            return;
        };
        self.end_line();
        self.read_again(from);
        self.page_mode_from = Some(self.text.lines.len());
    }

    /// In page mode this prints the page and leaves the mode.
    fn form_feed(&mut self) {
        self.end_line();
        self.print_page();
        self.page_mode_from = None;
    }

    /// What was on the page and had not been printed never will be.
    fn drop_page(&mut self) {
        let Some(from) = self.page_mode_from else {
            return;
        };
        self.text.lines.truncate(from);
        self.drop_open_runs();
    }

    fn read_again(&mut self, from: usize) {
        if self.sync == Sync::Lost {
            return;
        }
        for index in from..self.text.lines.len() {
            self.text
                .read_line(index, &self.reader.pages, &mut self.line);
            self.reading.line(&self.line);
        }
    }

    /// Where the till never chose a code page and the profile knows none, the one that reads best
    /// in the document's language is taken.
    fn settle_page(&mut self) -> Option<Page> {
        if self.reader.pages.default_page().is_some() {
            return None;
        }
        let mut unpaged = Zeroizing::new(Vec::with_capacity(self.text.bytes.len()));
        unpaged.extend(self.text.unpaged_bytes());
        if unpaged.is_ascii() {
            return None;
        }
        let facts = self.reading.facts(self.reader.hint);
        let page = likely_page(facts.language.or(self.reader.hint.language)?, &unpaged)?;
        let map = self.reader.pages.clone().with_default(page);
        let usual = std::mem::replace(&mut self.reader.pages, map);
        self.reading.clear();
        self.read_again(0);
        self.reader.pages = usual;
        Some(page)
    }
}
