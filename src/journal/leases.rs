//! Which code numbers were leased to the mint.
//!
//! A lease is on the disk before it is handed out, so a number is never used twice, also not after
//! a power cut or when the clock is set back. An attempt that failed may cost a lease.

use super::db::Db;
use super::error::Error;
use super::writer::Writer;
use crate::domain::code::{Day, Kind, Seq};
use crate::engine::mint::{Lease, Wanted};

/// How many days are remembered; counted in days with codes, so that one day of a wrong clock
/// closes no other.
const KEPT_DAYS: u32 = 64;

/// Why there is no lease.
#[derive(Debug, thiserror::Error)]
pub enum LeaseError {
    /// What is known about this day was thrown away long ago.
    #[error("no codes for {day}: days before {oldest} are closed; check the date of this computer")]
    DayClosed {
        /// The day that was asked for.
        day: Day,
        /// The oldest day that is still open.
        oldest: Day,
    },
    /// The journal could not remember it.
    #[error("the journal cannot remember their numbers")]
    Journal(#[from] Error),
}

const FAILED: &str = "cannot lease code numbers";

impl Writer {
    /// Leases the next numbers of a kind and day; `None` when all 2048 are gone.
    pub fn lease(&mut self, wanted: Wanted) -> Result<Option<Lease>, LeaseError> {
        let Wanted { kind, day } = wanted;
        let (oldest, lease) = self.transact(|db| {
            let oldest = oldest_day(db)?;
            if day < oldest {
                return Ok((oldest, None));
            }
            let next = next_number(db, kind, day)?;
            let lease = Seq::new(next).ok().map(|first| Lease { first });
            if let Some(lease) = lease {
                remember(db, kind, day, lease.end())?;
                forget_old_days(db)?;
            }
            Ok((oldest, lease))
        })?;
        if day < oldest {
            return Err(LeaseError::DayClosed { day, oldest });
        }
        Ok(lease)
    }

    /// Takes over what was remembered elsewhere: the first free number of each day and kind, and
    /// the oldest day that is still open. What is known here already is never taken back.
    pub fn take_over_leases(
        &mut self,
        oldest: Day,
        leases: impl IntoIterator<Item = (Day, Kind, u16)>,
    ) -> Result<(), Error> {
        self.transact(|db| {
            for (day, kind, next) in leases {
                remember(db, kind, day, next)?;
            }
            close_days_before(db, oldest)
        })
    }
}

fn oldest_day(db: &Db) -> Result<Day, Error> {
    let sql = "SELECT lease_floor_day FROM journal";
    let found = db.first(sql, (), |row| row.get(0).map(Day));
    Ok(found.map_err(Error::sql(FAILED))?.unwrap_or_default())
}

fn next_number(db: &Db, kind: Kind, day: Day) -> Result<u16, Error> {
    let sql = "SELECT next FROM leases WHERE day = ?1 AND kind = ?2";
    let found = db.first(sql, (day.0, kind.name()), |row| row.get(0));
    Ok(found.map_err(Error::sql(FAILED))?.unwrap_or(0))
}

fn remember(db: &Db, kind: Kind, day: Day, next: u16) -> Result<(), Error> {
    let sql = "INSERT INTO leases (day, kind, next) VALUES (?1, ?2, ?3) \
         ON CONFLICT (day, kind) DO UPDATE SET next = max(next, excluded.next)";
    db.execute(sql, (day.0, kind.name(), next))
        .map(drop)
        .map_err(Error::sql(FAILED))
}

fn forget_old_days(db: &Db) -> Result<(), Error> {
    let sql = "SELECT DISTINCT day FROM leases ORDER BY day DESC LIMIT 1 OFFSET ?1";
    let forgotten = db.first(sql, [KEPT_DAYS], |row| row.get::<_, u16>(0));
    match forgotten.map_err(Error::sql(FAILED))? {
        Some(day) => close_days_before(db, Day(day.saturating_add(1))),
        None => Ok(()),
    }
}

fn close_days_before(db: &Db, oldest: Day) -> Result<(), Error> {
    for sql in [
        "UPDATE journal SET lease_floor_day = max(lease_floor_day, ?1)",
        "DELETE FROM leases WHERE day < ?1",
    ] {
        db.execute(sql, [oldest.0]).map_err(Error::sql(FAILED))?;
    }
    Ok(())
}
