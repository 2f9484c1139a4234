ALTER TABLE quarter_hours RENAME TO old_quarter_hours;

CREATE TABLE quarter_hours (
  quarter INTEGER NOT NULL,
  gone INTEGER NOT NULL CHECK (gone IN (0, 1)),
  served INTEGER NOT NULL CHECK (served >= 0),
  sales INTEGER NOT NULL CHECK (sales >= 0),
  refunds INTEGER NOT NULL CHECK (refunds >= 0),
  voids INTEGER NOT NULL CHECK (voids >= 0),
  documents INTEGER NOT NULL CHECK (documents >= 0),
  cash INTEGER NOT NULL CHECK (cash >= 0),
  card INTEGER NOT NULL CHECK (card >= 0),
  items INTEGER NOT NULL CHECK (items >= 0),
  timed INTEGER NOT NULL CHECK (timed >= 0),
  served_ms INTEGER NOT NULL CHECK (served_ms >= 0),
  codes INTEGER NOT NULL CHECK (codes >= 0),
  troubled INTEGER NOT NULL CHECK (troubled >= 0),
  settled INTEGER NOT NULL CHECK (settled >= 0),
  settled_chip INTEGER NOT NULL CHECK (settled_chip >= 0),
  settled_again INTEGER NOT NULL CHECK (settled_again >= 0),
  settled_other_card INTEGER NOT NULL CHECK (settled_other_card >= 0),
  settled_phone INTEGER NOT NULL CHECK (settled_phone >= 0),
  settled_cash INTEGER NOT NULL CHECK (settled_cash >= 0),
  settled_before INTEGER NOT NULL CHECK (settled_before >= 0),
  settled_ms INTEGER NOT NULL CHECK (settled_ms >= 0),
  held INTEGER NOT NULL CHECK (held >= 0),
  lost INTEGER NOT NULL CHECK (lost >= 0),
  waited INTEGER NOT NULL CHECK (waited >= 0),
  waited_s INTEGER NOT NULL CHECK (waited_s >= 0),
  within1 INTEGER NOT NULL CHECK (within1 >= 0),
  within2 INTEGER NOT NULL CHECK (within2 >= 0),
  within3 INTEGER NOT NULL CHECK (within3 >= 0),
  within5 INTEGER NOT NULL CHECK (within5 >= 0),
  within10 INTEGER NOT NULL CHECK (within10 >= 0),
  observed INTEGER NOT NULL CHECK (observed >= 0),
  waiting_tenths INTEGER NOT NULL CHECK (waiting_tenths >= 0),
  waiting_low INTEGER NOT NULL CHECK (waiting_low >= 0),
  waiting_high INTEGER NOT NULL CHECK (waiting_high >= 0),
  open_tenths INTEGER NOT NULL CHECK (open_tenths >= 0),
  calls INTEGER NOT NULL CHECK (calls >= 0),
  calls_answered INTEGER NOT NULL CHECK (calls_answered >= 0),
  answered INTEGER NOT NULL CHECK (answered >= 0),
  promoters INTEGER NOT NULL CHECK (promoters >= 0),
  detractors INTEGER NOT NULL CHECK (detractors >= 0),
  opened INTEGER NOT NULL CHECK (opened >= 0),
  guessed INTEGER NOT NULL CHECK (guessed >= 0),
  left_behind INTEGER NOT NULL CHECK (left_behind >= 0),
  redeemed INTEGER NOT NULL CHECK (redeemed >= 0),
  doubled INTEGER NOT NULL CHECK (doubled >= 0),
  PRIMARY KEY (quarter, gone)
) STRICT, WITHOUT ROWID;

INSERT INTO quarter_hours (
  quarter, gone, served, sales, refunds, voids, documents, cash, card, items, timed, served_ms,
  codes, troubled, settled, settled_chip, settled_again, settled_other_card, settled_phone,
  settled_cash, settled_before, settled_ms, held, lost, waited, waited_s, within1, within2,
  within3, within5, within10, observed, waiting_tenths, waiting_low, waiting_high, open_tenths,
  calls, calls_answered, answered, promoters, detractors, opened, guessed, left_behind, redeemed,
  doubled)
SELECT
  quarter, gone, served, sales, refunds, voids, documents, cash, card, items, timed, served_ms,
  codes, troubled, settled, settled_chip, settled_again, settled_other_card, settled_phone,
  settled_cash, settled_before, settled_ms, held, lost, waited, waited_s, within1, within2,
  within3, within5, within10, observed, waiting_tenths, waiting_low, waiting_high, open_tenths,
  calls, calls_answered, 0, 0, 0, 0, 0, 0, 0, 0
FROM old_quarter_hours;

DROP TABLE old_quarter_hours;

CREATE TABLE printed (
  code INTEGER PRIMARY KEY CHECK (code BETWEEN 0 AND 134217727),
  quarter INTEGER NOT NULL,
  waited TEXT
) STRICT;

CREATE TABLE printed_floor (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  quarter INTEGER NOT NULL
) STRICT;

INSERT INTO printed_floor (id, quarter) VALUES (1, 0);

CREATE TABLE answers (
  seq INTEGER PRIMARY KEY CHECK (seq >= 1),
  at_ms INTEGER NOT NULL,
  number INTEGER NOT NULL,
  till INTEGER NOT NULL CHECK (till BETWEEN 0 AND 15),
  printed INTEGER,
  waited TEXT,
  language TEXT NOT NULL,
  recommend INTEGER NOT NULL CHECK (recommend BETWEEN 0 AND 10),
  happy INTEGER CHECK (happy BETWEEN 1 AND 5),
  easy INTEGER CHECK (easy BETWEEN 1 AND 5),
  met INTEGER CHECK (met BETWEEN 1 AND 5),
  again INTEGER CHECK (again BETWEEN 1 AND 5),
  own INTEGER CHECK (own BETWEEN 1 AND 5),
  from_shop INTEGER NOT NULL CHECK (from_shop IN (0, 1)),
  in_a_burst INTEGER NOT NULL CHECK (in_a_burst IN (0, 1)),
  left_behind INTEGER NOT NULL CHECK (left_behind IN (0, 1))
) STRICT;

CREATE INDEX answers_by_time ON answers (at_ms);

CREATE TABLE notes (
  number INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  recommend INTEGER NOT NULL CHECK (recommend BETWEEN 0 AND 10),
  comment TEXT,
  contact TEXT,
  case_id INTEGER,
  closed_ms INTEGER,
  read_ms INTEGER
) STRICT;
