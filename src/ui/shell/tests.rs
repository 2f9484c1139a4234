//! The window's own state, without a screen.

use super::*;
use crate::domain::basket::Basket;
use crate::domain::case::{Case, CaseId, CaseKind, CaseStatus, Resolution};
use crate::domain::code::Till;
use crate::domain::decline::Care;
use crate::domain::time::Timestamp;
use crate::engine::api::{
    Codes, CodesMode, LoyaltyView, Memory, PaymentNote, Place, Prompt, QueueView, Refusal, Slip,
    SurveyView, View,
};
use crate::ui::screen::{Asked, Draft, Refused, Task, Unfolded};
use std::sync::mpsc::{Receiver, sync_channel};

const NOON: Clock = Clock {
    day: 0,
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
        scripts: Arc::new(Scripts::builtin().clone()),
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
    let unsent = shell.words.texts.get("window-not-sent");
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
    let command = Command::Print { slip: Slip::Again };
    let refused = Refused {
        asked: Asked::Command(command),
        why: Refusal::NothingToShow,
    };
    let file = "/etc/a.toml".to_owned();
    let mailbox = Arc::clone(&shell.wires.mailbox);
    mailbox.leave_refusal(refused);
    mailbox.leave_trouble(Some(Trouble::NotSetUp { file }));
    shell.read_mail();
    shell.screen.take(&Action::Send(command));
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

fn view(note: Option<u64>, tokens: &[&str]) -> View {
    let token = |text: &&str| Basket {
        token: text.parse().unwrap(),
        since: Timestamp(0),
        case: None,
    };
    let payment = |id| {
        Prompt::Payment(PaymentNote {
            id,
            care: Care::OtherWay,
            taken: None,
        })
    };
    View {
        revision: 1,
        place: Place {
            store: String::new(),
            counter: Till::new(1).unwrap(),
            language: Language::ENGLISH,
        },
        served_today: 0,
        queue: QueueView::unknown(),
        documents: Vec::new(),
        last_code: None,
        devices: Vec::new(),
        codes: Codes {
            mode: CodesMode::On,
            copies: false,
            address: None,
            ready: 8,
        },
        print: None,
        prompt: note.map(payment),
        baskets: tokens.iter().map(token).collect(),
        cases: Vec::new(),
        cases_open: 0,
        survey: SurveyView::default(),
        loyalty: LoyaltyView::default(),
        memory: Memory::Kept,
        events_lost: 0,
    }
}

/// A view comes.
fn tell(shell: &mut Shell, note: Option<u64>, tokens: &[&str]) {
    let link = Link::Live(Arc::new(view(note, tokens)));
    shell.wires.mailbox.leave_link(link);
    shell.read_mail();
}

#[test]
fn a_note_opens_the_panel_and_closes_what_it_has_opened() {
    let (mut shell, ctx, _orders) = shell(Stand::Edge);
    tell(&mut shell, Some(1), &[]);
    assert!(shell.screen.is_wide && shell.screen.page == Page::Home);
    let later = shell.touched + 2 * PATIENCE;
    assert_eq!(shell.stays_open_for(later), None, "as long as the note");
    tell(&mut shell, None, &[]);
    assert!(!shell.screen.is_wide);
    // Somebody who has put the note aside is not asked again, but for the next one.
    tell(&mut shell, Some(2), &[]);
    shell.carry_out(&ctx, Action::Narrow);
    tell(&mut shell, Some(2), &[]);
    assert!(!shell.screen.is_wide);
    tell(&mut shell, Some(3), &[]);
    assert!(shell.screen.is_wide);
    // What was opened by a touch, or is in use, stays.
    shell.carry_out(&ctx, Action::OpenPage(Page::Devices));
    tell(&mut shell, None, &[]);
    assert!(shell.screen.is_wide && shell.screen.page == Page::Devices);
    shell.carry_out(&ctx, Action::Narrow);
    shell.carry_out(&ctx, Action::Widen);
    shell.carry_out(&ctx, Action::OpenPage(Page::Codes));
    tell(&mut shell, Some(4), &[]);
    assert_eq!(shell.screen.page, Page::Home);
    tell(&mut shell, None, &[]);
    assert!(shell.screen.is_wide);
}

#[test]
fn the_line_is_in_the_windows_language_again_on_the_next_note() {
    let (mut shell, _ctx, _orders) = shell(Stand::Edge);
    let polish = Language::new("pl").unwrap();
    tell(&mut shell, Some(1), &[]);
    shell.screen.said_in = Some((1, polish));
    tell(&mut shell, Some(1), &[]);
    assert_eq!(shell.screen.language_of_note(1), Some(polish));
    assert_eq!(shell.screen.language_of_note(2), None);
    tell(&mut shell, Some(2), &[]);
    tell(&mut shell, Some(1), &[]);
    assert_eq!(shell.screen.language_of_note(1), None);
}

#[test]
fn a_basket_is_said_until_a_minute_after_and_each_takes_a_touch_of_its_own() {
    let (mut shell, ctx, _orders) = shell(Stand::Edge);
    let polish = Language::new("pl").unwrap();
    tell(&mut shell, None, &["blue 1"]);
    assert_eq!(shell.screen.held, None, "it was there before the window");
    tell(&mut shell, Some(1), &["blue 1"]);
    shell.screen.said_in = Some((1, polish));
    shell.carry_out(&ctx, Action::Send(Command::HoldBasket));
    assert!(!shell.screen.can_hold(), "a second touch is none");
    shell.touched -= 2 * PATIENCE;
    tell(&mut shell, None, &["blue 1", "green 1"]);
    let held = shell.screen.held.unwrap();
    assert_eq!(held.token.to_string(), "green 1");
    assert_eq!(held.language, Some(polish), "as the customer was spoken to");
    assert!(shell.screen.is_wide && !shell.screen.can_hold());
    let left = |shell: &Shell, after| shell.lasts_for(shell.touched + Duration::from_secs(after));
    assert_eq!(left(&shell, 1), Some(Duration::from_secs(59)));
    shell.end_what_lasted(shell.touched + Duration::from_secs(59));
    assert_eq!(shell.screen.held, Some(held));
    shell.end_what_lasted(shell.touched + PATIENCE);
    assert!(shell.screen.held.is_none() && shell.screen.can_hold());
    assert!(!shell.screen.is_wide);
}

#[test]
fn a_basket_that_could_not_be_put_aside_can_be_tried_again() {
    let (mut shell, ctx, orders) = shell(Stand::Free);
    let command = Command::HoldBasket;
    let hold = |shell: &mut Shell| {
        shell.carry_out(&ctx, Action::Send(command));
        assert!(!shell.screen.can_hold());
    };
    tell(&mut shell, None, &[]);
    hold(&mut shell);
    assert_eq!(orders.try_recv(), Ok(Order::Send(command)));
    let why = Refusal::NoTokenFree;
    let asked = Asked::Command(command);
    shell.wires.mailbox.leave_refusal(Refused { asked, why });
    shell.read_mail();
    assert!(shell.screen.can_hold());
    hold(&mut shell);
    assert!(!shell.is_unsent);
    let since = NOON;
    let last = None;
    shell.wires.mailbox.leave_link(Link::Away { since, last });
    shell.read_mail();
    assert!(shell.screen.can_hold());
    hold(&mut shell);
    assert!(shell.is_unsent, "another order waits already");
    shell.read_mail();
    assert!(shell.screen.can_hold());
}

#[test]
fn in_an_ordinary_window_the_sentence_goes_and_the_panel_stays() {
    let (mut shell, _ctx, _orders) = shell(Stand::Free);
    tell(&mut shell, None, &[]);
    tell(&mut shell, None, &["blue 1"]);
    let touched = shell.touched;
    assert_eq!(shell.lasts_for(touched), Some(PATIENCE));
    shell.end_what_lasted(touched + PATIENCE);
    assert!(shell.screen.is_wide && shell.screen.held.is_none());
    assert_eq!(shell.lasts_for(touched), None);
    tell(&mut shell, None, &["blue 1", "green 1"]);
    tell(&mut shell, None, &["blue 1"]);
    assert_eq!(shell.screen.held, None, "it is gone already");
}

#[test]
fn a_case_that_was_written_down_here_unfolds() {
    let (mut shell, ctx, _orders) = shell(Stand::Free);
    let tell = |shell: &mut Shell, ids: &[u32]| {
        let case = |id: &u32| Case {
            id: CaseId(*id),
            kind: CaseKind::Question,
            status: CaseStatus::Open,
            opened: Timestamp(0),
            due: Timestamp(0),
            owner: None,
            token: None,
            answer: None,
        };
        let cases = ids.iter().map(case).collect();
        let view = view(None, &[]);
        shell.link = Link::Live(Arc::new(View { cases, ..view }));
        shell.follow();
    };
    tell(&mut shell, &[1]);
    tell(&mut shell, &[2, 1]);
    assert_eq!(shell.screen.unfolded, None, "somebody else's");
    let kind = CaseKind::Question;
    shell.carry_out(&ctx, Action::Send(Command::OpenCase { kind }));
    shell.carry_out(&ctx, Action::OpenPage(Page::Care));
    tell(&mut shell, &[3, 2, 1]);
    assert_eq!(shell.screen.unfolded, Some(Unfolded::Case(CaseId(3))));
    let (id, resolution) = (CaseId(3), Resolution::Solved);
    shell.carry_out(&ctx, Action::Send(Command::ResolveCase { id, resolution }));
    tell(&mut shell, &[2, 1]);
    assert_eq!(shell.screen.closed, Some((id, kind)));
    shell.carry_out(&ctx, Action::Send(Command::ReopenCase { id }));
    assert_eq!(shell.screen.closed, None);
}

/// A second touch of two in a hurry is no wish of its own.
#[test]
fn what_comes_under_the_finger_has_to_be_seen_first() {
    let (mut shell, ctx, _orders) = shell(Stand::Edge);
    let begin = shell.shown_since + SETTLING;
    let after = |ms| begin + Duration::from_millis(ms);
    assert!(
        !shell.is_settling(begin),
        "the strip was there all the time"
    );
    shell.carry_out(&ctx, Action::Widen);
    assert!(shell.is_settling(after(0)) && shell.is_settling(after(399)));
    assert!(!shell.is_settling(after(400)));
    tell(&mut shell, Some(1), &[]);
    assert!(shell.is_settling(after(500)) && !shell.is_settling(after(900)));
    tell(&mut shell, Some(1), &["blue 1"]);
    assert!(!shell.is_settling(after(901)), "the same note");
}

#[test]
fn what_is_wanted_of_members_is_an_order_and_ends_what_was_typed() {
    let (mut shell, ctx, orders) = shell(Stand::Free);
    shell.screen.take(&Action::OpenPage(Page::Member));
    shell.screen.draft = Draft::of(Task::AnotherCard, "typed");
    shell.carry_out(&ctx, Action::Member(MemberOrder::LoseCards));
    assert_eq!(shell.screen.draft, Draft::default());
    assert_eq!(orders.try_recv(), Ok(Order::Member(MemberOrder::LoseCards)));
    let why = Refusal::NoMember;
    let asked = Asked::Member;
    shell.wires.mailbox.leave_refusal(Refused { asked, why });
    shell.read_mail();
    assert_eq!(shell.screen.refused, Some(Refused { asked, why }));
    for is_unsent in [false, true] {
        shell.carry_out(&ctx, Action::Member(MemberOrder::Stop));
        assert_eq!(shell.is_unsent, is_unsent);
        assert_eq!(shell.screen.refused, None);
    }
}

#[test]
fn a_member_is_not_shown_for_longer_than_somebody_looks() {
    for stand in [Stand::Free, Stand::Edge] {
        let (mut shell, ctx, _orders) = shell(stand);
        shell.carry_out(&ctx, Action::Widen);
        shell.carry_out(&ctx, Action::OpenPage(Page::Member));
        shell.screen.draft = Draft::of(Task::AnotherCard, "typed");
        let touched = shell.touched;
        shell.end_what_lasted(touched + Duration::from_secs(59));
        assert_eq!(shell.screen.page, Page::Member);
        shell.end_what_lasted(touched + PATIENCE);
        assert_eq!(shell.screen.page, Page::Home);
        assert_eq!(shell.screen.draft, Draft::default());
        assert_eq!(shell.screen.is_wide, stand == Stand::Free);
    }
}
