//! Somebody looks at a page: their language, the code that they bring, and everything that can be
//! wrong with it.

use super::answers::{Admission, Answers, Asking, Caller};
use super::ask::Found;
use super::form::{Fields, language};
use super::page::{Entry, Place, Privacy, Word, answer};
use crate::domain::code::{Code, Kind, Refusal, Typo, verify};
use crate::domain::i18n::{Messages, Value};
use crate::domain::language::Language;
use crate::engine::api::Face;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use chrono::{Datelike as _, NaiveDate};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// How long whoever tries a code waits while too many guess.
const SLOW: Duration = Duration::from_secs(1);

/// Somebody who looks at a page.
pub(super) struct Visit<'a> {
    pub(super) answers: &'a dyn Answers,
    pub(super) query: Fields,
    /// What they asked for, if it is a language that there is.
    wanted: Option<Language>,
}

impl<'a> Visit<'a> {
    pub(super) fn new(answers: &'a dyn Answers, uri: &Uri, headers: &HeaderMap) -> Self {
        let accepted = headers.get(header::ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|value| value.to_str().ok());
        Self {
            answers,
            query: Fields::parse(uri.query().unwrap_or_default().as_bytes()),
            wanted: language(uri.query(), accepted, &Messages::languages()),
        }
    }

    /// Where they are: at this store, in their language.
    pub(super) fn place<'f>(&self, face: &'f Face) -> Place<'f> {
        Place::new(face, self.wanted.unwrap_or(face.language))
    }

    /// The page on which a code can be typed, and where it leads.
    pub(super) fn start(&self) -> Response {
        let Some(typed) = self.query.find("code") else {
            return self.entry(StatusCode::OK, "", None);
        };
        match Code::parse(typed) {
            Ok(code) => {
                let front = self.answers.front();
                let language = self.place(&front).language();
                see_other(&format!("{}?l={language}", code.compact()))
            }
            Err(typo) => self.entry(StatusCode::UNPROCESSABLE_ENTITY, typed, Some(typo)),
        }
    }

    /// What is kept, in plain words.
    pub(super) fn privacy(&self) -> Response {
        let front = self.answers.front();
        let place = self.place(&front);
        let page = Privacy {
            paragraphs: ["what", "why", "contact", "how-long", "rights"]
                .map(|part| place.text(&format!("survey-privacy-{part}"))),
            top: place.top("survey-privacy-title", ""),
        };
        answer(StatusCode::OK, &page)
    }

    /// The page on which a code can be typed, with what is wrong with the last one.
    pub(super) fn entry(&self, status: StatusCode, typed: &str, typo: Option<Typo>) -> Response {
        let front = self.answers.front();
        let place = self.place(&front);
        let title = if typo.is_some() {
            "page-typo"
        } else {
            "page-start"
        };
        let page = Entry {
            top: place.top(title, ""),
            lead: place.text("page-start-code"),
            wrong: typo.map(|typo| why(&place, typo)),
            again: place.text("page-typo-again"),
            typed: typed.chars().take(40).collect(),
            field: place.text("page-start-field"),
            button: place.text("page-start-go"),
        };
        answer(status, &page)
    }

    /// The store and the number of a code, or the page that says why there is none.
    pub(super) async fn find(&self, typed: &str, caller: Caller) -> Result<Found<'_>, Response> {
        let code = Code::parse(typed);
        let code = code.map_err(|typo| self.entry(StatusCode::NOT_FOUND, typed, Some(typo)))?;
        let slot = code.slot();
        let Some(store) = self.answers.store(slot) else {
            let front = self.answers.front();
            return Err(self
                .place(&front)
                .word(StatusCode::NOT_FOUND, "survey-elsewhere"));
        };
        let moment = self.answers.moment();
        match self.answers.admit(slot, caller, moment.at) {
            Admission::Free => {}
            Admission::Slow => sleep(SLOW).await,
            Admission::Barred { seconds } => return Err(self.barred(&store, seconds)),
        }
        let place = self.place(&store.face);
        match verify(code, &store.keys, moment.today) {
            Ok(serial) if serial.kind == Kind::Survey => Ok(Found {
                visit: self,
                store: Arc::clone(&store),
                code,
                serial,
                moment,
            }),
            Ok(_) => Err(place.word(StatusCode::NOT_FOUND, "survey-for-the-till")),
            Err(Refusal::Expired { last_day, .. }) => {
                let date = date(&place, last_day.date());
                let told = [("date", Value::from(date))];
                Err(place.word_with(StatusCode::GONE, "survey-expired", &told))
            }
            Err(Refusal::Forged) => {
                self.answers.guessed(slot, caller, moment.at);
                Err(place.word(StatusCode::NOT_FOUND, "survey-unknown"))
            }
        }
    }

    fn barred(&self, store: &Asking, seconds: u32) -> Response {
        let place = self.place(&store.face);
        let minutes = Value::from(seconds.div_ceil(60));
        let told = [("minutes", minutes)];
        let mut response = place.word_with(StatusCode::TOO_MANY_REQUESTS, "survey-too-many", &told);
        let wait = HeaderValue::from(seconds);
        response.headers_mut().insert(header::RETRY_AFTER, wait);
        response
    }
}

/// A day as this language writes it.
pub(super) fn date(place: &Place<'_>, date: NaiveDate) -> String {
    let parts = [
        ("day", Value::from(date.day())),
        ("month", Value::from(date.month())),
        ("year", Value::from(date.year().to_string())),
    ];
    place.with("survey-date", &parts)
}

fn why(place: &Place<'_>, typo: Typo) -> String {
    match typo {
        Typo::Length { found } => {
            let found = Value::from(found.min(999));
            place.with("page-typo-length", &[("found", found)])
        }
        Typo::Alphabet { position, .. } => {
            let position = Value::from(position);
            place.with("page-typo-alphabet", &[("position", position)])
        }
        Typo::Check => place.text("page-typo-check"),
    }
}

/// Leads on to another page, which is looked at anew.
pub(super) fn see_other(location: &str) -> Response {
    let location = HeaderValue::from_str(location).ok();
    let location = location.unwrap_or_else(|| HeaderValue::from_static("/"));
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, location);
    for (name, value) in super::page::HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.remove(header::CONTENT_TYPE);
    response
}

impl Place<'_> {
    /// A page that says one thing.
    pub(super) fn word(&self, status: StatusCode, key: &str) -> Response {
        self.word_with(status, key, &[])
    }

    pub(super) fn word_with(
        &self,
        status: StatusCode,
        key: &str,
        values: &[(&str, Value<'_>)],
    ) -> Response {
        let page = Word {
            top: self.top(key, ""),
            why: self.with(&format!("{key}-why"), values),
            entry: self.text("survey-other-code"),
        };
        answer(status, &page)
    }
}
