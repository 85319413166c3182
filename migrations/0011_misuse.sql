-- Where live pictures and frames were shown that do not belong there: by certificate and host, and
-- of whoever looked at them nothing. An empty host stands for all that are not told apart. Days are
-- days since 1970-01-01, instants milliseconds.
CREATE TABLE sighting (
    serial    TEXT NOT NULL REFERENCES certificate (serial),
    host      TEXT NOT NULL,
    first_day BIGINT NOT NULL,
    last_day  BIGINT NOT NULL,
    count     BIGINT NOT NULL,
    PRIMARY KEY (serial, host)
);

-- What somebody told of a copy. `serial` is what they typed: it need not exist. The contact is
-- forgotten when the report is settled.
CREATE TABLE copy_report (
    id          TEXT PRIMARY KEY,
    serial      TEXT,
    place       TEXT NOT NULL,
    remark      TEXT NOT NULL,
    contact     TEXT NOT NULL,
    reported_at BIGINT NOT NULL,
    settled_at  BIGINT,
    settled_by  TEXT REFERENCES account (id)
);

CREATE INDEX copy_report_open ON copy_report (settled_at, reported_at);
