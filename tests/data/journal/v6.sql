-- A journal of version 6: three members, of whom two turned out to be one person and the third is
-- forgotten, and what they bought.

BEGIN TRANSACTION;
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
CREATE TABLE cards (
  card TEXT PRIMARY KEY,
  member INTEGER NOT NULL,
  issued_ms INTEGER NOT NULL,
  lost_ms INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO "cards" VALUES('CARE-M:0000-007N',2000,1795332600000,NULL);
INSERT INTO "cards" VALUES('CARE-M:0000-008X',2001,1795332600000,NULL);
CREATE TABLE changes (
  id INTEGER PRIMARY KEY CHECK (id >= 1),
  day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 65535),
  said TEXT NOT NULL CHECK (length(said) BETWEEN 1 AND 80),
  UNIQUE (day, said)
) STRICT;
CREATE TABLE checkpoints (
  seq INTEGER PRIMARY KEY CHECK (seq >= 1),
  at_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (json_valid(state))
) STRICT;
CREATE TABLE erased_members (
  member INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL
) STRICT;
INSERT INTO "erased_members" VALUES(2002,1795332600000);
CREATE TABLE events (
  seq INTEGER PRIMARY KEY CHECK (seq >= 1),
  at_ms INTEGER NOT NULL,
  form INTEGER NOT NULL CHECK (form BETWEEN 1 AND 255),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
INSERT INTO "events" VALUES(1,1795332600000,1,'{"loyalty":{"member_joined":{"member":2000,"day":2517}}}');
INSERT INTO "events" VALUES(2,1795332600000,1,'{"loyalty":{"member_joined":{"member":2001,"day":2517}}}');
INSERT INTO "events" VALUES(3,1795332600000,1,'{"loyalty":{"member_joined":{"member":2002,"day":2517}}}');
INSERT INTO "events" VALUES(4,1795332600000,1,'{"loyalty":{"member_served":{"member":2000,"receipt":1,"day":2517,"total_minor":1234,"by":{"visit":{"stars":1}},"max":20}}}');
INSERT INTO "events" VALUES(5,1795332600000,1,'{"loyalty":{"member_served":{"member":2001,"receipt":2,"day":2517,"total_minor":1234,"by":{"visit":{"stars":1}},"max":20}}}');
INSERT INTO "events" VALUES(6,1795419000000,1,'{"loyalty":{"member_served":{"member":2000,"receipt":3,"day":2518,"total_minor":1234,"by":{"visit":{"stars":1}},"max":20}}}');
INSERT INTO "events" VALUES(7,1795332600000,1,'{"loyalty":{"members_merged":{"one":2000,"other":2001}}}');
INSERT INTO "events" VALUES(8,1795332600000,1,'{"loyalty":{"member_erased":{"member":2002}}}');
CREATE TABLE exports (
  id INTEGER PRIMARY KEY,
  member INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 80)
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
CREATE TABLE journal (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  store INTEGER NOT NULL CHECK (store BETWEEN 0 AND 31),
  counter INTEGER NOT NULL CHECK (counter BETWEEN 0 AND 15),
  floor INTEGER NOT NULL DEFAULT 1 CHECK (floor >= 1),
  lease_floor_day INTEGER NOT NULL DEFAULT 0 CHECK (lease_floor_day BETWEEN 0 AND 65535)
) STRICT;
INSERT INTO "journal" VALUES(1,3,2,1,0);
CREATE TABLE leases (
  day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 65535),
  kind TEXT NOT NULL,
  next INTEGER NOT NULL CHECK (next BETWEEN 0 AND 2048),
  PRIMARY KEY (day, kind)
) STRICT, WITHOUT ROWID;
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
INSERT INTO "member_records" VALUES(2000,2000,1,2517,2518,2518,2,1,2,'{"stars":{"earned":{"1":{"at":1795332600000,"member":2000,"day":2517,"total_minor":1234,"by":{"visit":{"stars":1}},"max":20},"3":{"at":1795419000000,"member":2000,"day":2518,"total_minor":1234,"by":{"visit":{"stars":1}},"max":20}},"spent":[],"voided":{},"returned":{},"settled":{},"floor":0,"earned_by":{"2000":[1,3]},"spent_by":{}},"visits":{"settled":{},"recent":{"2000":[[2517,1],[2518,3]]},"voided":{},"floor":0},"gifts":{"entries":[],"voided":{},"rules":{},"months":{},"open":[],"members":{},"floor":0},"staff":{"seen":[[1795419000000,3]],"is_staff":false},"days":[2517,2517,2518]}');
INSERT INTO "member_records" VALUES(2001,2000,2,2517,NULL,2517,1,1,1,'{"stars":{"earned":{"2":{"at":1795332600000,"member":2001,"day":2517,"total_minor":1234,"by":{"visit":{"stars":1}},"max":20}},"spent":[],"voided":{},"returned":{},"settled":{},"floor":0,"earned_by":{"2001":[2]},"spent_by":{}},"visits":{"settled":{},"recent":{"2001":[[2517,2]]},"voided":{},"floor":0},"gifts":{"entries":[],"voided":{},"rules":{},"months":{},"open":[],"members":{},"floor":0},"staff":{"seen":[[1795332600000,2]],"is_staff":false},"days":[2517,2517]}');
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
INSERT INTO "members" VALUES(2000,2000,1795332600000,2517,'pl','Marta','marta',NULL,NULL,'seeded rye',0);
INSERT INTO "members" VALUES(2001,2000,1795332600000,2517,'pl','Zofia','zofia',NULL,NULL,NULL,0);
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
CREATE TABLE printed (
  code INTEGER PRIMARY KEY CHECK (code BETWEEN 0 AND 134217727),
  quarter INTEGER NOT NULL,
  waited TEXT
) STRICT;
CREATE TABLE printed_floor (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  quarter INTEGER NOT NULL
) STRICT;
INSERT INTO "printed_floor" VALUES(1,0);
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
INSERT INTO "quarter_hours" VALUES(1994814,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,2,3,0,0,0,0);
INSERT INTO "quarter_hours" VALUES(1994910,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0);
CREATE TABLE quarter_totals (
  quarter INTEGER NOT NULL,
  gone INTEGER NOT NULL CHECK (gone IN (0, 1)),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  total_minor INTEGER NOT NULL,
  PRIMARY KEY (quarter, gone, currency)
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_time ON answers (at_ms);
CREATE INDEX notes_by_time ON notes (at_ms);
CREATE INDEX members_by_person ON members (lowest);
CREATE INDEX members_by_name ON members (name_key) WHERE name_key IS NOT NULL;
CREATE INDEX cards_by_member ON cards (member);
CREATE INDEX member_records_by_person ON member_records (lowest);
CREATE INDEX gifts_by_day ON gifts (day);
CREATE INDEX gifts_by_member ON gifts (member) WHERE member IS NOT NULL;
CREATE INDEX gifts_by_event ON gifts (seq);
CREATE INDEX exports_by_member ON exports (member);
CREATE TRIGGER journal_is_not_given_away BEFORE UPDATE OF id, store, counter ON journal
BEGIN SELECT RAISE(ABORT, 'a journal stays with its counter'); END;
CREATE TRIGGER journal_is_not_removed BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'a journal stays with its counter'); END;
CREATE TRIGGER floor_rises_up_to_a_checkpoint BEFORE UPDATE OF floor ON journal
WHEN NEW.floor < OLD.floor
  OR NEW.floor > 1 + coalesce((SELECT max(seq) FROM checkpoints), 0)
BEGIN SELECT RAISE(ABORT, 'the retention floor only rises, and not above a checkpoint'); END;
CREATE TRIGGER events_follow_each_other BEFORE INSERT ON events
WHEN NEW.seq <> coalesce((SELECT max(seq) + 1 FROM events), (SELECT floor FROM journal))
BEGIN SELECT RAISE(ABORT, 'events are numbered without gaps'); END;
CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events never change'); END;
CREATE TRIGGER events_stay_above_the_floor BEFORE DELETE ON events
WHEN OLD.seq >= (SELECT floor FROM journal)
BEGIN SELECT RAISE(ABORT, 'only events below the retention floor are removed'); END;
CREATE TRIGGER checkpoints_stay_as_they_are BEFORE UPDATE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'checkpoints never change'); END;
CREATE TRIGGER the_last_checkpoint_stays BEFORE DELETE ON checkpoints
WHEN OLD.seq = (SELECT max(seq) FROM checkpoints)
BEGIN SELECT RAISE(ABORT, 'the last checkpoint is needed'); END;
CREATE TRIGGER leases_only_grow BEFORE UPDATE ON leases
WHEN NEW.next < OLD.next OR NEW.day <> OLD.day OR NEW.kind <> OLD.kind
BEGIN SELECT RAISE(ABORT, 'a leased number is never leased again'); END;
COMMIT;
PRAGMA user_version = 6;
