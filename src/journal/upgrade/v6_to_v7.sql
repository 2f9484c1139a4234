CREATE TABLE sharing (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  mark INTEGER NOT NULL CHECK (mark BETWEEN 1 AND 9007199254740991),
  copied_from INTEGER,
  copied_to INTEGER NOT NULL DEFAULT 0 CHECK (copied_to >= 0),
  copied_era INTEGER
) STRICT;

INSERT INTO sharing (id, mark) VALUES (1, 1 + abs(random() % 9007199254740990));

CREATE TABLE member_changes (
  member INTEGER PRIMARY KEY,
  change INTEGER NOT NULL UNIQUE CHECK (change >= 1),
  told INTEGER NOT NULL CHECK (told IN (0, 1)),
  copied INTEGER NOT NULL CHECK (copied IN (0, 1))
) STRICT;

CREATE INDEX member_changes_untold ON member_changes (change) WHERE told = 0;

CREATE TABLE change_eras (
  first_change INTEGER PRIMARY KEY CHECK (first_change >= 1),
  era INTEGER NOT NULL
) STRICT;

CREATE TABLE heard (
  journal INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0),
  at_ms INTEGER NOT NULL DEFAULT 0,
  batch INTEGER NOT NULL DEFAULT 0 CHECK (batch >= 0)
) STRICT;

CREATE INDEX member_records_overspent ON member_records (lowest) WHERE stars < 0;

CREATE INDEX events_of_loyalty ON events (seq) WHERE substr(body, 1, 9) = '{"loyalty';

INSERT INTO member_changes (member, change, told, copied)
SELECT member, row_number() OVER (ORDER BY member), min(told), 0 FROM (
  SELECT member, 0 AS told FROM members
  UNION ALL SELECT member, 1 FROM member_records
  UNION ALL SELECT member, 1 FROM erased_members
) GROUP BY member;
