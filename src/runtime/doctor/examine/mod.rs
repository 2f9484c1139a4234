//! Judges the facts: what is fine, what is worth a remark, what is a problem, and what to do.
//!
//! Pure: looks at nothing but the facts.

mod data;
mod ports;
mod service;
mod settings;
mod survey;
#[cfg(test)]
mod tests;

use super::facts::Facts;
use serde::Serialize;

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// As it should be.
    Ok,
    /// Works, but the owner should know.
    Remark,
    /// Does not work, or will not.
    Problem,
}

/// What came of one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The name of the check, the same in every version.
    pub check: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What was found.
    pub message: String,
    /// What to do about it; absent where nothing is to be done.
    pub remedy: Option<String>,
}

impl Finding {
    fn ok(check: &'static str, message: impl Into<String>) -> Self {
        Self {
            check,
            severity: Severity::Ok,
            message: message.into(),
            remedy: None,
        }
    }

    fn remark(check: &'static str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            severity: Severity::Remark,
            remedy: Some(remedy.into()),
            ..Self::ok(check, message)
        }
    }

    fn problem(check: &'static str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            severity: Severity::Problem,
            ..Self::remark(check, message, remedy)
        }
    }
}

/// Every check, in the order in which they are worth reading.
pub fn examine(facts: &Facts) -> Vec<Finding> {
    let mut findings = settings::examine(facts);
    findings.extend(ports::examine(facts));
    findings.extend(data::examine(facts));
    findings.extend(service::examine(facts));
    findings
}
