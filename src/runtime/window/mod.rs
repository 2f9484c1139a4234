//! `tillside` without a command: the window, and the threads that connect it with the service.
//!
//! The thread *view* starts the service where none runs and brings its newest view; *orders* sends
//! what the person wants. The window's own thread waits for neither, and the service outlives it.

mod detached;
pub(super) mod manager;
mod manager_desk;
mod orders;
mod preferences;
mod settings;
mod watching;

use std::env;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use chrono::{DateTime, Local, Timelike as _};

use super::service::start as start_thread;
use super::{clock, log, places, private_file};
use crate::ui::Clock;
use crate::ui::shell::{self, Beside, Mailbox, Now, Stand, Wires};
use watching::Watching;

/// Orders that may wait; a person who taps faster than they are carried out is told so.
const ORDERS: usize = 32;

/// The token with which windows ask the local API.
const TOKEN: &str = "panel";

/// Arguments of `tillside` without a command.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The configuration file; made, with a comment for every key, if it is not there.
    #[arg(long, value_name = "FILE", default_value_os_t = places::config())]
    config: PathBuf,
    /// The data directory of the service.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
    /// Opens an ordinary window instead of the strip at the edge of the screen.
    #[arg(long)]
    windowed: bool,
    /// Shows the strip also above a till that fills the whole screen, whose right edge it then
    /// covers; under X11 only.
    #[arg(long, conflicts_with = "windowed")]
    on_top: bool,
    /// Says on standard error when each frame was drawn.
    #[arg(long, hide = true)]
    measure: bool,
}

impl Args {
    fn stand(&self) -> Stand {
        match (self.windowed, self.on_top) {
            (true, _) => Stand::Free,
            (false, true) => Stand::Over,
            (false, false) => Stand::Edge,
        }
    }
}

/// Shows the window until it is closed.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let began = clock::instant();
    look_for_display()?;
    let stand = args.stand();
    if stand.is_at_edge() {
        prefer_x11()?;
    }
    private_file::make_directory(&args.data)
        .with_context(|| format!("cannot make the data directory {}", args.data.display()))?;
    settings::make_sure_of(&args.config);
    log::start();
    let mailbox = Arc::<Mailbox>::default();
    let watching = Watching::new(&args.config, &args.data, Arc::clone(&mailbox));
    let wires = Wires {
        drawn: if args.measure {
            say_frames(began)
        } else {
            Box::new(|| ())
        },
        ..wires(watching, (&args.config, &args.data), mailbox)?
    };
    shell::run(stand, preferences::load(&args.data), wires)?;
    Ok(ExitCode::SUCCESS)
}

/// Shows the panel of a service that runs already, with something beside it, until it is closed.
pub(super) fn show_beside(
    config: &Path,
    data: &Path,
    mailbox: Arc<Mailbox>,
    beside: Beside,
) -> anyhow::Result<()> {
    let watching = Watching::new(config, data, Arc::clone(&mailbox)).without_starting();
    let wires = Wires {
        beside: Some(beside),
        ..wires(watching, (config, data), mailbox)?
    };
    Ok(shell::run(Stand::Beside, preferences::load(data), wires)?)
}

/// Starts the threads that connect a window with the service.
fn wires(
    watching: Watching,
    (config, data): (&Path, &Path),
    mailbox: Arc<Mailbox>,
) -> anyhow::Result<Wires> {
    let (orders_in, orders) = sync_channel(ORDERS);
    start_thread("view", move || watching.run())?;
    let opener = manager::Opener::new(config, data);
    let (data, answers) = (data.to_owned(), Arc::clone(&mailbox));
    start_thread("orders", move || {
        orders::run(&orders, &data, &answers, opener);
    })?;
    Ok(Wires {
        mailbox,
        orders: orders_in,
        now,
        scripts: Arc::new(settings::scripts(config)),
        drawn: Box::new(|| ()),
        beside: None,
    })
}

/// A session without a screen is told apart from one in which the window fails.
pub(super) fn look_for_display() -> anyhow::Result<()> {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") {
        bail!(
            "there is no display here (DISPLAY is not set), so no window can be opened; start \
             `tillside` in the till's graphical session, or run `tillside service`, which needs \
             none"
        );
    }
    Ok(())
}

/// Where both are there, X11: only there can a window choose its place and leave the keyboard alone.
#[cfg(target_os = "linux")]
fn prefer_x11() -> anyhow::Result<()> {
    use std::os::unix::process::CommandExt as _;
    const WAYLAND: [&str; 2] = ["WAYLAND_DISPLAY", "WAYLAND_SOCKET"];
    let has_wayland = WAYLAND.iter().any(|name| env::var_os(name).is_some());
    if !has_wayland || env::var_os("DISPLAY").is_none() {
        return Ok(());
    }
    let mut again = std::process::Command::new(env::current_exe()?);
    again.args(env::args_os().skip(1));
    for name in WAYLAND {
        again.env_remove(name);
    }
    Err(again.exec()).context("cannot start the window under X11")
}

#[cfg(not(target_os = "linux"))]
fn prefer_x11() -> anyhow::Result<()> {
    Ok(())
}

fn now() -> Now {
    let wall = local();
    let gone = Duration::from_secs(u64::from(wall.second() % 60));
    Now {
        instant: clock::instant(),
        to_next_minute: Duration::from_mins(1).saturating_sub(gone),
        clock: wall.into(),
    }
}

fn wall() -> Clock {
    local().into()
}

fn local() -> DateTime<Local> {
    clock::utc().with_timezone(&Local)
}

/// One line a frame, with the time since the program began.
fn say_frames(began: Instant) -> Box<dyn FnMut()> {
    let mut frame = 0_u64;
    Box::new(move || {
        frame += 1;
        let after = clock::instant().saturating_duration_since(began);
        let line = format!("frame {frame} after {} ms", after.as_millis());
        drop(writeln!(io::stderr(), "{line}"));
    })
}
