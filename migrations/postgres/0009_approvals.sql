-- Acts of every room that need two people: the word of the act is the program's, and the content is what the second person confirms.

ALTER TABLE approvals DROP CONSTRAINT approvals_act_check;
-- Digest of what is confirmed; empty where the subject says it all.
ALTER TABLE approvals ADD COLUMN content TEXT;
UPDATE approvals SET content = '';
ALTER TABLE approvals ALTER COLUMN content SET NOT NULL;
