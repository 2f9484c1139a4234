//! The survey in a real browser: with the keyboard alone and without scripts, at the size of a phone and
//! of a desk, light and dark, in every language; and what axe-core says about each page.
//!
//! Needs `chromium`, and axe-core where `tests/run` puts it.
#![cfg(test)]
#![cfg(target_os = "linux")]

#[path = "support/browser.rs"]
mod browser;
#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use browser::Browser;
use serde_json::json;
use shop::{Service, Shop, eventually};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use tillside::domain::code::{Code, Day, KEY_VERSION, Kind, Seq, Slot, StoreKey, Till};
use tillside::domain::i18n::Messages;
use tillside::domain::survey::SurveyAnswered;
use tillside::domain::time::Timestamp;
use tillside::journal::{FILE, Reader};
use tillside::runtime::local_api::PAGES_FILE;
use tillside::runtime::{clock, key, private_file};

/// What no page may lack; axe-core looks at the rest.
const RULES: &str = r"(() => {
  const bad = [];
  const all = selector => [...document.querySelectorAll(selector)];
  if (!document.documentElement.lang) bad.push('no language');
  if (!document.title.trim()) bad.push('no title');
  if (all('h1').length !== 1) bad.push('not one heading');
  const shown = all('a, button, input:not([type=hidden]), textarea').filter(e => !e.closest('.trap'));
  for (const e of shown) {
    const box = (e.type === 'radio' || e.type === 'checkbox' ? e.closest('label, .tick') : e).getBoundingClientRect();
    const inline = e.closest('p.small, .note') && e.tagName === 'A';
    if (!inline && (box.height < 44 || box.width < 44)) bad.push('small: ' + e.outerHTML + box.width + 'x' + box.height);
    if (e.matches('input, textarea') && !e.labels.length) bad.push('no label: ' + e.outerHTML);
  }
  for (const f of all('fieldset')) if (!f.querySelector('legend')) bad.push('no legend');
  if (document.documentElement.scrollWidth > innerWidth) bad.push('wider than the screen');
  return bad;
})()";

struct Visit {
    browser: Browser,
    address: String,
    key: StoreKey,
    axe: String,
    pictures: PathBuf,
}

fn open() -> (Shop, Service, Visit) {
    let mut shop = Shop::with_own_ports();
    shop.enabled = false;
    shop.pages = true;
    shop.survey = "question = { pl = \"Czy było wszystko?\", en = \"Was everything there?\" }\n\
                   reward = { pl = \"kawa\", en = \"a coffee\" }\nreward_minimum = '20'\n";
    let service = shop.open();
    service.wait_for("the customers' pages are served");
    let address = fs::read_to_string(shop.data.join(PAGES_FILE)).unwrap();
    let master = key::load(&shop.data.join("store.key")).unwrap();
    let axe = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/axe/axe.min.js");
    let axe = fs::read_to_string(&axe).unwrap_or_else(|_| panic!("tests/run fetches {axe:?}"));
    let pictures = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("survey");
    private_file::make_directory(&pictures).unwrap();
    let visit = Visit {
        browser: Browser::start(),
        address: format!("http://{}", address.trim()),
        key: master.store_key(KEY_VERSION, Slot::default()),
        axe,
        pictures,
    };
    (shop, service, visit)
}

impl Visit {
    fn code(&self, seq: u16) -> Code {
        let day = Day::from_date(clock::today()).unwrap();
        let seq = Seq::new(seq).unwrap();
        self.key
            .encode(Kind::Survey, Till::new(1).unwrap(), day, seq)
    }

    /// Goes on with Tab until the focus is where this says.
    fn tab_to(&mut self, selector: &str) {
        for _ in 0..60 {
            self.browser.press("Tab");
            let there = format!("!!document.activeElement?.matches({selector:?})");
            if self.browser.find_out(&there) == json!(true) {
                let ring = "(() => { const e = document.activeElement; const s = e.type === 'radio' ? e.nextElementSibling : e; return getComputedStyle(s).outlineStyle; })()";
                assert_eq!(self.browser.find_out(ring), json!("solid"), "{selector}");
                return;
            }
        }
        panic!("the keyboard does not get to {selector}");
    }

    /// Looks at the page in every size and colour.
    fn judge(&mut self, name: &str) {
        for (width, height, colours) in [
            (360, 640, "light"),
            (360, 640, "dark"),
            (1280, 800, "light"),
            (320, 480, "light"),
        ] {
            self.browser.be(width, height, colours);
            let broken = self.browser.find_out(RULES);
            assert_eq!(broken, json!([]), "{name} at {width}, {colours}");
            self.axe(&format!("{name} at {width}, {colours}"));
            self.picture(&format!("{name}-{width}-{colours}.png"));
        }
        self.browser.be(360, 640, "light");
    }

    /// A judge is a script; the page goes on without any.
    fn axe(&mut self, name: &str) {
        self.allow_scripts(true);
        let axe = self.axe.clone();
        self.browser.find_out(&format!("{axe}; true"));
        let run = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})\
                   .then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | ')))";
        assert_eq!(self.browser.find_out(run), json!([]), "axe-core on {name}");
        self.allow_scripts(false);
    }

    fn allow_scripts(&mut self, allowed: bool) {
        let value = json!({"value": !allowed});
        self.browser
            .order("Emulation.setScriptExecutionDisabled", &value);
    }

    fn picture(&mut self, name: &str) {
        self.browser.picture(&self.pictures.join(name));
    }

    /// The other questions with the keyboard, first without the tick.
    fn answer_the_rest(&mut self, language: &str) {
        self.judge(&format!("{language}-2"));
        for (name, steps) in [("happy", 3), ("own", 0)] {
            self.tab_to(&format!("input[name={name}]"));
            self.browser.press("Space");
            (0..steps).for_each(|_| self.browser.press("ArrowRight"));
        }
        self.tab_to("textarea");
        self.browser.type_text("Świeży chleb <b>");
        self.tab_to("#contact");
        self.browser.type_text("601 602 603");
        self.tab_to("button.send");
        self.enter();
        self.browser
            .arrive("!!document.querySelector('[role=alert]')");
        self.judge(&format!("{language}-2-mistake"));
        let kept = "document.querySelector('#contact').value + '|' + document.querySelector('textarea').value + '|' + document.querySelector('input[name=happy]:checked').value";
        assert_eq!(
            self.browser.find_out(kept),
            json!("601 602 603|Świeży chleb <b>|4")
        );
        self.tab_to("#consent");
        self.browser.press("Space");
        self.tab_to("button.send");
        self.enter();
        self.browser.arrive("!!document.querySelector('.gift')");
    }

    /// What a scanner reads on a picture.
    fn read(&self, name: &str) -> String {
        let picture = self.pictures.join(name);
        let read = Command::new("zbarimg")
            .args(["--raw", "-q"])
            .arg(picture)
            .output();
        String::from_utf8(read.unwrap().stdout)
            .unwrap()
            .trim()
            .to_owned()
    }

    fn judge_the_other_pages(&mut self) {
        for (name, path) in [
            ("entry", "/"),
            ("typo", "/?code=0YTZ-6FYH-JXDY"),
            ("privacy", "/privacy"),
        ] {
            for language in Messages::languages() {
                let sign = if path.contains('?') { '&' } else { '?' };
                let address = format!("{}{path}{sign}l={language}", self.address);
                self.browser.open(&address);
                self.judge(&format!("{language}-{name}"));
            }
        }
    }

    /// Sends the form and waits for what comes.
    fn enter(&mut self) {
        let mark = "document.body.dataset.old = 1";
        self.browser.find_out(mark);
        self.browser.press("Enter");
        self.browser
            .arrive("document.body.dataset.old === undefined");
    }

    /// The first question with the keyboard, as soon as the page takes it.
    fn score(&mut self, code: Code, language: &str, score: u8) {
        let path = format!("{}/{}?l={language}", self.address, code.compact());
        self.browser.open(&path);
        self.judge(&format!("{language}-1"));
        let selector = format!("button[value='{score}']");
        eventually("the first answer is taken", || {
            self.tab_to(&selector);
            self.enter();
            let taken = self.browser.find_out("!document.querySelector('.scores')");
            (taken == json!(true)).then_some(())
        });
    }
}

/// What the journal keeps of so many answers, once they have come so far.
fn answers(shop: &Shop, count: usize) -> Vec<SurveyAnswered> {
    let always = Timestamp(0)..Timestamp(i64::MAX);
    eventually("all answers are in the journal", || {
        let reader = Reader::open(&shop.data.join(FILE)).unwrap();
        let rows = reader.answers(always.clone()).unwrap();
        let answers: Vec<_> = rows.iter().map(|row| row.answer).collect();
        (answers.len() == count).then_some(answers)
    })
}

/// Comments and contacts in the journal.
fn notes(shop: &Shop) -> Vec<(String, String)> {
    let connection = rusqlite::Connection::open(shop.data.join(FILE)).unwrap();
    let sql = "SELECT comment, contact FROM notes ORDER BY number";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_person_answers_with_the_keyboard_alone_in_every_language() {
    let (shop, mut service, mut visit) = open();
    visit.allow_scripts(false);
    let languages = Messages::languages();
    for (seq, language) in (1..).zip(&languages) {
        let code = visit.code(seq);
        visit.score(code, language.as_str(), 9);
        let found = visit
            .browser
            .find_out("location.pathname + '|' + document.documentElement.lang");
        assert_eq!(found, json!(format!("/{}|{language}", code.compact())));
        visit.answer_the_rest(language.as_str());
        let address = visit.browser.find_out("location.search");
        let address = address.as_str().unwrap();
        assert!(address.starts_with(&format!("?l={language}&t=")) && address.contains("&r="));
        visit.judge(&format!("{language}-3"));
        let (_, reward) = address.rsplit_once("&r=").unwrap();
        assert_eq!(
            visit.read(&format!("{language}-3-360-dark.png")),
            format!("CARE:{reward}")
        );
    }
    visit.judge_the_other_pages();
    let answers = answers(&shop, languages.len());
    assert_eq!(service.stop(), Some(0));
    for (answer, language) in answers.iter().zip(&languages) {
        assert_eq!(answer.language, *language);
        let grades = [answer.scores.happy, answer.scores.easy, answer.scores.own];
        assert_eq!(
            grades.map(|grade| grade.map(u8::from)),
            [Some(4), None, Some(1)]
        );
        assert_eq!(u8::from(answer.scores.recommend), 9);
    }
    let note = ("Świeży chleb <b>".to_owned(), "601 602 603".to_owned());
    assert_eq!(notes(&shop), vec![note; languages.len()]);
}
