-- Daily digests of the audit trail. `text` is the signed text to the byte; the other columns are
-- what stands in it. Days are days since 1970-01-01.
CREATE TABLE audit_digest (
    day      BIGINT PRIMARY KEY,
    last_seq BIGINT NOT NULL,
    head     TEXT NOT NULL,
    text     TEXT NOT NULL
);

-- Who did what when is looked for among many events.
CREATE INDEX events_actor ON events (actor, seq);
CREATE INDEX events_at ON events (at);

-- The outbox without a list of kinds, which the program itself keeps (`domain/mail.rs`); a CHECK
-- cannot be altered everywhere. `chamber` may stand without an account: a digest goes to a chamber.
CREATE TABLE outbox_open (
    id            TEXT PRIMARY KEY,
    kind          TEXT NOT NULL,
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
INSERT INTO outbox_open (id, kind, account, chamber, recipient, language, reply_to, subject, body,
        created_at, due_at, attempts, claim, claimed_until, sent_at, given_up_at, problem)
    SELECT id, kind, account, chamber, recipient, language, reply_to, subject, body, created_at,
        due_at, attempts, claim, claimed_until, sent_at, given_up_at, problem
    FROM outbox;

CREATE TABLE outbox_item_open (
    outbox TEXT NOT NULL REFERENCES outbox_open (id),
    serial TEXT NOT NULL REFERENCES certificate (serial),
    name   TEXT NOT NULL,
    PRIMARY KEY (outbox, serial)
);
INSERT INTO outbox_item_open (outbox, serial, name) SELECT outbox, serial, name FROM outbox_item;

DROP TABLE outbox_item;
DROP TABLE outbox;
ALTER TABLE outbox_open RENAME TO outbox;
ALTER TABLE outbox_item_open RENAME TO outbox_item;

CREATE INDEX outbox_due ON outbox (due_at);
CREATE INDEX outbox_account ON outbox (account);
CREATE INDEX outbox_item_serial ON outbox_item (serial);
