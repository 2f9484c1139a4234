//! The line in words: how long somebody waits, where no number is sure, how it was lately, the call for
//! a colleague.

use super::counted;
use crate::domain::code::Till;
use crate::domain::i18n::{Messages, Value};
use crate::domain::queue::Source;
use crate::engine::api::{CallView, Level, QueueView};
use crate::ui::Clock;

/// From so many seconds on there is a wait to speak of.
const SOME_WAIT_S: u32 = 30;

/// So many values make a trend.
pub const LEAST_TREND: usize = 3;

/// By so many tenths of a person the line has to have changed to be rising or falling.
const CHANGE_TENTHS: u32 = 10;

/// How long somebody who joins now waits, in whole minutes.
pub fn wait(texts: &Messages, wait_s: u32) -> String {
    match wait_s {
        0..SOME_WAIT_S => texts.get("panel-wait-none"),
        SOME_WAIT_S..60 => texts.get("panel-wait-short"),
        _ => {
            let minutes = counted(texts, "panel-minutes", (wait_s + 30) / 60);
            texts.with("panel-wait", &[("minutes", Value::from(minutes))])
        }
    }
}

/// Between how many and how many wait.
pub fn range(texts: &Messages, low: u16, high: u16) -> String {
    let values = [("low", Value::from(low)), ("high", Value::from(high))];
    let key = match low {
        0 => "panel-waiting-up-to",
        _ => "panel-waiting-range",
    };
    texts.with(key, &values)
}

/// The wait in a word or two.
pub fn level(texts: &Messages, level: Level) -> String {
    texts.get(match level {
        Level::Short => "panel-level-short",
        Level::Busy => "panel-level-busy",
        Level::Long => "panel-level-long",
    })
}

/// The same in one short word, for the strip.
pub fn short_level(texts: &Messages, level: Level) -> String {
    texts.get(match level {
        Level::Short => "panel-level-short-strip",
        Level::Busy => "panel-level-busy-strip",
        Level::Long => "panel-level-long-strip",
    })
}

/// Why the figures are rougher than they could be, a line for each reason.
pub fn caveats(texts: &Messages, queue: &QueueView) -> Vec<String> {
    let is_rough = queue.source == Source::ReceiptsOnly;
    [
        (queue.is_learning, "panel-line-learning"),
        (is_rough, "panel-line-receipts"),
    ]
    .into_iter()
    .filter(|(is_so, _)| *is_so)
    .map(|(_, key)| texts.get(key))
    .collect()
}

/// How the line was lately, for who cannot see the drawing; `values` in tenths, the newest last.
pub fn trend(texts: &Messages, values: &[u16]) -> String {
    let third = values.len().div_ceil(3);
    let mean = |some: &[u16]| {
        let sum: u32 = some.iter().copied().map(u32::from).sum();
        sum / u32::try_from(some.len()).unwrap_or(u32::MAX).max(1)
    };
    let (first, _) = values.split_at(third);
    let (_, last) = values.split_at(values.len() - third);
    let (before, after) = (mean(first), mean(last));
    texts.get(if after >= before + CHANGE_TENTHS {
        "panel-trend-rising"
    } else if before >= after + CHANGE_TENTHS {
        "panel-trend-falling"
    } else {
        "panel-trend-steady"
    })
}

/// What became of a call so far; where it came from another counter than this one, from which.
pub fn call(texts: &Messages, call: CallView, own: Till, now: Clock) -> String {
    if call.is_answered {
        return texts.get("panel-call-answered");
    }
    let time = now.at(call.since).to_string();
    if call.counter == own {
        return texts.with("panel-call-since", &[("time", Value::from(time))]);
    }
    let number = ("number", Value::from(call.counter.get()));
    texts.with("panel-call-from", &[number, ("time", Value::from(time))])
}

/// The same in one short word, for the strip.
pub fn short_call(texts: &Messages, call: CallView) -> String {
    texts.get(if call.is_answered {
        "panel-call-answered-strip"
    } else {
        "panel-call-since-strip"
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    fn texts(code: &str) -> Messages {
        Messages::for_language(Language::new(code).unwrap())
    }

    #[test]
    fn a_wait_is_said_in_whole_minutes() {
        for (wait_s, expected) in [
            (0, "no wait"),
            (29, "no wait"),
            (30, "under a minute"),
            (59, "under a minute"),
            (60, "about 1_min"),
            (89, "about 1_min"),
            (90, "about 2_min"),
            (150, "about 3_min"),
            (3600, "about 60_min"),
        ] {
            let said = wait(&texts("en"), wait_s).replace('\u{a0}', "_");
            assert_eq!(said, expected, "{wait_s} s");
        }
        let others = ["pl", "da", "et"].map(|code| wait(&texts(code), 120).replace('\u{a0}', "_"));
        assert_eq!(others, ["około 2_min", "ca. 2_min", "umbes 2_min"]);
    }

    #[test]
    fn a_range_that_begins_with_nobody_only_ends() {
        for (code, low, high, expected) in [
            ("en", 1, 6, "about 1 to 6 waiting"),
            ("en", 0, 4, "up to 4 waiting"),
            ("pl", 2, 22, "od 2 do 22 osób"),
            ("pl", 0, 3, "do 3 osób"),
            ("da", 1, 6, "ca. 1 til 6 venter"),
            ("et", 0, 5, "kuni 5 ootamas"),
        ] {
            assert_eq!(range(&texts(code), low, high), expected, "{code}");
        }
    }

    #[test]
    fn a_trend_changes_by_a_whole_person() {
        for (values, expected) in [
            (&[0_u16, 5, 9][..], "steady"),
            (&[0, 5, 10], "rising"),
            (&[30, 25, 20], "falling"),
            (&[20, 20, 90, 90, 20, 20], "steady"),
            (&[10, 10, 90, 90, 20, 20], "rising"),
            (&[u16::MAX; 30], "steady"),
            (&[], "steady"),
            (&[90], "steady"),
        ] {
            let said = trend(&texts("en"), values);
            assert!(said.ends_with(expected), "{values:?}: {said}");
        }
    }
}
