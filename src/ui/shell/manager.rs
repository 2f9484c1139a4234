//! The manager's window: an ordinary one, which may have the keyboard. Closes its figures when nobody has
//! touched it for a while, and when the service says so.

use super::native::{NoWindow, show};
use super::{Mailbox, Now, Preferences, is_touch};
use crate::domain::i18n::Messages;
use crate::domain::kpi::answers::Wanted;
use crate::domain::kpi::staffing::Target;
use crate::domain::language::Language;
use crate::domain::pin::Pin;
use crate::engine::api::{Remark, Setting};
use crate::ui::manager::{Desk, Gate, MemberWish, Office, Room, Sheet, Wish, manager_ui};
use crate::ui::{Link, theme};
use chrono::NaiveDate;
use egui::{Context, Ui, ViewportBuilder};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::time::{Duration, Instant};

/// The size of the window and the least that it may have, in points.
const SIZE: [f32; 2] = [1024.0, 720.0];
const LEAST: [f32; 2] = [800.0, 560.0];

/// For how long figures are shown without a touch.
pub(super) const PATIENCE: Duration = Duration::from_mins(5);

/// How often figures are looked up anew while somebody is there.
pub(super) const RENEWAL: Duration = Duration::from_mins(1);

/// What the manager's window asks of the thread behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManagerOrder {
    /// Begin a session.
    Open(Pin),
    /// Set the first PIN, and begin a session.
    Choose(Pin),
    /// End the session.
    Lock,
    /// Look the figures up anew.
    Renew,
    /// Look up what customers answered on these days, now and whenever figures are.
    LookAtSurvey(Wanted),
    /// Look up members and gifts from this day to that, now and whenever figures are.
    LookAtLoyalty(NaiveDate, NaiveDate),
    /// Look a member up, or have something done about one.
    Members(MemberWish),
    /// Look at the rules for gifts, now and whenever figures are looked up.
    LookAtGiftRules,
    /// Have the rules for gifts say this.
    KeepGiftRules(String),
    /// Have these rules for gifts tried on the last days.
    TryGiftRules(String),
    /// Note something down beside the survey.
    Remark(Remark),
    /// Write a file.
    Export(Sheet),
    /// Keep what is wanted of the line for the next start.
    KeepTarget(Target),
    /// Change a setting.
    Set(Setting),
    /// Change the PIN: the one until now, and the new one.
    ChangePin(Pin, Pin),
    /// Keep how the window looks for the next time.
    Keep(Preferences),
    /// The window is closed: end the session and the thread.
    End,
}

/// What connects the manager's window with the rest of the program.
pub struct ManagerWires {
    /// News from other threads.
    pub mailbox: Arc<Mailbox>,
    /// Orders to the thread behind the window.
    pub orders: SyncSender<ManagerOrder>,
    /// The clock.
    pub now: fn() -> Now,
    /// For how many minutes nobody should wait longer, until the service says.
    pub target_minutes: u16,
    /// What was wanted of the line when the window was open last.
    pub target: Option<Target>,
}

/// Shows the manager's window until it is closed. Whoever gives the orders ends the session then.
pub fn run_manager(preferences: Preferences, wires: ManagerWires) -> Result<(), NoWindow> {
    let viewport = ViewportBuilder::default()
        .with_title("Tillside: manager")
        .with_app_id("tillside-manager")
        .with_inner_size(SIZE)
        .with_min_inner_size(LEAST);
    show(viewport, move |ctx| {
        wires.mailbox.wakes(ctx);
        Box::new(Manager::new(ctx, preferences, wires))
    })
}

/// The window's state.
pub(super) struct Manager {
    wires: ManagerWires,
    window: Context,
    preferences: Preferences,
    texts: Messages,
    link: Link,
    pub(super) office: Office,
    pub(super) desk: Desk,
    touched: Instant,
    renewed: Instant,
    /// How often the window was locked from here.
    locks: u64,
    /// There was no room for the last order to lock.
    owes_lock: bool,
}

impl Manager {
    pub(super) fn new(ctx: &Context, preferences: Preferences, wires: ManagerWires) -> Self {
        theme::apply(ctx, preferences.theme, preferences.scale);
        let now = (wires.now)().instant;
        let target = wires.target;
        let language = preferences.language.unwrap_or(Language::ENGLISH);
        Self {
            wires,
            window: ctx.clone(),
            preferences,
            texts: Messages::for_language(language),
            link: Link::Starting,
            office: Office::default(),
            desk: Desk {
                target,
                ..Desk::default()
            },
            touched: now,
            renewed: now,
            locks: 0,
            owes_lock: false,
        }
    }

    pub(super) fn read_mail(&mut self, now: Instant) {
        let news = self.wires.mailbox.take();
        if let Some(link) = news.link {
            self.link = link;
            self.speak();
        }
        // What was said before somebody locked is of no use any more.
        let office = news.office.filter(|office| office.locks >= self.locks);
        if let Some(office) = office {
            if office.gate == Gate::Open && self.office.gate != Gate::Open {
                (self.touched, self.renewed) = (now, now);
            }
            self.desk.follow(&office);
            self.office = office;
        }
    }

    /// In the language that was chosen for this window, else in the counter's.
    fn speak(&mut self) {
        let counters = self.link.view().map(|view| view.place.language);
        let language = self.preferences.language.or(counters);
        let language = language.unwrap_or_else(|| self.texts.language());
        if language != self.texts.language() {
            self.texts = Messages::for_language(language);
        }
    }

    /// Shows the window as somebody wants it, and has that kept.
    fn look(&mut self, preferences: Preferences) {
        self.preferences = preferences;
        self.speak();
        theme::apply(&self.window, preferences.theme, preferences.scale);
        // Without room for it the window looks so until it is closed.
        let keep = ManagerOrder::Keep(preferences);
        self.wires.orders.try_send(keep).ok();
    }

    /// Locks what nobody has touched for long, and has figures looked up anew.
    pub(super) fn tend(&mut self, now: Instant) {
        self.order_lock();
        if self.office.gate != Gate::Open {
            return;
        }
        if now >= self.touched + PATIENCE {
            self.lock();
        } else if now >= self.renewed + RENEWAL {
            self.renewed = now;
            self.order(ManagerOrder::Renew);
        }
    }

    /// At once, whatever the service says.
    fn lock(&mut self) {
        self.office = Office {
            gate: Gate::Closed(None),
            ..Office::default()
        };
        self.desk.follow(&self.office);
        self.locks += 1;
        self.owes_lock = true;
        self.order_lock();
    }

    /// The session has to end, so this order is given until there is room for it.
    fn order_lock(&mut self) {
        if self.owes_lock {
            self.owes_lock = self.wires.orders.try_send(ManagerOrder::Lock).is_err();
        }
    }

    pub(super) fn carry_out(&mut self, wish: Wish) {
        match wish {
            Wish::Open(pin) => self.order(ManagerOrder::Open(pin)),
            Wish::Choose(pin) => self.order(ManagerOrder::Choose(pin)),
            Wish::LookAtSurvey(wanted) => self.order(ManagerOrder::LookAtSurvey(wanted)),
            Wish::LookAtLoyalty(from, to) => self.order(ManagerOrder::LookAtLoyalty(from, to)),
            Wish::Members(wish) => {
                if wish == MemberWish::Leave {
                    // Not only when the thread behind the window has heard of it.
                    self.office.members = None;
                }
                self.order(ManagerOrder::Members(wish));
            }
            Wish::LookAtGiftRules => self.order(ManagerOrder::LookAtGiftRules),
            Wish::KeepGiftRules(text) => self.order(ManagerOrder::KeepGiftRules(text)),
            Wish::TryGiftRules(text) => self.order(ManagerOrder::TryGiftRules(text)),
            Wish::Remark(remark) => self.order(ManagerOrder::Remark(remark)),
            Wish::Export(sheet) => self.order(ManagerOrder::Export(sheet)),
            Wish::Keep(target) => self.order(ManagerOrder::KeepTarget(target)),
            Wish::Lock => self.lock(),
            Wish::Set(setting) => self.order(ManagerOrder::Set(setting)),
            Wish::ChangePin(old, new) => self.order(ManagerOrder::ChangePin(old, new)),
            Wish::SetLanguage(language) => self.look(Preferences {
                language: Some(language),
                ..self.preferences
            }),
            Wish::SetTheme(theme) => self.look(Preferences {
                theme,
                ..self.preferences
            }),
            Wish::SetScale(scale) => self.look(Preferences {
                scale,
                ..self.preferences
            }),
        }
    }

    /// One that finds no room is not carried out; the person sees that nothing has happened.
    fn order(&mut self, order: ManagerOrder) {
        if self.wires.orders.try_send(order).is_err() {
            (self.desk.is_waiting, self.desk.part) = (false, None);
            self.desk.survey.forget();
            self.desk.loyalty.forget();
        }
    }

    /// For how many seconds no PIN is looked at.
    pub(super) fn locked_s(&self, now: Instant) -> u64 {
        let until = self.office.locked_until;
        let left = until.map(|until| until.saturating_duration_since(now));
        left.map_or(0, |left| {
            left.as_millis().div_ceil(1000).try_into().unwrap_or(0)
        })
    }

    fn target_minutes(&self) -> u16 {
        let told = self.office.settings.as_ref();
        told.map_or(self.wires.target_minutes, |view| {
            view.settings.target_minutes
        })
    }

    /// When something is to be drawn or done without anybody's touch.
    fn next(&self, now: Now) -> Duration {
        let mut next = now.to_next_minute;
        if self.office.gate == Gate::Open {
            let lock = (self.touched + PATIENCE).saturating_duration_since(now.instant);
            let renewal = (self.renewed + RENEWAL).saturating_duration_since(now.instant);
            next = next.min(lock).min(renewal);
        }
        if self.owes_lock || self.locked_s(now.instant) > 0 {
            next = next.min(Duration::from_secs(1));
        }
        next
    }

    pub(super) fn touch(&mut self, now: Instant) {
        self.touched = now;
    }
}

impl eframe::App for Manager {
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn logic(&mut self, _ctx: &Context, _frame: &mut eframe::Frame) {
        let now = (self.wires.now)().instant;
        self.read_mail(now);
        self.tend(now);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let now = (self.wires.now)();
        if ui.input(|input| input.events.iter().any(is_touch)) {
            self.touch(now.instant);
        }
        let room = Room {
            link: &self.link,
            office: &self.office,
            now: now.clock,
            locked_s: self.locked_s(now.instant),
            target_minutes: self.target_minutes(),
            looks: (self.preferences.theme, self.preferences.scale),
            texts: &self.texts,
        };
        let wishes = manager_ui(ui, &room, &mut self.desk);
        if !wishes.is_empty() {
            ui.request_repaint();
        }
        for wish in wishes {
            self.carry_out(wish);
        }
        ui.request_repaint_after(self.next(now));
    }
}

#[cfg(test)]
mod tests;
