//! The window's own state, without a screen.

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
        beside: None,
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
    let left = |shell: &Shell, after| shell.stays_open_for(touched + Duration::from_secs(after));
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
