//! How a family of scanners sends its scans, read from a TOML file.
//!
//! Every figure in such a file names its source; what is not known is absent. Nothing in here
//! talks to a scanner or guesses which one is attached.

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::time::Duration;

static BUILTIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/hardware/scanners");

/// The name of the profile to start from when the scanner is not known.
pub const GENERIC: &str = "generic";

/// A family of scanners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The name of its file, without the extension.
    pub name: String,
    /// Makers and models, in words.
    pub family: String,
    /// How one scan is told from the next.
    pub framing: Framing,
    /// Bits per second as it leaves the factory.
    pub baud: Option<u32>,
}

/// How one scan is told from the next.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framing {
    /// What ends a scan.
    #[serde(default)]
    pub ends: Vec<End>,
    /// The role of STX.
    #[serde(default)]
    pub stx: Stx,
    /// The silence in ms that ends a scan as well, 10 to 2000.
    pub gap_ms: Option<u16>,
    /// What stands before each scan and is no part of it.
    #[serde(default)]
    pub prefix: String,
    /// What stands behind each scan, before its end, and is no part of it.
    #[serde(default)]
    pub suffix: String,
    /// Where this comes from.
    pub source: String,
}

/// What ends a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// A carriage return.
    Cr,
    /// A line feed.
    Lf,
    /// A carriage return and a line feed, together.
    CrLf,
    /// A tabulator.
    Tab,
    /// The control character ETX.
    Etx,
}

/// The role of the control character STX.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stx {
    /// A character like any other.
    #[default]
    Never,
    /// It begins a scan, and so it ends the one before.
    Optional,
    /// Every scan begins with it; what stands before it is noise.
    Required,
}

/// Why there is no profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No file has this name.
    #[error("there is no scanner profile {name:?}; known are {known}")]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// All names.
        known: String,
    },
    /// The file says something that is not understood.
    #[error("scanner profile {name}.toml, line {line}: {message}")]
    Syntax {
        /// The name of the file.
        name: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong, and what would be right.
        message: String,
    },
    /// Nothing in the file ends a scan.
    #[error("scanner profile {0}.toml: nothing ends a scan; set ends, gap_ms or both in [frame]")]
    Endless(String),
    /// The silence is too short to be told from a slow line, or too long to wait for.
    #[error("scanner profile {name}.toml: gap_ms is {gap_ms}; use 10 to 2000")]
    Gap {
        /// The name of the file.
        name: String,
        /// The value.
        gap_ms: u16,
    },
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
        let framing = file.frame;
        if let Some(gap_ms) = framing.gap_ms.filter(|gap| !(10..=2000).contains(gap)) {
            let name = name.to_owned();
            return Err(Error::Gap { name, gap_ms });
        }
        if framing.ends.is_empty() && framing.gap_ms.is_none() {
            return Err(Error::Endless(name.to_owned()));
        }
        Ok(Self {
            name: name.to_owned(),
            family: file.family,
            framing,
            baud: file.serial.map(|serial| serial.baud),
        })
    }
}

impl Framing {
    /// The silence that ends a scan as well.
    pub fn gap(&self) -> Option<Duration> {
        self.gap_ms.map(u64::from).map(Duration::from_millis)
    }

    /// Whether this ends a scan.
    pub fn ends_with(&self, end: End) -> bool {
        self.ends.contains(&end)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    family: String,
    frame: Framing,
    serial: Option<Serial>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Serial {
    baud: u32,
    #[serde(rename = "source")]
    _source: String,
}

fn stem<'a>(file: &include_dir::File<'a>) -> Option<&'a str> {
    file.path().to_str()?.strip_suffix(".toml")
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|&b| b == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_that_cannot_be_is_refused() {
        let error = |text: &str| Profile::parse("mine", text).unwrap_err();
        let frame = "family = 'x'\n[frame]\nsource = 'x'\n";
        for (text, words) in [
            (
                format!("{frame}ends = ['cr']\nwobble = 1\n"),
                "mine.toml, line 5",
            ),
            (format!("{frame}ends = ['vt']\n"), "unknown variant `vt`"),
            (
                "family = 'x'\n[frame]\nends = ['cr']\n".to_owned(),
                "missing field `source`",
            ),
            (
                format!("{frame}ends = ['cr']\n[serial]\nbaud = 9600\n"),
                "missing field `source`",
            ),
        ] {
            let message = error(&text).to_string();
            assert!(message.contains(words), "{message}");
        }
        assert_eq!(error(frame), Error::Endless("mine".to_owned()));
        let gap = error(&format!("{frame}gap_ms = 5\n"));
        assert!(matches!(gap, Error::Gap { gap_ms: 5, .. }), "{gap}");
        let unknown = Profile::builtin("laser-9000").unwrap_err().to_string();
        assert!(unknown.contains("datalogic-gryphon, generic"), "{unknown}");
    }
}
