#!/bin/busybox sh
# What an agency's application does: reads how to connect from the file that Titip delivered, writes a row, reads it back.
. /run/secrets/database.env
export PGHOST="$DATABASE_HOST" PGPORT="$DATABASE_PORT" PGDATABASE="$DATABASE_NAME"
export PGUSER="$DATABASE_USER" PGPASSWORD="$DATABASE_PASSWORD" PGOPTIONS="-c client_min_messages=warning"
answer=$(psql -X -q -A -t -v ON_ERROR_STOP=1 -c "
  CREATE TABLE IF NOT EXISTS antrean (nomor serial PRIMARY KEY, saat timestamptz DEFAULT now());
  INSERT INTO antrean DEFAULT VALUES RETURNING 'nomor antrean ' || nomor ||
    ', kata PostgreSQL ' || current_setting('server_version')" 2>&1) || printf 'Status: 500 Internal Server Error\r\n'
printf 'Content-Type: text/html; charset=utf-8\r\n\r\n'
cat <<END
<!doctype html>
<html lang="id">
<head><meta charset="utf-8"><title>Antrean Adminduk</title></head>
<body><h1>Antrean Adminduk</h1><output>$answer</output></body>
</html>
END
