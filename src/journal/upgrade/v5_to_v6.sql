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
  identified INTEGER NOT NULL CHECK (identified >= 0),
  joined INTEGER NOT NULL CHECK (joined >= 0),
  gifts_offered INTEGER NOT NULL CHECK (gifts_offered >= 0),
  gifts_given INTEGER NOT NULL CHECK (gifts_given >= 0),
  gifts_passed INTEGER NOT NULL CHECK (gifts_passed >= 0),
  gift_cost INTEGER NOT NULL CHECK (gift_cost >= 0),
  PRIMARY KEY (quarter, gone)
) STRICT, WITHOUT ROWID;

INSERT INTO quarter_hours (quarter, gone, served, sales, refunds, voids, documents, cash, card, items, timed, served_ms,
  codes, troubled, settled, settled_chip, settled_again, settled_other_card, settled_phone,
  settled_cash, settled_before, settled_ms, held, lost, waited, waited_s, within1, within2,
  within3, within5, within10, observed, waiting_tenths, waiting_low, waiting_high, open_tenths,
  calls, calls_answered, answered, promoters, detractors, opened, guessed, left_behind, redeemed,
  doubled,
  identified, joined, gifts_offered, gifts_given, gifts_passed, gift_cost)
SELECT quarter, gone, served, sales, refunds, voids, documents, cash, card, items, timed, served_ms,
  codes, troubled, settled, settled_chip, settled_again, settled_other_card, settled_phone,
  settled_cash, settled_before, settled_ms, held, lost, waited, waited_s, within1, within2,
  within3, within5, within10, observed, waiting_tenths, waiting_low, waiting_high, open_tenths,
  calls, calls_answered, answered, promoters, detractors, opened, guessed, left_behind, redeemed,
  doubled,
  0, 0, 0, 0, 0, 0 FROM old_quarter_hours;

DROP TABLE old_quarter_hours;

CREATE TABLE members (
  member INTEGER PRIMARY KEY CHECK (member BETWEEN 1 AND 9007199254740991),
  lowest INTEGER NOT NULL CHECK (lowest BETWEEN 1 AND member),
  joined_ms INTEGER NOT NULL,
  joined_day INTEGER NOT NULL CHECK (joined_day BETWEEN 0 AND 65535),
  agreed_in TEXT,
  name TEXT,
  name_key TEXT,
  birth_month INTEGER CHECK (birth_month BETWEEN 1 AND 12),
  birth_day INTEGER CHECK (birth_day BETWEEN 1 AND 31),
  note TEXT,
  opted_out INTEGER NOT NULL CHECK (opted_out IN (0, 1))
) STRICT;

CREATE INDEX members_by_person ON members (lowest);

CREATE INDEX members_by_name ON members (name_key) WHERE name_key IS NOT NULL;

CREATE TABLE cards (
  card TEXT PRIMARY KEY,
  member INTEGER NOT NULL,
  issued_ms INTEGER NOT NULL,
  lost_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX cards_by_member ON cards (member);

CREATE TABLE member_records (
  member INTEGER PRIMARY KEY,
  lowest INTEGER NOT NULL CHECK (lowest <= member),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  first_day INTEGER CHECK (first_day BETWEEN 0 AND 65535),
  second_day INTEGER CHECK (second_day BETWEEN 0 AND 65535),
  last_day INTEGER CHECK (last_day BETWEEN 0 AND 65535),
  visits INTEGER NOT NULL CHECK (visits >= 0),
  months INTEGER NOT NULL CHECK (months >= 0),
  stars INTEGER NOT NULL,
  record TEXT NOT NULL CHECK (json_valid(record))
) STRICT;

CREATE INDEX member_records_by_person ON member_records (lowest);

CREATE TABLE erased_members (
  member INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE gifts (
  receipt INTEGER NOT NULL,
  rule INTEGER NOT NULL CHECK (rule BETWEEN 0 AND 4294967295),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 65535),
  at_ms INTEGER NOT NULL,
  what TEXT NOT NULL CHECK (what IN
    ('offered', 'given', 'passed', 'held_out', 'released', 'taken_back', 'voided')),
  cost INTEGER NOT NULL CHECK (cost >= 0),
  as_code INTEGER NOT NULL CHECK (as_code IN (0, 1)),
  member INTEGER,
  PRIMARY KEY (receipt, rule)
) STRICT, WITHOUT ROWID;

CREATE INDEX gifts_by_day ON gifts (day);

CREATE INDEX gifts_by_member ON gifts (member) WHERE member IS NOT NULL;

CREATE INDEX gifts_by_event ON gifts (seq);

CREATE TABLE exports (
  id INTEGER PRIMARY KEY,
  member INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 80)
) STRICT;

CREATE INDEX exports_by_member ON exports (member);
