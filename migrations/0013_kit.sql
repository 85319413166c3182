-- The private link to a certificate's kit. The link's token is kept as SHA-256 only; a new link
-- takes the place of the one before. Instants are milliseconds.
CREATE TABLE kit_link (
    serial     TEXT PRIMARY KEY REFERENCES certificate (serial),
    digest     TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Who accepted which version of the usage rights for a municipality, and the words that were
-- shown. Personal data: never public, and never in `events`.
CREATE TABLE usage_acceptance (
    serial      TEXT NOT NULL REFERENCES certificate (serial),
    version     TEXT NOT NULL,
    wording     TEXT NOT NULL,
    name        TEXT NOT NULL,
    accepted_at BIGINT NOT NULL,
    PRIMARY KEY (serial, version)
);
