-- Who speaks at an assembly, in what order, for how long.

CREATE TABLE speaker_lists (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    assembly_id INTEGER NOT NULL REFERENCES assemblies (id),
    topic TEXT NOT NULL,
    -- Time for a speech; 0: as long as it takes.
    seconds INTEGER NOT NULL CHECK (seconds BETWEEN 0 AND 7200),
    -- Two groups that take turns; both empty: one list.
    first_group TEXT NOT NULL,
    second_group TEXT NOT NULL,
    -- Whoever has not spoken on the topic yet comes before those who have.
    newcomers_first INTEGER NOT NULL CHECK (newcomers_first IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'ended')),
    opened_at INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    CHECK ((first_group = '') = (second_group = ''))
) STRICT;
-- One topic at a time.
CREATE UNIQUE INDEX speaker_lists_running ON speaker_lists (assembly_id) WHERE state <> 'ended';
CREATE INDEX speaker_lists_assembly ON speaker_lists (federation_id, assembly_id, id);

CREATE TABLE speeches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    list_id INTEGER NOT NULL REFERENCES speaker_lists (id),
    -- Somebody on the roll, or a guest by name.
    entry_id INTEGER REFERENCES roll_entries (id),
    -- The deputy who held the place when the floor was asked for.
    stand_in_id INTEGER REFERENCES stand_ins (id),
    guest TEXT NOT NULL,
    -- 1 or 2 where two groups take turns, else 0.
    turn INTEGER NOT NULL CHECK (turn IN (0, 1, 2)),
    point_of_order INTEGER NOT NULL CHECK (point_of_order IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'speaking', 'over', 'withdrawn')),
    asked_at INTEGER NOT NULL,
    started_at INTEGER,
    ended_at INTEGER,
    CHECK ((entry_id IS NULL) <> (guest = '')),
    CHECK (stand_in_id IS NULL OR entry_id IS NOT NULL),
    CHECK ((started_at IS NOT NULL) = (state IN ('speaking', 'over'))),
    CHECK ((ended_at IS NOT NULL) = (state = 'over'))
) STRICT;
CREATE INDEX speeches_list ON speeches (list_id, id);
CREATE INDEX speeches_entry ON speeches (entry_id);
CREATE INDEX speeches_stand_in ON speeches (stand_in_id);
CREATE UNIQUE INDEX speeches_speaking ON speeches (list_id) WHERE state = 'speaking';
-- Nobody waits twice for the same.
CREATE UNIQUE INDEX speeches_waiting ON speeches (list_id, entry_id, point_of_order) WHERE state = 'waiting' AND entry_id IS NOT NULL;
