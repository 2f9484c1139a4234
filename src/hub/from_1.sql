-- In version 1 one counter fetched all answers of a store, whichever it was.
-- Who may register a store and fetch its answers from elsewhere. A shop's own service has none.
CREATE TABLE tokens (
  slot INTEGER PRIMARY KEY CHECK (slot BETWEEN 0 AND 31),
  -- What whoever runs the hub calls it.
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  -- SHA-256 of the token.
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  made_ms INTEGER NOT NULL
) STRICT;

-- The counters of the stores that fetch answers, each with numbers of its own.
CREATE TABLE counters (
  slot INTEGER NOT NULL,
  till INTEGER NOT NULL CHECK (till BETWEEN 0 AND 15),
  -- The number of the last answer that was settled.
  last_number INTEGER NOT NULL DEFAULT 0 CHECK (last_number >= 0),
  -- How often a survey was opened.
  opened INTEGER NOT NULL DEFAULT 0 CHECK (opened >= 0),
  -- When the counter asked last, to ten minutes.
  asked_ms INTEGER,
  PRIMARY KEY (slot, till)
) STRICT, WITHOUT ROWID;

INSERT INTO counters (slot, till, last_number, opened)
  SELECT s.slot, t.value, s.last_number, s.opened
  FROM stores s, json_each('[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]') t;
ALTER TABLE stores DROP COLUMN last_number;
ALTER TABLE stores DROP COLUMN opened;
DROP INDEX settled;
ALTER TABLE answers ADD COLUMN collector INTEGER CHECK (collector BETWEEN 0 AND 15);
UPDATE answers SET collector = till WHERE number IS NOT NULL;
CREATE UNIQUE INDEX settled ON answers (slot, collector, number) WHERE number IS NOT NULL;
