CREATE TABLE assemblies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    title TEXT NOT NULL,
    day INTEGER NOT NULL,
    form TEXT NOT NULL CHECK (form IN ('on_site', 'hybrid', 'virtual')),
    -- Where it meets, and on what a virtual or hybrid form rests (BGB § 32(2)).
    place TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    round_id INTEGER NOT NULL UNIQUE REFERENCES delegation_rounds (id),
    roll_id INTEGER NOT NULL UNIQUE REFERENCES rolls (id),
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX assemblies_federation ON assemblies (federation_id, day);
