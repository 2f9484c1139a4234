//! The printer's settings, as the paper keeps them for itself.

use super::glyphs::{Cell, FONT_A, FONT_B};
use crate::protocol::escpos::command::Setting;
use crate::protocol::escpos::profile::Profile;

/// Line spacing after power-on, in dots (Epson's reference, `ESC 2`).
const LINE_SPACING: usize = 30;

/// Resolution where the profile does not tell.
const DPI: usize = 203;

/// Barcode height and module width after power-on (Epson's reference, `GS h` and `GS w`).
const BAR_HEIGHT: u8 = 162;
const BAR_WIDTH: u8 = 3;

/// Everything a setting can change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) face: Face,
    pub(super) layout: Layout,
    pub(super) bars: Bars,
    /// The n of `ESC t n`.
    pub(super) code_page: Option<u8>,
    /// The n of `ESC R n`.
    pub(super) national: u8,
    line_spacing: Option<u8>,
    /// Motion units per inch, across and along; 0 is one dot.
    units: (u8, u8),
    dpi: usize,
}

/// How a character looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Face {
    pub(super) cell: Cell,
    pub(super) width: u8,
    pub(super) height: u8,
    /// Dots thick.
    pub(super) underline: u8,
    /// Space to the right, in dots.
    pub(super) spacing: u8,
    emphasis: bool,
    double_strike: bool,
    pub(super) reverse: bool,
    pub(super) turned: Turned,
}

/// Which way characters stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turned {
    Upright,
    Clockwise,
}

/// Where a line goes; changes only while the line is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Layout {
    pub(super) justify: u8,
    pub(super) upside_down: bool,
    /// In dots.
    pub(super) left_margin: usize,
    /// In dots; `None` is all there is.
    pub(super) area_width: Option<usize>,
}

/// How barcodes look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bars {
    /// In dots.
    pub(super) height: u8,
    /// Of a module, in dots.
    pub(super) width: u8,
    /// 0 none, 1 above, 2 below, 3 both.
    pub(super) text: u8,
}

impl Style {
    /// The settings after power-on and `ESC @`.
    pub(super) fn power_on(profile: &Profile) -> Self {
        let mut style = Self {
            face: Face {
                cell: FONT_A,
                width: 1,
                height: 1,
                underline: 0,
                spacing: 0,
                emphasis: false,
                double_strike: false,
                reverse: false,
                turned: Turned::Upright,
            },
            layout: Layout::default(),
            bars: Bars {
                height: BAR_HEIGHT,
                width: BAR_WIDTH,
                text: 0,
            },
            code_page: None,
            national: 0,
            line_spacing: None,
            units: (0, 0),
            dpi: profile.dpi.map_or(DPI, usize::from),
        };
        for setting in profile.power_on.settings() {
            style.set(setting, true);
        }
        style
    }

    /// Takes a setting; some count only at the beginning of a line.
    pub(super) fn set(&mut self, setting: Setting, line_is_empty: bool) {
        match setting {
            Setting::CodePage(n) => self.code_page = Some(n),
            Setting::National(n) => self.national = n,
            Setting::LineSpacing(units) => self.line_spacing = units,
            Setting::MotionUnits { x, y } => self.units = (x, y),
            Setting::BarcodeHeight(n) => self.bars.height = n.max(1),
            Setting::BarcodeWidth(n) => self.bars.width = n.clamp(1, 6),
            Setting::BarcodeText(n) => self.bars.text = n,
            Setting::Justify(_)
            | Setting::UpsideDown(_)
            | Setting::LeftMargin(_)
            | Setting::AreaWidth(_) => {
                if line_is_empty {
                    self.lay_out(setting);
                }
            }
            _ => self.face.set(setting),
        }
    }

    fn lay_out(&mut self, setting: Setting) {
        match setting {
            Setting::Justify(n) => self.layout.justify = n,
            Setting::UpsideDown(on) => self.layout.upside_down = on,
            Setting::LeftMargin(n) => self.layout.left_margin = self.across(n),
            Setting::AreaWidth(n) => self.layout.area_width = Some(self.across(n)),
            _ => {}
        }
    }

    /// Horizontal motion units in dots.
    pub(super) fn across(&self, units: u16) -> usize {
        self.dots(units, self.units.0)
    }

    /// Vertical motion units in dots.
    pub(super) fn along(&self, units: u16) -> usize {
        self.dots(units, self.units.1)
    }

    fn dots(&self, units: u16, per_inch: u8) -> usize {
        let units = usize::from(units);
        match usize::from(per_inch) {
            0 => units,
            per_inch => units * self.dpi / per_inch,
        }
    }

    /// From one line to the next, in dots.
    pub(super) fn line_spacing(&self) -> usize {
        match self.line_spacing {
            Some(units) => self.along(units.into()),
            None => LINE_SPACING,
        }
    }
}

impl Face {
    fn set(&mut self, setting: Setting) {
        match setting {
            Setting::PrintMode(n) => self.print_mode(n),
            Setting::Font(n) => self.cell = if n == 0 { FONT_A } else { FONT_B },
            Setting::Emphasis(on) => self.emphasis = on,
            Setting::DoubleStrike(on) => self.double_strike = on,
            Setting::Underline(n) => self.underline = n.min(2),
            Setting::Size { width, height } => {
                self.width = width.clamp(1, 8);
                self.height = height.clamp(1, 8);
            }
            Setting::Width(n) => self.width = n.clamp(1, 8),
            Setting::Height(n) => self.height = n.clamp(1, 8),
            Setting::Reverse(on) => self.reverse = on,
            Setting::Rotate(0) => self.turned = Turned::Upright,
            Setting::Rotate(_) => self.turned = Turned::Clockwise,
            Setting::CharSpacing(n) => self.spacing = n,
            _ => {}
        }
    }

    fn print_mode(&mut self, bits: u8) {
        self.cell = if bits & 0x01 == 0 { FONT_A } else { FONT_B };
        self.emphasis = bits & 0x08 != 0;
        self.height = 1 + (bits >> 4 & 1);
        self.width = 1 + (bits >> 5 & 1);
        self.underline = bits >> 7;
    }

    /// Whether strokes are a dot wider.
    pub(super) fn bold(&self) -> bool {
        self.emphasis || self.double_strike
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style() -> Style {
        Style::power_on(&Profile::builtin("epson-tm-t88").unwrap())
    }

    #[test]
    fn the_print_mode_byte_sets_five_things() {
        let mut style = style();
        style.set(Setting::PrintMode(0xB9), true);
        let face = &style.face;
        assert_eq!((face.width, face.height, face.underline), (2, 2, 1));
        assert!(face.bold());
        assert_eq!(face.cell, FONT_B);
        style.set(Setting::PrintMode(0), true);
        assert_eq!(style, self::style());
    }

    #[test]
    fn the_layout_of_an_open_line_is_fixed() {
        let mut style = style();
        style.set(Setting::Justify(2), false);
        assert_eq!(style.layout.justify, 0);
        style.set(Setting::Justify(2), true);
        assert_eq!(style.layout.justify, 2);
    }

    #[test]
    fn motion_units_are_fractions_of_an_inch() {
        let mut style = style();
        assert_eq!(style.along(10), 10);
        style.set(Setting::MotionUnits { x: 0, y: 90 }, true);
        assert_eq!((style.across(10), style.along(10)), (10, 20));
        style.set(Setting::LineSpacing(Some(12)), true);
        assert_eq!(style.line_spacing(), 24);
    }
}
