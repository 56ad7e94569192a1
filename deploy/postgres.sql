-- Role and database of mandat. Once, as a superuser: psql --file=postgres.sql

-- No superuser: it owns its database and nothing else.
CREATE ROLE mandat LOGIN;
-- Sorting in bytes: lists are sorted by the program, in the reader's language.
CREATE DATABASE mandat OWNER mandat TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE mandat FROM PUBLIC;

-- An acknowledged vote is on disk, whatever the server's default says. (fsync and full_page_writes are settings of the whole
-- server; mandat refuses to start without them.)
ALTER ROLE mandat SET synchronous_commit = on;
-- A session that stays inside a transaction is ended.
ALTER ROLE mandat SET idle_in_transaction_session_timeout = '10s';
-- No statement and no value in the server's log.
ALTER ROLE mandat SET log_statement = 'none';
ALTER ROLE mandat SET log_min_duration_statement = -1;
ALTER ROLE mandat SET log_min_error_statement = 'panic';
ALTER ROLE mandat SET log_error_verbosity = 'terse';
ALTER ROLE mandat SET log_parameter_max_length = 0;
ALTER ROLE mandat SET log_parameter_max_length_on_error = 0;
