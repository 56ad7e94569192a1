-- People who sign in, what they may do where, and the log of what they did.

CREATE TABLE installation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    created_at INTEGER NOT NULL,
    -- Notices a wrong pepper at start; says nothing about it.
    pepper_fingerprint TEXT NOT NULL,
    demo INTEGER NOT NULL CHECK (demo IN (0, 1))
) STRICT;

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    locale TEXT NOT NULL,
    password_hash TEXT,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    revision INTEGER NOT NULL
) STRICT;

CREATE TABLE grants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL CHECK (role IN ('installation_admin', 'registrar', 'election_board', 'publisher', 'auditor', 'body_office')),
    federation_id INTEGER REFERENCES federations (id),
    body_id INTEGER REFERENCES bodies (id),
    granted_at INTEGER NOT NULL,
    CHECK ((role = 'installation_admin') = (federation_id IS NULL)),
    CHECK ((role = 'body_office') = (body_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX grants_installation ON grants (account_id) WHERE federation_id IS NULL;
CREATE UNIQUE INDEX grants_federation ON grants (account_id, federation_id, role) WHERE federation_id IS NOT NULL AND body_id IS NULL;
CREATE UNIQUE INDEX grants_body ON grants (account_id, body_id) WHERE body_id IS NOT NULL;
CREATE INDEX grants_of_federation ON grants (federation_id);
CREATE INDEX grants_of_body ON grants (body_id);

CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_seen ON sessions (seen_at);

CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash BLOB NOT NULL UNIQUE,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    federation_id INTEGER REFERENCES federations (id),
    body_id INTEGER REFERENCES bodies (id),
    invited_by INTEGER REFERENCES accounts (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    revoked_at INTEGER
) STRICT;
CREATE INDEX invitations_federation ON invitations (federation_id, created_at);

CREATE TABLE api_tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX api_tokens_account ON api_tokens (account_id);

-- One chain for the installation (chain 0) and one for each federation (its id). Each row's hash covers the row before it.
CREATE TABLE audit_heads (
    chain INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TABLE audit_log (
    chain INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    account_id INTEGER,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (chain, seq)
) STRICT;
CREATE INDEX audit_log_subject ON audit_log (chain, subject, subject_id, seq);
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;
