//! The page of what somebody still has to see to, and the buttons that write such things down.

use super::answer::answer_ui;
use super::baskets::{gone_ui, token};
use super::notice::{notices_ui, of_orders};
use super::{Scene, muted_ui, strong_ui, title_ui};
use crate::domain::case::{Case, CaseId, CaseKind, CaseStatus, Resolution};
use crate::domain::i18n::Value;
use crate::engine::api::{Command, View};
use crate::ui::action::Action;
use crate::ui::screen::{Page, Screen, Unfolded};
use crate::ui::text;
use crate::ui::theme;
use crate::ui::widget::{
    Button, Fold, Line, Look, Row, Tone, buttons_ui, card_ui, flow_ui, page_ui, quiet_card_ui,
    row_ui,
};
use egui::Ui;

/// What can be promised, in minutes from now.
const PROMISES: [u16; 3] = [15, 30, 60];

/// Draws the page.
pub(super) fn care_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    let state = &mut (scene, screen);
    page_ui(ui, "care", state, body_ui, |ui, (scene, _)| {
        write_down_ui(ui, scene);
    });
}

fn body_ui(ui: &mut Ui, (scene, screen): &mut (&mut Scene<'_>, &mut Screen)) {
    title_ui(ui, scene, "panel-care");
    notices_ui(ui, scene, &of_orders(scene, screen));
    closed_ui(ui, scene, screen);
    let Some(view) = scene.view() else { return };
    if view.cases.is_empty() {
        let said = scene.text("panel-care-none");
        quiet_card_ui(ui, |ui| muted_ui(ui, &said));
        return;
    }
    for case in &view.cases {
        card_ui(ui, Tone::Plain, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP;
            case_ui(ui, scene, screen, case);
        });
    }
    more_ui(ui, scene, view);
}

/// How many more there are than the list has room for.
fn more_ui(ui: &mut Ui, scene: &Scene<'_>, view: &View) {
    let more = usize::from(view.cases_open).saturating_sub(view.cases.len());
    if more > 0 {
        let said = text::counted(scene.texts, "panel-care-more", more as u64);
        muted_ui(ui, &said);
    }
}

/// What was said to be over just now, with the way back.
fn closed_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Screen) {
    let is_listed = |id: CaseId| {
        let mut cases = scene.view().into_iter().flat_map(|view| &view.cases);
        cases.any(|case| case.id == id)
    };
    let Some((id, kind)) = screen.closed.filter(|(id, _)| !is_listed(*id)) else {
        return;
    };
    let what = [("what", Value::from(text::care::kind(scene.texts, kind)))];
    let said = scene.texts.with("panel-case-closed", &what);
    let again = scene.text("panel-case-reopen");
    quiet_card_ui(ui, |ui| {
        muted_ui(ui, &said);
        let button = Button::new(Look::Plain, &again).only_if(scene.is_live());
        if buttons_ui(ui, &[button]).is_some() {
            scene.send(Command::ReopenCase { id });
        }
    });
}

fn case_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen, case: &Case) {
    let is_promising = screen.unfolded == Some(Unfolded::Promise(case.id));
    let is_open = is_promising || screen.unfolded == Some(Unfolded::Case(case.id));
    let row = Row {
        spot: case.token.map(|token| theme::token(token.colour())),
        line: line(scene, case),
        fold: if is_open { Fold::Open } else { Fold::Closed },
    };
    if row_ui(ui, &row).clicked() {
        screen.unfolded = (!is_open).then_some(Unfolded::Case(case.id));
        if case.answer.is_some() && scene.is_live() {
            scene.send(if is_open {
                Command::PutAnswerAway
            } else {
                Command::ReadAnswer { id: case.id }
            });
        }
    }
    if is_promising {
        promise_ui(ui, scene, screen, case.id);
    } else if is_open {
        answer_ui(ui, scene, case);
        take_ui(ui, scene, screen, case);
        over_ui(ui, scene, screen, case);
    }
}

fn line(scene: &Scene<'_>, case: &Case) -> Line {
    let kind = text::care::kind(scene.texts, case.kind);
    let title = match case.token {
        Some(of) => format!("{kind}: {}", token(scene, of)),
        None => kind,
    };
    let due = text::care::due(scene.texts, case, scene.now);
    let owner = text::care::owner(scene.texts, case.owner);
    Line {
        name: format!("{title}, {due}, {owner}"),
        title,
        amount: String::new(),
        detail: format!("{due} · {owner}"),
    }
}

/// To see to it, and to promise when.
fn take_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen, case: &Case) {
    let (take, promise) = (
        scene.text("panel-case-take"),
        scene.text("panel-case-promise"),
    );
    let mut buttons = vec![Button::new(Look::Plain, &promise).only_if(scene.is_live())];
    if case.status == CaseStatus::Open {
        buttons.insert(
            0,
            Button::new(Look::Primary, &take).only_if(scene.is_live()),
        );
    }
    let id = case.id;
    match flow_ui(ui, &buttons) {
        Some(index) if index + 1 < buttons.len() => scene.send(Command::AcknowledgeCase { id }),
        Some(_) => screen.unfolded = Some(Unfolded::Promise(id)),
        None => {}
    }
}

fn promise_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen, id: CaseId) {
    strong_ui(ui, &scene.text("panel-case-promise-when"));
    let labels = PROMISES.map(|minutes| text::counted(scene.texts, "panel-minutes", minutes));
    let button = |label| Button::new(Look::Plain, label).only_if(scene.is_live());
    let buttons: Vec<_> = labels.iter().map(|label| button(label)).collect();
    let used = buttons_ui(ui, &buttons).and_then(|index| PROMISES.get(index));
    if let Some(minutes) = used {
        let minutes = *minutes;
        scene.send(Command::PromiseCase { id, minutes });
        screen.unfolded = Some(Unfolded::Case(id));
    }
}

/// To say how it ended; a basket ends as baskets do.
fn over_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen, case: &Case) {
    let is_solved = if case.token.is_some() {
        gone_ui(ui, scene)
    } else {
        let (done, not) = (
            scene.text("panel-case-done"),
            scene.text("panel-case-not-done"),
        );
        let is_live = scene.is_live();
        let buttons = [&done, &not].map(|text| Button::new(Look::Plain, text).only_if(is_live));
        flow_ui(ui, &buttons).map(|index| index == 0)
    };
    let Some(is_solved) = is_solved else { return };
    let resolution = if is_solved {
        Resolution::Solved
    } else {
        Resolution::NotSolved
    };
    let id = case.id;
    scene.send(Command::ResolveCase { id, resolution });
    screen.unfolded = None;
}

/// Four buttons that write something down and show where it stands.
pub(super) fn write_down_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.spacing_mut().item_spacing.y = theme::GAP;
    let kinds = [
        (CaseKind::Question, "panel-write-question"),
        (CaseKind::Complaint, "panel-write-complaint"),
        (CaseKind::Return, "panel-write-return"),
        (CaseKind::Refusal, "panel-write-no"),
    ];
    for two in kinds.chunks(2) {
        let texts: Vec<_> = two.iter().map(|(_, key)| scene.text(key)).collect();
        let button = |text| Button::new(Look::Quiet, text).only_if(scene.is_live());
        let buttons: Vec<_> = texts.iter().map(|text| button(text)).collect();
        let used = buttons_ui(ui, &buttons).and_then(|index| two.get(index));
        if let Some((kind, _)) = used {
            scene.send(Command::OpenCase { kind: *kind });
            scene.wish(Action::OpenPage(Page::Care));
        }
    }
}
