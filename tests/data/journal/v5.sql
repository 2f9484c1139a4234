-- A journal of version 5: a day of sales and codes, of which the first is gone, a comment that a manager
-- has ticked, and a change in the shop.

CREATE TABLE journal (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  store INTEGER NOT NULL CHECK (store BETWEEN 0 AND 31),
  counter INTEGER NOT NULL CHECK (counter BETWEEN 0 AND 15),
  floor INTEGER NOT NULL DEFAULT 1 CHECK (floor >= 1),
  lease_floor_day INTEGER NOT NULL DEFAULT 0 CHECK (lease_floor_day BETWEEN 0 AND 65535)
) STRICT;

CREATE TABLE events (
  seq INTEGER PRIMARY KEY CHECK (seq >= 1),
  at_ms INTEGER NOT NULL,
  form INTEGER NOT NULL CHECK (form BETWEEN 1 AND 255),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE TABLE checkpoints (
  seq INTEGER PRIMARY KEY CHECK (seq >= 1),
  at_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (json_valid(state))
) STRICT;

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

CREATE TABLE quarter_totals (
  quarter INTEGER NOT NULL,
  gone INTEGER NOT NULL CHECK (gone IN (0, 1)),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  total_minor INTEGER NOT NULL,
  PRIMARY KEY (quarter, gone, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE leases (
  day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 65535),
  kind TEXT NOT NULL,
  next INTEGER NOT NULL CHECK (next BETWEEN 0 AND 2048),
  PRIMARY KEY (day, kind)
) STRICT, WITHOUT ROWID;

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
  read_ms INTEGER,
  ticked_ms INTEGER
) STRICT;

CREATE INDEX notes_by_time ON notes (at_ms);

CREATE TABLE changes (
  id INTEGER PRIMARY KEY CHECK (id >= 1),
  day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 65535),
  said TEXT NOT NULL CHECK (length(said) BETWEEN 1 AND 80),
  UNIQUE (day, said)
) STRICT;

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

INSERT INTO journal (id, store, counter, floor) VALUES (1, 3, 2, 1);
INSERT INTO events (seq, at_ms, form, body) VALUES
  (1, 1795332645000, 1, '{"code_printed":{"day":2517,"seq":4,"waited":"under5"}}'),
  (2, 1795333700000, 1, '{"survey_answered":{"number":7,"till":2,"printed":1994812,"waited":"under5","language":"en","scores":{"recommend":3,"happy":2}}}'),
  (3, 1795333701000, 1, '{"reward_redeemed":{"day":2517,"seq":9}}');
INSERT INTO leases (day, kind, next) VALUES (2517, 'survey', 16);
INSERT INTO quarter_hours (quarter, gone, served, sales, refunds, voids, documents, cash, card, items, timed, served_ms, codes, troubled, settled, settled_chip, settled_again, settled_other_card, settled_phone, settled_cash, settled_before, settled_ms, held, lost, waited, waited_s, within1, within2, within3, within5, within10, observed, waiting_tenths, waiting_low, waiting_high, open_tenths, calls, calls_answered, answered, promoters, detractors, opened, guessed, left_behind, redeemed, doubled) VALUES
  (1994000, 1, 3, 3, 0, 0, 3, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 4, 0, 0, 1, 0);
INSERT INTO printed (code, quarter, waited) VALUES (5154820, 1994814, 'under5');
INSERT INTO answers (seq, at_ms, number, till, printed, waited, language, recommend, happy, from_shop, in_a_burst, left_behind) VALUES
  (2, 1795333700000, 7, 2, 1994812, 'under5', 'en', 3, 2, 0, 0, 0);
INSERT INTO notes (number, at_ms, recommend, comment, contact, read_ms, ticked_ms) VALUES
  (7, 1795333700000, 3, 'the bread was cold and hard', 'call 601 602 603 after six', 1795333800000, 1795333900000);
INSERT INTO changes (id, day, said) VALUES (1, 2510, 'a second till');
PRAGMA user_version = 5;
