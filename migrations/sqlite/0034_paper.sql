-- Paper beside the electronic box: who votes on it, and what two people counted.

-- Entries whose code puts nothing into a secret box. No foreign key to the roll: see marks.
CREATE TABLE paper_voters (
    roll_id INTEGER NOT NULL REFERENCES rolls (id),
    entry_id INTEGER NOT NULL,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    PRIMARY KEY (roll_id, entry_id)
) STRICT, WITHOUT ROWID;

-- Which marks of a poll are of ballots on paper.
CREATE TABLE paper_marks (
    poll_id INTEGER NOT NULL REFERENCES polls (id),
    entry_id INTEGER NOT NULL,
    PRIMARY KEY (poll_id, entry_id)
) STRICT, WITHOUT ROWID;

-- What one person counted: canonical ballots with their number, as JSON. Deleted once the box is complete: nothing tells then what
-- was on paper.
CREATE TABLE paper_sheets (
    poll_id INTEGER NOT NULL REFERENCES polls (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    ballots TEXT NOT NULL,
    done INTEGER NOT NULL CHECK (done IN (0, 1)),
    PRIMARY KEY (poll_id, account_id)
) STRICT, WITHOUT ROWID;
