-- Machines of the chambers. Their tokens are kept as SHA-256 only. Instants are milliseconds, days
-- are days since 1970-01-01.
CREATE TABLE machine_token (
    id         TEXT PRIMARY KEY,
    digest     TEXT NOT NULL UNIQUE,
    chamber    TEXT NOT NULL,
    name       TEXT NOT NULL,
    scope      TEXT NOT NULL CHECK (scope IN ('cosign')),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    used_at    BIGINT
);

CREATE INDEX machine_token_chamber ON machine_token (chamber);

-- On a chamber's own machine: what it was shown, by the digest of everything that it decides on.
CREATE TABLE cosign_shown (
    serial  TEXT NOT NULL,
    chamber TEXT NOT NULL,
    digest  TEXT NOT NULL,
    PRIMARY KEY (serial, chamber)
);

-- On a chamber's own machine: what it did. `object` is the SHA-256 of what it did it to; `bytes`
-- is what goes to the server, again and again until it has arrived.
CREATE TABLE cosign_act (
    serial       TEXT NOT NULL,
    chamber      TEXT NOT NULL,
    act          TEXT NOT NULL CHECK (act IN ('seal', 'document', 'refusal')),
    object       TEXT NOT NULL,
    bytes        BYTEA NOT NULL,
    kind         TEXT NOT NULL,
    dated        BIGINT NOT NULL,
    inscription  TEXT NOT NULL,
    done_at      BIGINT NOT NULL,
    delivered_at BIGINT,
    PRIMARY KEY (serial, chamber, act)
);
