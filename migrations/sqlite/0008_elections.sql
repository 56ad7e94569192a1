-- Elections of member bodies: nominations, counts, lots, versions of the result, and those called to a seat.
-- Figures, lots and versions are never changed; what comes later is another row.

CREATE TABLE elections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    term_id INTEGER NOT NULL REFERENCES terms (id),
    day INTEGER NOT NULL,
    -- The election that this one repeats.
    repeats_id INTEGER REFERENCES elections (id),
    state TEXT NOT NULL CHECK (state IN ('preparing', 'counting', 'certified', 'not_held', 'appointed_instead', 'annulled', 'repeated')),
    -- Why it was not held, was annulled or is repeated.
    state_reason TEXT NOT NULL,
    -- Seats to be elected; those appointed or held by office stand beside them.
    seats INTEGER NOT NULL CHECK (seats >= 1),
    appointed_seats INTEGER NOT NULL CHECK (appointed_seats >= 0),
    ex_officio_seats INTEGER NOT NULL CHECK (ex_officio_seats >= 0),
    -- How votes become seats, and where that is written; NULL while it is not set. There is no default.
    rules TEXT,
    -- Last day on which nominations are handed in, and days that the elected have to answer.
    nomination_deadline INTEGER,
    acceptance_days INTEGER NOT NULL CHECK (acceptance_days >= 0),
    -- Until when an objection can be raised; NULL where not known.
    objection_deadline INTEGER,
    revision INTEGER NOT NULL,
    CHECK (repeats_id IS NULL OR repeats_id <> id)
) STRICT;
CREATE INDEX elections_day ON elections (federation_id, day, id);
CREATE INDEX elections_body ON elections (body_id, day);
CREATE INDEX elections_term ON elections (term_id);
CREATE UNIQUE INDEX elections_repeats ON elections (repeats_id) WHERE repeats_id IS NOT NULL;

-- Where it is counted; an election without districts has one, with an empty name.
CREATE TABLE election_districts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    election_id INTEGER NOT NULL REFERENCES elections (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    name TEXT NOT NULL,
    UNIQUE (election_id, number)
) STRICT;

-- Seats set aside for a group, each group allocated by itself.
CREATE TABLE seat_groups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    election_id INTEGER NOT NULL REFERENCES elections (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    name TEXT NOT NULL,
    seats INTEGER NOT NULL CHECK (seats >= 1),
    UNIQUE (election_id, number)
) STRICT;

CREATE TABLE nominations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    election_id INTEGER NOT NULL REFERENCES elections (id),
    -- Order on the ballot.
    position INTEGER NOT NULL CHECK (position >= 1),
    kind TEXT NOT NULL CHECK (kind IN ('list', 'independent')),
    label TEXT NOT NULL,
    -- The label folded: a list stands once.
    label_key TEXT NOT NULL,
    group_id INTEGER REFERENCES seat_groups (id),
    -- Number of candidates where their names are not taken in; NULL: as many as are named.
    unnamed_candidates INTEGER CHECK (unnamed_candidates >= 0),
    withdrawn_on INTEGER,
    withdrawn_reason TEXT NOT NULL,
    revision INTEGER NOT NULL,
    UNIQUE (election_id, label_key)
) STRICT;
CREATE INDEX nominations_election ON nominations (election_id, position);

CREATE TABLE candidates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    nomination_id INTEGER NOT NULL REFERENCES nominations (id),
    position INTEGER NOT NULL CHECK (position >= 1),
    -- Set once the candidate is in the register of people, at the latest with the mandate.
    person_id INTEGER REFERENCES people (id),
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    -- The day on which the candidate agreed to stand and to be named.
    consented_on INTEGER,
    withdrawn_on INTEGER,
    withdrawn_reason TEXT NOT NULL,
    revision INTEGER NOT NULL,
    UNIQUE (nomination_id, position)
) STRICT;
CREATE INDEX candidates_person ON candidates (person_id);

-- The figures of a district as one person entered them; later rounds correct earlier ones.
CREATE TABLE count_entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    district_id INTEGER NOT NULL REFERENCES election_districts (id),
    round INTEGER NOT NULL CHECK (round >= 1),
    look TEXT NOT NULL CHECK (look IN ('first', 'second', 'settled')),
    figures TEXT NOT NULL,
    -- Why figures that looked doubtful stand, or how a difference was settled.
    note TEXT NOT NULL,
    -- Typed, or the name of the file taken in.
    source TEXT NOT NULL,
    entered_by INTEGER NOT NULL REFERENCES accounts (id),
    entered_at INTEGER NOT NULL,
    UNIQUE (district_id, round, look)
) STRICT;
CREATE INDEX count_entries_account ON count_entries (entered_by);
CREATE TRIGGER count_entries_no_update BEFORE UPDATE ON count_entries
BEGIN SELECT RAISE(ABORT, 'count_entries is append-only'); END;
CREATE TRIGGER count_entries_no_delete BEFORE DELETE ON count_entries
BEGIN SELECT RAISE(ABORT, 'count_entries is append-only'); END;

-- Which column of a table of results stood for which nomination, kept for the next table of the body.
CREATE TABLE count_columns (
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    column_name TEXT NOT NULL,
    label_key TEXT NOT NULL,
    PRIMARY KEY (body_id, column_name)
) STRICT;

CREATE TABLE election_lots (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    election_id INTEGER NOT NULL REFERENCES elections (id),
    -- What the lot decides, between whom, and how it fell; it counts for these figures and no others.
    content TEXT NOT NULL,
    drawn_on INTEGER NOT NULL,
    drawn_by TEXT NOT NULL,
    witnesses TEXT NOT NULL,
    recorded_by INTEGER NOT NULL REFERENCES accounts (id),
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX election_lots_election ON election_lots (election_id, id);
CREATE TRIGGER election_lots_no_update BEFORE UPDATE ON election_lots
BEGIN SELECT RAISE(ABORT, 'election_lots is append-only'); END;
CREATE TRIGGER election_lots_no_delete BEFORE DELETE ON election_lots
BEGIN SELECT RAISE(ABORT, 'election_lots is append-only'); END;

-- Published versions of the result. The figures beside the content are those of the overview of an election day.
CREATE TABLE election_results (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    election_id INTEGER NOT NULL REFERENCES elections (id),
    version INTEGER NOT NULL CHECK (version >= 1),
    standing TEXT NOT NULL CHECK (standing IN ('provisional', 'certified', 'corrected', 'annulled')),
    content TEXT NOT NULL,
    digest TEXT NOT NULL,
    reason TEXT NOT NULL,
    districts INTEGER NOT NULL,
    reported INTEGER NOT NULL,
    eligible INTEGER,
    voters INTEGER,
    valid INTEGER,
    seats INTEGER NOT NULL,
    filled INTEGER NOT NULL,
    vacant INTEGER NOT NULL,
    undecided INTEGER NOT NULL,
    published_at INTEGER NOT NULL,
    published_by INTEGER NOT NULL REFERENCES accounts (id),
    -- The second person; provisional versions have none.
    confirmed_by INTEGER REFERENCES accounts (id),
    UNIQUE (election_id, version),
    CHECK (standing = 'provisional' OR (confirmed_by IS NOT NULL AND confirmed_by <> published_by))
) STRICT;
CREATE INDEX election_results_federation ON election_results (federation_id, published_at);
CREATE TRIGGER election_results_no_update BEFORE UPDATE ON election_results
BEGIN SELECT RAISE(ABORT, 'election_results is append-only'); END;
CREATE TRIGGER election_results_no_delete BEFORE DELETE ON election_results
BEGIN SELECT RAISE(ABORT, 'election_results is append-only'); END;

-- Candidates called to a seat: the elected, and who follows somebody who declined or left.
CREATE TABLE seat_calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    election_id INTEGER NOT NULL REFERENCES elections (id),
    seat_id INTEGER NOT NULL REFERENCES seats (id),
    candidate_id INTEGER NOT NULL REFERENCES candidates (id),
    -- The call that it follows: one that was declined, or one whose mandate ended.
    follows_id INTEGER REFERENCES seat_calls (id),
    called_on INTEGER NOT NULL,
    answer_by INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('called', 'accepted', 'declined')),
    answered_on INTEGER,
    -- Why somebody declined, as told; empty otherwise.
    reason TEXT NOT NULL,
    mandate_id INTEGER REFERENCES mandates (id),
    revision INTEGER NOT NULL,
    -- A candidate is called once.
    UNIQUE (election_id, candidate_id),
    CHECK ((state = 'called') = (answered_on IS NULL)),
    CHECK ((state = 'accepted') = (mandate_id IS NOT NULL))
) STRICT;
CREATE INDEX seat_calls_seat ON seat_calls (seat_id);
CREATE UNIQUE INDEX seat_calls_mandate ON seat_calls (mandate_id) WHERE mandate_id IS NOT NULL;
CREATE UNIQUE INDEX seat_calls_follows ON seat_calls (follows_id) WHERE follows_id IS NOT NULL;
CREATE UNIQUE INDEX seat_calls_one_open ON seat_calls (seat_id) WHERE state = 'called';
