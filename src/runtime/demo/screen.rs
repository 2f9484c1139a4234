//! The demo's window: the panel of the real service, and beside it the virtual shop.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;

use super::News;
use super::paper::Sheets;
use super::service::Places;
use super::till::Clerk;
use crate::protocol::escpos::paper::Bitmap;
use crate::runtime::service::start as start_thread;
use crate::runtime::{clock, window};
use crate::ui::shell::{Beside, Mailbox};
use crate::ui::shop::{GOODS, Sheet, Shop, Wish};

/// What the scanner sends for the goods on the screen.
const SYMBOLS: [&str; GOODS.len()] = [
    "5901234123457\r",
    "96385074\r",
    "036000291452\r",
    "4006381333931\r",
];

/// How often it is looked whether the shop closes.
const TICK: Duration = Duration::from_millis(200);

/// Sheets that may wait for the window to draw them.
const QUEUE: usize = 16;

/// Shows the window until it is closed.
pub(super) fn show(
    places: &Places,
    clerk: &Clerk,
    printed: &mut Receiver<News>,
    paper: &mut Sheets,
    seconds: Option<u64>,
) -> anyhow::Result<()> {
    let mailbox = Arc::<Mailbox>::default();
    let (sheets_in, sheets) = sync_channel(QUEUE);
    let beside = beside(places, clerk, sheets)?;
    let until = seconds.map(|seconds| clock::instant() + Duration::from_secs(seconds));
    let is_open = &AtomicBool::new(true);
    let nudge = Arc::clone(&mailbox);
    thread::scope(|scope| {
        let post = Paper {
            sheets: sheets_in,
            mailbox: nudge,
            until,
            clerk: clerk.clone(),
        };
        let posting = thread::Builder::new()
            .name("demo-paper".to_owned())
            .spawn_scoped(scope, move || {
                let printed: &mut Receiver<News> = printed;
                let mailbox = Arc::clone(&post.mailbox);
                // Without anybody who takes the paper, the shop stands still.
                post.run(printed, paper, is_open)
                    .inspect_err(|_| mailbox.leave_end())
            })
            .context("the system starts no thread for the paper")?;
        let (config, data) = (places.config(), places.data());
        let shown = window::show_beside(&config, &data, mailbox, beside);
        is_open.store(false, Ordering::Relaxed);
        let posted = posting.join();
        shown?;
        posted.unwrap_or(Ok(()))
    })
}

/// Hands what is printed on to the window.
struct Paper {
    sheets: SyncSender<Sheet>,
    mailbox: Arc<Mailbox>,
    until: Option<Instant>,
    clerk: Clerk,
}

impl Paper {
    fn run(
        self,
        printed: &Receiver<News>,
        paper: &mut Sheets,
        is_open: &AtomicBool,
    ) -> anyhow::Result<()> {
        while is_open.load(Ordering::Relaxed) {
            let is_over = self.until.is_some_and(|until| clock::instant() >= until);
            if is_over || self.clerk.is_closed() {
                self.mailbox.leave_end();
                return Ok(());
            }
            match printed.recv_timeout(TICK) {
                Ok(News::Sheet(sheet)) => {
                    if paper.keep(&sheet)?.is_some() {
                        let link = paper.link(&sheet);
                        // A window that is slow misses a sheet; the picture of it is there.
                        self.sheets.try_send(drawn(&sheet.image, link)).ok();
                        self.mailbox.leave_nudge();
                    }
                }
                // The panel itself is beside the paper.
                Ok(News::Panel(_)) | Err(RecvTimeoutError::Timeout) => {}
                Ok(News::End(_)) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
        }
        Ok(())
    }
}

fn drawn(image: &Bitmap, link: Option<String>) -> Sheet {
    let size = [image.width(), image.height()];
    let dot = |x, y| if image.get(x, y) { 0x20 } else { 0xfc };
    let rows = 0..size[1];
    let gray = rows.flat_map(|y| (0..size[0]).map(move |x| dot(x, y)));
    Sheet {
        size,
        gray: gray.collect(),
        link,
    }
}

fn beside(places: &Places, clerk: &Clerk, sheets: Receiver<Sheet>) -> anyhow::Result<Beside> {
    let mut shop = Shop::new(clerk.speed());
    let mut scanner = OpenOptions::new()
        .write(true)
        .open(places.port("scanner"))
        .context("cannot open the scanner's port")?;
    let clerk = clerk.clone();
    Ok(Box::new(move |ui, texts| {
        for sheet in sheets.try_iter() {
            shop.print(sheet);
        }
        for wish in shop.ui(ui, texts) {
            match wish {
                Wish::Scan(index) => scan(&mut scanner, index),
                Wish::Visit(link) => visit(&link),
                Wish::SetSpeed(speed) => clerk.set_speed(speed),
            }
        }
    }))
}

fn scan(scanner: &mut File, index: usize) {
    if let Some(symbol) = SYMBOLS.get(index) {
        scanner.write_all(symbol.as_bytes()).ok();
    }
}

/// Opens a page as the desktop would. Without a browser, the address stands on the paper.
fn visit(link: &str) {
    let mut browser = Command::new("xdg-open");
    browser
        .arg(link)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    // Somebody has to wait for its end, and the window cannot.
    let waiting = start_thread("browser", move || drop(browser.status()));
    if let Err(error) = waiting {
        log::warn!("no browser can be opened: {error:#}");
    }
}
