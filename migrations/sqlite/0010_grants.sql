-- Asked with every request of somebody signed in; the partial indexes of 0002 do not serve it.
CREATE INDEX grants_of_account ON grants (account_id);
