-- A call is withdrawn where a correction takes the seat, or the election is void; whoever is elected after all is called again.
-- SQLite changes checks of a table only by writing it anew.
CREATE TABLE seat_calls_next (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    election_id INTEGER NOT NULL REFERENCES elections (id),
    seat_id INTEGER NOT NULL REFERENCES seats (id),
    candidate_id INTEGER NOT NULL REFERENCES candidates (id),
    -- The call that it follows: one that was declined, or one whose mandate ended.
    follows_id INTEGER REFERENCES seat_calls_next (id),
    called_on INTEGER NOT NULL,
    answer_by INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('called', 'accepted', 'declined', 'withdrawn')),
    answered_on INTEGER,
    -- Why somebody declined, as told; empty otherwise.
    reason TEXT NOT NULL,
    mandate_id INTEGER REFERENCES mandates (id),
    revision INTEGER NOT NULL,
    withdrawn_on INTEGER,
    -- Why the call was withdrawn: the reason of the version that did; empty otherwise.
    withdrawn_reason TEXT NOT NULL,
    CHECK (state <> 'called' OR answered_on IS NULL),
    CHECK (state NOT IN ('accepted', 'declined') OR answered_on IS NOT NULL),
    CHECK (state <> 'accepted' OR mandate_id IS NOT NULL),
    CHECK (mandate_id IS NULL OR state IN ('accepted', 'withdrawn')),
    CHECK ((state = 'withdrawn') = (withdrawn_on IS NOT NULL))
) STRICT;
INSERT INTO seat_calls_next (id, election_id, seat_id, candidate_id, follows_id, called_on, answer_by, state, answered_on, reason,
    mandate_id, revision, withdrawn_on, withdrawn_reason)
    SELECT id, election_id, seat_id, candidate_id, follows_id, called_on, answer_by, state, answered_on, reason, mandate_id, revision,
    NULL, '' FROM seat_calls ORDER BY id;
DROP TABLE seat_calls;
ALTER TABLE seat_calls_next RENAME TO seat_calls;
CREATE INDEX seat_calls_election ON seat_calls (election_id, id);
CREATE INDEX seat_calls_seat ON seat_calls (seat_id);
-- A candidate is called once.
CREATE UNIQUE INDEX seat_calls_candidate ON seat_calls (election_id, candidate_id) WHERE state <> 'withdrawn';
CREATE UNIQUE INDEX seat_calls_mandate ON seat_calls (mandate_id) WHERE mandate_id IS NOT NULL;
CREATE UNIQUE INDEX seat_calls_follows ON seat_calls (follows_id) WHERE state <> 'withdrawn';
CREATE UNIQUE INDEX seat_calls_one_open ON seat_calls (seat_id) WHERE state = 'called';
