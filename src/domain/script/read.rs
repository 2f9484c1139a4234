//! Reads files of lines: a whole language, or what a store says differently.

use super::Lines;
use super::check::complaints;
use super::line::{Line, PhraseKey};
use crate::domain::language::Language;
use crate::domain::problem::{Problem, line_of, syntax};
use std::collections::{BTreeMap, BTreeSet};
use toml::de::DeTable;

/// A file, flat: the text of every key, and the lines of keys and sections.
struct Flat<'f> {
    file: &'f str,
    entries: Vec<Entry>,
    /// Where each section begins.
    sections: BTreeMap<String, usize>,
    problems: Vec<Problem>,
}

/// One key of a file.
struct Entry {
    key: String,
    line: usize,
    value: Value,
}

/// What a key says.
enum Value {
    Text(String),
    /// A section with nothing in it.
    Empty,
    Other,
}

/// The file of one language, in which every line has to be.
pub(super) fn whole(language: Language, file: &str, text: &str) -> Result<Lines, Vec<Problem>> {
    let mut flat = Flat::read(file, text).map_err(|problem| vec![problem])?;
    let mut lines = Lines::new();
    let mut given = BTreeMap::new();
    for entry in std::mem::take(&mut flat.entries) {
        let Some((line, text)) = flat.known(&entry, &entry.key) else {
            continue;
        };
        given.insert(line, entry.line);
        flat.complain(&entry, complaints(language, line, text));
        lines.insert(line, text.to_owned());
    }
    let absent: Vec<_> = Line::all().filter(|it| !given.contains_key(it)).collect();
    for line in absent {
        flat.problem_at(flat.nearest_line(line), &line.key(), "is missing; write it");
    }
    for (line, other) in alike(&lines, &given) {
        let message = format!("reads like {}; write something else", other.key());
        let at = given.get(&line).copied().unwrap_or_default();
        flat.problem_at(at, &line.key(), message);
    }
    if flat.problems.is_empty() {
        Ok(lines)
    } else {
        Err(flat.problems)
    }
}

/// A store's file: puts every line that is in order in place of what was there.
pub(super) fn some(
    languages: &mut BTreeMap<Language, Lines>,
    file: &str,
    text: &str,
) -> Vec<Problem> {
    let mut flat = match Flat::read(file, text) {
        Ok(flat) => flat,
        Err(problem) => return vec![problem],
    };
    let mut given: BTreeMap<Language, Given> = BTreeMap::new();
    for entry in std::mem::take(&mut flat.entries) {
        let (code, key) = entry.key.split_once('.').unwrap_or((&entry.key, ""));
        let Some(language) = Language::new(code).filter(|it| languages.contains_key(it)) else {
            let codes: Vec<&str> = languages.keys().map(Language::as_str).collect();
            let message = format!(
                "{code:?} is no language here; begin the section with one of {}, such as \
                 [en.payment.other_way]",
                codes.join(", ")
            );
            flat.problem(&entry, message);
            continue;
        };
        let of_language = given.entry(language).or_default();
        let Some((line, text)) = flat.known(&entry, key) else {
            continue;
        };
        let wrong = complaints(language, line, text);
        if wrong.is_empty() {
            of_language.good.insert(line, text.to_owned());
        }
        of_language.places.insert(line, entry.line);
        flat.complain(&entry, wrong);
    }
    for (language, given) in given {
        let lines = languages.entry(language).or_default();
        flat.put(language, lines, given);
    }
    flat.problems.sort();
    flat.problems
}

/// What a store's file says in one language.
#[derive(Default)]
struct Given {
    /// Where each line that there is stands.
    places: BTreeMap<Line, usize>,
    /// The texts that are in order by themselves.
    good: Lines,
}

impl<'f> Flat<'f> {
    fn read(file: &'f str, text: &str) -> Result<Self, Problem> {
        let table = DeTable::parse(text).map_err(|error| syntax(file, text, &error))?;
        let mut flat = Self {
            file,
            entries: Vec::new(),
            sections: BTreeMap::new(),
            problems: Vec::new(),
        };
        flat.add(text, "", table.get_ref());
        flat.entries.sort_by_key(|entry| entry.line);
        Ok(flat)
    }

    fn add(&mut self, text: &str, above: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let line = line_of(text, name.span().start);
            let key = match above {
                "" => name.get_ref().to_string(),
                _ => format!("{above}.{}", name.get_ref()),
            };
            let value = value.get_ref();
            if let Some(table) = value.as_table().filter(|table| !table.is_empty()) {
                self.add(text, &key, table);
                self.sections.insert(key, line);
                continue;
            }
            let value = match value.as_str() {
                Some(text) => Value::Text(text.to_owned()),
                None if value.is_table() => Value::Empty,
                None => Value::Other,
            };
            self.entries.push(Entry { key, line, value });
        }
    }

    /// The line that a key means, and its text; or says what is wrong with them.
    fn known<'e>(&mut self, entry: &'e Entry, key: &str) -> Option<(Line, &'e str)> {
        match (Line::from_key(key), &entry.value) {
            (Some(line), Value::Text(text)) => return Some((line, text)),
            (Some(_), _) => self.problem(entry, "must be a text in \"quotes\""),
            (None, Value::Empty) if !below(key).is_empty() => {}
            (None, _) => self.problem(entry, unknown(key)),
        }
        None
    }

    fn complain(&mut self, entry: &Entry, complaints: Vec<String>) {
        for complaint in complaints {
            self.problem(entry, complaint);
        }
    }

    fn problem(&mut self, entry: &Entry, message: impl Into<String>) {
        self.problem_at(entry.line, &entry.key, message);
    }

    fn problem_at(&mut self, line: usize, key: &str, message: impl Into<String>) {
        let key = match key.rsplit_once('.') {
            Some((section, name)) => format!("[{section}] {name}"),
            None => key.to_owned(),
        };
        self.problems.push(Problem {
            file: self.file.to_owned(),
            line,
            key,
            message: message.into(),
        });
    }

    /// Where a line would belong: its section, or the one above, or the top of the file.
    fn nearest_line(&self, line: Line) -> usize {
        let (section, _) = line.place();
        let above = section.split('.').next().unwrap_or_default();
        let found = [section.as_str(), above]
            .into_iter()
            .find_map(|it| self.sections.get(it));
        found.copied().unwrap_or(1)
    }

    /// Puts what is good in place of what was there, unless it would not go with the rest.
    fn put(&mut self, language: Language, lines: &mut Lines, mut given: Given) {
        for key in PhraseKey::ALL {
            self.pair(language, key, &mut given);
        }
        let before = lines.clone();
        lines.extend(given.good.clone());
        // Taking one back may make another read like it.
        while let Some((line, other)) = alike(lines, &given.good).into_iter().next() {
            let at = given.places.get(&line).copied().unwrap_or_default();
            let message = format!(
                "reads like {language}.{}; write something else",
                other.key()
            );
            self.problem_at(at, &format!("{language}.{}", line.key()), message);
            given.good.remove(&line);
            if let Some(text) = before.get(&line) {
                lines.insert(line, text.clone());
            }
        }
    }

    /// A sentence comes with its own respelling or not at all.
    fn pair(&mut self, language: Language, key: PhraseKey, given: &mut Given) {
        let (text, sounds) = (Line::Text(key), Line::Sounds(key));
        let Some(&at) = given.places.get(&text) else {
            return;
        };
        if !given.places.contains_key(&sounds) {
            let message = "comes without sounds, which would be those of another sentence; write \
                           how it is read aloud as well";
            self.problem_at(at, &format!("{language}.{}", text.key()), message);
        }
        if !(given.good.contains_key(&text) && given.good.contains_key(&sounds)) {
            given.good.remove(&text);
            given.good.remove(&sounds);
        }
    }
}

/// Lines of `given` that read like another one that they are chosen from.
fn alike<T>(lines: &Lines, given: &BTreeMap<Line, T>) -> Vec<(Line, Line)> {
    let text = |line: &Line| lines.get(line).map(|text| text.trim().to_lowercase());
    let other_like = |line: &Line| {
        let is_like = |other: &&Line| {
            *other != line && line.stands_beside(**other) && text(line) == text(other)
        };
        lines.keys().find(is_like).copied()
    };
    given
        .keys()
        .filter_map(|line| Some((*line, other_like(line)?)))
        .collect()
}

/// What may stand where a key is that does not exist.
fn unknown(key: &str) -> String {
    let mut above = String::new();
    for name in key.split('.') {
        let names = below(&above);
        if names.is_empty() {
            return format!("has nothing below it; write {above:?} as a text");
        }
        if !names.contains(name) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let names = names.join(", ");
            return match name {
                "" => format!("is a section; in it you may write {names}"),
                _ => format!("there is no {name:?} here; you may write {names}"),
            };
        }
        above = match above.as_str() {
            "" => name.to_owned(),
            _ => format!("{above}.{name}"),
        };
    }
    let names: Vec<String> = below(&above).into_iter().collect();
    format!("is a section; in it you may write {}", names.join(", "))
}

/// The names below a section; `""` is the top.
fn below(above: &str) -> BTreeSet<String> {
    Line::all()
        .filter_map(|line| {
            let key = line.key();
            let rest = match above {
                "" => key.as_str(),
                _ => key.strip_prefix(above)?.strip_prefix('.')?,
            };
            Some(rest.split('.').next()?.to_owned())
        })
        .collect()
}
