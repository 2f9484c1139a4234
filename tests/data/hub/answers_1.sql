-- Customers' answers on their way to the stores, version 1. Every table is STRICT; times are UTC.
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
  -- The number of the last answer that was settled.
  last_number INTEGER NOT NULL DEFAULT 0 CHECK (last_number >= 0),
  -- How often a survey was opened, and how many codes were tried that nobody made.
  opened INTEGER NOT NULL DEFAULT 0 CHECK (opened >= 0),
  guesses INTEGER NOT NULL DEFAULT 0 CHECK (guesses >= 0)
) STRICT;

-- The survey codes that were used: all that stays of an answer here, for 90 days.
CREATE TABLE used (
  slot INTEGER NOT NULL REFERENCES stores (slot),
  day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 65535),
  till INTEGER NOT NULL CHECK (till BETWEEN 0 AND 15),
  seq INTEGER NOT NULL CHECK (seq BETWEEN 0 AND 2047),
  PRIMARY KEY (slot, day, till, seq)
) STRICT, WITHOUT ROWID;

-- The answers that the store does not have yet.
CREATE TABLE answers (
  slot INTEGER NOT NULL REFERENCES stores (slot),
  day INTEGER NOT NULL,
  till INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  -- Whose page it came from; no more than a time and a random number.
  holder INTEGER NOT NULL,
  -- By store, growing in the order of settling; absent while more may be added.
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
CREATE UNIQUE INDEX settled ON answers (slot, number) WHERE number IS NOT NULL;
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

INSERT INTO stores (slot, store_key, old_key, face, last_number, opened, guesses) VALUES
  (0, x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', NULL,
   '{"name":"Shop","language":"en"}', 5, 12, 3);
INSERT INTO used (slot, day, till, seq) VALUES (0, 2522, 1, 1), (0, 2522, 1, 2), (0, 2522, 1, 3);
INSERT INTO answers (slot, day, till, seq, holder, number, at_ms, language, scores, marks, comment) VALUES
  (0, 2522, 1, 2, 77, 5, 1795747700000, 'en', '{"recommend":4}', '{}', 'cold soup'),
  (0, 2522, 1, 3, 78, NULL, 1795747790000, 'pl', '{"recommend":9}', '{}', NULL);
PRAGMA user_version = 1;
