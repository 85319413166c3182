-- Every state of an Urkunde that was ever handed out. Time-stamps and validation data are only
-- appended, so an older state is the beginning of the newest one, which alone is kept whole.
CREATE TABLE document_version (
    serial       TEXT NOT NULL REFERENCES certificate (serial),
    version      BIGINT NOT NULL,
    sha256       TEXT NOT NULL UNIQUE,
    length       BIGINT NOT NULL,
    level        TEXT NOT NULL CHECK (level IN ('B', 'T', 'LTA')),
    -- Until when the last document time-stamp proves by itself.
    proven_until BIGINT,
    made_at      BIGINT NOT NULL,
    PRIMARY KEY (serial, version)
);

INSERT INTO document_version (serial, version, sha256, length, level, made_at)
    SELECT document.serial, 1, document.sha256, LENGTH(document.bytes), 'B', certificate.stage_at
    FROM document JOIN certificate ON certificate.serial = document.serial;

-- The digest stands there now; a column that is UNIQUE cannot be dropped everywhere.
CREATE TABLE document_newest (
    serial TEXT PRIMARY KEY REFERENCES certificate (serial),
    bytes  BYTEA NOT NULL
);
INSERT INTO document_newest (serial, bytes) SELECT serial, bytes FROM document;
DROP TABLE document;
ALTER TABLE document_newest RENAME TO document;
