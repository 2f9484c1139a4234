//! `tillside manager`: the manager's window, and how the panel opens it. It starts no service: where none
//! runs, it waits for one.

use std::env;
use std::io::{self, BufRead, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use super::manager_desk::ManagerDesk;
use super::watching::Watching;
use super::{look_for_display, now, preferences, start_thread};
use crate::runtime::config::Config;
use crate::runtime::{log, places};
use crate::ui::shell::{self, Mailbox, ManagerOrder, ManagerWires};

/// Orders that may wait.
const ORDERS: usize = 16;

/// Arguments of `tillside manager`.
#[derive(Debug, clap::Args)]
pub(in crate::runtime) struct Args {
    /// The configuration file, for the store's target.
    #[arg(long, value_name = "FILE", default_value_os_t = places::config())]
    config: PathBuf,
    /// The data directory of the service.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
    /// Comes to the front with each line that comes in.
    #[arg(long, hide = true)]
    raised_by_input: bool,
}

/// Shows the window until it is closed, and ends the session then.
pub(in crate::runtime) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    look_for_display()?;
    log::start();
    let mailbox = Arc::<Mailbox>::default();
    let watching = Watching::new(&args.config, &args.data, Arc::clone(&mailbox));
    let watching = watching.without_starting();
    start_thread("view", move || watching.run())?;
    if args.raised_by_input {
        let mailbox = Arc::clone(&mailbox);
        start_thread("raise", move || {
            raise_by(io::stdin().lock(), || mailbox.raise());
        })?;
    }
    let (orders_in, orders) = sync_channel(ORDERS);
    let desk = ManagerDesk::new(&args.data, Arc::clone(&mailbox));
    let thread = start_thread("manager", move || desk.run(&orders))?;
    let wires = ManagerWires {
        mailbox,
        orders: orders_in.clone(),
        now,
        target_minutes: target_minutes(&args.config),
        target: preferences::load_target(&args.data),
    };
    let shown = shell::run_manager(preferences::load_manager(&args.data), wires);
    if orders_in.send(ManagerOrder::End).is_ok() {
        drop(thread.join());
    }
    shown?;
    Ok(ExitCode::SUCCESS)
}

/// Raises the window for each line, until whoever writes them is gone.
fn raise_by(lines: impl BufRead, raise: impl Fn()) {
    lines.lines().map_while(Result::ok).for_each(|_| raise());
}

/// Where the file cannot be read, the service says so; the figures are shown all the same.
fn target_minutes(config: &Path) -> u16 {
    let config = Config::load(config).unwrap_or_default();
    u16::try_from(config.queue.target.as_secs() / 60).unwrap_or(u16::MAX)
}

/// Opens the manager's window as a process of its own, one at a time.
#[derive(Debug)]
pub(super) struct Opener {
    config: PathBuf,
    data: PathBuf,
    child: Option<Child>,
}

impl Opener {
    pub(super) fn new(config: &Path, data: &Path) -> Self {
        Self {
            config: config.to_owned(),
            data: data.to_owned(),
            child: None,
        }
    }

    /// Opens it, or brings the one to the front that this has opened and nobody has closed.
    pub(super) fn open(&mut self) {
        if self.child.as_mut().is_some_and(raised) {
            return;
        }
        let started = env::current_exe().and_then(|program| {
            let mut command = Command::new(program);
            command.arg("manager");
            command.arg("--config").arg(&self.config);
            command.arg("--data").arg(&self.data);
            command.arg("--raised-by-input");
            command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()
        });
        match started {
            Ok(child) => self.child = Some(child),
            Err(error) => ::log::warn!("the manager's window cannot be opened: {error}"),
        }
    }
}

/// Whether this window is still open; then it comes to the front.
fn raised(child: &mut Child) -> bool {
    let is_open = matches!(child.try_wait(), Ok(None));
    if let Some(input) = child.stdin.as_mut().filter(|_| is_open) {
        // One that is about to close takes no line.
        input.write_all(b"\n").ok();
    }
    is_open
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn each_line_raises_the_window_until_the_panel_is_gone() {
        for (text, times) in [("", 0), ("\n", 1), ("\n\n\n", 3)] {
            let raised = Cell::new(0);
            raise_by(text.as_bytes(), || raised.set(raised.get() + 1));
            assert_eq!(raised.get(), times, "{text:?}");
        }
    }
}
