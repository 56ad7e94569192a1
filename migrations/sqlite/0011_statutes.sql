-- What decides how many delegates a body sends: statutes by day, reference figures, fees, and the computations made of them.

CREATE TABLE statutes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    title TEXT NOT NULL,
    -- The first day on which this version holds, until the next one does.
    valid_from INTEGER NOT NULL,
    rules TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX statutes_one_a_day ON statutes (federation_id, valid_from);

CREATE TABLE body_figures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    kind TEXT NOT NULL CHECK (kind IN ('foreign_residents', 'inhabitants', 'members', 'council_seats')),
    day INTEGER NOT NULL,
    value INTEGER NOT NULL CHECK (value >= 0),
    source TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX body_figures_once ON body_figures (body_id, kind, day);
CREATE INDEX body_figures_federation ON body_figures (federation_id, kind, day);

CREATE TABLE body_fees (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    year INTEGER NOT NULL,
    due_on INTEGER NOT NULL,
    paid_on INTEGER,
    revision INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX body_fees_once ON body_fees (body_id, year);
CREATE INDEX body_fees_federation ON body_fees (federation_id, due_on);

-- Each keeps all that it was made of; the newest of a round holds.
CREATE TABLE entitlement_computations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    round_id INTEGER NOT NULL REFERENCES delegation_rounds (id),
    statutes_id INTEGER NOT NULL REFERENCES statutes (id),
    document TEXT NOT NULL,
    digest TEXT NOT NULL,
    computed_by INTEGER NOT NULL REFERENCES accounts (id),
    computed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX entitlement_computations_round ON entitlement_computations (round_id, id);
CREATE INDEX entitlement_computations_statutes ON entitlement_computations (statutes_id);
CREATE TRIGGER entitlement_computations_no_update BEFORE UPDATE ON entitlement_computations
BEGIN SELECT RAISE(ABORT, 'entitlement_computations is append-only'); END;
CREATE TRIGGER entitlement_computations_no_delete BEFORE DELETE ON entitlement_computations
BEGIN SELECT RAISE(ABORT, 'entitlement_computations is append-only'); END;

-- Places that staff gave a body instead of those computed; gone with the next computation.
CREATE TABLE entitlement_overrules (
    computation_id INTEGER NOT NULL REFERENCES entitlement_computations (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    reason TEXT NOT NULL,
    PRIMARY KEY (computation_id, body_id)
) STRICT;
