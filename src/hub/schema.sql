-- Customers' answers on their way to the stores, version 2. Every table is STRICT; times are UTC.
-- Deleted text is overwritten (secure_delete), and the log is emptied after it.

-- The stores whose survey is answered here. A shop's own service has one.
CREATE TABLE stores (
  -- The number in the store's codes.
  slot INTEGER PRIMARY KEY CHECK (slot BETWEEN 0 AND 31),
  -- The key of the store's codes, and the one before, whose codes may still be on paper.
  store_key BLOB NOT NULL CHECK (length(store_key) = 32),
  old_key BLOB CHECK (old_key IS NULL OR length(old_key) = 32),
  -- engine::api::Face: name, language, own question, reward.
  face TEXT NOT NULL CHECK (json_valid(face)),
  -- How many codes were tried that nobody made.
  guesses INTEGER NOT NULL DEFAULT 0 CHECK (guesses >= 0)
) STRICT;

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

-- The survey codes that were used: all that stays of an answer here, for 90 days.
CREATE TABLE used (
  slot INTEGER NOT NULL REFERENCES stores (slot),
  day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 65535),
  till INTEGER NOT NULL CHECK (till BETWEEN 0 AND 15),
  seq INTEGER NOT NULL CHECK (seq BETWEEN 0 AND 2047),
  PRIMARY KEY (slot, day, till, seq)
) STRICT, WITHOUT ROWID;

-- The answers that their counter does not have yet.
CREATE TABLE answers (
  slot INTEGER NOT NULL REFERENCES stores (slot),
  day INTEGER NOT NULL,
  till INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  -- Whose page it came from; no more than a time and a random number.
  holder INTEGER NOT NULL,
  -- The counter that fetches it: that of its receipt, or the one whose service serves the pages.
  collector INTEGER CHECK (collector BETWEEN 0 AND 15),
  -- By that counter, growing in the order of settling; absent while more may be added.
  number INTEGER CHECK (number >= 1),
  at_ms INTEGER NOT NULL,
  language TEXT NOT NULL CHECK (length(language) = 2),
  -- domain::survey::Scores and Marks.
  scores TEXT NOT NULL CHECK (json_valid(scores)),
  marks TEXT NOT NULL CHECK (json_valid(marks)),
  comment TEXT CHECK (length(comment) <= 2000),
  contact TEXT CHECK (length(contact) <= 120),
  PRIMARY KEY (slot, day, till, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX settled ON answers (slot, collector, number) WHERE number IS NOT NULL;
CREATE INDEX unsettled ON answers (at_ms) WHERE number IS NULL;

-- Receipts that nobody took along.
CREATE TABLE left_behind (
  slot INTEGER NOT NULL,
  day INTEGER NOT NULL,
  till INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (slot, day, till, seq)
) STRICT, WITHOUT ROWID;

-- The rewards that were given out, in no order that would lead to an answer, and the counter that
-- took each first.
CREATE TABLE rewards (
  slot INTEGER NOT NULL,
  day INTEGER NOT NULL,
  seq INTEGER NOT NULL CHECK (seq BETWEEN 0 AND 2047),
  taken_by INTEGER CHECK (taken_by BETWEEN 0 AND 15),
  PRIMARY KEY (slot, day, seq)
) STRICT, WITHOUT ROWID;
