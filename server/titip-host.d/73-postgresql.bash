# --- database server: PostgreSQL ---
# As postgres over the socket (peer). Values reach a script as variables of psql, set on its standard input. Databases
# belong to the role titip, which cannot log in: that marks them from their first moment; the user owns its schema.
# Who may connect from where stands between two marks at the head of pg_hba.conf (an include needs PostgreSQL 16).
readonly AS_POSTGRES=(setpriv --reuid=postgres --regid=postgres --init-groups --reset-env)
readonly PG_OWNER=titip PG_ENCODING=UTF8 PG_LOCALE=C.UTF-8
readonly HBA_BEGIN="# titip: begin, written by titip-host; lines between the marks are replaced" HBA_END="# titip: end"

# pg_find: sets PG_BIN and PG_PORT, once a session. Debian's own psql is a program of perl's that looks for the server
# each time anew, and takes three times as long.
PG_BIN= PG_PORT=
pg_find() {
  local version port state
  [[ -z $PG_PORT ]] || return 0
  while read -r version _ port state _; do
    [[ $state == online* && -x /usr/lib/postgresql/$version/bin/psql ]] || continue
    PG_BIN=/usr/lib/postgresql/$version/bin/ PG_PORT=$port
    break
  done < <(pg_lsclusters --no-header 2>/dev/null)
  PG_PORT=${PG_PORT:-5432}
}

# pg_sql DATABASE SCRIPT [NAME VALUE]…: sets SQL_ROWS or SQL_WORDS. What a site has made in its schema is on no path of
# ours, or a function of its own would run with the administrator's rights.
pg_sql() {
  local database=$1 script=$2 head=
  shift 2
  pg_find
  while (($# > 0)); do
    [[ $2 != *[\'\\$'\n']* ]] || { SQL_WORDS="a quote in $1" && return 1; }
    head+="\\set $1 '$2'"$'\n'
    shift 2
  done
  (cd / && exec timeout "$SQL_PATIENCE" "${AS_POSTGRES[@]}" env PGOPTIONS=-csearch_path=pg_catalog "${PG_BIN}psql" -p "$PG_PORT" -X -q -w -A -t -v ON_ERROR_STOP=1 -d "$database" -f -) \
    <<<"$head$script" >"$WORK/rows" 2>"$WORK/words" 8<&- && mapfile -t SQL_ROWS <"$WORK/rows" && return
  read_file "$WORK/words"
  SQL_WORDS=${TEXT%$'\n'}
  return 1
}
postgresql_alive() { pg_sql postgres 'SELECT 1'; }
postgresql_port() { pg_find && PORT=$PG_PORT; }

postgresql_names() {
  local row
  pg_sql postgres "COPY (SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database
    UNION ALL SELECT rolname, shobj_description(oid, 'pg_authid') FROM pg_authid) TO STDOUT;" || return
  for row in "${SQL_ROWS[@]}"; do
    split "$row"
    note_name postgresql "${FIELDS[0]}" "${FIELDS[1]}"
  done
}

readonly PG_READ="
\\set ours '^[a-z]{3}_[0-9]{4}_[0-9]{4,9}'
SELECT set_config('titip.ours', :'ours', false) \\g /dev/null
COPY (SELECT 'role', rolname, rolcanlogin, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls,
  rolconnlimit, encode(sha256(convert_to(coalesce(rolpassword, ''), 'UTF8')), 'hex'), coalesce(rolvaliduntil::text, 'infinity')
  FROM pg_authid WHERE rolname ~ current_setting('titip.ours')) TO STDOUT;
COPY (SELECT 'database', datname, pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, datallowconn,
  datconnlimit, pg_database_size(oid) FROM pg_database WHERE datname ~ current_setting('titip.ours')) TO STDOUT;
COPY (SELECT 'acl', d.datname, coalesce(r.rolname, 'PUBLIC'), string_agg(a.privilege_type, ',' ORDER BY a.privilege_type)
  FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a LEFT JOIN pg_roles r ON r.oid = a.grantee
  WHERE a.grantee <> d.datdba AND (d.datname ~ current_setting('titip.ours') OR r.rolname ~ current_setting('titip.ours'))
  GROUP BY 2, 3) TO STDOUT;
COPY (SELECT 'member', u.rolname, g.rolname FROM pg_auth_members m JOIN pg_roles u ON u.oid = m.member
  JOIN pg_roles g ON g.oid = m.roleid WHERE u.rolname ~ current_setting('titip.ours')) TO STDOUT;
COPY (SELECT 'lent', g.rolname, u.rolname FROM pg_auth_members m JOIN pg_roles u ON u.oid = m.member
  JOIN pg_roles g ON g.oid = m.roleid WHERE g.rolname ~ current_setting('titip.ours')) TO STDOUT;
COPY (SELECT 'shut', r.rolname FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
  JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = r.rolname AND r.rolname ~ current_setting('titip.ours')
  AND 'default_transaction_read_only=on' = ANY (s.setconfig)) TO STDOUT;"

# postgresql_read: FOUND and DEVIATIONS of ENGINE_IDS. Schemas are only seen from within each database.
postgresql_read() {
  local row id script=
  local -A owner=() there=()
  for id in "${ENGINE_IDS[@]}"; do owner[${REC[$id,name]}]=$id; done
  pg_sql postgres "$PG_READ" || return
  for row in "${SQL_ROWS[@]}"; do
    split "$row"
    [[ ${FIELDS[0]} != acl || -z ${owner[${FIELDS[2]}]:-} ]] || pg_acl "${owner[${FIELDS[2]}]}"
    id=${owner[${FIELDS[1]}]:-}
    [[ -n $id ]] || continue
    case ${FIELDS[0]} in
      role) pg_role "$id" ;;
      database) pg_database "$id" ;;
      acl) [[ ${FIELDS[2]} == "${REC[$id,name]}" ]] || deviate "$id" "${FIELDS[3]} for ${FIELDS[2]}" ;;
      member) deviate "$id" "member of ${FIELDS[2]}" ;;
      lent) deviate "$id" "${FIELDS[2]} is a member of it" ;;
      shut) FOUND[$id,writable]=no ;;
    esac
  done
  for id in "${ENGINE_IDS[@]}"; do
    [[ -n ${FOUND[$id,connections]:-} ]] || deviate "$id" "no role ${REC[$id,name]}"
    [[ ${there[$id]:-} == CONNECT,TEMPORARY ]] || deviate "$id" "privileges ${there[$id]:-none} on its own database"
    [[ ${FOUND[$id,open]:-} != t ]] || script+="\\connect ${REC[$id,name]}"$'\n'"SELECT 'public', current_database(), pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'public';"$'\n'
  done
  pg_schemas "$script" && pg_addresses
}
# Fields: role NAME LOGIN POWERS LIMIT HASH UNTIL
pg_role() {
  FOUND[$1,connections]=${FIELDS[4]} FOUND[$1,verifier]=${FIELDS[5]} FOUND[$1,writable]=${FOUND[$1,writable]:-yes}
  [[ ${FIELDS[2]} == t ]] || deviate "$1" "role may not log in"
  [[ ${FIELDS[3]} == f ]] || deviate "$1" "role has powers beyond its database"
  [[ ${FIELDS[6]} == infinity ]] || deviate "$1" "password valid until ${FIELDS[6]}"
}
# Fields: database NAME OWNER ENCODING COLLATION OPEN LIMIT BYTES
pg_database() {
  FOUND[$1,exists]=yes FOUND[$1,charset]=${FIELDS[3]} FOUND[$1,collation]=${FIELDS[4]} FOUND[$1,bytes]=${FIELDS[7]}
  FOUND[$1,open]=${FIELDS[5]}
  [[ ${FIELDS[2]} == "$PG_OWNER" ]] || deviate "$1" "database belongs to ${FIELDS[2]}"
  [[ ${FIELDS[5]} == t && ${FIELDS[6]} == -1 ]] || deviate "$1" "database lets only ${FIELDS[6]} in"
}
# Fields: acl DATABASE ROLE PRIVILEGES
pg_acl() {
  if [[ ${FIELDS[1]} == "${REC[$1,name]}" ]]; then there[$1]=${FIELDS[3]}; else deviate "$1" "${FIELDS[3]} on ${FIELDS[1]}"; fi
}
pg_schemas() {
  local row id
  [[ -n $1 ]] || return 0
  pg_sql postgres "$1" || return
  for row in "${SQL_ROWS[@]}"; do
    IFS='|' read -r -a FIELDS <<<"$row"
    id=${owner[${FIELDS[1]}]:-}
    [[ -z $id || ${FIELDS[2]} == "${REC[$id,name]}" ]] || deviate "$id" "schema public belongs to ${FIELDS[2]}"
  done
}
# pg_addresses: whose lines of pg_hba.conf are as they should be.
pg_addresses() {
  local id
  read_hba || return
  for id in "${ENGINE_IDS[@]}"; do
    hba_lines "$id"
    if [[ $HBA_FIRST == yes && $HBA_TEXT == *$'\n'"$LINES_OF"* ]]; then
      FOUND[$id,client]=${REC[$id,client]}
    else
      deviate "$id" "pg_hba.conf does not hold its lines before all others"
    fi
  done
  [[ $HBA_FIRST == yes ]] || return 0
  render_hba
  [[ $HBA_TEXT == "$HBA_BLOCK"* ]] || for id in "${ENGINE_IDS[@]}"; do deviate "$id" "pg_hba.conf: somebody wrote between the marks"; done
}

# --- pg_hba.conf ---

# hba_lines ID: sets LINES_OF. The first line that fits decides, so nothing below lets anybody else in.
hba_lines() {
  local name=${REC[$1,name]}
  LINES_OF="host $name $name ${REC[$1,client]}/32 scram-sha-256"$'\n'"host $name all all reject"$'\n'"host all $name all reject"$'\n'
}
# render_hba: sets HBA_BLOCK from REC.
render_hba() {
  local id
  HBA_BLOCK=$HBA_BEGIN$'\n'
  for id in "${DB_IDS[@]}"; do
    [[ ${REC[$id,engine]} == postgresql ]] || continue
    hba_lines "$id"
    HBA_BLOCK+=$LINES_OF
  done
  HBA_BLOCK+=$HBA_END$'\n'
}
# read_hba: sets HBA_FILE, HBA_TEXT, and HBA_FIRST to yes when nothing but remarks stands before our mark; then
# HBA_TEXT begins with the mark.
read_hba() {
  local before
  pg_sql postgres 'SHOW hba_file' || return
  HBA_FILE=${SQL_ROWS[0]} HBA_FIRST=no
  read_file "$HBA_FILE" || { SQL_WORDS="no $HBA_FILE" && return 1; }
  HBA_TEXT=$TEXT
  [[ $TEXT == *"$HBA_BEGIN"$'\n'* ]] || return 0
  before=${TEXT%%"$HBA_BEGIN"*}
  split_lines "$before"
  for before in "${SPLIT[@]}"; do [[ $before =~ ^[[:space:]]*(#|$) ]] || return 0; done
  HBA_FIRST=yes HBA_TEXT=$HBA_BEGIN${TEXT#*"$HBA_BEGIN"}
}
# sync_hba: the records of postgresql's databases stand in pg_hba.conf, and in force; else it is as it was.
sync_hba() {
  local text rest
  read_records
  render_hba
  read_hba || fail hba-refused "$SQL_WORDS" || return
  read_file "$HBA_FILE"
  text=$TEXT
  rest=$(awk -v begin="$HBA_BEGIN" -v end="$HBA_END" '$0 == begin { skip = 1 } !skip { print } $0 == end { skip = 0 }' "$HBA_FILE" && echo .)
  rest=${rest%.}
  if [[ $HBA_BLOCK == "$HBA_BEGIN"$'\n'"$HBA_END"$'\n' ]]; then HBA_BLOCK=; fi # nothing of ours left: as before us
  [[ $text != "$HBA_BLOCK$rest" ]] || return 0
  place_hba "$HBA_BLOCK$rest" || return
  pg_sql postgres "SELECT line_number, error FROM pg_hba_file_rules WHERE error IS NOT NULL;" && ((${#SQL_ROWS[@]} == 0)) &&
    pg_sql postgres 'SELECT pg_reload_conf();' && return
  place_hba "$text"
  fail hba-refused "${SQL_ROWS[*]:-$SQL_WORDS}"
}
# place_hba TEXT: in one step, with the owner and mode that the file has.
place_hba() {
  local new=$HBA_FILE.titip
  cp -p -- "$HBA_FILE" "$new" && printf %s "$1" >"$new" && sync "$new" && mv -f -- "$new" "$HBA_FILE" && return
  rm -f -- "$new"
  fail io "cannot write $HBA_FILE"
}
UNDO+=(pg-hba)
undo_pg_hba() { sync_hba; }

# --- one database ---

# postgresql_hash: sets VERIFIER from PASSWORD as RFC 7677 and PostgreSQL's catalogue have it, so that no statement, no
# log and no statistics ever hold the password.
# shellcheck disable=SC2016 # a program of perl's
postgresql_hash() {
  VERIFIER=$(printf %s "$PASSWORD" | perl -MDigest::SHA=hmac_sha256,sha256 -MMIME::Base64=encode_base64 -e '
    use strict;
    my $password = <STDIN>;
    open(my $random, "<:raw", "/dev/urandom") or die;
    read($random, my $salt, 16) == 16 or die;
    my $one = my $salted = hmac_sha256($salt . pack("N", 1), $password);
    for (2 .. 4096) { $one = hmac_sha256($one, $password); $salted ^= $one }
    my $stored = sha256(hmac_sha256("Client Key", $salted));
    my $server = hmac_sha256("Server Key", $salted);
    printf "SCRAM-SHA-256\$4096:%s\$%s:%s", map { encode_base64($_, "") } $salt, $stored, $server')
  [[ $VERIFIER =~ ^SCRAM-SHA-256\$4096:[A-Za-z0-9+/=]{24}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$ ]]
}
# postgresql_kept NAME: sets VERIFIER to the hash that is there.
postgresql_kept() {
  VERIFIER=
  pg_sql postgres "SELECT rolpassword FROM pg_authid WHERE rolname = :'name';" name "$1" || return
  [[ ${SQL_ROWS[0]:-} != SCRAM-SHA-256* ]] || VERIFIER=${SQL_ROWS[0]}
}

# CREATE DATABASE stands in no transaction; the role and its mark do.
readonly PG_PUT="
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') AS no_owner,
  NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') AS no_role,
  NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') AS no_database \\gset
\\if :no_owner
CREATE ROLE :\"owner\" NOLOGIN;
\\endif
\\if :no_role
BEGIN;
CREATE ROLE :\"name\" NOLOGIN;
COMMENT ON ROLE :\"name\" IS :'mark';
COMMIT;
\\endif
\\if :no_database
CREATE DATABASE :\"name\" OWNER :\"owner\" TEMPLATE template0 ENCODING :'encoding' LOCALE :'locale';
\\endif
COMMENT ON ROLE :\"name\" IS :'mark';
COMMENT ON DATABASE :\"name\" IS :'mark';
ALTER DATABASE :\"name\" OWNER TO :\"owner\";
ALTER DATABASE :\"name\" WITH ALLOW_CONNECTIONS true CONNECTION LIMIT -1;
SELECT format('REVOKE ALL ON DATABASE %I FROM %s', d.datname, CASE WHEN r.rolname IS NULL THEN 'PUBLIC' ELSE quote_ident(r.rolname) END)
  FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a LEFT JOIN pg_roles r ON r.oid = a.grantee
  WHERE a.grantee <> d.datdba AND (d.datname = :'name') <> (coalesce(r.rolname, '') = :'name')
  GROUP BY d.datname, r.rolname \\gexec
GRANT CONNECT, TEMPORARY ON DATABASE :\"name\" TO :\"name\";
REVOKE CREATE ON DATABASE :\"name\" FROM :\"name\";
SELECT format('REVOKE %I FROM %I', g.rolname, u.rolname) FROM pg_auth_members m JOIN pg_roles u ON u.oid = m.member
  JOIN pg_roles g ON g.oid = m.roleid WHERE :'name' IN (u.rolname, g.rolname) \\gexec
ALTER ROLE :\"name\" IN DATABASE :\"name\" RESET default_transaction_read_only;
\\if :full
ALTER ROLE :\"name\" IN DATABASE :\"name\" SET default_transaction_read_only = on;
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :'name' \\g /dev/null
\\endif
ALTER ROLE :\"name\" WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
  CONNECTION LIMIT :connections VALID UNTIL 'infinity';
\\if :fresh
ALTER ROLE :\"name\" PASSWORD :'verifier';
\\endif
\\connect :name
ALTER SCHEMA public OWNER TO :\"name\";
REVOKE ALL ON SCHEMA public FROM PUBLIC;"

# postgresql_put ID NAME CLIENT CONNECTIONS WRITABLE HASH: as mariadb_put; the address is sync_hba's.
postgresql_put() {
  local full=false fresh=false
  [[ $5 == yes ]] || full=true
  [[ -z $6 ]] || fresh=true
  pg_sql postgres "$PG_PUT" name "$2" owner "$PG_OWNER" mark "titip $1" encoding "$PG_ENCODING" locale "$PG_LOCALE" \
    connections "$4" full "$full" fresh "$fresh" verifier "$6"
}

postgresql_shut() {
  pg_sql postgres "SELECT format('ALTER ROLE %I NOLOGIN', rolname) FROM pg_roles WHERE rolname = :'name' \\gexec
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :'name' \\g /dev/null" name "$1"
}
postgresql_dump() { pg_find && (cd / && exec "${AS_POSTGRES[@]}" "${PG_BIN}pg_dump" -p "$PG_PORT" --no-password --dbname="$1"); }
# postgresql_drop NAME ID marked|ours: the database first, the role last; see mariadb_drop.
postgresql_drop() {
  local ours=false
  [[ $3 == marked ]] || ours=true
  pg_sql postgres "SELECT format('DROP DATABASE %I WITH (FORCE)', datname) FROM pg_database
      WHERE datname = :'name' AND (:ours OR pg_get_userbyid(datdba) = :'owner') \\gexec
    SELECT format('DROP OWNED BY %1\$I; DROP ROLE %1\$I', rolname) FROM pg_roles
      WHERE rolname = :'name' AND (:ours OR shobj_description(oid, 'pg_authid') = :'mark') \\gexec" \
    name "$1" owner "$PG_OWNER" mark "titip $2" ours "$ours"
}
