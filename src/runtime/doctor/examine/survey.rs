//! The survey's address: whether what answers there knows the codes that are printed.

use super::Finding;
use crate::client::Standing;
use crate::domain::code::SurveyAddress;
use crate::runtime::config::Config;
use crate::runtime::doctor::facts::Survey;

const CHECK: &str = "survey";

pub(super) fn examine(config: &Config, survey: &Survey) -> Finding {
    let address = config.survey.as_ref().map(SurveyAddress::for_reading);
    let address = address.unwrap_or_default();
    let complain = |was_seen, (message, remedy): (String, String)| {
        // Where receipts may have a code already, it should work today.
        if was_seen || config.splice.enabled {
            Finding::problem(CHECK, message, remedy)
        } else {
            Finding::remark(CHECK, message, remedy)
        }
    };
    match survey {
        Survey::NotSet => Finding::ok(CHECK, "no address is set, so no codes are printed"),
        Survey::Seen(when) => {
            let day = when.format("%Y-%m-%d");
            let message = format!(
                "{address} was seen to answer on {day}, not asked now (--ask-survey asks it)"
            );
            Finding::ok(CHECK, message)
        }
        Survey::NoKey => Finding::remark(
            CHECK,
            format!("{address}, not asked: there is no key yet that it could know"),
            "start the service once, with its pages ([survey] listen), with the hub or with [splice] enabled = true, then run `tillside doctor` again; no code is printed before it has seen the pages",
        ),
        Survey::CannotAsk { why, was_seen } => complain(
            *was_seen,
            (
                format!("{address} cannot be asked: {why}"),
                format!("do that first, then {}", next(*was_seen)),
            ),
        ),
        Survey::Asked {
            standing: Standing::Ours,
            was_seen,
            not_kept,
        } => match not_kept {
            None => Finding::ok(
                CHECK,
                format!("{address} answers and knows this store's codes"),
            ),
            Some(why) => complain(
                *was_seen,
                (
                    format!("{address} answers, but that cannot be written down: {why}"),
                    format!("as the user of the service, {}", next(*was_seen)),
                ),
            ),
        },
        Survey::Asked {
            standing, was_seen, ..
        } => {
            let (what, remedy) = wrong(standing);
            let remedy = format!("{remedy}, then {}", next(*was_seen));
            complain(*was_seen, (format!("{address} {what}"), remedy))
        }
    }
}

fn next(was_seen: bool) -> &'static str {
    if was_seen {
        "ask once more (`tillside doctor --ask-survey`); receipts go on with codes meanwhile"
    } else {
        "run `tillside doctor` once more; receipts go on without a code until it has seen the pages"
    }
}

/// What is wrong there, and what to do about it.
fn wrong(standing: &Standing) -> (String, &'static str) {
    const CERTIFICATE: &str = "have whoever runs the server renew its certificate";
    const NETWORK: &str = "check the network of this computer and [survey] url";
    let (what, remedy) = match standing {
        Standing::Ours => ("answers", "nothing"),
        Standing::OtherKey => (
            "has the pages, but with another key for this store's number",
            "give the server this store's key, or correct [store] slot",
        ),
        Standing::Stranger { status } => {
            let what = format!(
                "answers with {status} and shows no proof: it is somebody else's page, or does not know this store"
            );
            let remedy = "correct [survey] url, or have the server pass everything below it on to Tillside's pages";
            return (what, remedy);
        }
        Standing::Moved { to } => {
            let what = format!("sends callers elsewhere ({to:?})");
            return (
                what,
                "write the address that answers itself in [survey] url",
            );
        }
        Standing::NoSuchName => ("cannot be reached: its name is not found", NETWORK),
        Standing::Refused => (
            "cannot be reached: nobody takes the connection",
            "have the server started, and check [survey] url and its port",
        ),
        Standing::TooSlow => (
            "cannot be reached: nothing came in time",
            "check the network of this computer, and whether a firewall is in between",
        ),
        Standing::Expired => (
            "shows a certificate that is not good today",
            "check the clock of this computer, else have whoever runs the server renew its certificate",
        ),
        Standing::OtherName => ("shows a certificate for another name", CERTIFICATE),
        Standing::Untrusted => (
            "shows a certificate that nobody trusted vouches for, so phones would warn",
            "have whoever runs the server get one from a public authority; a store's own goes into [hub] ca",
        ),
        Standing::Garbled { why } => {
            let what = format!("cannot be understood: {why}");
            return (what, "check the scheme and the port in [survey] url");
        }
    };
    (what.to_owned(), remedy)
}
