-- The register. Portable between SQLite and PostgreSQL: TEXT, BIGINT, DOUBLE PRECISION and BYTEA
-- only. Instants are milliseconds since 1970-01-01T00:00:00Z, days are days since 1970-01-01.

CREATE TABLE municipality (
    ags       TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    district  TEXT NOT NULL,
    latitude  DOUBLE PRECISION NOT NULL,
    longitude DOUBLE PRECISION NOT NULL,
    website   TEXT NOT NULL
);

-- `body` holds the signed facts and is never changed; what stands beside it is the register's
-- own knowledge.
CREATE TABLE certificate (
    serial          TEXT PRIMARY KEY,
    programme       TEXT NOT NULL,
    recipient_kind  TEXT NOT NULL,
    body            BYTEA NOT NULL,
    status_index    BIGINT NOT NULL UNIQUE,
    inscription     TEXT NOT NULL,
    prepared_at     BIGINT NOT NULL,
    replaces        TEXT REFERENCES certificate (serial),
    stage           TEXT NOT NULL CHECK (stage IN ('prepared', 'refused', 'sealed', 'issued')),
    stage_at        BIGINT NOT NULL,
    refused_by      TEXT,
    refusal_reason  TEXT,
    standing        TEXT CHECK (standing IN ('in_force', 'suspended', 'withdrawn', 'superseded')),
    standing_since  BIGINT,
    standing_reason TEXT,
    superseded_by   TEXT REFERENCES certificate (serial),
    CHECK ((stage = 'issued') = (standing IS NOT NULL))
);

CREATE TABLE signature (
    serial    TEXT NOT NULL REFERENCES certificate (serial),
    chamber   TEXT NOT NULL,
    key_id    TEXT NOT NULL,
    signature BYTEA NOT NULL,
    signed_at BIGINT NOT NULL,
    PRIMARY KEY (serial, chamber)
);

CREATE TABLE document (
    serial TEXT PRIMARY KEY REFERENCES certificate (serial),
    sha256 TEXT NOT NULL UNIQUE,
    bytes  BYTEA NOT NULL
);

-- Append-only. `hash` is SHA-256 over the row and the hash before it; docs/audit.md specifies it.
CREATE TABLE events (
    seq      BIGINT PRIMARY KEY,
    at       BIGINT NOT NULL,
    actor    TEXT NOT NULL,
    action   TEXT NOT NULL,
    subject  TEXT NOT NULL,
    detail   TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash     TEXT NOT NULL
);

-- One row: the end of the chain. Every change updates it first, which also makes writers wait
-- for one another on both databases.
CREATE TABLE event_head (
    id    BIGINT PRIMARY KEY CHECK (id = 1),
    seq   BIGINT NOT NULL,
    hash  TEXT NOT NULL
);

INSERT INTO event_head (id, seq, hash) VALUES (1, 0, '');
