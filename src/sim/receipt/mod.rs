//! What a till prints, before anybody decides how it is encoded.
//!
//! [`sale`], [`slip`] and [`other`] compose [`Printout`]s: lines with their style, and the facts
//! that a reader should find in them. No bytes in here.

pub mod basket;
pub mod other;
pub mod sale;
pub mod slip;

use super::shop::Shop;
use crate::domain::document::{Currency, Facts, Kind};
use crate::domain::language::Language;
use chrono::NaiveDateTime;

/// A document as it is meant: what is printed and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printout {
    /// From top to bottom.
    pub pieces: Vec<Piece>,
    /// What a careful reader finds in the text.
    pub facts: Facts,
}

impl Printout {
    /// The lines as characters, one for every line feed that belongs to text.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Line(line) => Some(line.text.as_str()),
            Piece::Barcode(_) | Piece::Logo | Piece::Drawer => None,
        })
    }
}

/// One thing that a till sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A line of text.
    Line(Line),
    /// A barcode with these digits.
    Barcode(String),
    /// The shop's picture.
    Logo,
    /// The cash drawer opens.
    Drawer,
}

/// A line of text; never wider than the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Without the spaces that would centre it.
    pub text: String,
    /// How it looks.
    pub style: Style,
}

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Left, normal.
    Plain,
    /// Centred, normal.
    Centred,
    /// Centred, bold.
    Notice,
    /// Left, bold, twice as high.
    Total,
    /// Centred, bold, twice as high and wide.
    Title,
}

impl Style {
    /// Whether the line stands in the middle.
    pub fn is_centred(self) -> bool {
        matches!(self, Self::Centred | Self::Notice | Self::Title)
    }

    /// Whether the line is bold.
    pub fn is_bold(self) -> bool {
        matches!(self, Self::Notice | Self::Total | Self::Title)
    }

    /// Times as wide.
    pub fn width(self) -> u8 {
        if self == Self::Title { 2 } else { 1 }
    }

    /// Times as high.
    pub fn height(self) -> u8 {
        if matches!(self, Self::Title | Self::Total) {
            2
        } else {
            1
        }
    }
}

/// Where and when something is printed.
#[derive(Debug, Clone, Copy)]
pub struct Occasion {
    /// Whose paper it is.
    pub shop: &'static Shop,
    /// Characters in a line.
    pub columns: usize,
    /// The local time on the paper.
    pub when: NaiveDateTime,
    /// Number of the receipt, report or order.
    pub number: u32,
}

impl Occasion {
    /// Facts of a document of this shop about which nothing but its kind is known.
    fn facts(&self, kind: Kind) -> Facts {
        Facts {
            kind: Some(kind),
            language: Language::new(self.shop.words.language),
            ..Facts::default()
        }
    }

    /// The same, with a total.
    fn facts_with_total(&self, kind: Kind, total_minor: i64) -> Facts {
        Facts {
            total_minor: Some(total_minor),
            currency: Currency::new(self.shop.words.currency),
            ..self.facts(kind)
        }
    }

    fn date(&self) -> String {
        self.when.format(self.shop.words.date).to_string()
    }

    fn sheet(&self) -> Sheet {
        Sheet {
            columns: self.columns,
            pieces: Vec::new(),
        }
    }
}

/// A paper that is being filled.
#[derive(Debug)]
struct Sheet {
    columns: usize,
    pieces: Vec<Piece>,
}

impl Sheet {
    fn line(&mut self, style: Style, text: &str) {
        let fitting = self.columns / usize::from(style.width());
        self.pieces.push(Piece::Line(Line {
            text: text.chars().take(fitting).collect(),
            style,
        }));
    }

    /// `left` at the left and `right` at the right edge; a long `left` is shortened.
    fn row(&mut self, style: Style, left: &str, right: &str) {
        let room = self.columns.saturating_sub(right.chars().count() + 1);
        let left: String = left.chars().take(room).collect();
        self.line(style, &format!("{left:room$} {right}"));
    }

    fn rule(&mut self) {
        self.line(Style::Plain, &"-".repeat(self.columns));
    }

    fn blank(&mut self) {
        self.line(Style::Plain, "");
    }

    fn finish(self, facts: Facts) -> Printout {
        Printout {
            pieces: self.pieces,
            facts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_fill_the_line_and_keep_the_amount() {
        let mut sheet = Sheet {
            columns: 12,
            pieces: Vec::new(),
        };
        sheet.row(Style::Plain, "Tea", "1.50");
        sheet.row(Style::Total, "A very long name", "12.00");
        sheet.line(Style::Title, "TOO LONG");
        let printout = sheet.finish(Facts::default());
        let lines: Vec<&str> = printout.lines().collect();
        assert_eq!(lines, ["Tea     1.50", "A very 12.00", "TOO LO"]);
    }
}
