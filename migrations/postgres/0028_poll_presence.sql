-- Who was there when a poll of an assembly was opened, against the quorum of the statutes of that day; never changed.
CREATE TABLE poll_presence (
    poll_id BIGINT PRIMARY KEY REFERENCES polls (id),
    federation_id BIGINT NOT NULL REFERENCES federations (id),
    -- Places of the roll, and those whose delegate or deputy was there.
    places BIGINT NOT NULL CHECK (places >= 0),
    own BIGINT NOT NULL CHECK (own >= 0),
    deputies BIGINT NOT NULL CHECK (deputies >= 0),
    -- So many had to be there; empty where the statutes ask for none.
    needed BIGINT CHECK (needed >= 0),
    article TEXT NOT NULL,
    CHECK (own + deputies <= places)
);
CREATE INDEX poll_presence_federation ON poll_presence (federation_id);
CREATE FUNCTION poll_presence_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'poll_presence is append-only'; END $$;
CREATE TRIGGER poll_presence_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON poll_presence
FOR EACH STATEMENT EXECUTE FUNCTION poll_presence_refuse_change();
