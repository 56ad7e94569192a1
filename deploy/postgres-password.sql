-- Only for compose.yaml: the password of the role comes from the secret, and the superuser only through the container's socket.
\set password `cat /run/secrets/database_password`
ALTER ROLE mandat PASSWORD :'password';
ALTER ROLE postgres PASSWORD NULL;
