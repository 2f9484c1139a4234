//! `tillside demo`: a virtual shop around the real service.
//!
//! A simulated till prints into one pseudo-terminal, the service passes the bytes on and adds its
//! codes, and a simulated printer at the other pseudo-terminal draws the paper. Nothing but the
//! till, the printer and the shop is simulated.

mod printer;
mod till;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use super::lock::DataLock;
use super::{clock, private_file};
use crate::domain::i18n::Messages;
use crate::domain::language::Language;
use crate::protocol::escpos::paper::Sheet;

/// How long the service may take to make its ports.
const START: Duration = Duration::from_secs(10);

/// How long the printer may take for what is on its way when the shop closes.
const CLOSING: Duration = Duration::from_secs(3);

/// Arguments of `tillside demo`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Tell the story in this terminal. There is no window yet, so this is what happens anyway.
    #[arg(long)]
    headless: bool,
    /// How many seconds the shop stays open.
    #[arg(long = "for", value_name = "SECONDS", default_value_t = 60)]
    seconds: u64,
    /// How many times faster than life customers come.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1000))]
    speed: u32,
    /// Where receipts (as PNG files) and the service's data go.
    #[arg(long, value_name = "DIR", default_value = "tillside-demo")]
    out: PathBuf,
    /// Only shops that speak this language, such as `pl`; otherwise shops of every language take
    /// turns at the till, and the service speaks English.
    #[arg(long, value_name = "LANG")]
    language: Option<String>,
    /// The same number gives the same customers.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// What the printer tells while it prints.
enum Printed {
    /// A sheet has been cut off.
    Sheet(Sheet),
    /// The paper has ended; these are all bytes the printer got.
    End(Vec<u8>),
}

/// What is counted for the summary.
#[derive(Debug, Default)]
struct Tally {
    sheets: usize,
    codes: usize,
}

/// Runs the shop, then says how it went.
pub(super) fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let language = args.language.as_deref().map(known_language).transpose()?;
    let receipts = prepare(&args.out, language.unwrap_or(Language::ENGLISH))?;
    let mut service = Service::start(&args.out)?;
    let closed = Arc::new(AtomicBool::new(false));
    let (printed_in, printed) = sync_channel(64);
    let printer = args.out.join("printer");
    spawn("demo-printer", move || {
        printer::run(&printer, |printed| printed_in.send(printed).is_ok());
    })?;
    let till = till::Till::open(&args.out.join("till"), language, args.seed, args.speed)?;
    let till = {
        let closed = Arc::clone(&closed);
        spawn("demo-till", move || till.run(&closed, thread::sleep))?
    };
    writeln!(
        out,
        "There is no window yet, so the story is told here.\n\
         The shop is open for {} s. Receipts go to {}.",
        args.seconds,
        receipts.display()
    )?;
    let until = clock::instant() + Duration::from_secs(args.seconds);
    let mut tally = Tally::default();
    show_paper(&printed, until, &receipts, &mut tally, out)?;
    closed.store(true, Ordering::Relaxed);
    let Ok(sent) = till.join() else {
        bail!("the simulated till failed")
    };
    show_paper(
        &printed,
        clock::instant() + CLOSING,
        &receipts,
        &mut tally,
        out,
    )?;
    service.stop()?;
    let received = last_words(&printed, &receipts, &mut tally, out)?;
    summarise(&sent, &received, &tally, &receipts, out)
}

fn spawn<T: Send + 'static>(
    name: &str,
    body: impl FnOnce() -> T + Send + 'static,
) -> anyhow::Result<thread::JoinHandle<T>> {
    let thread = thread::Builder::new().name(name.to_owned()).spawn(body);
    thread.with_context(|| format!("the system starts no thread for {name}"))
}

fn known_language(code: &str) -> anyhow::Result<Language> {
    let known = Messages::languages();
    let language = Language::new(code).filter(|language| known.contains(language));
    language.with_context(|| format!("no shop speaks {code:?}; choose one of {known:?}"))
}

/// An empty folder for receipts beside the service's data; nothing else is ever removed.
fn prepare(out: &Path, language: Language) -> anyhow::Result<PathBuf> {
    let receipts = out.join("receipts");
    fs::create_dir_all(&receipts)
        .with_context(|| format!("cannot make {}; choose --out", receipts.display()))?;
    for entry in fs::read_dir(&receipts)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "png") {
            fs::remove_file(&path)?;
        }
    }
    forget_old_ports(out)?;
    let config = format!(
        "# Written by `tillside demo`.\n\
         [store]\nname = \"The corner shop\"\nlanguage = \"{}\"\n\n\
         [printer]\ntill = {:?}\nprinter = {:?}\n\n\
         [splice]\nenabled = true\n\n\
         [survey]\nurl = \"https://s.example.com\"\n\n\
         # Any free port: another service may run on this computer.\n\
         [api]\nlisten = \"127.0.0.1:0\"\n",
        language,
        format!("pty:{}", out.join("till").display()),
        format!("pty:{}", out.join("printer").display()),
    );
    fs::write(out.join("tillside.toml"), config)?;
    Ok(receipts)
}

/// A service that was killed leaves the links to its ports, which by now may lead anywhere.
fn forget_old_ports(out: &Path) -> anyhow::Result<()> {
    let data = out.join("data");
    private_file::make_directory(&data)?;
    let _no_other_demo = DataLock::acquire(&data, std::process::id())?;
    for port in ["till", "printer"].map(|name| out.join(name)) {
        if port.is_symlink() {
            fs::remove_file(&port)?;
        }
    }
    Ok(())
}

/// The real service as a process of its own.
struct Service {
    process: Child,
}

impl Service {
    fn start(out: &Path) -> anyhow::Result<Self> {
        let program = std::env::current_exe().context("cannot find this program")?;
        let log = fs::File::create(out.join("service.log"))?;
        let process = Command::new(program)
            .arg("service")
            .arg("--config")
            .arg(out.join("tillside.toml"))
            .arg("--data")
            .arg(out.join("data"))
            .stderr(log)
            .spawn()
            .context("cannot start the service")?;
        let mut service = Self { process };
        let until = clock::instant() + START;
        while !(out.join("till").exists() && out.join("printer").exists()) {
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

    fn stop(&mut self) -> anyhow::Result<()> {
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

fn show_paper(
    printed: &Receiver<Printed>,
    until: Instant,
    receipts: &Path,
    tally: &mut Tally,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    loop {
        let left = until.saturating_duration_since(clock::instant());
        match printed.recv_timeout(left) {
            Ok(Printed::Sheet(sheet)) => show_sheet(&sheet, receipts, tally, out)?,
            Ok(Printed::End(_)) | Err(RecvTimeoutError::Disconnected) => {
                bail!("the service has ended; see service.log beside the receipts")
            }
            Err(RecvTimeoutError::Timeout) => return Ok(()),
        }
    }
}

fn last_words(
    printed: &Receiver<Printed>,
    receipts: &Path,
    tally: &mut Tally,
    out: &mut impl Write,
) -> anyhow::Result<Vec<u8>> {
    loop {
        match printed.recv_timeout(START) {
            Ok(Printed::Sheet(sheet)) => show_sheet(&sheet, receipts, tally, out)?,
            Ok(Printed::End(received)) => return Ok(received),
            Err(_silence) => bail!("the simulated printer does not answer"),
        }
    }
}

fn show_sheet(
    sheet: &Sheet,
    receipts: &Path,
    tally: &mut Tally,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    if sheet.image.height() == 0 {
        return Ok(());
    }
    tally.sheets += 1;
    tally.codes += usize::from(
        sheet
            .text
            .iter()
            .any(|line| line.contains("s.example.com  ")),
    );
    let path = receipts.join(format!("{:04}.png", tally.sheets));
    sheet.image.to_png(&mut fs::File::create(&path)?)?;
    writeln!(out, "\n--- {} ---", path.display())?;
    let blank = |line: &&String| line.is_empty();
    let lines = &sheet.text;
    let above = lines.iter().take_while(blank).count();
    let below = lines.iter().rev().take_while(blank).count();
    for line in lines.get(above..lines.len() - below).unwrap_or_default() {
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

/// The first promise, checked on the spot: the printer got every byte of the till, in order.
fn summarise(
    sent: &[u8],
    received: &[u8],
    tally: &Tally,
    receipts: &Path,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let whole = is_subsequence(sent, received);
    writeln!(out, "\nThe shop is closed.")?;
    writeln!(
        out,
        "  {} sheets of paper, {} of them with a code",
        tally.sheets, tally.codes
    )?;
    writeln!(
        out,
        "  {} bytes from the till, {} to the printer",
        sent.len(),
        received.len()
    )?;
    writeln!(
        out,
        "  every byte of the till arrived, in order: {}",
        if whole { "yes" } else { "NO" }
    )?;
    writeln!(out, "  pictures of the paper: {}", receipts.display())?;
    Ok(ExitCode::from(u8::from(!whole)))
}

fn is_subsequence(part: &[u8], whole: &[u8]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|byte| rest.any(|other| other == byte))
}
