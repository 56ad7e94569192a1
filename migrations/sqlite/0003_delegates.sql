-- The delegates that bodies register for an assembly, and the check by staff.

CREATE TABLE delegation_rounds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    title TEXT NOT NULL,
    -- The day on which delegates must belong to their body.
    day INTEGER NOT NULL,
    deadline INTEGER,
    state TEXT NOT NULL CHECK (state IN ('open', 'frozen')),
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX delegation_rounds_federation ON delegation_rounds (federation_id, day);

CREATE TABLE entitlements (
    round_id INTEGER NOT NULL REFERENCES delegation_rounds (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    places INTEGER NOT NULL CHECK (places >= 0),
    revision INTEGER NOT NULL,
    PRIMARY KEY (round_id, body_id)
) STRICT;
CREATE INDEX entitlements_body ON entitlements (body_id);

CREATE TABLE delegates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    round_id INTEGER NOT NULL REFERENCES delegation_rounds (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    role TEXT NOT NULL CHECK (role IN ('delegate', 'deputy')),
    position INTEGER NOT NULL,
    votes INTEGER NOT NULL CHECK (votes >= 1),
    state TEXT NOT NULL CHECK (state IN ('registered', 'accepted', 'returned', 'withdrawn')),
    reason TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX delegates_person_once ON delegates (round_id, person_id) WHERE state <> 'withdrawn';
CREATE INDEX delegates_round ON delegates (round_id, state);
CREATE INDEX delegates_body ON delegates (body_id, round_id);
CREATE INDEX delegates_person ON delegates (person_id);
