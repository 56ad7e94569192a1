-- Who was there when a poll of an assembly was opened, against the quorum of the statutes of that day; never changed.
CREATE TABLE poll_presence (
    poll_id INTEGER PRIMARY KEY REFERENCES polls (id),
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    -- Places of the roll, and those whose delegate or deputy was there.
    places INTEGER NOT NULL CHECK (places >= 0),
    own INTEGER NOT NULL CHECK (own >= 0),
    deputies INTEGER NOT NULL CHECK (deputies >= 0),
    -- So many had to be there; empty where the statutes ask for none.
    needed INTEGER CHECK (needed >= 0),
    article TEXT NOT NULL,
    CHECK (own + deputies <= places)
) STRICT;
CREATE INDEX poll_presence_federation ON poll_presence (federation_id);
CREATE TRIGGER poll_presence_no_update BEFORE UPDATE ON poll_presence
BEGIN SELECT RAISE(ABORT, 'poll_presence is append-only'); END;
CREATE TRIGGER poll_presence_no_delete BEFORE DELETE ON poll_presence
BEGIN SELECT RAISE(ABORT, 'poll_presence is append-only'); END;
