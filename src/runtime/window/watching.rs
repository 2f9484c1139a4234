//! The thread *view*: finds the service, starts it where none runs, and brings its newest view.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::detached::Detached;
use super::{TOKEN, settings, wall};
use crate::client::{Client, Error};
use crate::engine::api::View;
use crate::runtime::{clock, local_api};
use crate::ui::Link;
use crate::ui::shell::{Mailbox, Trouble};

/// How often a service that does not answer is looked for.
const TICK: Duration = Duration::from_millis(250);

/// How long the first answer may take before the window says that there is none.
const START: Duration = Duration::from_secs(10);

/// How many times in a row the service may have no time for us before it counts as away.
const BUSY: u32 = 3;

/// The longest pause that a busy service is given.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// What the thread works with.
pub(super) struct Watching {
    config: PathBuf,
    data: PathBuf,
    mailbox: Arc<Mailbox>,
    /// What starts a service where none runs; absent where somebody else does.
    detached: Option<Detached>,
    began: Instant,
    last: Option<Arc<View>>,
    said: Said,
    trouble: Option<Trouble>,
}

/// What the window knows of the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Starting,
    Live,
    Away,
}

impl Watching {
    pub(super) fn new(config: &Path, data: &Path, mailbox: Arc<Mailbox>) -> Self {
        Self {
            config: config.to_owned(),
            data: data.to_owned(),
            mailbox,
            detached: Some(Detached::new(config, data)),
            began: clock::instant(),
            last: None,
            said: Said::Starting,
            trouble: None,
        }
    }

    /// The same for a service that somebody else starts and ends.
    pub(super) fn without_starting(self) -> Self {
        Self {
            detached: None,
            ..self
        }
    }

    /// Goes on until the process ends.
    pub(super) fn run(mut self) -> ! {
        loop {
            if let Ok(client) = local_api::client(&self.data, TOKEN) {
                self.follow(&client);
            }
            self.look_after_service();
            thread::sleep(TICK);
        }
    }

    /// Brings one view after the other until the service stops answering.
    fn follow(&mut self, client: &Client) {
        let (mut seen, mut busy) = (None, 0);
        while busy < BUSY {
            match client.view(seen) {
                Ok(view) => {
                    busy = 0;
                    let is_new = seen != Some(view.revision);
                    seen = Some(view.revision);
                    if is_new {
                        self.show(view);
                    }
                }
                Err(Error::Busy { retry_after_s }) => {
                    busy += 1;
                    thread::sleep(Duration::from_secs(retry_after_s).min(LONGEST_PAUSE));
                }
                Err(_) => break,
            }
        }
        if seen.is_some() {
            self.miss();
        }
    }

    fn show(&mut self, view: View) {
        let view = Arc::new(view);
        self.last = Some(Arc::clone(&view));
        self.said = Said::Live;
        if let Some(detached) = &mut self.detached {
            detached.is_well();
        }
        self.say_trouble(None);
        self.mailbox.leave_link(Link::Live(view));
    }

    fn miss(&mut self) {
        if self.said != Said::Away {
            self.said = Said::Away;
            let last = self.last.clone();
            self.mailbox.leave_link(Link::Away {
                since: wall(),
                last,
            });
        }
    }

    fn look_after_service(&mut self) {
        let now = clock::instant();
        let ended = self
            .detached
            .as_mut()
            .and_then(|detached| detached.tend(now));
        if let Some(why) = ended {
            let trouble = if settings::is_untouched(&self.config) {
                let file = self.config.display().to_string();
                Trouble::NotSetUp { file }
            } else {
                Trouble::NotRunning { why }
            };
            self.say_trouble(Some(trouble));
        }
        // Where nothing was set up yet, nothing is missed.
        let is_set_up = !matches!(self.trouble, Some(Trouble::NotSetUp { .. }));
        let is_late = now.saturating_duration_since(self.began) >= START;
        if is_set_up && (is_late || self.trouble.is_some()) {
            self.miss();
        }
    }

    fn say_trouble(&mut self, trouble: Option<Trouble>) {
        if self.trouble != trouble {
            self.trouble.clone_from(&trouble);
            self.mailbox.leave_trouble(trouble);
        }
    }
}
