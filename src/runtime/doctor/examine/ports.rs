//! The ports: whether they are there, whether we may use them, and who has them.

use super::Finding;
use crate::runtime::doctor::facts::{Facts, Holder, PortFacts, PortState, Service};

/// The name of the program that asks every new serial port whether it is a modem.
const MODEM_MANAGER: &str = "ModemManager";

pub(super) fn examine(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for port in &facts.ports {
        findings.push(judge(port, &facts.service));
        findings.extend(lasting(port));
    }
    let adapters = facts.ports.iter().any(|port| {
        let is_terminal = matches!(
            port.state,
            PortState::Device {
                is_terminal: true,
                ..
            }
        );
        is_terminal && port.name.starts_with("/dev/") && !port.name.starts_with("/dev/pts/")
    });
    if facts.modem_manager && adapters {
        findings.push(Finding::remark(
            "modem_manager",
            "ModemManager runs here; it sends bytes to a serial adapter when that is plugged in, and a printer prints them",
            "run: sudo systemctl disable --now ModemManager (a till has no modem)",
        ));
    }
    findings
}

fn judge(port: &PortFacts, service: &Service) -> Finding {
    let check = check_of(port.key);
    let (key, name) = (port.key, &port.name);
    let shown = format!("{key} {name}");
    match &port.state {
        PortState::NotSet => Finding::problem(
            check,
            format!("{key} is not set"),
            "write the port into the configuration, such as \"/dev/serial/by-id/...\"",
        ),
        PortState::Missing => Finding::problem(
            check,
            format!("{shown} is not there"),
            "check the plug at both ends; `ls -l /dev/serial/by-id` lists the adapters that the system sees",
        ),
        PortState::NotADevice => Finding::problem(
            check,
            format!("{shown} is no device"),
            "correct the name; `ls -l /dev/serial/by-id` lists the adapters",
        ),
        PortState::Device {
            is_allowed: false,
            group,
            ..
        } => Finding::problem(
            check,
            format!("{shown} may not be used by this user"),
            forbidden(group.as_deref()),
        ),
        PortState::Device { is_terminal, .. } => device(port, *is_terminal, service),
        PortState::Made => Finding::ok(check, format!("{shown} is there")),
        PortState::ToBeMade { is_possible: true } if !service.is_running() => {
            Finding::ok(check, format!("{shown} will be made by the service"))
        }
        PortState::ToBeMade { is_possible: true } => Finding::problem(
            check,
            format!("{shown} is not there although the service runs"),
            "start the service anew with this configuration",
        ),
        PortState::ToBeMade { is_possible: false } => Finding::problem(
            check,
            format!("{shown} cannot be made by this user"),
            "make its folder and give it to the user that runs the service",
        ),
        PortState::Occupied => Finding::problem(
            check,
            format!("{shown}: something else is there already"),
            "remove it, or choose another path",
        ),
        PortState::Unseen => Finding::ok(check, format!("{shown}, not looked at")),
    }
}

fn device(port: &PortFacts, is_terminal: bool, service: &Service) -> Finding {
    let check = check_of(port.key);
    let shown = format!("{} {}", port.key, port.name);
    let ours = match service {
        Service::Running { pid, .. } => *pid,
        Service::Stopped => None,
    };
    let is_ours = |holder: &&Holder| Some(holder.pid) == ours;
    if let Some(other) = port.holders.iter().find(|holder| !is_ours(holder)) {
        let remedy = if other.name == MODEM_MANAGER {
            "run: sudo systemctl disable --now ModemManager (a till has no modem)"
        } else {
            "end that program, or choose another port: two programs on one port lose bytes"
        };
        let Holder { pid, name } = other;
        let message = format!("{shown} is held by {name} (process {pid})");
        return Finding::problem(check, message, remedy);
    }
    if !is_terminal {
        return Finding::remark(
            check,
            format!("{shown} is no terminal, so speed and flow control do not apply"),
            "nothing, if it is a parallel or USB printer port",
        );
    }
    if port.holders.is_empty() {
        Finding::ok(check, format!("{shown} is there and may be used"))
    } else {
        Finding::ok(check, format!("{shown} is held by the service"))
    }
}

fn forbidden(group: Option<&str>) -> String {
    let group = group.unwrap_or("dialout");
    if group == "root" {
        return "run this as the user of the service; a udev rule can give the device to the group dialout".to_owned();
    }
    format!(
        "run: sudo usermod -aG {group} USER, with the user that runs the service, and log in anew"
    )
}

/// Adapters are numbered in the order in which they are found.
fn lasting(port: &PortFacts) -> Option<Finding> {
    let by_number = ["/dev/ttyUSB", "/dev/ttyACM"];
    let numbered = by_number.iter().any(|name| port.name.starts_with(name));
    let remedy = match &port.lasting_name {
        Some(name) => format!("write {name:?} instead"),
        None => "write its name from /dev/serial/by-id or /dev/serial/by-path instead".to_owned(),
    };
    numbered.then(|| {
        Finding::remark(
            check_of(port.key),
            format!(
                "{} {} may be another adapter after a restart",
                port.key, port.name
            ),
            remedy,
        )
    })
}

fn check_of(key: &str) -> &'static str {
    match key {
        "[printer] till" => "till_port",
        "[printer] printer" => "printer_port",
        "[scanner] port" => "scanner_port",
        _ => "scanner_forward",
    }
}
