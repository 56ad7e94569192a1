-- Polls in full: how a ballot is filled in and counted, where its rule comes from, what its figures could tell, acts of two
-- people, and a box that strangers can check.

-- How a ballot is filled in and counted; each option has one sign on it, whatever the method.
ALTER TABLE polls ADD COLUMN method TEXT NOT NULL DEFAULT 'choose'
    CHECK (method IN ('yes_no', 'choose', 'cumulate', 'lists', 'instant_runoff', 'scottish_stv', 'schulze'));
UPDATE polls SET method = 'yes_no' WHERE kind = 'motion';
-- How many votes of a ballot one option may get.
ALTER TABLE polls ADD COLUMN max_per_option BIGINT NOT NULL DEFAULT 1 CHECK (max_per_option BETWEEN 1 AND 9);
-- From how many bodies those elected must come; 0 where that is free.
ALTER TABLE polls ADD COLUMN least_bodies BIGINT NOT NULL DEFAULT 0 CHECK (least_bodies >= 0);
-- The version of the statutes and the article that the rule was taken from, as JSON; empty where it was written for this poll.
ALTER TABLE polls ADD COLUMN rule_source TEXT NOT NULL DEFAULT '';
-- How much of the result may become public, as chosen before opening.
ALTER TABLE polls ADD COLUMN disclosure TEXT NOT NULL DEFAULT 'full' CHECK (disclosure IN ('full', 'outcome_only'));
-- What the result could tell of single votes and what was chosen about it, as JSON; written at opening.
ALTER TABLE polls ADD COLUMN guard TEXT NOT NULL DEFAULT '';
-- So many minutes after the time of closing voters who are signed in already may still vote (OnlWahlV § 7(1)).
ALTER TABLE polls ADD COLUMN grace_minutes BIGINT NOT NULL DEFAULT 0 CHECK (grace_minutes BETWEEN 0 AND 60);
ALTER TABLE polls ADD COLUMN interrupted_at BIGINT;
-- A void poll keeps its sealed box and never has a result.
ALTER TABLE polls ADD COLUMN voided_at BIGINT;
ALTER TABLE polls ADD COLUMN void_reason TEXT NOT NULL DEFAULT '';
-- The poll that this one repeats, or whose runoff it is.
ALTER TABLE polls ADD COLUMN follows_poll_id BIGINT REFERENCES polls (id);
ALTER TABLE polls ADD COLUMN follows_as TEXT CHECK (follows_as IN ('repeat', 'runoff'));
-- When codes and marks were deleted after the period for objections.
ALTER TABLE polls ADD COLUMN marks_deleted_at BIGINT;
CREATE INDEX polls_follows ON polls (follows_poll_id);

-- The body of a candidate, for the rule that a board comes from several; empty where that plays no part.
ALTER TABLE poll_options ADD COLUMN body TEXT NOT NULL DEFAULT '';
-- Places of a list; for the other methods 1.
ALTER TABLE poll_options ADD COLUMN places BIGINT NOT NULL DEFAULT 1 CHECK (places >= 1);

ALTER TABLE ballot_boxes ADD COLUMN paused BIGINT NOT NULL DEFAULT 0 CHECK (paused IN (0, 1));
-- Until when voters who were signed in at the time of closing may still vote.
ALTER TABLE ballot_boxes ADD COLUMN grace_until BIGINT;

-- Who may not vote in one poll because of a conflict of interest (BGB § 34). No foreign key to the roll: see marks.
CREATE TABLE poll_exclusions (
    poll_id BIGINT NOT NULL REFERENCES polls (id),
    entry_id BIGINT NOT NULL,
    federation_id BIGINT NOT NULL REFERENCES federations (id),
    reason TEXT NOT NULL,
    PRIMARY KEY (poll_id, entry_id)
);

-- One random tracker for each ballot: nothing leads from it to a ballot or to a voter.
CREATE TABLE trackers (
    tracker TEXT PRIMARY KEY,
    poll_id BIGINT NOT NULL
);
CREATE INDEX trackers_poll ON trackers (poll_id);
-- Written once at closing.
CREATE TABLE sealed_trackers (
    poll_id BIGINT NOT NULL,
    tracker TEXT NOT NULL,
    PRIMARY KEY (poll_id, tracker)
);

-- The closed box in shuffled blocks, each of which names the one before; the last one's hash is the digest of the box.
ALTER TABLE sealed_ballots ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
CREATE TABLE box_blocks (
    poll_id BIGINT NOT NULL REFERENCES polls (id),
    number BIGINT NOT NULL CHECK (number >= 1),
    ballots BIGINT NOT NULL CHECK (ballots >= 1),
    hash TEXT NOT NULL,
    PRIMARY KEY (poll_id, number)
);
CREATE FUNCTION box_blocks_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'box_blocks is append-only'; END $$;
CREATE TRIGGER box_blocks_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON box_blocks
FOR EACH STATEMENT EXECUTE FUNCTION box_blocks_refuse_change();

-- The latest time of closing that had passed in the roll's polls when the voter signed in: a public time, not the voter's.
ALTER TABLE voter_sessions ADD COLUMN late_for BIGINT NOT NULL DEFAULT 0;

-- How long objections to results are possible; codes and marks are kept that long.
ALTER TABLE federations ADD COLUMN objection_weeks BIGINT NOT NULL DEFAULT 6 CHECK (objection_weeks BETWEEN 1 AND 52);
ALTER TABLE rolls ADD COLUMN codes_deleted_at BIGINT;
