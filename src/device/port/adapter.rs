//! Adapters by what they are instead of by the number the system gave them.
//!
//! Pure: which adapters there are comes from `platform`.

use super::PortError;
use std::path::PathBuf;

/// A USB device with a port, as the system lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adapter {
    /// Where it is opened, such as `/dev/ttyUSB0`.
    pub device: PathBuf,
    /// The maker's number, four hexadecimal digits in lower case.
    pub vendor: String,
    /// The product's number, likewise.
    pub product: String,
    /// Its own number; clones often have none, or all the same.
    pub serial: Option<String>,
    /// Its plug, such as `1-1.4`.
    pub plug: String,
    /// The interface of the plug, such as `1-1.4:1.0`; some adapters have several ports.
    pub interface: String,
    /// What it calls itself.
    pub name: String,
}

/// How the configuration names an adapter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum UsbName {
    /// `usb:SERIAL`: the adapter with this number of its own.
    Serial(String),
    /// `usb:VID:PID:SERIAL`: the same, of this make only.
    Exact {
        /// The maker's number, four hexadecimal digits in lower case.
        vendor: String,
        /// The product's number, likewise.
        product: String,
        /// Its own number.
        serial: String,
    },
    /// `usb-path:1-1.4`: what is in this plug; `usb-path:1-1.4:1.0` for one of several ports.
    Plug(String),
}

/// The text names no adapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoName;

impl UsbName {
    fn fits(&self, adapter: &Adapter) -> bool {
        let has_serial = |serial: &String| adapter.serial.as_ref() == Some(serial);
        match self {
            Self::Serial(serial) => has_serial(serial),
            Self::Exact {
                vendor,
                product,
                serial,
            } => *vendor == adapter.vendor && *product == adapter.product && has_serial(serial),
            Self::Plug(plug) => *plug == adapter.plug || *plug == adapter.interface,
        }
    }
}

impl std::str::FromStr for UsbName {
    type Err = NoName;

    fn from_str(text: &str) -> Result<Self, NoName> {
        if let Some(plug) = text.strip_prefix("usb-path:") {
            return if is_plug(plug) {
                Ok(Self::Plug(plug.to_owned()))
            } else {
                Err(NoName)
            };
        }
        let name = text.strip_prefix("usb:").ok_or(NoName)?;
        let mut parts = name.splitn(3, ':');
        if let (Some(vendor), Some(product), Some(serial)) =
            (parts.next(), parts.next(), parts.next())
            && is_number(vendor)
            && is_number(product)
            && !serial.is_empty()
        {
            return Ok(Self::Exact {
                vendor: vendor.to_ascii_lowercase(),
                product: product.to_ascii_lowercase(),
                serial: serial.to_owned(),
            });
        }
        let fits = !name.is_empty() && !name.chars().any(char::is_control);
        fits.then(|| Self::Serial(name.to_owned())).ok_or(NoName)
    }
}

/// `1-1.4` or `1-1.4:1.0`: digits and signs as the system writes them.
fn is_plug(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | ':');
    let bus = text.split_once('-').is_some_and(|(bus, port)| {
        !bus.is_empty() && port.starts_with(|c: char| c.is_ascii_digit())
    });
    bus && text.chars().all(allowed)
}

fn is_number(text: &str) -> bool {
    text.len() == 4 && text.chars().all(|c| c.is_ascii_hexdigit())
}

impl std::fmt::Display for UsbName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Serial(serial) => write!(f, "usb:{serial}"),
            Self::Exact {
                vendor,
                product,
                serial,
            } => write!(f, "usb:{vendor}:{product}:{serial}"),
            Self::Plug(plug) => write!(f, "usb-path:{plug}"),
        }
    }
}

/// The one adapter with this name among those that are listed.
pub(super) fn find<'a>(name: &UsbName, listed: &'a [Adapter]) -> Result<&'a Adapter, PortError> {
    let fitting: Vec<&Adapter> = listed.iter().filter(|adapter| name.fits(adapter)).collect();
    match *fitting {
        [adapter] => Ok(adapter),
        [] => Err(PortError::Absent {
            name: name.to_string(),
            found: listing(listed),
        }),
        _ => Err(PortError::Ambiguous {
            name: name.to_string(),
            found: join(
                fitting
                    .iter()
                    .map(|adapter| described(adapter, listed, by_plug)),
            ),
        }),
    }
}

/// All adapters, each with what to write for it.
pub(super) fn listing(listed: &[Adapter]) -> String {
    if listed.is_empty() {
        return "none plugged in".to_owned();
    }
    join(
        listed
            .iter()
            .map(|adapter| described(adapter, listed, best_name)),
    )
}

fn described(
    adapter: &Adapter,
    listed: &[Adapter],
    name: fn(&Adapter, &[Adapter]) -> UsbName,
) -> String {
    let device = adapter.device.display();
    format!(
        "{:?} ({}, {device})",
        name(adapter, listed).to_string(),
        adapter.name
    )
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// Its own number where nobody else has it, else its plug.
fn best_name(adapter: &Adapter, listed: &[Adapter]) -> UsbName {
    let by_serial = adapter.serial.clone().map(UsbName::Serial);
    by_serial
        .filter(|name| is_alone(name, listed))
        .unwrap_or_else(|| by_plug(adapter, listed))
}

fn by_plug(adapter: &Adapter, listed: &[Adapter]) -> UsbName {
    let plug = UsbName::Plug(adapter.plug.clone());
    if is_alone(&plug, listed) {
        plug
    } else {
        UsbName::Plug(adapter.interface.clone())
    }
}

fn is_alone(name: &UsbName, listed: &[Adapter]) -> bool {
    listed.iter().filter(|adapter| name.fits(adapter)).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adapter(number: u8, serial: &str, interface: &str) -> Adapter {
        Adapter {
            device: format!("/dev/ttyUSB{number}").into(),
            vendor: "0403".to_owned(),
            product: "6001".to_owned(),
            serial: (!serial.is_empty()).then(|| serial.to_owned()),
            plug: interface.split(':').next().unwrap().to_owned(),
            interface: interface.to_owned(),
            name: "FT232R".to_owned(),
        }
    }

    /// Two clones with one number, one without any, one genuine, and one with two ports.
    fn table() -> Vec<Adapter> {
        vec![
            adapter(0, "0001", "1-1.1:1.0"),
            adapter(1, "0001", "1-1.2:1.0"),
            adapter(2, "", "1-1.3:1.0"),
            adapter(3, "A50285BI", "1-1.4:1.0"),
            adapter(4, "FT-dual", "2-1:1.0"),
            adapter(5, "FT-dual", "2-1:1.1"),
        ]
    }

    fn found(name: &str) -> Result<u32, String> {
        let listed = table();
        let adapter = find(&name.parse().unwrap(), &listed).map_err(|error| error.to_string())?;
        let device = adapter.device.to_str().unwrap();
        Ok(device.trim_start_matches("/dev/ttyUSB").parse().unwrap())
    }

    #[test]
    fn an_adapter_is_found_by_number_make_or_plug() {
        for (name, number) in [
            ("usb:A50285BI", 3),
            ("usb:0403:6001:A50285BI", 3),
            ("usb-path:1-1.1", 0),
            ("usb-path:1-1.3", 2),
            ("usb-path:1-1.4:1.0", 3),
            ("usb-path:2-1:1.1", 5),
        ] {
            assert_eq!(found(name), Ok(number), "{name}");
        }
    }

    #[test]
    fn two_with_one_name_are_told_apart_by_their_plugs() {
        for (name, advice) in [
            ("usb:0001", ["\"usb-path:1-1.1\"", "\"usb-path:1-1.2\""]),
            ("usb:0403:6001:0001", ["/dev/ttyUSB0", "/dev/ttyUSB1"]),
            (
                "usb:FT-dual",
                ["\"usb-path:2-1:1.0\"", "\"usb-path:2-1:1.1\""],
            ),
            (
                "usb-path:2-1",
                ["\"usb-path:2-1:1.0\"", "\"usb-path:2-1:1.1\""],
            ),
        ] {
            let error = found(name).unwrap_err();
            assert!(
                error.starts_with(&format!("{name} stands for more")),
                "{error}"
            );
            for part in advice {
                assert!(error.contains(part), "{name}: {error}");
            }
            assert!(!error.contains("A50285BI"), "{error}");
        }
    }

    #[test]
    fn what_is_not_there_is_answered_with_what_is() {
        for name in ["usb:a50285bi", "usb:0403:6015:A50285BI", "usb-path:1-1"] {
            let error = found(name).unwrap_err();
            for part in [
                "\"usb:A50285BI\" (FT232R, /dev/ttyUSB3)",
                "\"usb-path:1-1.2\" (FT232R, /dev/ttyUSB1)",
                "\"usb-path:1-1.3\" (FT232R, /dev/ttyUSB2)",
                "\"usb-path:2-1:1.1\" (FT232R, /dev/ttyUSB5)",
            ] {
                assert!(error.contains(part), "{name}: {part} is not in {error}");
            }
        }
        let name = "usb:X".parse().unwrap();
        let error = find(&name, &[]).unwrap_err().to_string();
        assert_eq!(error, "there is no adapter usb:X; there is none plugged in");
    }
}
