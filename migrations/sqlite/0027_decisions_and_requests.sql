-- The register of decisions: what the newest published version of each decided poll says, found by day and by words.
CREATE TABLE decisions (
    poll_id INTEGER PRIMARY KEY REFERENCES polls (id),
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    -- Of the publication that says it.
    version INTEGER NOT NULL CHECK (version >= 1),
    -- Of the assembly; without one, of the first publication.
    day INTEGER NOT NULL,
    -- Title, question and assembly as published, folded.
    search_key TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_federation ON decisions (federation_id, day, poll_id);
-- What was published before: folded as far as the database can.
INSERT INTO decisions (poll_id, federation_id, version, day, search_key)
SELECT p.poll_id, p.federation_id, p.version,
    COALESCE(CAST(julianday(json_extract(p.content, '$.assembly.day')) - 2440587.5 AS INTEGER), p.published_at / 86400000),
    replace(replace(replace(replace(replace(replace(replace(lower(
        json_extract(p.content, '$.poll.title') || ' ' || json_extract(p.content, '$.poll.question') || ' '
        || COALESCE(json_extract(p.content, '$.assembly.title'), '')
    ), 'ä', 'a'), 'ö', 'o'), 'ü', 'u'), 'Ä', 'a'), 'Ö', 'o'), 'Ü', 'u'), 'ß', 'ss')
FROM publications p
WHERE NOT EXISTS (SELECT 1 FROM publications n WHERE n.poll_id = p.poll_id AND n.version = p.version + 1)
    AND json_extract(p.content, '$.outcome.awaits') IS NULL
    AND COALESCE(json_extract(p.content, '$.outcome.tied'), '[]') = '[]';

-- Why a motion was taken late or without its supporters; else empty.
ALTER TABLE motions ADD COLUMN urgent TEXT NOT NULL DEFAULT '';

-- What members asked for in writing: that an assembly is called (BGB § 37).
CREATE TABLE calling_requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    received_on INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    reasons TEXT NOT NULL,
    -- The bodies that signed, as JSON: id, and name of the day on which this was written.
    signed TEXT NOT NULL,
    -- Members of that day, and the threshold that held then; the article is empty where it is the law's.
    members INTEGER NOT NULL CHECK (members >= 0),
    numerator INTEGER NOT NULL CHECK (numerator >= 1),
    denominator INTEGER NOT NULL CHECK (denominator >= numerator),
    article TEXT NOT NULL,
    -- The assembly that was called.
    assembly_id INTEGER REFERENCES assemblies (id),
    recorded_by INTEGER NOT NULL REFERENCES accounts (id),
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX calling_requests_federation ON calling_requests (federation_id, received_on);
CREATE INDEX calling_requests_assembly ON calling_requests (assembly_id);
CREATE INDEX calling_requests_recorded_by ON calling_requests (recorded_by);
