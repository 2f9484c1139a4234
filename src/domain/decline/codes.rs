//! What terminals and hosts say in codes, as a [`Care`].
//!
//! The tables follow the published lists: ISO 8583 field 39 (1987) and action codes (1993), EMV
//! contactless outcomes, nexo retailer error conditions, OPI overall results, Visa decline categories,
//! Mastercard merchant advice codes, the ECR codes of Verifone in Finland and the Baltics, and the
//! Danish ASW codes. **Only a conclusive "no" is one**: an unknown code of a host that has answered is
//! [`Care::OtherWay`]; whatever may have ended without an answer, and what is no code of its list at
//! all, is [`Care::Unknown`].

use super::Care;
use serde::{Deserialize, Serialize};

/// What somebody told of a payment, in the words of a protocol. Kept in memory only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Told {
    /// ISO 8583:1987, field 39: two characters.
    Iso8583 {
        /// The code.
        code: Code,
        /// The scheme of the card, where it is known.
        #[serde(default)]
        brand: Option<Brand>,
        /// How the card was read, where it is known.
        #[serde(default)]
        entry: Option<Entry>,
    },
    /// ISO 8583:1993, action code: three digits.
    Iso8583Action(Code),
    /// What a contactless or chip kernel asks for.
    Emv(Emv),
    /// A nexo retailer `ErrorCondition`, as written there.
    Nexo(Code),
    /// An OPI `OverallResult`, as written there.
    Opi(Code),
    /// Visa's decline category, 1 to 4, with the response code where it is known.
    VisaCategory {
        /// 1 to 4.
        category: u8,
        /// Field 39 beside it.
        #[serde(default)]
        code: Option<Code>,
    },
    /// Mastercard's merchant advice code: two digits.
    MastercardAdvice(Code),
    /// A Verifone ECR result: four digits.
    VerifoneEcr(Code),
    /// A Danish terminal's ASW code: four hexadecimal digits.
    Asw(Code),
}

/// The scheme of a card, where it changes what a code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Brand {
    /// Mastercard and Maestro.
    Mastercard,
    /// Visa.
    Visa,
    /// Any other.
    Other,
}

/// How a card was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// Held to the terminal; phones and watches too.
    Contactless,
    /// In the slot.
    Chip,
    /// Drawn through.
    Stripe,
    /// Typed.
    Keyed,
}

/// What an EMV kernel ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Emv {
    /// Approved.
    Approved,
    /// Declined.
    Declined,
    /// The kernel wants another interface: the slot, as a rule.
    TryAnotherInterface,
    /// The same in the words of the terminal: insert, swipe or try another card.
    InsertSwipeOrTryAnotherCard,
    /// The phone has to be unlocked.
    SeePhone,
    /// A PIN is needed, or the amount is above the contactless limit.
    CardholderVerificationRequired,
    /// The kernel ended the application: no payment.
    EndApplication,
    /// A reversal is on its way.
    ReversalPending,
}

/// A code: 1 to 24 letters and digits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

/// Why a text is no [`Code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a payment code has 1 to 24 letters and digits and nothing else")]
pub struct NoCode;

impl TryFrom<String> for Code {
    type Error = NoCode;

    fn try_from(text: String) -> Result<Self, NoCode> {
        let fits = (1..=24).contains(&text.len());
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (fits && plain).then_some(Self(text)).ok_or(NoCode)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

/// A code may tell why; it is in no message, not even by mistake.
impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(..)")
    }
}

impl Told {
    /// What it comes to; `None` where the payment went through.
    pub fn care(&self) -> Option<Care> {
        match self {
            Self::Iso8583 { code, brand, entry } => iso8583(&code.0, *brand, *entry),
            Self::Iso8583Action(code) => iso8583_action(&code.0),
            Self::Emv(outcome) => emv(*outcome),
            Self::Nexo(code) => nexo(&code.0),
            Self::Opi(code) => opi(&code.0),
            Self::VisaCategory { category, code } => {
                let code = code.as_ref().map(|code| code.0.as_str());
                Some(visa_category(*category, code))
            }
            Self::MastercardAdvice(code) => Some(mastercard_advice(&code.0)),
            Self::VerifoneEcr(code) => verifone_ecr(&code.0),
            Self::Asw(code) => Some(asw(&code.0)),
        }
    }
}

/// Field 39. `10` and `11` are approvals of a part and for a VIP, `00` and `08` whole ones.
pub fn iso8583(code: &str, brand: Option<Brand>, entry: Option<Entry>) -> Option<Care> {
    let by_mastercard_contactless =
        brand == Some(Brand::Mastercard) && entry == Some(Entry::Contactless);
    Some(match code {
        "00" | "08" | "10" | "11" | "16" => return None,
        "1A" | "70" => Care::InsertChip,
        "65" if by_mastercard_contactless => Care::InsertChip,
        "55" => Care::PinAgain,
        "12" | "14" | "15" | "31" | "46" | "54" | "57" | "58" | "78" => Care::NotTaken,
        "03" | "06" | "13" | "19" | "30" | "40" | "80" | "88" | "89" | "90" | "91" | "92"
        | "94" | "95" | "96" | "97" | "98" => Care::Connection,
        "17" => Care::Stopped,
        "09" | "68" => Care::Unknown,
        other if !is_code(other, 2) => Care::Unknown,
        _ => Care::OtherWay,
    })
}

/// Action codes of 1993: `0xx` are approvals, `4xx` acknowledge reversals.
pub fn iso8583_action(code: &str) -> Option<Care> {
    Some(match code {
        "117" => Care::PinAgain,
        "101" | "111" | "118" | "119" | "120" | "125" => Care::NotTaken,
        "109" | "110" | "115" | "904" | "906" | "907" | "908" | "909" | "911" | "912" => {
            Care::Connection
        }
        "923" => Care::Unknown,
        other if !is_number(other, 3) || other.starts_with('4') => Care::Unknown,
        approved if approved.starts_with('0') => return None,
        _ => Care::OtherWay,
    })
}

fn emv(outcome: Emv) -> Option<Care> {
    Some(match outcome {
        Emv::Approved => return None,
        Emv::Declined | Emv::EndApplication => Care::OtherWay,
        Emv::TryAnotherInterface
        | Emv::InsertSwipeOrTryAnotherCard
        | Emv::SeePhone
        | Emv::CardholderVerificationRequired => Care::InsertChip,
        Emv::ReversalPending => Care::Unknown,
    })
}

/// `ErrorCondition`; `InvalidCard` may be a card that was not read or one that is not taken: the
/// sentence for the latter fits both.
fn nexo(condition: &str) -> Option<Care> {
    Some(match condition {
        "Success" => return None,
        "WrongPIN" => Care::PinAgain,
        "InvalidCard" | "PaymentRestriction" | "NotAllowed" => Care::NotTaken,
        "UnreachableHost" | "UnavailableDevice" | "UnavailableService" | "Busy" | "LoggedOut"
        | "DeviceOut" | "MessageFormat" => Care::Connection,
        "Cancel" | "Aborted" => Care::Stopped,
        "InProgress" | "NotFound" => Care::Unknown,
        _ => Care::OtherWay,
    })
}

/// `OverallResult`. Only `Failure` is a "no"; what else is not known may have gone through.
fn opi(result: &str) -> Option<Care> {
    Some(match result {
        "Success" => return None,
        "Failure" => Care::OtherWay,
        "Aborted" => Care::Stopped,
        _ => Care::Unknown,
    })
}

/// Visa's categories 1 (never again) to 4 (other). The response code beside it says more.
fn visa_category(category: u8, code: Option<&str>) -> Care {
    let by_code = code.and_then(|code| iso8583(code, Some(Brand::Visa), None));
    match (category, by_code) {
        (1..=4, Some(care)) => care,
        (1..=4, None) => Care::OtherWay,
        _ => Care::Unknown,
    }
}

/// Merchant advice codes; 24 to 30 say when a merchant may bill again, which no counter does.
fn mastercard_advice(code: &str) -> Care {
    match code {
        "01" | "40" | "41" => Care::NotTaken,
        other if !is_number(other, 2) => Care::Unknown,
        _ => Care::OtherWay,
    }
}

fn verifone_ecr(code: &str) -> Option<Care> {
    Some(match code {
        "0000" => return None,
        "0021" | "0024" | "9112" | "1014" => Care::InsertChip,
        "0002" | "0023" | "1002" | "1003" | "2006" | "1024" => Care::NotRead,
        "0015" | "9117" => Care::PinAgain,
        "1001" | "1005" | "1006" | "9101" | "9111" | "9118" | "9119" | "9120" | "9125" => {
            Care::NotTaken
        }
        "0003" | "0004" | "0016" | "1010" | "1012" | "1100" => Care::Connection,
        "1004" | "1013" | "1022" => Care::Stopped,
        "0019" | "0022" | "2022" => Care::Unknown,
        other if !is_number(other, 4) => Care::Unknown,
        _ => Care::OtherWay,
    })
}

/// The codes beside `ASW` on Danish slips.
pub fn asw(code: &str) -> Care {
    match code {
        "1611" => Care::NotRead,
        "1604" | "1605" | "1606" | "1607" | "1608" | "1609" | "160A" | "160B" | "160C" | "160D"
        | "160E" | "160F" | "1618" => Care::Connection,
        other if other.len() != 4 || !other.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            Care::Unknown
        }
        _ => Care::OtherWay,
    }
}

fn is_code(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_number(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
}
