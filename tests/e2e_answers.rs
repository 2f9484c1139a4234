//! What managers are told of customers' answers by a real service: exactly what the journal has, and
//! what was answered on the pages a moment ago; with ticks and changes that outlive the service.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use chrono::{Days, NaiveDate, TimeDelta};
use rusqlite::Connection;
use rustix::process::Signal;
use shop::{Service, Shop, eventually};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;
use tillside::client::{Client, Error};
use tillside::domain::code::{Code, Day, KEY_VERSION, Kind, Seq, Slot, Till};
use tillside::domain::event::{Entry, Event, PrintedCode, Series};
use tillside::domain::kpi::answers::{ChangeText, Report, Score, Wanted};
use tillside::domain::language::Language;
use tillside::domain::survey::{Grade, Marks, Recommend, Scores, SurveyAnswered, Waited};
use tillside::domain::time::{Quarter, Timestamp};
use tillside::engine::api::Remark;
use tillside::journal::{FILE, Writer};
use tillside::runtime::local_api::{PAGES_FILE, client};
use tillside::runtime::{clock, key, private_file};

/// Eleven weeks, of which the report tells of eight.
const DAYS: u64 = 77;

/// Numbers without a pattern, the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % end
    }

    fn grade(&mut self) -> Option<Grade> {
        let grade = self.below(7);
        u8::try_from(grade)
            .ok()
            .and_then(|grade| Grade::new(grade).ok())
    }
}

fn answer(dice: &mut Dice, number: u64, at: Timestamp) -> SurveyAnswered {
    let earlier = i64::try_from(dice.below(40)).unwrap();
    let printed = Quarter(at.quarter().0 - earlier);
    let waited = Waited::ALL.get(usize::try_from(dice.below(6)).unwrap());
    let is_odd = |dice: &mut Dice| dice.below(9) == 0;
    SurveyAnswered {
        number,
        till: Till::new(u16::try_from(1 + dice.below(3)).unwrap()).unwrap(),
        printed: Some(printed).filter(|_| dice.below(5) > 0),
        waited: waited.copied(),
        language: Language::ENGLISH,
        scores: Scores {
            happy: dice.grade(),
            easy: dice.grade(),
            met: dice.grade(),
            again: dice.grade(),
            own: dice.grade(),
            ..Scores::first(Recommend::new(u8::try_from(dice.below(11)).unwrap()).unwrap())
        },
        marks: Marks {
            from_shop: is_odd(dice),
            in_a_burst: is_odd(dice),
            left_behind: is_odd(dice),
        },
    }
}

/// A journal of some weeks: a few receipts and answers in each of twelve hours.
fn write_history(shop: &Shop) {
    private_file::make_directory(&shop.data).unwrap();
    let series = Series {
        store: Slot::default(),
        counter: Till::new(1).unwrap(),
    };
    let mut writer = Writer::new(shop.data.join(FILE), series);
    let (mut dice, mut number) = (Dice(7), 0);
    for ago in (1..=DAYS).rev() {
        let date = clock::today() - Days::new(ago);
        let day = Day::from_date(date).unwrap();
        for hour in 8..20_i64 {
            let at = Timestamp(clock::day_begins(date).0 + hour * 3_600_000);
            let mut events = vec![Event::SurveyOpened { count: 1 }];
            for _ in 0..4 {
                number += 1;
                let seq = Seq::new(u16::try_from(number % 2000).unwrap()).unwrap();
                events.push(Event::CodePrinted(PrintedCode {
                    kind: Kind::Survey,
                    day,
                    seq,
                    waited: None,
                }));
            }
            if dice.below(2) == 0 {
                number += 1;
                events.push(Event::SurveyAnswered(answer(&mut dice, number, at)));
            }
            if dice.below(7) == 0 {
                let seq = Seq::default();
                events.push(Event::RewardRedeemed { day, seq });
            }
            for event in events {
                writer.accept(Entry { at, event });
            }
        }
        writer.commit().unwrap();
    }
}

/// What SQL says of the answers that fit: by a key, how many would tell others, and how many all.
struct Ledger {
    journal: Connection,
    times: (i64, i64),
    fits: &'static str,
}

type Counts = (u32, u32, u32);

impl Ledger {
    fn by(&self, key: &str) -> BTreeMap<String, Counts> {
        let sql = format!(
            "SELECT CAST({key} AS TEXT), count(*), sum(recommend >= 9), sum(recommend <= 6) \
             FROM answers WHERE at_ms >= ?1 AND at_ms < ?2 AND {key} IS NOT NULL AND {} GROUP BY 1",
            self.fits
        );
        let mut statement = self.journal.prepare(&sql).unwrap();
        let row =
            |row: &rusqlite::Row<'_>| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?)));
        let rows = statement.query_map(self.times, row).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }

    fn number(&self, what: &str) -> u32 {
        let sql = format!(
            "SELECT {what} FROM answers WHERE at_ms >= ?1 AND at_ms < ?2 AND {}",
            self.fits
        );
        self.journal
            .query_row(&sql, self.times, |row| row.get(0))
            .unwrap()
    }
}

/// As much as a report may say of this.
fn told(score: &Score) -> Option<Counts> {
    score
        .counts
        .map(|nps| (nps.answers(), nps.promoters, nps.detractors))
}

fn assert_same(ledger: &Ledger, key: &str, groups: Vec<(String, Option<Counts>)>) {
    let expected = ledger.by(key).into_iter();
    let expected = expected.map(|(key, counts)| (key, Some(counts).filter(|counts| counts.0 >= 5)));
    let expected: BTreeMap<_, _> = expected.collect();
    assert!(expected.len() > 1, "{key}");
    assert_eq!(
        groups.into_iter().collect::<BTreeMap<_, _>>(),
        expected,
        "{key}"
    );
}

fn assert_report(report: &Report, ledger: &Ledger) {
    let all = ledger.by("'all'");
    assert_eq!(told(&report.score).as_ref(), all.get("all"));
    assert_eq!(report.answers, ledger.number("count(*)"));
    for one in &report.questions {
        let name = one.question.name();
        let (good, of) = (
            ledger.number(&format!("sum({name} >= 4)")),
            ledger.number(&format!("count({name})")),
        );
        let found = one.good.unwrap();
        assert_eq!((found.count, found.of), (good, of), "{name}");
    }
    assert_eq!(report.questions.len(), 5);
    let local = "'unixepoch', 'localtime'";
    let hours = report.hours.iter();
    let hours = hours.map(|group| (format!("{:02}", group.key), told(&group.score)));
    let hour = format!("strftime('%H', printed * 900, {local})");
    assert_same(ledger, &hour, hours.collect());
    let weeks = report.weeks.iter();
    let weeks = weeks.map(|group| (group.key.to_string(), told(&group.score)));
    let monday = format!("date(at_ms / 1000, {local}, '-6 days', 'weekday 1')");
    assert_same(ledger, &monday, weeks.collect());
    let tills = report.counters.iter();
    let tills = tills.map(|group| (group.key.get().to_string(), told(&group.score)));
    assert_same(ledger, "till", tills.collect());
    let waits = report.waits.iter();
    let waits = waits.map(|group| (group.key.name().to_owned(), told(&group.score)));
    assert_same(ledger, "waited", waits.collect());
    assert_eq!(report.rows.len(), usize::try_from(report.answers).unwrap());
}

#[test]
fn a_report_says_what_the_journal_has() {
    let shop = Shop::with_own_ports();
    write_history(&shop);
    let mut service = shop.open();
    service.wait_for("the local API listens");
    let manager = client(&shop.data, "manager").unwrap();
    let to = clock::today() - Days::new(1);
    for (days, fits, without_marked) in [
        (56, "1", false),
        (56, "from_shop + in_a_burst + left_behind = 0", true),
        (9, "1", false),
    ] {
        let from = to - Days::new(days);
        let report = manager
            .answers(&Wanted {
                from,
                to,
                without_marked,
            })
            .unwrap();
        let times = (clock::day_begins(from).0, clock::day_ends(to).0);
        let ledger = Ledger {
            journal: Connection::open(shop.data.join(FILE)).unwrap(),
            times,
            fits,
        };
        assert_report(&report, &ledger);
        let sums = "SELECT sum(codes), sum(opened), sum(redeemed) FROM quarter_hours \
             WHERE quarter >= ?1 / 900000 AND quarter < ?2 / 900000";
        let sums: Counts = ledger
            .journal
            .query_row(sums, times, |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .unwrap();
        let funnel = report.funnel;
        assert_eq!((funnel.printed, funnel.opened, funnel.rewarded), sums);
        assert_eq!(funnel.answered, report.answers);
        let odd = Ledger {
            fits: "from_shop + in_a_burst + left_behind > 0",
            ..ledger
        };
        assert_eq!(report.marked.any, odd.number("count(*)"));
    }
    assert_eq!(service.stop(), Some(0));
}

struct Pages {
    service: Service,
    shop: Shop,
}

impl Pages {
    fn serve(shop: Shop) -> Self {
        let service = shop.open();
        service.wait_for("the customers' pages are served");
        service.wait_for("the local API listens");
        Self { service, shop }
    }

    fn code(&self, seq: u16) -> Code {
        let master = key::load(&self.shop.data.join("store.key")).unwrap();
        let key = master.store_key(KEY_VERSION, Slot::default());
        let day = Day::from_date(clock::today()).unwrap();
        let seq = Seq::new(seq).unwrap();
        key.encode(Kind::Survey, Till::new(1).unwrap(), day, seq)
    }

    fn send(&self, request: &str) -> String {
        let address = fs::read_to_string(self.shop.data.join(PAGES_FILE)).unwrap();
        let mut phone = TcpStream::connect(address.trim()).unwrap();
        let patience = Some(Duration::from_secs(20));
        phone.set_read_timeout(patience).unwrap();
        phone.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        phone.read_to_string(&mut answer).unwrap();
        answer
    }

    fn post(&self, path: &str, form: &str) -> bool {
        let answer = self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: s.example.com\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            form.len()
        ));
        answer.starts_with("HTTP/1.1 303")
    }

    /// Opens the survey, as a phone does; gives the token of the page.
    fn visit(&self, seq: u16) -> String {
        let path = format!("/{}", self.code(seq).compact());
        let page = self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: s.example.com\r\nConnection: close\r\n\r\n"
        ));
        let (_, token) = page.split_once("name=\"t\" value=\"").unwrap();
        token.split_once('"').unwrap().0.to_owned()
    }

    /// Answers all there is, as soon as the page takes it.
    fn answer(&self, (seq, token): (u16, &str), score: u8, rest: &str) {
        let path = format!("/{}", self.code(seq).compact());
        eventually("the first answer is taken", || {
            let form = format!("t={token}&score={score}");
            self.post(&path, &form).then_some(())
        });
        assert!(self.post(&path, &format!("t={token}&{rest}")));
    }

    fn manager(&self) -> Client {
        client(&self.shop.data, "manager").unwrap()
    }
}

/// Asks until the service has time: managers may ask ten times a second.
fn patiently<T>(mut ask: impl FnMut() -> Result<T, Error>) -> T {
    eventually("the service has time", || match ask() {
        Err(Error::Busy { .. }) => None,
        told => Some(told.unwrap()),
    })
}

/// Until tomorrow, should midnight pass while the test runs.
fn days() -> (NaiveDate, NaiveDate) {
    let today = clock::today();
    (today - TimeDelta::days(1), today + TimeDelta::days(1))
}

fn wanted(without_marked: bool) -> Wanted {
    let (from, to) = days();
    Wanted {
        from,
        to,
        without_marked,
    }
}

/// Five customers are glad, and one is not and says why.
fn answered() -> Pages {
    let mut shop = Shop::with_own_ports();
    shop.enabled = false;
    shop.pages = true;
    let pages = Pages::serve(shop);
    let visits: Vec<(u16, String)> = (1..=6).map(|seq| (seq, pages.visit(seq))).collect();
    for (seq, token) in &visits[..5] {
        pages.answer((*seq, token), 10, "happy=5&easy=4");
    }
    let written = "happy=1&comment=%3Dcold+bread&contact=777888&consent=1";
    pages.answer((6, &visits[5].1), 2, written);
    let manager = pages.manager();
    eventually("all answers are in the report", || {
        let report = manager.answers(&wanted(false)).ok()?;
        (report.answers == 6).then_some(())
    });
    pages
}

#[test]
fn an_answer_on_the_pages_is_in_the_report() {
    let mut pages = answered();
    let manager = pages.manager();
    let report = patiently(|| manager.answers(&wanted(false)));
    assert_eq!(told(&report.score), Some((6, 5, 1)));
    assert!(report.score.figure.is_none(), "six are only counted");
    // The phone is on the shop's own machine.
    assert_eq!(report.marked.from_shop, 6);
    let without = patiently(|| manager.answers(&wanted(true)));
    assert_eq!((without.answers, without.rows.len()), (0, 0));
    assert_eq!(pages.service.stop(), Some(0));
}

#[test]
fn a_comment_is_ticked_and_a_change_noted_down_for_good() {
    let mut pages = answered();
    let manager = pages.manager();
    let (from, to) = days();
    let comments = patiently(|| manager.comments(from, to));
    let [comment] = comments.comments.as_slice() else {
        panic!("{comments:?}");
    };
    let said = (comment.text.as_str(), comment.is_read);
    assert_eq!(said, ("=cold bread", false));
    let written = serde_json::to_string(&comments).unwrap();
    assert!(!written.contains("777888"), "that is for the counter");
    let number = comment.number;
    let tick = |manager: &Client, is_read| {
        patiently(|| manager.remark(&Remark::TickComment { number, is_read }));
    };
    tick(&manager, true);
    let text = ChangeText::new("fresh bread at 16:00").unwrap();
    let day = clock::today();
    let add = Remark::AddChange { day, text };
    patiently(|| manager.remark(&add));
    patiently(|| manager.remark(&add));
    // All of it is on the disk.
    pages.service.signal(Signal::KILL);
    pages.service.wait();
    let mut pages = Pages::serve(pages.shop);
    let manager = pages.manager();
    let is_read = || patiently(|| manager.comments(from, to)).comments[0].is_read;
    assert!(is_read());
    tick(&manager, false);
    assert!(!is_read());
    let report = patiently(|| manager.answers(&wanted(false)));
    let [changed] = report.changes.as_slice() else {
        panic!("{:?}", report.changes);
    };
    assert_eq!(changed.change.text.as_str(), "fresh bread at 16:00");
    let id = changed.change.id;
    patiently(|| manager.remark(&Remark::RemoveChange { id }));
    assert_eq!(patiently(|| manager.answers(&wanted(false))).changes, []);
    let log = pages.service.lines().concat();
    assert!(!log.contains("cold bread") && !log.contains("fresh bread"));
    assert_eq!(pages.service.stop(), Some(0));
}
