-- The language of the letters and mails to a body; without one it is the federation's.
ALTER TABLE bodies ADD COLUMN locale TEXT;
