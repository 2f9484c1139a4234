//! What changes about a counter that is well, and what is said then.

use super::{PID, asked, glance, holder, with_config, with_glance, with_profile};
use crate::client::Standing;
use crate::domain::script::Problem;
use crate::domain::time::Timestamp;
use crate::runtime::doctor::examine::Severity;
use crate::runtime::doctor::facts::{
    Api, DirectoryState, Facts, FileState, Journal, PortState, Service, Survey,
};

pub(super) type Change = fn(&mut Facts);

/// What changes, the check that minds, how much, and a word of what is said or to be done.
pub(super) const TABLE: &[(Change, &str, Severity, &str)] = &[
    (
        |f| f.config = Err(vec!["line 3: [store] slot: 32 is out of range".to_owned()]),
        "configuration",
        Severity::Problem,
        "line 3",
    ),
    (
        |f| with_config(f, "[splice]", "[store]\nlisten = '0.0.0.0:7156'\n[splice]"),
        "configuration",
        Severity::Remark,
        "from the network",
    ),
    (
        |f| f.misfit = Some("cannot read the words".to_owned()),
        "configuration",
        Severity::Problem,
        "the words",
    ),
    (
        |f| f.scripts = vec![Problem::of_file("words.toml", "cannot be read")],
        "scripts",
        Severity::Remark,
        "words.toml: cannot be read",
    ),
    (
        |f| f.gifts = vec![Problem::of_file("gifts.toml", "cannot be read")],
        "gifts",
        Severity::Problem,
        "gifts.toml: cannot be read",
    ),
    (
        |f| f.profile = Some(Err("no printer profile \"x\"".to_owned())),
        "printer_profile",
        Severity::Problem,
        "epson-generic",
    ),
    (
        |f| with_config(f, "dtrdsr", "none"),
        "flow_control",
        Severity::Remark,
        "may be lost",
    ),
    (
        |f| with_config(f, "dtrdsr", "rtscts"),
        "flow_control",
        Severity::Remark,
        "shipped with \"dtrdsr\"",
    ),
    (
        |f| with_config(f, "[splice]", "baud = 9601\n[splice]"),
        "baud",
        Severity::Remark,
        "no printer is known for",
    ),
    (
        |f| with_config(f, "[splice]", "baud = 19200\n[splice]"),
        "baud",
        Severity::Remark,
        "shipped with 9600",
    ),
    (
        |f| with_profile(f, "pos-5890"),
        "codes",
        Severity::Remark,
        "on_quiet = true",
    ),
    (
        |f| with_config(f, "enabled = true", "enabled = true\non_quiet = true"),
        "codes",
        Severity::Remark,
        "no effect",
    ),
    (
        |f| f.survey = asked(Standing::Stranger { status: 404 }, false),
        "survey",
        Severity::Problem,
        "404 and shows no proof",
    ),
    (
        |f| f.survey = Survey::NoKey,
        "survey",
        Severity::Remark,
        "start the service once",
    ),
    (
        |f| f.survey = asked(Standing::OtherKey, false),
        "survey",
        Severity::Problem,
        "[store] slot",
    ),
    (
        |f| {
            f.survey = asked(
                Standing::Moved {
                    to: "https://a.eu/".to_owned(),
                },
                true,
            );
        },
        "survey",
        Severity::Problem,
        "\"https://a.eu/\"",
    ),
    (
        |f| f.survey = asked(Standing::NoSuchName, false),
        "survey",
        Severity::Problem,
        "its name is not found",
    ),
    (
        |f| f.survey = asked(Standing::Refused, true),
        "survey",
        Severity::Problem,
        "receipts go on with codes",
    ),
    (
        |f| f.survey = asked(Standing::TooSlow, false),
        "survey",
        Severity::Problem,
        "firewall",
    ),
    (
        |f| f.survey = asked(Standing::Expired, true),
        "survey",
        Severity::Problem,
        "clock of this computer",
    ),
    (
        |f| f.survey = asked(Standing::OtherName, false),
        "survey",
        Severity::Problem,
        "for another name",
    ),
    (
        |f| f.survey = asked(Standing::Untrusted, false),
        "survey",
        Severity::Problem,
        "[hub] ca",
    ),
    (
        |f| {
            f.survey = asked(
                Standing::Garbled {
                    why: "protocol".to_owned(),
                },
                false,
            );
        },
        "survey",
        Severity::Problem,
        "understood: protocol",
    ),
    (
        |f| {
            f.survey = Survey::CannotAsk {
                why: "there is no key file".to_owned(),
                was_seen: false,
            };
        },
        "survey",
        Severity::Problem,
        "there is no key file",
    ),
    (
        |f| {
            f.survey = Survey::Asked {
                standing: Standing::Ours,
                was_seen: false,
                not_kept: Some("permission denied".to_owned()),
            };
        },
        "survey",
        Severity::Problem,
        "as the user of the service",
    ),
    (
        |f| f.ports[0].state = PortState::NotSet,
        "till_port",
        Severity::Problem,
        "not set",
    ),
    (
        |f| f.ports[1].state = PortState::Missing,
        "printer_port",
        Severity::Problem,
        "check the plug",
    ),
    (
        |f| f.ports[1].state = PortState::NotADevice,
        "printer_port",
        Severity::Problem,
        "no device",
    ),
    (
        |f| f.ports[0].state = PortState::Occupied,
        "till_port",
        Severity::Problem,
        "something else is there",
    ),
    (
        |f| f.ports[0].state = PortState::ToBeMade { is_possible: false },
        "till_port",
        Severity::Problem,
        "make its folder",
    ),
    (
        |f| f.ports[0].state = PortState::ToBeMade { is_possible: true },
        "till_port",
        Severity::Problem,
        "although the service runs",
    ),
    (
        |f| {
            f.ports[1].state = PortState::Device {
                is_terminal: true,
                is_allowed: false,
                group: Some("uucp".to_owned()),
            };
        },
        "printer_port",
        Severity::Problem,
        "usermod -aG uucp",
    ),
    (
        |f| {
            f.ports[1].state = PortState::Device {
                is_terminal: false,
                is_allowed: true,
                group: None,
            };
        },
        "printer_port",
        Severity::Remark,
        "no terminal",
    ),
    (
        |f| f.ports[1].holders.push(holder(77, "minicom")),
        "printer_port",
        Severity::Problem,
        "minicom (process 77)",
    ),
    (
        |f| f.ports[1].holders.push(holder(78, "ModemManager")),
        "printer_port",
        Severity::Problem,
        "disable --now ModemManager",
    ),
    (
        |f| {
            f.ports[1].name = "/dev/ttyUSB0".to_owned();
            f.ports[1].lasting_name = Some("/dev/serial/by-id/usb-FTDI".to_owned());
        },
        "printer_port",
        Severity::Remark,
        "write \"/dev/serial/by-id/usb-FTDI\"",
    ),
    (
        |f| f.modem_manager = true,
        "modem_manager",
        Severity::Remark,
        "a printer prints them",
    ),
    (
        |f| f.data.state = DirectoryState::Missing,
        "data_directory",
        Severity::Remark,
        "not there",
    ),
    (
        |f| f.data.state = DirectoryState::NotADirectory,
        "data_directory",
        Severity::Problem,
        "no directory",
    ),
    (
        |f| f.data.state = DirectoryState::ReadOnly,
        "data_directory",
        Severity::Problem,
        "chown",
    ),
    (
        |f| f.data.state = DirectoryState::OpenToOthers(0o755),
        "data_directory",
        Severity::Problem,
        "chmod 700 /var/lib/tillside",
    ),
    (
        |f| f.data.free_bytes = Some(400_000_000),
        "disk_space",
        Severity::Remark,
        "400 MB free",
    ),
    (
        |f| f.data.free_bytes = Some(49_000_000),
        "disk_space",
        Severity::Problem,
        "make room",
    ),
    (
        |f| f.key.state = FileState::Missing,
        "key",
        Severity::Remark,
        "back-up",
    ),
    (
        |f| f.key.state = FileState::OpenToOthers(0o640),
        "key",
        Severity::Problem,
        "chmod 600 store.key",
    ),
    (
        |f| f.key.state = FileState::Unusable("\"store.key\" is not a key file".to_owned()),
        "key",
        Severity::Problem,
        "not a key file",
    ),
    (
        |f| f.pin.state = FileState::Missing,
        "pin",
        Severity::Remark,
        "tillside pin set --data /var/lib/tillside",
    ),
    (
        |f| f.pin.state = FileState::OpenToOthers(0o644),
        "pin",
        Severity::Problem,
        "mode 644",
    ),
    (
        |f| f.pin.state = FileState::Unusable("it is damaged".to_owned()),
        "pin",
        Severity::Problem,
        "it is damaged",
    ),
    (
        |f| f.tokens[0].state = FileState::Missing,
        "token",
        Severity::Remark,
        "before the first start",
    ),
    (
        |f| f.tokens[0].state = FileState::OpenToOthers(0o644),
        "token",
        Severity::Problem,
        "rm tokens/till.token",
    ),
    (
        |f| f.journal = Journal::Missing,
        "journal",
        Severity::Remark,
        "no journal",
    ),
    (
        |f| f.journal = Journal::Unreadable("cannot open the journal".to_owned()),
        "journal",
        Severity::Problem,
        "tillside check",
    ),
    (
        |f| {
            f.journal = Journal::Seen {
                glance: glance(),
                is_foreign: true,
                is_open_to_others: false,
            };
        },
        "journal",
        Severity::Problem,
        "another store or counter",
    ),
    (
        |f| {
            f.journal = Journal::Seen {
                glance: glance(),
                is_foreign: false,
                is_open_to_others: true,
            };
        },
        "journal",
        Severity::Problem,
        "chmod 600",
    ),
    (
        |f| with_glance(f, |glance| glance.damage = vec!["row 7 missing".to_owned()]),
        "journal",
        Severity::Problem,
        "row 7 missing",
    ),
    (
        |f| with_glance(f, |glance| glance.events_lost = 12),
        "events_lost",
        Severity::Remark,
        "12 events",
    ),
    (
        |f| f.clock.now = Timestamp(f.clock.now.0 - 3_600_000),
        "clock",
        Severity::Problem,
        "the journal has an event of",
    ),
    (
        |f| f.clock.year = 1970,
        "clock",
        Severity::Problem,
        "before this program was written",
    ),
    (
        |f| f.clock.zone = None,
        "time_zone",
        Severity::Remark,
        "timedatectl",
    ),
    (
        |f| f.clock.zone = Some("Etc/UTC".to_owned()),
        "time_zone",
        Severity::Remark,
        "UTC",
    ),
    (
        |f| f.fiscal = true,
        "fiscal_latch",
        Severity::Remark,
        "tillside unlatch",
    ),
    (
        |f| {
            f.ports.iter_mut().for_each(|port| port.holders.clear());
            f.service = Service::Stopped;
        },
        "service",
        Severity::Remark,
        "does not run",
    ),
    (
        |f| {
            f.service = Service::Running {
                pid: Some(PID),
                api: Api::NoAddress,
            };
        },
        "api",
        Severity::Remark,
        "start the service anew",
    ),
    (
        |f| {
            f.service = Service::Running {
                pid: Some(PID),
                api: Api::Silent("it answers with 503".to_owned()),
            };
        },
        "api",
        Severity::Problem,
        "503",
    ),
];
