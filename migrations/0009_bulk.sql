-- Lists that are taken in at once. `fields` (which column of the file is what), `notes`, `cells`
-- (as they count), `was` (what the register had when the row was checked) and `problems` are
-- JSON; `was` is empty where there was nothing. `claim` names whoever works on a job, until
-- `claimed_until`; nobody else does before.
CREATE TABLE bulk_job (
    id            TEXT PRIMARY KEY,
    list          TEXT NOT NULL CHECK (list IN ('municipalities', 'certificates')),
    file          TEXT NOT NULL,
    account       TEXT REFERENCES account (id),
    chamber       TEXT,
    actor         TEXT NOT NULL,
    created_at    BIGINT NOT NULL,
    stage         TEXT NOT NULL CHECK (stage IN ('checked', 'running', 'done')),
    begun_at      BIGINT,
    ended_at      BIGINT,
    fields        TEXT NOT NULL,
    notes         TEXT NOT NULL,
    claim         TEXT,
    claimed_until BIGINT
);

CREATE INDEX bulk_job_stage ON bulk_job (stage);

-- A row is `open` until what it says was done, in the same transaction; `idle` has nothing to do.
CREATE TABLE bulk_row (
    job      TEXT NOT NULL REFERENCES bulk_job (id),
    number   BIGINT NOT NULL,
    cells    TEXT NOT NULL,
    was      TEXT NOT NULL,
    finding  TEXT NOT NULL CHECK (finding IN ('new', 'changed', 'unchanged', 'wrong')),
    state    TEXT NOT NULL CHECK (state IN ('open', 'done', 'refused', 'idle')),
    problems TEXT NOT NULL,
    outcome  TEXT,
    PRIMARY KEY (job, number)
);

CREATE INDEX bulk_row_state ON bulk_row (job, state);

-- The recipient's AGS as it stands in `body`, to find other certificates of the same recipient
-- without reading all; not known for what was prepared before this column came.
ALTER TABLE certificate ADD COLUMN recipient TEXT;

CREATE INDEX certificate_recipient ON certificate (programme, recipient);
