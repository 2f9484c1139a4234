//! `tillside demo`: a virtual shop around the real service.
//!
//! A simulated till prints into one pseudo-terminal, the service passes the bytes on and adds its
//! codes, and a simulated printer at the other pseudo-terminal draws the paper. Nothing but the
//! till, the scanner, the printer and the shop is simulated.

mod cashier;
mod paper;
mod printer;
mod regulars;
mod screen;
mod service;
mod till;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::service::start as start_thread;
use super::signals::Signals;
use super::{clock, window};
use crate::domain::i18n::Messages;
use crate::domain::language::Language;
use crate::protocol::escpos::paper::Sheet;
use cashier::Cashier;
use paper::Sheets;
use regulars::Regulars;
use service::{Places, Service};
use till::{Clerk, Till};

/// How long the service may take to make its ports.
const START: Duration = Duration::from_secs(10);

/// How long nothing may come out of the printer before all that was on its way is out.
const CLOSING: Duration = Duration::from_secs(3);

/// How often it is looked whether the till has finished.
const CLOSING_LOOK: Duration = Duration::from_millis(100);

/// How long the shop is open in the terminal, in seconds.
const SECONDS: u64 = 60;

/// How many times faster than life time passes in the terminal, and in the window.
const SPEED: u32 = 10;
const WINDOW_SPEED: u32 = 3;

/// Arguments of `tillside demo`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Tells the story in this terminal; without a display that is what happens anyway.
    #[arg(long)]
    headless: bool,
    /// How many seconds the shop stays open; otherwise 60 in the terminal, and until the window is
    /// closed.
    #[arg(long = "for", value_name = "SECONDS")]
    seconds: Option<u64>,
    /// How many times faster than life customers come; otherwise 10 in the terminal, 3 in the
    /// window.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    speed: Option<u32>,
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

/// What happens in the shop.
enum News {
    /// This is on the cashier's panel, line by line.
    Panel(Vec<String>),
    /// A sheet has been cut off.
    Sheet(Sheet),
    /// The paper has ended; these are all bytes the printer got.
    End(Vec<u8>),
}

/// Runs the shop, then says how it went.
pub(super) fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let language = args.language.as_deref().map(known_language).transpose()?;
    let has_window = !args.headless && window::look_for_display().is_ok();
    let places = Places::prepare(&args.out, language.unwrap_or(Language::ENGLISH))?;
    let mut service = Service::start(&places)?;
    let (news_in, mut news) = sync_channel(64);
    let (printer, printed) = (places.port("printer"), news_in.clone());
    start_thread("demo-printer", move || {
        printer::run(&printer, |sheet| printed.send(sheet).is_ok());
    })?;
    let usual = if has_window { WINDOW_SPEED } else { SPEED };
    let clerk = Clerk::new(args.speed.unwrap_or(usual));
    close_on_signal(&clerk)?;
    let texts = Messages::for_language(language.unwrap_or(Language::ENGLISH));
    let regulars = Regulars::new(clock::utc().into(), texts.clone());
    let cashier = Cashier::new(places.data(), texts, &clerk, news_in)?;
    let till = Till::open(&places, language, args.seed, (regulars, cashier))?;
    let till = start_thread("demo-till", move || till.run(thread::sleep))?;
    let mut paper = Sheets::new(&places);
    let shown = has_window
        .then(|| screen::show(&places, &clerk, &mut news, &mut paper, args.seconds))
        .transpose();
    let shown = shown.or_else(|error| {
        writeln!(out, "{error:#}")?;
        anyhow::Ok(None)
    })?;
    if shown.is_none() {
        let seconds = args.seconds.unwrap_or(SECONDS);
        say_open(args, &places, seconds, out)?;
        let until = clock::instant() + Duration::from_secs(seconds);
        paper.show(&news, (until, &clerk), out)?;
    }
    clerk.close();
    // The till may wait for the printer, so the paper is taken off until it has finished.
    while !till.is_finished() {
        paper.show_rest(&news, CLOSING_LOOK, out)?;
    }
    let Ok(sent) = till.join() else {
        bail!("the simulated till failed")
    };
    paper.show_rest(&news, CLOSING, out)?;
    service.stop()?;
    let received = paper.show_last(&news, out)?;
    summarise(&sent, &received, &paper, out)
}

/// Whoever ends the demo from outside closes the shop, so that the service ends with it.
fn close_on_signal(clerk: &Clerk) -> anyhow::Result<()> {
    let (mut signals, clerk) = (Signals::take_with_terminal()?, clerk.clone());
    start_thread("demo-signals", move || {
        if signals.wait() {
            clerk.close();
        }
    })?;
    Ok(())
}

fn say_open(args: &Args, places: &Places, seconds: u64, out: &mut impl Write) -> io::Result<()> {
    if !args.headless {
        writeln!(
            out,
            "There is no window here, so the story is told in this terminal."
        )?;
    }
    writeln!(
        out,
        "The shop is open for {seconds} s. Receipts go to {}.",
        places.receipts.display()
    )
}

fn known_language(code: &str) -> anyhow::Result<Language> {
    let known = Messages::languages();
    let language = Language::new(code).filter(|language| known.contains(language));
    language.with_context(|| format!("no shop speaks {code:?}; choose one of {known:?}"))
}

/// The first promise, checked on the spot: the printer got every byte of the till, in order.
fn summarise(
    sent: &[u8],
    received: &[u8],
    paper: &Sheets,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let whole = is_subsequence(sent, received);
    writeln!(out, "\nThe shop is closed.")?;
    writeln!(
        out,
        "  {} sheets of paper, {} of them with a code",
        paper.count, paper.codes
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
    writeln!(
        out,
        "  pictures of the paper: {}",
        paper.receipts().display()
    )?;
    Ok(ExitCode::from(u8::from(!whole)))
}

fn is_subsequence(part: &[u8], whole: &[u8]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|byte| rest.any(|other| other == byte))
}
