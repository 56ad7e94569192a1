-- Questions put to a roll, and the box. Nothing but the poll's id leads from the box to anything else.

CREATE TABLE polls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    roll_id INTEGER NOT NULL REFERENCES rolls (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('motion', 'election')),
    secrecy TEXT NOT NULL CHECK (secrecy IN ('secret', 'roll_call')),
    title TEXT NOT NULL,
    question TEXT NOT NULL,
    max_choices INTEGER NOT NULL CHECK (max_choices >= 1),
    seats INTEGER NOT NULL CHECK (seats >= 1),
    rule TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'ready', 'open', 'closed', 'counted', 'published')),
    closes_at INTEGER,
    opened_at INTEGER,
    closed_at INTEGER,
    counted_at INTEGER,
    -- 1 once the traces of casting have been removed from the files of the database after closing.
    traces_removed INTEGER NOT NULL CHECK (traces_removed IN (0, 1)),
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX polls_roll ON polls (roll_id, position);
CREATE INDEX polls_federation ON polls (federation_id, state);

CREATE TABLE poll_options (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    poll_id INTEGER NOT NULL REFERENCES polls (id),
    position INTEGER NOT NULL CHECK (position >= 1),
    label TEXT NOT NULL,
    UNIQUE (poll_id, position)
) STRICT;

-- One row a poll: its lock. Casting, closing and reissuing a code take it first.
CREATE TABLE ballot_boxes (
    poll_id INTEGER PRIMARY KEY REFERENCES polls (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    closes_at INTEGER,
    -- Number of ballots put in, to be compared with the ballots and the marks found at closing.
    ballots INTEGER NOT NULL CHECK (ballots >= 0),
    -- SHA-256 over the sorted ballots, set at closing: a ballot changed, added, removed or exchanged later is noticed.
    digest TEXT
) STRICT;

-- That an entry of the roll has voted: no time, no order. No foreign key to the roll: checking it would leave the order of
-- casting on the rows of the roll.
CREATE TABLE marks (
    poll_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    PRIMARY KEY (poll_id, entry_id)
) STRICT, WITHOUT ROWID;

-- The open box. Random keys, no time, no weight.
CREATE TABLE ballots (
    ballot_key BLOB PRIMARY KEY,
    poll_id INTEGER NOT NULL,
    ballot TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ballots_poll ON ballots (poll_id);

-- The closed box: written once at closing, in shuffled order and under new keys.
CREATE TABLE sealed_ballots (
    ballot_key BLOB PRIMARY KEY,
    poll_id INTEGER NOT NULL,
    ballot TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sealed_ballots_poll ON sealed_ballots (poll_id);

-- Votes that are public by the rules of the poll: by name, and told so before voting.
CREATE TABLE roll_call_votes (
    poll_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    ballot TEXT NOT NULL,
    PRIMARY KEY (poll_id, entry_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_counts (
    poll_id INTEGER PRIMARY KEY REFERENCES polls (id),
    count TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT;
CREATE TRIGGER poll_counts_no_update BEFORE UPDATE ON poll_counts
BEGIN SELECT RAISE(ABORT, 'poll_counts is append-only'); END;
CREATE TRIGGER poll_counts_no_delete BEFORE DELETE ON poll_counts
BEGIN SELECT RAISE(ABORT, 'poll_counts is append-only'); END;
