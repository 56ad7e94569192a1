-- Names enter a roll as commitments; deputies are frozen with it; who is there and who holds which place; corrections.

-- Form 1 of a roll holds names in clear; form 2 holds commitments, so that a person can be erased and the digest still fits.
ALTER TABLE rolls ADD COLUMN format INTEGER NOT NULL DEFAULT 1 CHECK (format IN (1, 2));
UPDATE rolls SET format = 2 WHERE state = 'building';
-- How many corrections were made after freezing.
ALTER TABLE rolls ADD COLUMN corrections INTEGER NOT NULL DEFAULT 0 CHECK (corrections >= 0);

-- Deputies, frozen with the roll.
CREATE TABLE stand_ins (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    roll_id INTEGER NOT NULL REFERENCES rolls (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    person_id INTEGER NOT NULL REFERENCES people (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    -- For whom; empty: for any entry of the body.
    entry_id INTEGER REFERENCES roll_entries (id),
    name TEXT NOT NULL,
    name_salt TEXT NOT NULL,
    name_sha256 TEXT NOT NULL,
    body_name TEXT NOT NULL,
    UNIQUE (roll_id, number),
    UNIQUE (roll_id, person_id)
) STRICT;
CREATE INDEX stand_ins_person ON stand_ins (person_id);
CREATE INDEX stand_ins_entry ON stand_ins (entry_id);

-- SQLite changes keys and checks of a table only by writing it anew.
CREATE TABLE roll_entries_next (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    roll_id INTEGER NOT NULL REFERENCES rolls (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    person_id INTEGER NOT NULL REFERENCES people (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    -- Empty once the person is erased, like the salt.
    name TEXT NOT NULL,
    body_name TEXT NOT NULL,
    votes INTEGER NOT NULL CHECK (votes >= 1),
    -- 16 random bytes in hex, and SHA-256(salt:name); both empty on rolls of form 1.
    name_salt TEXT NOT NULL,
    name_sha256 TEXT NOT NULL,
    -- The deputy who holds the place now; empty: the delegate.
    held_by INTEGER REFERENCES stand_ins (id),
    -- Taken off the roll by a correction.
    struck INTEGER NOT NULL CHECK (struck IN (0, 1)),
    CHECK (struck = 0 OR held_by IS NULL),
    UNIQUE (roll_id, number)
) STRICT;
INSERT INTO roll_entries_next (id, federation_id, roll_id, number, person_id, body_id, name, body_name, votes, name_salt, name_sha256, held_by, struck)
    SELECT id, federation_id, roll_id, number, person_id, body_id, name, body_name, votes, '', '', NULL, 0 FROM roll_entries ORDER BY id;

-- A code opens the place of an entry, or the one that a deputy holds.
CREATE TABLE codes_next (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    roll_id INTEGER NOT NULL REFERENCES rolls (id),
    entry_id INTEGER REFERENCES roll_entries_next (id),
    stand_in_id INTEGER REFERENCES stand_ins (id),
    selector TEXT NOT NULL UNIQUE,
    verifier_hash TEXT NOT NULL,
    voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
    CHECK ((entry_id IS NULL) <> (stand_in_id IS NULL))
) STRICT;
INSERT INTO codes_next (id, roll_id, entry_id, stand_in_id, selector, verifier_hash, voided)
    SELECT id, roll_id, entry_id, NULL, selector, verifier_hash, voided FROM codes ORDER BY id;
DROP TABLE codes;
DROP TABLE roll_entries;
ALTER TABLE roll_entries_next RENAME TO roll_entries;
ALTER TABLE codes_next RENAME TO codes;
CREATE UNIQUE INDEX roll_entries_once ON roll_entries (roll_id, person_id) WHERE struck = 0;
CREATE INDEX roll_entries_person ON roll_entries (person_id);
-- A deputy holds one place.
CREATE UNIQUE INDEX roll_entries_held_by ON roll_entries (held_by) WHERE held_by IS NOT NULL;
CREATE UNIQUE INDEX codes_one_valid ON codes (entry_id) WHERE voided = 0;
CREATE UNIQUE INDEX codes_one_valid_stand_in ON codes (stand_in_id) WHERE voided = 0;
CREATE INDEX codes_roll ON codes (roll_id, voided);

-- Who was there, from when until when; of one entry and one person at most one row is open.
CREATE TABLE attendance (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    roll_id INTEGER NOT NULL REFERENCES rolls (id),
    entry_id INTEGER NOT NULL REFERENCES roll_entries (id),
    -- The deputy who was there in the place of the delegate.
    stand_in_id INTEGER REFERENCES stand_ins (id),
    arrived_at INTEGER NOT NULL,
    left_at INTEGER,
    CHECK (left_at IS NULL OR left_at >= arrived_at)
) STRICT;
CREATE UNIQUE INDEX attendance_entry ON attendance (entry_id) WHERE left_at IS NULL;
CREATE UNIQUE INDEX attendance_stand_in ON attendance (stand_in_id) WHERE left_at IS NULL;
CREATE INDEX attendance_roll ON attendance (roll_id, entry_id);

-- Corrections of a frozen roll before its first poll: ids, numbers and commitments, no names.
CREATE TABLE roll_corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    roll_id INTEGER NOT NULL REFERENCES rolls (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    kind TEXT NOT NULL CHECK (kind IN ('strike', 'add', 'votes', 'name')),
    content TEXT NOT NULL,
    reason TEXT NOT NULL,
    requested_by INTEGER NOT NULL REFERENCES accounts (id),
    confirmed_by INTEGER NOT NULL REFERENCES accounts (id),
    confirmed_at INTEGER NOT NULL,
    digest_before TEXT NOT NULL,
    digest TEXT NOT NULL,
    CHECK (requested_by <> confirmed_by),
    UNIQUE (roll_id, number)
) STRICT;
CREATE TRIGGER roll_corrections_no_update BEFORE UPDATE ON roll_corrections
BEGIN SELECT RAISE(ABORT, 'roll_corrections is append-only'); END;
CREATE TRIGGER roll_corrections_no_delete BEFORE DELETE ON roll_corrections
BEGIN SELECT RAISE(ABORT, 'roll_corrections is append-only'); END;

-- A correction that waits for a second person; gone once it is decided.
CREATE TABLE roll_correction_drafts (
    approval_id INTEGER PRIMARY KEY REFERENCES approvals (id),
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    roll_id INTEGER NOT NULL REFERENCES rolls (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    -- What is to be changed, as JSON without names.
    change TEXT NOT NULL,
    -- The name of who is added or printed anew, with its commitment; all empty otherwise.
    name TEXT NOT NULL,
    name_salt TEXT NOT NULL,
    name_sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX roll_correction_drafts_roll ON roll_correction_drafts (roll_id);
CREATE INDEX roll_correction_drafts_person ON roll_correction_drafts (person_id);
