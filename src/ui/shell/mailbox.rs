//! What other threads have to tell the window: always the newest, never a queue.

use crate::ui::Link;
use crate::ui::manager::Office;
use crate::ui::screen::Refused;
use egui::{Context, ViewportCommand};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// Where news wait until the window draws again, which it does at once.
#[derive(Default)]
pub struct Mailbox {
    news: Mutex<News>,
    window: OnceLock<Context>,
    is_over: AtomicBool,
}

/// What is new since the window looked last.
#[derive(Debug, Default)]
pub(super) struct News {
    /// How the window reaches the service.
    pub(super) link: Option<Link>,
    /// What hinders the work now; no news, but the state of things.
    pub(super) trouble: Option<Trouble>,
    /// A command that the service refused.
    pub(super) refused: Option<Refused>,
    /// A command did not reach the service.
    pub(super) is_unsent: bool,
    /// What is known behind the manager's PIN.
    pub(super) office: Option<Office>,
}

/// What somebody should know of and nobody at the counter can help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Nobody has written yet where the till and the printer are.
    NotSetUp {
        /// The file to write that into.
        file: String,
    },
    /// The service ends as soon as it is started.
    NotRunning {
        /// What it said last.
        why: String,
    },
}

impl Mailbox {
    /// Leaves a new state of the link.
    pub fn leave_link(&self, link: Link) {
        self.leave(|news| news.link = Some(link));
    }

    /// Leaves word of a trouble, or of its end.
    pub fn leave_trouble(&self, trouble: Option<Trouble>) {
        self.leave(|news| news.trouble = trouble);
    }

    /// Leaves word of a refusal.
    pub fn leave_refusal(&self, refused: Refused) {
        self.leave(|news| news.refused = Some(refused));
    }

    /// Leaves word that a command did not reach the service.
    pub fn leave_unsent(&self) {
        self.leave(|news| news.is_unsent = true);
    }

    /// Leaves what is known behind the manager's PIN.
    pub fn leave_office(&self, office: Office) {
        self.leave(|news| news.office = Some(office));
    }

    /// Leaves word that something has changed beside the panel.
    pub fn leave_nudge(&self) {
        self.leave(|_| ());
    }

    /// Closes the window, or the one that is about to open.
    pub fn leave_end(&self) {
        self.is_over.store(true, Ordering::Relaxed);
        self.close();
    }

    /// Brings the window to the front, with the keyboard: somebody has asked for it again.
    pub fn raise(&self) {
        if let Some(window) = self.window.get() {
            window.send_viewport_cmd(ViewportCommand::Minimized(false));
            window.send_viewport_cmd(ViewportCommand::Focus);
            window.request_repaint();
        }
    }

    fn close(&self) {
        if let Some(window) = self.window.get() {
            window.send_viewport_cmd(ViewportCommand::Close);
            window.request_repaint();
        }
    }

    /// From now on this window is woken up by news; the first one is.
    pub(super) fn wakes(&self, window: &Context) {
        let _first = self.window.set(window.clone());
        if self.is_over.load(Ordering::Relaxed) {
            self.close();
        }
    }

    /// Takes what is new.
    pub(super) fn take(&self) -> News {
        self.with_news(|news| {
            let left = News {
                trouble: news.trouble.clone(),
                ..News::default()
            };
            std::mem::replace(news, left)
        })
    }

    fn leave(&self, what: impl FnOnce(&mut News)) {
        self.with_news(what);
        if let Some(window) = self.window.get() {
            window.request_repaint();
        }
    }

    fn with_news<T>(&self, body: impl FnOnce(&mut News) -> T) -> T {
        body(&mut self.news.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
