//! Finds the facts: reads files, lists devices and processes, asks the service whether it is well.
//!
//! Opens no port of the configuration, and writes nothing but that the survey's address was seen to
//! answer.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use chrono::Datelike as _;

use super::facts::{
    Api, Clock, Directory, DirectoryState, Facts, FileState, Journal, PortFacts, PortState,
    PrivateFile, Service, Survey,
};
use super::system::{self, Locked};
use super::{Args, ask, survey};
use crate::device::port::PortSpec;
use crate::journal::{self, ErrorKind, Reader};
use crate::protocol::escpos::profile::Profile;
use crate::runtime::config::{Config, ConfigError};
use crate::runtime::lock::LOCK_FILE;
use crate::runtime::pin::PinFile;
use crate::runtime::wiring::Wiring;
use crate::runtime::{clock, gifts, key, scripts, service};

/// Where the service writes the address of its local API.
const API_ADDRESS: &str = "api.address";

/// The folder of the tokens.
const TOKENS: &str = "tokens";

/// What they are for; the last one only where counters share their members.
const TOKEN_NAMES: [&str; 5] = ["till", "store", "panel", "manager", "counter"];

/// Everything there is to know about this counter.
pub(super) fn gather(args: &Args) -> Facts {
    let data = args.data.as_path();
    let config = config(&args.config);
    let usual = Config::default();
    let known = config.as_ref().unwrap_or(&usual);
    let read = config.as_ref().ok();
    let profile = read.map(|config| Profile::builtin(&config.printer.profile));
    let now = clock::utc();
    Facts {
        config_path: args.config.clone(),
        profile: profile.map(|found| found.map_err(|error| error.to_string())),
        misfit: read.and_then(|config| misfit(config, data)),
        scripts: read.map_or_else(Vec::new, |config| scripts::load(config, &args.config).1),
        gifts: read.map_or_else(Vec::new, |config| gifts::problems(config, &args.config)),
        ports: read.map_or_else(Vec::new, ports),
        modem_manager: system::is_running("ModemManager"),
        data: directory(data),
        key: key_file(known.key_file_in(data)),
        tokens: tokens(data, known),
        pin: pin_file(data),
        journal: journal(data, read),
        clock: Clock {
            now: now.into(),
            year: now.year(),
            zone: system::time_zone(),
        },
        fiscal: data.join(service::FISCAL_MARK).exists(),
        service: running_service(data),
        survey: read.map_or(Survey::NotSet, |config| {
            survey::look(config, data, args.ask_survey)
        }),
        config,
    }
}

fn config(path: &Path) -> Result<Config, Vec<String>> {
    Config::load(path).map_err(|error| match error {
        ConfigError::Unreadable { source, .. } => {
            vec![format!("cannot read {}: {source}", path.display())]
        }
        ConfigError::Invalid { problems, .. } => problems.iter().map(ToString::to_string).collect(),
    })
}

fn misfit(config: &Config, data: &Path) -> Option<String> {
    let begun = Wiring::new(config, data);
    begun.err().map(|error| format!("{error:#}"))
}

fn ports(config: &Config) -> Vec<PortFacts> {
    let Config {
        printer, scanner, ..
    } = config;
    let needed = [
        ("[printer] till", &printer.till),
        ("[printer] printer", &printer.printer),
    ];
    // Where Tillside only listens, it has no printer.
    let needed = needed
        .into_iter()
        .take(if printer.listen_only { 1 } else { 2 });
    let optional = [
        ("[scanner] port", &scanner.port),
        ("[scanner] forward", &scanner.forward),
    ];
    let optional = optional.into_iter().filter(|(_, name)| name.is_some());
    let named = needed.chain(optional);
    named
        .map(|(key, name)| port(key, name.as_deref().unwrap_or_default()))
        .collect()
}

fn port(key: &'static str, name: &str) -> PortFacts {
    let nobody = |state| PortFacts {
        key,
        name: name.to_owned(),
        state,
        holders: Vec::new(),
        lasting_name: None,
    };
    if name.is_empty() {
        return nobody(PortState::NotSet);
    }
    match name.parse() {
        Ok(PortSpec::Device(path)) => PortFacts {
            holders: system::holders(&path),
            lasting_name: lasting_name(&path),
            ..nobody(system::device(&path))
        },
        Ok(PortSpec::Pseudo(path)) => nobody(pseudo(&path)),
        _ => nobody(PortState::Unseen),
    }
}

fn pseudo(path: &Path) -> PortState {
    let Ok(there) = fs::symlink_metadata(path) else {
        let folder = path.parent().unwrap_or_else(|| Path::new("/"));
        return PortState::ToBeMade {
            is_possible: system::may_write(folder),
        };
    };
    match (there.is_symlink(), path.exists()) {
        (true, true) => PortState::Made,
        // Left by a service that was killed: the next one puts its own there.
        (true, false) => PortState::ToBeMade { is_possible: true },
        (false, _) => PortState::Occupied,
    }
}

/// The name that tells the adapter, else the socket that it is plugged into.
fn lasting_name(device: &Path) -> Option<String> {
    let device = device.canonicalize().ok()?;
    ["/dev/serial/by-id", "/dev/serial/by-path"]
        .into_iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|link| link.canonicalize().is_ok_and(|target| target == device))
        .map(|link| link.display().to_string())
}

fn directory(path: &Path) -> Directory {
    let state = match fs::metadata(path) {
        Err(_) => DirectoryState::Missing,
        Ok(found) if !found.is_dir() => DirectoryState::NotADirectory,
        Ok(_) if !system::may_write(path) => DirectoryState::ReadOnly,
        Ok(found) => match system::open_to_others(&found) {
            Some(mode) => DirectoryState::OpenToOthers(mode),
            None => DirectoryState::Private,
        },
    };
    Directory {
        path: path.to_owned(),
        state,
        free_bytes: system::free_bytes(path),
    }
}

fn private_file(path: PathBuf, check: impl FnOnce(&Path) -> Result<(), String>) -> PrivateFile {
    let state = match fs::metadata(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => FileState::Missing,
        Err(error) => FileState::Unusable(error.to_string()),
        Ok(found) => match (system::open_to_others(&found), check(&path)) {
            (Some(mode), _) => FileState::OpenToOthers(mode),
            (None, Ok(())) => FileState::Private,
            (None, Err(why)) => FileState::Unusable(why),
        },
    };
    PrivateFile { path, state }
}

fn key_file(path: PathBuf) -> PrivateFile {
    private_file(path, |path| {
        key::load(path).map(drop).map_err(|error| error.to_string())
    })
}

fn tokens(data: &Path, config: &Config) -> Vec<PrivateFile> {
    let store = &config.store;
    let shares = store.listen.is_some() || store.host.is_some();
    let names = TOKEN_NAMES.iter();
    let names = names.filter(|name| shares || **name != "counter");
    names.map(|name| token(data, name)).collect()
}

fn token(data: &Path, name: &str) -> PrivateFile {
    let path = data.join(TOKENS).join(format!("{name}.token"));
    private_file(path, |path| {
        File::open(path)
            .map(drop)
            .map_err(|error| error.to_string())
    })
}

fn pin_file(data: &Path) -> PrivateFile {
    let file = PinFile::in_data(data);
    private_file(file.path().to_owned(), |_| {
        file.load().map(drop).map_err(|error| error.to_string())
    })
}

fn journal(data: &Path, config: Option<&Config>) -> Journal {
    let path = data.join(journal::FILE);
    let Ok(found) = fs::metadata(&path) else {
        return Journal::Missing;
    };
    let look = || -> Result<_, journal::Error> {
        let reader = Reader::open(&path)?;
        Ok((reader.glance()?, reader.series()?))
    };
    match look() {
        // Made by a service that has had nothing to write yet.
        Err(_) if found.len() == 0 => Journal::Missing,
        Err(error) if error.kind() == ErrorKind::Busy => {
            Journal::Unreadable(format!("{error}; try again"))
        }
        Err(error) => Journal::Unreadable(error.to_string()),
        Ok((glance, series)) => Journal::Seen {
            glance,
            is_foreign: config.is_some_and(|config| series != service::series(config)),
            is_open_to_others: system::open_to_others(&found).is_some(),
        },
    }
}

/// Looks who has the lock without taking it: a service that starts this moment would find it taken.
fn running_service(data: &Path) -> Service {
    let lock = data.join(LOCK_FILE);
    let written = || fs::read_to_string(&lock).ok()?.trim().parse().ok();
    let pid = match system::locked(&lock) {
        None => return Service::Stopped,
        Some(Locked::By(pid)) => Some(pid),
        Some(Locked::BySomebody) => written(),
    };
    Service::Running {
        pid,
        api: api(data),
    }
}

fn api(data: &Path) -> Api {
    let Ok(text) = fs::read_to_string(data.join(API_ADDRESS)) else {
        return Api::NoAddress;
    };
    let text = text.trim();
    match ask::health(text) {
        Ok(()) => Api::Answers(text.to_owned()),
        Err(why) => Api::Silent(why),
    }
}
