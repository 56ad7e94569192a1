-- Minutes of assemblies: what is typed until they are signed, and the signed versions.

CREATE TABLE minutes (
    assembly_id INTEGER PRIMARY KEY REFERENCES assemblies (id),
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    -- JSON: who chaired, who took the minutes, and what is told beside the facts.
    texts TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX minutes_federation ON minutes (federation_id, assembly_id);

CREATE TABLE minutes_versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    assembly_id INTEGER NOT NULL REFERENCES assemblies (id),
    version INTEGER NOT NULL CHECK (version >= 1),
    -- The document as it was signed, byte by byte. People of the roll stand in it by number, so that a person can be erased.
    content TEXT NOT NULL,
    digest TEXT NOT NULL,
    requested_by INTEGER NOT NULL REFERENCES accounts (id),
    confirmed_by INTEGER NOT NULL REFERENCES accounts (id),
    signed_at INTEGER NOT NULL,
    CHECK (requested_by <> confirmed_by),
    UNIQUE (assembly_id, version)
) STRICT;
CREATE TRIGGER minutes_versions_no_update BEFORE UPDATE ON minutes_versions
BEGIN SELECT RAISE(ABORT, 'minutes_versions is append-only'); END;
CREATE TRIGGER minutes_versions_no_delete BEFORE DELETE ON minutes_versions
BEGIN SELECT RAISE(ABORT, 'minutes_versions is append-only'); END;
