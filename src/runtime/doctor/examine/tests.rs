//! A counter that is well, and everything that may be wrong about it.

mod table;

use super::{Finding, Severity, examine};
use crate::client::Standing;
use crate::domain::time::Timestamp;
use crate::journal::Glance;
use crate::protocol::escpos::profile::Profile;
use crate::runtime::config::Config;
use crate::runtime::doctor::facts::{
    Api, Clock, Directory, DirectoryState, Facts, FileState, Holder, Journal, PortFacts, PortState,
    PrivateFile, Service, Survey,
};
use chrono::DateTime;
use table::TABLE;

const CONFIG: &str = "[printer]\ntill = '/dev/serial/by-id/till'\nprinter = '/dev/serial/by-id/printer'\nflow = 'dtrdsr'\nprofile = 'epson-tm-t88iii'\n[splice]\nenabled = true\n[survey]\nurl = 'https://s.example.com'\n";

const PID: u32 = 4321;

fn device() -> PortState {
    PortState::Device {
        is_terminal: true,
        is_allowed: true,
        group: Some("dialout".to_owned()),
    }
}

fn port(key: &'static str) -> PortFacts {
    PortFacts {
        key,
        name: format!("/dev/serial/by-id/{}", key.rsplit_once(' ').unwrap().1),
        state: device(),
        holders: vec![holder(PID, "tillside")],
        lasting_name: None,
    }
}

fn holder(pid: u32, name: &str) -> Holder {
    let name = name.to_owned();
    Holder { pid, name }
}

fn private(path: &str) -> PrivateFile {
    PrivateFile {
        path: path.into(),
        state: FileState::Private,
    }
}

/// A counter that is well, with the service running.
fn healthy() -> Facts {
    Facts {
        config_path: "tillside.toml".into(),
        config: Ok(Config::parse(CONFIG).unwrap()),
        profile: Some(Ok(Profile::builtin("epson-tm-t88iii").unwrap())),
        misfit: None,
        scripts: Vec::new(),
        gifts: Vec::new(),
        ports: vec![port("[printer] till"), port("[printer] printer")],
        modem_manager: false,
        data: Directory {
            path: "/var/lib/tillside".into(),
            state: DirectoryState::Private,
            free_bytes: Some(8_000_000_000),
        },
        key: private("store.key"),
        tokens: vec![private("tokens/till.token")],
        pin: private("pin.hash"),
        journal: Journal::Seen {
            glance: glance(),
            is_foreign: false,
            is_open_to_others: false,
        },
        clock: Clock {
            now: Timestamp(1_795_000_000_000),
            year: 2026,
            zone: Some("Europe/Warsaw".to_owned()),
        },
        fiscal: false,
        service: Service::Running {
            pid: Some(PID),
            api: Api::Answers("127.0.0.1:7155".to_owned()),
        },
        survey: Survey::Seen(DateTime::UNIX_EPOCH),
    }
}

fn asked(standing: Standing, was_seen: bool) -> Survey {
    Survey::Asked {
        standing,
        was_seen,
        not_kept: None,
    }
}

fn glance() -> Glance {
    Glance {
        last: 1200,
        newest: Some(Timestamp(1_795_000_000_000)),
        ..Glance::default()
    }
}

fn with_config(facts: &mut Facts, from: &str, to: &str) {
    let text = CONFIG.replace(from, to);
    assert_ne!(text, CONFIG);
    facts.config = Ok(Config::parse(&text).unwrap());
}

fn with_profile(facts: &mut Facts, name: &str) {
    facts.profile = Some(Ok(Profile::builtin(name).unwrap()));
}

fn with_glance(facts: &mut Facts, change: impl FnOnce(&mut Glance)) {
    if let Journal::Seen { glance, .. } = &mut facts.journal {
        change(glance);
    }
}

/// The findings that are not fine.
fn complaints(facts: &Facts) -> Vec<Finding> {
    let mut findings = examine(facts);
    findings.retain(|finding| finding.severity != Severity::Ok);
    findings
}

#[test]
fn a_counter_that_is_well_hears_only_of_its_back_up() {
    let facts = healthy();
    let checks: Vec<_> = complaints(&facts).iter().map(|f| f.check).collect();
    assert_eq!(checks, ["back_up"]);
    let all = examine(&facts);
    for check in [
        "configuration",
        "printer_profile",
        "flow_control",
        "baud",
        "codes",
        "survey",
        "till_port",
        "printer_port",
        "data_directory",
        "disk_space",
        "key",
        "token",
        "pin",
        "journal",
        "clock",
        "time_zone",
        "service",
        "api",
    ] {
        let found: Vec<_> = all.iter().filter(|f| f.check == check).collect();
        assert_eq!(found.len(), 1, "{check}: {found:?}");
        assert_eq!(found[0].remedy, None, "{check}");
    }
}

#[test]
fn everything_that_is_wrong_is_said_once_with_its_remedy() {
    for (change, check, severity, word) in TABLE {
        let mut facts = healthy();
        change(&mut facts);
        let complaints = complaints(&facts);
        let such: Vec<_> = complaints.iter().filter(|f| f.check == *check).collect();
        assert_eq!(such.len(), 1, "{check}: {complaints:?}");
        let found = such[0];
        let remedy = found.remedy.as_deref().unwrap_or_default();
        assert_eq!(found.severity, *severity, "{found:?}");
        assert!(!remedy.is_empty(), "{found:?}");
        let said = format!("{} {remedy}", found.message);
        assert!(said.contains(word), "no {word:?} in {said}");
        let others = complaints
            .iter()
            .filter(|f| f.check != *check && f.check != "back_up");
        assert_eq!(others.count(), 0, "{check}: {complaints:?}");
    }
}

#[test]
fn rules_for_gifts_are_spoken_of_where_a_store_has_them() {
    let said = |facts: &Facts| {
        let all = examine(facts);
        all.iter().filter(|it| it.check == "gifts").count()
    };
    let mut facts = healthy();
    assert_eq!(said(&facts), 0);
    with_config(
        &mut facts,
        "[splice]",
        "[store]\ngifts = 'gifts.toml'\n[splice]",
    );
    assert_eq!(said(&facts), 1);
    assert_eq!(complaints(&facts).len(), 1);
}

#[test]
fn small_steps_of_the_clock_and_ports_in_use_are_fine() {
    let mut facts = healthy();
    facts.clock.now = Timestamp(facts.clock.now.0 - 59_000);
    facts.ports[0].state = PortState::Made;
    facts.ports[1].state = PortState::Unseen;
    facts.survey = asked(Standing::Ours, false);
    assert_eq!(complaints(&facts).len(), 1);
    facts.service = Service::Stopped;
    facts.ports[0].state = PortState::ToBeMade { is_possible: true };
    let checks: Vec<_> = complaints(&facts).iter().map(|f| f.check).collect();
    assert_eq!(checks, ["back_up", "service"]);
}

#[test]
fn an_address_that_fails_is_a_problem_where_codes_are_or_may_be_on_paper() {
    let failing = |was_seen| asked(Standing::Refused, was_seen);
    for (enabled, survey, severity, codes) in [
        (true, failing(false), Severity::Problem, "once the survey"),
        (true, failing(true), Severity::Problem, "sales get a code"),
        (false, failing(true), Severity::Problem, "only read"),
        (false, failing(false), Severity::Remark, "only read"),
    ] {
        let mut facts = healthy();
        if !enabled {
            with_config(&mut facts, "enabled = true", "enabled = false");
        }
        let was_seen = survey.is_seen();
        facts.survey = survey;
        let all = examine(&facts);
        let of = |check| all.iter().find(|found| found.check == check).unwrap();
        assert_eq!(of("survey").severity, severity, "{enabled} {was_seen}");
        let remedy = of("survey").remedy.as_deref().unwrap();
        let word = if was_seen {
            "with codes"
        } else {
            "without a code"
        };
        assert!(remedy.contains(word), "{remedy}");
        assert!(of("codes").message.contains(codes), "{:?}", of("codes"));
    }
}
