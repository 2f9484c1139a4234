//! The configuration: whether it can be used, and whether it is plausible.

use super::{Finding, survey};
use crate::device::flow::Flow;
use crate::protocol::escpos::profile::{End, Profile};
use crate::runtime::config::{Cable, Config};
use crate::runtime::doctor::facts::{Facts, Survey};

/// What printers' switches offer.
const USUAL_BAUDS: [u32; 9] = [
    1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400,
];

pub(super) fn examine(facts: &Facts) -> Vec<Finding> {
    let config = match &facts.config {
        Ok(config) => config,
        Err(mistakes) => return mistakes.iter().map(|mistake| unusable(mistake)).collect(),
    };
    let mut findings = vec![Finding::ok(
        "configuration",
        format!("{} can be used", facts.config_path.display()),
    )];
    let others = config.warnings.iter();
    // The check of its own says more.
    let others = others.filter(|warning| warning.key != "[printer] flow");
    findings.extend(others.map(|warning| {
        let remedy = "nothing, if this is what you want";
        Finding::remark("configuration", warning.to_string(), remedy)
    }));
    findings.extend(facts.scripts.iter().map(|problem| {
        let remedy = "correct the file, which `tillside scripts check FILE` checks alone; until then what comes with Tillside is used";
        Finding::remark("scripts", problem.to_string(), remedy)
    }));
    findings.extend(facts.gifts.iter().map(|problem| {
        let remedy = "correct the file, which `tillside gifts check FILE` checks alone; it is not used at all until then";
        Finding::problem("gifts", problem.to_string(), remedy)
    }));
    if config.store.gifts.is_some() && facts.gifts.is_empty() {
        findings.push(Finding::ok("gifts", "the rules for gifts can be used"));
    }
    let profile = facts.profile.as_ref();
    findings.extend(profile.map(profile_of));
    let profile = profile.and_then(|profile| profile.as_ref().ok());
    if profile.is_some() {
        findings.extend(facts.misfit.as_deref().map(unusable));
    }
    if config.printer.is_serial() {
        findings.push(flow(&config.printer, profile));
        findings.push(baud(&config.printer, profile));
    }
    findings.push(codes(config, profile, &facts.survey));
    findings.push(survey::examine(config, &facts.survey));
    findings
}

fn unusable(mistake: &str) -> Finding {
    Finding::problem(
        "configuration",
        mistake,
        "correct the file; `tillside config --check FILE` checks it alone, `tillside config --example` shows every key",
    )
}

fn profile_of(profile: &Result<Profile, String>) -> Finding {
    match profile {
        Ok(profile) => Finding::ok(
            "printer_profile",
            format!("{}: {}", profile.name, profile.family),
        ),
        Err(why) => Finding::problem(
            "printer_profile",
            why,
            "correct [printer] profile; \"epson-generic\" is the one to begin with",
        ),
    }
}

fn flow(cable: &Cable, profile: Option<&Profile>) -> Finding {
    const CHECK: &str = "flow_control";
    let word = word(cable.flow);
    if cable.flow == Flow::None {
        return Finding::remark(
            CHECK,
            "\"none\": nobody stops the till while the printer is busy, out of paper or away, and what it sends then may be lost",
            "look up what till and printer are set to and write that; Epson's serial printers leave the factory with \"dtrdsr\"",
        );
    }
    let shipped = profile.and_then(|profile| profile.serial.flow);
    match shipped.filter(|shipped| *shipped != cable.flow) {
        Some(shipped) => Finding::remark(
            CHECK,
            format!(
                "\"{word}\", but a {} is shipped with \"{}\"",
                cable.profile,
                self::word(shipped)
            ),
            "print the printer's self-test (hold feed while switching on) and compare; till and printer must agree",
        ),
        None => Finding::ok(CHECK, format!("\"{word}\"")),
    }
}

fn word(flow: Flow) -> &'static str {
    match flow {
        Flow::None => "none",
        Flow::RtsCts => "rtscts",
        Flow::DtrDsr => "dtrdsr",
        Flow::XonXoff => "xonxoff",
    }
}

fn baud(cable: &Cable, profile: Option<&Profile>) -> Finding {
    const CHECK: &str = "baud";
    const REMEDY: &str =
        "print the printer's self-test (hold feed while switching on); it shows the speed";
    let baud = cable.baud;
    if !USUAL_BAUDS.contains(&baud) {
        let message = format!("{baud} bits per second is a speed that no printer is known for");
        return Finding::remark(CHECK, message, REMEDY);
    }
    let shipped = profile.and_then(|profile| profile.serial.baud);
    match shipped.filter(|shipped| *shipped != baud) {
        Some(shipped) => {
            let profile = &cable.profile;
            let message =
                format!("{baud} bits per second, but a {profile} is shipped with {shipped}");
            Finding::remark(CHECK, message, REMEDY)
        }
        None => Finding::ok(CHECK, format!("{baud} bits per second")),
    }
}

fn codes(config: &Config, profile: Option<&Profile>, survey: &Survey) -> Finding {
    const CHECK: &str = "codes";
    let splice = &config.splice;
    let cutter = profile.map(|profile| profile.end == End::Cut);
    match (splice.enabled, splice.on_quiet, cutter) {
        (false, ..) => Finding::ok(
            CHECK,
            "receipts are only read; [splice] enabled = true adds the code",
        ),
        (true, false, Some(false)) => Finding::remark(
            CHECK,
            "splicing is on, but the printer has no cutter, so no receipt gets a code",
            "set [splice] on_quiet = true to have the code printed after a second of silence",
        ),
        (true, true, Some(true)) => Finding::remark(
            CHECK,
            "[splice] on_quiet has no effect: this printer has a cutter",
            "remove the key, or correct [printer] profile",
        ),
        (true, ..) if survey.is_seen() => Finding::ok(CHECK, "sales get a code"),
        (true, ..) => Finding::ok(
            CHECK,
            "sales get a code once the survey's address was seen to answer",
        ),
    }
}
