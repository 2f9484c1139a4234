//! Reads what the forms of the pages send: bounded, in time, and with nothing refused that could be
//! understood.

use super::super::wanted;
use crate::domain::survey::{COMMENT_CHARS, CONTACT_CHARS, Grade, Question};
use axum::body::{Body, to_bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use std::time::Duration;
use tokio::time::timeout;

/// The longest body in bytes: a comment of 2000 letters of two bytes, each written as %C3%B8, would be
/// 12000; what phones send is far below that.
const MAX_BODY: usize = 8 * 1024;

/// A body must arrive within this.
const ARRIVAL: Duration = Duration::from_secs(10);

/// The fields of a form in the order in which they came.
#[derive(Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a body; the status says why it cannot be read.
    pub(super) async fn read(headers: &HeaderMap, body: Body) -> Result<Self, StatusCode> {
        let kind = headers
            .get(CONTENT_TYPE)
            .map_or(&b""[..], |kind| kind.as_bytes());
        let kind = kind.split(|byte| *byte == b';').next().unwrap_or_default();
        if !kind
            .trim_ascii()
            .eq_ignore_ascii_case(b"application/x-www-form-urlencoded")
        {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        let read = timeout(ARRIVAL, to_bytes(body, MAX_BODY)).await;
        let read = read.map_err(|_late| StatusCode::REQUEST_TIMEOUT)?;
        let bytes = read.map_err(|_long| StatusCode::PAYLOAD_TOO_LARGE)?;
        Ok(Self::parse(&bytes))
    }

    /// Reads `a=1&b=2` as WHATWG's URL standard says; what is no UTF-8 is replaced.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let pairs = bytes
            .split(|byte| *byte == b'&')
            .filter(|pair| !pair.is_empty());
        let field = |pair: &[u8]| {
            let mut parts = pair.splitn(2, |byte| *byte == b'=');
            let mut part = || decode(parts.next().unwrap_or_default());
            (part(), part())
        };
        Self(pairs.map(field).collect())
    }

    /// The value of a field, without white space around it; empty where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// The value of a field that is there.
    pub(super) fn find(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.trim())
    }
}

/// Undoes `+` and `%C3%B8`; a `%` that stands alone stays.
fn decode(bytes: &[u8]) -> String {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let escaped = after.split_first_chunk::<2>().filter(|_| *first == b'%');
        let escaped = escaped.and_then(|(digits, after)| Some((hex(*digits)?, after)));
        match (first, escaped) {
            (_, Some((byte, after))) => {
                decoded.push(byte);
                rest = after;
            }
            (b'+', None) => decoded.push(b' '),
            (byte, None) => decoded.push(*byte),
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hex([high, low]: [u8; 2]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? << 4 | digit(low)?).ok()
}

/// What the second page may hold.
#[derive(Default, Clone)]
pub(super) struct More {
    /// Happy, easy, met, again and the store's own question.
    pub(super) grades: [Option<Grade>; 5],
    pub(super) comment: String,
    pub(super) contact: String,
    pub(super) consents: bool,
}

/// What is to be corrected on the second page; nothing that was written is lost meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mistake {
    /// A contact without the tick.
    Consent,
    /// A tick without a contact.
    Contact,
    /// A contact that is too long.
    LongContact,
    /// A comment that is too long.
    LongComment,
}

/// The questions of the second page.
pub(super) const QUESTIONS: [Question; 5] = [
    Question::Happy,
    Question::Easy,
    Question::Met,
    Question::Again,
    Question::Own,
];

impl More {
    /// What a form holds; `None` with a grade that no box has.
    pub(super) fn of(fields: &Fields) -> Option<Self> {
        let mut more = Self {
            // Browsers send line ends as two characters.
            comment: fields.get("comment").replace("\r\n", "\n"),
            contact: fields.get("contact").to_owned(),
            consents: !fields.get("consent").is_empty(),
            ..Self::default()
        };
        for (grade, question) in more.grades.iter_mut().zip(QUESTIONS) {
            let text = fields.get(question.name());
            if !text.is_empty() {
                *grade = Some(text.parse().ok().and_then(|value| Grade::new(value).ok())?);
            }
        }
        Some(more)
    }

    /// Everything that is to be corrected, in the order of the page.
    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        let is_long = |text: &str, most| text.chars().count() > most;
        let has_contact = !self.contact.is_empty();
        let found = [
            (is_long(&self.comment, COMMENT_CHARS), Mistake::LongComment),
            (is_long(&self.contact, CONTACT_CHARS), Mistake::LongContact),
            (self.consents && !has_contact, Mistake::Contact),
            (has_contact && !self.consents, Mistake::Consent),
        ];
        let found = found.into_iter().filter(|(is_one, _)| *is_one);
        found.map(|(_, mistake)| mistake).collect()
    }
}

/// Whether a browser only looks ahead, so that no person has seen the page yet.
pub(super) fn is_ahead(headers: &HeaderMap) -> bool {
    let says = |name: &str| {
        let values = headers.get_all(name).iter();
        let mut values = values.map(|value| value.as_bytes().to_ascii_lowercase());
        values.any(|value| {
            let has = |word: &[u8]| value.windows(word.len()).any(|part| part == word);
            has(b"prefetch") || has(b"prerender") || has(b"preview")
        })
    };
    ["sec-purpose", "purpose", "x-purpose", "x-moz"]
        .into_iter()
        .any(says)
}

/// The language that the query, else the browser, asks for.
pub(super) use wanted::language;

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    #[test]
    fn forms_are_read_as_browsers_write_them() {
        let fields = Fields::parse(b"a=1&b=x+y%20z&c=%C3%B8&&d&e=%zz%4&f=%FF&a=2&=g");
        for (name, value) in [
            ("a", "1"),
            ("b", "x y z"),
            ("c", "ø"),
            ("d", ""),
            ("e", "%zz%4"),
            ("f", "\u{fffd}"),
            ("", "g"),
            ("none", ""),
        ] {
            assert_eq!(fields.get(name), value, "{name}");
        }
        assert_eq!(fields.find("none"), None);
    }

    #[test]
    fn a_contact_needs_its_tick() {
        let mistakes = |form: &str| {
            More::of(&Fields::parse(form.as_bytes()))
                .unwrap()
                .mistakes()
        };
        assert_eq!(mistakes(""), []);
        assert_eq!(mistakes("contact=601&consent=1"), []);
        assert_eq!(mistakes("contact=601"), [Mistake::Consent]);
        assert_eq!(mistakes("contact=+&consent=1"), [Mistake::Contact]);
        let long = format!(
            "comment={}&contact={}&consent=1",
            "a".repeat(2001),
            "b".repeat(121)
        );
        assert_eq!(
            mistakes(&long),
            [Mistake::LongComment, Mistake::LongContact]
        );
        let enough = format!(
            "comment={}&contact={}&consent=1",
            "ø".repeat(2000),
            "b".repeat(120)
        );
        assert_eq!(mistakes(&enough), []);
    }

    #[test]
    fn only_boxes_are_answers() {
        let grades = |form: &str| {
            let more = More::of(&Fields::parse(form.as_bytes()))?;
            Some(more.grades.map(|grade| grade.map(Grade::get)))
        };
        let expected = [Some(5), None, Some(1), None, Some(3)];
        assert_eq!(grades("happy=5&met=1&own=3&easy="), Some(expected));
        for form in ["happy=6", "again=0", "own=x", "easy=-1", "met=1.5"] {
            assert_eq!(grades(form), None, "{form}");
        }
    }

    #[test]
    fn looking_ahead_is_noticed() {
        for (name, value, ahead) in [
            ("sec-purpose", "prefetch;prerender", true),
            ("purpose", "prefetch", true),
            ("x-moz", "Prefetch", true),
            ("x-purpose", "preview", true),
            ("sec-purpose", "none", false),
            ("x-other", "prefetch", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_static(value));
            assert_eq!(is_ahead(&headers), ahead, "{name}: {value}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_form(bytes: Vec<u8>) {
            let fields = Fields::parse(&bytes);
            let long: usize = fields.0.iter().map(|(name, value)| name.len() + value.len()).sum();
            // A byte that is no UTF-8 becomes three.
            prop_assert!(long <= 3 * bytes.len());
            let _any = More::of(&fields);
        }

        #[test]
        fn what_was_typed_comes_back(text: String) {
            let escaped = text.bytes().fold(String::new(), |all, byte| all + &format!("%{byte:02X}"));
            let fields = Fields::parse(format!("a={escaped}").as_bytes());
            prop_assert_eq!(fields.get("a"), text.trim());
        }
    }
}
