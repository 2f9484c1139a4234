//! What comes out of the simulated printer: a picture of every sheet, and its words.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::bail;

use super::service::Places;
use super::till::Clerk;
use super::{News, START};
use crate::protocol::escpos::paper::Sheet;
use crate::runtime::clock;

/// How often it is looked whether the shop is closed.
const LOOK: Duration = Duration::from_millis(200);

/// The sheets so far.
#[derive(Debug)]
pub(super) struct Sheets {
    places: Places,
    /// How many there are.
    pub(super) count: usize,
    /// How many of them carry a code.
    pub(super) codes: usize,
}

impl Sheets {
    pub(super) fn new(places: &Places) -> Self {
        Self {
            places: places.clone(),
            count: 0,
            codes: 0,
        }
    }

    pub(super) fn receipts(&self) -> &Path {
        &self.places.receipts
    }

    /// Keeps a picture of a sheet; its path, where there is anything on it.
    pub(super) fn keep(&mut self, sheet: &Sheet) -> anyhow::Result<Option<PathBuf>> {
        if sheet.image.height() == 0 {
            return Ok(None);
        }
        self.count += 1;
        self.codes += usize::from(self.link(sheet).is_some());
        let path = self.receipts().join(format!("{:04}.png", self.count));
        sheet.image.to_png(&mut fs::File::create(&path)?)?;
        Ok(Some(path))
    }

    /// Where the code on a sheet leads.
    pub(super) fn link(&self, sheet: &Sheet) -> Option<String> {
        let address = format!("{}  ", self.places.pages);
        let code = |line: &String| Some(line.split_once(&address)?.1.trim().to_owned());
        let code = sheet.text.iter().find_map(code)?;
        Some(format!("http://{}/{code}", self.places.pages))
    }

    /// Tells what happens until then, or until the shop is closed.
    pub(super) fn show(
        &mut self,
        news: &Receiver<News>,
        (until, clerk): (Instant, &Clerk),
        out: &mut impl Write,
    ) -> anyhow::Result<()> {
        while !clerk.is_closed() {
            let left = until.saturating_duration_since(clock::instant());
            // A printer that never rests must not keep the shop open.
            if left.is_zero() {
                return Ok(());
            }
            self.show_next(news, left.min(LOOK), out)?;
        }
        Ok(())
    }

    /// Tells what still happens, until nothing has for so long.
    pub(super) fn show_rest(
        &mut self,
        news: &Receiver<News>,
        silence: Duration,
        out: &mut impl Write,
    ) -> anyhow::Result<()> {
        while self.show_next(news, silence, out)? {}
        Ok(())
    }

    /// Tells the next thing that happens; whether anything did in this time.
    fn show_next(
        &mut self,
        news: &Receiver<News>,
        silence: Duration,
        out: &mut impl Write,
    ) -> anyhow::Result<bool> {
        match news.recv_timeout(silence) {
            Ok(News::Sheet(sheet)) => self.tell(&sheet, out)?,
            Ok(News::Panel(lines)) => tell_panel(&lines, out)?,
            Ok(News::End(_)) | Err(RecvTimeoutError::Disconnected) => {
                bail!("the service has ended; see service.log beside the receipts")
            }
            Err(RecvTimeoutError::Timeout) => return Ok(false),
        }
        Ok(true)
    }

    /// Tells what is printed until the paper ends; all bytes that the printer got.
    pub(super) fn show_last(
        &mut self,
        news: &Receiver<News>,
        out: &mut impl Write,
    ) -> anyhow::Result<Vec<u8>> {
        loop {
            match news.recv_timeout(START) {
                Ok(News::Sheet(sheet)) => self.tell(&sheet, out)?,
                Ok(News::Panel(lines)) => tell_panel(&lines, out)?,
                Ok(News::End(received)) => return Ok(received),
                Err(_silence) => bail!("the simulated printer does not answer"),
            }
        }
    }

    fn tell(&mut self, sheet: &Sheet, out: &mut impl Write) -> anyhow::Result<()> {
        let Some(path) = self.keep(sheet)? else {
            return Ok(());
        };
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
}

fn tell_panel(lines: &[String], out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "\n--- on the cashier's panel ---")?;
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}
