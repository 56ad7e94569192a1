-- Published versions of a result. A version is never changed; a correction is the next version.

CREATE TABLE publications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    poll_id INTEGER NOT NULL REFERENCES polls (id),
    version INTEGER NOT NULL CHECK (version >= 1),
    content TEXT NOT NULL,
    digest TEXT NOT NULL,
    reason TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    published_by INTEGER NOT NULL REFERENCES accounts (id),
    UNIQUE (poll_id, version)
) STRICT;
CREATE INDEX publications_federation ON publications (federation_id, published_at);
CREATE TRIGGER publications_no_update BEFORE UPDATE ON publications
BEGIN SELECT RAISE(ABORT, 'publications is append-only'); END;
CREATE TRIGGER publications_no_delete BEFORE DELETE ON publications
BEGIN SELECT RAISE(ABORT, 'publications is append-only'); END;
