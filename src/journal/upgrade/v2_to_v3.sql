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
  PRIMARY KEY (quarter, gone)
) STRICT, WITHOUT ROWID;

INSERT INTO quarter_hours (quarter, gone, served, sales, refunds, voids, documents, cash, card, items, timed, served_ms, codes, troubled, settled,
  settled_chip, settled_again, settled_other_card, settled_phone, settled_cash, settled_before, settled_ms, held, lost)
SELECT quarter, gone, served, sales, refunds, voids, documents, cash, card, items, timed, served_ms, codes, troubled, settled,
  0, 0, 0, 0, 0, 0, 0, 0, 0
FROM old_quarter_hours;

DROP TABLE old_quarter_hours;
