//! The stores and counters that the file knows, their tokens, and what is counted for them.

use std::path::Path;

use rusqlite::Row;

use super::store::{Error, Store, signed, unsigned};
use crate::domain::code::{Slot, StoreKey, Till};
use crate::domain::time::Timestamp;
use crate::engine::api::Face;

/// A store whose survey is answered here.
#[derive(Debug, Clone)]
pub struct Registration {
    /// The key of its codes, which names its slot.
    pub key: StoreKey,
    /// What its customers see.
    pub face: Face,
}

/// A store as it was registered.
pub(super) struct Registered {
    pub(super) slot: Slot,
    /// The current key in front.
    pub(super) keys: Vec<StoreKey>,
    pub(super) face: Face,
}

/// What is kept of a store's token: its SHA-256. The token is random, so nothing slower is needed.
pub type TokenHash = [u8; 32];

/// A store as whoever runs the hub sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreLine {
    /// Its number in codes.
    pub slot: Slot,
    /// What whoever runs the hub calls it.
    pub name: String,
    /// Whether its service has called.
    pub is_registered: bool,
    /// Answers that wait for its counters.
    pub waiting: u64,
    /// When one of its counters fetched last, to ten minutes.
    pub asked: Option<Timestamp>,
}

/// The stores of a file, for whoever runs the hub; works beside a running one, which notices within
/// seconds.
pub struct Registry(Store);

impl Registry {
    /// Opens the file, and makes it if it is not there.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Store::open(path, None).map(Self)
    }

    /// Gives a store that is not known its token; whether it was not.
    pub fn add(
        &self,
        slot: Slot,
        name: &str,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<bool, Error> {
        self.0.transaction(|store| store.add(slot, name, hash, now))
    }

    /// Gives a store another token; whether it is known.
    pub fn replace_token(
        &self,
        slot: Slot,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<bool, Error> {
        self.0
            .transaction(|store| store.replace_token(slot, hash, now))
    }

    /// Forgets a store and everything of it, for ever.
    pub fn remove(&self, slot: Slot) -> Result<(), Error> {
        self.0.transaction(|store| store.remove(slot))?;
        self.0.wipe_log()
    }

    /// Every store that has a token.
    pub fn stores(&self) -> Result<Vec<StoreLine>, Error> {
        self.0.lines()
    }
}

/// Counters write down that they have asked no more often than this.
const ASKED_MS: i64 = 10 * 60 * 1000;

impl Store {
    /// Registers a store or what is new about it. Another key than before does not make the codes on
    /// paper worthless: the last one before is kept.
    pub(super) fn register(&self, store: &Registration) -> Result<(), Error> {
        let sql = "INSERT INTO stores (slot, store_key, face) VALUES (?1, ?2, ?3) \
             ON CONFLICT (slot) DO UPDATE SET face = ?3, store_key = ?2, \
             old_key = CASE WHEN store_key = ?2 THEN old_key ELSE store_key END";
        let face = serde_json::to_string(&store.face)?;
        self.execute(sql, (store.key.slot().get(), store.key.to_bytes(), face))?;
        Ok(())
    }

    pub(super) fn stores(&self) -> Result<Vec<Registered>, Error> {
        let sql = "SELECT slot, store_key, old_key, face FROM stores ORDER BY slot";
        let rows = self.all(sql, (), |row| {
            let keys: (Option<[u8; 32]>, Option<[u8; 32]>) = (row.get(1)?, row.get(2)?);
            Ok((row.get(0)?, keys, row.get::<_, String>(3)?))
        })?;
        let registered = rows.into_iter().map(|(number, (key, old), face)| {
            let slot = slot(number)?;
            let keys = [key, old].into_iter().flatten();
            Ok(Registered {
                slot,
                keys: keys
                    .map(|bytes| StoreKey::from_bytes(slot, bytes))
                    .collect(),
                face: serde_json::from_str(&face)?,
            })
        });
        registered.collect()
    }

    /// Whose token has which hash.
    pub(super) fn tokens(&self) -> Result<Vec<(TokenHash, Slot)>, Error> {
        let sql = "SELECT hash, slot FROM tokens";
        let rows = self.all(sql, (), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows = rows.into_iter();
        rows.map(|(hash, number)| Ok((hash, slot(number)?)))
            .collect()
    }

    /// Gives a store that is not known its token; whether it was not.
    fn add(&self, slot: Slot, name: &str, hash: &TokenHash, now: Timestamp) -> Result<bool, Error> {
        let sql =
            "INSERT OR IGNORE INTO tokens (slot, name, hash, made_ms) VALUES (?1, ?2, ?3, ?4)";
        Ok(self.execute(sql, (slot.get(), name, hash, now.0))? == 1)
    }

    /// Gives a store another token; whether it is known.
    fn replace_token(&self, slot: Slot, hash: &TokenHash, now: Timestamp) -> Result<bool, Error> {
        let sql = "UPDATE tokens SET hash = ?2, made_ms = ?3 WHERE slot = ?1";
        Ok(self.execute(sql, (slot.get(), hash, now.0))? == 1)
    }

    /// Forgets a store and everything of it.
    fn remove(&self, slot: Slot) -> Result<(), Error> {
        for table in [
            "answers",
            "used",
            "left_behind",
            "rewards",
            "counters",
            "tokens",
            "stores",
        ] {
            self.execute(
                &format!("DELETE FROM {table} WHERE slot = ?1"),
                (slot.get(),),
            )?;
        }
        Ok(())
    }

    /// Every store that has a token.
    fn lines(&self) -> Result<Vec<StoreLine>, Error> {
        let sql = "SELECT t.slot, t.name, EXISTS (SELECT 1 FROM stores s WHERE s.slot = t.slot), \
             (SELECT count(*) FROM answers a WHERE a.slot = t.slot), \
             (SELECT max(asked_ms) FROM counters c WHERE c.slot = t.slot) \
             FROM tokens t ORDER BY t.slot";
        let line = |row: &Row<'_>| {
            let asked: Option<i64> = row.get(4)?;
            let rest = (row.get(1)?, row.get(2)?, row.get(3)?, asked);
            Ok((row.get(0)?, rest))
        };
        let rows = self.all(sql, (), line)?.into_iter();
        rows.map(|(number, (name, is_registered, waiting, asked))| {
            Ok(StoreLine {
                slot: slot(number)?,
                name,
                is_registered,
                waiting: unsigned(waiting),
                asked: asked.map(Timestamp),
            })
        })
        .collect()
    }

    /// Takes in that a counter has asked.
    pub(super) fn asked(&self, slot: Slot, till: Till, now: Timestamp) -> Result<(), Error> {
        let sql = "INSERT INTO counters (slot, till, asked_ms) VALUES (?1, ?2, ?3) \
             ON CONFLICT (slot, till) DO UPDATE SET asked_ms = ?3 \
             WHERE asked_ms IS NULL OR abs(?3 - asked_ms) >= ?4";
        self.execute(sql, (slot.get(), till.get(), now.0, ASKED_MS))?;
        Ok(())
    }

    /// Adds to how often surveys of a counter were opened, for whoever fetches its answers.
    pub(super) fn count_opened(&self, slot: Slot, till: Till, more: u64) -> Result<(), Error> {
        let sql = "INSERT INTO counters (slot, till, opened) VALUES (?1, ?2, ?3) \
             ON CONFLICT (slot, till) DO UPDATE SET opened = opened + ?3";
        let collector = self.collector_of(till);
        self.execute(sql, (slot.get(), collector.get(), signed(more)))?;
        Ok(())
    }

    /// Adds to how many codes of a store were tried that nobody made.
    pub(super) fn count_guesses(&self, slot: Slot, more: u64) -> Result<(), Error> {
        let sql = "UPDATE stores SET guesses = guesses + ?2 WHERE slot = ?1";
        self.execute(sql, (slot.get(), signed(more)))?;
        Ok(())
    }

    /// How often surveys of a counter were opened, and how many codes of its store were tried that
    /// nobody made; since the beginning.
    pub(super) fn totals(&self, slot: Slot, till: Till) -> Result<(u64, u64), Error> {
        let sql = "SELECT coalesce((SELECT opened FROM counters WHERE slot = ?1 AND till = ?2), 0), \
             coalesce((SELECT guesses FROM stores WHERE slot = ?1), 0)";
        let found = self.first(sql, (slot.get(), till.get()), |row| {
            Ok((unsigned(row.get(0)?), unsigned(row.get(1)?)))
        })?;
        Ok(found.unwrap_or_default())
    }
}

fn slot(number: u16) -> Result<Slot, Error> {
    Slot::new(number).ok().ok_or(Error::OutOfRange)
}
