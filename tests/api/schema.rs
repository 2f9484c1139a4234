//! Enough of JSON Schema to hold the document of the API against real values.

use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;
use tillside::domain::code::Code;
use tillside::domain::hold::Token;
use tillside::domain::pin::Pin;
use tillside::domain::time::TimeOfDay;

/// Parts of a schema: properties, branches, words of an enumeration, as paths in the document.
pub(crate) type Parts = BTreeSet<String>;

/// The document of the API.
pub(crate) struct Document(pub(crate) Value);

impl Document {
    pub(crate) fn read() -> Self {
        let text = include_str!("../../assets/openapi.json");
        Self(serde_json::from_str(text).unwrap())
    }

    fn at(&self, path: &str) -> &Value {
        let found = self.0.pointer(path.trim_start_matches('#'));
        found.unwrap_or_else(|| panic!("nothing is at {path}"))
    }

    /// Which parts of the schema at this path describe the value, or why it does not.
    pub(crate) fn check(&self, path: &str, value: &Value) -> Result<Parts, String> {
        let mut parts = Parts::new();
        let keywords = self.at(path).as_object().unwrap();
        for (keyword, wanted) in keywords {
            let below = format!("{path}/{keyword}");
            let more = self.keyword(keyword, wanted, &below, value);
            parts.extend(more.map_err(|why| format!("{why}, says {below}"))?);
        }
        Ok(parts)
    }

    fn keyword(
        &self,
        keyword: &str,
        wanted: &Value,
        path: &str,
        value: &Value,
    ) -> Result<Parts, String> {
        let none = Parts::new();
        match keyword {
            "$ref" => self.check(wanted.as_str().unwrap(), value),
            "oneOf" | "anyOf" => self.branches(wanted, path, value),
            "properties" => self.properties(wanted, path, value),
            "items" => self.items(path, value),
            "additionalProperties" if wanted.is_object() => self.items(path, value),
            "enum" => {
                let word = value.as_str().unwrap_or_default();
                let found = wanted.as_array().unwrap().contains(value);
                let part = Parts::from([format!("{path}/{word}")]);
                found
                    .then_some(part)
                    .ok_or_else(|| format!("no such word as {value}"))
            }
            _ => {
                let is_met = self.is_met(keyword, wanted, path, value);
                is_met
                    .then_some(none)
                    .ok_or_else(|| format!("{value} does not fit"))
            }
        }
    }

    fn branches(&self, wanted: &Value, path: &str, value: &Value) -> Result<Parts, String> {
        let count = wanted.as_array().unwrap().len();
        let tried = (0..count).map(|n| format!("{path}/{n}"));
        let tried = tried.map(|branch| (self.check(&branch, value), branch));
        let mut reasons = Vec::new();
        let mut fitting = Vec::new();
        for (result, branch) in tried {
            match result {
                Ok(parts) => fitting.push((branch, parts)),
                Err(why) => reasons.push(why),
            }
        }
        let (branch, mut parts) = fitting.pop().ok_or_else(|| reasons.join("; "))?;
        assert!(fitting.is_empty(), "{value} fits two branches of {path}");
        parts.insert(branch);
        Ok(parts)
    }

    /// A property that is not described is found here, since nothing here allows more.
    fn properties(&self, wanted: &Value, path: &str, value: &Value) -> Result<Parts, String> {
        let mut parts = Parts::new();
        for (name, value) in value.as_object().into_iter().flatten() {
            if wanted.get(name).is_none() {
                return Err(format!("no such property as {name}"));
            }
            let property = format!("{path}/{name}");
            parts.extend(self.check(&property, value)?);
            parts.insert(property);
        }
        Ok(parts)
    }

    fn items(&self, path: &str, value: &Value) -> Result<Parts, String> {
        let mut parts = Parts::new();
        let list = value.as_array().into_iter().flatten();
        let table = value.as_object().into_iter().flatten();
        for value in list.chain(table.map(|(_, value)| value)) {
            parts.extend(self.check(path, value)?);
        }
        Ok(parts)
    }

    fn is_met(&self, keyword: &str, wanted: &Value, path: &str, value: &Value) -> bool {
        let length = |value: &Value| match value {
            Value::String(text) => text.chars().count() as u64,
            Value::Array(list) => list.len() as u64,
            _ => 0,
        };
        match keyword {
            "description" | "examples" => true,
            "const" => value == wanted,
            "minProperties" => {
                let count = value.as_object().map_or(0, serde_json::Map::len);
                count as u64 >= wanted.as_u64().unwrap()
            }
            "type" => match wanted {
                Value::Array(kinds) => kinds.iter().any(|kind| is_of(kind, value)),
                kind => is_of(kind, value),
            },
            "required" => wanted.as_array().unwrap().iter().all(|name| {
                let name = name.as_str().unwrap();
                value.get(name).is_some()
            }),
            "additionalProperties" => wanted == false,
            "propertyNames" => value.as_object().is_some_and(|table| {
                let mut names = table.keys().map(|name| Value::from(name.as_str()));
                names.all(|name| self.check(path, &name).is_ok())
            }),
            "minItems" => length(value) >= wanted.as_u64().unwrap(),
            "minLength" => value.is_null() || length(value) >= wanted.as_u64().unwrap(),
            "maxLength" | "maxItems" => length(value) <= wanted.as_u64().unwrap(),
            "minimum" if value.is_f64() => value.as_f64() >= wanted.as_f64(),
            // What is no number is the business of `type`.
            "minimum" => !value.is_number() || integer(value) >= integer(wanted),
            "maximum" => !value.is_number() || integer(value) <= integer(wanted),
            "pattern" => has_form(wanted.as_str().unwrap(), value.as_str().unwrap_or_default()),
            _ => panic!("{keyword} at {path} is not understood here"),
        }
    }

    /// All parts of the schema at this path.
    pub(crate) fn parts(&self, path: &str) -> Parts {
        let mut parts = Parts::new();
        self.collect(path, &mut parts);
        parts
    }

    fn collect(&self, path: &str, parts: &mut Parts) {
        let schema = self.at(path);
        if let Some(reference) = schema.get("$ref") {
            self.collect(reference.as_str().unwrap(), parts);
        }
        for name in schema["properties"].as_object().into_iter().flatten() {
            let property = format!("{path}/properties/{}", name.0);
            self.collect(&property, parts);
            parts.insert(property);
        }
        for word in schema["enum"].as_array().into_iter().flatten() {
            parts.insert(format!("{path}/enum/{}", word.as_str().unwrap()));
        }
        for keyword in ["oneOf", "anyOf"] {
            let count = schema[keyword].as_array().map_or(0, Vec::len);
            for n in 0..count {
                let branch = format!("{path}/{keyword}/{n}");
                self.collect(&branch, parts);
                parts.insert(branch);
            }
        }
        for keyword in ["items", "additionalProperties"] {
            if schema[keyword].is_object() {
                self.collect(&format!("{path}/{keyword}"), parts);
            }
        }
    }
}

fn is_of(kind: &Value, value: &Value) -> bool {
    match kind.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        kind => panic!("no such type as {kind}"),
    }
}

fn integer(value: &Value) -> i128 {
    let positive = value.as_u64().map(i128::from);
    positive.or_else(|| value.as_i64().map(i128::from)).unwrap()
}

/// The few patterns of the document, without a crate for all that there can be.
fn has_form(pattern: &str, text: &str) -> bool {
    match pattern {
        "^[a-z]{2}$" => text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase()),
        "^[A-Z]{3}$" => text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()),
        "^[!-~]+$" => !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic()),
        r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$" => {
            text.len() == 19 && text.parse::<chrono::NaiveDateTime>().is_ok()
        }
        "^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$" => {
            Code::parse(text).is_ok_and(|code| code.to_string() == text)
        }
        "^[ -~]{1,32}$" => {
            let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
            (1..=32).contains(&text.len()) && is_plain
        }
        "^[0-9]{4,12}$" => Pin::new(text).is_ok(),
        r"^\d{4}-\d\d-\d\d$" => text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok(),
        "^([01]?[0-9]|2[0-3]):[0-5][0-9]$" => text.parse::<TimeOfDay>().is_ok(),
        "^[0-9A-Za-z]{1,24}$" => {
            (1..=24).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
        }
        "^(blue|green|yellow|white|orange|violet) [1-9]$" => text.parse::<Token>().is_ok(),
        _ => panic!("{pattern:?} is not understood here"),
    }
}

/// The names of all variants of an enumeration, as `serde` knows them.
pub(crate) fn variants<T: DeserializeOwned>() -> BTreeSet<String> {
    let unknown = serde_json::from_str::<T>(r#""?""#)
        .err()
        .unwrap()
        .to_string();
    let names = unknown.split('`').skip(1).step_by(2).map(str::to_owned);
    names.filter(|name| name != "?").collect()
}
