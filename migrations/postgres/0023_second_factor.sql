-- The second factor of an account: an authenticator app. Its secret is not stored; it is computed from the pepper and the generation.
CREATE TABLE second_factors (
    account_id BIGINT PRIMARY KEY REFERENCES accounts (id),
    generation BIGINT NOT NULL CHECK (generation >= 1),
    -- Asked for at sign-in from then on; NULL while it is being set up, and after it was ended.
    confirmed_at BIGINT,
    -- The latest step of time whose code was used: a code works once. NULL where no app is in use or being set up.
    last_step BIGINT
);
