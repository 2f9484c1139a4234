//! What became of each gift at a sale: a table that is made of the events, for reports. A row goes with
//! the first event of its gift.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use super::db::Db;
use super::erased;
use super::error::{Error, ErrorKind};
use super::member_records::{member, number};
use crate::domain::code::Day;
use crate::domain::event::Loyalty;
use crate::domain::gift::RuleKey;
use crate::domain::gift::book::GiftFact;
use crate::domain::member::Member;
use crate::domain::receipt::Receipt;
use crate::domain::time::Timestamp;

/// What became of a gift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GiftState {
    /// The cashier was told to offer it.
    Offered,
    /// It would have been offered, to somebody in the group without.
    HeldOut,
    /// It is not kept any more.
    Released,
    /// It was passed.
    Passed,
    /// It was handed over.
    Given,
    /// It came back whole.
    TakenBack,
    /// Its sale does not stand.
    Voided,
}

impl GiftState {
    const ALL: [Self; 7] = [
        Self::Offered,
        Self::HeldOut,
        Self::Released,
        Self::Passed,
        Self::Given,
        Self::TakenBack,
        Self::Voided,
    ];

    /// The word in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::HeldOut => "held_out",
            Self::Released => "released",
            Self::Passed => "passed",
            Self::Given => "given",
            Self::TakenBack => "taken_back",
            Self::Voided => "voided",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// What is later in a gift's way stays; of given and passed the later event counts.
    fn rank(self) -> u8 {
        match self {
            Self::Offered | Self::HeldOut => 0,
            Self::Released => 1,
            Self::Passed | Self::Given => 2,
            Self::TakenBack => 3,
            Self::Voided => 4,
        }
    }
}

/// One gift at one sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GiftRow {
    /// At which sale.
    pub receipt: Receipt,
    /// By which rule.
    pub rule: RuleKey,
    /// The number of its first event.
    pub seq: i64,
    /// The day of the sale.
    pub day: Day,
    /// When it became what it is.
    pub at: Timestamp,
    /// What became of it.
    pub state: GiftState,
    /// What it costs, in hundredths; 0 where that is not known any more.
    pub cost: u32,
    /// A reward code was given in its place.
    pub as_code: bool,
    /// Whom it was for.
    pub member: Option<Member>,
}

const FAILED: &str = "cannot write what became of a gift";

const FAILED_TO_READ: &str = "cannot read what became of gifts";

const COLUMNS: &str = "receipt, rule, seq, day, at_ms, what, cost, as_code, member";

/// What an event says of one gift, as if it were all that is known.
fn told(seq: i64, at: Timestamp, loyalty: &Loyalty) -> Option<GiftRow> {
    let row = |state, receipt, rule, day| GiftRow {
        receipt,
        rule,
        seq,
        day,
        at,
        state,
        cost: 0,
        as_code: false,
        member: loyalty.member(),
    };
    let (state, handling) = match loyalty.gift(at)? {
        GiftFact::Offered(it) => (GiftState::Offered, it),
        GiftFact::Given(it) => (GiftState::Given, it),
        GiftFact::Passed(it) => (GiftState::Passed, it),
        GiftFact::HeldOut(it) => (GiftState::HeldOut, it),
        GiftFact::Released { receipt, rule, day } => {
            return Some(row(GiftState::Released, receipt, rule, day));
        }
        GiftFact::TakenBack { receipt, rule, day } => {
            return Some(row(GiftState::TakenBack, receipt, rule, day));
        }
        GiftFact::Voided { .. } | GiftFact::Contacted { .. } => return None,
    };
    let row = row(state, handling.receipt, handling.rule, handling.day);
    Some(GiftRow {
        cost: handling.cost,
        as_code: handling.as_code,
        ..row
    })
}

impl GiftRow {
    /// What is known after one more event of the same gift.
    fn then(self, new: Self) -> Self {
        if new.state.rank() < self.state.rank() {
            return self;
        }
        let is_back = matches!(new.state, GiftState::Released | GiftState::TakenBack);
        let known = if is_back { self } else { new };
        Self {
            seq: self.seq,
            at: new.at,
            state: new.state,
            member: known.member.or(self.member),
            ..known
        }
    }
}

/// Takes in an event that is written now.
pub(super) fn follow(db: &Db, seq: i64, at: Timestamp, loyalty: &Loyalty) -> Result<(), Error> {
    if let Loyalty::SaleUndone(undone) = loyalty {
        let sql = "UPDATE gifts SET what = 'voided', at_ms = ?2 \
             WHERE receipt = ?1 AND what <> 'voided'";
        let row = (undone.receipt.0.cast_signed(), at.0);
        return db.execute(sql, row).map(drop).map_err(Error::sql(FAILED));
    }
    let Some(mut new) = told(seq, at, loyalty) else {
        return Ok(());
    };
    if let Some(member) = new.member
        && erased::is_erased(db, member)?
    {
        new.member = None;
    }
    let known = find(db.connection(), new.receipt, new.rule)?;
    write(db, &known.map_or(new, |known| known.then(new)))
}

fn write(db: &Db, gift: &GiftRow) -> Result<(), Error> {
    let sql = format!(
        "INSERT OR REPLACE INTO gifts ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    );
    let row = (
        gift.receipt.0.cast_signed(),
        gift.rule.0,
        gift.seq,
        gift.day.0,
        gift.at.0,
        gift.state.name(),
        gift.cost,
        gift.as_code,
        gift.member.map(number),
    );
    db.execute(&sql, row).map(drop).map_err(Error::sql(FAILED))
}

fn find(
    connection: &Connection,
    receipt: Receipt,
    rule: RuleKey,
) -> Result<Option<GiftRow>, Error> {
    let filter = "receipt = ?1 AND rule = ?2";
    let found = select(connection, filter, (receipt.0.cast_signed(), rule.0))?;
    Ok(found.into_iter().next())
}

/// The gifts of a member's numbers, by the time at which they became what they are.
pub(super) fn of_members(
    connection: &Connection,
    numbers: &[Member],
) -> Result<Vec<GiftRow>, Error> {
    let mut all = Vec::new();
    for member in numbers {
        all.extend(select(connection, "member = ?1", [number(*member)])?);
    }
    all.sort_by_key(|gift| (gift.at, gift.receipt, gift.rule));
    Ok(all)
}

fn select(
    connection: &Connection,
    filter: &str,
    params: impl rusqlite::Params,
) -> Result<Vec<GiftRow>, Error> {
    let read = || {
        let sql = format!("SELECT {COLUMNS} FROM gifts WHERE {filter}");
        let mut statement = connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params, row)?;
        rows.collect::<rusqlite::Result<Vec<_>>>()
    };
    let rows = read().map_err(Error::sql(FAILED_TO_READ))?;
    let rows: Option<Vec<GiftRow>> = rows.into_iter().collect();
    rows.ok_or_else(|| Error::new(FAILED_TO_READ, ErrorKind::Corrupt))
}

/// Nothing where the word is none of ours.
fn row(row: &Row<'_>) -> rusqlite::Result<Option<GiftRow>> {
    let receipt: i64 = row.get(0)?;
    let Some(state) = GiftState::from_name(&row.get::<_, String>(5)?) else {
        return Ok(None);
    };
    Ok(Some(GiftRow {
        receipt: Receipt(receipt.cast_unsigned()),
        rule: RuleKey(row.get(1)?),
        seq: row.get(2)?,
        day: Day(row.get(3)?),
        at: Timestamp(row.get(4)?),
        state,
        cost: row.get(6)?,
        as_code: row.get(7)?,
        member: row.get::<_, Option<i64>>(8)?.map(member),
    }))
}

/// Forgets the gifts whose first events are removed now.
pub(super) fn remove_below(db: &Db, floor: i64) -> Result<(), Error> {
    db.execute("DELETE FROM gifts WHERE seq < ?1", [floor])
        .map(drop)
        .map_err(Error::sql(FAILED))
}

/// What the table should hold, made of the events that are there.
#[derive(Debug, Default)]
pub(super) struct GiftFold {
    rows: BTreeMap<(Receipt, RuleKey), GiftRow>,
}

impl GiftFold {
    pub(super) fn take(&mut self, seq: i64, at: Timestamp, loyalty: &Loyalty) {
        if let Loyalty::SaleUndone(undone) = loyalty {
            let (first, last) = (RuleKey(0), RuleKey(u32::MAX));
            let all = (undone.receipt, first)..=(undone.receipt, last);
            for (_, gift) in self.rows.range_mut(all) {
                if gift.state != GiftState::Voided {
                    (gift.state, gift.at) = (GiftState::Voided, at);
                }
            }
        } else if let Some(new) = told(seq, at, loyalty) {
            let known = self.rows.entry((new.receipt, new.rule)).or_insert(new);
            *known = known.then(new);
        }
    }

    /// One row for each gift.
    pub(super) fn into_rows(self) -> impl Iterator<Item = GiftRow> {
        self.rows.into_values()
    }

    /// Whether the table holds just that. `is_erased` says whom it may not name; of gifts whose first
    /// event is gone, rows are gone too, so that what is left of them is no row.
    pub(super) fn is_kept(
        &self,
        connection: &Connection,
        is_whole: bool,
        is_erased: impl Fn(Member) -> bool,
    ) -> Result<bool, Error> {
        let rows = select(connection, "TRUE", ())?;
        let is_as_told = |row: &GiftRow| {
            let told = self.rows.get(&(row.receipt, row.rule));
            told.is_some_and(|told| {
                let member = told.member.filter(|it| !is_erased(*it));
                *row == GiftRow { member, ..*told }
            })
        };
        let is_complete = !is_whole || rows.len() == self.rows.len();
        Ok(is_complete && rows.iter().all(is_as_told))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{GiftBack, GiftHandled};

    fn handled(member: Option<u64>) -> GiftHandled {
        GiftHandled {
            receipt: Receipt(u64::MAX),
            rule: RuleKey(u32::MAX),
            day: Day(2517),
            member: member.map(Member),
            cost: 150,
            as_code: false,
        }
    }

    fn back() -> GiftBack {
        GiftBack {
            receipt: Receipt(u64::MAX),
            rule: RuleKey(u32::MAX),
            day: Day(2530),
            member: None,
        }
    }

    #[test]
    fn the_last_word_about_a_gift_counts() {
        use Loyalty::{GiftGiven, GiftOffered, GiftPassed, GiftReleased, GiftTakenBack};
        let it = handled(Some(4));
        for (events, expected) in [
            (vec![GiftOffered(it)], GiftState::Offered),
            (
                vec![GiftOffered(it), GiftReleased(back())],
                GiftState::Released,
            ),
            (
                vec![GiftOffered(it), GiftGiven(it), GiftReleased(back())],
                GiftState::Given,
            ),
            (vec![GiftGiven(it), GiftOffered(it)], GiftState::Given),
            (
                vec![GiftOffered(it), GiftPassed(it), GiftGiven(it)],
                GiftState::Given,
            ),
            (vec![GiftGiven(it), GiftPassed(it)], GiftState::Passed),
            (
                vec![GiftGiven(it), GiftTakenBack(back())],
                GiftState::TakenBack,
            ),
        ] {
            let mut fold = GiftFold::default();
            for (seq, event) in (1..).zip(&events) {
                fold.take(seq, Timestamp(seq), event);
            }
            let rows: Vec<&GiftRow> = fold.rows.values().collect();
            let [row] = rows[..] else { panic!("{rows:?}") };
            assert_eq!(row.state, expected, "{events:?}");
            let (day, cost, member) = (row.day, row.cost, row.member);
            assert_eq!((row.seq, day, cost), (1, Day(2517), 150), "{events:?}");
            assert_eq!(member, Some(Member(4)), "{events:?}");
        }
    }
}
