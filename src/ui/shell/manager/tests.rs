//! When the manager's window locks, asks again, and what it does not believe.

use super::*;
use crate::engine::api::Figures;
use crate::ui::Clock;
use crate::ui::manager::{Page, Wrong};
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
