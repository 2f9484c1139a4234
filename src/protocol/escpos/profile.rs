//! What a family of printers can do, read from a TOML file.
//!
//! Every figure in such a file names its source; what is not known is absent, and whoever needs it
//! must do without. Nothing in here talks to a printer or guesses which one is attached.

use super::command::{Dialect, Setting};
use super::text::{Page, PageMap};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::collections::BTreeMap;

static BUILTIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/hardware/printers");

/// The name of the profile to start from when the printer is not known.
pub const GENERIC: &str = "epson-generic";

/// A family of printers.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// The name of its file, without the extension.
    pub name: String,
    /// Makers and models, in words.
    pub family: String,
    /// The language it speaks.
    pub dialect: Dialect,
    /// What ends a document.
    pub end: End,
    /// Whether a block may be added to a document whose text was not recognised.
    pub splice_unrecognised: bool,
    /// Dots per inch along and across the paper.
    pub dpi: Option<u16>,
    /// The papers it takes, the usual one first.
    pub papers: Vec<Paper>,
    /// Which page each `ESC t` number means.
    pub pages: PageMap,
    /// Its settings after power-on and after `ESC @`.
    pub power_on: PowerOn,
    /// What it prints besides text.
    pub graphics: Graphics,
    /// How far the paper has to go from the print head to the cutter, in mm.
    pub head_to_cutter_mm: Option<f32>,
    /// How it is attached.
    pub serial: Serial,
}

impl Profile {
    /// The names of the profiles that come with this program, in order.
    pub fn names() -> Vec<&'static str> {
        let mut names: Vec<_> = BUILTIN.files().filter_map(stem).collect();
        names.sort_unstable();
        names
    }

    /// A profile that comes with this program.
    pub fn builtin(name: &str) -> Result<Self, Error> {
        let unknown = || Error::Unknown {
            name: name.to_owned(),
            known: Self::names().join(", "),
        };
        let file = BUILTIN.files().find(|file| stem(file) == Some(name));
        let text = file.and_then(|file| file.contents_utf8());
        Self::parse(name, text.ok_or_else(unknown)?)
    }

    /// Reads a profile; `name` is the name of its file without the extension.
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let file: File = toml::from_str(text).map_err(|error| Error::Syntax {
            name: name.to_owned(),
            line: line_of(text, error.span().map_or(0, |span| span.start)),
            message: error.message().to_owned(),
        })?;
        let pages = file.text.map(name)?;
        let tear_bar = || Error::NoTearBar {
            name: name.to_owned(),
        };
        let end = match file.end {
            EndWord::Cut => End::Cut,
            EndWord::Quiet => End::Quiet(file.tear_bar.ok_or_else(tear_bar)?),
        };
        Ok(Self {
            name: name.to_owned(),
            family: file.family,
            dialect: file.dialect,
            end,
            splice_unrecognised: file.splice_unrecognised,
            dpi: file.dpi.map(|dpi| dpi.value),
            papers: file.paper,
            pages,
            power_on: file.power_on.unwrap_or_default(),
            graphics: file.graphics.unwrap_or_default(),
            head_to_cutter_mm: file.cutter.map(|cutter| cutter.head_to_cutter_mm),
            serial: file.serial.unwrap_or_default(),
        })
    }

    /// Dots per millimetre, where the resolution is known.
    pub fn dots_per_mm(&self) -> Option<f32> {
        self.dpi.map(|dpi| f32::from(dpi) / 25.4)
    }

    /// Dots across the usual paper.
    pub fn width_dots(&self) -> Option<u16> {
        self.papers.first().map(|paper| paper.dots)
    }
}

fn stem<'a>(file: &include_dir::File<'a>) -> Option<&'a str> {
    file.path().to_str()?.strip_suffix(".toml")
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|&b| b == b'\n').count()
}

/// What ends a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// A genuine cut.
    Cut,
    /// A feed to the tear bar and silence: the printer has no cutter.
    Quiet(TearBar),
}

/// Where paper is torn off by hand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TearBar {
    /// Lines of 1/6 inch from the print line to the bar, 1 to 60: the least that a till feeds when
    /// a receipt is complete.
    pub lines: TearLines,
    /// Where the figure comes from.
    pub source: String,
}

/// A feed in lines, 1 to 60.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u8")]
pub struct TearLines(u8);

impl TearLines {
    /// The number of lines.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for TearLines {
    type Error = String;

    fn try_from(lines: u8) -> Result<Self, String> {
        (1..=60)
            .contains(&lines)
            .then_some(Self(lines))
            .ok_or_else(|| format!("{lines} lines are out of range; use 1 to 60"))
    }
}

/// A paper width.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Width of the roll in mm.
    pub mm: u16,
    /// Dots that can be printed across it.
    pub dots: u16,
    /// Characters of font A in a line, where nothing but the paper decides that.
    pub columns: Option<u16>,
    /// Where the figures come from.
    pub source: String,
}

/// The settings after power-on and after `ESC @`; `None` where they are not known or where a
/// memory switch decides.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PowerOn {
    /// Where the values come from.
    pub source: String,
    /// As in [`Setting::Justify`].
    pub justify: Option<u8>,
    /// As in [`Setting::Font`].
    pub font: Option<u8>,
    /// Width and height factor.
    pub size: Option<(u8, u8)>,
    /// As in [`Setting::Emphasis`].
    pub emphasis: Option<bool>,
    /// As in [`Setting::DoubleStrike`].
    pub double_strike: Option<bool>,
    /// As in [`Setting::Underline`].
    pub underline: Option<u8>,
    /// As in [`Setting::Reverse`].
    pub reverse: Option<bool>,
    /// As in [`Setting::UpsideDown`].
    pub upside_down: Option<bool>,
    /// As in [`Setting::Rotate`].
    pub rotate: Option<u8>,
    /// As in [`Setting::CharSpacing`].
    pub char_spacing: Option<u8>,
    /// Vertical motion units, or 0 for the default of 1/6 inch.
    pub line_spacing: Option<u8>,
    /// As in [`Setting::LeftMargin`].
    pub left_margin: Option<u16>,
    /// As in [`Setting::CodePage`].
    pub code_page: Option<u8>,
    /// As in [`Setting::National`].
    pub national: Option<u8>,
    /// As in [`Setting::Kanji`].
    pub kanji: Option<bool>,
}

impl PowerOn {
    /// The known values as commands.
    pub fn settings(&self) -> Vec<Setting> {
        let size = |(width, height)| Setting::Size { width, height };
        let spacing = |units| Setting::LineSpacing((units != 0).then_some(units));
        [
            self.justify.map(Setting::Justify),
            self.font.map(Setting::Font),
            self.size.map(size),
            self.emphasis.map(Setting::Emphasis),
            self.double_strike.map(Setting::DoubleStrike),
            self.underline.map(Setting::Underline),
            self.reverse.map(Setting::Reverse),
            self.upside_down.map(Setting::UpsideDown),
            self.rotate.map(Setting::Rotate),
            self.char_spacing.map(Setting::CharSpacing),
            self.line_spacing.map(spacing),
            self.left_margin.map(Setting::LeftMargin),
            self.code_page.map(Setting::CodePage),
            self.national.map(Setting::National),
            self.kanji.map(Setting::Kanji),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// What a printer prints besides text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Graphics {
    /// Where the answers come from.
    pub source: String,
    /// Whether it prints `GS v 0`, or Star raster where the dialect is Star.
    pub raster: Option<bool>,
    /// Whether it draws QR symbols itself (`GS ( k`, or `ESC GS y` where the dialect is Star).
    pub native_qr: Option<NativeQr>,
}

/// Whether a printer draws QR symbols itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NativeQr {
    /// A symbol was printed on this family and scanned.
    Proven,
    /// It does not; it would print the command as text.
    No,
}

/// How a printer is attached as it leaves the factory.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Serial {
    /// Where the figures come from.
    pub source: String,
    /// Bits per second.
    pub baud: Option<u32>,
    /// Who says stop, and how.
    pub flow: Option<Flow>,
    /// The receive buffer in bytes.
    pub buffer_bytes: Option<u32>,
}

/// How a receiver holds its sender back; the same on both ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Flow {
    /// Not at all.
    #[default]
    None,
    /// The lines RTS and CTS.
    RtsCts,
    /// The lines DTR and DSR, the default of Epson's serial printers.
    DtrDsr,
    /// The bytes XON and XOFF, which only the printer's side sends.
    XonXoff,
}

impl Flow {
    /// Whether modem lines carry it.
    pub fn uses_lines(self) -> bool {
        matches!(self, Self::RtsCts | Self::DtrDsr)
    }
}

/// Why a profile cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is no profile of that name.
    #[error("no printer profile {name:?}; choose one of: {known}")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// The file is not a profile.
    #[error("printer profile {name}.toml, line {line}: {message}")]
    Syntax {
        /// The name of the profile.
        name: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong; names the key where there is one.
        message: String,
    },
    /// Two pages claim one number.
    #[error(
        "printer profile {name}.toml, [text] pages: number {number} stands for both {first:?} and \
         {second:?}; keep the one that the printer's own table shows"
    )]
    TwoPages {
        /// The name of the profile.
        name: String,
        /// The n of `ESC t n`.
        number: u8,
        /// One page.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
    /// Nothing says how far paper has to go before it can be torn off.
    #[error(
        "printer profile {name}.toml: end = \"quiet\" needs [tear_bar] lines, the feed from the \
         print line to the tear bar"
    )]
    NoTearBar {
        /// The name of the profile.
        name: String,
    },
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum EndWord {
    #[default]
    Cut,
    Quiet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    family: String,
    dialect: Dialect,
    #[serde(default)]
    end: EndWord,
    #[serde(default)]
    splice_unrecognised: bool,
    dpi: Option<Dpi>,
    #[serde(default)]
    paper: Vec<Paper>,
    text: Text,
    power_on: Option<PowerOn>,
    graphics: Option<Graphics>,
    cutter: Option<Cutter>,
    tear_bar: Option<TearBar>,
    serial: Option<Serial>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dpi {
    value: u16,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cutter {
    head_to_cutter_mm: f32,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(rename = "source")]
    _source: String,
    default_page: Option<Page>,
    pages: BTreeMap<Page, Vec<u8>>,
}

impl Text {
    fn map(&self, name: &str) -> Result<PageMap, Error> {
        let mut numbers = BTreeMap::new();
        for (&page, list) in &self.pages {
            for &number in list {
                if let Some(first) = numbers.insert(number, page) {
                    return Err(Error::TwoPages {
                        name: name.to_owned(),
                        number,
                        first: first.name(),
                        second: page.name(),
                    });
                }
            }
        }
        Ok(PageMap::new(numbers, self.default_page))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
family = "Test"
dialect = "escpos"
[text]
source = "none"
pages = { "437" = [0], "852" = [6, 18] }
"#;

    #[test]
    fn every_builtin_profile_reads_and_knows_the_pc_set() {
        assert!(Profile::names().contains(&GENERIC));
        for name in Profile::names() {
            let profile = Profile::builtin(name).unwrap_or_else(|error| panic!("{error}"));
            assert!(profile.pages.number(Page::Cp437).is_some(), "{name}");
            for paper in &profile.papers {
                assert!(paper.dots >= 200, "{name}: {paper:?}");
                let needed = paper.columns.unwrap_or(20) * 12;
                assert!((240..=paper.dots).contains(&needed), "{name}: {paper:?}");
            }
        }
    }

    #[test]
    fn makers_number_their_pages_differently() {
        let number = |name, page| Profile::builtin(name).unwrap().pages.number(page);
        assert_eq!(number("epson-generic", Page::Cp1257), Some(51));
        assert_eq!(number("xprinter", Page::Cp1257), Some(25));
        assert_eq!(number("rongta", Page::Cp1250), Some(30));
        assert_eq!(number("bixolon", Page::Cp775), Some(30));
        assert_eq!(number("wincor-th230", Page::Cp852), Some(2));
        assert_eq!(number("star-tsp-line", Page::Cp852), Some(5));
    }

    #[test]
    fn what_is_absent_stays_absent() {
        let profile = Profile::parse("small", SMALL).unwrap();
        assert_eq!(profile.end, End::Cut);
        assert_eq!(profile.pages.page(Some(6)), Some(Page::Cp852));
        assert_eq!(profile.dots_per_mm(), None);
        assert_eq!(profile.head_to_cutter_mm, None);
        assert!(profile.power_on.settings().is_empty());
    }

    #[test]
    fn power_on_values_become_settings() {
        let generic = Profile::builtin(GENERIC).unwrap().power_on;
        let settings = generic.settings();
        assert!(settings.contains(&Setting::LineSpacing(None)));
        assert!(settings.contains(&Setting::Size {
            width: 1,
            height: 1
        }));
        assert_eq!(generic.code_page, None);
    }

    #[test]
    fn an_error_names_file_line_and_key() {
        let error = |text: &str| Profile::parse("mine", text).unwrap_err().to_string();
        let message = error(&format!("{SMALL}wobble = 1\n"));
        assert!(message.contains("mine.toml, line 7"), "{message}");
        assert!(message.contains("wobble"), "{message}");
        let message = error(&format!("end = \"quiet\"\n{SMALL}"));
        assert!(message.contains("[tear_bar] lines"), "{message}");
        let bar = "[tear_bar]\nlines = 0\nsource = \"none\"\n";
        let message = error(&format!("end = \"quiet\"\n{SMALL}{bar}"));
        assert!(message.contains("use 1 to 60"), "{message}");
        let message = error(&SMALL.replace("[0]", "[6]"));
        assert!(message.contains("number 6"), "{message}");
        let message = Profile::builtin("dot-matrix").unwrap_err().to_string();
        assert!(message.contains("epson-generic"), "{message}");
    }
}
