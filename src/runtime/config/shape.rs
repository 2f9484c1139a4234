//! What a text in the configuration has to look like. Nothing is opened or looked up.

use super::API_PORT;
use crate::device::port::UsbName;
use crate::domain::code::ShortName;
use crate::domain::i18n::Messages;
use crate::domain::language::Language;
use crate::domain::time::{NoTimeOfDay, TimeOfDay};
use crate::protocol::scanner::Profile as ScannerProfile;
use chrono::NaiveDate;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// What is wrong and what to write instead.
type Shape<T> = Result<T, String>;

/// One of a few words.
pub(super) fn one_of<T: Copy>(text: &str, words: &[(&str, T)]) -> Shape<T> {
    let found = words.iter().find(|(word, _)| *word == text);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let words: Vec<String> = words.iter().map(|(word, _)| format!("{word:?}")).collect();
        format!("{text:?} is not possible; use {}", words.join(" or "))
    })
}

/// A store's name as people see it.
pub(super) fn name(text: &str) -> Shape<String> {
    let name = text.trim();
    let length = name.chars().count();
    if (1..=40).contains(&length) && !name.chars().any(char::is_control) {
        Ok(name.to_owned())
    } else {
        Err(format!(
            "a name has 1 to 40 characters on one line, this has {length}"
        ))
    }
}

/// A few words of the store's own.
pub(super) fn sentence(text: &str) -> Shape<String> {
    let text = text.trim();
    let length = text.chars().count();
    if (1..=120).contains(&length) && !text.chars().any(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err(format!(
            "this has 1 to 120 characters on one line, not {length}"
        ))
    }
}

/// Money such as `10.00` or `10`, in hundredths; up to a million.
pub(super) fn money_minor(text: &str) -> Shape<i64> {
    let (whole, hundredths) = text.split_once(['.', ',']).unwrap_or((text, "00"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = is_number(whole) && whole.len() <= 6 && is_number(hundredths);
    let minor = format!("{whole}{hundredths}").parse();
    minor
        .ok()
        .filter(|_| fits && hundredths.len() == 2)
        .ok_or_else(|| format!("{text:?} is no amount; write it as in \"10.00\""))
}

/// A day.
pub(super) fn date(text: &str) -> Shape<NaiveDate> {
    let date = text.parse();
    date.map_err(|_said| format!("{text:?} is no day; write it as in \"2026-12-24\""))
}

/// What stands for no time of day.
pub(in crate::runtime) const NEVER: &str = "never";

/// A time of day, or none.
pub(super) fn time_of_day_or_never(text: &str) -> Shape<Option<TimeOfDay>> {
    if text == NEVER {
        return Ok(None);
    }
    let time = text.parse();
    time.map(Some)
        .map_err(|error: NoTimeOfDay| format!("{error}, or \"{NEVER}\""))
}

/// A language that the program speaks.
pub(in crate::runtime) fn language(text: &str) -> Shape<Language> {
    let known = Messages::languages();
    let words: Vec<(&str, Language)> = known.iter().map(|known| (known.as_str(), *known)).collect();
    one_of(text, &words)
}

/// A chain's name for a store.
pub(super) fn short_name(text: &str) -> Shape<ShortName> {
    ShortName::new(text).ok_or_else(|| {
        format!(
            "{text:?} is no short name; use up to 8 of A to Z, 0 to 9 and -, for example \"KRK-1\""
        )
    })
}

/// `HOST:PORT`.
pub(super) fn host_and_port(text: &str) -> Shape<String> {
    is_host_and_port(text)
        .then(|| text.to_owned())
        .ok_or_else(|| {
            format!("{text:?} is no HOST:PORT; write for example \"192.168.1.20:{API_PORT}\"")
        })
}

/// Where the hub is. A token goes there, so it is encrypted unless it stays on this computer.
pub(super) fn hub_url(text: &str) -> Shape<String> {
    let url = text.trim_end_matches('/');
    let is_authority = |rest: &str| {
        let with_port = if rest.ends_with(']') || !rest.contains(':') {
            format!("{rest}:443")
        } else {
            rest.to_owned()
        };
        is_host_and_port(&with_port)
    };
    let is_here = |rest: &str| {
        let host = rest.rsplit_once(':').map_or(rest, |(host, _)| host);
        matches!(host, "localhost" | "127.0.0.1" | "[::1]")
    };
    let is_url = match url.split_once("://") {
        Some(("https", rest)) => is_authority(rest),
        Some(("http", rest)) => is_authority(rest) && is_here(rest),
        _ => false,
    };
    is_url.then(|| url.to_owned()).ok_or_else(|| {
        format!("{text:?} is no address of a hub; write for example \"https://s.example.com\"")
    })
}

/// A device, an adapter, a pseudo-terminal to be made, or an address on the network.
pub(super) fn port(text: &str) -> Shape<String> {
    let is_port = match text.split_once(':') {
        Some(("pty", path)) => !path.is_empty(),
        Some(("tcp", address)) => is_host_and_port(address),
        Some(("usb" | "usb-path", _)) => text.parse::<UsbName>().is_ok(),
        _ => is_device(text),
    };
    is_port.then(|| text.to_owned()).ok_or_else(|| {
        format!(
            "{text:?} is not a port; write \"/dev/...\", \"COM3\", \"usb:SERIAL\", \
             \"usb-path:1-1.4\", \"pty:PATH\" or \"tcp:HOST:PORT\""
        )
    })
}

/// The same, where on the network we are called: an address of this computer.
pub(super) fn called_port(text: &str) -> Shape<String> {
    let port = port(text)?;
    if port.starts_with("tcp:") && listening(&port).is_none() {
        return Err(format!(
            "{text:?}: Tillside is called here, so write an address of this computer, for example \
             \"tcp:127.0.0.1:9100\""
        ));
    }
    Ok(port)
}

/// Where a port is called on the network.
pub(super) fn listening(port: &str) -> Option<SocketAddr> {
    let address = port.strip_prefix("tcp:")?;
    address.replacen("localhost", "127.0.0.1", 1).parse().ok()
}

/// A port that may be serial; pseudo-terminals, the network and parallel printers are not.
pub(super) fn is_serial(port: &str) -> bool {
    let device = port.starts_with("/dev/")
        && !["/dev/pts/", "/dev/usb/lp", "/dev/lp", "/dev/null"]
            .iter()
            .any(|other| port.starts_with(other));
    device || port.starts_with("COM") || port.starts_with("usb")
}

/// Whether speed and flow control mean nothing on a port for certain.
pub(super) fn is_unpaced(port: &str) -> bool {
    port.starts_with("tcp:") || (port.starts_with("/dev/") && !is_serial(port))
}

/// The name of a printer profile.
pub(super) fn profile(text: &str) -> Shape<String> {
    is_word(text).then(|| text.to_owned()).ok_or_else(|| {
        format!(
            "{text:?} is no profile; use the name of a file in hardware/printers without its ending"
        )
    })
}

/// The name of a scanner profile that there is.
pub(super) fn scanner_profile(text: &str) -> Shape<String> {
    let names = ScannerProfile::names();
    names
        .contains(&text)
        .then(|| text.to_owned())
        .ok_or_else(|| {
            format!(
                "there is no scanner profile {text:?}; use one of {}",
                names.join(", ")
            )
        })
}

/// What the numbers of members' cards begin with; long enough not to be met by chance.
pub(super) fn member_prefix(text: &str) -> Shape<String> {
    let fits = (3..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then(|| text.to_owned())
        .ok_or_else(|| format!("{text:?} is no prefix; use 3 to 20 letters, digits or signs"))
}

/// The name of a code page.
pub(super) fn page(text: &str) -> Shape<String> {
    is_word(text)
        .then(|| text.to_owned())
        .ok_or_else(|| format!("{text:?} is no code page; write its number, for example \"852\""))
}

/// A path to a file.
pub(super) fn path(text: &str) -> Shape<PathBuf> {
    if text.is_empty() || text.ends_with(['/', '\\']) || text.contains('\0') {
        return Err(format!("{text:?} is no path of a file"));
    }
    Ok(text.into())
}

/// `ADDRESS:PORT`; the port may be left out only where nobody else can reach it.
pub(super) fn listen(text: &str) -> Shape<SocketAddr> {
    let address = text.replacen("localhost", "127.0.0.1", 1);
    if let Ok(ip) = address.parse::<IpAddr>() {
        return if ip.is_loopback() {
            Ok((ip, API_PORT).into())
        } else {
            Err(format!(
                "another address than {} needs its port; write \"{ip}:{API_PORT}\" to open it to the network",
                Ipv4Addr::LOCALHOST
            ))
        };
    }
    let address: SocketAddr = address.parse().map_err(|error| {
        format!("{text:?}: {error}; write for example \"127.0.0.1:{API_PORT}\"")
    })?;
    if address.port() == 0 && !address.ip().is_loopback() {
        return Err(format!("port 0 is any port; write one such as {API_PORT}"));
    }
    Ok(address)
}

/// `ADDRESS:PORT` for others to reach.
pub(super) fn address(text: &str) -> Shape<SocketAddr> {
    text.parse().map_err(|error| {
        format!(
            "{text:?}: {error}; write an address of this computer, such as \"192.168.1.20:8080\""
        )
    })
}

fn is_device(text: &str) -> bool {
    let windows = text
        .strip_prefix("COM")
        .and_then(|number| number.parse::<u8>().ok());
    let unix = text.len() > 1 && text.starts_with('/') && !text.ends_with('/');
    windows.is_some_and(|number| number > 0) || unix
}

fn is_host_and_port(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else {
        return false;
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let bracketed = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let is_host = match bracketed {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.chars().all(is_name),
    };
    is_host && port.parse::<u16>().is_ok_and(|port| port > 0)
}

fn is_word(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=40).contains(&text.len()) && text.bytes().all(allowed) && !text.starts_with('.')
}
