//! The form of every event, as it is on disks.

use super::super::case::{CaseKind, Owner, Resolution};
use super::super::language::Language;
use super::super::survey::{Grade, Marks, Recommend, Scores};
use super::super::time::Quarter;
use super::*;
use code::{Day, Seq};

const SALE: DocumentEnded = DocumentEnded::of(Kind::Sale);

const CODE: PrintedCode = PrintedCode {
    kind: code::Kind::Survey,
    day: Day(2516),
    seq: Seq::MAX,
    waited: None,
};

fn documents() -> [(Event, &'static str); 2] {
    let whole = DocumentEnded {
        items: Some(7),
        served_ms: Some(45_000),
        waited_s: Some(90),
        total_minor: Some(-3234),
        currency: Currency::new("PLN"),
        tender: Some(Tender::Cash),
        refund: true,
        void: true,
        copy: true,
        trusted: false,
        ..SALE
    };
    [
        (
            Event::DocumentEnded(SALE),
            r#"{"document_ended":{"kind":"sale"}}"#,
        ),
        (
            Event::DocumentEnded(whole),
            r#"{"document_ended":{"kind":"sale","items":7,"served_ms":45000,"waited_s":90,"total_minor":-3234,"currency":"PLN","tender":"cash","refund":true,"void":true,"copy":true,"trusted":false}}"#,
        ),
    ]
}

/// What came with payments that do not go through at once.
fn care() -> [(Event, &'static str); 11] {
    let token: Token = "blue 2".parse().unwrap();
    let settled = |by| Event::PaymentSettled {
        after_ms: 90_000,
        by,
    };
    let held = |after_ms| Event::BasketHeld { token, after_ms };
    let id = CaseId(7);
    let changed = |change| Event::CaseChanged { id, change };
    let due = Timestamp(3_600_000);
    let (kind, owner) = (CaseKind::Hold, Owner::Counter(code::Till::default()));
    let resolution = Resolution::NotSolved;
    [
        (Event::PaymentTroubled, r#""payment_troubled""#),
        (settled(None), r#"{"payment_settled":{"after_ms":90000}}"#),
        (
            settled(Some(Step::OtherCard)),
            r#"{"payment_settled":{"after_ms":90000,"by":"other_card"}}"#,
        ),
        (
            Event::PaymentLost { after_ms: 900_000 },
            r#"{"payment_lost":{"after_ms":900000}}"#,
        ),
        (held(None), r#"{"basket_held":{"token":"blue 2"}}"#),
        (
            held(Some(5000)),
            r#"{"basket_held":{"token":"blue 2","after_ms":5000}}"#,
        ),
        (
            Event::BasketReleased { token, sold: true },
            r#"{"basket_released":{"token":"blue 2","sold":true}}"#,
        ),
        (
            changed(CaseChange::Opened {
                kind,
                due,
                token: Some(token),
                answer: None,
            }),
            r#"{"case_changed":{"id":7,"change":{"opened":{"kind":"hold","due":3600000,"token":"blue 2"}}}}"#,
        ),
        (
            changed(CaseChange::Acknowledged { owner }),
            r#"{"case_changed":{"id":7,"change":{"acknowledged":{"owner":{"counter":0}}}}}"#,
        ),
        (
            changed(CaseChange::Promised { due }),
            r#"{"case_changed":{"id":7,"change":{"promised":{"due":3600000}}}}"#,
        ),
        (
            changed(CaseChange::Resolved { resolution }),
            r#"{"case_changed":{"id":7,"change":{"resolved":{"resolution":"not_solved"}}}}"#,
        ),
    ]
}

/// What happens at the counter, in the line and among colleagues.
fn lines() -> [(Event, &'static str); 7] {
    let observed = QueueObserved {
        mean_tenths: 23,
        low: 1,
        high: 4,
        open_tenths: 10,
    };
    let by = CallReason::Wait;
    let kind = code::Kind::MakeGood;
    [
        (Event::ServingBegan, r#""serving_began""#),
        (
            Event::CodePrinted(CODE),
            r#"{"code_printed":{"day":2516,"seq":2047}}"#,
        ),
        (
            Event::CodePrinted(PrintedCode { kind, ..CODE }),
            r#"{"code_printed":{"kind":"make_good","day":2516,"seq":2047}}"#,
        ),
        (
            Event::QueueCorrected { from: 2, to: 3 },
            r#"{"queue_corrected":{"from":2,"to":3}}"#,
        ),
        (
            Event::QueueObserved(observed),
            r#"{"queue_observed":{"mean_tenths":23,"low":1,"high":4,"open_tenths":10}}"#,
        ),
        (
            Event::ColleagueCalled { by },
            r#"{"colleague_called":{"by":"wait"}}"#,
        ),
        (
            Event::CallAnswered { after_ms: 5000 },
            r#"{"call_answered":{"after_ms":5000}}"#,
        ),
    ]
}

/// As little as an answer can say.
fn answered() -> SurveyAnswered {
    SurveyAnswered {
        number: 7,
        till: code::Till::default(),
        printed: None,
        waited: None,
        language: Language::ENGLISH,
        scores: Scores::first(Recommend::new(3).unwrap()),
        marks: Marks::default(),
    }
}

fn answered_in_full() -> SurveyAnswered {
    let grade = Grade::new(5).ok();
    SurveyAnswered {
        printed: Some(Quarter(1_994_000)),
        waited: Some(Waited::Under3),
        scores: Scores {
            happy: grade,
            easy: grade,
            met: grade,
            again: grade,
            own: grade,
            ..answered().scores
        },
        marks: Marks {
            from_shop: true,
            in_a_burst: true,
            left_behind: true,
        },
        ..answered()
    }
}

/// What comes of the survey.
fn survey() -> [(Event, &'static str); 9] {
    let (least, most) = (answered(), answered_in_full());
    let (day, seq) = (CODE.day, CODE.seq);
    let waited = Some(Waited::Longer);
    [
        (
            Event::CaseChanged {
                id: CaseId(7),
                change: CaseChange::Opened {
                    kind: CaseKind::FollowUp,
                    due: Timestamp(3_600_000),
                    token: None,
                    answer: Some(3),
                },
            },
            r#"{"case_changed":{"id":7,"change":{"opened":{"kind":"follow_up","due":3600000,"answer":3}}}}"#,
        ),
        (
            Event::CodePrinted(PrintedCode { waited, ..CODE }),
            r#"{"code_printed":{"day":2516,"seq":2047,"waited":"longer"}}"#,
        ),
        (
            Event::SurveyAnswered(least),
            r#"{"survey_answered":{"number":7,"till":0,"language":"en","scores":{"recommend":3}}}"#,
        ),
        (
            Event::SurveyAnswered(most),
            r#"{"survey_answered":{"number":7,"till":0,"printed":1994000,"waited":"under3","language":"en","scores":{"recommend":3,"happy":5,"easy":5,"met":5,"again":5,"own":5},"marks":{"from_shop":true,"in_a_burst":true,"left_behind":true}}}"#,
        ),
        (
            Event::SurveyOpened { count: 3 },
            r#"{"survey_opened":{"count":3}}"#,
        ),
        (
            Event::CodesGuessed { count: 40 },
            r#"{"codes_guessed":{"count":40}}"#,
        ),
        (
            Event::ReceiptLeft { day, seq },
            r#"{"receipt_left":{"day":2516,"seq":2047}}"#,
        ),
        (
            Event::RewardRedeemed { day, seq },
            r#"{"reward_redeemed":{"day":2516,"seq":2047}}"#,
        ),
        (
            Event::RewardDoubled { day, seq },
            r#"{"reward_doubled":{"day":2516,"seq":2047}}"#,
        ),
    ]
}

fn others() -> [(Event, &'static str); 6] {
    let (printer, scanner) = (Device::Printer, Device::Scanner);
    [
        (
            Event::DeviceLost { device: printer },
            r#"{"device_lost":{"device":"printer"}}"#,
        ),
        (
            Event::DeviceFound { device: scanner },
            r#"{"device_found":{"device":"scanner"}}"#,
        ),
        (
            Event::SaleVoided {
                total_minor: Some(3234),
                currency: Currency::new("PLN"),
            },
            r#"{"sale_voided":{"total_minor":3234,"currency":"PLN"}}"#,
        ),
        (
            Event::SaleVoided {
                total_minor: None,
                currency: None,
            },
            r#"{"sale_voided":{}}"#,
        ),
        (
            Event::TillTold { key: u64::MAX },
            r#"{"till_told":{"key":18446744073709551615}}"#,
        ),
        (
            Event::EventsLost { count: 12 },
            r#"{"events_lost":{"count":12}}"#,
        ),
    ]
}

/// Members, stars and gifts, without the envelope around each.
const LOYALTY: [&str; 20] = [
    r#"{"member_joined":{"member":7,"day":2522}}"#,
    r#"{"members_merged":{"one":7,"other":8}}"#,
    r#"{"member_erased":{"member":7}}"#,
    r#"{"member_served":{"member":7,"receipt":9,"day":2522,"total_minor":3234}}"#,
    r#"{"sale_named":{"receipt":9,"sale":5,"member":7}}"#,
    r#"{"sale_undone":{"receipt":9,"day":2522}}"#,
    r#"{"sale_undone":{"receipt":9,"member":7,"day":2522}}"#,
    r#"{"member_contacted":{"contact":"greeting","receipt":9,"member":7,"day":2522}}"#,
    r#"{"card_of_staff":{"member":7,"staff":true}}"#,
    r#"{"member_served":{"member":7,"receipt":9,"day":2522,"total_minor":3234,"by":{"visit":{"stars":1}},"max":20}}"#,
    r#"{"member_served":{"member":7,"receipt":9,"day":2522,"total_minor":3234,"by":{"amount":{"stars":2,"each_minor":1000}},"max":20}}"#,
    r#"{"stars_spent":{"purpose":{"gift":[9,5]},"receipt":9,"member":7,"day":2522,"stars":3}}"#,
    r#"{"stars_spent":{"purpose":{"code":[2522,2047]},"receipt":9,"member":7,"day":2522,"stars":3,"offline":15}}"#,
    r#"{"goods_returned":{"receipt":9,"with":10,"member":7,"minor":500,"day":2522}}"#,
    r#"{"gift_offered":{"receipt":9,"rule":5,"day":2522,"cost":35}}"#,
    r#"{"gift_given":{"receipt":9,"rule":5,"day":2522,"member":7,"cost":35,"as_code":true}}"#,
    r#"{"gift_passed":{"receipt":9,"rule":5,"day":2522,"cost":35}}"#,
    r#"{"gift_held_out":{"receipt":9,"rule":5,"day":2522,"cost":35}}"#,
    r#"{"gift_released":{"receipt":9,"rule":5,"day":2522}}"#,
    r#"{"gift_taken_back":{"receipt":9,"rule":5,"day":2522}}"#,
];

#[test]
fn the_frozen_form_of_loyalty_is_read_and_written_again() {
    for loyalty in LOYALTY {
        let body = format!(r#"{{"loyalty":{loyalty}}}"#);
        let event = Event::from_body(1, &body).unwrap();
        assert!(matches!(event, Event::Loyalty(_)));
        assert_eq!(event.to_body(), body);
        let place = r#""counter":3,"journal":77,"seq":12,"at":1795332600000"#;
        let body = format!(r#"{{"loyalty_elsewhere":{{{place},"what":{loyalty}}}}}"#);
        let event = Event::from_body(1, &body).unwrap();
        assert!(matches!(event, Event::LoyaltyElsewhere(_)));
        assert_eq!(event.to_body(), body);
    }
}

#[test]
fn the_frozen_form_is_written_and_read() {
    let all = documents().into_iter().chain(care());
    let all = all.chain(lines()).chain(survey()).chain(others());
    for (event, body) in all {
        assert_eq!(event.to_body(), body);
        assert_eq!(Event::from_body(1, body).unwrap(), event);
    }
}

#[test]
fn what_a_newer_program_wrote_is_not_guessed_at() {
    let found = Event::from_body(2, r#""serving_began""#);
    assert!(matches!(found, Err(Unreadable::Newer { form: 2 })));
    let found = Event::from_body(1, r#""member_seen""#);
    assert!(matches!(found, Err(Unreadable::Damaged(_))));
}
