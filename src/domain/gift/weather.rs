//! What a file has or an address answers, as a temperature: a number alone, or one at a place in JSON.
//!
//! Nothing is asked or opened here, and what cannot be understood is unknown, never a guess.

use super::policy::Temperature;
use crate::domain::time::Timestamp;
use serde_json::Value;

/// The most of a file or an answer that is looked at, in bytes; the answer of a weather service about one
/// place has some hundred.
pub const MAX_BYTES: usize = 4096;

/// The most characters of an address with everything behind it.
const MAX_ADDRESS: usize = 500;

/// An address, and where in its answer the temperature stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebSource {
    /// The address without what stands behind `#`; begins with `http://` or `https://`.
    pub url: String,
    /// A JSON pointer (RFC 6901), such as `/current/temperature_2m`; without it the answer is a number
    /// alone.
    pub pointer: Option<String>,
}

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoWebSource {
    /// It does not begin as an address does, or no name follows.
    #[error("is no address; write it as in \"https://example.com/now\"")]
    NoAddress,
    /// There is something in it that is in no address.
    #[error("is no address that can be asked; write it without spaces, as a browser shows it")]
    NotVisible,
    /// It is too long.
    #[error("is longer than {MAX_ADDRESS} characters; write a shorter address")]
    TooLong,
    /// What stands behind the `#` is no JSON pointer.
    #[error(
        "has no place in the answer behind #; write it as in \
         \"https://example.com/now#/current/temperature_2m\""
    )]
    NoPointer,
}

/// Why what was read is no temperature. What was read is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// It is more than a temperature can be.
    #[error(
        "it has more than {MAX_BYTES} bytes; ask for less, or name a place that has only the number"
    )]
    TooLong,
    /// It is no number alone.
    #[error(
        "it is no number from -60 to 60; where it is JSON, write behind # where in it the temperature \
         stands"
    )]
    NoNumber,
    /// A place in it was named, and it is no JSON.
    #[error("it is no JSON; take out what stands behind #, or ask another address")]
    NoJson,
    /// There is nothing at that place.
    #[error("there is nothing at that place in it; write behind # where the temperature stands")]
    NothingThere,
    /// What is there is no temperature.
    #[error("what is at that place in it is no number from -60 to 60")]
    NoNumberThere,
}

impl WebSource {
    /// Reads an address as it stands in the rules.
    pub fn parse(text: &str) -> Result<Self, NoWebSource> {
        let (url, pointer) = match text.split_once('#') {
            Some((url, pointer)) => (url, Some(pointer)),
            None => (text, None),
        };
        let rest = ["https://", "http://"];
        let rest = rest.into_iter().find_map(|scheme| url.strip_prefix(scheme));
        let host = rest.and_then(|rest| rest.split(['/', '?']).next());
        if host.is_none_or(|host| host.is_empty() || host.starts_with(':')) {
            return Err(NoWebSource::NoAddress);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(NoWebSource::NotVisible);
        }
        if text.len() > MAX_ADDRESS {
            return Err(NoWebSource::TooLong);
        }
        if pointer.is_some_and(|pointer| !is_pointer(pointer)) {
            return Err(NoWebSource::NoPointer);
        }
        Ok(Self {
            url: url.to_owned(),
            pointer: pointer.map(str::to_owned),
        })
    }

    /// Whether what goes there is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.url.starts_with("https:")
    }

    /// The name of whoever is asked, for a log: what follows may be a secret of the shop's.
    pub fn host(&self) -> &str {
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        let authority = rest.split(['/', '?']).next().unwrap_or_default();
        authority.rsplit('@').next().unwrap_or_default()
    }
}

/// `/a/0/b`, where `~` stands before 0 or 1 only.
fn is_pointer(text: &str) -> bool {
    let mut pieces = text.split('~');
    let is_rooted = pieces.next().is_some_and(|first| first.starts_with('/'));
    is_rooted && pieces.all(|piece| piece.starts_with(['0', '1']))
}

/// What was read, at a place in it or as a whole.
pub fn read(bytes: &[u8], pointer: Option<&str>, at: Timestamp) -> Result<Temperature, Unread> {
    if bytes.len() > MAX_BYTES {
        return Err(Unread::TooLong);
    }
    let Some(pointer) = pointer else {
        let text = std::str::from_utf8(bytes).map_err(|_not_text| Unread::NoNumber)?;
        // Some editors put an invisible mark in front.
        let text = text.trim_start_matches('\u{feff}');
        return Temperature::read(text, at).ok_or(Unread::NoNumber);
    };
    let value: Value = serde_json::from_slice(bytes).map_err(|_what_is_in_it| Unread::NoJson)?;
    let found = value.pointer(pointer).ok_or(Unread::NothingThere)?;
    let read = match found {
        Value::Number(number) => number.as_f64().and_then(Temperature::tenths_of),
        Value::String(text) => return Temperature::read(text, at).ok_or(Unread::NoNumberThere),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let tenths = read.ok_or(Unread::NoNumberThere)?;
    Ok(Temperature { tenths, at })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What Open-Meteo answers about one place, in its form.
    const FORECAST: &str = r#"{"latitude":59.4,"longitude":24.7,"generationtime_ms":0.03,
        "utc_offset_seconds":0,"timezone":"GMT","timezone_abbreviation":"GMT","elevation":12.0,
        "current_units":{"time":"iso8601","interval":"seconds","temperature_2m":"°C"},
        "current":{"time":"2026-11-27T10:15","interval":900,"temperature_2m":-3.4}}"#;

    #[test]
    fn what_was_read_is_a_temperature_or_says_why_not() {
        for (text, pointer, expected) in [
            ("21.5\n", None, Ok(215)),
            ("\u{feff}-3,2 °C\r\n", None, Ok(-32)),
            ("", None, Err(Unread::NoNumber)),
            ("61", None, Err(Unread::NoNumber)),
            ("null", None, Err(Unread::NoNumber)),
            (FORECAST, None, Err(Unread::NoNumber)),
            (FORECAST, Some("/current/temperature_2m"), Ok(-34)),
            (FORECAST, Some("/current/time"), Err(Unread::NoNumberThere)),
            (FORECAST, Some("/current"), Err(Unread::NoNumberThere)),
            (FORECAST, Some("/current/rain"), Err(Unread::NothingThere)),
            (
                FORECAST,
                Some("/current_units/temperature_2m"),
                Err(Unread::NoNumberThere),
            ),
            ("21.5", Some("/t"), Err(Unread::NothingThere)),
            ("<html>", Some("/t"), Err(Unread::NoJson)),
            ("", Some("/t"), Err(Unread::NoJson)),
            (r#"{"t":21.5} x"#, Some("/t"), Err(Unread::NoJson)),
            (r#"{"t":"21,5"}"#, Some("/t"), Ok(215)),
            (r#"{"t":null}"#, Some("/t"), Err(Unread::NoNumberThere)),
            (r#"{"t":true}"#, Some("/t"), Err(Unread::NoNumberThere)),
            (r#"{"t":-60.1}"#, Some("/t"), Err(Unread::NoNumberThere)),
            (r#"{"t":1e300}"#, Some("/t"), Err(Unread::NoNumberThere)),
            (r#"{"t":1e999}"#, Some("/t"), Err(Unread::NoJson)),
            (r#"[{"a/b":2}]"#, Some("/0/a~1b"), Ok(20)),
        ] {
            let found = read(text.as_bytes(), pointer, Timestamp(7));
            let expected = expected.map(|tenths| Temperature {
                tenths,
                at: Timestamp(7),
            });
            assert_eq!(found, expected, "{text:?} at {pointer:?}");
        }
        let found = read(b"\xff21", None, Timestamp(7));
        assert_eq!(found, Err(Unread::NoNumber));
        for (length, expected) in [(MAX_BYTES, Ok(210)), (MAX_BYTES + 1, Err(Unread::TooLong))] {
            let padded = format!("{:length$}", "21");
            let found = read(padded.as_bytes(), None, Timestamp(7));
            assert_eq!(found.map(|it| it.tenths), expected);
        }
    }

    #[test]
    fn an_address_may_name_a_place_in_its_answer() {
        let long = format!("https://a.eu/{}", "x".repeat(MAX_ADDRESS));
        for (text, expected) in [
            ("https://a.eu/t", Ok(("https://a.eu/t", None, "a.eu"))),
            (
                "http://u:p@10.0.0.7:8080?key=1#/t",
                Ok((
                    "http://u:p@10.0.0.7:8080?key=1",
                    Some("/t"),
                    "10.0.0.7:8080",
                )),
            ),
            (
                "https://a.eu/f?a=1&b=2#/current/temperature_2m",
                Ok((
                    "https://a.eu/f?a=1&b=2",
                    Some("/current/temperature_2m"),
                    "a.eu",
                )),
            ),
            (
                "https://a.eu#/a~1b/0",
                Ok(("https://a.eu", Some("/a~1b/0"), "a.eu")),
            ),
            ("https://", Err(NoWebSource::NoAddress)),
            ("https:///t", Err(NoWebSource::NoAddress)),
            ("https://:80/t", Err(NoWebSource::NoAddress)),
            ("ftp://a.eu", Err(NoWebSource::NoAddress)),
            ("https://a.eu/a b", Err(NoWebSource::NotVisible)),
            ("https://a.eu/\r\nHost: b", Err(NoWebSource::NotVisible)),
            ("https://ä.eu/", Err(NoWebSource::NotVisible)),
            (&long, Err(NoWebSource::TooLong)),
            ("https://a.eu/t#", Err(NoWebSource::NoPointer)),
            ("https://a.eu/t#t", Err(NoWebSource::NoPointer)),
            ("https://a.eu/t#/a~2", Err(NoWebSource::NoPointer)),
            ("https://a.eu/t#/a~", Err(NoWebSource::NoPointer)),
        ] {
            let found = WebSource::parse(text);
            let parts = found.as_ref().map_err(|error| *error);
            let parts = parts.map(|it| (&*it.url, it.pointer.as_deref(), it.host()));
            assert_eq!(parts, expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_at_any_place_are_a_possible_temperature_or_none(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            pointer in prop::option::of("(/[a-z0-9~]{0,3}){0,3}"),
        ) {
            if let Ok(found) = read(&bytes, pointer.as_deref(), Timestamp(0)) {
                prop_assert!((-600..=600).contains(&found.tenths));
            }
        }
    }
}
