//! Baskets and cases in words: what they are, until when, whose they are.

use crate::domain::case::{Case, CaseKind, CaseStatus, Owner};
use crate::domain::i18n::{Messages, Value};
use crate::ui::Clock;

/// What a case is about.
pub fn kind(texts: &Messages, kind: CaseKind) -> String {
    texts.get(match kind {
        CaseKind::Complaint => "panel-case-complaint",
        CaseKind::Question => "panel-case-question",
        CaseKind::Return => "panel-case-return",
        CaseKind::Refusal => "panel-case-refusal",
        CaseKind::Hold => "panel-case-hold",
        CaseKind::FollowUp => "panel-case-follow-up",
    })
}

/// Until when, or since when it waits.
pub fn due(texts: &Messages, case: &Case, now: Clock) -> String {
    let due = now.at(case.due);
    let days = due.day - now.day;
    let time = ("time", Value::from(due.to_string()));
    let count = ("count", Value::from(days.unsigned_abs()));
    if due.is_before(now) {
        let key = match days {
            0 => "panel-overdue-today",
            -1 => "panel-overdue-yesterday",
            _ => "panel-overdue-days",
        };
        return texts.with(key, &[time, count]);
    }
    let is_promised = case.status == CaseStatus::Promised;
    let key = match (days, is_promised) {
        (0, false) => "panel-due-today",
        (0, true) => "panel-promised-today",
        (1, false) => "panel-due-tomorrow",
        (1, true) => "panel-promised-tomorrow",
        (_, false) => "panel-due-days",
        (_, true) => "panel-promised-days",
    };
    texts.with(key, &[time, count])
}

/// Who sees to it.
pub fn owner(texts: &Messages, owner: Option<Owner>) -> String {
    match owner {
        None => texts.get("panel-owner-nobody"),
        Some(Owner::Manager) => texts.get("panel-owner-manager"),
        Some(Owner::Counter(number)) => {
            let number = [("number", Value::from(number.get()))];
            texts.with("panel-owner-counter", &number)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::CaseId;
    use crate::domain::language::Language;
    use crate::domain::time::Timestamp;

    /// The 10th of January 1970 at 14:32, an hour ahead of UTC.
    const NOW: Clock = Clock {
        day: 9,
        hour: 14,
        minute: 32,
        ahead_of_utc: 60,
    };

    fn said(code: &str, minutes_from_now: i64, status: CaseStatus) -> String {
        let now = ((9 * 24 + 13) * 60 + 32) * 60_000;
        let case = Case {
            id: CaseId(1),
            kind: CaseKind::Question,
            status,
            opened: Timestamp(0),
            due: Timestamp(now + minutes_from_now * 60_000),
            owner: None,
            token: None,
            answer: None,
        };
        due(
            &Messages::for_language(Language::new(code).unwrap()),
            &case,
            NOW,
        )
    }

    #[test]
    fn times_are_said_as_people_say_them() {
        const DAY: i64 = 24 * 60;
        for (code, minutes, status, expected) in [
            ("en", 28, CaseStatus::Open, "by 15:00"),
            ("en", 0, CaseStatus::Open, "by 14:32"),
            ("en", -1, CaseStatus::Open, "waiting since 14:31"),
            ("en", 28, CaseStatus::Promised, "promised by 15:00"),
            ("en", -1, CaseStatus::Promised, "waiting since 14:31"),
            ("en", 10 * 60, CaseStatus::Open, "by tomorrow, 00:32"),
            (
                "en",
                DAY,
                CaseStatus::Promised,
                "promised by tomorrow, 14:32",
            ),
            ("en", 2 * DAY, CaseStatus::Open, "in 2 days, 14:32"),
            ("en", -15 * 60, CaseStatus::Open, "waiting since yesterday"),
            ("en", -3 * DAY, CaseStatus::Open, "waiting for 3 days"),
            ("pl", 28, CaseStatus::Open, "do 15:00"),
            ("pl", 2 * DAY, CaseStatus::Open, "za 2 dni, do 14:32"),
            ("pl", -5 * DAY, CaseStatus::Open, "czeka od 5 dni"),
            ("da", -15 * 60, CaseStatus::Open, "venter siden i går"),
            ("et", 28, CaseStatus::Promised, "lubatud kella 15:00-ks"),
        ] {
            assert_eq!(said(code, minutes, status), expected, "{code} {minutes}");
        }
    }

    #[test]
    fn an_owner_is_named_and_nobody_is_too() {
        let texts = Messages::for_language(Language::ENGLISH);
        let counter = crate::domain::code::Till::new(2).ok().map(Owner::Counter);
        assert_eq!(owner(&texts, counter), "counter 2 sees to it");
        let manager = owner(&texts, Some(Owner::Manager));
        assert_eq!(manager, "the manager sees to it");
        assert_eq!(owner(&texts, None), "nobody has it yet");
    }
}
