//! Whether a counter fetches answers, and from where: its own service's pages, or a hub.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use super::super::config::Config;
use super::super::counting::Counting;
use super::super::desk::Post;
use super::super::key;
use super::super::local_api::Server;
use super::{AnswerSource, Local, Remote, pulling};

/// The thread that fetches answers, and where they are kept if that is here.
pub(in super::super) struct Fetching {
    pages: Option<Pages>,
    thread: JoinHandle<()>,
}

/// This service's own pages.
struct Pages {
    local: Local,
    listen: SocketAddr,
    data: PathBuf,
}

impl Fetching {
    /// Starts to fetch, if answers come from anywhere. What fails costs the answers, never the cable.
    pub(in super::super) fn start(
        config: &Config,
        data: &Path,
        counting: &mut Counting,
        post: &Post,
    ) -> Option<Self> {
        let pages = config
            .survey_listen
            .and_then(|listen| Pages::open(config, data, listen));
        let source: Box<dyn AnswerSource> = match &pages {
            Some(pages) => Box::new(pages.local.source()),
            None => Box::new(Remote::new(config, data)?),
        };
        let thread = pulling::start(source, config.counter.number, data, post);
        let thread = thread.inspect_err(|error| log::error!("no answers are fetched: {error:#}"));
        let (asking, thread) = thread.ok()?;
        counting.ask_for_answers(asking);
        Some(Self { pages, thread })
    }

    /// Serves the customers' pages, where the service does so itself.
    pub(in super::super) fn serve_pages(&self) -> Option<Server> {
        let pages = self.pages.as_ref()?;
        let served = Server::pages(pages.listen, &pages.data, pages.local.answers());
        let served = served.inspect_err(|error| log::error!("no pages for customers: {error:#}"));
        served.ok()
    }

    /// Waits until everything is on the disk; the counter has to be gone before.
    pub(in super::super) fn stop(self) {
        drop(self.thread.join());
        if let Some(pages) = self.pages {
            pages.local.stop();
        }
    }
}

impl Pages {
    fn open(config: &Config, data: &Path, listen: SocketAddr) -> Option<Self> {
        let local = key::of_store(&config.key_file_in(data), config.store.slot)
            .map_err(anyhow::Error::from)
            .and_then(|key| Local::start(data, config.counter.number, key, config.face()));
        let local = local.inspect_err(|error| log::error!("no pages for customers: {error:#}"));
        Some(Self {
            local: local.ok()?,
            listen,
            data: data.to_owned(),
        })
    }
}
