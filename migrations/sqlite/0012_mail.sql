-- Messages to people and offices: what is to be said, to whom, and what became of it. The words are made when a message is sent;
-- here stand the purpose and its values, and never a link's token.

CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    federation_id INTEGER NOT NULL REFERENCES federations (id),
    purpose TEXT NOT NULL,
    -- What it is about: a thing's table and id, and the body that it goes to where it goes to one.
    about TEXT NOT NULL,
    about_id INTEGER NOT NULL,
    body_id INTEGER REFERENCES bodies (id),
    recipient TEXT NOT NULL,
    -- Empty where none is known.
    address TEXT NOT NULL,
    locale TEXT NOT NULL,
    -- JSON object of texts.
    arguments TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('no_address', 'queued', 'sending', 'sent', 'unknown', 'refused', 'bounced', 'printed', 'handed_over', 'dropped')),
    -- Tries since it was queued last.
    attempts INTEGER NOT NULL,
    -- How often it was sent anew by staff.
    resends INTEGER NOT NULL,
    -- When it is tried next; while it is being sent, when that began.
    due_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    -- What the server answered last, or what staff noted.
    answer TEXT NOT NULL,
    revision INTEGER NOT NULL,
    CHECK (state <> 'queued' OR address <> '')
) STRICT;
CREATE INDEX messages_federation ON messages (federation_id, state, id);
CREATE INDEX messages_due ON messages (state, due_at);
CREATE INDEX messages_about ON messages (federation_id, about, about_id, body_id);
CREATE INDEX messages_body ON messages (body_id);
