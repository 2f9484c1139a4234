//! How the pages of the survey are written. Whatever goes into them is escaped; nothing is decided
//! here.

use super::super::{Choice, choices};
use crate::domain::i18n::{Messages, Value};
use crate::domain::language::Language;
use crate::engine::api::Face;
use askama::Template;
use axum::http::HeaderName;
use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// A store's page in a language.
pub(super) struct Place<'a> {
    face: &'a Face,
    messages: Messages,
}

impl<'a> Place<'a> {
    pub(super) fn new(face: &'a Face, language: Language) -> Self {
        let messages = Messages::for_language(language);
        Self { face, messages }
    }

    pub(super) fn language(&self) -> Language {
        self.messages.language()
    }

    pub(super) fn text(&self, key: &str) -> String {
        self.messages.get(key)
    }

    pub(super) fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.messages.with(key, values)
    }

    /// What stands on every page; `kept` goes along into another language.
    pub(super) fn top(&self, title: &str, kept: &str) -> Top<'a> {
        Top {
            language: self.language(),
            store: &self.face.name,
            title: self.text(title),
            choose: self.text("page-language"),
            choices: choices(self.language()),
            kept: if kept.is_empty() {
                String::new()
            } else {
                format!("&{kept}")
            },
        }
    }
}

/// A page with what every page comes with.
pub(super) fn answer(status: StatusCode, page: &impl Template) -> Response {
    // Writing text into a text does not fail.
    let text = page.render().unwrap_or_default();
    let headers = HEADERS.map(|(name, value)| (name, HeaderValue::from_static(value)));
    (status, headers, text).into_response()
}

/// What every page comes with.
pub(super) const HEADERS: [(HeaderName, &str); 8] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::VARY, "Accept-Language"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
];

/// What stands on every page.
pub(super) struct Top<'a> {
    language: Language,
    store: &'a str,
    title: String,
    choose: String,
    choices: Vec<Choice>,
    kept: String,
}

/// The first page: one question.
#[derive(Template)]
#[template(path = "first.html")]
pub(super) struct First<'a> {
    pub(super) top: Top<'a>,
    pub(super) token: String,
    pub(super) lead: String,
    pub(super) reward: Option<String>,
    pub(super) note: Option<String>,
    pub(super) question: String,
    pub(super) least: String,
    pub(super) most: String,
    pub(super) privacy: String,
    pub(super) privacy_link: String,
    pub(super) trap: String,
}

/// The second page: everything else, all of it optional.
#[derive(Template)]
#[template(path = "second.html")]
pub(super) struct Second<'a> {
    pub(super) top: Top<'a>,
    pub(super) token: &'a str,
    pub(super) lead: String,
    pub(super) note: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) asked: Vec<Asked>,
    pub(super) comment: &'a str,
    pub(super) comment_label: String,
    pub(super) comment_wrong: Option<String>,
    pub(super) contact: &'a str,
    pub(super) contact_title: String,
    pub(super) contact_label: String,
    pub(super) contact_wrong: Option<String>,
    pub(super) consents: bool,
    pub(super) consent_label: String,
    pub(super) consent_wrong: Option<String>,
    pub(super) send: String,
    pub(super) trap: String,
}

/// A question of the second page.
pub(super) struct Asked {
    pub(super) name: &'static str,
    pub(super) text: String,
    pub(super) boxes: Vec<Box5>,
}

/// One of its five answers.
pub(super) struct Box5 {
    pub(super) value: u8,
    pub(super) is_chosen: bool,
    pub(super) label: String,
}

/// The last page.
#[derive(Template)]
#[template(path = "thanks.html")]
pub(super) struct Thanks<'a> {
    pub(super) top: Top<'a>,
    pub(super) text: String,
    pub(super) gift: Option<GiftShown>,
}

/// The thank-you on the last page.
pub(super) struct GiftShown {
    pub(super) title: String,
    pub(super) what: String,
    pub(super) code: String,
    pub(super) picture: Picture,
    pub(super) picture_name: String,
    pub(super) how: String,
    pub(super) save: String,
    pub(super) minimum: Option<String>,
}

/// A page that says one thing.
#[derive(Template)]
#[template(path = "word.html")]
pub(super) struct Word<'a> {
    pub(super) top: Top<'a>,
    pub(super) why: String,
    pub(super) entry: String,
}

/// The page on which a code can be typed.
#[derive(Template)]
#[template(path = "entry.html")]
pub(super) struct Entry<'a> {
    pub(super) top: Top<'a>,
    pub(super) lead: String,
    pub(super) wrong: Option<String>,
    pub(super) again: String,
    pub(super) typed: String,
    pub(super) field: String,
    pub(super) button: String,
}

/// What is kept.
#[derive(Template)]
#[template(path = "privacy.html")]
pub(super) struct Privacy<'a> {
    pub(super) top: Top<'a>,
    pub(super) paragraphs: [String; 5],
}

/// A QR code as the parts of an SVG.
pub(super) struct Picture {
    /// Width and height in modules, with the quiet zone.
    pub(super) size: usize,
    /// The dark modules as a path.
    pub(super) path: String,
}

/// Black on white with the quiet zone of four modules (ISO/IEC 18004); empty for a text that is too
/// long, which a code never is.
pub(super) fn picture(text: &str) -> Picture {
    const QUIET: usize = 4;
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        let path = String::new();
        return Picture { size: 0, path };
    };
    let width = code.width();
    let mut path = String::new();
    for y in 0..width {
        for x in (0..width).filter(|x| code[(*x, y)] == Color::Dark) {
            // Writing text into a text does not fail.
            write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET).ok();
        }
    }
    let size = width + 2 * QUIET;
    Picture { size, path }
}
