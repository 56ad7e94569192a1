-- Keys of the election board: ballots of a sealed poll are opened by two of those who hold one.

CREATE TABLE board_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    -- X25519, in hexadecimal digits. The other half stands on the holder's sheet and nowhere else.
    public_key TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    -- When its holder made another one: no poll is sealed to it from then on, it still opens those that were.
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX board_keys_current ON board_keys (federation_id, account_id) WHERE ended_at IS NULL;

-- The key to which ballots are sealed as they come in; empty where they are not.
ALTER TABLE polls ADD COLUMN sealed_to TEXT NOT NULL DEFAULT '';

-- The other half of a poll's key, for each two holders: sealed to the second, and that to the first.
CREATE TABLE poll_key_shares (
    poll_id INTEGER NOT NULL REFERENCES polls (id),
    first_key INTEGER NOT NULL REFERENCES board_keys (id),
    second_key INTEGER NOT NULL REFERENCES board_keys (id),
    share TEXT NOT NULL,
    -- 1 once the first holder gave the key: then the second one's alone is missing.
    given INTEGER NOT NULL DEFAULT 0 CHECK (given IN (0, 1)),
    PRIMARY KEY (poll_id, first_key, second_key)
) STRICT, WITHOUT ROWID;

-- 0 while a closed box waits for paper ballots or for keys before it is written in its blocks.
ALTER TABLE ballot_boxes ADD COLUMN complete INTEGER NOT NULL DEFAULT 1 CHECK (complete IN (0, 1));
