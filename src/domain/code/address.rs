//! Where a code leads: the address of the survey page, for a QR code and for a reader.
//!
//! A QR code in alphanumeric mode has capitals only, which keeps it small; the page is served in
//! any case. A chain has more stores than slots, so there the store's short name stands before the
//! code.

use super::Code;

/// The survey page of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyAddress {
    /// Capitals, with a slash at the end; the code follows at once.
    prefix: String,
}

/// Why an address cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not a web address.
    #[error("{address:?} is not a web address; write one such as \"https://s.example.com\"")]
    NotWeb {
        /// The address as it was given.
        address: String,
    },
    /// A character that would make the QR code larger or does not belong into an address.
    #[error(
        "{address:?} contains {found:?}; only letters without accents, digits and - . : / can be printed"
    )]
    Character {
        /// The address as it was given.
        address: String,
        /// The first such character.
        found: char,
    },
    /// Something after the host has small letters, which the QR code cannot keep.
    #[error(
        "{address:?} has small letters after the host, and the QR code has capitals only; make the page answer to capitals and write them here"
    )]
    Case {
        /// The address as it was given.
        address: String,
    },
    /// Even the larger QR code has no room for it.
    #[error(
        "{address:?} makes a text of {length} characters with a code; at most {max} fit, so take a shorter host"
    )]
    TooLong {
        /// The address as it was given.
        address: String,
        /// Characters in the QR code, with short name and code.
        length: usize,
        /// How many there may be.
        max: usize,
    },
}

/// What a QR code of version 2, level M holds (ISO/IEC 18004, table 7, alphanumeric).
const VERSION_2_CHARS: usize = 38;

/// What a QR code of version 3, level M holds.
const VERSION_3_CHARS: usize = 61;

impl SurveyAddress {
    /// Takes the address of the page, with or without a slash at its end, and for a chain the
    /// store's short name.
    pub fn new(address: &str, store: Option<&ShortName>) -> Result<Self, AddressError> {
        let given = || address.to_owned();
        let not_web = || AddressError::NotWeb { address: given() };
        let (scheme, rest) = address.split_once("://").ok_or_else(not_web)?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if !is_web_scheme(scheme) {
            return Err(not_web());
        }
        if let Some(found) = rest.chars().find(|c| !is_printable(*c)) {
            return Err(AddressError::Character {
                address: given(),
                found,
            });
        }
        if !is_host(host) {
            return Err(not_web());
        }
        if path.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return Err(AddressError::Case { address: given() });
        }
        let prefix = prefix(address, store);
        let length = prefix.len() + super::SYMBOLS;
        let max = VERSION_3_CHARS;
        if length > max {
            return Err(AddressError::TooLong {
                address: given(),
                length,
                max,
            });
        }
        Ok(Self { prefix })
    }

    /// What the QR code of a receipt says; digits, capitals and `- . : /` only.
    pub fn url(&self, code: Code) -> String {
        format!("{}{}", self.prefix, code.compact())
    }

    /// The address without a code, as the QR code begins: in capitals, with a slash at its end.
    pub fn page(&self) -> &str {
        &self.prefix
    }

    /// Whether the page is only shown over an encrypted connection.
    pub fn is_encrypted(&self) -> bool {
        self.prefix.starts_with("HTTPS:")
    }

    /// The address in small letters, for a line above the code on paper: `s.example.com`.
    pub fn for_reading(&self) -> String {
        let rest = self.prefix.split_once("://").map_or("", |(_, rest)| rest);
        rest.trim_end_matches('/').to_ascii_lowercase()
    }

    /// The version of the QR code at level M: 2 (25 modules) or 3 (29 modules).
    pub fn qr_version(&self) -> u8 {
        if self.prefix.len() + super::SYMBOLS <= VERSION_2_CHARS {
            2
        } else {
            3
        }
    }

    /// What to tell the owner about an address that works but could be better.
    pub fn warning(&self) -> Option<String> {
        let length = self.prefix.len() + super::SYMBOLS;
        (self.qr_version() > 2).then(|| {
            format!(
                "the QR code holds {length} characters and becomes larger; with {VERSION_2_CHARS} or fewer it takes 16.5 mm of paper instead of 18.5 mm"
            )
        })
    }
}

/// What a chain calls a store in its addresses: one to eight of A to Z, 0 to 9 and dash.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ShortName(String);

impl ShortName {
    /// Takes the name; `None` if it is longer or has other characters.
    pub fn new(name: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
        ((1..=8).contains(&name.len()) && name.bytes().all(allowed)).then(|| Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn prefix(address: &str, store: Option<&ShortName>) -> String {
    let mut prefix = address.trim_end_matches('/').to_ascii_uppercase();
    prefix.push('/');
    if let Some(store) = store {
        prefix.push_str(store.as_str());
        prefix.push('/');
    }
    prefix
}

fn is_web_scheme(scheme: &str) -> bool {
    ["https", "http"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
}

/// Part of QR's alphanumeric set, and harmless in an address.
fn is_printable(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':' | '/')
}

/// A name or an IPv4 address, maybe with a port.
fn is_host(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    name.split('.').all(label) && port.parse::<u16>().is_ok_and(|port| port > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> SurveyAddress {
        SurveyAddress::new(text, None).unwrap()
    }

    fn code() -> Code {
        Code::parse("0YTZ-6FYH-JXDZ").unwrap()
    }

    #[test]
    fn the_url_is_in_capitals_and_the_line_for_reading_is_not() {
        for text in ["https://s.example.com", "HTTPS://S.EXAMPLE.COM/"] {
            assert_eq!(
                address(text).url(code()),
                "HTTPS://S.EXAMPLE.COM/0YTZ6FYHJXDZ"
            );
            assert!(address(text).is_encrypted());
            assert_eq!(address(text).for_reading(), "s.example.com");
        }
        let local = address("http://192.168.1.20:7156");
        assert_eq!(local.url(code()), "HTTP://192.168.1.20:7156/0YTZ6FYHJXDZ");
    }

    #[test]
    fn a_chain_has_the_short_name_before_the_code() {
        let store = ShortName::new("KRK-1").unwrap();
        let address = SurveyAddress::new("https://s.example.com", Some(&store)).unwrap();
        assert_eq!(
            address.url(code()),
            "HTTPS://S.EXAMPLE.COM/KRK-1/0YTZ6FYHJXDZ"
        );
        assert_eq!(address.for_reading(), "s.example.com/krk-1");
    }

    #[test]
    fn the_qr_version_is_the_one_that_an_encoder_takes() {
        for (host, expected) in [
            ("x.co", 2),
            ("abc.example.shop1", 2),
            ("abc.example.shop12", 3),
        ] {
            let address = address(&format!("https://{host}"));
            let qr = qrcode::QrCode::with_error_correction_level(
                address.url(code()),
                qrcode::EcLevel::M,
            )
            .unwrap();
            assert_eq!(address.qr_version(), expected, "{host}");
            assert_eq!(
                qr.version(),
                qrcode::Version::Normal(expected.into()),
                "{host}"
            );
            assert_eq!(address.warning().is_some(), expected == 3);
        }
    }

    #[test]
    fn an_address_that_cannot_be_printed_is_refused() {
        let error = |text: &str| SurveyAddress::new(text, None).unwrap_err();
        for text in [
            "s.example.com",
            "ftp://s.example.com",
            "https://",
            "https:///",
            "https://a..b",
        ] {
            assert!(matches!(error(text), AddressError::NotWeb { .. }), "{text}");
        }
        for text in [
            "https://user@example.com",
            "https://example.com/?c=",
            "https://köb.dk",
            "https://a b.de",
        ] {
            assert!(
                matches!(error(text), AddressError::Character { .. }),
                "{text}"
            );
        }
        assert!(matches!(
            error("https://example.com/care"),
            AddressError::Case { .. }
        ));
        let long = format!("https://{}.com", "a".repeat(60));
        let refused = error(&long);
        assert!(
            matches!(
                refused,
                AddressError::TooLong {
                    length: 85,
                    max: 61,
                    ..
                }
            ),
            "{refused:?}"
        );
    }

    #[test]
    fn short_names_have_one_to_eight_characters() {
        for good in ["A", "KRK-1", "12345678"] {
            assert_eq!(
                ShortName::new(good).as_ref().map(ShortName::as_str),
                Some(good)
            );
        }
        for bad in ["", "krk", "KØB", "A B", "A/B", "123456789"] {
            assert_eq!(ShortName::new(bad), None, "{bad}");
        }
    }
}
