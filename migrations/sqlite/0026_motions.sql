-- Motions to an assembly, and amendments to them.

CREATE TABLE motions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    assembly_id INTEGER NOT NULL REFERENCES assemblies (id),
    -- The motion that an amendment changes.
    parent_id INTEGER REFERENCES motions (id),
    -- Of motions in the assembly, of amendments in their motion; kept for ever.
    number INTEGER NOT NULL CHECK (number >= 1),
    -- In which order the amendments of a motion are voted on: the most far-reaching first.
    position INTEGER NOT NULL CHECK (position >= 1),
    -- What was decided is not written here: the published poll says it.
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'admitted', 'refused', 'withdrawn')),
    -- Why it was refused or withdrawn.
    reason TEXT NOT NULL,
    item_id INTEGER REFERENCES agenda_items (id) ON DELETE SET NULL,
    -- No foreign key: a poll in preparation may be deleted.
    poll_id INTEGER,
    version INTEGER NOT NULL CHECK (version >= 1),
    revision INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX motions_number ON motions (assembly_id, COALESCE(parent_id, 0), number);
CREATE INDEX motions_parent ON motions (parent_id);
CREATE INDEX motions_item ON motions (item_id);

-- Who brings a motion in and who supports it, with the name the body had then.
CREATE TABLE motion_bodies (
    motion_id INTEGER NOT NULL REFERENCES motions (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    part TEXT NOT NULL CHECK (part IN ('submitter', 'supporter')),
    name TEXT NOT NULL,
    PRIMARY KEY (motion_id, body_id)
) STRICT;
CREATE INDEX motion_bodies_body ON motion_bodies (body_id);

-- What a motion said, version after version.
CREATE TABLE motion_versions (
    motion_id INTEGER NOT NULL REFERENCES motions (id),
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    -- Each by language as JSON; reasons are not given by all.
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    reasons TEXT,
    written_by INTEGER NOT NULL REFERENCES accounts (id),
    written_at INTEGER NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (motion_id, number)
) STRICT;
CREATE INDEX motion_versions_written_by ON motion_versions (written_by);
CREATE TRIGGER motion_versions_no_update BEFORE UPDATE ON motion_versions
BEGIN SELECT RAISE(ABORT, 'motion_versions is append-only'); END;
CREATE TRIGGER motion_versions_no_delete BEFORE DELETE ON motion_versions
BEGIN SELECT RAISE(ABORT, 'motion_versions is append-only'); END;
