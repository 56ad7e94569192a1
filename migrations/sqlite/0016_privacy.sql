-- What the register knows of people beyond their names: consent for each purpose, particulars apart, suspensions, and erasure.

-- The day on which the person agreed that a photo is published, and that others are told how to reach them.
ALTER TABLE people ADD COLUMN consent_photo_on INTEGER;
ALTER TABLE people ADD COLUMN consent_contact_on INTEGER;
-- Everything that names or describes the person was emptied on this day; the row stays, so that counts and mandates do.
ALTER TABLE people ADD COLUMN erased_on INTEGER;

-- Of whom there is no consent yet that the name is published.
CREATE INDEX people_without_consent ON people (federation_id, search_key, id) WHERE consent_name_on IS NULL AND erased_on IS NULL;

-- Apart from people, so that no list, search or export reads it by the way. Nothing says where somebody comes from.
CREATE TABLE person_particulars (
    person_id INTEGER PRIMARY KEY REFERENCES people (id),
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    born_on INTEGER,
    gender TEXT CHECK (gender IN ('female', 'male', 'diverse')),
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX person_particulars_federation ON person_particulars (federation_id);

-- From a day to a day the rights of membership in a body rest.
CREATE TABLE suspensions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    starts_on INTEGER NOT NULL,
    ends_on INTEGER,
    reason TEXT NOT NULL,
    revision INTEGER NOT NULL,
    CHECK (ends_on IS NULL OR ends_on >= starts_on)
) STRICT;
CREATE INDEX suspensions_person ON suspensions (person_id, starts_on);
CREATE INDEX suspensions_body ON suspensions (body_id, starts_on);
CREATE INDEX suspensions_federation ON suspensions (federation_id, starts_on);

-- Asked for everything that went to an address.
CREATE INDEX messages_address ON messages (federation_id, address);
