-- Acts of every room that need two people: the word of the act is the program's, and the content is what the second person confirms.

CREATE TABLE approvals_of_all_rooms (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    act TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    -- Digest of what is confirmed; empty where the subject says it all.
    content TEXT NOT NULL,
    reason TEXT NOT NULL,
    requested_by INTEGER NOT NULL REFERENCES accounts (id),
    requested_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'withdrawn')),
    decided_by INTEGER REFERENCES accounts (id),
    decided_at INTEGER,
    CHECK (decided_by IS NULL OR state <> 'confirmed' OR decided_by <> requested_by)
) STRICT;
INSERT INTO approvals_of_all_rooms
    SELECT id, federation_id, act, subject_id, '', reason, requested_by, requested_at, state, decided_by, decided_at FROM approvals;
DROP TABLE approvals;
ALTER TABLE approvals_of_all_rooms RENAME TO approvals;
CREATE UNIQUE INDEX approvals_waiting ON approvals (act, subject_id) WHERE state = 'waiting';
CREATE INDEX approvals_federation ON approvals (federation_id, state);
