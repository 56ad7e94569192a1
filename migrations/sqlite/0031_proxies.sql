-- Proxies: a delegate who is away gives the vote in writing to another one of the roll, as far as the statutes allow it (BGB sections 38, 40).
CREATE TABLE proxies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    roll_id INTEGER NOT NULL REFERENCES rolls (id),
    -- Whose place it is, and who votes for it.
    entry_id INTEGER NOT NULL REFERENCES roll_entries (id),
    holder_entry_id INTEGER NOT NULL REFERENCES roll_entries (id),
    -- Of the document.
    document_day INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    ended_at INTEGER,
    ended_because TEXT CHECK (ended_because IN ('principal_came', 'deputy_took_place', 'holder_left', 'revoked')),
    CHECK (entry_id <> holder_entry_id),
    CHECK ((ended_at IS NULL) = (ended_because IS NULL)),
    CHECK (ended_at IS NULL OR ended_at >= recorded_at)
) STRICT;
CREATE UNIQUE INDEX proxies_active ON proxies (entry_id) WHERE ended_at IS NULL;
CREATE INDEX proxies_roll ON proxies (roll_id, entry_id);
CREATE INDEX proxies_holder ON proxies (holder_entry_id);

-- Who votes for the place by an active proxy; empty: whoever holds it. What a code opens follows from this and held_by alone.
ALTER TABLE roll_entries ADD COLUMN proxy_holder INTEGER REFERENCES roll_entries (id)
    CHECK (proxy_holder IS NULL OR (held_by IS NULL AND struck = 0 AND proxy_holder <> id));
CREATE INDEX roll_entries_proxy_holder ON roll_entries (proxy_holder) WHERE proxy_holder IS NOT NULL;

-- Who voted for the place by proxy when it voted by name. Votes of secret polls have no such column. It is no foreign key: checking
-- one would write the number of the casting transaction onto the roll.
ALTER TABLE roll_call_votes ADD COLUMN proxy_entry_id INTEGER;
CREATE INDEX roll_call_votes_proxy ON roll_call_votes (proxy_entry_id) WHERE proxy_entry_id IS NOT NULL;

-- Places that a proxy represented when the poll was opened.
ALTER TABLE poll_presence ADD COLUMN proxies INTEGER NOT NULL DEFAULT 0 CHECK (proxies >= 0 AND own + deputies + proxies <= places);
