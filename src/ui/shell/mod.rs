//! The native window: draws the views, carries out what the person wants, stays out of the way.
//!
//! As a strip it stands at the right edge of the screen, widens at a touch and never takes the
//! keyboard from the till; as an ordinary window it shows the panel. Whatever can wait for a disk
//! or the network is done by other threads, which leave news in the [`Mailbox`].

mod geometry;
mod mailbox;
mod manager;
mod native;
#[cfg(test)]
mod tests;

pub use mailbox::{Mailbox, Trouble};
pub use manager::{ManagerOrder, ManagerWires, run_manager};
pub use native::NoWindow;

use geometry::Area;
use native::show;

use super::screen::Screen;
use super::theme::{self, Face};
use super::{Action, Clock, Link, Page, Scale, ThemeChoice, Words, panel_ui, strip_ui};
use crate::domain::i18n::Messages;
use crate::domain::language::Language;
use crate::domain::script::Scripts;
use crate::engine::api::{Command, MemberOrder, Prompt};
use egui::{Context, Event, RichText, Ui, ViewportBuilder, ViewportCommand, X11WindowType};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::time::{Duration, Instant};

/// The name on the window, for task lists and screen readers.
const TITLE: &str = "Tillside";

/// The size of the ordinary window, in points.
const WINDOW_SIZE: [f32; 2] = [theme::PANEL_WIDTH, 720.0];

/// How wide it is left of the panel, in points.
const BESIDE_WIDTH: f32 = 520.0;

/// How long the open panel waits for another touch.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a touch may still be meant for what stood there before.
const SETTLING: Duration = Duration::from_millis(400);

/// How the window stands on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// At the right edge, above other windows, without the keyboard. A window that fills the whole
    /// screen hides it.
    Edge,
    /// The same, above that window too. Without a window manager's care: only X11 knows this.
    Over,
    /// As any window.
    Free,
    /// The same, wider, with something else to its left.
    Beside,
}

impl Stand {
    /// Whether it is a strip that widens, where the screen ends.
    pub fn is_at_edge(self) -> bool {
        matches!(self, Self::Edge | Self::Over)
    }
}

/// What is drawn to the left of the panel.
pub type Beside = Box<dyn FnMut(&mut Ui, &Messages)>;

/// How the window looks, as somebody chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The language; absent: the counter's.
    pub language: Option<Language>,
    /// The colours.
    pub theme: ThemeChoice,
    /// How large text is.
    pub scale: Scale,
}

/// What the window asks of other threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Send this to the service.
    Send(Command),
    /// Send this about members to the service.
    Member(MemberOrder),
    /// Keep this for the next start.
    Keep(Preferences),
    /// Open the manager's window, if it is not open.
    OpenManager,
}

/// What time it is.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// For time-outs.
    pub instant: Instant,
    /// For people.
    pub clock: Clock,
    /// How long the clock on the wall shows that.
    pub to_next_minute: Duration,
}

/// What connects the window with the rest of the program.
pub struct Wires {
    /// News from other threads.
    pub mailbox: Arc<Mailbox>,
    /// Orders to other threads; one that finds no room is not carried out.
    pub orders: SyncSender<Order>,
    /// The clock.
    pub now: fn() -> Now,
    /// Called after each frame.
    pub drawn: Box<dyn FnMut()>,
    /// What is said at the counter.
    pub scripts: Arc<Scripts>,
    /// What else is drawn, where the window stands [`Stand::Beside`] it.
    pub beside: Option<Beside>,
}

/// Shows the window until it is closed.
pub fn run(stand: Stand, preferences: Preferences, wires: Wires) -> Result<(), NoWindow> {
    show(viewport(stand), move |ctx| {
        wires.mailbox.wakes(ctx);
        Box::new(Shell::new(ctx, stand, preferences, wires))
    })
}

fn viewport(stand: Stand) -> ViewportBuilder {
    let window = ViewportBuilder::default()
        .with_title(TITLE)
        .with_app_id("tillside");
    let size = match stand {
        Stand::Free => WINDOW_SIZE,
        Stand::Beside => [WINDOW_SIZE[0] + BESIDE_WIDTH, WINDOW_SIZE[1]],
        Stand::Edge | Stand::Over => [theme::STRIP_WIDTH, WINDOW_SIZE[1]],
    };
    let window = window.with_inner_size(size);
    if !stand.is_at_edge() {
        return window;
    }
    window
        // Which one does not matter: that there is one keeps window managers from choosing.
        .with_position([0.0, 0.0])
        .with_decorations(false)
        .with_always_on_top()
        .with_active(false)
        .with_taskbar(false)
        // Of all types only this one leaves the keyboard where it was when it is clicked.
        .with_window_type(X11WindowType::Dock)
        .with_override_redirect(stand == Stand::Over)
}

/// The window's state.
struct Shell {
    wires: Wires,
    stand: Stand,
    screen: Screen,
    words: Words,
    link: Link,
    trouble: Option<Trouble>,
    is_unsent: bool,
    touched: Instant,
    /// What was shown since when: the panel or the strip, and which note.
    shown: (bool, Option<u64>),
    shown_since: Instant,
    placed: Option<Area>,
}

impl Shell {
    fn new(ctx: &Context, stand: Stand, preferences: Preferences, wires: Wires) -> Self {
        theme::apply(ctx, preferences.theme, preferences.scale);
        let screen = Screen {
            language: preferences.language,
            theme: preferences.theme,
            scale: preferences.scale,
            is_wide: !stand.is_at_edge(),
            ..Screen::default()
        };
        let now = (wires.now)().instant;
        Self {
            words: Words::new(screen.language(None), Arc::clone(&wires.scripts)),
            touched: now,
            shown: (screen.is_wide, None),
            shown_since: now.checked_sub(SETTLING).unwrap_or(now),
            wires,
            stand,
            screen,
            link: Link::Starting,
            trouble: None,
            is_unsent: false,
            placed: None,
        }
    }

    fn read_mail(&mut self) {
        let news = self.wires.mailbox.take();
        if let Some(link) = news.link {
            self.link = link;
            self.follow();
        }
        if news.trouble != self.trouble {
            // Whoever sets the counter up should not have to look for this.
            self.screen.is_wide |= news.trouble.is_some();
            self.trouble = news.trouble;
        }
        if news.refused.is_some() {
            (self.screen.refused, self.screen.is_holding) = (news.refused, false);
        }
        self.is_unsent |= news.is_unsent;
        self.screen.is_holding &= !self.is_unsent;
        let language = self.screen.language(self.link.view());
        if self.words.texts.language() != language {
            self.words.texts = Messages::for_language(language);
        }
    }

    /// What is new in the view changes the window, never the keyboard.
    fn follow(&mut self) {
        let Link::Live(view) = &self.link else {
            self.screen.is_holding = false;
            return;
        };
        let held = self.screen.held;
        self.screen.follow(view);
        if self.screen.held != held {
            self.touched = (self.wires.now)().instant;
        }
    }

    /// Closing the open panel by mistake leaves the strip, which stays at hand.
    fn answer_close(&mut self, ctx: &Context) {
        let closing = ctx.input(|input| input.viewport().close_requested());
        if closing && self.stand.is_at_edge() && self.screen.is_wide {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.narrow();
        }
    }

    fn step_aside(&mut self, ctx: &Context) {
        match self.stand {
            Stand::Edge | Stand::Over => self.narrow(),
            Stand::Free | Stand::Beside => {
                self.screen.is_wide = true;
                ctx.send_viewport_cmd(ViewportCommand::Minimized(true));
            }
        }
    }

    fn narrow(&mut self) {
        self.screen.take(&Action::Narrow);
        self.screen.take(&Action::OpenPage(Page::Home));
        self.screen.held = None;
    }

    /// For how long what nobody touches stays as it is.
    fn patience(&self, now: Instant) -> Duration {
        PATIENCE.saturating_sub(now.saturating_duration_since(self.touched))
    }

    /// When something ends by itself: the panel, what is said of a basket, what is shown of a member.
    fn lasts_for(&self, now: Instant) -> Option<Duration> {
        let is_said = self.screen.held.is_some() || self.screen.page == Page::Member;
        let said = is_said.then(|| self.patience(now));
        self.stays_open_for(now).or(said)
    }

    fn end_what_lasted(&mut self, now: Instant) {
        if self.lasts_for(now) == Some(Duration::ZERO) {
            self.screen.held = None;
            if self.screen.page == Page::Member {
                self.screen.take(&Action::OpenPage(Page::Home));
            }
        }
        if self.stays_open_for(now) == Some(Duration::ZERO) {
            self.narrow();
        }
    }

    /// How long the panel may stay open; `None` where it does not close by itself.
    fn stays_open_for(&self, now: Instant) -> Option<Duration> {
        let may_close = self.stand.is_at_edge()
            && self.screen.is_wide
            && matches!(self.screen.page, Page::Home | Page::Member)
            && self.trouble.is_none()
            && self.link.view().is_none_or(|view| view.prompt.is_none());
        may_close.then(|| self.patience(now))
    }

    /// Whether something else has come under the finger just now.
    fn is_settling(&mut self, now: Instant) -> bool {
        let note = self.link.view().and_then(|view| view.prompt);
        let note = note.map(Prompt::id);
        let shown = (self.screen.is_wide, note);
        if std::mem::replace(&mut self.shown, shown) != shown {
            self.shown_since = now;
        }
        now < self.shown_since + SETTLING
    }

    fn carry_out(&mut self, ctx: &Context, action: Action) {
        self.screen.take(&action);
        match action {
            Action::Send(command) => self.send(Order::Send(command)),
            Action::Member(order) => self.send(Order::Member(order)),
            Action::SetLanguage(_) | Action::SetTheme(_) | Action::SetScale(_) => {
                theme::apply(ctx, self.screen.theme, self.screen.scale);
                self.order(Order::Keep(self.preferences()));
            }
            Action::OpenManager => self.order(Order::OpenManager),
            Action::Widen | Action::OpenPage(_) => {}
            Action::Narrow => self.step_aside(ctx),
        }
    }

    /// Gives an order for the service; one that is not taken is told of.
    fn send(&mut self, order: Order) {
        self.is_unsent = self.wires.orders.try_send(order).is_err();
    }

    /// Gives an order for this computer.
    fn order(&self, order: Order) {
        let _is_taken = self.wires.orders.try_send(order);
    }

    fn preferences(&self) -> Preferences {
        Preferences {
            language: self.screen.language,
            theme: self.screen.theme,
            scale: self.screen.scale,
        }
    }

    /// Moves the window to where it belongs, if it is not there.
    fn place(&mut self, frame: &eframe::Frame, pixels_per_point: f32) {
        let Some(window) = frame.winit_window() else {
            return;
        };
        let monitor = window.primary_monitor();
        let Some(monitor) = monitor.or_else(|| window.current_monitor()) else {
            return;
        };
        let (mut corner, mut size) = (monitor.position(), monitor.size());
        let screen = Area {
            x: corner.x,
            y: corner.y,
            width: size.width,
            height: size.height,
        };
        let width = if self.screen.is_wide {
            theme::PANEL_WIDTH
        } else {
            theme::STRIP_WIDTH
        };
        let area = screen.right_edge(width, pixels_per_point);
        if self.placed == Some(area) {
            return;
        }
        self.placed = Some(area);
        (corner.x, corner.y) = (area.x, area.y);
        (size.width, size.height) = (area.width, area.height);
        window.set_outer_position(corner);
        // The answer comes as an event, or is the size that is there already.
        let _size_so_far = window.request_inner_size(size);
    }

    fn contents_ui(&mut self, ui: &mut Ui, now: Clock) -> Vec<Action> {
        let Some(mut beside) = self.wires.beside.take() else {
            return self.cashier_ui(ui, now);
        };
        let panel = egui::Panel::right("cashier")
            .exact_size(theme::PANEL_WIDTH)
            .resizable(false)
            .frame(egui::Frame::NONE);
        let actions = panel.show(ui, |ui| self.cashier_ui(ui, now)).inner;
        beside(ui, &self.words.texts);
        self.wires.beside = Some(beside);
        actions
    }

    fn cashier_ui(&mut self, ui: &mut Ui, now: Clock) -> Vec<Action> {
        if !self.screen.is_wide {
            return strip_ui(ui, &self.link, &self.screen, now, &self.words);
        }
        self.trouble_ui(ui);
        panel_ui(ui, &self.link, &mut self.screen, now, &self.words)
    }

    fn trouble_text(&self) -> Option<String> {
        let texts = &self.words.texts;
        Some(match &self.trouble {
            Some(Trouble::NotSetUp { file }) => {
                texts.with("window-not-set-up", &[("file", file.as_str().into())])
            }
            Some(Trouble::NotRunning { why }) => {
                texts.with("window-not-running", &[("why", why.as_str().into())])
            }
            None if self.is_unsent => texts.get("window-not-sent"),
            None => return None,
        })
    }

    fn trouble_ui(&self, ui: &mut Ui) {
        let Some(text) = self.trouble_text() else {
            return;
        };
        let palette = theme::palette(ui);
        let frame = egui::Frame::new()
            .fill(palette.amber_soft)
            .inner_margin(theme::EDGE);
        let panel = egui::Panel::bottom("trouble")
            .frame(frame)
            .show_separator_line(false);
        panel.show(ui, |ui| {
            let font = Face::Small.font(ui);
            let text = RichText::new(text).font(font).color(palette.text);
            ui.add(egui::Label::new(text).wrap());
        });
    }
}

impl eframe::App for Shell {
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        self.read_mail();
        self.answer_close(ctx);
        self.end_what_lasted((self.wires.now)().instant);
        if self.stand.is_at_edge() {
            self.place(frame, ctx.pixels_per_point());
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let now = (self.wires.now)();
        if ui.input(|input| input.events.iter().any(is_touch)) {
            self.touched = now.instant;
        }
        let is_settling = self.is_settling(now.instant);
        let mut actions = self.contents_ui(ui, now.clock);
        if is_settling && ui.input(|input| input.pointer.any_click()) {
            actions.clear();
        }
        let wants_more = !actions.is_empty();
        for action in actions {
            self.carry_out(ui.ctx(), action);
        }
        if wants_more {
            if self.stand.is_at_edge() {
                self.place(frame, ui.pixels_per_point());
            }
            ui.request_repaint();
        }
        let ends = self.lasts_for(now.instant).unwrap_or(Duration::MAX);
        ui.request_repaint_after(now.to_next_minute.min(ends));
        (self.wires.drawn)();
    }
}

/// Whether somebody touched, clicked or typed.
fn is_touch(event: &Event) -> bool {
    matches!(
        event,
        Event::PointerButton { .. }
            | Event::Touch { .. }
            | Event::MouseWheel { .. }
            | Event::Key { .. }
            | Event::AccessKitActionRequest(_)
    )
}
