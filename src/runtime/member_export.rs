//! Everything that is kept of a member, as a file for machines and as a page to be read.

use serde_json::{Value as Json, json};

use super::clock;
use crate::domain::code::Day;
use crate::domain::event::Loyalty;
use crate::domain::gift::book::Contact;
use crate::domain::i18n::{Messages, Value};
use crate::domain::language::Language;
use crate::domain::stars::Purpose;
use crate::domain::time::Timestamp;
use crate::journal::{CardRow, GiftRow, MemberData};

/// How stars came and went, as far as single sales are still there.
struct Stars {
    earned: Vec<(Timestamp, Day, u64, u32)>,
    spent: Vec<(Timestamp, Day, u64, u32, &'static str)>,
    balance: i64,
}

impl Stars {
    fn of(data: &MemberData) -> Self {
        let (mut earned, mut spent) = (Vec::new(), Vec::new());
        for (at, event) in &data.events {
            match event {
                Loyalty::MemberServed(it) => {
                    let stars = it.by.map_or(0, |by| by.stars(it.total_minor).min(it.max));
                    earned.push((*at, it.day, it.receipt.0, stars));
                }
                Loyalty::StarsSpent(it) => {
                    let what = match it.purpose {
                        Purpose::Gift(..) => "gift",
                        Purpose::Code(..) => "code",
                    };
                    spent.push((*at, it.day, it.receipt.0, it.stars, what));
                }
                _ => {}
            }
        }
        Self {
            earned,
            spent,
            balance: data.record.stars.balance(&data.numbers),
        }
    }
}

fn contacts(data: &MemberData) -> impl Iterator<Item = (Timestamp, Day, &'static str)> {
    data.events.iter().filter_map(|(at, event)| {
        let Loyalty::MemberContacted(it) = event else {
            return None;
        };
        let about = match it.contact {
            Contact::Greeting => "greeting",
            Contact::SurveyAsk => "survey_ask",
            Contact::FollowUp => "follow_up",
        };
        Some((*at, it.day, about))
    })
}

/// Everything, for a machine.
pub(super) fn as_json(data: &MemberData) -> anyhow::Result<String> {
    let stars = Stars::of(data);
    let profile = &data.profile;
    let date = |day: &Day| day.date().to_string();
    let events: Vec<Json> = data
        .events
        .iter()
        .map(|(at, event)| {
            Ok(json!({ "at": at.to_string(), "event": serde_json::to_value(event)? }))
        })
        .collect::<anyhow::Result<_>>()?;
    let json = json!({
        "numbers": data.numbers,
        "since": date(&data.since),
        "agreed_at": data.agreed_at.to_string(),
        "agreed_in": profile.agreed_in,
        "name": profile.name,
        "birthday": profile.birthday.map(|it| json!({ "month": it.month, "day": it.day })),
        "note": profile.note,
        "opted_out": profile.opted_out,
        "cards": data.cards.iter().map(card).collect::<Vec<_>>(),
        "visits": data.record.visits.days(&data.numbers).iter().map(date).collect::<Vec<_>>(),
        "stars": {
            "balance": stars.balance,
            "earned": stars.earned.iter().map(|(at, day, receipt, stars)| json!({
                "at": at.to_string(), "day": date(day), "receipt": receipt, "stars": stars,
            })).collect::<Vec<_>>(),
            "spent": stars.spent.iter().map(|(at, day, receipt, stars, what)| json!({
                "at": at.to_string(), "day": date(day), "receipt": receipt, "stars": stars,
                "for": what,
            })).collect::<Vec<_>>(),
        },
        "gifts": data.gifts.iter().map(gift).collect::<Vec<_>>(),
        "contacts": contacts(data).map(|(at, day, about)| json!({
            "at": at.to_string(), "day": date(&day), "about": about,
        })).collect::<Vec<_>>(),
        "complete": !data.is_copied,
        "is_staff": data.record.staff.is_staff(),
        "handed_out": data.exports.iter().map(|row| json!({
            "at": row.at.to_string(), "what": row.what,
        })).collect::<Vec<_>>(),
        "events": events,
        "record": serde_json::to_value(&data.record)?,
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&json)?))
}

fn card(row: &CardRow) -> Json {
    json!({
        "card": row.card,
        "issued": row.issued.to_string(),
        "lost": row.lost.map(|at| at.to_string()),
    })
}

fn gift(row: &GiftRow) -> Json {
    json!({
        "day": row.day.date().to_string(),
        "at": row.at.to_string(),
        "receipt": row.receipt,
        "rule": row.rule,
        "what": row.state.name(),
        "cost_minor": row.cost,
        "as_code": row.as_code,
    })
}

/// Everything that a person may want to read, in this language.
pub(super) fn as_text(data: &MemberData, language: Language) -> String {
    let page = Page(Messages::for_language(language));
    let sections = [
        page.person(data),
        page.cards(data),
        page.visits(data),
        page.stars(data),
        page.gifts(data),
        page.contacts(data),
        page.handed_out(data),
        page.end(data),
    ];
    let sections: Vec<String> = sections.iter().map(|lines| lines.join("\n")).collect();
    format!("{}\n", sections.join("\n\n"))
}

struct Page(Messages);

impl Page {
    fn say(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.0.with(&format!("member-export-{key}"), values)
    }

    fn day(&self, key: &str, day: &str) -> String {
        self.say(key, &[("day", day.into())])
    }

    /// A headline and what stands below it, or that there is nothing.
    fn list(&self, headline: String, lines: impl Iterator<Item = String>) -> Vec<String> {
        let mut all = vec![headline];
        all.extend(lines.map(|line| format!("  {line}")));
        if all.len() == 1 {
            all.push(format!("  {}", self.say("nothing", &[])));
        }
        all
    }

    fn person(&self, data: &MemberData) -> Vec<String> {
        let profile = &data.profile;
        let numbers: Vec<String> = data.numbers.iter().map(|it| it.0.to_string()).collect();
        let mut lines = vec![
            self.say("title", &[]),
            self.day("made", &clock::today().to_string()),
            String::new(),
            self.say("number", &[("number", numbers.join(", ").into())]),
            self.day("since", &data.since.date().to_string()),
            self.day("agreed", &local(data.agreed_at)),
        ];
        if let Some(language) = profile.agreed_in {
            let name = Messages::for_language(language).get("language-name");
            lines.push(self.say("language", &[("language", name.into())]));
        }
        if let Some(name) = &profile.name {
            lines.push(self.say("name", &[("name", name.as_str().into())]));
        }
        if let Some(birthday) = profile.birthday {
            // As text: numbers are written with what a language puts between digits.
            let (day, month) = (birthday.day.to_string(), birthday.month.to_string());
            let values = [("day", day.into()), ("month", month.into())];
            lines.push(self.say("birthday", &values));
        }
        if let Some(note) = &profile.note {
            lines.push(self.say("note", &[("note", note.as_str().into())]));
        }
        if profile.opted_out {
            lines.push(self.say("opted-out", &[]));
        }
        if data.record.staff.is_staff() {
            lines.push(self.say("staff", &[]));
        }
        lines
    }

    fn cards(&self, data: &MemberData) -> Vec<String> {
        let lines = data.cards.iter().map(|row| {
            let mut values = vec![
                ("card", Value::from(row.card.as_str())),
                ("day", local(row.issued).into()),
            ];
            let key = match row.lost {
                Some(lost) => {
                    values.push(("lost", local(lost).into()));
                    "card-lost"
                }
                None => "card",
            };
            self.say(key, &values)
        });
        self.list(self.say("cards", &[]), lines)
    }

    fn visits(&self, data: &MemberData) -> Vec<String> {
        let days = data.record.visits.days(&data.numbers);
        let headline = self.say("visits", &[("count", days.len().into())]);
        self.list(headline, days.iter().map(|day| day.date().to_string()))
    }

    fn stars(&self, data: &MemberData) -> Vec<String> {
        let stars = Stars::of(data);
        let line = |key: &str, day: Day, stars: u32| {
            let values = [
                ("day", Value::from(day.date().to_string())),
                ("count", stars.into()),
            ];
            self.say(key, &values)
        };
        let earned = stars.earned.iter();
        let earned = earned.map(|(at, day, _, stars)| (*at, line("earned", *day, *stars)));
        let spent = stars.spent.iter();
        let spent = spent.map(|(at, day, _, stars, _)| (*at, line("spent", *day, *stars)));
        let mut lines: Vec<(Timestamp, String)> = earned.chain(spent).collect();
        lines.sort_by_key(|(at, _)| *at);
        let headline = self.say("stars", &[("count", stars.balance.into())]);
        self.list(headline, lines.into_iter().map(|(_, line)| line))
    }

    fn gifts(&self, data: &MemberData) -> Vec<String> {
        let lines = data.gifts.iter().map(|row| {
            let values = [
                ("day", Value::from(row.day.date().to_string())),
                ("what", row.state.name().into()),
            ];
            self.say("gift", &values)
        });
        self.list(self.say("gifts", &[]), lines)
    }

    fn contacts(&self, data: &MemberData) -> Vec<String> {
        let lines = contacts(data).map(|(_, day, about)| {
            let values = [
                ("day", Value::from(day.date().to_string())),
                ("about", about.into()),
            ];
            self.say("contact", &values)
        });
        self.list(self.say("contacts", &[]), lines)
    }

    fn end(&self, data: &MemberData) -> Vec<String> {
        let elsewhere = data.is_copied.then(|| self.say("elsewhere", &[]));
        let mut lines: Vec<String> = elsewhere.into_iter().collect();
        lines.push(self.say("end", &[]));
        lines
    }

    fn handed_out(&self, data: &MemberData) -> Vec<String> {
        let lines = data.exports.iter().map(|row| {
            let values = [
                ("day", Value::from(local(row.at))),
                ("what", row.what.as_str().into()),
            ];
            self.say("file", &values)
        });
        self.list(self.say("files", &[]), lines)
    }
}

/// The day where the shop is.
fn local(at: Timestamp) -> String {
    clock::local(at).date().to_string()
}
