//! Colours, sizes and fonts, for light and dark. No other file names a colour or a size in points.

use super::screen::{Scale, ThemeChoice};
use crate::domain::hold::Colour;
use egui::style::{Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke,
    Style, TextStyle, Theme, ThemePreference, Ui, Vec2, Visuals,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What can be touched is at least this high and wide.
pub const TOUCH: f32 = 48.0;
/// Between things that belong together.
pub const NEAR: f32 = 4.0;
/// Between the keys of a keyboard on the screen.
pub const KEY_GAP: f32 = 3.0;
/// Between controls beside each other.
pub const GAP: f32 = 8.0;
/// Between cards, and around them.
pub const EDGE: f32 = 12.0;
/// Between the border of a card and what is in it.
pub const PADDING: f32 = 16.0;
/// The width of the strip.
pub const STRIP_WIDTH: f32 = 72.0;
/// The width of the panel.
pub const PANEL_WIDTH: f32 = 380.0;
/// The diameter of the dot of a device.
pub const DOT: f32 = 8.0;
/// The diameter of the dot that stands for a token.
pub const TOKEN_DOT: f32 = 20.0;
/// The side of an icon's square.
pub const ICON: f32 = 18.0;
/// The side of the box that a tick goes into.
pub const TICK_BOX: f32 = 24.0;
/// The side of the mark on the strip.
pub const MARK: f32 = 44.0;
/// How far the ring around the focused control stands out.
pub const FOCUS_GAP: f32 = 3.0;
/// How wide and high the line of a trend is.
pub const SPARK: Vec2 = Vec2::new(80.0, 28.0);
/// How thick it is.
pub const SPARK_LINE: f32 = 1.6;
/// The least width of the list of pages in the manager's window.
pub const SIDEBAR: f32 = 150.0;
/// The greatest width of a line of text that can be changed.
pub const FIELD: f32 = 420.0;
/// The width of what belongs to the PIN.
pub const PAD_WIDTH: f32 = 320.0;
/// The height of a digit of the PIN.
pub const PAD_KEY: f32 = 60.0;
/// A tile with a figure is no narrower at the designed text size.
pub const TILE: f32 = 150.0;
/// The height of a chart.
pub const CHART: f32 = 220.0;
/// How thick the line of a chart is.
pub const CHART_LINE: f32 = 2.0;
/// The height of a cell of the heat map at the designed text size.
pub const CELL: f32 = 26.0;
/// The height of a text of many lines that can be changed.
pub const EDITOR: f32 = 440.0;
/// From this width on, at the designed text size, something stands beside such a text.
pub const BESIDE: f32 = 700.0;
/// How thick a bar is that fills.
pub const BAR: f32 = 8.0;
/// The paper of the demo's printer, whatever the theme.
pub const PAPER: Color32 = Color32::from_rgb(0xFC, 0xFC, 0xFC);
/// How thick the lines of icons are.
pub const ICON_LINE: f32 = 1.8;

const BUTTON_RADIUS: u8 = 10;
const CARD_RADIUS: u8 = 12;
const TICK_RADIUS: u8 = 6;
const CELL_RADIUS: u8 = 4;
const FOCUS_LINE: f32 = 2.0;
const SEMIBOLD: &str = "semibold";

/// The colours of one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub ground: Color32,
    /// Behind what is on a card.
    pub surface: Color32,
    /// Around cards and buttons.
    pub border: Color32,
    /// What is to be read first.
    pub text: Color32,
    /// What is to be read second.
    pub muted: Color32,
    /// What is well, and the one button that goes on.
    pub accent: Color32,
    /// Behind text in the accent's colour.
    pub accent_soft: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// What wants attention. There is no red: nobody is to be alarmed.
    pub amber: Color32,
    /// Behind text in amber.
    pub amber_soft: Color32,
    /// Behind quiet buttons.
    pub quiet: Color32,
}

/// As in the mock-ups.
const LIGHT: Palette = Palette {
    ground: Color32::from_rgb(0xF5, 0xF6, 0xF8),
    surface: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    border: Color32::from_rgb(0xE2, 0xE6, 0xEB),
    text: Color32::from_rgb(0x18, 0x21, 0x2C),
    muted: Color32::from_rgb(0x5C, 0x67, 0x76),
    accent: Color32::from_rgb(0x0F, 0x76, 0x6E),
    accent_soft: Color32::from_rgb(0xE4, 0xF3, 0xF1),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    amber: Color32::from_rgb(0x9A, 0x5B, 0x0A),
    amber_soft: Color32::from_rgb(0xFD, 0xF3, 0xE1),
    quiet: Color32::from_rgb(0xEE, 0xF1, 0xF5),
};

const DARK: Palette = Palette {
    ground: Color32::from_rgb(0x11, 0x15, 0x1B),
    surface: Color32::from_rgb(0x1A, 0x20, 0x29),
    border: Color32::from_rgb(0x2B, 0x34, 0x40),
    text: Color32::from_rgb(0xE9, 0xED, 0xF2),
    muted: Color32::from_rgb(0x9A, 0xA6, 0xB6),
    accent: Color32::from_rgb(0x3C, 0xCB, 0xBA),
    accent_soft: Color32::from_rgb(0x15, 0x31, 0x2F),
    on_accent: Color32::from_rgb(0x06, 0x20, 0x1D),
    amber: Color32::from_rgb(0xF0, 0xB4, 0x5B),
    amber_soft: Color32::from_rgb(0x33, 0x27, 0x0F),
    quiet: Color32::from_rgb(0x23, 0x2B, 0x36),
};

/// The kinds of text there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    /// The number of people waiting.
    Number,
    /// The same on the strip.
    StripNumber,
    /// The wait in a word or two, where no number is sure.
    Level,
    /// What the cashier says aloud: at most 22 points, to be read at arm's length and no further.
    Say,
    /// What a customer is to read across the counter.
    Phrase,
    /// A manager's figure.
    Figure,
    /// What a page is called.
    Title,
    /// What a card says first.
    Strong,
    /// What is on a button.
    Button,
    /// Everything else on a card.
    Body,
    /// The header, the footer, what is said by the way.
    Small,
    /// The same, said louder.
    SmallStrong,
    /// What is on the strip besides the number.
    Tiny,
}

impl Face {
    /// In the order in which they are listed.
    const ALL: [Self; 13] = [
        Self::Number,
        Self::StripNumber,
        Self::Level,
        Self::Say,
        Self::Phrase,
        Self::Figure,
        Self::Title,
        Self::Strong,
        Self::Button,
        Self::Body,
        Self::Small,
        Self::SmallStrong,
        Self::Tiny,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::StripNumber => "strip-number",
            Self::Level => "level",
            Self::Say => "say",
            Self::Phrase => "phrase",
            Self::Figure => "figure",
            Self::Title => "title",
            Self::Strong => "strong",
            Self::Button => "button",
            Self::Body => "body",
            Self::Small => "small",
            Self::SmallStrong => "small-strong",
            Self::Tiny => "tiny",
        }
    }

    fn designed(self) -> FontId {
        let semibold = || FontFamily::Name(SEMIBOLD.into());
        match self {
            Self::Number => FontId::new(60.0, semibold()),
            Self::StripNumber => FontId::new(44.0, semibold()),
            Self::Level => FontId::new(32.0, semibold()),
            Self::Say => FontId::new(21.0, FontFamily::Proportional),
            Self::Phrase => FontId::new(36.0, semibold()),
            Self::Figure => FontId::new(28.0, semibold()),
            Self::Title => FontId::new(18.0, semibold()),
            Self::Strong => FontId::new(15.0, semibold()),
            Self::Button => FontId::new(15.0, FontFamily::Proportional),
            Self::Body => FontId::new(14.0, FontFamily::Proportional),
            Self::Small => FontId::new(13.0, FontFamily::Proportional),
            Self::SmallStrong => FontId::new(13.0, semibold()),
            Self::Tiny => FontId::new(12.0, FontFamily::Proportional),
        }
    }

    fn style(self) -> TextStyle {
        TextStyle::Name(self.name().into())
    }

    /// The font of this face at the scale that was applied.
    pub fn font(self, ui: &Ui) -> FontId {
        let found = ui.style().text_styles.get(&self.style());
        found.cloned().unwrap_or_else(|| self.designed())
    }
}

/// Brings our fonts and both themes; once for each context, before its first frame.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    apply(ctx, ThemeChoice::System, Scale::Normal);
}

/// Shows these colours and this text size from now on.
pub fn apply(ctx: &Context, theme: ThemeChoice, scale: Scale) {
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    ctx.set_theme(match theme {
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
        ThemeChoice::System => ThemePreference::System,
    });
    ctx.set_style_of(Theme::Light, style(Theme::Light, scale));
    ctx.set_style_of(Theme::Dark, style(Theme::Dark, scale));
}

/// The colours that are shown now.
pub fn palette(ui: &Ui) -> Palette {
    of_mode(ui.visuals().dark_mode)
}

/// The corners of buttons.
pub fn button_corners() -> CornerRadius {
    CornerRadius::same(BUTTON_RADIUS)
}

/// The corners of cards.
pub fn card_corners() -> CornerRadius {
    CornerRadius::same(CARD_RADIUS)
}

/// The corners of the box that a tick goes into.
pub fn tick_corners() -> CornerRadius {
    CornerRadius::same(TICK_RADIUS)
}

/// The corners of a cell of the heat map.
pub fn cell_corners() -> CornerRadius {
    CornerRadius::same(CELL_RADIUS)
}

/// How a cell of the heat map is filled that has this share, 0 to 1, of the most. One hue, so that the
/// cells differ for every eye, and never so strong that a number in [`Palette::text`] is hard to read.
pub fn heat(ui: &Ui, share: f32) -> Color32 {
    let (palette, most) = if ui.visuals().dark_mode {
        (DARK, 0.45)
    } else {
        (LIGHT, 0.75)
    };
    let share = share.clamp(0.0, 1.0) * most;
    palette.accent_soft.lerp_to_gamma(palette.accent, share)
}

/// By how much lengths that go with text are larger than designed.
pub fn text_factor(ui: &Ui) -> f32 {
    Face::Body.font(ui).size / Face::Body.designed().size
}

/// Around the header: the targets in it are high enough to need no more above and below.
pub fn header_margin() -> Margin {
    Margin {
        left: 12,
        right: 4,
        top: 4,
        bottom: 0,
    }
}

/// The colour of a token, the same in both themes: it lies on the basket too.
pub fn token(colour: Colour) -> Color32 {
    match colour {
        Colour::Blue => Color32::from_rgb(0x2F, 0x6F, 0xDE),
        Colour::Green => Color32::from_rgb(0x2E, 0x9E, 0x5B),
        Colour::Yellow => Color32::from_rgb(0xF2, 0xC4, 0x14),
        Colour::White => Color32::from_rgb(0xFF, 0xFF, 0xFF),
        Colour::Orange => Color32::from_rgb(0xE8, 0x79, 0x2B),
        Colour::Violet => Color32::from_rgb(0x8A, 0x55, 0xD6),
    }
}

/// Around the dot of a token: a white one would not be seen.
pub fn token_line(palette: &Palette) -> Stroke {
    Stroke::new(1.0, palette.muted)
}

/// Around the two targets at the bottom of the panel.
pub fn foot_margin() -> Margin {
    Margin {
        left: 12,
        right: 12,
        top: 8,
        bottom: 12,
    }
}

/// The border of cards and buttons.
pub fn border(palette: &Palette) -> Stroke {
    Stroke::new(1.0, palette.border)
}

/// Around the control that the keyboard is at.
pub fn focus_ring(palette: &Palette) -> Stroke {
    Stroke::new(FOCUS_LINE, palette.accent)
}

/// Something that is there and cannot be used now.
pub fn faded(color: Color32) -> Color32 {
    color.gamma_multiply(0.45)
}

/// Under the finger or the pointer.
pub fn pressed(color: Color32, palette: &Palette) -> Color32 {
    color.lerp_to_gamma(palette.text, 0.08)
}

fn of_mode(dark: bool) -> Palette {
    if dark { DARK } else { LIGHT }
}

fn fonts() -> FontDefinitions {
    let regular = include_bytes!("../../assets/fonts/Inter-Regular.otf");
    let semibold = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");
    let files = [
        ("regular", regular.as_slice()),
        (SEMIBOLD, semibold.as_slice()),
    ];
    let font_data = files
        .map(|(name, bytes)| (name.to_owned(), Arc::new(FontData::from_static(bytes))))
        .into();
    let families = [
        (FontFamily::Proportional, "regular"),
        (FontFamily::Monospace, "regular"),
        (FontFamily::Name(SEMIBOLD.into()), SEMIBOLD),
    ];
    FontDefinitions {
        font_data,
        families: families
            .map(|(family, name)| (family, vec![name.to_owned()]))
            .into(),
    }
}

fn style(theme: Theme, scale: Scale) -> Style {
    let mut style = Style {
        text_styles: text_styles(scale),
        visuals: visuals(theme),
        // Nothing moves by itself beside a customer.
        animation_time: 0.0,
        ..Style::default()
    };
    style.spacing.item_spacing = Vec2::splat(GAP);
    style.spacing.interact_size = Vec2::splat(TOUCH);
    style.spacing.window_margin = Margin::ZERO;
    style.interaction.selectable_labels = false;
    style
}

fn text_styles(scale: Scale) -> BTreeMap<TextStyle, FontId> {
    let scaled = |face: Face| {
        let font = face.designed();
        FontId::new(font.size * scale.factor(), font.family)
    };
    let ours = Face::ALL.map(|face| (face.style(), scaled(face)));
    let standard = [
        (TextStyle::Small, scaled(Face::Small)),
        (TextStyle::Body, scaled(Face::Body)),
        (TextStyle::Button, scaled(Face::Button)),
        (TextStyle::Heading, scaled(Face::Title)),
        (TextStyle::Monospace, scaled(Face::Body)),
    ];
    ours.into_iter().chain(standard).collect()
}

fn visuals(theme: Theme) -> Visuals {
    let palette = of_mode(theme == Theme::Dark);
    let plain = match theme {
        Theme::Dark => Visuals::dark(),
        Theme::Light => Visuals::light(),
    };
    // Nothing blinks.
    let text_cursor = TextCursorStyle {
        blink: false,
        ..plain.text_cursor
    };
    Visuals {
        text_cursor,
        widgets: widgets(&palette),
        selection: Selection {
            bg_fill: palette.accent_soft,
            stroke: Stroke::new(1.0, palette.accent),
        },
        weak_text_color: Some(palette.muted),
        panel_fill: palette.ground,
        window_fill: palette.surface,
        window_stroke: border(&palette),
        extreme_bg_color: palette.quiet,
        faint_bg_color: palette.quiet,
        warn_fg_color: palette.amber,
        error_fg_color: palette.amber,
        hyperlink_color: palette.accent,
        ..plain
    }
}

fn widgets(palette: &Palette) -> Widgets {
    let still = WidgetVisuals {
        bg_fill: palette.surface,
        weak_bg_fill: palette.surface,
        bg_stroke: border(palette),
        corner_radius: button_corners(),
        fg_stroke: Stroke::new(1.0, palette.text),
        expansion: 0.0,
    };
    let touched = WidgetVisuals {
        bg_fill: pressed(palette.surface, palette),
        weak_bg_fill: pressed(palette.surface, palette),
        ..still
    };
    Widgets {
        noninteractive: still,
        inactive: still,
        hovered: touched,
        active: touched,
        open: still,
    }
}
