//! The thread *ask-answers*: asks for customers' answers now and then, finds out about their receipts in
//! the journal, and brings them to the desk.
//!
//! Nothing in here is in the way of the cable. What was brought is only acknowledged once the journal
//! has it, and whatever comes twice counts once; so a crash at any point loses and doubles nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::AnswerSource;
use crate::domain::code::{Day, Seq, Till};
use crate::domain::survey::Sheet;
use crate::domain::time::Quarter;
use crate::engine::answers::{Answered, Known};
use crate::engine::api::{Pull, Pulled};
use crate::journal::{self, PrintedRow, Reader};
use crate::runtime::clock;
use crate::runtime::desk::{Heard, Post};
use crate::runtime::service::start as start_thread;

/// How often to ask.
const PAUSE: Duration = Duration::from_secs(10);

/// How soon to ask again where it did not work; twice as long after every failure.
const RETRY: Duration = Duration::from_secs(2);

/// How long to wait at most before the next try.
const LONGEST_PAUSE: Duration = Duration::from_mins(5);

/// How many codes are told at once.
const TOLD_AT_ONCE: usize = 200;

/// What the journal has for good, as far as the place where answers arrive wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::runtime) struct Kept {
    after: u64,
    left: Vec<(Day, Seq)>,
    redeemed: Vec<(Day, Seq)>,
}

impl From<&Known> for Kept {
    fn from(known: &Known) -> Self {
        Self {
            after: known.last_answer(),
            left: known.left().collect(),
            redeemed: known.spent().collect(),
        }
    }
}

/// What was asked for came, for the counter.
#[derive(Debug)]
pub(in crate::runtime) struct Answers {
    /// Answers, with what is known of their receipts.
    pub(in crate::runtime) answered: Vec<Answered>,
    /// How often a survey was opened, since the beginning.
    pub(in crate::runtime) opened: u64,
    /// How many codes were tried that nobody made, since the beginning.
    pub(in crate::runtime) guessed: u64,
    /// Rewards taken here that another counter had taken before.
    pub(in crate::runtime) doubled: Vec<(Day, Seq)>,
}

/// The way to the thread, which ends once every one of these is dropped.
#[derive(Debug, Clone)]
pub(in crate::runtime) struct Asking {
    kept: Arc<Mutex<Option<Kept>>>,
    wake: SyncSender<()>,
}

impl Asking {
    /// This is on the disk now; never waits. Before the first word of it nothing is asked for.
    pub(in crate::runtime) fn kept(&self, kept: Kept) {
        let mut known = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = known.replace(kept) != *known;
        drop(known);
        if is_new {
            // It is woken already where there is no room.
            self.wake.try_send(()).ok();
        }
    }
}

/// Starts the thread.
pub(in crate::runtime) fn start(
    source: Box<dyn AnswerSource>,
    counter: Till,
    data: &Path,
    post: &Post,
) -> anyhow::Result<(Asking, JoinHandle<()>)> {
    let (wake, woken) = sync_channel(1);
    let kept = Arc::<Mutex<Option<Kept>>>::default();
    let mut pulling = Pulling::new(source, counter, data, post.clone());
    let known = Arc::clone(&kept);
    let thread = start_thread("ask-answers", move || pulling.run(&known, &woken))?;
    Ok((Asking { kept, wake }, thread))
}

/// What the thread works with.
struct Pulling {
    source: Box<dyn AnswerSource>,
    counter: Till,
    journal: PathBuf,
    post: Post,
    told_left: BTreeSet<(Day, Seq)>,
    told_redeemed: BTreeSet<(Day, Seq)>,
    /// How often in a row it did not work.
    failures: u32,
}

impl Pulling {
    fn new(source: Box<dyn AnswerSource>, counter: Till, data: &Path, post: Post) -> Self {
        Self {
            source,
            counter,
            journal: data.join(journal::FILE),
            post,
            told_left: BTreeSet::new(),
            told_redeemed: BTreeSet::new(),
            failures: 0,
        }
    }

    fn run(&mut self, kept: &Mutex<Option<Kept>>, woken: &Receiver<()>) {
        let mut next = clock::instant();
        loop {
            let pause = next.saturating_duration_since(clock::instant());
            match woken.recv_timeout(pause) {
                // A place that does not answer is not asked sooner for that.
                Ok(()) if self.failures > 0 => continue,
                Ok(()) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let known = kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if let Some(known) = known {
                self.pull(&known);
            }
            next = clock::instant() + self.pause();
        }
    }

    fn pause(&self) -> Duration {
        match self.failures {
            0 => PAUSE,
            failures => RETRY
                .saturating_mul(1 << (failures - 1).min(10))
                .min(LONGEST_PAUSE),
        }
    }

    /// Asks once.
    fn pull(&mut self, kept: &Kept) {
        let asked = self.question(kept);
        let brought = self.source.pull(&asked);
        match brought.and_then(|pulled| self.bring(&asked, pulled)) {
            Ok(()) => {
                if self.failures > 0 {
                    log::info!("customers' answers arrive again");
                }
                self.failures = 0;
            }
            Err(why) => {
                if self.failures == 0 {
                    log::warn!("no answers of customers for now, they wait: {why}");
                }
                self.failures = self.failures.saturating_add(1);
            }
        }
    }

    fn question(&mut self, kept: &Kept) -> Pull {
        let untold = |all: &[(Day, Seq)], told: &mut BTreeSet<(Day, Seq)>| {
            // What the counter has forgotten need not be remembered here.
            told.retain(|code| all.contains(code));
            let news = all.iter().rev().filter(|code| !told.contains(code));
            news.take(TOLD_AT_ONCE).copied().collect()
        };
        Pull {
            after: kept.after,
            till: self.counter,
            left: untold(&kept.left, &mut self.told_left),
            redeemed: untold(&kept.redeemed, &mut self.told_redeemed),
        }
    }

    /// Takes what came to the desk. What was told counts as heard only then.
    fn bring(&mut self, asked: &Pull, pulled: Pulled) -> Result<(), String> {
        let answers = Answers {
            answered: self.with_receipts(pulled.sheets)?,
            opened: pulled.opened_total,
            guessed: pulled.guesses_total,
            doubled: pulled.doubled,
        };
        let sent = self.post.try_send(Heard::Answers(Box::new(answers)));
        sent.map_err(|_full_or_closed| "the counter has too much to do".to_owned())?;
        self.told_left.extend(&asked.left);
        self.told_redeemed.extend(&asked.redeemed);
        Ok(())
    }

    fn with_receipts(&self, sheets: Vec<Sheet>) -> Result<Vec<Answered>, String> {
        if sheets.is_empty() {
            return Ok(Vec::new());
        }
        let failed = |error: journal::Error| error.to_string();
        let reader = Reader::open(&self.journal).map_err(failed)?;
        let answered = sheets.into_iter().map(|sheet| {
            let receipt = if sheet.till == self.counter {
                reader.printed(sheet.day, sheet.seq).map_err(failed)?
            } else {
                None
            };
            Ok(with_receipt(sheet, receipt))
        });
        answered.collect()
    }
}

fn with_receipt(sheet: Sheet, receipt: Option<PrintedRow>) -> Answered {
    // The hour is enough for a report, and leads to many.
    let hour = |quarter: Quarter| Quarter(quarter.0 - quarter.0.rem_euclid(4));
    Answered {
        sheet,
        printed: receipt.map(|receipt| hour(receipt.quarter)),
        waited: receipt.and_then(|receipt| receipt.waited),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::{Kind, Slot};
    use crate::domain::event::{Entry, Event, PrintedCode, Series};
    use crate::domain::language::Language;
    use crate::domain::survey::{Marks, Recommend, Scores, Waited};
    use crate::domain::time::Timestamp;
    use crate::journal::Writer;

    const CODE: (Day, Seq) = (Day(2517), Seq::MAX);

    fn sheet(number: u64, till: Till) -> Sheet {
        Sheet {
            number,
            till,
            day: CODE.0,
            seq: CODE.1,
            at: Timestamp(0),
            language: Language::ENGLISH,
            scores: Scores::first(Recommend::new(9).unwrap()),
            marks: Marks::default(),
            comment: None,
            contact: None,
        }
    }

    /// Answers from a list, and remembers what it was asked.
    #[derive(Clone, Default)]
    struct Fake {
        replies: Arc<Mutex<Vec<Result<Pulled, String>>>>,
        asked: Arc<Mutex<Vec<Pull>>>,
    }

    impl AnswerSource for Fake {
        fn pull(&mut self, asked: &Pull) -> Result<Pulled, String> {
            self.asked.lock().unwrap().push(asked.clone());
            let mut replies = self.replies.lock().unwrap();
            replies.pop().unwrap_or_else(|| Ok(Pulled::default()))
        }
    }

    impl Fake {
        fn asked(&self) -> Pull {
            self.asked.lock().unwrap().pop().unwrap()
        }
    }

    /// A journal in which the code was printed at 07:30 UTC after a wait.
    fn journal(folder: &Path) {
        let series = Series {
            store: Slot::default(),
            counter: Till::default(),
        };
        let mut writer = Writer::new(folder.join(journal::FILE), series);
        writer.accept(Entry {
            at: Timestamp(1_795_332_600_000),
            event: Event::CodePrinted(PrintedCode {
                kind: Kind::Survey,
                day: CODE.0,
                seq: CODE.1,
                waited: Some(Waited::Under5),
            }),
        });
        writer.commit().unwrap();
    }

    fn brought(heard: &Receiver<Heard>) -> Answers {
        match heard.try_recv() {
            Ok(Heard::Answers(answers)) => *answers,
            other => panic!("no answers but {other:?}"),
        }
    }

    #[test]
    fn answers_come_with_the_hour_and_the_wait_of_their_receipt() {
        let folder = tempfile::tempdir().unwrap();
        journal(folder.path());
        let (post, heard) = sync_channel(1);
        let fake = Fake::default();
        let other = Till::MAX;
        let sheets = vec![sheet(1, Till::default()), sheet(2, other)];
        fake.replies.lock().unwrap().push(Ok(Pulled {
            sheets,
            opened_total: 7,
            ..Pulled::default()
        }));
        let source = Box::new(fake);
        let mut pulling = Pulling::new(source, Till::default(), folder.path(), post);
        pulling.pull(&Kept::default());
        let answers = brought(&heard);
        assert_eq!(answers.opened, 7);
        let known = answers.answered.iter();
        let known: Vec<_> = known.map(|one| (one.printed, one.waited)).collect();
        // The second one is of another counter's journal.
        let hour = Some(Quarter(1_994_812));
        assert_eq!(known, [(hour, Some(Waited::Under5)), (None, None)]);
    }

    #[test]
    fn what_is_told_is_told_until_it_is_heard() {
        let folder = tempfile::tempdir().unwrap();
        let (post, heard) = sync_channel(1);
        let fake = Fake::default();
        let source = Box::new(fake.clone());
        let mut pulling = Pulling::new(source, Till::default(), folder.path(), post);
        let kept = Kept {
            after: 4,
            left: vec![CODE],
            redeemed: vec![CODE],
        };
        let replies = || fake.replies.lock().unwrap();
        for failures in 1..=12 {
            replies().push(Err("away".to_owned()));
            pulling.pull(&kept);
            let asked = fake.asked();
            assert_eq!((asked.after, &asked.left), (4, &vec![CODE]));
            assert_eq!(pulling.failures, failures);
        }
        assert_eq!(pulling.pause(), LONGEST_PAUSE);
        // Heard there, but there is no room on the desk for what came back.
        pulling.post.try_send(Heard::PrintingBegan).unwrap();
        pulling.pull(&kept);
        assert_eq!(fake.asked().redeemed, [CODE]);
        drop(heard.try_recv());
        pulling.pull(&kept);
        assert_eq!(fake.asked().redeemed, [CODE]);
        drop(brought(&heard));
        assert_eq!(pulling.pause(), PAUSE);
        pulling.pull(&kept);
        let asked = fake.asked();
        assert_eq!((asked.left, asked.redeemed), (vec![], vec![]));
    }

    #[test]
    fn without_a_journal_the_answers_stay_where_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let (post, heard) = sync_channel(1);
        let fake = Fake::default();
        fake.replies.lock().unwrap().push(Ok(Pulled {
            sheets: vec![sheet(1, Till::default())],
            ..Pulled::default()
        }));
        let source = Box::new(fake);
        let mut pulling = Pulling::new(source, Till::default(), folder.path(), post);
        pulling.pull(&Kept::default());
        assert_eq!(pulling.failures, 1);
        assert!(heard.try_recv().is_err());
    }

    #[test]
    fn nothing_is_asked_before_it_is_known_what_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (post, heard) = sync_channel(8);
        let fake = Fake::default();
        let source = Box::new(fake.clone());
        let (asking, thread) = start(source, Till::default(), folder.path(), &post).unwrap();
        asking.kept(Kept {
            after: 9,
            ..Kept::default()
        });
        while heard.recv().is_err() {}
        drop(asking);
        thread.join().unwrap();
        let asked = fake.asked.lock().unwrap();
        assert!(asked.iter().all(|pull| pull.after == 9), "{asked:?}");
    }
}
