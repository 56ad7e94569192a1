-- Paper beside the electronic box: who votes on it, and what two people counted.

-- Entries whose code puts nothing into a secret box. No foreign key to the roll: see marks.
CREATE TABLE paper_voters (
    roll_id BIGINT NOT NULL REFERENCES rolls (id),
    entry_id BIGINT NOT NULL,
    federation_id BIGINT NOT NULL REFERENCES federations (id),
    PRIMARY KEY (roll_id, entry_id)
);

-- Which marks of a poll are of ballots on paper.
CREATE TABLE paper_marks (
    poll_id BIGINT NOT NULL REFERENCES polls (id),
    entry_id BIGINT NOT NULL,
    PRIMARY KEY (poll_id, entry_id)
);

-- What one person counted: canonical ballots with their number, as JSON. Deleted once the box is complete: nothing tells then what
-- was on paper.
CREATE TABLE paper_sheets (
    poll_id BIGINT NOT NULL REFERENCES polls (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    ballots TEXT NOT NULL,
    done BIGINT NOT NULL CHECK (done IN (0, 1)),
    PRIMARY KEY (poll_id, account_id)
);
