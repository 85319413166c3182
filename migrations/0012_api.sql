-- Tokens for other systems. Whoever made a token at the desk answers for what it prepares, and does
-- not sign it; nobody, if it was made on the command line.
CREATE TABLE machine_token_scoped (
    id         TEXT PRIMARY KEY,
    digest     TEXT NOT NULL UNIQUE,
    chamber    TEXT NOT NULL,
    name       TEXT NOT NULL,
    scope      TEXT NOT NULL CHECK (scope IN ('cosign', 'prepare', 'read')),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    used_at    BIGINT,
    made_by    TEXT REFERENCES account (id)
);

INSERT INTO machine_token_scoped (id, digest, chamber, name, scope, created_at, expires_at,
        revoked_at, used_at)
    SELECT id, digest, chamber, name, scope, created_at, expires_at, revoked_at, used_at
    FROM machine_token;

DROP TABLE machine_token;
ALTER TABLE machine_token_scoped RENAME TO machine_token;
CREATE INDEX machine_token_chamber ON machine_token (chamber);

-- The answer to a write of another system, kept with what it did, so that the same request again
-- does nothing and is answered alike. `fingerprint` is the SHA-256 of the request.
CREATE TABLE kept_answer (
    token       TEXT NOT NULL REFERENCES machine_token (id),
    key         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    created     BIGINT NOT NULL CHECK (created IN (0, 1)),
    body        TEXT NOT NULL,
    kept_at     BIGINT NOT NULL,
    PRIMARY KEY (token, key)
);

CREATE INDEX kept_answer_kept_at ON kept_answer (kept_at);

-- What people write about barriers that they met. Personal data: deleted as soon as it is dealt
-- with, and never in `events`.
CREATE TABLE feedback (
    id       TEXT PRIMARY KEY,
    at       BIGINT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('de', 'en')),
    message  TEXT NOT NULL,
    place    TEXT NOT NULL,
    name     TEXT NOT NULL,
    email    TEXT
);
