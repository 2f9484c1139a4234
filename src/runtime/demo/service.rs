//! The real service as a process of its own, and what it is told.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::START;
use crate::domain::code::SurveyAddress;
use crate::domain::language::Language;
use crate::runtime::lock::DataLock;
use crate::runtime::seen::SeenAddress;
use crate::runtime::{clock, private_file};

/// The ports that the service makes, by their names in the demo's folder.
pub(super) const PORTS: [&str; 3] = ["till", "printer", "scanner"];

/// The shop's rules for gifts.
const GIFTS: &str = include_str!("../../../assets/gifts/demo.toml");

/// What the shop's thermometer says, in degrees Celsius: it is always summer here.
const TEMPERATURE: &str = "27.5\n";

/// Where everything is.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// The demo's folder.
    pub(super) out: PathBuf,
    /// The pictures of the paper.
    pub(super) receipts: PathBuf,
    /// The customers' pages.
    pub(super) pages: SocketAddr,
}

impl Places {
    /// An empty folder for receipts beside the service's data and configuration; nothing else is
    /// ever removed.
    pub(super) fn prepare(out: &Path, language: Language) -> anyhow::Result<Self> {
        let receipts = out.join("receipts");
        fs::create_dir_all(&receipts)
            .with_context(|| format!("cannot make {}; choose --out", receipts.display()))?;
        for entry in fs::read_dir(&receipts)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "png") {
                fs::remove_file(&path)?;
            }
        }
        let places = Self {
            out: out.to_owned(),
            receipts,
            pages: free_address()?,
        };
        places.forget_old_ports()?;
        fs::write(places.config(), places.configuration(language))?;
        fs::write(out.join("gifts.toml"), GIFTS)?;
        fs::write(out.join("temperature.txt"), TEMPERATURE)?;
        places.mark_address()?;
        Ok(places)
    }

    pub(super) fn port(&self, name: &str) -> PathBuf {
        self.out.join(name)
    }

    pub(super) fn data(&self) -> PathBuf {
        self.out.join("data")
    }

    pub(super) fn config(&self) -> PathBuf {
        self.out.join("tillside.toml")
    }

    fn configuration(&self, language: Language) -> String {
        let [till, printer, scanner] =
            PORTS.map(|name| format!("pty:{}", self.port(name).display()));
        let (survey, pages) = (self.survey(), self.pages);
        format!(
            "# Written by `tillside demo`.\n\
             [store]\nname = \"The corner shop\"\nlanguage = \"{language}\"\n\
             gifts = \"gifts.toml\"\n\n\
             [printer]\ntill = {till:?}\nprinter = {printer:?}\n\n\
             [scanner]\nport = {scanner:?}\n\n\
             [splice]\nenabled = true\n\n\
             [survey]\nurl = \"{survey}\"\nlisten = \"{pages}\"\n\
             reward = {{ en = \"a coffee\", pl = \"kawa\", da = \"en kop kaffe\", et = \"tass kohvi\" }}\n\n\
             # Any free port: another service may run on this computer.\n\
             [api]\nlisten = \"127.0.0.1:0\"\n"
        )
    }

    /// Nobody has to run `tillside doctor` for a demo: its codes are on no paper, and lead to its
    /// own service on this computer.
    fn mark_address(&self) -> anyhow::Result<()> {
        let address = SurveyAddress::new(&self.survey(), None)?;
        SeenAddress::new(&self.data(), &address).mark(clock::utc())?;
        Ok(())
    }

    fn survey(&self) -> String {
        format!("http://{}", self.pages)
    }

    /// A service that was killed leaves the links to its ports, which by now may lead anywhere.
    fn forget_old_ports(&self) -> anyhow::Result<()> {
        private_file::make_directory(&self.data())?;
        let _no_other_demo = DataLock::acquire(&self.data(), std::process::id())?;
        for port in PORTS.map(|name| self.port(name)) {
            if port.is_symlink() {
                fs::remove_file(&port)?;
            }
        }
        Ok(())
    }
}

/// The address goes on paper before the service serves it, so it is chosen here.
fn free_address() -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let listener = listener.context("no address of this computer is free")?;
    Ok(listener.local_addr()?)
}

/// The real service as a process of its own.
pub(super) struct Service {
    process: Child,
}

impl Service {
    pub(super) fn start(places: &Places) -> anyhow::Result<Self> {
        let out = &places.out;
        let program = std::env::current_exe().context("cannot find this program")?;
        let log = fs::File::create(out.join("service.log"))?;
        let mut command = Command::new(program);
        apart(&mut command);
        let process = command
            .arg("service")
            .arg("--config")
            .arg(places.config())
            .arg("--data")
            .arg(places.data())
            .stderr(log)
            .spawn()
            .context("cannot start the service")?;
        let mut service = Self { process };
        let until = clock::instant() + START;
        while !PORTS.iter().all(|name| places.port(name).exists()) {
            if let Some(status) = service.process.try_wait()? {
                bail!(
                    "the service ended at once ({status}); see {}",
                    out.join("service.log").display()
                );
            }
            if clock::instant() > until {
                bail!(
                    "the service made no ports; see {}",
                    out.join("service.log").display()
                );
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(service)
    }

    pub(super) fn stop(&mut self) -> anyhow::Result<()> {
        terminate(&self.process)?;
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The keys that end the demo are not for the service, which prints what is on its way.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn apart(_command: &mut Command) {}

#[cfg(unix)]
fn terminate(process: &Child) -> anyhow::Result<()> {
    let pid = i32::try_from(process.id())
        .ok()
        .and_then(rustix::process::Pid::from_raw);
    let pid = pid.context("the service has no process number")?;
    Ok(rustix::process::kill_process(
        pid,
        rustix::process::Signal::TERM,
    )?)
}

#[cfg(not(unix))]
fn terminate(_process: &Child) -> anyhow::Result<()> {
    bail!("the demo needs pseudo-terminals, which this system does not have")
}
