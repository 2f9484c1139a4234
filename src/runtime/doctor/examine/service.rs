//! The clock, and the service itself.

use super::Finding;
use crate::domain::time::Timestamp;
use crate::runtime::doctor::facts::{Api, Clock, Facts, Journal, Service};

/// The year in which this version was written: no clock can rightly show an earlier one.
const VERSION_YEAR: i32 = 2026;

/// So much a clock may go back without anybody having to know: network time corrects it in steps.
const STEP_MS: i64 = 60_000;

pub(super) fn examine(facts: &Facts) -> Vec<Finding> {
    let newest = match &facts.journal {
        Journal::Seen { glance, .. } => glance.newest,
        Journal::Missing | Journal::Unreadable(_) => None,
    };
    let mut findings = vec![clock(&facts.clock, newest), zone(&facts.clock)];
    findings.extend(facts.fiscal.then(fiscal));
    findings.extend(service(&facts.service));
    findings
}

fn clock(clock: &Clock, newest: Option<Timestamp>) -> Finding {
    const CHECK: &str = "clock";
    const REMEDY: &str = "set the clock (sudo timedatectl set-ntp true); codes carry the day, and figures go by the hour";
    let now = clock.now;
    if clock.year < VERSION_YEAR {
        let message = format!("the clock shows {now}, which is before this program was written");
        return Finding::problem(CHECK, message, REMEDY);
    }
    let behind = newest.filter(|newest| newest.0.saturating_sub(now.0) > STEP_MS);
    match behind {
        Some(newest) => Finding::problem(
            CHECK,
            format!("the clock shows {now}, but the journal has an event of {newest}"),
            REMEDY,
        ),
        None => Finding::ok(CHECK, format!("{now}")),
    }
}

fn zone(clock: &Clock) -> Finding {
    const CHECK: &str = "time_zone";
    const REMEDY: &str = "set where the shop is, for example: sudo timedatectl set-timezone Europe/Warsaw; then start the service anew";
    match clock.zone.as_deref() {
        None => Finding::remark(
            CHECK,
            "no time zone is set, so a day begins at midnight UTC",
            REMEDY,
        ),
        Some("UTC" | "Etc/UTC" | "UCT" | "Etc/UCT" | "Universal" | "Zulu") => Finding::remark(
            CHECK,
            "the time zone is UTC, so a day begins at midnight UTC",
            REMEDY,
        ),
        Some(zone) => Finding::ok(CHECK, zone),
    }
}

fn fiscal() -> Finding {
    Finding::remark(
        "fiscal_latch",
        "a fiscal printer's protocol was recognised: the cable is plain and no receipt gets a code",
        "right for a fiscal printer; after a mistake run `tillside unlatch` and start the service anew",
    )
}

fn service(service: &Service) -> Vec<Finding> {
    const CHECK: &str = "service";
    let Service::Running { pid, api } = service else {
        return vec![Finding::remark(
            CHECK,
            "the service does not run on this data directory, and the till reaches no printer through it",
            "start it; or bypass it: plug the till's cable into the printer",
        )];
    };
    let process = pid.map_or_else(String::new, |pid| format!(" (process {pid})"));
    let api = match api {
        Api::NoAddress => Finding::remark(
            "api",
            "the service has not said where its local API is",
            "start the service anew; older versions have none",
        ),
        Api::Silent(why) => Finding::problem(
            "api",
            format!("the local API does not answer: {why}"),
            "start the service anew, and keep its log for us",
        ),
        Api::Answers(address) => Finding::ok("api", format!("answers at {address}")),
    };
    vec![Finding::ok(CHECK, format!("runs{process}")), api]
}
