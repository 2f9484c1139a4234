//! Reads the file as a whole and what stands above its rules.

use super::table::{Reader, Section};
use super::words::{LABEL, words};
use super::{
    Cap, Global, Goodwill, Hours, MAX_RULES, Rule, Rules, Weather, WeatherSource, categories, gift,
};
use crate::domain::gift::draw::{Seed, Share};
use crate::domain::gift::weather::WebSource;
use crate::domain::language::Language;
use crate::domain::stars::{EarnBy, Earning};
use crate::domain::time::TimeOfDay;
use std::collections::BTreeMap;
use toml::de::DeTable;

/// The most that something may cost, in hundredths: more is a slip of the hand.
pub(super) const MONEY: i64 = 100_000_000;

/// The most of a count.
pub(super) const COUNT: i64 = 100_000;

/// The most days that something may look back or last.
pub(super) const DAYS: i64 = 366;

/// What stands above the rules where the file says nothing: at most four gifts in 90 days with a
/// week between them and a tenth without (the project's own choice), and some contacts more.
pub(super) const DEFAULT: Global = Global {
    gifts: Cap { max: 4, days: 90 },
    min_days_between: 7,
    contacts: Cap { max: 6, days: 30 },
    survey_ask_days: 30,
    quiet: None,
    monthly_budget: None,
    staff_excluded: true,
    staff_sales_per_hour: 6,
    hold_out: Share::NONE,
};

const DEFAULT_HOLD_OUT: f64 = 0.1;

/// The whole file; `None` where there are no rules to be made of it. Everything wrong is with the
/// reader.
pub(super) fn rules<'t>(
    reader: &mut Reader<'t>,
    table: &'t DeTable<'t>,
    languages: &[Language],
) -> Option<Rules> {
    let top = Reader::top(table);
    reader.keys(
        &top,
        &[
            "schema",
            "seed",
            "global",
            "goodwill",
            "weather",
            "stars",
            "categories",
            "gift",
        ],
        &[],
        &[(
            "timezone",
            "has no effect: times and days are those of the counter's own clock",
        )],
    );
    let schema = required(reader, &top, "schema");
    let schema: Option<u8> = schema.and_then(|()| reader.int(&top, "schema", 1..=1));
    let seed = required(reader, &top, "seed").and_then(|()| seed(reader, &top));
    let global = global(reader, &top);
    let goodwill = goodwill(reader, &top, languages);
    let weather = weather(reader, &top);
    let stars = stars(reader, &top);
    let categories = categories::categories(reader, &top);
    let mut gifts = Vec::new();
    for section in reader.sections(&top, "gift") {
        let above = gift::Above {
            global: &global,
            categories: &categories,
            languages,
            has_stars: stars.is_some(),
        };
        gifts.extend(gift::gift(reader, section, &above));
    }
    unique(reader, &top, &gifts);
    schema?;
    Some(Rules {
        seed: seed?,
        global,
        goodwill,
        weather,
        stars,
        categories,
        gifts,
    })
}

/// Complains where a key is missing.
pub(super) fn required(reader: &mut Reader<'_>, section: &Section<'_>, key: &str) -> Option<()> {
    if section.has(key) {
        return Some(());
    }
    let message = match key {
        "schema" => "is missing; write schema = 1",
        "seed" => "is missing; write 16 digits of your own such as seed = \"8f3c1e0a5b7d2946\"",
        "label" => "is missing; write what it is, in every language: { en = \"A hot tea\", … }",
        _ => "is missing; write it",
    };
    reader.wrong(section, key, message);
    None
}

fn seed<'t>(reader: &mut Reader<'t>, top: &Section<'t>) -> Option<Seed> {
    let written = reader.text(top, "seed")?;
    let is_hex = written.len() == 16 && written.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u64::from_str_radix(written, 16).ok().filter(|_| is_hex);
    if number.is_none() {
        reader.wrong(
            top,
            "seed",
            "is no seed; write 16 digits 0 to 9 and a to f in quotes",
        );
    }
    number.map(Seed)
}

fn unique(reader: &mut Reader<'_>, top: &Section<'_>, gifts: &[Rule]) {
    let mut seen: BTreeMap<_, &Rule> = BTreeMap::new();
    for (index, rule) in gifts.iter().enumerate() {
        let key = format!("[gift {}] id", rule.id);
        if index == MAX_RULES {
            let message = format!("is one rule too many; there may be {MAX_RULES}");
            reader.wrong_at(top, &key, rule.line, message);
        }
        match seen.insert(rule.key, rule) {
            Some(other) if other.id == rule.id => {
                let message = format!("is there already, on line {}; write another", other.line);
                reader.wrong_at(top, &key, rule.line, message);
            }
            Some(other) => {
                let message = format!(
                    "has the same number as {:?} by chance; write another id",
                    other.id
                );
                reader.wrong_at(top, &key, rule.line, message);
            }
            None => {}
        }
    }
}

fn global<'t>(reader: &mut Reader<'t>, top: &Section<'t>) -> Global {
    let usual = Global {
        hold_out: Share::new(DEFAULT_HOLD_OUT),
        ..DEFAULT
    };
    let Some(section) = reader.section(top, "global") else {
        return usual;
    };
    let s = &section;
    reader.keys(
        s,
        &[
            "per_customer",
            "min_days_between",
            "contacts",
            "max_ask_survey_days",
            "quiet_hours",
            "monthly_budget",
            "staff_excluded",
            "staff_sales_per_hour",
            "hold_out",
        ],
        &[],
        &[
            (
                "messages",
                "has no effect: Tillside sends no messages; contacts = { max = 6, per_days = 30 } \
                 is what bounds how often a member is addressed",
            ),
            (
                "opt_out_tag",
                "has no effect: that somebody wants no gifts is kept with the member",
            ),
        ],
    );
    Global {
        gifts: cap(reader, s, "per_customer").unwrap_or(usual.gifts),
        min_days_between: reader
            .int(s, "min_days_between", 0..=DAYS)
            .unwrap_or(usual.min_days_between),
        contacts: cap(reader, s, "contacts").unwrap_or(usual.contacts),
        survey_ask_days: reader
            .int(s, "max_ask_survey_days", 0..=DAYS)
            .unwrap_or(usual.survey_ask_days),
        quiet: hours(reader, s, "quiet_hours", Midnight::May),
        monthly_budget: reader.int(s, "monthly_budget", 0..=MONEY),
        staff_excluded: reader.flag(s, "staff_excluded").unwrap_or(true),
        staff_sales_per_hour: reader
            .int(s, "staff_sales_per_hour", 1..=1000)
            .unwrap_or(usual.staff_sales_per_hour),
        hold_out: share(reader, s, "hold_out").unwrap_or(usual.hold_out),
    }
}

pub(super) fn share<'t>(
    reader: &mut Reader<'t>,
    section: &Section<'t>,
    key: &str,
) -> Option<Share> {
    reader.number(section, key, 0.0..=1.0).map(Share::new)
}

/// `{ max = 4, per_days = 90 }`.
pub(super) fn cap<'t>(reader: &mut Reader<'t>, above: &Section<'t>, key: &str) -> Option<Cap> {
    let section = reader.section(above, key)?;
    reader.keys(&section, &["max", "per_days"], &[], &[]);
    let both = required(reader, &section, "max").zip(required(reader, &section, "per_days"));
    both?;
    Some(Cap {
        max: reader.int(&section, "max", 1..=1000)?,
        days: reader.int(&section, "per_days", 1..=DAYS)?,
    })
}

/// Whether hours may begin on one day and end on the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Midnight {
    May,
    MayNot,
}

/// `"11:00-18:00"` or `["20:00", "09:00"]`.
pub(super) fn hours<'t>(
    reader: &mut Reader<'t>,
    section: &Section<'t>,
    key: &str,
    midnight: Midnight,
) -> Option<Hours> {
    if !section.has(key) {
        return None;
    }
    let ends: Vec<String> = if reader.is_text(section, key) {
        let text = reader.text(section, key)?;
        text.split('-').map(|it| it.trim().to_owned()).collect()
    } else {
        let texts = reader.texts(section, key)?;
        texts.iter().map(|it| it.value.to_owned()).collect()
    };
    let ends: Vec<u16> = ends.iter().filter_map(|it| minutes(it)).collect();
    let [from, to] = ends[..] else {
        reader.wrong(
            section,
            key,
            "is no time of day; write it as in \"11:00-18:00\"",
        );
        return None;
    };
    let hours = Hours {
        from: from % TimeOfDay::DAY,
        to,
    };
    match from.cmp(&to) {
        std::cmp::Ordering::Less => Some(hours),
        std::cmp::Ordering::Greater if midnight == Midnight::May => Some(hours),
        std::cmp::Ordering::Greater => {
            let message = "ends before it begins; write the earlier time first, and two rules for \
                           hours over midnight";
            reader.wrong(section, key, message);
            None
        }
        std::cmp::Ordering::Equal => {
            reader.wrong(
                section,
                key,
                "ends when it begins; write two different times",
            );
            None
        }
    }
}

fn minutes(text: &str) -> Option<u16> {
    if text == "24:00" {
        return Some(TimeOfDay::DAY);
    }
    text.parse().ok().map(TimeOfDay::minutes)
}

fn goodwill<'t>(
    reader: &mut Reader<'t>,
    top: &Section<'t>,
    languages: &[Language],
) -> Option<Goodwill> {
    let section = reader.section(top, "goodwill")?;
    reader.keys(&section, &["per_day", "cost", "label"], &[], &[]);
    for key in ["per_day", "cost", "label"] {
        required(reader, &section, key);
    }
    let per_day = reader.int(&section, "per_day", 1..=COUNT);
    let cost = reader.int(&section, "cost", 0..=MONEY);
    let label = words(reader, &section, "label", LABEL, languages);
    Some(Goodwill {
        per_day: per_day?,
        cost: cost?,
        label: label?,
    })
}

fn weather<'t>(reader: &mut Reader<'t>, top: &Section<'t>) -> Weather {
    let usual = Weather {
        source: WeatherSource::Hand,
        max_age_min: 6 * 60,
    };
    let Some(section) = reader.section(top, "weather") else {
        return usual;
    };
    reader.keys(&section, &["source", "max_age_hours"], &[], &[]);
    let hours: Option<u16> = reader.int(&section, "max_age_hours", 1..=48);
    Weather {
        source: source(reader, &section).unwrap_or(usual.source),
        max_age_min: hours.map_or(usual.max_age_min, |hours| hours * 60),
    }
}

fn source<'t>(reader: &mut Reader<'t>, section: &Section<'t>) -> Option<WeatherSource> {
    let text = reader.text(section, "source")?;
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    match text {
        "hand" => Some(WeatherSource::Hand),
        "hub" => {
            let message = "has no effect: no hub tells the temperature, so that somebody has to type \
                           it in; write \"hand\", \"file:PATH\" or an address that begins with https://";
            reader.remark(section, "source", message);
            None
        }
        _ if is_address => {
            let source = WebSource::parse(text);
            let source = source.map_err(|error| reader.wrong(section, "source", error.to_string()));
            source.ok().map(WeatherSource::Url)
        }
        _ => {
            let path = text.strip_prefix("file:").filter(|path| !path.is_empty());
            if path.is_none() {
                let message = "is no source; write \"hand\", \"file:PATH\" or an address that begins \
                               with https://";
                reader.wrong(section, "source", message);
            }
            path.map(|path| WeatherSource::File(path.to_owned()))
        }
    }
}

fn stars<'t>(reader: &mut Reader<'t>, top: &Section<'t>) -> Option<Earning> {
    let section = reader.section(top, "stars")?;
    let s = &section;
    reader.keys(
        s,
        &["per_visit", "per_amount", "max_per_sale", "offline_per_day"],
        &[],
        &[],
    );
    let by = match (s.has("per_visit"), s.has("per_amount")) {
        (true, false) => {
            let stars = reader.int(s, "per_visit", 1..=1000);
            stars.map(|stars| EarnBy::Visit { stars })
        }
        (false, true) => per_amount(reader, s),
        _ => {
            let message = "earns by visits or by amounts; write per_visit = 1, or per_amount = \
                           { stars = 1, each = 1000 }";
            reader.wrong_at(top, "[stars]", s.line, message);
            None
        }
    };
    let max_per_sale = reader.int(s, "max_per_sale", 1..=COUNT);
    let offline_per_day = reader.int(s, "offline_per_day", 0..=1000);
    Some(Earning {
        by: by?,
        max_per_sale: max_per_sale.unwrap_or(Earning::MAX_PER_SALE),
        offline_per_day: offline_per_day.unwrap_or(Earning::OFFLINE_PER_DAY),
    })
}

fn per_amount<'t>(reader: &mut Reader<'t>, above: &Section<'t>) -> Option<EarnBy> {
    let section = reader.section(above, "per_amount")?;
    reader.keys(&section, &["stars", "each"], &[], &[]);
    for key in ["stars", "each"] {
        required(reader, &section, key);
    }
    let stars = reader.int(&section, "stars", 1..=1000);
    let each_minor = reader.int(&section, "each", 1..=MONEY);
    Some(EarnBy::Amount {
        stars: stars?,
        each_minor: each_minor?,
    })
}
