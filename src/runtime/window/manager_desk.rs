//! The thread *manager*: begins and ends sessions, looks figures up, writes tables. The session's token is
//! in its memory and nowhere else.

mod loyalty;
mod members;

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use chrono::{Days, NaiveDate};

use super::{TOKEN, preferences};
use crate::client::{Client, Error};
use crate::domain::kpi::answers::Wanted;
use crate::domain::kpi::line::USUAL_WEEKS;
use crate::domain::pin::Pin;
use crate::engine::api::{Figures, FiguresQuery, ManagerStatus, Remark, Setting, Step};
use crate::runtime::{clock, local_api, private_file};
use crate::ui::manager::{Exported, Gate, Office, PinAnswer, Saved, Sheet, SurveyTold, Wrong};
use crate::ui::shell::{Mailbox, ManagerOrder};

/// How often a service that has not said whether there is a PIN is asked again.
const AGAIN: Duration = Duration::from_secs(1);

/// What the thread works with.
pub(super) struct ManagerDesk {
    data: PathBuf,
    mailbox: Arc<Mailbox>,
    session: Option<Client>,
    /// The day up to which figures were looked up; absent where all are wanted.
    figures_of: Option<NaiveDate>,
    /// Which answers of customers are looked at; absent where nobody has looked at any.
    survey: Option<Wanted>,
    /// What else is looked at.
    looks: loyalty::Looks,
    office: Office,
    /// How often somebody wanted another PIN.
    pins: u64,
}

impl ManagerDesk {
    pub(super) fn new(data: &Path, mailbox: Arc<Mailbox>) -> Self {
        Self {
            data: data.to_owned(),
            mailbox,
            session: None,
            figures_of: None,
            survey: None,
            looks: loyalty::Looks::default(),
            office: Office::default(),
            pins: 0,
        }
    }

    /// Goes on until the window is closed, and ends the session then.
    pub(super) fn run(mut self, orders: &Receiver<ManagerOrder>) {
        loop {
            if self.office.gate == Gate::Unknown {
                self.ask();
            }
            match orders.recv_timeout(AGAIN) {
                Ok(ManagerOrder::End) | Err(RecvTimeoutError::Disconnected) => break,
                Ok(order) => self.carry_out(order),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
        self.end_session();
    }

    fn carry_out(&mut self, order: ManagerOrder) {
        match order {
            ManagerOrder::Open(pin) => self.open(&pin),
            ManagerOrder::Choose(pin) => self.choose(&pin),
            ManagerOrder::Lock => self.lock(),
            ManagerOrder::Renew => self.renew(),
            ManagerOrder::LookAtSurvey(wanted) => {
                self.survey = Some(wanted);
                self.renew_survey();
            }
            ManagerOrder::LookAtLoyalty(from, to) => self.look_at_loyalty(from, to),
            ManagerOrder::Members(wish) => self.mind_members(wish),
            ManagerOrder::LookAtGiftRules => self.look_at_gift_rules(),
            ManagerOrder::KeepGiftRules(text) => self.keep_gift_rules(&text),
            ManagerOrder::TryGiftRules(text) => self.try_gift_rules(text),
            ManagerOrder::Remark(remark) => self.remark(&remark),
            ManagerOrder::Export(sheet) => self.export(&sheet),
            ManagerOrder::KeepTarget(target) => preferences::save_target(&self.data, target),
            ManagerOrder::Set(setting) => self.set(&setting),
            ManagerOrder::ChangePin(old, new) => self.change_pin(&old, &new),
            ManagerOrder::Keep(chosen) => preferences::save_manager(&self.data, chosen),
            ManagerOrder::End => {}
        }
        self.tell();
    }

    fn tell(&self) {
        self.mailbox.leave_office(self.office.clone());
    }

    fn client(&self) -> Option<Client> {
        local_api::client(&self.data, TOKEN).ok()
    }

    /// Whether there is a PIN, and whether it is looked at now.
    fn ask(&mut self) {
        let status = self
            .client()
            .and_then(|client| client.manager_status().ok());
        if let Some(status) = status {
            let gate = if status.pin_set {
                Gate::Closed(None)
            } else {
                Gate::New(None)
            };
            self.shut(gate, status);
            self.tell();
        }
    }

    fn shut(&mut self, gate: Gate, status: ManagerStatus) {
        self.office.gate = gate;
        let wait = Duration::from_secs(status.locked_for_s);
        let until = clock::instant().checked_add(wait);
        self.office.locked_until = until.filter(|_| !wait.is_zero());
    }

    fn choose(&mut self, pin: &Pin) {
        let set = self.client().map(|client| client.set_pin(pin, None));
        match set {
            Some(Ok(())) => self.open(pin),
            Some(Err(Error::WeakPin { .. })) => self.office.gate = Gate::New(Some(Wrong::Weak)),
            // Somebody else has set one meanwhile.
            Some(Err(Error::Failed { .. } | Error::Unauthorised | Error::WrongPin)) => self.ask(),
            Some(Err(_)) | None => self.office.gate = Gate::New(Some(Wrong::Away)),
        }
    }

    fn open(&mut self, pin: &Pin) {
        self.end_session();
        let Some(client) = self.client() else {
            self.office.gate = Gate::Closed(Some(Wrong::Away));
            return;
        };
        match client.open_session(pin) {
            Ok(session) => {
                self.session = Some(client.in_session(&session));
                self.office = Office {
                    gate: Gate::Open,
                    locks: self.office.locks,
                    ..Office::default()
                };
                self.tell();
                self.renew();
            }
            Err(error) => self.turn_away(&client, &error),
        }
    }

    /// After a wrong PIN there may be a wait before the next one.
    fn turn_away(&mut self, client: &Client, error: &Error) {
        let (wrong, s) = match error {
            Error::WrongPin => {
                let status = client.manager_status();
                (Wrong::Pin, status.map_or(0, |status| status.locked_for_s))
            }
            Error::LockedFor { s } => (Wrong::Locked, *s),
            Error::NoPin => {
                self.office.gate = Gate::New(None);
                return;
            }
            _ => (Wrong::Away, 0),
        };
        let status = ManagerStatus {
            pin_set: true,
            locked_for_s: s,
        };
        self.shut(Gate::Closed(Some(wrong)), status);
    }

    fn lock(&mut self) {
        self.close(None);
        self.office.locks += 1;
    }

    /// Nobody is in any more, and no figure is left.
    fn close(&mut self, why: Option<Wrong>) {
        self.end_session();
        self.office = Office {
            gate: Gate::Closed(why),
            locks: self.office.locks,
            ..Office::default()
        };
    }

    /// A service that does not answer ends it by itself.
    fn end_session(&mut self) {
        if let Some(session) = self.session.take() {
            drop(session.end_session());
        }
        (self.figures_of, self.survey) = (None, None);
        self.looks = loyalty::Looks::default();
    }

    /// The figures and the settings anew.
    fn renew(&mut self) {
        self.look_at_settings();
        self.renew_figures();
        self.renew_survey();
        self.renew_loyalty();
        self.renew_gift_rules();
    }

    /// What customers answered, where somebody looks at that.
    fn renew_survey(&mut self) {
        let (Some(session), Some(wanted)) = (&self.session, self.survey) else {
            return;
        };
        let told = session.answers(&wanted).and_then(|report| {
            let comments = session.comments(wanted.from, wanted.to)?;
            Ok(SurveyTold { report, comments })
        });
        match told {
            Ok(told) if self.office.survey.as_deref() == Some(&told) => {}
            Ok(told) => self.office.survey = Some(Arc::new(told)),
            Err(error) if is_over(&error) => self.close(Some(Wrong::Ended)),
            Err(_) => self.office.is_stale = true,
        }
    }

    /// Has something noted down, and shows how it stands then.
    fn remark(&mut self, remark: &Remark) {
        let Some(session) = &self.session else { return };
        self.office.saved = Some(match session.remark(remark) {
            Ok(()) => Saved::Done,
            Err(error) if is_over(&error) => return self.close(Some(Wrong::Ended)),
            Err(Error::Failed { message, .. }) => Saved::Refused(message),
            Err(_) => Saved::Away,
        });
        if matches!(remark, Remark::TickComment { .. }) {
            self.renew_comments();
        } else {
            self.renew_survey();
        }
    }

    /// A tick changes no figure, and the service answers only so often.
    fn renew_comments(&mut self) {
        let known = self.session.as_ref().zip(self.office.survey.as_deref());
        let Some((session, told)) = known else { return };
        match session.comments(told.report.from, told.report.to) {
            Ok(comments) => {
                let report = told.report.clone();
                self.office.survey = Some(Arc::new(SurveyTold { report, comments }));
            }
            Err(error) if is_over(&error) => self.close(Some(Wrong::Ended)),
            Err(_) => self.office.is_stale = true,
        }
    }

    /// Read anew, since somebody may have changed the file by hand.
    fn look_at_settings(&mut self) {
        let Some(session) = &self.session else { return };
        match session.settings() {
            Ok(view) => {
                self.office.settings = Some(Arc::new(view));
                self.office.settings_trouble = None;
            }
            Err(error) if is_over(&error) => self.close(Some(Wrong::Ended)),
            Err(Error::Failed { message, .. }) => self.office.settings_trouble = Some(message),
            // Figures that cannot be looked up either say so.
            Err(_) => {}
        }
    }

    /// Changes a setting. What an answer that did not come would have said is looked up.
    fn set(&mut self, setting: &Setting) {
        let Some(session) = &self.session else { return };
        self.office.saved = Some(match session.change_setting(setting) {
            Ok(view) => {
                self.office.settings = Some(Arc::new(view));
                self.office.settings_trouble = None;
                Saved::Done
            }
            Err(error) if is_over(&error) => return self.close(Some(Wrong::Ended)),
            Err(Error::Failed { message, .. }) => Saved::Refused(message),
            Err(_) => {
                self.look_at_settings();
                Saved::Away
            }
        });
    }

    /// Changes the PIN; the service ends all sessions but this one.
    fn change_pin(&mut self, old: &Pin, new: &Pin) {
        let Some(session) = &self.session else { return };
        let wrong = match session.set_pin(new, Some(old)) {
            Ok(()) => None,
            Err(Error::WrongPin) => Some(Wrong::Pin),
            Err(Error::LockedFor { .. }) => Some(Wrong::Locked),
            Err(Error::WeakPin { .. }) => Some(Wrong::Weak),
            Err(error) if is_over(&error) => return self.close(Some(Wrong::Ended)),
            Err(_) => Some(Wrong::Away),
        };
        self.pins += 1;
        self.office.pin = Some(PinAnswer {
            number: self.pins,
            wrong,
        });
        if wrong.is_some() {
            self.look_at_wait();
        }
    }

    /// For how long no PIN is looked at.
    fn look_at_wait(&mut self) {
        let status = self
            .client()
            .and_then(|client| client.manager_status().ok());
        if let Some(status) = status {
            self.shut(self.office.gate, status);
        }
    }

    /// The figures of today; of all weeks, where they are not there yet.
    fn renew_figures(&mut self) {
        let Some(session) = &self.session else { return };
        let today = clock::today();
        let weeks = Days::new(7 * USUAL_WEEKS);
        let is_there = self.figures_of == Some(today);
        let first = (!is_there).then(|| today.checked_sub_days(weeks)).flatten();
        let from = first.unwrap_or(today);
        let figures = session.figures(&FiguresQuery {
            from,
            to: today,
            step: Step::QuarterHour,
        });
        match figures {
            Ok(new) => {
                let old = self.office.figures.take();
                self.office.figures = Some(Arc::new(joined(old.as_deref(), new, from)));
                self.office.is_stale = false;
                self.figures_of = Some(today);
            }
            Err(error) if is_over(&error) => {
                self.close(Some(Wrong::Ended));
                return;
            }
            Err(_) => self.office.is_stale = true,
        }
        self.renew_habits();
    }

    /// They change once a night; what is the same stays the same, so that nothing is worked out anew.
    fn renew_habits(&mut self) {
        let Some(session) = &self.session else { return };
        if let Ok(habits) = session.habits() {
            let is_new = self.office.habits.as_deref() != Some(&habits);
            if is_new {
                self.office.habits = Some(Arc::new(habits));
            }
        }
    }

    fn export(&mut self, sheet: &Sheet) {
        let path = folder(&self.data).join(&sheet.name);
        let written = private_file::replace(&path, &sheet.contents);
        self.office.exported = Some(match written {
            Ok(()) => Exported::Into(path),
            Err(error) => {
                ::log::warn!("{} cannot be written: {error}", path.display());
                Exported::Failed(path)
            }
        });
    }
}

/// Whether the service knows no such session, as after it was started anew.
fn is_over(error: &Error) -> bool {
    match error {
        Error::Unauthorised => true,
        Error::Failed { code, .. } => code == "needs_session",
        _ => false,
    }
}

/// The old rows of the days before this one, and the new ones.
fn joined(old: Option<&Figures>, new: Figures, from: NaiveDate) -> Figures {
    let old = old.map_or(&[][..], |old| &old.rows);
    let kept = old.iter().filter(|row| row.local_start.date() < from);
    Figures {
        rows: kept.cloned().chain(new.rows).collect(),
    }
}

/// Where people look for what a program has written; else beside the journal.
fn folder(data: &Path) -> PathBuf {
    let home = env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" });
    let downloads = home.map(|home| PathBuf::from(home).join("Downloads"));
    downloads
        .filter(|folder| folder.is_dir())
        .unwrap_or_else(|| data.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tally::{Measure, Tally};
    use crate::domain::time::Timestamp;
    use crate::engine::api::FiguresRow;

    fn row(local_start: &str, served: i64) -> FiguresRow {
        let mut tally = Tally::default();
        tally.add(Measure::Served, served);
        FiguresRow {
            start: Timestamp(0),
            local_start: local_start.parse().unwrap(),
            tally,
        }
    }

    #[test]
    fn todays_figures_take_the_place_of_older_ones_of_today() {
        let old = Figures {
            rows: vec![row("2026-11-21T23:45:00", 1), row("2026-11-22T00:00:00", 2)],
        };
        let new = Figures {
            rows: vec![row("2026-11-22T00:00:00", 3), row("2026-11-22T00:15:00", 4)],
        };
        let joined = joined(Some(&old), new, "2026-11-22".parse().unwrap());
        let served = joined.rows.iter().map(|row| row.tally.get(Measure::Served));
        assert_eq!(served.collect::<Vec<_>>(), [1, 3, 4]);
    }

    #[test]
    fn a_table_is_written_as_a_whole_and_a_failure_is_told() {
        let data = tempfile::tempdir().unwrap();
        let mut desk = ManagerDesk::new(data.path(), Arc::default());
        let sheet = |name: &str| Sheet {
            name: name.to_owned(),
            contents: b"hour\r\n".to_vec(),
        };
        desk.export(&sheet("tillside-test.csv"));
        let Some(Exported::Into(path)) = desk.office.exported.clone() else {
            panic!("{:?}", desk.office.exported);
        };
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "hour\r\n");
        std::fs::remove_file(path).unwrap();
        desk.export(&sheet("no/such/folder.csv"));
        assert!(matches!(desk.office.exported, Some(Exported::Failed(_))));
    }
}
