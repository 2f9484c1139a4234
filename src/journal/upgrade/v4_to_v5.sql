ALTER TABLE notes RENAME TO old_notes;

CREATE TABLE notes (
  number INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  recommend INTEGER NOT NULL CHECK (recommend BETWEEN 0 AND 10),
  comment TEXT,
  contact TEXT,
  case_id INTEGER,
  closed_ms INTEGER,
  read_ms INTEGER,
  ticked_ms INTEGER
) STRICT;

INSERT INTO notes (number, at_ms, recommend, comment, contact, case_id, closed_ms, read_ms)
SELECT number, at_ms, recommend, comment, contact, case_id, closed_ms, read_ms FROM old_notes;

DROP TABLE old_notes;

CREATE INDEX notes_by_time ON notes (at_ms);

CREATE TABLE changes (
  id INTEGER PRIMARY KEY CHECK (id >= 1),
  day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 65535),
  said TEXT NOT NULL CHECK (length(said) BETWEEN 1 AND 80),
  UNIQUE (day, said)
) STRICT;
