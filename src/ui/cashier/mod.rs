//! The cashier's views: the panel with its pages, and the strip that it narrows to.
//!
//! A view draws what the service said last and collects wishes; it changes nothing but the
//! [`Screen`].

mod always;
mod answer;
mod baskets;
mod call;
mod care;
mod codes;
mod devices;
mod documents;
mod gift;
mod gifts;
mod header;
mod home;
mod member;
mod note;
mod notice;
mod phrases;
mod reward;
mod strip;
mod waiting;

use super::action::Action;
use super::screen::{Page, Screen};
use super::theme::{self, Face};
use super::widget::{Button, Icon, Look, buttons_ui, label_ui, within_ui};
use super::{Clock, Link, Words, text};
use crate::domain::code::Till;
use crate::domain::i18n::Messages;
use crate::domain::script::Scripts;
use crate::engine::api::{
    CallView, Command, GiftCard, MemberDesk, MemberOrder, MemberView, PaymentNote, Progress,
    Prompt, RewardCard, Slip, View,
};
use egui::{Color32, Frame, Ui, vec2};

/// Draws the panel into all of `ui`, at least 360 points wide; gives what the person wants.
pub fn panel_ui(
    ui: &mut Ui,
    link: &Link,
    screen: &mut Screen,
    now: Clock,
    words: &Words,
) -> Vec<Action> {
    let mut scene = Scene::new(link, now, words);
    let held = screen.held;
    ground_ui(ui, |ui| {
        always::above_always_ui(ui, &mut scene, screen, |ui, scene, screen| {
            header::header_ui(ui, scene);
            match screen.page {
                Page::Home => home::home_ui(ui, scene, screen),
                Page::Devices => devices::devices_ui(ui, scene, screen),
                Page::Codes => codes::codes_ui(ui, scene, screen),
                Page::Care => care::care_ui(ui, scene, screen),
                Page::Phrases => phrases::phrases_ui(ui, scene, screen),
                Page::Member => member::member_ui(ui, scene, screen),
                Page::Gifts => gifts::gifts_ui(ui, scene, screen),
            }
        });
    });
    // What is said of a basket was said once somebody goes on.
    let goes_on = !scene.wishes.is_empty() || ui.input(|input| input.pointer.any_click());
    if goes_on && screen.held == held {
        screen.held = None;
    }
    scene.wishes
}

/// Draws the strip into all of `ui`, [`theme::STRIP_WIDTH`] wide; gives what the person wants.
pub fn strip_ui(
    ui: &mut Ui,
    link: &Link,
    screen: &Screen,
    now: Clock,
    words: &Words,
) -> Vec<Action> {
    let mut scene = Scene::new(link, now, words);
    ground_ui(ui, |ui| strip::strip_ui(ui, &mut scene, screen));
    scene.wishes
}

/// What every view needs, and the wishes so far.
struct Scene<'a> {
    link: &'a Link,
    now: Clock,
    texts: &'a Messages,
    scripts: &'a Scripts,
    wishes: Vec<Action>,
}

impl<'a> Scene<'a> {
    fn new(link: &'a Link, now: Clock, words: &'a Words) -> Self {
        Self {
            link,
            now,
            texts: &words.texts,
            scripts: &words.scripts,
            wishes: Vec::new(),
        }
    }

    fn text(&self, key: &str) -> String {
        self.texts.get(key)
    }

    fn view(&self) -> Option<&'a View> {
        self.link.view()
    }

    /// The payment that does not go through, if one does not.
    fn note(&self) -> Option<PaymentNote> {
        match self.view()?.prompt? {
            Prompt::Payment(note) => Some(note),
            Prompt::Reward(_) | Prompt::Gift(_) => None,
        }
    }

    /// What is to be said of a customer's code, if anything is.
    fn card(&self) -> Option<RewardCard> {
        match self.view()?.prompt? {
            Prompt::Reward(card) => Some(card),
            Prompt::Payment(_) | Prompt::Gift(_) => None,
        }
    }

    /// The gift that may be offered, if one may.
    fn gift(&self) -> Option<GiftCard> {
        match self.view()?.prompt? {
            Prompt::Gift(card) => Some(card),
            Prompt::Payment(_) | Prompt::Reward(_) => None,
        }
    }

    /// Who is served, if anybody knows.
    fn member(&self) -> Option<&'a MemberView> {
        self.view()?.loyalty.member.as_ref()
    }

    /// Whether something is done or to be said about members.
    fn desk_is_quiet(&self) -> bool {
        let desk = self.view().map(|view| &view.loyalty.desk);
        desk.is_none_or(|desk| *desk == MemberDesk::Quiet)
    }

    /// The call for a colleague, while there is one.
    fn call(&self) -> Option<CallView> {
        self.view()?.queue.call
    }

    /// Which counter this is.
    fn own(&self) -> Till {
        self.view()
            .map_or_else(Till::default, |view| view.place.counter)
    }

    /// Whether a command would reach the service.
    fn is_live(&self) -> bool {
        matches!(self.link, Link::Live(_))
    }

    fn wish(&mut self, action: Action) {
        self.wishes.push(action);
    }

    fn send(&mut self, command: Command) {
        self.wish(Action::Send(command));
    }

    fn order(&mut self, order: MemberOrder) {
        self.wish(Action::Member(order));
    }

    /// Whether a slip can be asked for now.
    fn can_print(&self) -> bool {
        let print = self.view().and_then(|view| view.print);
        let is_busy = print
            .is_some_and(|print| matches!(print.progress, Progress::Waiting | Progress::Printing));
        self.is_live() && !is_busy
    }

    /// What became of the newest slip, if it is one of this kind and still news.
    fn print_news(&self, screen: &mut Screen, slip: Slip) -> Option<String> {
        let print = screen.news(self.view()?)?;
        (print.slip == slip).then(|| text::progress(self.texts, print))
    }
}

/// Paints the ground and leaves no space between what comes below each other.
fn ground_ui(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let ground = Frame::new().fill(theme::palette(ui).ground);
    ground.show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        ui.spacing_mut().item_spacing.y = 0.0;
        contents(ui);
    });
}

/// The top of a page that is not the first one: the way back, and what it is called.
fn title_ui(ui: &mut Ui, scene: &mut Scene<'_>, key: &str) {
    let back = scene.text("panel-back");
    let title = scene.text(key);
    ui.horizontal(|ui| {
        let button = Button::icon(Look::Quiet, Icon::Back, &back);
        if button.ui(ui, theme::TOUCH).clicked() {
            scene.wish(Action::OpenPage(Page::Home));
        }
        ui.add_space(theme::NEAR);
        label_ui(ui, Face::Title, theme::palette(ui).text, &title);
    });
}

/// A button for a slip, and below it what became of the last one of its kind.
fn slip_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen, (slip, key): (Slip, &str)) {
    let text = scene.text(key);
    let button = Button::new(Look::Plain, &text).only_if(scene.can_print());
    if buttons_ui(ui, &[button]).is_some() {
        scene.send(Command::Print { slip });
    }
    if let Some(news) = scene.print_news(screen, slip) {
        muted_ui(ui, &news);
    }
}

fn muted_ui(ui: &mut Ui, text: &str) {
    label_ui(ui, Face::Body, theme::palette(ui).muted, text);
}

fn strong_ui(ui: &mut Ui, text: &str) {
    label_ui(ui, Face::Strong, theme::palette(ui).text, text);
}

/// What has a name in it that may be longer than a line: its letters shrink before a word is cut.
fn name_ui(ui: &mut Ui, face: Face, ink: Color32, text: &str) {
    let room = vec2(ui.available_width(), f32::INFINITY);
    within_ui(ui, face, ink, text, room);
}
