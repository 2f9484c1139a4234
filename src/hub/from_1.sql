-- Version 1 had one counter a store and no tokens.
-- Who may register a store and fetch its answers from elsewhere. A shop's own service has none.
CREATE TABLE tokens (
  slot INTEGER PRIMARY KEY CHECK (slot BETWEEN 0 AND 31),
  -- What whoever runs the hub calls it.
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  -- SHA-256 of the token.
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  made_ms INTEGER NOT NULL
) STRICT;

-- The counters of the stores. Each fetches its own answers and numbers them for itself.
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

INSERT INTO counters (slot, till, last_number)
  SELECT DISTINCT u.slot, u.till, s.last_number FROM used u JOIN stores s ON s.slot = u.slot;
UPDATE counters SET opened = (SELECT opened FROM stores s WHERE s.slot = counters.slot)
  WHERE till = (SELECT min(till) FROM counters c WHERE c.slot = counters.slot);
ALTER TABLE stores DROP COLUMN last_number;
ALTER TABLE stores DROP COLUMN opened;
DROP INDEX settled;
CREATE UNIQUE INDEX settled ON answers (slot, till, number) WHERE number IS NOT NULL;
