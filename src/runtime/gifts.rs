//! The store's rules for gifts (`[store] gifts`): read at the start, looked at again while the service
//! runs, and read in one way for everybody.
//!
//! A file with a mistake is not used at all. What was good before it stays.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use anyhow::Context as _;

use super::clock;
use super::config::Config;
use super::desk::Post;
use super::weather::{Reading, Watch};
use crate::domain::gift::policy::Policy;
use crate::domain::gift::rules::{Read, Rules, WeatherSource};
use crate::domain::i18n::Messages;
use crate::domain::problem::Problem;

/// How often the file is looked at.
const EVERY: Duration = Duration::from_secs(10);

/// Reads a file of rules; fails where it cannot be read at all.
pub(super) fn read(file: &Path) -> anyhow::Result<(String, Read)> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
    let read = Rules::read(&name, &text, &Messages::languages());
    Ok((name, read))
}

/// The rules that a file of this name would have, or everything that is wrong with them.
pub(super) fn rules_of(name: &str, text: &str) -> Result<Rules, Vec<Problem>> {
    Rules::read(name, text, &Messages::languages()).rules
}

/// The rules, or everything that is wrong with the file.
fn rules(file: &Path) -> Result<Rules, Vec<Problem>> {
    let cannot = |error: anyhow::Error| {
        let name = file.display().to_string();
        let message = format!(
            "{}; write it, or take [store] gifts out of the configuration",
            error.root_cause()
        );
        vec![Problem::of_file(name, message)]
    };
    let (_, read) = read(file).map_err(cannot)?;
    for remark in &read.remarks {
        ::log::info!("{remark}");
    }
    read.rules
}

/// What keeps the rules that the configuration names from being used.
pub fn problems(config: &Config, config_file: &Path) -> Vec<Problem> {
    let file = config.gifts_beside(config_file);
    let read = file.map(|file| rules(&file));
    read.and_then(Result::err).unwrap_or_default()
}

/// How a file looks from outside; nothing where it cannot be seen.
type Stamp = Option<(u64, Option<SystemTime>)>;

fn stamp(file: &Path) -> Stamp {
    let about = fs::metadata(file).ok()?;
    Some((about.len(), about.modified().ok()))
}

/// The file, and whoever is asked how warm it is.
#[derive(Debug)]
pub(super) struct GiftRules {
    file: Option<PathBuf>,
    /// How it looked; nothing before it was looked at.
    seen: Option<Stamp>,
    /// Whether there are rules that hold.
    is_used: bool,
    next: Instant,
    post: Post,
    watch: Option<Watch>,
    runs: u64,
}

/// What is new.
#[derive(Debug)]
pub(super) struct News {
    /// The rules that hold from now on.
    pub(super) policy: Arc<Policy>,
    /// Somebody else is asked how warm it is: what the one before said does not hold any more.
    pub(super) other_weather: bool,
}

impl GiftRules {
    /// Where the rules are, if the store has any; [`GiftRules::tend`] reads them.
    pub(super) fn new(config: &Config, config_file: &Path, post: &Post) -> Self {
        Self {
            file: config.gifts_beside(config_file),
            seen: None,
            is_used: false,
            next: clock::instant(),
            post: post.clone(),
            watch: None,
            runs: 0,
        }
    }

    /// The rules are in this file, which was written just now.
    pub(super) fn written(&mut self, file: PathBuf, now: Instant) {
        self.next = now;
        if self.file.as_ref() != Some(&file) {
            (self.file, self.seen) = (Some(file), None);
        }
    }

    /// Looks after the file: whoever has changed it need not start the service anew.
    pub(super) fn tend(&mut self, now: Instant) -> Option<News> {
        let file = self.file.clone().filter(|_| now >= self.next)?;
        self.next = now + EVERY;
        // Before it is read: what is written meanwhile is found the next time.
        let stamp = stamp(&file);
        if self.seen == Some(stamp) {
            return None;
        }
        self.seen = Some(stamp);
        match rules(&file) {
            Ok(rules) => {
                let (count, name) = (rules.gifts.len(), file.display());
                ::log::info!("gifts: the {count} rules in {name} hold");
                Some(self.take(rules, &file))
            }
            Err(problems) => {
                self.complain(&problems);
                None
            }
        }
    }

    fn complain(&self, problems: &[Problem]) {
        let what_holds = if self.is_used {
            "the rules before it still hold"
        } else {
            "no gifts until it is corrected"
        };
        for problem in problems {
            ::log::warn!("{problem}; {what_holds}");
        }
    }

    fn take(&mut self, rules: Rules, file: &Path) -> News {
        let source = &rules.weather.source;
        let is_same = match &self.watch {
            Some(watch) => watch.is_of(source),
            None => *source == WeatherSource::Hand,
        };
        if !is_same {
            self.runs += 1;
            let folder = file.parent().unwrap_or_else(|| Path::new(""));
            // The one before ends with this.
            self.watch = Watch::start(source, folder, self.runs, &self.post);
        }
        let is_first = !std::mem::replace(&mut self.is_used, true);
        News {
            policy: Arc::new(Policy::new(rules)),
            other_weather: !is_same && !is_first,
        }
    }

    /// Whether this is said by whoever is asked how warm it is now.
    pub(super) fn has_asked_for(&self, reading: &Reading) -> bool {
        let watch = self.watch.as_ref();
        watch.is_some_and(|watch| watch.said(reading))
    }
}

#[cfg(test)]
mod tests;
