-- Who stood in for the place when it voted by name; empty where the delegate voted. Votes of secret polls have no such column.
ALTER TABLE roll_call_votes ADD COLUMN stand_in_id BIGINT REFERENCES stand_ins (id);
CREATE INDEX roll_call_votes_stand_in ON roll_call_votes (stand_in_id) WHERE stand_in_id IS NOT NULL;
