//! A name, a note or a card is typed on the keyboard of the screen.

use super::cancel_ui;
use super::tell::Told;
use crate::domain::member::{CardText, PersonName, PersonNote};
use crate::engine::api::{MemberOrder, MemberView};
use crate::ui::cashier::{Scene, muted_ui, name_ui};
use crate::ui::screen::{Draft, Screen, Typing};
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Key, Keys, Look, Tone, card_ui, flow_ui, keys_ui};
use egui::Ui;

/// What the cards of the shop are made of: no letters that look like digits.
const OF_CARDS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ-";

/// Draws what was typed, the keyboard and what becomes of it.
pub(super) fn typing_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    screen: &mut Screen,
    (typing, member): (Typing, Option<&MemberView>),
) {
    let is_of_member = matches!(typing, Typing::Name | Typing::Note);
    if is_of_member && member.is_none() {
        screen.draft = Draft::default();
        return;
    }
    typed_ui(ui, scene, (typing, &screen.draft.typed));
    if let Some(key) = board_ui(ui, scene, (typing, &screen.draft)) {
        press(&mut screen.draft, key);
    }
    let order = order(typing, &screen.draft.typed, member);
    done_ui(ui, scene, (typing, order));
    let is_kept = member.is_some_and(|member| match typing {
        Typing::Name => member.name.is_some(),
        Typing::Note => member.note.is_some(),
        Typing::Card | Typing::Find => false,
    });
    if let Some(member) = member.filter(|_| is_kept) {
        forget_ui(ui, scene, (typing, member));
    }
    cancel_ui(ui, scene, screen);
}

fn typed_ui(ui: &mut Ui, scene: &Scene<'_>, (typing, typed): (Typing, &str)) {
    let question = scene.text(match typing {
        Typing::Card => "panel-type-ask",
        Typing::Find => "panel-find-ask",
        Typing::Name => "panel-name-ask",
        Typing::Note => "panel-note-ask",
    });
    let (palette, empty) = (theme::palette(ui), scene.text("panel-keys-empty"));
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::NEAR;
        muted_ui(ui, &question);
        if typed.is_empty() {
            name_ui(ui, Face::Title, theme::faded(palette.text), &empty);
        } else {
            name_ui(ui, Face::Title, palette.text, typed);
        }
    });
}

fn board_ui(ui: &mut Ui, scene: &Scene<'_>, (typing, draft): (Typing, &Draft)) -> Option<Key> {
    let is_card = typing == Typing::Card;
    let symbols = symbols(scene, draft, is_card);
    let text = |key: &str| scene.text(key);
    let (space, delete) = (text("panel-keys-space"), text("panel-keys-delete"));
    let (hyphen, apostrophe) = (text("panel-keys-hyphen"), text("panel-keys-apostrophe"));
    let switch = text(if draft.has_digits {
        "panel-keys-back"
    } else {
        "panel-keys-digits"
    });
    let keys = Keys {
        symbols: &symbols,
        space: (!is_card).then_some(&space),
        switch: (typing == Typing::Note).then_some(&switch),
        delete: &delete,
        hyphen: &hyphen,
        apostrophe: &apostrophe,
    };
    keys_ui(ui, &keys)
}

/// The letters of the language, as large as they would be typed; of cards what they are made of.
fn symbols(scene: &Scene<'_>, draft: &Draft, is_card: bool) -> Vec<char> {
    if is_card {
        return OF_CARDS.chars().collect();
    }
    if draft.has_digits {
        return "1234567890.,-+%&".chars().collect();
    }
    let letters = scene.text("panel-keys-letters");
    let is_capital = draft.wants_capital();
    let letter = |letter: char| {
        let mut capital = letter.to_uppercase();
        capital.next().filter(|_| is_capital).unwrap_or(letter)
    };
    letters.chars().map(letter).chain(['-', '\'']).collect()
}

fn press(draft: &mut Draft, key: Key) {
    match key {
        Key::Symbol(symbol) => draft.push(symbol),
        Key::Delete => draft.delete(),
        Key::Switch => draft.has_digits = !draft.has_digits,
    }
}

/// What becomes of what was typed; nothing while it says nothing.
fn order(typing: Typing, typed: &str, member: Option<&MemberView>) -> Option<MemberOrder> {
    let typed = typed.trim().to_owned();
    Some(match typing {
        Typing::Card => MemberOrder::ShowCard {
            card: CardText::try_from(typed).ok()?,
        },
        Typing::Find => MemberOrder::Find {
            name: PersonName::try_from(typed).ok()?,
        },
        Typing::Name => {
            let name = Some(PersonName::try_from(typed).ok()?);
            let told = Told::of(member?);
            Told { name, ..told }.order()
        }
        Typing::Note => {
            let note = Some(PersonNote::try_from(typed).ok()?);
            let told = Told::of(member?);
            Told { note, ..told }.order()
        }
    })
}

fn done_ui(ui: &mut Ui, scene: &mut Scene<'_>, (typing, order): (Typing, Option<MemberOrder>)) {
    let done = scene.text(match typing {
        Typing::Card => "panel-member-show",
        Typing::Find => "panel-member-search",
        Typing::Name | Typing::Note => "panel-member-keep",
    });
    let can_be_done = order.is_some() && scene.is_live();
    let button = Button::new(Look::Primary, &done).only_if(can_be_done);
    if flow_ui(ui, &[button]).is_some()
        && let Some(order) = order
    {
        scene.order(order);
    }
}

fn forget_ui(ui: &mut Ui, scene: &mut Scene<'_>, (typing, member): (Typing, &MemberView)) {
    let forget = scene.text("panel-member-forget");
    let button = Button::new(Look::Plain, &forget).only_if(scene.is_live());
    if flow_ui(ui, &[button]).is_none() {
        return;
    }
    let told = Told::of(member);
    scene.order(match typing {
        Typing::Name => Told { name: None, ..told }.order(),
        _ => Told { note: None, ..told }.order(),
    });
}
