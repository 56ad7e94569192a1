-- What comes before an assembly: on what its form rests, what is spoken about, and how its members were called.

CREATE TABLE assembly_preparations (
    assembly_id INTEGER PRIMARY KEY REFERENCES assemblies (id),
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    -- How rights are exercised electronically (BGB § 32(2)), as JSON by language; empty where nothing is written.
    electronic TEXT NOT NULL,
    -- The members' earlier resolution that lets this assembly be virtual: a poll of an earlier assembly, or a text with its day.
    resolution_poll_id INTEGER REFERENCES polls (id),
    resolution_text TEXT NOT NULL,
    resolution_on INTEGER,
    revision INTEGER NOT NULL,
    -- One for the whole agenda: two people who order it at once would undo each other's work.
    agenda_revision INTEGER NOT NULL
) STRICT;
CREATE INDEX assembly_preparations_poll ON assembly_preparations (resolution_poll_id);

CREATE TABLE agenda_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    assembly_id INTEGER NOT NULL REFERENCES assemblies (id),
    -- The tree as an outline: the order, and how deep an item stands under those before it.
    position INTEGER NOT NULL CHECK (position >= 1),
    depth INTEGER NOT NULL CHECK (depth BETWEEN 0 AND 3),
    title TEXT NOT NULL,
    mover TEXT NOT NULL,
    -- Minute of the day, and how many minutes it is to take.
    starts_at INTEGER CHECK (starts_at BETWEEN 0 AND 1439),
    minutes INTEGER CHECK (minutes BETWEEN 1 AND 1440),
    withdrawn_at INTEGER,
    withdrawn_reason TEXT NOT NULL
) STRICT;
CREATE INDEX agenda_items_assembly ON agenda_items (assembly_id, position);

CREATE TABLE agenda_documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    item_id INTEGER NOT NULL REFERENCES agenda_items (id),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE INDEX agenda_documents_item ON agenda_documents (item_id);

-- Which poll belongs to which item. No foreign key to the poll: one in preparation may be deleted.
CREATE TABLE agenda_polls (
    poll_id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES agenda_items (id),
    federation_id INTEGER NOT NULL REFERENCES federations (id)
) STRICT;
CREATE INDEX agenda_polls_item ON agenda_polls (item_id);

-- A notice as it was sent; a later one of the same assembly has the next number.
CREATE TABLE assembly_notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    assembly_id INTEGER NOT NULL REFERENCES assemblies (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    sent_at INTEGER NOT NULL,
    sent_by INTEGER NOT NULL REFERENCES accounts (id),
    -- The last day on which it was in time by the statutes; NULL where they set no period.
    last_day INTEGER,
    -- Why it was sent all the same when it was late.
    late_reason TEXT NOT NULL,
    recipients INTEGER NOT NULL,
    -- Form, agenda and the words in each language, as JSON, with the SHA-256 over it.
    content TEXT NOT NULL,
    digest TEXT NOT NULL,
    UNIQUE (assembly_id, number)
) STRICT;
CREATE INDEX assembly_notices_sent_by ON assembly_notices (sent_by);
CREATE TRIGGER assembly_notices_no_update BEFORE UPDATE ON assembly_notices
BEGIN SELECT RAISE(ABORT, 'assembly_notices is append-only'); END;
CREATE TRIGGER assembly_notices_no_delete BEFORE DELETE ON assembly_notices
BEGIN SELECT RAISE(ABORT, 'assembly_notices is append-only'); END;
