-- People who work at the desk. Instants are milliseconds, days are days since 1970-01-01.
-- Passwords are argon2id hashes; tokens and recovery codes are kept as SHA-256 only; the seed of
-- one-time codes is encrypted with the server's key, which is not in the database.

CREATE TABLE account (
    id           TEXT PRIMARY KEY,
    chamber      TEXT NOT NULL,
    email        TEXT NOT NULL UNIQUE,
    name         TEXT NOT NULL,
    password     TEXT,
    totp         BYTEA,
    totp_step    BIGINT,
    created_at   BIGINT NOT NULL,
    disabled_at  BIGINT,
    signed_in_at BIGINT,
    sample       BIGINT NOT NULL CHECK (sample IN (0, 1))
);

CREATE TABLE role_assignment (
    id        TEXT PRIMARY KEY,
    account   TEXT NOT NULL REFERENCES account (id),
    role      TEXT NOT NULL
        CHECK (role IN ('administrator', 'clerk', 'signatory', 'reader', 'auditor')),
    from_day  BIGINT,
    until_day BIGINT,
    CHECK ((from_day IS NULL) = (until_day IS NULL))
);

CREATE INDEX role_assignment_account ON role_assignment (account);

CREATE TABLE invitation (
    digest     TEXT PRIMARY KEY,
    account    TEXT NOT NULL REFERENCES account (id),
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);

CREATE TABLE recovery_code (
    digest  TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    used_at BIGINT
);

CREATE INDEX recovery_code_account ON recovery_code (account);

-- `stage` is 'password' until a one-time code was given, too.
CREATE TABLE desk_session (
    id             TEXT PRIMARY KEY,
    digest         TEXT NOT NULL UNIQUE,
    account        TEXT NOT NULL REFERENCES account (id),
    stage          TEXT NOT NULL CHECK (stage IN ('password', 'complete')),
    language       TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    seen_at        BIGINT NOT NULL,
    failures       BIGINT NOT NULL,
    failures_since BIGINT
);

CREATE INDEX desk_session_account ON desk_session (account);

-- Attempts to sign in that have not succeeded (yet), for a day. Who and from where are keyed
-- digests: neither an address nor a network can be read from them.
CREATE TABLE login_attempt (
    id      TEXT PRIMARY KEY,
    at      BIGINT NOT NULL,
    account TEXT NOT NULL,
    network TEXT NOT NULL
);

CREATE INDEX login_attempt_account ON login_attempt (account);
CREATE INDEX login_attempt_network ON login_attempt (network);
