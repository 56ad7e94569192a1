-- The call to bodies to name their delegates: links without an account, what is submitted, and substitutes beside deputies.

-- SQLite changes no check of a table that is there; nothing refers to this one.
ALTER TABLE delegates RENAME TO delegates_before;
CREATE TABLE delegates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    round_id INTEGER NOT NULL REFERENCES delegation_rounds (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    role TEXT NOT NULL CHECK (role IN ('delegate', 'deputy', 'substitute')),
    position INTEGER NOT NULL,
    votes INTEGER NOT NULL CHECK (votes >= 1),
    state TEXT NOT NULL CHECK (state IN ('registered', 'accepted', 'returned', 'withdrawn')),
    reason TEXT NOT NULL,
    revision INTEGER NOT NULL,
    -- For whom a deputy stands in; for the whole delegation where this is empty.
    principal_id INTEGER REFERENCES delegates (id),
    -- The office entered the person itself: staff look whether the register knows them.
    is_new INTEGER NOT NULL CHECK (is_new IN (0, 1)),
    CHECK (principal_id IS NULL OR role = 'deputy')
) STRICT;
INSERT INTO delegates (id, federation_id, round_id, body_id, person_id, role, position, votes, state, reason, revision, principal_id, is_new)
    SELECT id, federation_id, round_id, body_id, person_id, role, position, votes, state, reason, revision, NULL, 0 FROM delegates_before;
DROP TABLE delegates_before;
CREATE UNIQUE INDEX delegates_person_once ON delegates (round_id, person_id) WHERE state <> 'withdrawn';
CREATE INDEX delegates_round ON delegates (round_id, state);
CREATE INDEX delegates_body ON delegates (body_id, round_id);
CREATE INDEX delegates_person ON delegates (person_id);
CREATE INDEX delegates_principal ON delegates (principal_id);

CREATE TABLE delegate_calls (
    round_id INTEGER PRIMARY KEY REFERENCES delegation_rounds (id),
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    -- A text of staff for the invitation, by language.
    intro TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    -- So many days before the deadline bodies that have not submitted are reminded once.
    remind_days INTEGER,
    reminded_at INTEGER,
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX delegate_calls_federation ON delegate_calls (federation_id);
CREATE INDEX delegate_calls_reminded ON delegate_calls (reminded_at);

-- The way in without an account. The token is computed from the pepper, the round, the body and the generation.
CREATE TABLE office_links (
    round_id INTEGER NOT NULL REFERENCES delegation_rounds (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    generation INTEGER NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    PRIMARY KEY (round_id, body_id)
) STRICT;
CREATE INDEX office_links_body ON office_links (body_id);

-- What belongs to a delegation as a whole.
CREATE TABLE delegations (
    round_id INTEGER NOT NULL REFERENCES delegation_rounds (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    -- The day of the resolution by which the body named its delegates.
    resolution_on INTEGER,
    -- Why the body still changes something after the deadline.
    late_reason TEXT NOT NULL,
    late_at INTEGER,
    document_name TEXT NOT NULL,
    document_sha256 TEXT NOT NULL,
    document_size INTEGER NOT NULL,
    PRIMARY KEY (round_id, body_id)
) STRICT;
CREATE INDEX delegations_body ON delegations (body_id);

CREATE TABLE delegation_documents (
    round_id INTEGER NOT NULL REFERENCES delegation_rounds (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    content BLOB NOT NULL,
    PRIMARY KEY (round_id, body_id)
) STRICT;
CREATE INDEX delegation_documents_body ON delegation_documents (body_id);

CREATE TABLE delegation_submissions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    round_id INTEGER NOT NULL REFERENCES delegation_rounds (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    submitted_at INTEGER NOT NULL,
    -- Over the canonical text of what was submitted.
    digest TEXT NOT NULL,
    -- Whom, as JSON: ids and roles, no names.
    content TEXT NOT NULL,
    UNIQUE (round_id, body_id, number)
) STRICT;
CREATE INDEX delegation_submissions_body ON delegation_submissions (body_id);
CREATE TRIGGER delegation_submissions_no_update BEFORE UPDATE ON delegation_submissions
BEGIN SELECT RAISE(ABORT, 'delegation_submissions is append-only'); END;
CREATE TRIGGER delegation_submissions_no_delete BEFORE DELETE ON delegation_submissions
BEGIN SELECT RAISE(ABORT, 'delegation_submissions is append-only'); END;
