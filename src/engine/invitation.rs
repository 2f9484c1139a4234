//! The survey invitation on a receipt: one line, an address, and a code that changes.

use crate::domain::code::{Code, SurveyAddress};
use crate::protocol::escpos::block::{BlockError, Prepared, Target, Words};

/// What every block of a counter says, apart from its code.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// One line of plain ASCII in the shop's language.
    pub line: String,
    /// Where the survey is.
    pub address: SurveyAddress,
}

impl Invitation {
    /// The block with this code, for this printer.
    pub fn block(&self, code: Code, target: &Target) -> Result<Prepared, BlockError> {
        let words = Words {
            invitation: &self.line,
            address: &self.address.for_reading(),
            url: &self.address.url(code),
            code: &code.to_string(),
        };
        Prepared::new(&words, target)
    }
}
