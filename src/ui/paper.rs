//! One page of A4 across as a PDF: text in the window's own letters, filled areas and lines. Knows nothing
//! of what it says.
//!
//! Only the letters that are used are in the file, with the characters that they stand for, so that
//! its text can be searched and copied. The same page gives the same bytes.

use ab_glyph::{Font as _, FontRef};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr};
use std::collections::BTreeMap;
use subsetter::{GlyphRemapper, subset};

/// The size of the paper, in points of 1/72 inch.
pub(super) const WIDTH: f32 = 841.89;
/// Its height.
pub(super) const HEIGHT: f32 = 595.28;

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
const SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");

const SYSTEM: SystemInfo<'_> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Semibold,
}

/// Where a text stands in relation to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Left,
    Centre,
    Right,
}

/// A colour: red, green and blue from 0 to 1.
pub(super) type Ink = [f32; 3];

/// What letters look like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    pub(super) weight: Weight,
    /// In points.
    pub(super) size: f32,
    pub(super) ink: Ink,
}

/// An area; the origin is the upper left corner of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// The page while it is drawn.
pub(super) struct Paper {
    content: Content,
    faces: [Face; 2],
}

/// A font and what is used of it.
struct Face {
    file: &'static [u8],
    font: FontRef<'static>,
    name: &'static str,
    numbers: GlyphRemapper,
    /// By their number in the smaller font: character and width in thousandths of the size.
    letters: BTreeMap<u16, (char, f32)>,
}

impl Paper {
    /// An empty page; `None` where our own fonts cannot be read.
    pub(super) fn new() -> Option<Self> {
        Some(Self {
            content: Content::new(),
            faces: [
                Face::new(REGULAR, "TILSID+Inter-Regular")?,
                Face::new(SEMIBOLD, "TILSID+Inter-SemiBold")?,
            ],
        })
    }

    /// How wide a text is.
    pub(super) fn width(&self, pen: Pen, text: &str) -> f32 {
        let [regular, semibold] = &self.faces;
        let face = match pen.weight {
            Weight::Regular => regular,
            Weight::Semibold => semibold,
        };
        let widths = text.chars().map(|letter| face.width(letter));
        widths.sum::<f32>() * pen.size / 1000.0
    }

    /// The same pen, as much smaller as it must be for a text of this width.
    pub(super) fn fitted(&self, pen: Pen, text: &str, width: f32) -> Pen {
        let natural = self.width(pen, text);
        let size = if natural > width {
            pen.size * width / natural
        } else {
            pen.size
        };
        Pen { size, ..pen }
    }

    /// Writes one line; `y` is where the letters stand.
    pub(super) fn text(&mut self, (x, y): (f32, f32), anchor: Anchor, pen: Pen, text: &str) {
        let width = self.width(pen, text);
        let left = match anchor {
            Anchor::Left => x,
            Anchor::Centre => x - width / 2.0,
            Anchor::Right => x - width,
        };
        let [regular, semibold] = &mut self.faces;
        let (name, face) = match pen.weight {
            Weight::Regular => (FACES[0], regular),
            Weight::Semibold => (FACES[1], semibold),
        };
        let letters = text.chars().filter_map(|letter| face.take(letter));
        let letters: Vec<u8> = letters.flat_map(u16::to_be_bytes).collect();
        let [red, green, blue] = pen.ink;
        self.content
            .begin_text()
            .set_fill_rgb(red, green, blue)
            .set_font(Name(name), pen.size)
            .next_line(left, HEIGHT - y)
            .show(Str(&letters))
            .end_text();
    }

    /// Fills an area.
    pub(super) fn fill(&mut self, area: Area, [red, green, blue]: Ink) {
        self.content
            .set_fill_rgb(red, green, blue)
            .rect(
                area.x,
                HEIGHT - area.y - area.height,
                area.width,
                area.height,
            )
            .fill_nonzero();
    }

    /// A thin line across.
    pub(super) fn line(&mut self, (x, y): (f32, f32), width: f32, [red, green, blue]: Ink) {
        self.content
            .set_stroke_rgb(red, green, blue)
            .set_line_width(0.6)
            .move_to(x, HEIGHT - y)
            .line_to(x + width, HEIGHT - y)
            .stroke();
    }

    /// The file, with its title and language; `None` where a font cannot be made smaller.
    pub(super) fn finish(self, title: &str, language: &str) -> Option<Vec<u8>> {
        let mut ids = (1..).map(Ref::new);
        let mut next = || ids.next();
        let (catalog, pages, page, content, info) = (next()?, next()?, next()?, next()?, next()?);
        let fonts = [next()?, next()?];
        let mut pdf = Pdf::new();
        pdf.catalog(catalog).pages(pages).lang(TextStr(language));
        pdf.document_info(info)
            .title(TextStr(title))
            .creator(TextStr("Tillside"));
        pdf.pages(pages).kids([page]).count(1);
        let mut sheet = pdf.page(page);
        sheet
            .media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT))
            .parent(pages)
            .contents(content);
        let mut resources = sheet.resources();
        let mut named = resources.fonts();
        for (name, id) in FACES.into_iter().zip(fonts) {
            named.pair(Name(name), id);
        }
        named.finish();
        resources.finish();
        sheet.finish();
        pdf.stream(content, &self.content.finish());
        for (face, id) in self.faces.into_iter().zip(fonts) {
            face.write(&mut pdf, id, [next()?, next()?, next()?, next()?])?;
        }
        Some(pdf.finish())
    }
}

/// What the fonts are called on the page.
const FACES: [&[u8]; 2] = [b"R", b"S"];

impl Face {
    fn new(file: &'static [u8], name: &'static str) -> Option<Self> {
        Some(Self {
            file,
            font: FontRef::try_from_slice(file).ok()?,
            name,
            numbers: GlyphRemapper::new(),
            letters: BTreeMap::new(),
        })
    }

    fn width(&self, letter: char) -> f32 {
        let advance = self.font.h_advance_unscaled(self.font.glyph_id(letter));
        advance * 1000.0 / self.units()
    }

    fn units(&self) -> f32 {
        self.font.units_per_em().unwrap_or(1000.0)
    }

    /// The number of a letter in the smaller font; none for what is no letter.
    fn take(&mut self, letter: char) -> Option<u16> {
        if letter.is_control() {
            return None;
        }
        let number = self.numbers.remap(self.font.glyph_id(letter).0);
        let width = self.width(letter);
        self.letters.entry(number).or_insert((letter, width));
        Some(number)
    }

    fn write(self, pdf: &mut Pdf, id: Ref, [cid, about, file, cmap]: [Ref; 4]) -> Option<()> {
        let smaller = subset(self.file, 0, &self.numbers).ok()?;
        pdf.stream(file, outlines(&smaller)?)
            .pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        let name = Name(self.name.as_bytes());
        pdf.type0_font(id)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(cmap);
        let mut font = pdf.cid_font(cid);
        font.subtype(CidFontType::Type0)
            .base_font(name)
            .system_info(SYSTEM)
            .font_descriptor(about)
            .default_width(0.0);
        let mut widths = font.widths();
        for (number, (_, width)) in &self.letters {
            widths.consecutive(*number, [*width]);
        }
        widths.finish();
        font.finish();
        self.describe(pdf, about, file);
        let mut meanings = UnicodeCmap::<u16>::new(Name(b"Tillside-Letters"), SYSTEM);
        for (number, (letter, _)) in &self.letters {
            meanings.pair(*number, *letter);
        }
        pdf.cmap(cmap, &meanings.finish());
        Some(())
    }

    fn describe(&self, pdf: &mut Pdf, about: Ref, file: Ref) {
        let scale = 1000.0 / self.units();
        let ascent = self.font.ascent_unscaled() * scale;
        let descent = self.font.descent_unscaled() * scale;
        pdf.font_descriptor(about)
            .name(Name(self.name.as_bytes()))
            .flags(FontFlags::NON_SYMBOLIC)
            .bbox(Rect::new(-800.0, descent, 2600.0, ascent))
            .italic_angle(0.0)
            .ascent(ascent)
            .descent(descent)
            .cap_height(727.0)
            .stem_v(80.0)
            .font_file3(file);
    }
}

/// The outlines (`CFF `) of an OpenType font: all of it that a PDF wants.
fn outlines(font: &[u8]) -> Option<&[u8]> {
    const RECORD: usize = 16;
    let records = font.get(12..)?.chunks_exact(RECORD);
    let count = usize::from(u16::from_be_bytes(*font.get(4..6)?.first_chunk()?));
    let mut records = records.take(count);
    let record = records.find(|record| record.starts_with(b"CFF "))?;
    let number = |from: usize| {
        let bytes = record.get(from..from + 4)?.first_chunk()?;
        usize::try_from(u32::from_be_bytes(*bytes)).ok()
    };
    let (begin, length) = (number(8)?, number(12)?);
    font.get(begin..begin.checked_add(length)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEN: Pen = Pen {
        weight: Weight::Regular,
        size: 10.0,
        ink: [0.0; 3],
    };

    #[test]
    fn a_page_is_small_and_the_same_every_time() {
        let page = || {
            let mut paper = Paper::new().unwrap();
            for anchor in [Anchor::Left, Anchor::Centre, Anchor::Right] {
                paper.text((100.0, 100.0), anchor, PEN, "Zażółć gęślą jaźń, øæå, õäöü");
            }
            paper.finish("A page", "pl").unwrap()
        };
        let file = page();
        assert_eq!(file, page());
        assert!(file.starts_with(b"%PDF-"));
        // With all of both fonts it would be 530 kB.
        assert!(file.len() < 20_000, "{}", file.len());
    }

    #[test]
    fn what_is_too_wide_is_written_smaller() {
        let paper = Paper::new().unwrap();
        let width = paper.width(PEN, "Counters");
        assert!((30.0..60.0).contains(&width), "{width}");
        assert!(paper.width(PEN, "Countersł") > width);
        assert!((paper.fitted(PEN, "Counters", 200.0).size - 10.0).abs() < 1e-6);
        let small = paper.fitted(PEN, "Counters", 20.0);
        assert!((paper.width(small, "Counters") - 20.0).abs() < 0.01);
    }

    #[test]
    fn what_is_no_font_has_no_outlines() {
        assert!(outlines(REGULAR).is_some_and(|cff| cff.starts_with(&[1, 0])));
        for length in [0, 4, 11, 12, 40, 200] {
            assert_eq!(outlines(&REGULAR[..length]), None, "{length}");
        }
    }
}
