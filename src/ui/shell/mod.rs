//! The native window: draws the views, carries out what the person wants, stays out of the way.
//!
//! As a strip it stands at the right edge of the screen, widens at a touch and never takes the
//! keyboard from the till; as an ordinary window it shows the panel. Whatever can wait for a disk
//! or the network is done by other threads, which leave news in the [`Mailbox`].

mod geometry;
mod mailbox;

pub use mailbox::{Mailbox, Trouble};

use geometry::Area;

use super::screen::Screen;
use super::theme::{self, Face};
use super::{Action, Clock, Link, Page, Scale, ThemeChoice, panel_ui, strip_ui};
use crate::domain::i18n::Messages;
use crate::domain::language::Language;
use crate::engine::api::Command;
use egui::{Context, Event, RichText, Ui, ViewportBuilder, ViewportCommand, X11WindowType};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::time::{Duration, Instant};

/// The name on the window, for task lists and screen readers.
const TITLE: &str = "Tillside";

/// The size of the ordinary window, in points.
const WINDOW_SIZE: [f32; 2] = [theme::PANEL_WIDTH, 720.0];

/// How long the open panel waits for another touch.
const PATIENCE: Duration = Duration::from_mins(1);

/// How the window stands on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// At the right edge, above other windows, without the keyboard.
    Edge,
    /// As any window.
    Free,
}

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Send this to the service.
    Send(Command),
    /// Keep this for the next start.
    Keep(Preferences),
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
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
#[error(
    "no window can be opened here; look whether the display can be reached and libX11, \
     libxkbcommon-x11 and libGL are installed: {what}"
)]
pub struct NoWindow {
    what: String,
}

/// Shows the window until it is closed.
pub fn run(stand: Stand, preferences: Preferences, wires: Wires) -> Result<(), NoWindow> {
    let options = eframe::NativeOptions {
        viewport: viewport(stand),
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    };
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        let ctx = &creation.egui_ctx;
        ctx.options_mut(|options| options.quit_shortcuts.clear());
        theme::install(ctx);
        wires.mailbox.wakes(ctx);
        Ok(Box::new(Shell::new(ctx, stand, preferences, wires)))
    });
    eframe::run_native(TITLE, options, create).map_err(|error| NoWindow {
        what: error.to_string(),
    })
}

fn viewport(stand: Stand) -> ViewportBuilder {
    let window = ViewportBuilder::default()
        .with_title(TITLE)
        .with_app_id("tillside");
    match stand {
        Stand::Free => window.with_inner_size(WINDOW_SIZE),
        Stand::Edge => window
            .with_inner_size([theme::STRIP_WIDTH, WINDOW_SIZE[1]])
            // Which one does not matter: that there is one keeps window managers from choosing.
            .with_position([0.0, 0.0])
            .with_decorations(false)
            .with_always_on_top()
            .with_active(false)
            .with_taskbar(false)
            // Of all types only this one leaves the keyboard where it was when it is clicked.
            .with_window_type(X11WindowType::Dock),
    }
}

/// The window's state.
struct Shell {
    wires: Wires,
    stand: Stand,
    screen: Screen,
    texts: Messages,
    link: Link,
    trouble: Option<Trouble>,
    is_unsent: bool,
    touched: Instant,
    placed: Option<Area>,
}

impl Shell {
    fn new(ctx: &Context, stand: Stand, preferences: Preferences, wires: Wires) -> Self {
        theme::apply(ctx, preferences.theme, preferences.scale);
        let screen = Screen {
            language: preferences.language,
            theme: preferences.theme,
            scale: preferences.scale,
            is_wide: stand == Stand::Free,
            ..Screen::default()
        };
        Self {
            texts: Messages::for_language(screen.language(None)),
            touched: (wires.now)().instant,
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
        }
        if news.trouble != self.trouble {
            // Whoever sets the counter up should not have to look for this.
            self.screen.is_wide |= news.trouble.is_some();
            self.trouble = news.trouble;
        }
        if news.refused.is_some() {
            self.screen.refused = news.refused;
        }
        self.is_unsent |= news.is_unsent;
        let language = self.screen.language(self.link.view());
        if self.texts.language() != language {
            self.texts = Messages::for_language(language);
        }
    }

    /// Closing the open panel by mistake leaves the strip, which stays at hand.
    fn answer_close(&mut self, ctx: &Context) {
        let closing = ctx.input(|input| input.viewport().close_requested());
        if closing && self.stand == Stand::Edge && self.screen.is_wide {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.narrow();
        }
    }

    fn step_aside(&mut self, ctx: &Context) {
        match self.stand {
            Stand::Edge => self.narrow(),
            Stand::Free => {
                self.screen.is_wide = true;
                ctx.send_viewport_cmd(ViewportCommand::Minimized(true));
            }
        }
    }

    fn narrow(&mut self) {
        self.screen.is_wide = false;
        self.screen.page = Page::Home;
    }

    /// How long the panel may stay open; `None` where it does not close by itself.
    fn stays_open_for(&self, now: Instant) -> Option<Duration> {
        let may_close = self.stand == Stand::Edge
            && self.screen.is_wide
            && self.screen.page == Page::Home
            && self.trouble.is_none();
        may_close.then(|| PATIENCE.saturating_sub(now.saturating_duration_since(self.touched)))
    }

    fn carry_out(&mut self, ctx: &Context, action: Action) {
        self.screen.take(action);
        match action {
            Action::Send(command) => {
                self.is_unsent = false;
                self.order(Order::Send(command));
            }
            Action::SetLanguage(_) | Action::SetTheme(_) | Action::SetScale(_) => {
                theme::apply(ctx, self.screen.theme, self.screen.scale);
                self.order(Order::Keep(self.preferences()));
            }
            Action::Widen | Action::OpenPage(_) => {}
            Action::Narrow => self.step_aside(ctx),
        }
    }

    fn order(&mut self, order: Order) {
        let is_taken = self.wires.orders.try_send(order).is_ok();
        self.is_unsent |= !is_taken && matches!(order, Order::Send(_));
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

    fn trouble_text(&self) -> Option<String> {
        let texts = &self.texts;
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
        if self.stays_open_for((self.wires.now)().instant) == Some(Duration::ZERO) {
            self.narrow();
        }
        if self.stand == Stand::Edge {
            self.place(frame, ctx.pixels_per_point());
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let now = (self.wires.now)();
        if ui.input(|input| input.events.iter().any(is_touch)) {
            self.touched = now.instant;
        }
        let actions = if self.screen.is_wide {
            self.trouble_ui(ui);
            panel_ui(ui, &self.link, &mut self.screen, now.clock, &self.texts)
        } else {
            strip_ui(ui, &self.link, &mut self.screen, now.clock, &self.texts)
        };
        let wants_more = !actions.is_empty();
        for action in actions {
            self.carry_out(ui.ctx(), action);
        }
        if wants_more {
            if self.stand == Stand::Edge {
                self.place(frame, ui.pixels_per_point());
            }
            ui.request_repaint();
        }
        let closes = self.stays_open_for(now.instant).unwrap_or(Duration::MAX);
        ui.request_repaint_after(now.to_next_minute.min(closes));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::api::{Refusal, Slip};
    use crate::ui::screen::Refused;
    use std::sync::mpsc::{Receiver, sync_channel};

    const NOON: Clock = Clock {
        hour: 12,
        minute: 0,
        ahead_of_utc: 0,
    };

    fn noon() -> Now {
        #[expect(
            clippy::disallowed_methods,
            reason = "time-outs count from any instant"
        )]
        let instant = Instant::now();
        Now {
            instant,
            clock: NOON,
            to_next_minute: Duration::from_mins(1),
        }
    }

    fn shell(stand: Stand) -> (Shell, Context, Receiver<Order>) {
        let ctx = Context::default();
        let (orders_in, orders) = sync_channel(1);
        let wires = Wires {
            mailbox: Arc::default(),
            orders: orders_in,
            now: noon,
            drawn: Box::new(|| ()),
        };
        let shell = Shell::new(&ctx, stand, Preferences::default(), wires);
        (shell, ctx, orders)
    }

    #[test]
    fn the_panel_closes_a_minute_after_the_last_touch_unless_it_is_in_use() {
        let (mut shell, ctx, _orders) = shell(Stand::Edge);
        let touched = shell.touched;
        assert_eq!(
            shell.stays_open_for(touched),
            None,
            "there is only the strip"
        );
        shell.carry_out(&ctx, Action::Widen);
        let left =
            |shell: &Shell, after| shell.stays_open_for(touched + Duration::from_secs(after));
        assert_eq!(left(&shell, 59), Some(Duration::from_secs(1)));
        assert_eq!(left(&shell, 61), Some(Duration::ZERO));
        shell.carry_out(&ctx, Action::OpenPage(Page::Codes));
        assert_eq!(left(&shell, 61), None);
        shell.carry_out(&ctx, Action::Narrow);
        assert!(!shell.screen.is_wide && shell.screen.page == Page::Home);
        let why = "no disk".to_owned();
        let trouble = Some(Trouble::NotRunning { why });
        shell.wires.mailbox.leave_trouble(trouble);
        shell.read_mail();
        assert!(shell.screen.is_wide);
        assert_eq!(left(&shell, 61), None);
    }

    #[test]
    fn closing_the_panel_leaves_the_strip_and_nothing_keeps_that() {
        let (mut shell, ctx, _orders) = shell(Stand::Edge);
        shell.carry_out(&ctx, Action::Widen);
        assert!(!is_closed(&ctx, |ctx| shell.answer_close(ctx)));
        assert!(!shell.screen.is_wide);
        assert!(is_closed(&ctx, |ctx| shell.answer_close(ctx)));
    }

    /// Whether the window goes when somebody closes it.
    fn is_closed(ctx: &Context, mut answer: impl FnMut(&Context)) -> bool {
        let mut input = egui::RawInput::default();
        let window = input.viewports.entry(egui::ViewportId::ROOT).or_default();
        window.events.push(egui::ViewportEvent::Close);
        let mut output = ctx.run_ui(input, |ui| answer(ui.ctx()));
        output.textures_delta.clear();
        let mut commands = output
            .viewport_output
            .values()
            .flat_map(|one| &one.commands);
        !commands.any(|command| *command == ViewportCommand::CancelClose)
    }

    #[test]
    fn an_ordinary_window_keeps_its_width() {
        let (mut shell, ctx, _orders) = shell(Stand::Free);
        shell.carry_out(&ctx, Action::Narrow);
        assert!(shell.screen.is_wide);
        assert_eq!(shell.stays_open_for(shell.touched + PATIENCE), None);
    }

    #[test]
    fn wishes_become_orders_and_one_too_many_is_said() {
        let (mut shell, ctx, orders) = shell(Stand::Edge);
        let command = Command::CorrectWaiting { by: 1 };
        shell.carry_out(&ctx, Action::Send(command));
        assert_eq!(shell.trouble_text(), None);
        shell.carry_out(&ctx, Action::Send(command));
        let unsent = shell.texts.get("window-not-sent");
        assert_eq!(shell.trouble_text(), Some(unsent));
        assert_eq!(orders.try_recv(), Ok(Order::Send(command)));
        shell.carry_out(&ctx, Action::SetScale(Scale::Large));
        let kept = Preferences {
            scale: Scale::Large,
            ..Preferences::default()
        };
        assert_eq!(orders.try_recv(), Ok(Order::Keep(kept)));
        shell.carry_out(&ctx, Action::Send(command));
        assert_eq!(shell.trouble_text(), None);
    }

    #[test]
    fn news_are_taken_once_and_trouble_stays_until_it_ends() {
        let (mut shell, _ctx, _orders) = shell(Stand::Free);
        let refused = Refused {
            command: Command::Print { slip: Slip::Again },
            why: Refusal::NothingToShow,
        };
        let file = "/etc/a.toml".to_owned();
        let mailbox = Arc::clone(&shell.wires.mailbox);
        mailbox.leave_refusal(refused);
        mailbox.leave_trouble(Some(Trouble::NotSetUp { file }));
        shell.read_mail();
        shell.screen.take(Action::Send(refused.command));
        shell.read_mail();
        assert_eq!(shell.screen.refused, None);
        assert!(
            shell
                .trouble_text()
                .is_some_and(|text| text.contains("/etc/a.toml"))
        );
        mailbox.leave_trouble(None);
        shell.read_mail();
        assert_eq!(shell.trouble_text(), None);
    }
}
