-- A journal of version 1 with six events, two of which a checkpoint does not cover.

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

CREATE TABLE leases (
  day INTEGER NOT NULL CHECK (day BETWEEN 0 AND 65535),
  kind TEXT NOT NULL,
  next INTEGER NOT NULL CHECK (next BETWEEN 0 AND 2048),
  PRIMARY KEY (day, kind)
) STRICT, WITHOUT ROWID;

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

INSERT INTO journal (id, store, counter) VALUES (1, 3, 2);
INSERT INTO events (seq, at_ms, form, body) VALUES
  (1, 1795332600000, 1, '"serving_began"'),
  (2, 1795332645000, 1, '{"document_ended":{"kind":"sale","items":7,"served_ms":45000,"total_minor":3234,"currency":"PLN","tender":"cash"}}'),
  (3, 1795332645000, 1, '{"code_printed":{"day":2517,"seq":4}}'),
  (4, 1795333700000, 1, '{"document_ended":{"kind":"sale","total_minor":-500,"currency":"EUR","tender":"card","refund":true}}'),
  (5, 1795333701000, 1, '{"document_ended":{"kind":"sale","total_minor":700,"currency":"EUR","tender":"card","void":true}}'),
  (6, 1795333702000, 1, '{"queue_corrected":{"from":0,"to":2}}');
INSERT INTO checkpoints (seq, at_ms, state) VALUES
  (4, 1795333700000, '{"served":{"1994814":1,"1994815":1},"waiting":null,"away":[],"events_lost":0}');
INSERT INTO leases (day, kind, next) VALUES (2517, 'survey', 16);
PRAGMA user_version = 1;
