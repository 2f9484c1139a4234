//! The sections of the file, each read into its own type.

use super::reader::Reader;
use super::{
    Cable, Closing, Config, Counter, Hub, MAX_CAP, Queue, RewardTerms, Scanner, Splice, SpliceKind,
    Store, shape,
};
use crate::device::flow::Flow;
use crate::domain::code::{Slot, Till};
use crate::domain::document::Currency;
use crate::domain::queue::{Line, MOST_COUNTERS};
use crate::engine::api::Words;
use crate::engine::counter::Sales;
use crate::protocol::escpos::block::Qr;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(super) fn read_store(reader: &mut Reader<'_>, default: Store) -> Store {
    Store {
        name: reader
            .text("store.name", shape::name)
            .unwrap_or(default.name),
        language: reader
            .text("store.language", shape::language)
            .unwrap_or(default.language),
        currency: reader
            .text("store.currency", |text| Currency::try_from(text.to_owned()))
            .unwrap_or(default.currency),
        slot: reader
            .number("store.slot", 0..=Slot::MAX.get().into())
            .map_or(default.slot, narrow),
        short_name: reader.text("store.short_name", shape::short_name),
        listen: reader.text("store.listen", shape::address),
        host: reader.text("store.host", shape::host_and_port),
        scripts: reader.text("store.scripts", shape::path),
        gifts: reader.text("store.gifts", shape::path),
    }
}

impl Config {
    /// Where the store's own words for what staff say are, if it has any; a relative path counts
    /// from the folder of the configuration file.
    pub fn scripts_beside(&self, config_file: &Path) -> Option<PathBuf> {
        let path = self.store.scripts.as_ref()?;
        Some(config_file.with_file_name(path))
    }

    /// Where the store's rules for gifts are, if it has any; a relative path counts likewise.
    pub fn gifts_beside(&self, config_file: &Path) -> Option<PathBuf> {
        let path = self.store.gifts.as_ref()?;
        Some(config_file.with_file_name(path))
    }
}

impl Store {
    /// What concerns where the counters of a store meet.
    pub(super) fn check(&self, reader: &mut Reader<'_>) {
        let listen = self.listen.map(|listen| listen.to_string());
        if listen.is_some() && listen == self.host {
            let message =
                "is [store] listen of this counter itself; take it out where the counters meet";
            reader.problem("store.host", message);
        }
        if let Some(listen) = self.listen.filter(|listen| !listen.ip().is_loopback()) {
            let message = format!(
                "{listen} can be reached from the network; who has the address of the page for \
                 colleagues sees the line and can answer a call"
            );
            reader.warn("store.listen", message);
        }
    }
}

pub(super) fn read_counter(reader: &mut Reader<'_>, default: Counter) -> Counter {
    const SALES: [(&str, Sales); 2] = [("cable", Sales::Cable), ("api", Sales::Api)];
    Counter {
        number: reader
            .number("counter.number", 0..=Till::MAX.get().into())
            .map_or(default.number, narrow),
        sales: reader
            .text("counter.sales", |text| shape::one_of(text, &SALES))
            .unwrap_or(default.sales),
    }
}

pub(super) fn read_hub(reader: &mut Reader<'_>) -> Option<Hub> {
    let url = reader.text("hub.url", shape::hub_url);
    let token_file = reader.text("hub.token_file", shape::path);
    let ca = reader.text("hub.ca", shape::path);
    for key in ["hub.token_file", "hub.ca"] {
        if reader.is_absent("hub.url") && !reader.is_absent(key) {
            reader.problem(key, "there is no hub; set [hub] url as well");
        }
    }
    Some(Hub {
        url: url?,
        token_file: token_file.unwrap_or_else(|| "hub.token".into()),
        ca,
    })
}

pub(super) fn read_printer(reader: &mut Reader<'_>, default: Cable) -> Cable {
    const FLOWS: [(&str, Flow); 4] = [
        ("none", Flow::None),
        ("rtscts", Flow::RtsCts),
        ("dtrdsr", Flow::DtrDsr),
        ("xonxoff", Flow::XonXoff),
    ];
    const QRS: [(&str, Qr); 3] = [
        ("auto", Qr::Auto),
        ("native", Qr::Native),
        ("text", Qr::Text),
    ];
    Cable {
        till: reader.text("printer.till", shape::called_port),
        printer: reader.text("printer.printer", shape::port),
        listen_only: reader
            .flag("printer.listen_only")
            .unwrap_or(default.listen_only),
        profile: reader
            .text("printer.profile", shape::profile)
            .unwrap_or(default.profile),
        baud: reader
            .number("printer.baud", 300..=921_600)
            .unwrap_or(default.baud),
        flow: reader
            .text("printer.flow", |text| shape::one_of(text, &FLOWS))
            .unwrap_or(default.flow),
        qr: reader
            .text("printer.qr", |text| shape::one_of(text, &QRS))
            .unwrap_or(default.qr),
        paper_mm: reader
            .number("printer.paper_mm", 20..=120)
            .and_then(|mm| u16::try_from(mm).ok()),
        default_page: reader.text("printer.default_page", shape::page),
    }
}

pub(super) fn read_scanner(reader: &mut Reader<'_>) -> Scanner {
    Scanner {
        port: reader.text("scanner.port", shape::called_port),
        forward: reader.text("scanner.forward", shape::port),
        profile: reader.text("scanner.profile", shape::scanner_profile),
        baud: reader.number("scanner.baud", 300..=921_600),
        member_prefix: reader.text("scanner.member_prefix", shape::member_prefix),
    }
}

/// How many thank-yous a day a counter gives where nothing else is said.
const USUAL_CAP: u16 = 10;

impl Default for RewardTerms {
    fn default() -> Self {
        Self {
            minimum_minor: 0,
            cap: USUAL_CAP,
        }
    }
}

/// What everybody gets who answers the survey.
pub(super) fn read_reward(reader: &mut Reader<'_>) -> Option<Words> {
    let what = reader.words("survey.reward", shape::sentence, shape::language);
    for key in ["survey.reward_minimum", "survey.reward_cap"] {
        if reader.is_absent("survey.reward") && !reader.is_absent(key) {
            let message =
                "there is no reward that this could be about; set [survey] reward as well";
            reader.problem(key, message);
        }
    }
    what
}

/// For which sales, and how often.
pub(super) fn read_reward_terms(reader: &mut Reader<'_>) -> RewardTerms {
    let usual = RewardTerms::default();
    let minimum = reader.text("survey.reward_minimum", shape::money_minor);
    let cap = reader.number("survey.reward_cap", 1..=MAX_CAP.into());
    RewardTerms {
        minimum_minor: minimum.unwrap_or(usual.minimum_minor),
        cap: cap.and_then(|cap| cap.try_into().ok()).unwrap_or(usual.cap),
    }
}

pub(super) fn read_splice(reader: &mut Reader<'_>, default: Splice) -> Splice {
    const KINDS: [(&str, SpliceKind); 2] = [("sale", SpliceKind::Sale), ("copy", SpliceKind::Copy)];
    let enabled = reader.flag("splice.enabled").unwrap_or(default.enabled);
    let kinds = reader
        .texts("splice.kinds", |text| shape::one_of(text, &KINDS))
        .unwrap_or(default.kinds);
    if kinds.is_empty() {
        reader.problem(
            "splice.kinds",
            "names nothing; to print no codes set enabled = false",
        );
    }
    if kinds
        .iter()
        .enumerate()
        .any(|(index, kind)| kinds.iter().skip(index + 1).any(|other| other == kind))
    {
        reader.problem("splice.kinds", "names a kind twice");
    }
    let every = reader
        .number("splice.every", 1..=10_000)
        .unwrap_or(default.every);
    Splice {
        enabled,
        kinds,
        every,
        on_quiet: reader.flag("splice.on_quiet").unwrap_or(default.on_quiet),
    }
}

/// The reader has checked the range.
fn narrow<const MAX: u16>(number: u32) -> crate::domain::code::Number<MAX> {
    let number = u16::try_from(number).ok();
    number
        .and_then(|number| number.try_into().ok())
        .unwrap_or_default()
}

pub(super) fn read_queue(reader: &mut Reader<'_>, default: Queue) -> Queue {
    const LINES: [(&str, Line); 2] = [("shared", Line::Shared), ("separate", Line::Separate)];
    let counters = reader.number("queue.counters", 1..=MOST);
    let minutes = reader.number("queue.target_minutes", 1..=60);
    Queue {
        line: reader
            .text("queue.line", |text| shape::one_of(text, &LINES))
            .unwrap_or(default.line),
        counters: counters
            .and_then(|counters| usize::try_from(counters).ok())
            .unwrap_or(default.counters),
        target: minutes.map_or(default.target, |minutes| {
            Duration::from_mins(minutes.into())
        }),
        exceptions: reader
            .texts("queue.exceptions", shape::date)
            .unwrap_or(default.exceptions),
    }
}

pub(super) fn read_closing(reader: &mut Reader<'_>, default: Closing) -> Closing {
    Closing {
        slip: reader.flag("closing.slip").unwrap_or(default.slip),
        after: reader
            .text("closing.after", str::parse)
            .unwrap_or(default.after),
        at: reader
            .text("closing.at", shape::time_of_day_or_never)
            .unwrap_or(default.at),
    }
}

/// As many counters as the estimate looks at.
const MOST: u32 = 16;
const _: () = assert!(MOST as usize == MOST_COUNTERS);
