//! What is being done about a card: what to do next, and the way to stop.

use crate::engine::api::{MemberDesk, MemberOrder, MemberWord};
use crate::engine::members::FoundMember;
use crate::ui::action::Action;
use crate::ui::cashier::{Scene, muted_ui, name_ui, strong_ui};
use crate::ui::screen::{Draft, Page, Screen, Task, Typing};
use crate::ui::text::loyalty;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, Tone, card_ui, flow_ui, touch_card_ui};
use egui::Ui;

/// A touch below what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Ask whether they would like to join.
    Join,
    /// Type something.
    Type(Typing),
    /// Print a card.
    Print,
    /// End it.
    Stop,
    /// It was read.
    Close,
}

/// Draws it as one card; nothing where nothing is done.
pub(crate) fn desk_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    let Some(desk) = scene.view().map(|view| &view.loyalty.desk) else {
        return;
    };
    let key = match desk {
        MemberDesk::Quiet => return,
        MemberDesk::Found(found) => return found_ui(ui, scene, screen, found),
        MemberDesk::Said(word) => {
            let said = loyalty::desk_word(scene.texts, *word);
            return said_ui(ui, scene, screen, (&said, after(*word)));
        }
        MemberDesk::Joining(_) => "panel-desk-joining",
        MemberDesk::NewCard => "panel-desk-new-card",
        MemberDesk::Merging => {
            let said = scene.text("panel-desk-merging");
            let next = [Next::Type(Typing::Card), Next::Stop];
            return said_ui(ui, scene, screen, (&said, &next));
        }
    };
    let next = [Next::Print, Next::Type(Typing::Card), Next::Stop];
    said_ui(ui, scene, screen, (&scene.text(key), &next));
}

/// Whether this may be begun and is not offered by what is drawn here.
pub(super) fn leaves(scene: &Scene<'_>, task: Task) -> bool {
    match scene.view().map(|view| &view.loyalty.desk) {
        None | Some(MemberDesk::Quiet) => true,
        Some(MemberDesk::Said(word)) => {
            let is_free = *word != MemberWord::LookingUp;
            is_free && !after(*word).iter().any(|next| next.begins() == Some(task))
        }
        Some(_) => false,
    }
}

/// What may come next.
fn after(word: MemberWord) -> &'static [Next] {
    match word {
        MemberWord::LookingUp => &[Next::Stop],
        MemberWord::UnknownCard => &[Next::Join, Next::Close],
        MemberWord::LostCard | MemberWord::NobodyFound | MemberWord::NoCard => {
            &[Next::Type(Typing::Find), Next::Close]
        }
        MemberWord::Misread => &[Next::Type(Typing::Card), Next::Close],
        MemberWord::Joined
        | MemberWord::CardGiven
        | MemberWord::Merged
        | MemberWord::Changed
        | MemberWord::TakenCard
        | MemberWord::NotNow => &[Next::Close],
    }
}

fn said_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen, (said, next): (&str, &[Next])) {
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP;
        strong_ui(ui, said);
        next_ui(ui, scene, screen, next);
    });
}

fn next_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen, next: &[Next]) {
    let texts: Vec<_> = next.iter().map(|next| scene.text(next.key())).collect();
    let is_live = scene.is_live();
    let button = |(next, text): (&Next, _)| {
        let look = if *next == Next::Join || *next == Next::Print {
            Look::Primary
        } else {
            Look::Plain
        };
        Button::new(look, text).only_if(is_live)
    };
    let buttons: Vec<_> = next
        .iter()
        .zip(texts.iter().map(String::as_str))
        .map(button)
        .collect();
    match flow_ui(ui, &buttons).and_then(|index| next.get(index)) {
        Some(Next::Print) => scene.order(MemberOrder::PrintCard),
        Some(Next::Stop | Next::Close) => scene.order(MemberOrder::Stop),
        Some(next) => {
            if let Some(task) = next.begins() {
                begin(scene, screen, task);
            }
        }
        None => {}
    }
}

/// On the page where there is room for it.
fn begin(scene: &mut Scene<'_>, screen: &mut Screen, task: Task) {
    screen.draft = Draft::of(task, "");
    if screen.page != Page::Member {
        scene.wish(Action::OpenPage(Page::Member));
    }
}

impl Next {
    fn begins(self) -> Option<Task> {
        match self {
            Self::Join => Some(Task::Join(None)),
            Self::Type(typing) => Some(Task::Type(typing)),
            Self::Print | Self::Stop | Self::Close => None,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Join => "panel-desk-join-with",
            Self::Type(Typing::Card) => "panel-member-type",
            Self::Type(_) => "panel-member-find",
            Self::Print => "panel-desk-print",
            Self::Stop => "panel-desk-stop",
            Self::Close => "panel-reward-close",
        }
    }
}

/// Those who have the name that was looked for.
fn found_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen, found: &[FoundMember]) {
    strong_ui(ui, &scene.text("panel-desk-found"));
    for one in found {
        let since = loyalty::since(scene.texts, one.since);
        let last = loyalty::last(scene.texts, one.last);
        let facts = format!("{since} · {last}");
        let name = format!("{}, {facts}", one.name.as_str());
        let touch = touch_card_ui(ui, &name, |ui| {
            ui.spacing_mut().item_spacing.y = theme::NEAR;
            name_ui(ui, Face::Strong, theme::palette(ui).text, one.name.as_str());
            muted_ui(ui, &facts);
        });
        if touch.clicked() && scene.is_live() {
            let member = one.member;
            scene.order(MemberOrder::Choose { member });
        }
    }
    next_ui(ui, scene, screen, &[Next::Type(Typing::Find), Next::Stop]);
}
