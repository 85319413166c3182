-- Whom to write to in a municipality. Personal data: never public, and never in `events`.
CREATE TABLE municipality_contact (
    ags          TEXT PRIMARY KEY REFERENCES municipality (ags),
    name         TEXT NOT NULL,
    addressed_as TEXT NOT NULL,
    office       TEXT NOT NULL,
    gender       TEXT NOT NULL CHECK (gender IN ('female', 'male', 'unstated')),
    language     TEXT NOT NULL CHECK (language IN ('de', 'en')),
    email        TEXT NOT NULL
);

-- What is to be sent. A row is written together with what causes it. `claim` names the sender that
-- tries to deliver it, until `claimed_until`; nobody else touches it before. `chamber` is that of
-- the addressee where it is staff. A notice's words are composed when it is first claimed.
CREATE TABLE outbox (
    id            TEXT PRIMARY KEY,
    kind          TEXT NOT NULL
        CHECK (kind IN ('signature_awaited', 'refused', 'key_awaited', 'reminder')),
    account       TEXT REFERENCES account (id),
    chamber       TEXT,
    recipient     TEXT NOT NULL,
    language      TEXT NOT NULL CHECK (language IN ('de', 'en')),
    reply_to      TEXT,
    subject       TEXT NOT NULL,
    body          TEXT NOT NULL,
    created_at    BIGINT NOT NULL,
    due_at        BIGINT NOT NULL,
    attempts      BIGINT NOT NULL,
    claim         TEXT,
    claimed_until BIGINT,
    sent_at       BIGINT,
    given_up_at   BIGINT,
    problem       TEXT
);

CREATE INDEX outbox_due ON outbox (due_at);
CREATE INDEX outbox_account ON outbox (account);

-- Which certificates a message is about.
CREATE TABLE outbox_item (
    outbox TEXT NOT NULL REFERENCES outbox (id),
    serial TEXT NOT NULL REFERENCES certificate (serial),
    name   TEXT NOT NULL,
    PRIMARY KEY (outbox, serial)
);

CREATE INDEX outbox_item_serial ON outbox_item (serial);

-- Each certificate is reminded of once for each step, whatever the clock does.
CREATE TABLE reminder (
    serial  TEXT NOT NULL REFERENCES certificate (serial),
    months  BIGINT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('sent', 'skipped')),
    at      BIGINT NOT NULL,
    PRIMARY KEY (serial, months)
);

-- The secret address of somebody's calendar, as SHA-256.
CREATE TABLE calendar_feed (
    account    TEXT PRIMARY KEY REFERENCES account (id),
    digest     TEXT NOT NULL UNIQUE,
    language   TEXT NOT NULL CHECK (language IN ('de', 'en')),
    created_at BIGINT NOT NULL
);
