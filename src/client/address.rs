//! Asks the address that codes lead to whether the pages there know this store's codes.
//!
//! Spends no code, follows no redirect and believes nobody without a proof.

use super::Trusted;
use super::trusted::tls_error;
use crate::domain::code::{Challenge, StoreKey, SurveyAddress};
use std::io;
use std::net::ToSocketAddrs as _;
use std::time::Duration;
use ureq::Body;
use ureq::http::{Response, StatusCode, header};

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The pages there know this store's codes.
    Ours,
    /// The pages there have another key for the number of this store.
    OtherKey,
    /// Somebody answers who shows no proof.
    Stranger {
        /// The status of the answer.
        status: u16,
    },
    /// Whoever answers sends callers elsewhere.
    Moved {
        /// Where to, as it was said.
        to: String,
    },
    /// The name in the address stands for nothing.
    NoSuchName,
    /// Nobody takes the connection.
    Refused,
    /// Nothing came in time.
    TooSlow,
    /// The certificate is over, or its time is yet to come.
    Expired,
    /// The certificate is for another name.
    OtherName,
    /// Nobody who is trusted here vouches for the certificate.
    Untrusted,
    /// What answers is no web server, or breaks off.
    Garbled {
        /// What went wrong.
        why: String,
    },
}

/// A phone would not wait for longer either.
const PATIENCE: Duration = Duration::from_secs(10);

/// A line for each key of a store, in bytes; more is none of ours.
const MAX_ANSWER: u64 = 1024;

/// Asks whoever answers at the address to prove to have the key. Waits up to 10 s.
pub fn ask_address(
    address: &SurveyAddress,
    (question, key): (&Challenge, &StoreKey),
    trusted: &Trusted,
) -> Standing {
    let page = in_small_letters(address.page());
    let (slot, asked) = (key.slot(), question.as_str());
    let url = format!("{page}check/{slot}/{asked}");
    match trusted.agent(PATIENCE).get(url).call() {
        Ok(answer) => judge(answer, &question.answer(key)),
        Err(error) => match failed(&error) {
            // A name that is not found comes as any other error, in the system's own words.
            Standing::Garbled { .. } if !is_found(&page) => Standing::NoSuchName,
            standing => standing,
        },
    }
}

/// Whether the name in the address stands for anything.
fn is_found(page: &str) -> bool {
    let (_, rest) = page.split_once("://").unwrap_or(("", page));
    let (host, _) = rest.split_once('/').unwrap_or((rest, ""));
    let (name, _) = host.split_once(':').unwrap_or((host, ""));
    // Any port; it is not called.
    (name, 80).to_socket_addrs().is_ok()
}

/// Scheme and host as phones write them; what follows them stays as it is printed.
fn in_small_letters(page: &str) -> String {
    let host = page.find("://").map_or(0, |end| end + 3);
    let path = page.get(host..).and_then(|rest| rest.find('/'));
    let (front, path) = page.split_at(path.map_or(page.len(), |at| host + at));
    front.to_ascii_lowercase() + path
}

fn judge(mut answer: Response<Body>, expected: &str) -> Standing {
    let status = answer.status();
    if status.is_redirection() {
        let to = answer.headers().get(header::LOCATION);
        let to = to.and_then(|to| to.to_str().ok()).unwrap_or_default();
        return Standing::Moved { to: to.to_owned() };
    }
    let stranger = Standing::Stranger {
        status: status.as_u16(),
    };
    if status != StatusCode::OK {
        return stranger;
    }
    let body = answer.body_mut().with_config().limit(MAX_ANSWER);
    match body.read_to_string() {
        Ok(text) => proven(&text, expected).unwrap_or(stranger),
        Err(ureq::Error::BodyExceedsLimit(_)) => stranger,
        Err(error) => failed(&error),
    }
}

/// What the lines of an answer prove, if they are proofs at all.
fn proven(text: &str, expected: &str) -> Option<Standing> {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let is_proof = |line: &str| line.len() == 64 && line.bytes().all(is_digit);
    if text.is_empty() || !text.lines().all(is_proof) {
        return None;
    }
    Some(if text.lines().any(|line| line == expected) {
        Standing::Ours
    } else {
        Standing::OtherKey
    })
}

fn failed(error: &ureq::Error) -> Standing {
    let garbled = || Standing::Garbled {
        why: error.to_string(),
    };
    if let Some(error) = tls_error(error) {
        return of_trust(error).unwrap_or_else(garbled);
    }
    match error {
        ureq::Error::HostNotFound => Standing::NoSuchName,
        ureq::Error::Timeout(_) => Standing::TooSlow,
        ureq::Error::ConnectionFailed => Standing::Refused,
        ureq::Error::Io(error) => of_io(error).unwrap_or_else(garbled),
        _ => garbled(),
    }
}

fn of_io(error: &io::Error) -> Option<Standing> {
    match error.kind() {
        io::ErrorKind::ConnectionRefused
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable => Some(Standing::Refused),
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Some(Standing::TooSlow),
        _ => None,
    }
}

fn of_trust(error: &rustls::Error) -> Option<Standing> {
    use rustls::CertificateError as Why;
    let rustls::Error::InvalidCertificate(why) = error else {
        return None;
    };
    Some(match why {
        Why::Expired
        | Why::ExpiredContext { .. }
        | Why::NotValidYet
        | Why::NotValidYetContext { .. } => Standing::Expired,
        Why::NotValidForName | Why::NotValidForNameContext { .. } => Standing::OtherName,
        _ => Standing::Untrusted,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scheme_and_host_are_asked_in_small_letters_and_the_rest_as_printed() {
        for (page, asked) in [
            ("HTTPS://S.EXAMPLE.COM/", "https://s.example.com/"),
            (
                "HTTP://127.0.0.1:8080/KRK-1/",
                "http://127.0.0.1:8080/KRK-1/",
            ),
            ("HTTPS://A.EU/K/", "https://a.eu/K/"),
        ] {
            assert_eq!(in_small_letters(page), asked);
        }
    }

    #[test]
    fn only_proofs_prove_something() {
        let (ours, other) = ("0f".repeat(32), "a1".repeat(32));
        for (text, standing) in [
            (format!("{ours}\n"), Some(Standing::Ours)),
            (format!("{other}\n{ours}\n"), Some(Standing::Ours)),
            (format!("{other}\n"), Some(Standing::OtherKey)),
            (String::new(), None),
            ("\n".to_owned(), None),
            (format!("{ours} \n"), None),
            (ours.to_uppercase(), None),
            (format!("<html>\n{ours}\n"), None),
        ] {
            assert_eq!(proven(&text, &ours), standing, "{text:?}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_certificate_is_told_apart() {
        use rustls::CertificateError as Why;
        for (why, standing) in [
            (Why::Expired, Standing::Expired),
            (Why::NotValidYet, Standing::Expired),
            (Why::NotValidForName, Standing::OtherName),
            (Why::UnknownIssuer, Standing::Untrusted),
            (Why::Revoked, Standing::Untrusted),
        ] {
            let inner = rustls::Error::InvalidCertificate(why);
            assert_eq!(failed(&ureq::Error::Rustls(inner.clone())), standing);
            let outer = io::Error::new(io::ErrorKind::InvalidData, inner);
            assert_eq!(failed(&ureq::Error::Io(outer)), standing);
        }
    }
}
