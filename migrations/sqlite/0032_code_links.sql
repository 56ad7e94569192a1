-- Codes by mail link, and the early end of a mandate on the board.

-- A link is a code of its own kind. Its selector is the keyed hash of the whole secret, so that it is found by that alone and has no
-- verifier; the secret is computed from the pepper, the roll, whose it is and this number. Empty for codes on sheets.
ALTER TABLE codes ADD COLUMN generation INTEGER CHECK (generation IS NULL OR (generation >= 1 AND verifier_hash = ''));
-- Everybody has at most one valid code on a sheet and one valid link.
DROP INDEX codes_one_valid;
DROP INDEX codes_one_valid_stand_in;
CREATE UNIQUE INDEX codes_one_valid ON codes (entry_id) WHERE voided = 0 AND generation IS NULL;
CREATE UNIQUE INDEX codes_one_valid_stand_in ON codes (stand_in_id) WHERE voided = 0 AND generation IS NULL;
CREATE UNIQUE INDEX codes_one_valid_link ON codes (entry_id) WHERE voided = 0 AND generation IS NOT NULL;
CREATE UNIQUE INDEX codes_one_valid_link_stand_in ON codes (stand_in_id) WHERE voided = 0 AND generation IS NOT NULL;
CREATE UNIQUE INDEX codes_generation ON codes (entry_id, generation);
CREATE UNIQUE INDEX codes_generation_stand_in ON codes (stand_in_id, generation);

-- Last day of a mandate that ended before its term, and why; the planned end stays.
ALTER TABLE board_mandates ADD COLUMN ended_on INTEGER CHECK (ended_on IS NULL OR (ended_on >= starts_on AND ended_on <= ends_on));
ALTER TABLE board_mandates ADD COLUMN end_reason TEXT
    CHECK ((end_reason IS NULL) = (ended_on IS NULL) AND (end_reason IS NULL OR end_reason IN ('resigned', 'recalled', 'lost_eligibility', 'deceased')));
ALTER TABLE board_mandates ADD COLUMN revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1);
