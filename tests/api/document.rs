//! The document of the API says what the API does, no more and no less.

use super::desk::{Answer, Served, archive, limits, regulars};
use super::schema::{Document, Parts, variants};
use super::values::{self, commands, figures, till_events, views};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::Duration;
use tillside::domain::case::{CaseKind, Resolution};
use tillside::domain::decline::{Care, Step as PaymentStep, Told};
use tillside::domain::document::{Kind, Outcome, Tender};
use tillside::domain::event::Device;
use tillside::domain::survey::Waited;
use tillside::domain::tally::Measure;
use tillside::engine::api::{
    CodesMode, Command, DayPart, ManagerStatus, Memory, Presence, Progress, Reception, Refusal,
    Remark, SetPin, Setting, Slip, Step, TillEvent, TillWord,
};
use tillside::web::Scope;

const SCHEMAS: &str = "#/components/schemas/";

/// Holds values against a schema, and says which of its parts they used.
fn used<T: Serialize>(document: &Document, schema: &str, values: &[T]) -> Parts {
    let mut parts = Parts::new();
    for value in values {
        let value = serde_json::to_value(value).unwrap();
        let checked = document.check(&format!("{SCHEMAS}{schema}"), &value);
        parts.extend(checked.unwrap_or_else(|why| panic!("{schema}: {why}")));
    }
    parts
}

/// Holds values against a schema that they use the whole of.
pub(crate) fn all_used<T: Serialize>(document: &Document, schema: &str, values: &[T]) {
    let used = used(document, schema, values);
    assert_all_used(document, schema, &used);
}

fn assert_all_used(document: &Document, schema: &str, used: &Parts) {
    let parts = document.parts(&format!("{SCHEMAS}{schema}"));
    let unused: Vec<_> = parts.difference(used).collect();
    assert!(
        !parts.is_empty() && unused.is_empty(),
        "{schema} describes what never is: {unused:?}"
    );
}

/// The words of an enumeration in the document.
pub(crate) fn words(document: &Document, path: &str) -> BTreeSet<String> {
    let words = document.0.pointer(&format!("/components/schemas/{path}"));
    let words = words.unwrap_or_else(|| panic!("nothing at {path}"));
    let words = words.as_array().unwrap().iter();
    words
        .map(|word| word.as_str().unwrap().to_owned())
        .collect()
}

/// The names of the branches of an enumeration whose variants have contents.
pub(crate) fn branches(document: &Document, schema: &str) -> BTreeSet<String> {
    let branches = document.0["components"]["schemas"][schema]["oneOf"].as_array();
    let name = |branch: &Value| match branch.get("const") {
        Some(word) => word.as_str().unwrap().to_owned(),
        None => branch["required"][0].as_str().unwrap().to_owned(),
    };
    branches.unwrap().iter().map(name).collect()
}

#[test]
fn the_words_are_those_of_the_program() {
    let document = Document::read();
    for (path, known) in [
        ("Outcome/enum", variants::<Outcome>()),
        ("Reception/enum", variants::<Reception>()),
        ("Slip/enum", variants::<Slip>()),
        ("Refusal/enum", variants::<Refusal>()),
        ("View/properties/memory/enum", variants::<Memory>()),
        ("SeenDocument/properties/kind/enum", variants::<Kind>()),
        ("DeviceView/properties/device/enum", variants::<Device>()),
        (
            "DeviceView/properties/presence/enum",
            variants::<Presence>(),
        ),
        ("Codes/properties/mode/enum", variants::<CodesMode>()),
        ("Step/enum", variants::<Step>()),
        ("Tender/enum", variants::<Tender>()),
        ("Counts/required", variants::<Measure>()),
        ("Care/enum", variants::<Care>()),
        ("PaymentStep/enum", variants::<PaymentStep>()),
        ("CaseKind/enum", variants::<CaseKind>()),
        ("Waited/enum", variants::<Waited>()),
        ("Comment/properties/part/enum", variants::<DayPart>()),
        ("Resolution/enum", variants::<Resolution>()),
    ] {
        assert!(!known.is_empty());
        assert_eq!(words(&document, path), known, "{path}");
    }
    assert_eq!(branches(&document, "TillWord"), variants::<TillWord>());
    assert_eq!(branches(&document, "Command"), variants::<Command>());
    assert_eq!(branches(&document, "Setting"), variants::<Setting>());
    assert_eq!(branches(&document, "PaymentCode"), variants::<Told>());
    assert_eq!(branches(&document, "Remark"), variants::<Remark>());
    let mut progress = words(&document, "Print/properties/progress/oneOf/0/enum");
    progress.insert("failed".to_owned());
    assert_eq!(progress, variants::<Progress>());
}

#[test]
fn what_is_described_is_what_is_written() {
    let document = Document::read();
    let views = used(&document, "View", &views());
    assert_all_used(&document, "View", &views);
    let events = used(&document, "TillEvent", &till_events());
    assert_all_used(&document, "TillEvent", &events);
    let commands = used(&document, "Command", &commands());
    assert_all_used(&document, "Command", &commands);
    let figures = used(&document, "Figures", &[figures()]);
    assert_all_used(&document, "Figures", &figures);
    let reports = used(&document, "PaymentReport", &[values::report()]);
    assert_all_used(&document, "PaymentReport", &reports);
    let answers = used(&document, "AnswersReport", &archive::reports());
    assert_all_used(&document, "AnswersReport", &answers);
    let comments = used(&document, "Comments", &[archive::comments()]);
    assert_all_used(&document, "Comments", &comments);
    let remarks = used(&document, "Remark", &archive::remarks());
    assert_all_used(&document, "Remark", &remarks);
    let loyalty = used(&document, "LoyaltyReport", &regulars::reports());
    assert_all_used(&document, "LoyaltyReport", &loyalty);
    let rules = used(&document, "GiftRules", &regulars::files());
    assert_all_used(&document, "GiftRules", &rules);
    let trials = used(&document, "GiftsTrial", &regulars::trials());
    assert_all_used(&document, "GiftsTrial", &trials);
    let habits = used(&document, "Habits", &values::habits());
    assert_all_used(&document, "Habits", &habits);
    let session = used(&document, "Session", &[values::session()]);
    assert_all_used(&document, "Session", &session);
    let opening = used(&document, "OpenSession", &[values::opening()]);
    assert_all_used(&document, "OpenSession", &opening);
    let settings = used(&document, "SettingsView", &values::settings());
    assert_all_used(&document, "SettingsView", &settings);
    let changes = used(&document, "Setting", &values::changes());
    assert_all_used(&document, "Setting", &changes);
    let mut pins = used(&document, "SetPin", &values::pins());
    let without = serde_json::json!({ "pin": "4711", "old": null });
    assert!(serde_json::from_value::<SetPin>(without.clone()).is_ok());
    pins.extend(used(&document, "SetPin", &[without]));
    assert_all_used(&document, "SetPin", &pins);
    let status = [0, 900].map(|locked_for_s| ManagerStatus {
        pin_set: true,
        locked_for_s,
    });
    let status = used(&document, "ManagerStatus", &status);
    assert_all_used(&document, "ManagerStatus", &status);
}

#[test]
fn a_schema_refuses_what_the_program_refuses() {
    let document = Document::read();
    for (text, is_right) in [
        (r#"{"key":"1","event":"sale_began"}"#, true),
        (
            r#"{"key":"1","event":"sale_began","sale":null,"at":null}"#,
            true,
        ),
        (
            r#"{"key":"1","event":{"sale_completed":{"tender":null}}}"#,
            true,
        ),
        (r#"{"key":"","event":"sale_began"}"#, false),
        (r#"{"key":"a b","event":"sale_began"}"#, false),
        (r#"{"key":"1","event":"sale_ended"}"#, false),
        (r#"{"key":"1","event":"sale_began","more":1}"#, false),
        (r#"{"key":"1","event":{"item_added":{"count":0}}}"#, false),
        (
            r#"{"key":"1","event":{"item_added":{"count":65536}}}"#,
            false,
        ),
        (
            r#"{"key":"1","event":{"sale_completed":{"total_minor":-1}}}"#,
            false,
        ),
        (
            r#"{"key":"1","event":{"sale_completed":{"currency":"eur"}}}"#,
            false,
        ),
        (
            r#"{"key":"1","event":{"sale_completed":{"card":"1"}}}"#,
            false,
        ),
        (
            r#"{"key":"1","event":{"payment":{"outcome":"declined","code":{"iso8583":{"code":"05"}}}}}"#,
            true,
        ),
        (r#"{"key":"1","event":{"payment":{}}}"#, false),
        (
            r#"{"key":"1","event":{"payment":{"code":{"iso8583":{"code":"4111 1111"}}}}}"#,
            false,
        ),
        (
            r#"{"key":"1","event":{"payment":{"code":{"zvt":"05"}}}}"#,
            false,
        ),
        (r#"{"event":"sale_began"}"#, false),
    ] {
        let read = serde_json::from_str::<TillEvent>(text);
        assert_eq!(read.is_ok(), is_right, "{text}: {read:?}");
        let value = serde_json::from_str(text).unwrap();
        let checked = document.check(&format!("{SCHEMAS}TillEvent"), &value);
        assert_eq!(checked.is_ok(), is_right, "{text}: {checked:?}");
    }
}

#[test]
fn a_setting_is_refused_by_both_or_by_none() {
    let document = Document::read();
    for (text, is_right) in [
        (r#"{"store_name":"A"}"#, true),
        (r#"{"closing_at":null}"#, true),
        (r#"{"closing_at":"9:30"}"#, true),
        (r#"{"closing_at":"24:00"}"#, false),
        (r#"{"closing_after":null}"#, false),
        (r#"{"closing_after":"9:5"}"#, false),
        (r#"{"closing_slip":"yes"}"#, false),
        (r#"{"language":"polish"}"#, false),
        (r#"{"target_minutes":-1}"#, false),
        (r#"{"target_minutes":65536}"#, false),
        (r#"{"store_name":"A","target_minutes":3}"#, false),
        (r#"{"till_port":"/dev/null"}"#, false),
        (r"{}", false),
        (r#""closing_slip""#, false),
    ] {
        let read = serde_json::from_str::<Setting>(text);
        assert_eq!(read.is_ok(), is_right, "{text}: {read:?}");
        let value = serde_json::from_str(text).unwrap();
        let checked = document.check(&format!("{SCHEMAS}Setting"), &value);
        assert_eq!(checked.is_ok(), is_right, "{text}: {checked:?}");
    }
}

/// A path with what must stand behind it, and a body where the document has an example.
fn example(path: &str, operation: &Value) -> (String, Vec<String>) {
    let examples = &operation["requestBody"]["content"]["application/json"]["examples"];
    let bodies = examples.as_object().into_iter().flatten();
    let bodies: Vec<_> = bodies
        .map(|(_, example)| example["value"].to_string())
        .collect();
    let query = match path.rsplit('/').next() {
        Some("figures") => "?from=2026-11-22&to=2026-11-22&step=day",
        Some("payment-notes" | "answers" | "comments" | "loyalty") => {
            "?from=2026-11-22&to=2026-11-22"
        }
        _ => "",
    };
    let bodies = if bodies.is_empty() {
        vec![String::new()]
    } else {
        bodies
    };
    (format!("{path}{query}"), bodies)
}

fn may(operation: &Value, scope: Scope) -> bool {
    let name = match scope {
        Scope::Till => "till",
        Scope::Store => "store",
        Scope::Panel => "panel",
        Scope::Manager => "manager",
    };
    let needed = operation["security"].as_array().unwrap();
    needed.is_empty() || needed.iter().any(|one| one.get(name).is_some())
}

/// One path and method of the document.
struct Operation<'a> {
    document: &'a Document,
    path: &'a str,
    method: &'a str,
    content: &'a Value,
}

impl Operation<'_> {
    /// Holds an answer against the document.
    fn check(&self, scope: Scope, answer: &Answer) {
        let Self { path, method, .. } = self;
        let status = answer.status.to_string();
        let described = self.content["responses"].get(&status);
        assert!(described.is_some(), "{method} {path}: {answer:?}");
        // A wrong PIN is refused too, but not for its sender's scope.
        let is_refused = matches!(answer.status, 401 | 403) && answer.code() == "forbidden";
        assert_eq!(
            is_refused,
            !may(self.content, scope),
            "{method} {path} {scope:?}"
        );
        let schema = if answer.status == 200 {
            let path = path.replace('/', "~1");
            let answer = format!("#/paths/{path}/{method}/responses/200");
            format!("{answer}/content/application~1json/schema")
        } else {
            format!("{SCHEMAS}Failure")
        };
        let checked = self.document.check(&schema, &answer.json());
        assert!(checked.is_ok(), "{method} {path}: {checked:?}");
    }
}

#[test]
fn every_path_and_method_does_what_the_document_says() {
    let served = Served::start(limits());
    let document = &Document::read();
    for (path, operations) in document.0["paths"].as_object().unwrap() {
        for (method, content) in operations.as_object().unwrap() {
            let operation = Operation {
                document,
                path,
                method,
                content,
            };
            let (target, bodies) = example(path, content);
            let scopes = [Scope::Till, Scope::Store, Scope::Panel, Scope::Manager];
            let asked = bodies
                .iter()
                .flat_map(|body| scopes.map(|scope| (scope, body)));
            for (scope, body) in asked {
                served.pass(Duration::from_secs(10));
                let answer = served.send(scope, &method.to_uppercase(), &target, body);
                operation.check(scope, &answer);
            }
        }
    }
    let told = served.send(Scope::Till, "GET", "/v1/openapi.json", "");
    assert_eq!(told.json(), document.0);
}

#[test]
fn other_methods_are_not_known_and_the_right_ones_named() {
    let served = Served::start(limits());
    let document = Document::read();
    for (path, operations) in document.0["paths"].as_object().unwrap() {
        // Who may get may have the head alone.
        let named = ["get", "post", "put", "delete", "patch"].into_iter();
        let named = named.filter(|method| operations.get(method).is_some());
        let allowed = named.collect::<Vec<_>>().join(",");
        let allowed = allowed.replace("get", "get,head");
        for method in [
            "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW",
        ] {
            if operations.get(method.to_lowercase()).is_some() {
                continue;
            }
            served.pass(Duration::from_secs(10));
            let answer = served.send(Scope::Manager, method, path, "");
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(answer.code(), "method_not_allowed");
            assert_eq!(answer.header("allow"), Some(&*allowed), "{method} {path}");
        }
    }
}

#[test]
fn every_example_is_understood_and_every_kind_of_event_has_one() {
    let document = Document::read();
    let examples = |path: &str| {
        let body = &document.0["paths"][path]["post"]["requestBody"];
        let examples = body["content"]["application/json"]["examples"].as_object();
        examples.unwrap().clone()
    };
    let events = examples("/v1/till-events");
    for (name, example) in &events {
        let event: TillEvent = serde_json::from_value(example["value"].clone()).unwrap();
        let said = serde_json::to_value(&event.event).unwrap();
        let is_named = said == *name || said.get(name).is_some();
        assert!(is_named, "{name} is an example of {said}");
    }
    let names: BTreeSet<_> = events.keys().cloned().collect();
    assert_eq!(names, variants::<TillWord>());
    let commands = examples("/v1/commands");
    for (name, example) in &commands {
        let command: Command = serde_json::from_value(example["value"].clone()).unwrap();
        let said = serde_json::to_value(command).unwrap();
        assert!(
            said == *name || said.get(name).is_some(),
            "{name} is an example of {said}"
        );
    }
    let names: BTreeSet<_> = commands.keys().cloned().collect();
    assert_eq!(names, variants::<Command>());
}
