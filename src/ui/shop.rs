//! The virtual shop of the demo, drawn beside the panel: the paper as it leaves the printer, goods to
//! scan, and how fast time passes. Simulates nothing.

use super::theme::{self, Face};
use super::widget::{Button, Look, Tone, buttons_ui, card_ui, choice_ui, label_ui};
use crate::domain::i18n::Messages;
use egui::{Align, ColorImage, Layout, Rect, ScrollArea, TextureHandle, TextureOptions, Ui, Vec2};
use std::collections::VecDeque;

/// A sheet of paper that was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Dots across and along.
    pub size: [usize; 2],
    /// How bright each dot is, row by row.
    pub gray: Vec<u8>,
    /// Where its code leads, if it has one.
    pub link: Option<String>,
}

/// What the person wants of the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Scan these goods, by their place in [`GOODS`].
    Scan(usize),
    /// Open this page.
    Visit(String),
    /// Let time pass so many times faster.
    SetSpeed(u32),
}

/// How many sheets hang there; older ones are gone.
const SHEETS: usize = 6;

/// How many points of paper leave the printer in a second.
const PAPER_SPEED: f32 = 700.0;

/// How large a dot of the paper is drawn, in points.
const DOT: f32 = 0.62;

/// Goods to scan, by the keys of their names.
pub const GOODS: [&str; 4] = ["shop-milk", "shop-bread", "shop-apples", "shop-tea"];

/// The speeds to choose from.
const SPEEDS: [u32; 4] = [1, 3, 10, 30];

/// The shop as it hangs on the screen.
pub struct Shop {
    speed: u32,
    sheets: VecDeque<Hung>,
}

struct Hung {
    sheet: Sheet,
    texture: Option<TextureHandle>,
    /// How much of it has left the printer, in points.
    out: f32,
}

impl Shop {
    /// A shop in which time passes so many times faster than life.
    pub fn new(speed: u32) -> Self {
        Self {
            speed,
            sheets: VecDeque::new(),
        }
    }

    /// A sheet leaves the printer.
    pub fn print(&mut self, sheet: Sheet) {
        while self.sheets.len() >= SHEETS {
            self.sheets.pop_front();
        }
        self.sheets.push_back(Hung {
            sheet,
            texture: None,
            out: 0.0,
        });
    }

    /// Draws the shop.
    pub fn ui(&mut self, ui: &mut Ui, texts: &Messages) -> Vec<Wish> {
        let mut wishes = Vec::new();
        let ground = egui::Frame::new()
            .fill(theme::palette(ui).ground)
            .inner_margin(theme::EDGE);
        ground.show(ui, |ui| {
            ui.set_min_size(ui.available_size());
            self.speed_ui(ui, texts, &mut wishes);
            ui.add_space(theme::GAP);
            scanner_ui(ui, texts, &mut wishes);
            ui.add_space(theme::GAP);
            self.paper_ui(ui, texts, &mut wishes);
        });
        wishes
    }

    fn speed_ui(&mut self, ui: &mut Ui, texts: &Messages, wishes: &mut Vec<Wish>) {
        let muted = theme::palette(ui).muted;
        card_ui(ui, Tone::Plain, |ui| {
            label_ui(ui, Face::Small, muted, &texts.get("shop-speed"));
            let labels = SPEEDS.map(|speed| format!("{speed}×"));
            let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
            let chosen = SPEEDS.iter().position(|speed| *speed == self.speed);
            let choice = choice_ui(ui, &labels, chosen);
            if let Some(speed) = choice.and_then(|choice| SPEEDS.get(choice)) {
                self.speed = *speed;
                wishes.push(Wish::SetSpeed(*speed));
            }
        });
    }

    fn paper_ui(&mut self, ui: &mut Ui, texts: &Messages, wishes: &mut Vec<Wish>) {
        if self.sheets.is_empty() {
            let muted = theme::palette(ui).muted;
            label_ui(ui, Face::Body, muted, &texts.get("shop-no-paper"));
            return;
        }
        let visit = texts.get("shop-visit");
        let area = ScrollArea::vertical().auto_shrink(false);
        area.stick_to_bottom(true).show(ui, |ui| {
            let middle = Layout::top_down(Align::Center);
            let sheets = &mut self.sheets;
            ui.with_layout(middle, |ui| {
                let visited = sheets.iter_mut().filter_map(|hung| hung.ui(ui, &visit));
                wishes.extend(visited.map(Wish::Visit));
            });
        });
    }
}

fn scanner_ui(ui: &mut Ui, texts: &Messages, wishes: &mut Vec<Wish>) {
    let muted = theme::palette(ui).muted;
    card_ui(ui, Tone::Plain, |ui| {
        label_ui(ui, Face::Small, muted, &texts.get("shop-scan"));
        let goods = GOODS.map(|key| texts.get(key));
        let buttons = goods.iter().map(|name| Button::new(Look::Plain, name));
        let buttons: Vec<Button<'_>> = buttons.collect();
        wishes.extend(buttons_ui(ui, &buttons).map(Wish::Scan));
    });
}

impl Hung {
    /// The paper is wider than what is printed on it.
    fn width(&self) -> f32 {
        dots(self.sheet.size[0]) + 2.0 * theme::PADDING
    }

    /// Draws the sheet and what can be done with it; the page that somebody wants to see.
    fn ui(&mut self, ui: &mut Ui, visit: &str) -> Option<String> {
        self.paper_ui(ui);
        let wants = self.sheet.link.as_ref().filter(|_| {
            let button = Button::new(Look::Quiet, visit);
            button.ui(ui, self.width()).clicked()
        });
        ui.add_space(theme::EDGE);
        wants.cloned()
    }

    /// The printer's mouth is at the bottom: what was printed last comes out last.
    fn paper_ui(&mut self, ui: &mut Ui) {
        let printed = Vec2::new(dots(self.sheet.size[0]), dots(self.sheet.size[1]));
        let sheet = &self.sheet;
        let texture = self.texture.get_or_insert_with(|| {
            let image = ColorImage::from_gray(sheet.size, &sheet.gray);
            ui.ctx()
                .load_texture("paper", image, TextureOptions::LINEAR)
        });
        let id = texture.id();
        if self.out < printed.y {
            let passed = ui.input(|input| input.stable_dt).min(0.1);
            self.out = (self.out + PAPER_SPEED * passed).min(printed.y);
            ui.ctx().request_repaint();
        }
        let size = Vec2::new(self.width(), self.out + theme::PADDING);
        let (paper, _) = ui.allocate_exact_size(size, egui::Sense::empty());
        ui.painter().rect_filled(paper, 0.0, theme::PAPER);
        let area = Rect::from_min_size(
            paper.min + Vec2::new(theme::PADDING, theme::PADDING / 2.0),
            Vec2::new(printed.x, self.out),
        );
        let shown = egui::pos2(1.0, self.out / printed.y.max(1.0));
        let part = Rect::from_min_max(egui::Pos2::ZERO, shown);
        let image = egui::Image::from_texture((id, printed)).uv(part);
        image.paint_at(ui, area);
    }
}

/// A length of paper in points.
fn dots(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX)) * DOT
}
