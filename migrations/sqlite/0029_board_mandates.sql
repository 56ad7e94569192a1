-- Who sits on the board of a federation, by which published election and for which term.

CREATE TABLE board_mandates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    poll_id INTEGER NOT NULL REFERENCES polls (id),
    -- The version of the result that says who was elected.
    result_version INTEGER NOT NULL CHECK (result_version >= 1),
    -- Position on the ballot, from 1.
    place INTEGER NOT NULL CHECK (place >= 1),
    person_id INTEGER NOT NULL REFERENCES people (id),
    function TEXT NOT NULL CHECK (function IN ('chair', 'deputy_chair', 'board_member')),
    starts_on INTEGER NOT NULL,
    ends_on INTEGER NOT NULL,
    recorded_by INTEGER NOT NULL REFERENCES accounts (id),
    recorded_at INTEGER NOT NULL,
    CHECK (ends_on >= starts_on),
    UNIQUE (poll_id, place),
    UNIQUE (poll_id, person_id)
) STRICT;
CREATE INDEX board_mandates_federation ON board_mandates (federation_id, ends_on);
CREATE INDEX board_mandates_person ON board_mandates (person_id, ends_on);
CREATE INDEX board_mandates_account ON board_mandates (recorded_by);
