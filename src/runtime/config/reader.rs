//! Takes typed values out of a TOML document and remembers everything that is wrong with it.
//!
//! What may stand in the document is whatever was asked for: keys that nobody asked for are
//! unknown. The meaning of the keys is not known here.

use crate::domain::language::Language;
use crate::engine::api::Words;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Something to say about a line of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// The line, counted from 1; 0 where the key is absent.
    pub line: usize,
    /// The key with its section, such as `[store] slot`.
    pub key: String,
    /// What about it, and what to do.
    pub message: String,
}

impl std::fmt::Display for Remark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { line, key, message } = self;
        match line {
            0 => write!(f, "{key}: {message}"),
            _ => write!(f, "line {line}: {key}: {message}"),
        }
    }
}

/// A document, flat: keys are written `section.key`, at the top of the file `key`.
pub(super) struct Reader<'a> {
    entries: BTreeMap<String, Entry<'a>>,
    sections: BTreeMap<String, usize>,
    lines: BTreeMap<&'static str, usize>,
    problems: Vec<Remark>,
    warnings: Vec<Remark>,
}

struct Entry<'a> {
    line: usize,
    value: DeValue<'a>,
}

impl<'a> Reader<'a> {
    /// Fails if the text is not TOML at all.
    pub(super) fn parse(text: &'a str) -> Result<Self, Remark> {
        let document = DeTable::parse(text).map_err(|error| syntax_remark(text, &error))?;
        let mut reader = Self {
            entries: BTreeMap::new(),
            sections: BTreeMap::new(),
            lines: BTreeMap::new(),
            problems: Vec::new(),
            warnings: Vec::new(),
        };
        for (key, value) in document.into_inner() {
            reader.add(text, &key, value.into_inner());
        }
        Ok(reader)
    }

    fn add(&mut self, text: &str, key: &Spanned<impl AsRef<str>>, value: DeValue<'a>) {
        let line = line_of(text, key.span().start);
        let name = key.get_ref().as_ref().to_owned();
        let DeValue::Table(section) = value else {
            self.entries.insert(name, Entry { line, value });
            return;
        };
        for (key, value) in section {
            let line = line_of(text, key.span().start);
            let value = value.into_inner();
            let key = format!("{name}.{}", key.get_ref());
            self.entries.insert(key, Entry { line, value });
        }
        self.sections.insert(name, line);
    }

    /// A text that `parse` accepts; its error says what is wrong and what to write.
    pub(super) fn text<T, E: ToString>(
        &mut self,
        key: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let value = self.take(key)?;
        let Some(text) = value.as_str() else {
            return self.wrong_type(key, &value, "a text in \"quotes\"");
        };
        match parse(text) {
            Ok(parsed) => Some(parsed),
            Err(error) => self.refuse(key, error.to_string()),
        }
    }

    /// A list of texts, each of which `parse` accepts.
    pub(super) fn texts<T, E: ToString>(
        &mut self,
        key: &'static str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<Vec<T>> {
        const WANTED: &str = "a list of texts such as [\"sale\"]";
        let value = self.take(key)?;
        let Some(list) = value.as_array() else {
            return self.wrong_type(key, &value, WANTED);
        };
        let mut found = Vec::new();
        for item in list {
            let Some(text) = item.get_ref().as_str() else {
                return self.wrong_type(key, item.get_ref(), WANTED);
            };
            match parse(text) {
                Ok(parsed) => found.push(parsed),
                Err(error) => return self.refuse(key, error.to_string()),
            }
        }
        Some(found)
    }

    /// Words for everybody, or a table of them by language: `{ en = "...", pl = "..." }`.
    pub(super) fn words(
        &mut self,
        key: &'static str,
        parse: impl Fn(&str) -> Result<String, String>,
        language: impl Fn(&str) -> Result<Language, String>,
    ) -> Option<Words> {
        const WANTED: &str =
            "a text in \"quotes\" or a table such as { en = \"...\", pl = \"...\" }";
        let value = self.take(key)?;
        let table = match &value {
            DeValue::String(text) => match parse(text) {
                Ok(text) => return Some(Words::Same(text)),
                Err(error) => return self.refuse(key, error),
            },
            DeValue::Table(table) if !table.is_empty() => table,
            _ => return self.wrong_type(key, &value, WANTED),
        };
        let mut by = BTreeMap::new();
        for (name, text) in table {
            let Some(text) = text.get_ref().as_str() else {
                return self.wrong_type(key, text.get_ref(), WANTED);
            };
            let read = language(name.get_ref()).and_then(|name| Ok((name, parse(text)?)));
            match read {
                Ok((language, text)) => by.insert(language, text),
                Err(error) => return self.refuse(key, error),
            };
        }
        Some(Words::By(by))
    }

    /// A whole number within the range.
    pub(super) fn number(&mut self, key: &'static str, range: RangeInclusive<u32>) -> Option<u32> {
        let value = self.take(key)?;
        let (low, high) = (range.start(), range.end());
        let Some(number) = value.as_integer() else {
            return self.wrong_type(key, &value, &format!("a whole number from {low} to {high}"));
        };
        let parsed = u32::from_str_radix(number.as_str(), number.radix()).ok();
        match parsed.filter(|number| range.contains(number)) {
            Some(number) => Some(number),
            None => self.refuse(
                key,
                format!("{number} is out of range; use {low} to {high}"),
            ),
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.take(key)?;
        match value.as_bool() {
            Some(flag) => Some(flag),
            None => self.wrong_type(key, &value, "true or false"),
        }
    }

    /// Whether a key that was asked for is not in the document.
    pub(super) fn is_absent(&self, key: &str) -> bool {
        self.lines.get(key) == Some(&0)
    }

    /// Adds a problem with a key that was asked for before.
    pub(super) fn problem(&mut self, key: &'static str, message: impl Into<String>) {
        let remark = self.remark(key, message.into());
        self.problems.push(remark);
    }

    /// Adds something worth saying that stops nothing.
    pub(super) fn warn(&mut self, key: &'static str, message: impl Into<String>) {
        let remark = self.remark(key, message.into());
        self.warnings.push(remark);
    }

    /// The warnings, or everything that is wrong, by line.
    pub(super) fn finish(mut self) -> Result<Vec<Remark>, Vec<Remark>> {
        let known: Vec<&'static str> = self.lines.keys().copied().collect();
        for (key, entry) in &self.entries {
            self.problems.push(Remark {
                line: entry.line,
                key: shown(key),
                message: unknown_key(key, &known),
            });
        }
        for (section, line) in &self.sections {
            if !sections(&known).any(|known| known == section) {
                self.problems.push(Remark {
                    line: *line,
                    key: format!("[{section}]"),
                    message: unknown_section(section, &known),
                });
            }
        }
        self.problems.sort();
        self.warnings.sort();
        if self.problems.is_empty() {
            Ok(self.warnings)
        } else {
            Err(self.problems)
        }
    }

    /// Removes the value, so that what is left at the end is unknown.
    fn take(&mut self, key: &'static str) -> Option<DeValue<'a>> {
        let entry = self.entries.remove(key);
        self.lines
            .insert(key, entry.as_ref().map_or(0, |entry| entry.line));
        entry.map(|entry| entry.value)
    }

    fn wrong_type<T>(&mut self, key: &'static str, value: &DeValue<'_>, wanted: &str) -> Option<T> {
        self.refuse(key, format!("must be {wanted}, not {}", type_name(value)))
    }

    fn refuse<T>(&mut self, key: &'static str, message: String) -> Option<T> {
        self.problem(key, message);
        None
    }

    fn remark(&self, key: &'static str, message: String) -> Remark {
        let line = self.lines.get(key).copied().unwrap_or(0);
        let key = shown(key);
        Remark { line, key, message }
    }
}

fn syntax_remark(text: &str, error: &toml::de::Error) -> Remark {
    let line = line_of(text, error.span().map_or(0, |span| span.start));
    let content = text.lines().nth(line - 1).unwrap_or_default().trim();
    Remark {
        line,
        key: format!("{content:?}"),
        message: error.message().replace('\n', ", "),
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text
        .bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
}

/// `store.slot` as `[store] slot`.
fn shown(key: &str) -> String {
    match key.split_once('.') {
        Some((section, key)) => format!("[{section}] {key}"),
        None => key.to_owned(),
    }
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn unknown_key(key: &str, known: &[&'static str]) -> String {
    let (section, name) = split(key);
    if sections(known).any(|known| known == key) {
        return format!("this is a section; write [{key}] and its keys on the lines below");
    }
    let siblings = || {
        known
            .iter()
            .map(|known| split(known))
            .filter(|(of, _)| *of == section)
    };
    if let Some(near) = nearest(name, siblings().map(|(_, name)| name)) {
        return format!("there is no such key; did you mean {near}?");
    }
    if let Some(elsewhere) = known.iter().find(|known| split(known).1 == name) {
        return match split(elsewhere).0 {
            "" => "this key belongs to the top of the file, above the first [section]".to_owned(),
            section => format!("this key belongs to the section [{section}]"),
        };
    }
    let names: Vec<&str> = siblings().map(|(_, name)| name).collect();
    format!(
        "there is no such key; here you may use {}",
        names.join(", ")
    )
}

fn unknown_section(section: &str, known: &[&'static str]) -> String {
    if let Some(near) = nearest(section, sections(known)) {
        return format!("there is no such section; did you mean [{near}]?");
    }
    let mut names: Vec<&str> = sections(known).collect();
    names.dedup();
    format!(
        "there is no such section; the sections are {}",
        names.join(", ")
    )
}

fn split(key: &str) -> (&str, &str) {
    key.split_once('.').unwrap_or(("", key))
}

fn sections<'k>(known: &'k [&'static str]) -> impl Iterator<Item = &'static str> + 'k {
    known.iter().filter_map(|key| Some(key.split_once('.')?.0))
}

/// The name that was probably meant, if one is close.
fn nearest<'n>(typed: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let typed = typed.to_ascii_lowercase().replace('-', "_");
    names
        .map(|name| (distance(&typed, name), name))
        .min()
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .map(|(_, name)| name)
}

/// How many letters have to be put in, left out or replaced (Levenshtein's distance).
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        let mut next = vec![left];
        for (same, up) in other.chars().zip(row.into_iter().skip(1)) {
            left = (diagonal + usize::from(letter != same))
                .min(up + 1)
                .min(left + 1);
            next.push(left);
            diagonal = up;
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_counts_single_edits() {
        for (one, other, expected) in [
            ("", "", 0),
            ("slot", "slot", 0),
            ("", "slot", 4),
            ("slot", "", 4),
            ("slt", "slot", 1),
            ("kitten", "sitting", 3),
            ("flaw", "lawn", 2),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }
}
