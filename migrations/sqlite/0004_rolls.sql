-- Who may vote: the frozen roll, its codes (hashes only), and the voters who are signed in.

CREATE TABLE rolls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    round_id INTEGER NOT NULL UNIQUE REFERENCES delegation_rounds (id),
    title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('building', 'frozen')),
    frozen_at INTEGER,
    digest TEXT,
    entries INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    CHECK ((state = 'frozen') = (digest IS NOT NULL))
) STRICT;
CREATE INDEX rolls_federation ON rolls (federation_id);

CREATE TABLE roll_entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    roll_id INTEGER NOT NULL REFERENCES rolls (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    person_id INTEGER NOT NULL REFERENCES people (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    name TEXT NOT NULL,
    body_name TEXT NOT NULL,
    votes INTEGER NOT NULL CHECK (votes >= 1),
    UNIQUE (roll_id, number),
    UNIQUE (roll_id, person_id)
) STRICT;
CREATE INDEX roll_entries_person ON roll_entries (person_id);

-- No column says that or when a code was used; signing in writes nothing here.
CREATE TABLE codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    roll_id INTEGER NOT NULL REFERENCES rolls (id),
    entry_id INTEGER NOT NULL REFERENCES roll_entries (id),
    selector TEXT NOT NULL UNIQUE,
    verifier_hash TEXT NOT NULL,
    voided INTEGER NOT NULL CHECK (voided IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX codes_one_valid ON codes (entry_id) WHERE voided = 0;
CREATE INDEX codes_roll ON codes (roll_id, voided);

-- Failures to sign in, by selector and in a row; known and unknown selectors alike, so that nothing tells them apart.
CREATE TABLE code_failures (
    selector TEXT PRIMARY KEY,
    failures INTEGER NOT NULL CHECK (failures >= 1),
    next_try_at INTEGER,
    -- Rounded up to the hour. Those of unknown selectors are forgotten then.
    forget_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX code_failures_forget ON code_failures (forget_at);

-- An act that needs two people: one asks, another one confirms.
CREATE TABLE approvals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    act TEXT NOT NULL CHECK (act IN ('reissue_code')),
    subject_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    requested_by INTEGER NOT NULL REFERENCES accounts (id),
    requested_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'withdrawn')),
    decided_by INTEGER REFERENCES accounts (id),
    decided_at INTEGER,
    CHECK (decided_by IS NULL OR state <> 'confirmed' OR decided_by <> requested_by)
) STRICT;
CREATE UNIQUE INDEX approvals_waiting ON approvals (act, subject_id) WHERE state = 'waiting';
CREATE INDEX approvals_federation ON approvals (federation_id, state);

-- Voters who are signed in. No foreign key to the roll: checking it would leave the order of sign-ins on the rows of the roll.
CREATE TABLE voter_sessions (
    token_hash BLOB PRIMARY KEY,
    roll_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    code_id INTEGER NOT NULL,
    -- Rounded up to five minutes.
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX voter_sessions_code ON voter_sessions (code_id);
CREATE INDEX voter_sessions_expiry ON voter_sessions (expires_at);
