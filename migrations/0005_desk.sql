-- What the desk adds to a certificate's way. Instants are milliseconds since 1970-01-01.

-- Who prepared it at the desk: whoever did does not sign. Nobody, if it was prepared on the
-- command line.
ALTER TABLE certificate ADD COLUMN prepared_by TEXT REFERENCES account (id);

-- The day that stands on the Urkunde; its words are in the inscription.
ALTER TABLE certificate ADD COLUMN dated BIGINT;

-- A step that one person proposes and another confirms. `outcome` is empty while it is open; at
-- most one is open for a certificate.
CREATE TABLE proposal (
    id          TEXT PRIMARY KEY,
    serial      TEXT NOT NULL REFERENCES certificate (serial),
    step        TEXT NOT NULL CHECK (step IN ('suspend', 'reinstate', 'withdraw')),
    reason      TEXT NOT NULL,
    proposed_by TEXT NOT NULL REFERENCES account (id),
    proposed_at BIGINT NOT NULL,
    outcome     TEXT CHECK (outcome IN ('confirmed', 'dropped')),
    ended_by    TEXT REFERENCES account (id),
    ended_at    BIGINT,
    CHECK ((outcome IS NULL) = (ended_at IS NULL))
);

CREATE UNIQUE INDEX proposal_open ON proposal (serial) WHERE outcome IS NULL;

-- The history of a certificate is read from what the audit trail tells of it.
CREATE INDEX events_subject ON events (subject);
