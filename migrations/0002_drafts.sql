-- An Urkunde on its way: sealed by all chambers, signed by some of them. `revision` counts the
-- signatures in it.

CREATE TABLE draft (
    serial   TEXT PRIMARY KEY REFERENCES certificate (serial),
    revision BIGINT NOT NULL,
    bytes    BYTEA NOT NULL
);
