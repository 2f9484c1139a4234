//! Moments at the counter to be shown: a payment that does not go through, baskets, cases.

use crate::stage::{NOW_MS, calm, queue};
use tillside::domain::basket::Basket;
use tillside::domain::call::CallReason;
use tillside::domain::case::{Case, CaseId, CaseKind, CaseStatus, Owner};
use tillside::domain::code::Till;
use tillside::domain::decline::{Care, Step};
use tillside::domain::hold::{Colour, Token};
use tillside::domain::queue::Source;
use tillside::domain::time::Timestamp;
use tillside::engine::api::{CallView, Level, PaymentNote, Prompt, QueueView, View};

pub(crate) fn token(text: &str) -> Token {
    text.parse().expect("a token")
}

fn minutes_from_now(minutes: i64) -> Timestamp {
    Timestamp(NOW_MS + minutes * 60_000)
}

/// A payment that does not go through.
pub(crate) fn note(care: Care) -> View {
    taken(care, None)
}

/// The same while something is tried.
pub(crate) fn taken(care: Care, taken: Option<Step>) -> View {
    let id = 7;
    View {
        prompt: Some(Prompt::Payment(PaymentNote { id, care, taken })),
        ..calm()
    }
}

/// The same under another number.
pub(crate) fn numbered(id: u64, care: Care) -> View {
    let taken = None;
    View {
        prompt: Some(Prompt::Payment(PaymentNote { id, care, taken })),
        ..calm()
    }
}

/// One basket of each colour, the oldest in front.
pub(crate) fn baskets() -> View {
    let of_colour = |(ago, colour): (i64, _)| Basket {
        token: Token::new(colour, 2).expect("a token"),
        since: minutes_from_now(10 * ago - 70),
        case: None,
    };
    View {
        baskets: (1..).zip(Colour::ALL).map(of_colour).collect(),
        ..calm()
    }
}

/// One basket, put aside just now.
pub(crate) fn one_basket(text: &str) -> View {
    let basket = Basket {
        token: token(text),
        since: minutes_from_now(0),
        case: None,
    };
    View {
        baskets: vec![basket],
        ..calm()
    }
}

/// One case of each kind and each state, the one that is due first in front, and more than are told.
pub(crate) fn cases() -> View {
    let counter = Some(Owner::Counter(Till::new(2).expect("a till")));
    let manager = Some(Owner::Manager);
    let hour = 60;
    let some = [
        (
            CaseKind::Return,
            -80 * hour,
            CaseStatus::Acknowledged,
            manager,
        ),
        (CaseKind::Complaint, -15 * hour, CaseStatus::Open, None),
        (CaseKind::Hold, -5, CaseStatus::Open, None),
        (CaseKind::Question, 28, CaseStatus::Promised, counter),
        (CaseKind::Question, 58, CaseStatus::Open, None),
        (
            CaseKind::Complaint,
            20 * hour,
            CaseStatus::Acknowledged,
            counter,
        ),
        (CaseKind::Refusal, 20 * hour, CaseStatus::Promised, manager),
        (CaseKind::FollowUp, 47 * hour, CaseStatus::Open, None),
        (CaseKind::FollowUp, 48 * hour, CaseStatus::Promised, manager),
    ];
    let case = |(id, (kind, due, status, owner)): (u32, _)| Case {
        id: CaseId(id),
        kind,
        status,
        opened: minutes_from_now(-100 * hour),
        due: minutes_from_now(due),
        owner,
        token: (kind == CaseKind::Hold).then(|| token("orange 7")),
        answer: None,
    };
    View {
        cases: (1..).zip(some).map(case).collect(),
        cases_open: 12,
        ..calm()
    }
}

/// A moment of the line alone.
pub(crate) fn line(queue: QueueView) -> View {
    View { queue, ..calm() }
}

/// Nobody knows the number.
pub(crate) fn vague(level: Level, [low, waiting, high]: [u16; 3]) -> QueueView {
    let queue = QueueView {
        low,
        high,
        level,
        ..queue(waiting)
    };
    assert!(queue.is_vague());
    queue
}

/// More wait than the store wants.
pub(crate) fn long() -> QueueView {
    QueueView {
        level: Level::Long,
        ..queue(7)
    }
}

/// A colleague was called five minutes ago.
pub(crate) fn called(queue: QueueView, is_answered: bool) -> QueueView {
    let call = CallView {
        id: 3,
        counter: Till::new(2).expect("a till"),
        since: minutes_from_now(-5),
        by: CallReason::Wait,
        is_answered,
    };
    QueueView {
        call: Some(call),
        ..queue
    }
}

/// The first hours of a till without a scanner.
pub(crate) fn learning(queue: QueueView) -> QueueView {
    QueueView {
        source: Source::ReceiptsOnly,
        is_learning: true,
        ..queue
    }
}

/// Every moment of the line, with what to call it.
pub(crate) fn lines() -> Vec<(&'static str, View)> {
    let (sure, unsure) = (queue(4), vague(Level::Busy, [1, 3, 6]));
    let young = QueueView {
        trend: vec![3, 20],
        ..learning(queue(0))
    };
    let some = [
        ("nobody", queue(0)),
        ("vague short", vague(Level::Short, [0, 1, 4])),
        ("vague busy", unsure.clone()),
        ("vague long", vague(Level::Long, [12, 34, 128])),
        ("long", long()),
        ("called", called(long(), false)),
        ("called vague", called(unsure.clone(), false)),
        ("answered", called(long(), true)),
        ("answered vague", called(learning(unsure), true)),
        ("learning", learning(sure)),
        ("young", young),
        ("crowd", called(learning(queue(128)), false)),
    ];
    some.map(|(name, queue)| (name, line(queue))).to_vec()
}
