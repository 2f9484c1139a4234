//! When the manager's window locks, asks again, and what it does not believe.

use super::*;
use crate::domain::time::TimeOfDay;
use crate::engine::api::{Equipment, Figures, Settings, SettingsView};
use crate::ui::manager::{MembersTold, Page, Wrong};
use crate::ui::{Clock, Scale, ThemeChoice};
use std::sync::mpsc::{Receiver, sync_channel};

fn noon() -> Now {
    #[expect(
        clippy::disallowed_methods,
        reason = "time-outs count from any instant"
    )]
    let instant = Instant::now();
    Now {
        instant,
        clock: Clock {
            day: 0,
            hour: 12,
            minute: 0,
            ahead_of_utc: 0,
        },
        to_next_minute: Duration::from_mins(1),
    }
}

fn window(room: usize) -> (Manager, Receiver<ManagerOrder>, Instant) {
    let (orders_in, orders) = sync_channel(room);
    let wires = ManagerWires {
        mailbox: Arc::default(),
        orders: orders_in,
        now: noon,
        target_minutes: 3,
        target: None,
    };
    let window = Manager::new(&Context::default(), Preferences::default(), wires);
    let began = window.touched;
    (window, orders, began)
}

fn office(gate: Gate, locks: u64) -> Office {
    Office {
        gate,
        locks,
        figures: (gate == Gate::Open).then(|| Arc::new(Figures::default())),
        ..Office::default()
    }
}

fn hear(window: &mut Manager, office: Office, now: Instant) {
    window.wires.mailbox.leave_office(office);
    window.read_mail(now);
}

fn given(orders: &Receiver<ManagerOrder>) -> Vec<ManagerOrder> {
    orders.try_iter().collect()
}

#[test]
fn figures_go_five_minutes_after_the_last_touch_however_often_they_are_renewed() {
    let (mut window, orders, began) = window(16);
    hear(&mut window, office(Gate::Open, 0), began);
    let after = |seconds| began + Duration::from_secs(seconds);
    window.touch(after(30));
    for second in 1..330 {
        window.tend(after(second));
        if second % 60 == 5 {
            hear(&mut window, office(Gate::Open, 0), after(second));
        }
    }
    assert_eq!(given(&orders), vec![ManagerOrder::Renew; 5]);
    assert_eq!(window.office.gate, Gate::Open);
    window.desk.page = Page::Payments;
    window.tend(after(330));
    assert_eq!(given(&orders), [ManagerOrder::Lock]);
    assert_eq!(window.office.gate, Gate::Closed(None));
    assert!(window.office.figures.is_none() && window.desk.page == Page::Today);
    window.tend(after(10_000));
    assert_eq!(given(&orders), []);
}

#[test]
fn what_was_said_before_it_locked_opens_nothing() {
    let (mut window, orders, began) = window(16);
    hear(&mut window, office(Gate::Open, 0), began);
    window.carry_out(Wish::Lock);
    hear(&mut window, office(Gate::Open, 0), began);
    assert_eq!(window.office.gate, Gate::Closed(None));
    hear(
        &mut window,
        office(Gate::Closed(Some(Wrong::Pin)), 1),
        began,
    );
    assert_eq!(window.office.gate, Gate::Closed(Some(Wrong::Pin)));
    hear(&mut window, office(Gate::Open, 1), began);
    assert_eq!(window.office.gate, Gate::Open);
    assert_eq!(given(&orders), [ManagerOrder::Lock]);
}

#[test]
fn locking_waits_for_room_and_is_not_forgotten() {
    let (mut window, orders, began) = window(1);
    hear(&mut window, office(Gate::Open, 0), began);
    window.tend(began + RENEWAL);
    window.carry_out(Wish::Lock);
    assert_eq!(window.office.gate, Gate::Closed(None));
    assert_eq!(given(&orders), [ManagerOrder::Renew]);
    window.tend(began + RENEWAL);
    window.tend(began + RENEWAL);
    assert_eq!(given(&orders), [ManagerOrder::Lock]);
}

#[test]
fn a_wait_is_counted_down_to_the_second() {
    let (mut window, _orders, began) = window(1);
    let mut closed = office(Gate::Closed(Some(Wrong::Locked)), 0);
    closed.locked_until = Some(began + Duration::from_secs(30));
    hear(&mut window, closed, began);
    for (after_ms, left) in [
        (0, 30),
        (1, 30),
        (1000, 29),
        (29_001, 1),
        (30_000, 0),
        (99_000, 0),
    ] {
        let now = began + Duration::from_millis(after_ms);
        assert_eq!(window.locked_s(now), left, "{after_ms}");
    }
}

#[test]
fn another_language_theme_and_size_hold_at_once_and_are_kept() {
    let (mut window, orders, began) = window(16);
    hear(&mut window, office(Gate::Open, 0), began);
    let polish = Language::new("pl").unwrap();
    window.carry_out(Wish::SetLanguage(polish));
    assert_eq!(window.texts.language(), polish);
    window.carry_out(Wish::SetTheme(ThemeChoice::Dark));
    window.carry_out(Wish::SetScale(Scale::Largest));
    let size = |window: &Manager| {
        let style = window.window.style_of(egui::Theme::Dark);
        style
            .text_styles
            .values()
            .map(|font| font.size)
            .fold(0.0, f32::max)
    };
    let largest = size(&window);
    window.carry_out(Wish::SetScale(Scale::Normal));
    assert!(size(&window) < largest);
    let preference = window.window.options(|options| options.theme_preference);
    assert_eq!(preference, egui::ThemePreference::Dark);
    let kept = given(&orders).pop();
    let expected = Preferences {
        language: Some(polish),
        theme: ThemeChoice::Dark,
        scale: Scale::Normal,
    };
    assert_eq!(kept, Some(ManagerOrder::Keep(expected)));
}

#[test]
fn the_target_is_the_services_once_that_is_known() {
    let (mut window, _orders, began) = window(1);
    assert_eq!(window.target_minutes(), 3);
    let mut open = office(Gate::Open, 0);
    open.settings = Some(Arc::new(settings(7)));
    hear(&mut window, open, began);
    assert_eq!(window.target_minutes(), 7);
    window.carry_out(Wish::Lock);
    assert_eq!(
        window.target_minutes(),
        3,
        "nothing is known without a session"
    );
}

fn settings(target_minutes: u16) -> SettingsView {
    SettingsView {
        settings: Settings {
            store_name: "Corner".to_owned(),
            language: Language::ENGLISH,
            target_minutes,
            closing_slip: false,
            closing_after: TimeOfDay::from_minutes(960),
            closing_at: None,
        },
        needs_restart: false,
        equipment: Equipment {
            version: String::new(),
            printer_profile: String::new(),
            till_port: None,
            printer_port: None,
            scanner_port: None,
            journal_bytes: None,
        },
    }
}

#[test]
fn an_order_without_room_is_not_waited_for() {
    let (mut window, orders, _began) = window(1);
    let pin = Pin::new("2580").unwrap();
    for _ in 0..2 {
        window.desk.is_waiting = true;
        window.carry_out(Wish::Open(pin.clone()));
    }
    assert!(!window.desk.is_waiting);
    assert_eq!(given(&orders), [ManagerOrder::Open(pin)]);
}

#[test]
fn members_are_gone_from_the_window_at_once_when_nobody_looks_at_them() {
    // Also where the thread behind it hears of that later, or never.
    for room in [1, 0] {
        let (mut window, orders, began) = window(room);
        let mut open = office(Gate::Open, 0);
        open.members = Some(Arc::new(MembersTold::default()));
        hear(&mut window, open, began);
        assert!(window.office.members.is_some());
        window.carry_out(Wish::Members(MemberWish::Leave));
        assert!(window.office.members.is_none());
        let given = given(&orders);
        assert_eq!(given.len(), room, "{given:?}");
    }
}
