//! Whom a manager looks for: by what a card says, and all numbers of one person. Names are looked for as
//! at the counter.

use rusqlite::{Connection, OptionalExtension as _};

use super::error::Error;
use super::member_records::number;
use super::members::{owner, person};
use super::read::Reader;
use crate::domain::code::Day;
use crate::domain::member::{Card, Member};
use crate::engine::api::MemberFound;

const FAILED: &str = "cannot read when a member came last";

impl Reader {
    /// Whose card this is, or was until they lost it.
    pub fn find_card(&self, card: Card) -> Result<Option<MemberFound>, Error> {
        let connection = self.connection();
        let Some((owner, _)) = owner(connection, &card.reveal())? else {
            return Ok(None);
        };
        let Some(person) = person(connection, owner)? else {
            return Ok(None);
        };
        Ok(Some(MemberFound {
            member: person.numbers.first().copied().unwrap_or(owner),
            name: person.profile.name,
            since: person.since,
            last: last(connection, &person.numbers).map_err(Error::sql(FAILED))?,
        }))
    }

    /// All numbers of a member, the lowest in front; none where there is nobody.
    pub fn member_numbers(&self, one: Member) -> Result<Vec<Member>, Error> {
        let person = person(self.connection(), one)?;
        Ok(person.map_or_else(Vec::new, |person| person.numbers))
    }
}

/// The last day on which a person came.
fn last(connection: &Connection, numbers: &[Member]) -> rusqlite::Result<Option<Day>> {
    let sql = "SELECT last_day FROM member_records WHERE member = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut last = None;
    for one in numbers {
        let day = statement.query_row([number(*one)], |row| row.get::<_, Option<u16>>(0));
        last = last.max(day.optional()?.flatten().map(Day));
    }
    Ok(last)
}
