//! The three pages of a genuine code, and what their forms lead to.

use super::answers::{Asking, Begun, Caller, Completed, First, Moment, NotNow, Rest, Standing};
use super::form::{Fields, Mistake, More, QUESTIONS};
use super::page::{Asked, Box5, First as FirstPage, GiftShown, Second, Thanks, answer, picture};
use super::visit::{Visit, date, see_other};
use crate::domain::code::{Code, Day, FormError, FormToken, Kind, Serial, Till, verify};
use crate::domain::i18n::Value;
use crate::domain::survey::{Grade, Question, Recommend};
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

/// A genuine code that opens the survey of a store.
pub(super) struct Found<'a> {
    pub(super) visit: &'a Visit<'a>,
    pub(super) store: Arc<Asking>,
    pub(super) code: Code,
    pub(super) serial: Serial,
    pub(super) moment: Moment,
}

impl Found<'_> {
    /// The page that comes next for whoever looks.
    pub(super) fn look(&self, is_person: bool) -> Response {
        let standing = self.visit.answers.standing(&self.serial);
        let text = self.visit.query.get("t");
        let own = self.token(text).ok();
        let own = own.filter(|token| token.check_age(self.moment.at).is_ok());
        let is_own = |holder| own.is_some_and(|token| token.holder() == holder);
        match standing {
            Standing::Fresh => {
                if is_person {
                    self.visit.answers.opened(&self.serial);
                }
                self.first(StatusCode::OK, None)
            }
            Standing::Open { holder } if is_own(holder) => {
                self.second(StatusCode::OK, text, &More::default(), &[])
            }
            Standing::Done { holder, reward } if is_own(holder) => {
                self.thanks(reward.or_else(|| self.reward_in_query()))
            }
            // Who did it is forgotten; the page was once given to this person.
            Standing::Used if own.is_some() => self.thanks(self.reward_in_query()),
            _ => self.taken(),
        }
    }

    /// Takes the form of the first or of the second page.
    pub(super) async fn send(&self, fields: &Fields, caller: Caller) -> Response {
        // People do not see this field, and those to whom it is read are asked to leave it.
        if !fields.get("url").is_empty() {
            return self.again(StatusCode::BAD_REQUEST, None);
        }
        let token = self.token(fields.get("t"));
        match fields.find("score") {
            Some(score) => self.begin(score, token, caller).await,
            None => self.complete(fields, token).await,
        }
    }

    /// A form that could not be read.
    pub(super) fn unread(&self, status: StatusCode) -> Response {
        let place = self.visit.place(&self.store.face);
        place.word(status, "survey-unread")
    }

    fn token(&self, text: &str) -> Result<FormToken, FormError> {
        FormToken::open(text, &self.store.keys, self.code)
    }

    async fn begin(
        &self,
        score: &str,
        token: Result<FormToken, FormError>,
        caller: Caller,
    ) -> Response {
        let score = score
            .parse()
            .ok()
            .and_then(|score| Recommend::new(score).ok());
        let Some(recommend) = score else {
            return self.again(StatusCode::BAD_REQUEST, None);
        };
        let Ok(token) = token else {
            return self.again(StatusCode::FORBIDDEN, None);
        };
        match token.check_first(self.moment.at) {
            Ok(()) => {}
            // With the same page once more, so that the next touch counts.
            Err(FormError::TooSoon) => {
                return self.again(StatusCode::TOO_MANY_REQUESTS, Some(token));
            }
            Err(_) => return self.again(StatusCode::FORBIDDEN, None),
        }
        let first = First {
            serial: self.serial,
            holder: token.holder(),
            recommend,
            language: self.visit.place(&self.store.face).language(),
            caller,
            at: self.moment.at,
        };
        match self.visit.answers.begin(first).await {
            Ok(Begun::Kept | Begun::Over) => self.on(token, None),
            Ok(Begun::Taken) => self.taken(),
            Err(NotNow) => self.again(StatusCode::SERVICE_UNAVAILABLE, Some(token)),
        }
    }

    async fn complete(&self, fields: &Fields, token: Result<FormToken, FormError>) -> Response {
        let Ok(token) = token else {
            return self.again(StatusCode::FORBIDDEN, None);
        };
        let Some(more) = More::of(fields) else {
            return self.unread(StatusCode::BAD_REQUEST);
        };
        let text = fields.get("t");
        let mistakes = more.mistakes();
        if !mistakes.is_empty() {
            return self.second(StatusCode::UNPROCESSABLE_ENTITY, text, &more, &mistakes);
        }
        let written = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let rest = Rest {
            serial: self.serial,
            holder: token.holder(),
            language: self.visit.place(&self.store.face).language(),
            grades: more.grades,
            comment: written(&more.comment),
            contact: written(&more.contact),
            moment: self.moment,
        };
        match self.visit.answers.complete(rest).await {
            Ok(Completed::Thanks(reward)) => self.on(token, reward),
            Ok(Completed::Taken) => self.taken(),
            Ok(Completed::Over) => {
                let place = self.visit.place(&self.store.face);
                place.word(StatusCode::GONE, "survey-over")
            }
            Err(NotNow) => self.second(StatusCode::SERVICE_UNAVAILABLE, text, &more, &[]),
        }
    }

    /// To the next page of the same person; the thank-you goes along, since nobody else remembers it.
    fn on(&self, token: FormToken, reward: Option<Code>) -> Response {
        let language = self.visit.place(&self.store.face).language();
        let Some(key) = self.store.keys.first() else {
            return self.taken();
        };
        let mut location = format!("?l={language}&t={}", token.seal(key, self.code));
        if let Some(reward) = reward {
            location = format!("{location}&r={}", reward.compact());
        }
        see_other(&location)
    }

    /// The first page once more, with a word on why.
    fn again(&self, status: StatusCode, kept: Option<FormToken>) -> Response {
        match self.visit.answers.standing(&self.serial) {
            Standing::Fresh => self.first(status, kept),
            _ => self.taken(),
        }
    }

    fn taken(&self) -> Response {
        let place = self.visit.place(&self.store.face);
        place.word(StatusCode::CONFLICT, "survey-used")
    }

    /// The first page; with a note where it is shown once more.
    fn first(&self, status: StatusCode, kept: Option<FormToken>) -> Response {
        let is_again = status != StatusCode::OK;
        let face = &self.store.face;
        let place = self.visit.place(face);
        let Some(key) = self.store.keys.first() else {
            return place.word(StatusCode::SERVICE_UNAVAILABLE, "survey-unread");
        };
        let [a, b, c, d, ..] = self.moment.chance.to_be_bytes();
        let fresh = FormToken::new(self.moment.at, u32::from_be_bytes([a, b, c, d]));
        let token = kept.unwrap_or(fresh);
        let reward = face.reward.as_ref().map(|gift| {
            let what = Value::from(face.say(&gift.what, place.language()));
            place.with("survey-lead-reward", &[("reward", what)])
        });
        let page = FirstPage {
            top: place.top("survey-title", ""),
            token: token.seal(key, self.code),
            lead: place.text("survey-lead"),
            reward,
            note: is_again.then(|| place.text(note_of(status))),
            question: place.text("survey-recommend"),
            least: place.text("survey-recommend-least"),
            most: place.text("survey-recommend-most"),
            privacy: place.text("survey-privacy-line"),
            privacy_link: place.text("survey-privacy-title"),
            trap: place.text("survey-trap"),
        };
        answer(status, &page)
    }

    fn second(
        &self,
        status: StatusCode,
        token: &str,
        more: &More,
        mistakes: &[Mistake],
    ) -> Response {
        let face = &self.store.face;
        let place = self.visit.place(face);
        let asked = QUESTIONS.iter().zip(more.grades);
        let asked = asked.filter_map(|(question, grade)| self.asked(*question, grade));
        let wrong = |wanted: &[Mistake]| {
            let found = mistakes.iter().find(|mistake| wanted.contains(mistake));
            found.map(|mistake| place.text(word_of(*mistake)))
        };
        let note = (status == StatusCode::SERVICE_UNAVAILABLE).then(|| place.text(note_of(status)));
        let send = match face.reward {
            Some(_) => "survey-send-reward",
            None => "survey-send",
        };
        let page = Second {
            top: place.top("survey-more", &format!("t={token}")),
            token,
            lead: place.text("survey-more-lead"),
            note,
            summary: (!mistakes.is_empty()).then(|| place.text("survey-mistakes")),
            asked: asked.collect(),
            comment: more.comment.as_str(),
            comment_label: place.text("survey-comment"),
            comment_wrong: wrong(&[Mistake::LongComment]),
            contact: more.contact.as_str(),
            contact_title: place.text("survey-contact"),
            contact_label: place.text("survey-contact-field"),
            contact_wrong: wrong(&[Mistake::LongContact, Mistake::Contact]),
            consents: more.consents,
            consent_label: place.text("survey-consent"),
            consent_wrong: wrong(&[Mistake::Consent]),
            send: place.text(send),
            trap: place.text("survey-trap"),
        };
        answer(status, &page)
    }

    /// A question with its five boxes; the store's own only where there is one.
    fn asked(&self, question: Question, grade: Option<Grade>) -> Option<Asked> {
        let face = &self.store.face;
        let place = self.visit.place(face);
        let name = question.name();
        let text = match question {
            Question::Own => face
                .say(face.question.as_ref()?, place.language())
                .to_owned(),
            _ => place.text(&format!("survey-{name}")),
        };
        let boxes = (1..=Grade::MOST).map(|value| Box5 {
            value,
            is_chosen: grade.is_some_and(|grade| grade.get() == value),
            label: place.text(&format!("survey-{name}-{value}")),
        });
        Some(Asked {
            name,
            text,
            boxes: boxes.collect(),
        })
    }

    /// The thank-you that stands in the address, if it is one of this store.
    fn reward_in_query(&self) -> Option<Code> {
        let code = Code::parse(self.visit.query.find("r")?).ok()?;
        let serial = verify(code, &self.store.keys, self.moment.today).ok()?;
        (serial.kind == Kind::Reward && serial.till == Till::MAX).then_some(code)
    }

    fn thanks(&self, reward: Option<Code>) -> Response {
        let face = &self.store.face;
        let place = self.visit.place(face);
        let found = reward.zip(face.reward.as_ref());
        let serial = |code| verify(code, &self.store.keys, self.moment.today).ok();
        let found = found.and_then(|(code, gift)| Some((code, gift, serial(code)?)));
        let mut kept = format!("t={}", self.visit.query.get("t"));
        if let Some((code, ..)) = found {
            kept = format!("{kept}&r={}", code.compact());
        }
        let gift = found.map(|(code, gift, serial)| {
            let last = serial.day.0.saturating_add(Kind::Reward.valid_days());
            let until = Value::from(date(&place, Day(last).date()));
            let minimum = gift.minimum.as_ref();
            let minimum = minimum.map(|least| {
                let least = Value::from(least.as_str());
                place.with("survey-reward-minimum", &[("minimum", least)])
            });
            GiftShown {
                what: face.say(&gift.what, place.language()).to_owned(),
                title: place.text("survey-reward"),
                code: code.to_string(),
                picture: picture(&format!("CARE:{}", code.compact())),
                picture_name: place.text("survey-reward-picture"),
                how: place.with("survey-reward-how", &[("date", until)]),
                save: place.text("survey-reward-save"),
                minimum,
            }
        });
        let page = Thanks {
            top: place.top("survey-thanks", &kept),
            text: place.text("survey-thanks-text"),
            gift,
        };
        answer(StatusCode::OK, &page)
    }
}

/// Why a page is shown once more.
fn note_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::SERVICE_UNAVAILABLE => "survey-not-now",
        _ => "survey-once-more",
    }
}

fn word_of(mistake: Mistake) -> &'static str {
    match mistake {
        Mistake::Consent => "survey-mistake-consent",
        Mistake::Contact => "survey-mistake-contact",
        Mistake::LongContact => "survey-mistake-long-contact",
        Mistake::LongComment => "survey-mistake-long-comment",
    }
}
