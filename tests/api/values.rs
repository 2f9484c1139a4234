//! A value of everything that the API takes and gives.

use super::desk::{Served, limits};
use super::members::{gift_cards, gift_commands, loyalties};
use super::schema::variants;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tillside::domain::basket::Basket;
use tillside::domain::call::CallReason;
use tillside::domain::case::{Case, CaseId, CaseKind, CaseStatus, Owner, Resolution};
use tillside::domain::code::{
    Code, Day, KEY_VERSION, Kind as CodeKind, MasterKey, Seq, Slot, Till,
};
use tillside::domain::decline::{Care, Step as PaymentStep, Told};
use tillside::domain::document::{Currency, Kind, Outcome, Tender};
use tillside::domain::hold::Token;
use tillside::domain::kpi::staffing::Habits;
use tillside::domain::language::Language;
use tillside::domain::pin::Pin;
use tillside::domain::queue::{Model, Source};
use tillside::domain::survey::Recommend;
use tillside::domain::tally::{Measure, Tally};
use tillside::domain::time::{TimeOfDay, Timestamp};
use tillside::engine::api::{
    Amount, AnswerView, CallView, CodesMode, Command, DeviceView, Equipment, Figures, FiguresRow,
    Guesses, Key, LeftBehind, Level, Memory, OpenSession, PaymentNote, PaymentReport, PaymentWord,
    Presence, Print, Progress, Prompt, QueueView, Refusal, RewardCard, RewardOffer, RewardWord,
    SeenDocument, Session, SetPin, Setting, Settings, SettingsView, Slip, SurveyView, TillEvent,
    TillWord, View,
};
use zeroize::Zeroizing;

/// All values of an enumeration without contents.
pub(crate) fn all<T: DeserializeOwned>() -> Vec<T> {
    let names = variants::<T>().into_iter().map(Value::from);
    names
        .map(|name| serde_json::from_value(name).unwrap())
        .collect()
}

pub(crate) fn code() -> Code {
    let key = MasterKey::new([7; 32]).store_key(KEY_VERSION, Slot::default());
    key.encode(CodeKind::Survey, Till::default(), Day(3), Seq::default())
}

fn documents() -> Vec<SeenDocument> {
    let bare = |kind| SeenDocument {
        at: Timestamp(1_795_332_601_005),
        kind,
        total_minor: None,
        currency: None,
        tender: None,
        code: None,
    };
    let paid = |tender| SeenDocument {
        total_minor: Some(-3234),
        currency: Some(Currency::EURO),
        tender: Some(tender),
        code: Some(code()),
        ..bare(Kind::Sale)
    };
    let kinds = [
        Kind::CardSlip,
        Kind::Report,
        Kind::Kitchen,
        Kind::Drawer,
        Kind::Other,
    ];
    let tenders = [Tender::Cash, Tender::Card, Tender::Mixed, Tender::Other];
    kinds
        .map(bare)
        .into_iter()
        .chain(tenders.map(paid))
        .collect()
}

/// A basket and a case of every kind, with and without what may be missing.
fn baskets_and_cases() -> (Vec<Basket>, Vec<Case>) {
    let token: Token = "blue 2".parse().unwrap();
    let since = Timestamp(1_795_332_601_005);
    let basket = |case| Basket { token, since, case };
    let case = |kind, status, owner| Case {
        id: CaseId(u32::MAX),
        kind,
        status,
        opened: since,
        due: since,
        owner,
        token: Some(token),
        answer: Some(u64::MAX),
    };
    let mut cases: Vec<Case> = all::<CaseKind>()
        .into_iter()
        .map(|kind| case(kind, CaseStatus::Open, None))
        .collect();
    let counter = Owner::Counter(Till::default());
    cases.push(case(
        CaseKind::Hold,
        CaseStatus::Acknowledged,
        Some(counter),
    ));
    let manager = Some(Owner::Manager);
    cases.push(case(CaseKind::Hold, CaseStatus::Promised, manager));
    (vec![basket(None), basket(Some(CaseId(1)))], cases)
}

fn queues() -> Vec<QueueView> {
    let queue = |(level, source)| QueueView {
        level,
        source,
        trend: vec![0, u16::MAX],
        ..QueueView::unknown()
    };
    let call = |by| CallView {
        id: u64::MAX,
        since: Timestamp(0),
        counter: Till::MAX,
        by,
        is_answered: true,
    };
    let sources = all::<Source>();
    let mut queues: Vec<_> = all::<Level>().into_iter().zip(sources).map(queue).collect();
    queues.extend(all::<CallReason>().into_iter().map(|by| QueueView {
        call: Some(call(by)),
        ..QueueView::unknown()
    }));
    queues
}

/// Everything, and as little as there can be of it.
fn surveys() -> Vec<SurveyView> {
    let answer = |text: Option<&str>| AnswerView {
        id: CaseId(7),
        recommend: text.and_then(|_| Recommend::new(3).ok()),
        comment: text.map(str::to_owned),
        contact: text.map(str::to_owned),
    };
    let mut surveys: Vec<_> = all::<LeftBehind>()
        .into_iter()
        .map(|left| SurveyView {
            left_behind: Some(left),
            answer: Some(answer(None)),
            ..SurveyView::default()
        })
        .collect();
    surveys.push(SurveyView {
        reward: Some(RewardOffer {
            text: "a coffee".to_owned(),
            minimum_minor: 1000,
            currency: Currency::EURO,
        }),
        left_behind: None,
        answer: Some(answer(Some("cold bread"))),
        guesses: Some(Guesses {
            count: u64::MAX,
            at: Timestamp(1_795_332_601_005),
        }),
    });
    surveys
}

fn prompts() -> Vec<Prompt> {
    let note = |care, taken| PaymentNote { id: 1, care, taken };
    let cares = all::<Care>().into_iter().map(|care| note(care, None));
    let steps = all::<PaymentStep>().into_iter();
    let steps = steps.map(|step| note(Care::OtherWay, Some(step)));
    let words = all::<RewardWord>().into_iter();
    let cards = words.map(|word| Prompt::Reward(RewardCard { id: u64::MAX, word }));
    cares
        .chain(steps)
        .map(Prompt::Payment)
        .chain(cards)
        .chain(gift_cards().into_iter().map(Prompt::Gift))
        .collect()
}

/// A view for every state that a part of it can have.
pub(crate) fn views() -> Vec<View> {
    let served = Served::start(limits());
    let bare = View::clone(&served.board.newest());
    let mut full = View {
        documents: documents(),
        last_code: Some(code()),
        memory: Memory::Failing,
        revision: u64::MAX,
        ..bare.clone()
    };
    let presences = [Presence::Unknown, Presence::Here, Presence::Away];
    for (device, presence) in full.devices.iter_mut().zip(presences) {
        *device = DeviceView {
            presence,
            away_since: (presence == Presence::Away).then_some(Timestamp(0)),
            ..*device
        };
    }
    full.codes.address = None;
    let mut views = vec![bare, full.clone()];
    for mode in [CodesMode::On, CodesMode::Unseen, CodesMode::Fiscal] {
        full.codes.mode = mode;
        views.push(full.clone());
    }
    let done = [
        Progress::Waiting,
        Progress::Printing,
        Progress::Done,
        Progress::CutShort,
    ];
    let failed = all::<Refusal>().into_iter().map(Progress::Failed);
    for (progress, slip) in done
        .into_iter()
        .chain(failed)
        .zip(slips().into_iter().cycle())
    {
        full.print = Some(Print {
            id: 3,
            slip,
            progress,
        });
        views.push(full.clone());
    }
    (full.baskets, full.cases) = baskets_and_cases();
    for queue in queues() {
        full.queue = queue;
        views.push(full.clone());
    }
    for survey in surveys() {
        full.survey = survey;
        views.push(full.clone());
    }
    for loyalty in loyalties() {
        full.loyalty = loyalty;
        views.push(full.clone());
    }
    for prompt in prompts() {
        full.prompt = Some(prompt);
        views.push(full.clone());
    }
    views
}

fn slips() -> [Slip; 5] {
    [
        Slip::Again,
        Slip::SelfTest,
        Slip::Comparison,
        Slip::Closing,
        Slip::Card,
    ]
}

pub(crate) fn till_events() -> Vec<TillEvent> {
    let key = |text: &str| Key::try_from(text.to_owned()).unwrap();
    let outcomes = [
        Outcome::Approved,
        Outcome::Declined,
        Outcome::Cancelled,
        Outcome::Unknown,
    ];
    let tenders = [Tender::Cash, Tender::Card, Tender::Mixed, Tender::Other];
    let amount = |tender| Amount {
        total_minor: Some(u32::MAX),
        currency: Some(Currency::EURO),
        tender: Some(tender),
        items: Some(u16::MAX),
    };
    let mut said = vec![
        TillWord::SaleBegan,
        TillWord::ItemAdded { count: 1 },
        TillWord::SaleCompleted(Amount::default()),
        TillWord::SaleVoided(Amount::default()),
        TillWord::SaleReturned(Amount::default()),
        TillWord::Member {
            number: key("M-17"),
        },
    ];
    said.extend(outcomes.map(|outcome| TillWord::Payment(outcome.into())));
    said.extend(payment_codes().into_iter().map(|code| {
        TillWord::Payment(PaymentWord {
            outcome: None,
            code: Some(code),
        })
    }));
    said.extend(tenders.map(|tender| TillWord::SaleReturned(amount(tender))));
    let bare = said.into_iter().map(|event| TillEvent {
        key: key("!~"),
        sale: None,
        at: None,
        event,
    });
    let mut events: Vec<_> = bare.collect();
    events.push(TillEvent {
        key: key(&"x".repeat(64)),
        sale: Some(key("1")),
        at: Some(Timestamp(0)),
        event: TillWord::SaleCompleted(amount(Tender::Cash)),
    });
    events
}

fn payment_codes() -> Vec<Told> {
    let text = [
        "iso8583_action",
        "nexo",
        "opi",
        "mastercard_advice",
        "verifone_ecr",
        "asw",
    ];
    let mut codes: Vec<String> = text
        .map(|name| format!(r#"{{"{name}":"aZ9"}}"#))
        .into_iter()
        .collect();
    for emv in variants::<tillside::domain::decline::codes::Emv>() {
        codes.push(format!(r#"{{"emv":"{emv}"}}"#));
    }
    for (brand, entry) in [
        ("mastercard", "contactless"),
        ("visa", "chip"),
        ("other", "stripe"),
        ("other", "keyed"),
    ] {
        codes.push(format!(
            r#"{{"iso8583":{{"code":"65","brand":"{brand}","entry":"{entry}"}}}}"#
        ));
    }
    codes.push(r#"{"iso8583":{"code":"51","brand":null,"entry":null}}"#.to_owned());
    codes.push(r#"{"visa_category":{"category":255,"code":"14"}}"#.to_owned());
    codes.push(r#"{"visa_category":{"category":0,"code":null}}"#.to_owned());
    codes
        .iter()
        .map(|code| serde_json::from_str(code).unwrap())
        .collect()
}

pub(crate) fn commands() -> Vec<Command> {
    let mut commands = vec![
        Command::CorrectWaiting { by: i16::MIN },
        Command::EnableCodes { copies: true },
        Command::DisableCodes,
    ];
    commands.extend(slips().map(|slip| Command::Print { slip }));
    let (note, id) = (u64::MAX, CaseId(1));
    let token: Token = "violet 9".parse().unwrap();
    commands.extend([
        Command::CallColleague,
        Command::AnswerCall { id: note },
        Command::WithdrawCall { id: note },
        Command::OpenNote,
        Command::CloseNote { note },
        Command::HoldBasket,
        Command::ReleaseBasket { token, sold: true },
        Command::AcknowledgeCase { id },
        Command::PromiseCase {
            id,
            minutes: u16::MAX,
        },
        Command::ReopenCase { id },
        Command::ReadAnswer { id },
        Command::PutAnswerAway,
        Command::RedeemCode { code: code() },
        Command::CloseCard { card: note },
        Command::LeaveReceipt,
        Command::KeepReceipt,
    ]);
    commands.extend(gift_commands());
    let steps = all::<PaymentStep>().into_iter();
    commands.extend(steps.map(|step| Command::TakeStep { note, step }));
    let kinds = all::<CaseKind>().into_iter();
    commands.extend(kinds.map(|kind| Command::OpenCase { kind }));
    let ends = all::<Resolution>().into_iter();
    commands.extend(ends.map(|resolution| Command::ResolveCase { id, resolution }));
    commands
}

fn pin() -> Pin {
    Pin::new("830174").unwrap()
}

/// How the settings may stand.
pub(crate) fn settings() -> [SettingsView; 2] {
    let closing_after: TimeOfDay = "23:59".parse().unwrap();
    let view = |port: Option<&str>, closing_at| SettingsView {
        settings: Settings {
            store_name: "x".repeat(40),
            language: Language::ENGLISH,
            target_minutes: 60,
            closing_slip: true,
            closing_after,
            closing_at,
        },
        needs_restart: true,
        equipment: Equipment {
            version: "0.1.0".to_owned(),
            printer_profile: "epson-generic".to_owned(),
            till_port: port.map(str::to_owned),
            printer_port: port.map(str::to_owned),
            scanner_port: port.map(str::to_owned),
            journal_bytes: port.map(|_| u64::MAX),
        },
    };
    [
        view(None, None),
        view(Some("/dev/ttyUSB0"), Some(closing_after)),
    ]
}

/// Each of them anew.
pub(crate) fn changes() -> Vec<Setting> {
    let at: TimeOfDay = "00:00".parse().unwrap();
    vec![
        Setting::StoreName(String::new()),
        Setting::Language(Language::ENGLISH),
        Setting::TargetMinutes(u16::MAX),
        Setting::ClosingSlip(false),
        Setting::ClosingAfter(at),
        Setting::ClosingAt(Some(at)),
        Setting::ClosingAt(None),
    ]
}

pub(crate) fn pins() -> [SetPin; 2] {
    [None, Some(pin())].map(|old| SetPin { pin: pin(), old })
}

pub(crate) fn opening() -> OpenSession {
    OpenSession { pin: pin() }
}

pub(crate) fn session() -> Session {
    Session {
        token: Zeroizing::new("7".repeat(64)),
        expires_in_s: 600,
    }
}

/// One with rates and one without.
pub(crate) fn report() -> PaymentReport {
    let mut figures = figures();
    let tally = &mut figures.rows[0].tally;
    for measure in [Measure::Troubled, Measure::Settled, Measure::SettledCash] {
        tally.add(measure, 30);
    }
    let mut report = PaymentReport::of(Till::default(), &figures);
    report.total.mean_seconds = None;
    report
}

/// Of people who give up and of people who do not.
pub(crate) fn habits() -> [Habits; 2] {
    let mut model = Model::default();
    let patient = Habits::of(&model, 1);
    model.losses.renege_per_s = 1.0 / 900.0;
    [patient, Habits::of(&model, 2)]
}

pub(crate) fn figures() -> Figures {
    let mut tally = Tally::default();
    tally.add(Measure::Served, 3);
    tally.add_total(Currency::EURO, -1);
    let day: chrono::NaiveDate = "2026-11-22".parse().unwrap();
    let row = FiguresRow {
        start: Timestamp(1_795_332_600_000),
        local_start: day.and_hms_opt(0, 15, 0).unwrap(),
        tally,
    };
    Figures { rows: vec![row] }
}
