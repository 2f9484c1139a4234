//! Takes keys out of TOML tables and says what is wrong with them, with the line.
//!
//! Knows nothing about gifts.

use crate::domain::code::Day;
use crate::domain::problem::{Problem, line_of, syntax};
use chrono::NaiveDate;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A file that is being read: what was wrong so far, and what is taken and means nothing.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    file: &'t str,
    text: &'t str,
    pub(super) errors: Vec<Problem>,
    pub(super) remarks: Vec<Problem>,
}

/// A table of the file.
#[derive(Debug, Clone)]
pub(super) struct Section<'t> {
    /// What its keys are named after, such as `[gift tea] give.`.
    head: String,
    /// Where it begins.
    pub(super) line: usize,
    table: &'t DeTable<'t>,
}

/// A value and its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) line: usize,
}

/// Keys and what to say about them.
pub(super) type Said<'s> = &'s [(&'s str, &'s str)];

impl<'t> Section<'t> {
    pub(super) fn keys(&self) -> impl Iterator<Item = At<&'t str>> + use<'t> {
        // The span stands in for the line, which only the reader can count.
        self.table.iter().map(|(key, _)| At {
            value: key.get_ref().as_ref(),
            line: key.span().start,
        })
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Names its keys after something else from now on.
    pub(super) fn named(self, head: String) -> Self {
        Self { head, ..self }
    }
}

impl<'t> Reader<'t> {
    pub(super) fn new(file: &'t str, text: &'t str) -> Self {
        let (errors, remarks) = (Vec::new(), Vec::new());
        Self {
            file,
            text,
            errors,
            remarks,
        }
    }

    pub(super) fn syntax(&mut self, error: &toml::de::Error) {
        self.errors.push(syntax(self.file, self.text, error));
    }

    pub(super) fn top(table: &'t DeTable<'t>) -> Section<'t> {
        Section {
            head: String::new(),
            line: 1,
            table,
        }
    }

    /// Something is wrong with a key.
    pub(super) fn wrong(&mut self, section: &Section<'_>, key: &str, message: impl Into<String>) {
        let line = self.line_of_key(section, key);
        self.wrong_at(section, key, line, message);
    }

    pub(super) fn wrong_at(
        &mut self,
        section: &Section<'_>,
        key: &str,
        line: usize,
        message: impl Into<String>,
    ) {
        let problem = self.problem(section, key, line, message);
        self.errors.push(problem);
    }

    /// A key is in order and means nothing here.
    pub(super) fn remark(&mut self, section: &Section<'_>, key: &str, message: impl Into<String>) {
        let line = self.line_of_key(section, key);
        let problem = self.problem(section, key, line, message);
        self.remarks.push(problem);
    }

    fn problem(
        &self,
        section: &Section<'_>,
        key: &str,
        line: usize,
        message: impl Into<String>,
    ) -> Problem {
        Problem {
            file: self.file.to_owned(),
            line,
            key: format!("{}{key}", section.head).trim().to_owned(),
            message: message.into(),
        }
    }

    fn line_of_key(&self, section: &Section<'_>, key: &str) -> usize {
        let found = section.table.get_key_value(key);
        found.map_or(section.line, |(key, _)| {
            line_of(self.text, key.span().start)
        })
    }

    /// Complains of every key that is not `known`: of those `refused` with what to do instead. What is
    /// `ignored` is remarked on.
    pub(super) fn keys(
        &mut self,
        section: &Section<'t>,
        known: &[&str],
        refused: Said<'_>,
        ignored: Said<'_>,
    ) {
        for key in section.keys() {
            let key = key.value;
            let said = |list: Said<'_>| {
                let found = list.iter().find(|(name, _)| *name == key);
                found.map(|(_, words)| (*words).to_owned())
            };
            if let Some(words) = said(ignored) {
                self.remark(section, key, words);
            } else if let Some(words) = said(refused) {
                self.wrong(section, key, words);
            } else if !known.contains(&key) {
                let known = known.join(", ");
                self.wrong(
                    section,
                    key,
                    format!("is no key that is known here; there are {known}"),
                );
            }
        }
    }

    fn value(&self, section: &Section<'t>, key: &str) -> Option<At<&'t DeValue<'t>>> {
        let value = section.table.get(key)?;
        Some(self.at(value))
    }

    fn at(&self, value: &'t Spanned<DeValue<'t>>) -> At<&'t DeValue<'t>> {
        At {
            value: value.get_ref(),
            line: line_of(self.text, value.span().start),
        }
    }

    /// A whole number in a range.
    pub(super) fn int<T: TryFrom<i64>>(
        &mut self,
        section: &Section<'t>,
        key: &str,
        range: RangeInclusive<i64>,
    ) -> Option<T> {
        let value = self.value(section, key)?.value;
        let number = value.as_integer().and_then(|it| {
            let digits = it.as_str().replace('_', "");
            i64::from_str_radix(&digits, it.radix()).ok()
        });
        let taken = number.filter(|number| range.contains(number));
        let taken = taken.and_then(|number| T::try_from(number).ok());
        if taken.is_none() {
            let (from, to) = (range.start(), range.end());
            let is = shown(value);
            self.wrong(
                section,
                key,
                format!("is {is}; write a whole number from {from} to {to}"),
            );
        }
        taken
    }

    /// A number with or without a point, in a range.
    pub(super) fn number(
        &mut self,
        section: &Section<'t>,
        key: &str,
        range: RangeInclusive<f64>,
    ) -> Option<f64> {
        let value = self.value(section, key)?.value;
        let written = value.as_float().map(|it| it.as_str());
        let written = written.or_else(|| value.as_integer().map(|it| it.as_str()));
        let number = written.and_then(|text| text.replace('_', "").parse::<f64>().ok());
        let taken = number.filter(|number| range.contains(number));
        if taken.is_none() {
            let (from, to) = (range.start(), range.end());
            let is = shown(value);
            self.wrong(
                section,
                key,
                format!("is {is}; write a number from {from} to {to}"),
            );
        }
        taken
    }

    pub(super) fn flag(&mut self, section: &Section<'t>, key: &str) -> Option<bool> {
        let value = self.value(section, key)?.value;
        if value.as_bool().is_none() {
            let is = shown(value);
            self.wrong(section, key, format!("is {is}; write true or false"));
        }
        value.as_bool()
    }

    pub(super) fn text(&mut self, section: &Section<'t>, key: &str) -> Option<&'t str> {
        let value = self.value(section, key)?.value;
        if value.as_str().is_none() {
            let is = shown(value);
            self.wrong(section, key, format!("is {is}; write a text in \"quotes\""));
        }
        value.as_str()
    }

    /// A list of texts, each with its line.
    pub(super) fn texts(&mut self, section: &Section<'t>, key: &str) -> Option<Vec<At<&'t str>>> {
        let value = self.value(section, key)?.value;
        let texts: Option<Vec<_>> = value.as_array().and_then(|list| {
            let each = list.iter().map(|item| {
                let At { value, line } = self.at(item);
                value.as_str().map(|value| At { value, line })
            });
            each.collect()
        });
        if texts.is_none() {
            let words = format!(
                "is {}; write a list such as [\"one\", \"two\"]",
                shown(value)
            );
            self.wrong(section, key, words);
        }
        texts
    }

    /// A day, written without quotes.
    pub(super) fn day(&mut self, section: &Section<'t>, key: &str) -> Option<Day> {
        let value = self.value(section, key)?.value;
        let date = value.as_datetime().filter(|it| it.time.is_none());
        let date = date
            .and_then(|it| it.date)
            .and_then(|it| NaiveDate::from_ymd_opt(it.year.into(), it.month.into(), it.day.into()));
        let day = date.and_then(Day::from_date);
        if day.is_none() {
            let words = format!("is {}; write a day such as 2026-11-20", shown(value));
            self.wrong(section, key, words);
        }
        day
    }

    /// A table below a table; its keys are named after both.
    pub(super) fn section(&mut self, above: &Section<'t>, key: &str) -> Option<Section<'t>> {
        let value = self.value(above, key)?;
        let Some(table) = value.value.as_table() else {
            let words = format!(
                "is {}; write a table such as {{ key = value }}",
                shown(value.value)
            );
            self.wrong(above, key, words);
            return None;
        };
        let head = match above.head.as_str() {
            "" => format!("[{key}] "),
            head => format!("{head}{key}."),
        };
        let line = self.line_of_key(above, key);
        Some(Section { head, line, table })
    }

    /// All tables of a list of tables.
    pub(super) fn sections(&mut self, above: &Section<'t>, key: &str) -> Vec<Section<'t>> {
        let Some(value) = self.value(above, key) else {
            return Vec::new();
        };
        let list = value.value.as_array().map_or(&[][..], |list| list);
        let sections: Vec<_> = list
            .iter()
            .filter_map(|item| {
                let At { value, line } = self.at(item);
                let (table, head) = (value.as_table()?, format!("[{key}] "));
                Some(Section { head, line, table })
            })
            .collect();
        if sections.len() != list.len() || !value.value.is_array() {
            self.wrong(
                above,
                key,
                format!("is no list of tables; begin each with [[{key}]]"),
            );
        }
        sections
    }

    /// What kind of value a key has, where it may have more than one.
    pub(super) fn is_table(&self, section: &Section<'t>, key: &str) -> bool {
        self.value(section, key)
            .is_some_and(|it| it.value.is_table())
    }

    pub(super) fn is_text(&self, section: &Section<'t>, key: &str) -> bool {
        self.value(section, key).is_some_and(|it| it.value.is_str())
    }
}

/// A value as it may be quoted in a message.
fn shown(value: &DeValue<'_>) -> String {
    if let Some(text) = value.as_str() {
        return format!("{text:?}");
    }
    let number = value.as_integer().map(|it| it.as_str());
    let number = number.or_else(|| value.as_float().map(|it| it.as_str()));
    match number {
        Some(number) => number.to_owned(),
        None => format!("of type {}", value.type_str()),
    }
}
