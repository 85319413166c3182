-- People who sign in with their chamber's identity provider. Who they are there is issuer and
-- subject; an account has either these, or a password.

ALTER TABLE account ADD COLUMN issuer TEXT;
ALTER TABLE account ADD COLUMN subject TEXT;

CREATE UNIQUE INDEX account_identity ON account (issuer, subject);

-- Whether the provider has asked for a second factor itself.
ALTER TABLE desk_session ADD COLUMN second_factor_vouched BIGINT NOT NULL DEFAULT 0
    CHECK (second_factor_vouched IN (0, 1));

-- Answers of providers that came back, by the SHA-256 of their state: each counts once.
CREATE TABLE provider_answer (
    digest TEXT PRIMARY KEY,
    at     BIGINT NOT NULL
);
