-- Whether this is the copy in which a federation rehearses. Nothing but a rehearsal opens it.
ALTER TABLE installation ADD COLUMN rehearsal INTEGER NOT NULL DEFAULT 0 CHECK (rehearsal IN (0, 1));
