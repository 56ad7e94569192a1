-- The register: federations, municipalities, member bodies, terms of office, people, seats and mandates.
-- Days are whole days since 1970-01-01, times are Unix milliseconds, flags are 0 or 1, texts in several languages are JSON objects.

CREATE TABLE federations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('councils', 'associations')),
    locale TEXT NOT NULL,
    contact TEXT NOT NULL,
    demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
    created_at INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

-- A federation is itself a member of another one: council -> Land -> Bund.
CREATE TABLE federation_memberships (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    parent_id INTEGER NOT NULL REFERENCES federations (id),
    starts_on INTEGER NOT NULL,
    ends_on INTEGER,
    CHECK (federation_id <> parent_id),
    CHECK (ends_on IS NULL OR ends_on >= starts_on)
) STRICT;
CREATE INDEX federation_memberships_federation ON federation_memberships (federation_id);
CREATE INDEX federation_memberships_parent ON federation_memberships (parent_id);

CREATE TABLE municipalities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    ags TEXT NOT NULL,
    name TEXT NOT NULL,
    county TEXT NOT NULL,
    inhabitants INTEGER,
    latitude_e6 INTEGER,
    longitude_e6 INTEGER,
    search_key TEXT NOT NULL,
    revision INTEGER NOT NULL,
    UNIQUE (federation_id, ags)
) STRICT;
CREATE INDEX municipalities_search ON municipalities (federation_id, search_key, id);

CREATE TABLE bodies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    external_key TEXT,
    species TEXT NOT NULL CHECK (species IN ('council', 'association')),
    municipality_id INTEGER REFERENCES municipalities (id),
    joined_on INTEGER,
    left_on INTEGER,
    delegate_places INTEGER NOT NULL CHECK (delegate_places >= 0),
    contact_email TEXT NOT NULL,
    website TEXT NOT NULL,
    search_key TEXT NOT NULL,
    revision INTEGER NOT NULL,
    CHECK (left_on IS NULL OR joined_on IS NULL OR left_on >= joined_on)
) STRICT;
CREATE UNIQUE INDEX bodies_external_key ON bodies (federation_id, external_key) WHERE external_key IS NOT NULL;
CREATE INDEX bodies_search ON bodies (federation_id, search_key, id);
CREATE INDEX bodies_municipality ON bodies (municipality_id);

-- Name and kind of a body from a day on; the newest row not after a day holds on that day.
CREATE TABLE body_profiles (
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    from_day INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('elected', 'appointed', 'mixed', 'association')),
    PRIMARY KEY (body_id, from_day)
) STRICT;

CREATE TABLE body_countries (
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    country TEXT NOT NULL,
    PRIMARY KEY (body_id, country)
) STRICT;

CREATE TABLE body_fields (
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    field TEXT NOT NULL,
    PRIMARY KEY (body_id, field)
) STRICT;

CREATE TABLE terms (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    label TEXT NOT NULL,
    starts_on INTEGER NOT NULL,
    ends_on INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    CHECK (ends_on >= starts_on)
) STRICT;
CREATE INDEX terms_body ON terms (body_id, starts_on);
CREATE INDEX terms_ending ON terms (federation_id, ends_on);

CREATE TABLE seats (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    term_id INTEGER NOT NULL REFERENCES terms (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    origin TEXT NOT NULL CHECK (origin IN ('elected', 'appointed', 'ex_officio')),
    UNIQUE (term_id, number)
) STRICT;

CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    external_key TEXT,
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    locale TEXT NOT NULL,
    -- The day on which the person agreed that the name is published; nothing is published without it, but for public office.
    consent_name_on INTEGER,
    search_key TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX people_external_key ON people (federation_id, external_key) WHERE external_key IS NOT NULL;
CREATE INDEX people_search ON people (federation_id, search_key, id);

-- Who belongs to a body, from when to when and why it ended; with a seat in a term, or as a plain member of an association.
CREATE TABLE mandates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    term_id INTEGER REFERENCES terms (id),
    seat_id INTEGER REFERENCES seats (id),
    function TEXT NOT NULL CHECK (function IN ('member', 'chair', 'deputy_chair', 'board_member')),
    public_office INTEGER NOT NULL CHECK (public_office IN (0, 1)),
    starts_on INTEGER NOT NULL,
    ends_on INTEGER,
    end_reason TEXT CHECK (end_reason IN ('term_ended', 'resigned', 'lost_eligibility', 'deceased', 'recalled', 'left', 'other')),
    revision INTEGER NOT NULL,
    CHECK (ends_on IS NULL OR ends_on >= starts_on),
    CHECK (seat_id IS NULL OR term_id IS NOT NULL)
) STRICT;
CREATE INDEX mandates_federation ON mandates (federation_id, starts_on);
CREATE INDEX mandates_body ON mandates (body_id, starts_on);
CREATE INDEX mandates_person ON mandates (person_id, starts_on);
CREATE INDEX mandates_seat ON mandates (seat_id, starts_on);
CREATE INDEX mandates_term ON mandates (term_id);
