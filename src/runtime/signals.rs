//! The system's requests to end.

/// Those of this process, from now on.
#[cfg(unix)]
pub(super) struct Signals(signal_hook::iterator::Signals);

#[cfg(unix)]
impl Signals {
    /// Takes SIGTERM and SIGINT.
    pub(super) fn take() -> anyhow::Result<Self> {
        use signal_hook::consts::{SIGINT, SIGTERM};
        Self::of(&[SIGINT, SIGTERM])
    }

    /// Takes SIGHUP as well: a terminal that is closed ends what belongs to it.
    pub(super) fn take_with_terminal() -> anyhow::Result<Self> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        Self::of(&[SIGHUP, SIGINT, SIGTERM])
    }

    fn of(signals: &[i32]) -> anyhow::Result<Self> {
        use anyhow::Context as _;
        signal_hook::iterator::Signals::new(signals)
            .map(Self)
            .context("the system takes no signal handler")
    }

    /// Waits for one; whether it came.
    pub(super) fn wait(&mut self) -> bool {
        self.0.forever().next().is_some()
    }
}

/// Nothing is heard here: the system ends the process. Not tried.
#[cfg(not(unix))]
pub(super) struct Signals;

#[cfg(not(unix))]
impl Signals {
    /// Takes none.
    pub(super) fn take() -> anyhow::Result<Self> {
        Ok(Self)
    }

    /// Takes none.
    pub(super) fn take_with_terminal() -> anyhow::Result<Self> {
        Ok(Self)
    }

    /// Waits for ever.
    pub(super) fn wait(&mut self) -> bool {
        loop {
            std::thread::park();
        }
    }
}
