-- The journal of one counter, version 7. Every table is STRICT; times are UTC.
-- The file's user_version is the version of this schema; see upgrade.rs.

-- Whose journal this is and how much of it is left. Exactly one row.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- The series: number of the store and of the counter, as in codes. Never changes.
  store INTEGER NOT NULL CHECK (store BETWEEN 0 AND 31),
  counter INTEGER NOT NULL CHECK (counter BETWEEN 0 AND 15),
  -- The retention floor: events below it were removed, all others are there.
  floor INTEGER NOT NULL DEFAULT 1 CHECK (floor >= 1),
  -- Days before this one get no code numbers any more, because their leases are forgotten.
  lease_floor_day INTEGER NOT NULL DEFAULT 0 CHECK (lease_floor_day BETWEEN 0 AND 65535)
) STRICT;

-- What happened, in the order in which it was committed. Append-only.
CREATE TABLE events (
  -- From 1, without gaps from the retention floor on.
  seq INTEGER PRIMARY KEY CHECK (seq >= 1),
  -- By the counter's clock; goes back where the clock was set back.
  at_ms INTEGER NOT NULL,
  -- The form of the body; see domain::event::FORM.
  form INTEGER NOT NULL CHECK (form BETWEEN 1 AND 255),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

-- The counter's memory after the event with this number, so that a start reads the last of these
-- and the few events after it. The last two are kept: `check` goes from the one to the other.
CREATE TABLE checkpoints (
  seq INTEGER PRIMARY KEY CHECK (seq >= 1),
  at_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (json_valid(state))
) STRICT;

-- Figures of a quarter-hour (at_ms / 900000, rounded down), kept up in the transaction that adds
-- the events. One row for the events that are there (gone = 0) and one for those that retention
-- has removed (gone = 1); the figure is the sum of both.
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

-- The money of a quarter-hour for each currency, in hundredths; below zero after refunds.
CREATE TABLE quarter_totals (
  quarter INTEGER NOT NULL,
  gone INTEGER NOT NULL CHECK (gone IN (0, 1)),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  total_minor INTEGER NOT NULL,
  PRIMARY KEY (quarter, gone, currency)
) STRICT, WITHOUT ROWID;

-- Which code numbers of a day (days since 2020-01-01) may have been used: all below next.
CREATE TABLE leases (
  day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 65535),
  kind TEXT NOT NULL,
  next INTEGER NOT NULL CHECK (next BETWEEN 0 AND 2048),
  PRIMARY KEY (day, kind)
) STRICT, WITHOUT ROWID;

-- When and after what wait each survey code was printed, to tell an answer's hour by. Forgotten after
-- 90 days: see printed_floor.
CREATE TABLE printed (
  -- 2048 times the day, in days since 2020-01-01, plus the number.
  code INTEGER PRIMARY KEY CHECK (code BETWEEN 0 AND 134217727),
  -- The quarter-hour of its event.
  quarter INTEGER NOT NULL,
  waited TEXT
) STRICT;

-- What was printed before this quarter-hour is forgotten. Exactly one row.
CREATE TABLE printed_floor (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  quarter INTEGER NOT NULL
) STRICT;

INSERT INTO printed_floor (id, quarter) VALUES (1, 0);

-- The answers of events that are there, to make reports of. Nothing personal.
CREATE TABLE answers (
  -- Of the event.
  seq INTEGER PRIMARY KEY CHECK (seq >= 1),
  at_ms INTEGER NOT NULL,
  number INTEGER NOT NULL,
  till INTEGER NOT NULL CHECK (till BETWEEN 0 AND 15),
  -- The quarter-hour in which the receipt was printed, rounded down to the hour.
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

-- What customers wrote. Rows change and go, with secure_delete on: a comment after 12 months, with its
-- tick, a contact 30 days after its case was closed, everything after 24 months.
CREATE TABLE notes (
  -- Of the answer.
  number INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  recommend INTEGER NOT NULL CHECK (recommend BETWEEN 0 AND 10),
  comment TEXT,
  contact TEXT,
  -- The case that it led to, and when that was closed last; absent while it is open.
  case_id INTEGER,
  closed_ms INTEGER,
  -- When somebody first read it at the counter.
  read_ms INTEGER,
  -- When a manager ticked the comment as read.
  ticked_ms INTEGER
) STRICT;

CREATE INDEX notes_by_time ON notes (at_ms);

-- What managers say was changed in the shop, to be seen beside the figures. Rows come and go; what is
-- older than 36 months is forgotten.
CREATE TABLE changes (
  id INTEGER PRIMARY KEY CHECK (id >= 1),
  -- In days since 2020-01-01.
  day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 65535),
  said TEXT NOT NULL CHECK (length(said) BETWEEN 1 AND 80),
  UNIQUE (day, said)
) STRICT;

-- Who members are, as far as they told: the one place of names, birthdays and notes. Rows change and
-- go, with secure_delete on.
CREATE TABLE members (
  member INTEGER PRIMARY KEY CHECK (member BETWEEN 1 AND 9007199254740991),
  -- The lowest number of the person, whom more numbers than one may stand for.
  lowest INTEGER NOT NULL CHECK (lowest BETWEEN 1 AND member),
  joined_ms INTEGER NOT NULL,
  -- In days since 2020-01-01.
  joined_day INTEGER NOT NULL CHECK (joined_day BETWEEN 0 AND 65535),
  -- The language in which they were asked and agreed.
  agreed_in TEXT,
  name TEXT,
  -- The name in small letters, to look for.
  name_key TEXT,
  birth_month INTEGER CHECK (birth_month BETWEEN 1 AND 12),
  birth_day INTEGER CHECK (birth_day BETWEEN 1 AND 31),
  note TEXT,
  opted_out INTEGER NOT NULL CHECK (opted_out IN (0, 1))
) STRICT;

CREATE INDEX members_by_person ON members (lowest);

CREATE INDEX members_by_name ON members (name_key) WHERE name_key IS NOT NULL;

-- Whose card each card is. A lost one is never good again.
CREATE TABLE cards (
  -- What its symbol says.
  card TEXT PRIMARY KEY,
  member INTEGER NOT NULL,
  issued_ms INTEGER NOT NULL,
  lost_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX cards_by_member ON cards (member);

-- What is counted of each member: a fold over their events, which it outlives. The columns are what
-- the record says, for reports.
CREATE TABLE member_records (
  member INTEGER PRIMARY KEY,
  lowest INTEGER NOT NULL CHECK (lowest <= member),
  -- The first event of this member; where retention has not removed it, the events come to this.
  seq INTEGER NOT NULL CHECK (seq >= 1),
  -- The first, the second and the last day on which they came, and on how many; in days since 2020-01-01.
  first_day INTEGER CHECK (first_day BETWEEN 0 AND 65535),
  second_day INTEGER CHECK (second_day BETWEEN 0 AND 65535),
  last_day INTEGER CHECK (last_day BETWEEN 0 AND 65535),
  visits INTEGER NOT NULL CHECK (visits >= 0),
  -- Bit k: they came in the month that is k after that of the first day, up to bit 62.
  months INTEGER NOT NULL CHECK (months >= 0),
  -- What they have; below zero where two counters let the same stars be spent.
  stars INTEGER NOT NULL,
  -- domain::member::Record.
  record TEXT NOT NULL CHECK (json_valid(record))
) STRICT;

CREATE INDEX member_records_by_person ON member_records (lowest);

CREATE INDEX member_records_overspent ON member_records (lowest) WHERE stars < 0;

-- Numbers that stood for somebody who is forgotten: nothing is kept of them again, and nobody gets one.
CREATE TABLE erased_members (
  member INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL
) STRICT;

-- What counters that share their members have to know. Exactly one row.
CREATE TABLE sharing (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- The number of this journal, drawn at random; another one where its events are numbered anew.
  mark INTEGER NOT NULL CHECK (mark BETWEEN 1 AND 9007199254740991),
  -- The journal from which members are copied, and up to which of its changes that is done.
  copied_from INTEGER,
  copied_to INTEGER NOT NULL DEFAULT 0 CHECK (copied_to >= 0),
  -- Of which era that change is.
  copied_era INTEGER
) STRICT;

INSERT INTO sharing (id, mark) VALUES (1, 1 + abs(random() % 9007199254740990));

-- Which numbers have changed, in the order in which they did.
CREATE TABLE member_changes (
  member INTEGER PRIMARY KEY,
  -- Counted up from 1 with each change of anything that is kept of a number.
  change INTEGER NOT NULL UNIQUE CHECK (change >= 1),
  -- Whether the counter where those of the store meet was told who they are.
  told INTEGER NOT NULL CHECK (told IN (0, 1)),
  -- Whether what is counted of them came from there, and not of the events alone.
  copied INTEGER NOT NULL CHECK (copied IN (0, 1))
) STRICT;

CREATE INDEX member_changes_untold ON member_changes (change) WHERE told = 0;

-- The first change after the file was opened, and a number drawn at random then: after a backup was
-- restored, other changes get the same numbers, but not in the same era.
CREATE TABLE change_eras (
  first_change INTEGER PRIMARY KEY CHECK (first_change >= 1),
  era INTEGER NOT NULL
) STRICT;

-- How much is known of the journals of other counters.
CREATE TABLE heard (
  -- The number of such a journal.
  journal INTEGER PRIMARY KEY,
  -- Its last event that is known here, and when that was.
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0),
  at_ms INTEGER NOT NULL DEFAULT 0,
  -- How often it has told who somebody is.
  batch INTEGER NOT NULL DEFAULT 0 CHECK (batch >= 0)
) STRICT;

-- Events about members, stars and gifts, for those who look for them alone.
CREATE INDEX events_of_loyalty ON events (seq) WHERE substr(body, 1, 9) = '{"loyalty';

-- What became of each gift at a sale, as far as its events are there.
CREATE TABLE gifts (
  -- The bits of both are those of unsigned numbers.
  receipt INTEGER NOT NULL,
  rule INTEGER NOT NULL CHECK (rule BETWEEN 0 AND 4294967295),
  -- The first event of this gift.
  seq INTEGER NOT NULL CHECK (seq >= 1),
  -- The day of the sale, in days since 2020-01-01.
  day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 65535),
  -- When it became what it is.
  at_ms INTEGER NOT NULL,
  what TEXT NOT NULL CHECK (what IN
    ('offered', 'given', 'passed', 'held_out', 'released', 'taken_back', 'voided')),
  -- In hundredths.
  cost INTEGER NOT NULL CHECK (cost >= 0),
  as_code INTEGER NOT NULL CHECK (as_code IN (0, 1)),
  -- Whom it was for; nobody where nobody was known, or they are forgotten.
  member INTEGER,
  PRIMARY KEY (receipt, rule)
) STRICT, WITHOUT ROWID;

CREATE INDEX gifts_by_day ON gifts (day);

CREATE INDEX gifts_by_member ON gifts (member) WHERE member IS NOT NULL;

CREATE INDEX gifts_by_event ON gifts (seq);

-- Which files with everything about a member were handed out.
CREATE TABLE exports (
  id INTEGER PRIMARY KEY,
  member INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 80)
) STRICT;

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
