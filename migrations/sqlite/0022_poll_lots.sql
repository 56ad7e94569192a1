-- Lots that were drawn where the count of a poll left places open; never changed.
CREATE TABLE poll_lots (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    poll_id INTEGER NOT NULL REFERENCES polls (id),
    -- From 1, in the order in which the count asks for them.
    number INTEGER NOT NULL CHECK (number >= 1),
    -- Between whom and how it fell: places on the ballot, as JSON.
    content TEXT NOT NULL,
    drawn_on INTEGER NOT NULL,
    drawn_by TEXT NOT NULL,
    witnesses TEXT NOT NULL,
    recorded_by INTEGER NOT NULL REFERENCES accounts (id),
    recorded_at INTEGER NOT NULL,
    -- The count with this lot and those before it.
    count TEXT NOT NULL,
    digest TEXT NOT NULL,
    UNIQUE (poll_id, number)
) STRICT;
CREATE TRIGGER poll_lots_no_update BEFORE UPDATE ON poll_lots
BEGIN SELECT RAISE(ABORT, 'poll_lots is append-only'); END;
CREATE TRIGGER poll_lots_no_delete BEFORE DELETE ON poll_lots
BEGIN SELECT RAISE(ABORT, 'poll_lots is append-only'); END;
