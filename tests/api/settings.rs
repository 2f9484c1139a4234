//! Settings over the API: who may see and change them, and what is said about what cannot be.

use super::desk::{Served, limits};
use tillside::client::Error;
use tillside::domain::pin::Pin;
use tillside::engine::api::Setting;
use tillside::web::Scope;

#[test]
fn a_session_sees_them_and_changes_one_at_a_time() {
    let served = Served::start(limits());
    let panel = served.client(Scope::Panel);
    let pin = Pin::new("830174").unwrap();
    panel.set_pin(&pin, None).unwrap();
    let manager = panel.in_session(&panel.open_session(&pin).unwrap());
    let before = manager.settings().unwrap();
    let changed = manager.change_setting(&Setting::TargetMinutes(7)).unwrap();
    assert_eq!(changed.settings.target_minutes, 7);
    assert_eq!(changed.settings.store_name, before.settings.store_name);
    assert_eq!(manager.settings().unwrap(), changed);
    manager.end_session().unwrap();
    assert!(matches!(manager.settings(), Err(Error::Unauthorised)));
    let late = manager.change_setting(&Setting::TargetMinutes(8));
    assert!(matches!(late, Err(Error::Unauthorised)), "{late:?}");
    let kept = served.client(Scope::Manager).settings().unwrap();
    assert_eq!(kept, changed);
}

#[test]
fn nobody_else_may() {
    let served = Served::start(limits());
    for scope in [Scope::Till, Scope::Store, Scope::Panel] {
        let client = served.client(scope);
        assert!(matches!(client.settings(), Err(Error::Unauthorised)));
        let changed = client.change_setting(&Setting::ClosingSlip(true));
        assert!(matches!(changed, Err(Error::Unauthorised)), "{changed:?}");
    }
    let settings = served.client(Scope::Manager).settings().unwrap();
    assert!(!settings.settings.closing_slip);
}

#[test]
fn what_cannot_be_is_told_with_its_reason() {
    let served = Served::start(limits());
    for (name, status, code) in [
        ("", 422, "bad_setting"),
        ("a broken file", 500, "config_unusable"),
        ("a full disk", 500, "config_unwritten"),
    ] {
        let body = format!(r#"{{"store_name":{name:?}}}"#);
        let answer = served.send(Scope::Manager, "PATCH", "/v1/settings", &body);
        assert_eq!((answer.status, answer.code().as_str()), (status, code));
        let wanted = Setting::StoreName(name.to_owned());
        let refused = served.client(Scope::Manager).change_setting(&wanted);
        assert!(
            matches!(&refused, Err(Error::Failed { code: said, message })
                if said == code && message.contains("said so")),
            "{refused:?}"
        );
    }
    let odd = served.send(Scope::Manager, "PATCH", "/v1/settings", r#"{"colour":1}"#);
    assert_eq!((odd.status, odd.code().as_str()), (422, "bad_body"));
}
