-- Codes and marks go when the time for objections is over; somebody may hold them back with a reason.
ALTER TABLE rolls ADD COLUMN retention_hold TEXT NOT NULL DEFAULT '';
-- Those whose codes are still there.
CREATE INDEX rolls_with_codes ON rolls (federation_id) WHERE codes_deleted_at IS NULL AND state = 'frozen';
