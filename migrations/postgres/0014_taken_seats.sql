-- A call is withdrawn where a correction takes the seat, or the election is void; whoever is elected after all is called again.
ALTER TABLE seat_calls ADD COLUMN withdrawn_on BIGINT;
-- Why the call was withdrawn: the reason of the version that did; empty otherwise.
ALTER TABLE seat_calls ADD COLUMN withdrawn_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE seat_calls ALTER COLUMN withdrawn_reason DROP DEFAULT;
ALTER TABLE seat_calls DROP CONSTRAINT seat_calls_state_check;
ALTER TABLE seat_calls DROP CONSTRAINT seat_calls_check;
ALTER TABLE seat_calls DROP CONSTRAINT seat_calls_check1;
ALTER TABLE seat_calls DROP CONSTRAINT seat_calls_election_id_candidate_id_key;
ALTER TABLE seat_calls ADD CHECK (state IN ('called', 'accepted', 'declined', 'withdrawn'));
ALTER TABLE seat_calls ADD CHECK (state <> 'called' OR answered_on IS NULL);
ALTER TABLE seat_calls ADD CHECK (state NOT IN ('accepted', 'declined') OR answered_on IS NOT NULL);
ALTER TABLE seat_calls ADD CHECK (state <> 'accepted' OR mandate_id IS NOT NULL);
ALTER TABLE seat_calls ADD CHECK (mandate_id IS NULL OR state IN ('accepted', 'withdrawn'));
ALTER TABLE seat_calls ADD CHECK ((state = 'withdrawn') = (withdrawn_on IS NOT NULL));
DROP INDEX seat_calls_follows;
CREATE INDEX seat_calls_election ON seat_calls (election_id, id);
-- A candidate is called once.
CREATE UNIQUE INDEX seat_calls_candidate ON seat_calls (election_id, candidate_id) WHERE state <> 'withdrawn';
CREATE UNIQUE INDEX seat_calls_follows ON seat_calls (follows_id) WHERE state <> 'withdrawn';
