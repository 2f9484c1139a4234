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
  PRIMARY KEY (quarter, gone)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarter_totals (
  quarter INTEGER NOT NULL,
  gone INTEGER NOT NULL CHECK (gone IN (0, 1)),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  total_minor INTEGER NOT NULL,
  PRIMARY KEY (quarter, gone, currency)
) STRICT, WITHOUT ROWID;
