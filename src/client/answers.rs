//! What customers answered and wrote, as a manager's client asks for it.

use super::{Client, Done, Error, POLL_PATIENCE};
use crate::domain::kpi::answers::{Report, Wanted};
use crate::engine::api::{Comments, Remark};
use chrono::NaiveDate;

impl Client {
    /// Looks up what customers answered, over at most a year. Needs a token of scope manager.
    pub fn answers(&self, wanted: &Wanted) -> Result<Report, Error> {
        let Wanted {
            from,
            to,
            without_marked,
        } = wanted;
        let path =
            format!("/v1/reports/answers?from={from}&to={to}&without_marked={without_marked}");
        self.get(&path, POLL_PATIENCE)
    }

    /// Looks up what customers wrote on these days, at most a year. Needs a token of scope manager.
    pub fn comments(&self, from: NaiveDate, to: NaiveDate) -> Result<Comments, Error> {
        let path = format!("/v1/reports/comments?from={from}&to={to}");
        self.get(&path, POLL_PATIENCE)
    }

    /// Notes something down; it is on the disk when this returns. Needs a token of scope manager.
    pub fn remark(&self, remark: &Remark) -> Result<(), Error> {
        let Done {} = self.post("/v1/reports/remarks", remark)?;
        Ok(())
    }
}
