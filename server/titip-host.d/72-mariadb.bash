# --- database server: MariaDB ---
# As root over the socket (unix_socket, as Debian sets it up). In a GRANT the underscore of a schema's name would match
# any character, and so other databases: it is escaped.
readonly MARIADB_OPTIONS=(--defaults-file=/etc/mysql/my.cnf --user=root --protocol=socket)
readonly MARIADB_ALL="ALTER,ALTER ROUTINE,CREATE,CREATE ROUTINE,CREATE TEMPORARY TABLES,CREATE VIEW,DELETE,DROP,EVENT,EXECUTE,INDEX,INSERT,LOCK TABLES,REFERENCES,SELECT,SHOW VIEW,TRIGGER,UPDATE"
readonly MARIADB_FULL="DELETE,DROP,EXECUTE,LOCK TABLES,SELECT,SHOW VIEW" # of a database that is over its size
MARIADB_PORT=
readonly MARIADB_CHARSET=utf8mb4 MARIADB_COLLATION=utf8mb4_unicode_ci

# mariadb_sql TEXT: sets SQL_ROWS (lines of fields, as split takes them) or SQL_WORDS.
mariadb_sql() {
  timeout "$SQL_PATIENCE" mariadb "${MARIADB_OPTIONS[@]}" --batch --skip-column-names --default-character-set=utf8mb4 \
    <<<"$1" >"$WORK/rows" 2>"$WORK/words" 8<&- && mapfile -t SQL_ROWS <"$WORK/rows" && return
  read_file "$WORK/words"
  SQL_WORDS=${TEXT%$'\n'}
  return 1
}
mariadb_alive() { mariadb_sql 'SELECT 1'; }
# A table with DATA DIRECTORY would stand outside of its database's folder, where nobody measures it.
mariadb_contained() { mariadb_sql "SELECT 1 FROM DUAL WHERE @@have_symlink = 'DISABLED'" && ((${#SQL_ROWS[@]} > 0)); }
mariadb_port() {
  [[ -n $MARIADB_PORT ]] || { mariadb_sql 'SELECT @@port' && MARIADB_PORT=${SQL_ROWS[0]}; }
  PORT=$MARIADB_PORT
}

mariadb_names() {
  local row
  mariadb_sql "SELECT 'schema', SCHEMA_NAME, SCHEMA_COMMENT FROM information_schema.SCHEMATA;
    SELECT 'user', User, '' FROM mysql.global_priv" || return
  for row in "${SQL_ROWS[@]}"; do
    split "$row"
    note_name mariadb "${FIELDS[1]}" "${FIELDS[2]:-}"
  done
}

readonly MARIADB_READ="
SET @ours = '^[a-z]{3}_[0-9]{4}_[0-9]{4,9}';
SELECT 'datadir', @@datadir;
SELECT 'schema', SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME, SCHEMA_COMMENT
  FROM information_schema.SCHEMATA WHERE SCHEMA_NAME REGEXP @ours;
SELECT 'account', User, Host, IFNULL(JSON_VALUE(Priv, '$.max_user_connections'), 0),
  SHA2(IFNULL(JSON_VALUE(Priv, '$.authentication_string'), ''), 256),
  IFNULL(NULLIF(JSON_VALUE(Priv, '$.plugin'), ''), '-'), IFNULL(JSON_VALUE(Priv, '$.access'), 0),
  IFNULL(JSON_VALUE(Priv, '$.account_locked'), 0), JSON_EXISTS(Priv, '$.auth_or')
  FROM mysql.global_priv WHERE User REGEXP @ours;
SELECT 'grant', GRANTEE, TABLE_SCHEMA, GROUP_CONCAT(PRIVILEGE_TYPE ORDER BY PRIVILEGE_TYPE SEPARATOR ','),
  MAX(IS_GRANTABLE) FROM information_schema.SCHEMA_PRIVILEGES
  WHERE GRANTEE REGEXP '^.[a-z]{3}_[0-9]{4}_[0-9]{4,9}' GROUP BY GRANTEE, TABLE_SCHEMA;
SELECT 'more', User, Host, CONCAT('role ', Role) FROM mysql.roles_mapping WHERE User REGEXP @ours
UNION SELECT 'more', User, Host, CONCAT('table ', Db, '.', Table_name) FROM mysql.tables_priv
  WHERE User REGEXP @ours AND Db <> User
UNION SELECT 'more', User, Host, CONCAT('columns ', Db, '.', Table_name) FROM mysql.columns_priv
  WHERE User REGEXP @ours AND Db <> User
UNION SELECT 'more', User, Host, CONCAT('routine ', Db, '.', Routine_name) FROM mysql.procs_priv
  WHERE User REGEXP @ours AND Db <> User
UNION SELECT 'more', User, Host, CONCAT('proxy ', Proxied_user) FROM mysql.proxies_priv WHERE User REGEXP @ours"

# mariadb_read: FOUND and DEVIATIONS of ENGINE_IDS.
mariadb_read() {
  local row id datadir=
  local -A owner=() granted=()
  for id in "${ENGINE_IDS[@]}"; do owner[${REC[$id,name]}]=$id; done
  mariadb_sql "$MARIADB_READ" || return
  for row in "${SQL_ROWS[@]}"; do
    split "$row"
    [[ ${FIELDS[0]} != datadir ]] || datadir=${FIELDS[1]%/}
    [[ ${FIELDS[0]} != grant ]] || FIELDS[1]=${FIELDS[1]//\'/} # 'name'@'host'
    id=${owner[${FIELDS[1]%%@*}]:-}
    [[ -n $id ]] || continue
    case ${FIELDS[0]} in
      schema)
        FOUND[$id,exists]=yes FOUND[$id,charset]=${FIELDS[2]} FOUND[$id,collation]=${FIELDS[3]}
        [[ ${FIELDS[4]:-} == "titip $id" ]] || deviate "$id" "the comment that says whose it is"
        ;;
      account) mariadb_account "$id" ;;
      grant) mariadb_grant "$id" ;;
      more) deviate "$id" "${FIELDS[3]} for ${FIELDS[1]}@${FIELDS[2]}" ;;
    esac
  done
  for id in "${ENGINE_IDS[@]}"; do
    [[ -n ${FOUND[$id,client]:-} ]] || deviate "$id" "no user ${REC[$id,name]}@${REC[$id,client]}"
    [[ -n ${granted[$id]:-} ]] || deviate "$id" "no privileges on its own database"
    [[ ${FOUND[$id,charset]:-} == "$MARIADB_CHARSET" && ${FOUND[$id,collation]:-} == "$MARIADB_COLLATION" ]] ||
      deviate "$id" "character set ${FOUND[$id,charset]:-?}, collation ${FOUND[$id,collation]:-?}"
  done
  mariadb_sizes "$datadir"
}
# Fields: account NAME HOST CONNECTIONS HASH PLUGIN ACCESS LOCKED OTHER
mariadb_account() {
  if [[ ${FIELDS[2]} != "${REC[$1,client]}" ]]; then
    deviate "$1" "user ${FIELDS[1]}@${FIELDS[2]}"
    return
  fi
  FOUND[$1,client]=${FIELDS[2]} FOUND[$1,connections]=${FIELDS[3]} FOUND[$1,verifier]=${FIELDS[4]}
  [[ ${FIELDS[5]} == mysql_native_password && ${FIELDS[8]} == 0 ]] || deviate "$1" "authentication ${FIELDS[5]}"
  [[ ${FIELDS[6]} == 0 ]] || deviate "$1" "global privileges"
  [[ ${FIELDS[7]} == @(0|false) ]] || deviate "$1" "user is locked"
}
# Fields: grant NAME@HOST SCHEMA PRIVILEGES GRANTABLE
mariadb_grant() {
  local own=${REC[$1,name]//_/\\_}
  [[ ${FIELDS[1]#*@} == "${REC[$1,client]}" ]] || return 0 # told with its user
  if [[ ${FIELDS[2]} != "$own" || ${FIELDS[4]} != NO ]]; then
    deviate "$1" "${FIELDS[3]} on ${FIELDS[2]}"
  elif [[ ${FIELDS[3]} == "$MARIADB_ALL" ]]; then
    granted[$1]=1 FOUND[$1,writable]=yes
  elif [[ ${FIELDS[3]} == "$MARIADB_FULL" ]]; then
    granted[$1]=1 FOUND[$1,writable]=no
  else
    granted[$1]=1
    deviate "$1" "privileges ${FIELDS[3]}"
  fi
}
# What its files take, whatever the storage engine.
mariadb_sizes() {
  local id bytes path
  local -a paths=()
  local -A owner=()
  for id in "${ENGINE_IDS[@]}"; do
    [[ ! -d $1/${REC[$id,name]} ]] || paths+=("$1/${REC[$id,name]}")
    owner[$1/${REC[$id,name]}]=$id
  done
  ((${#paths[@]} > 0)) || return 0
  while read -r bytes path; do
    FOUND[${owner[$path]},bytes]=$bytes
  done < <(du -s --block-size=1 -- "${paths[@]}")
}

# mariadb_hash: sets VERIFIER from PASSWORD as mysql_native_password keeps it; PHP's driver knows no other of MariaDB's.
mariadb_hash() {
  local hex
  hex=$(printf %s "$PASSWORD" | openssl dgst -sha1 -binary | openssl dgst -sha1 -r)
  hex=${hex%% *}
  VERIFIER="*${hex^^}"
  [[ $VERIFIER =~ ^\*[0-9A-F]{40}$ ]]
}
# mariadb_kept NAME CLIENT: sets VERIFIER to the hash that is there.
mariadb_kept() {
  VERIFIER=
  [[ -n $2 ]] || return 0
  mariadb_sql "SELECT IFNULL(JSON_VALUE(Priv, '$.authentication_string'), '') FROM mysql.global_priv
    WHERE User = '$1' AND Host = '$2'" || return
  [[ ! ${SQL_ROWS[0]:-} =~ ^\*[0-9A-F]{40}$ ]] || VERIFIER=${SQL_ROWS[0]}
}
# mariadb_hosts NAME: sets SQL_ROWS to the addresses that it has accounts for; of our form or not.
mariadb_hosts() { mariadb_sql "SELECT Host FROM mysql.global_priv WHERE User = '$1'"; }

# mariadb_put ID NAME CLIENT CONNECTIONS WRITABLE HASH: safe to repeat; without HASH the password stays. An account at
# another address is moved, with its password; privileges are taken away and given again only where they differ.
mariadb_put() {
  local id=$1 name=$2 user="'$2'@'$3'" granted=$MARIADB_ALL sql host there= former=
  [[ -z $6 || $6 =~ ^\*[0-9A-F]{40}$ ]] || { SQL_WORDS="not a hash" && return 1; }
  [[ $5 == yes ]] || granted=$MARIADB_FULL
  sql="CREATE DATABASE IF NOT EXISTS \`$name\` CHARACTER SET $MARIADB_CHARSET COLLATE $MARIADB_COLLATION;
    ALTER DATABASE \`$name\` CHARACTER SET $MARIADB_CHARSET COLLATE $MARIADB_COLLATION COMMENT 'titip $id';"
  mariadb_hosts "$name" || return
  for host in "${SQL_ROWS[@]}"; do
    [[ $host =~ ^[A-Za-z0-9.:%_/-]*$ ]] || { SQL_WORDS="user $name has an account at an odd address" && return 1; }
    if [[ $host == "$3" ]]; then there=1; elif is_ipv4 "$host" && [[ -z $former ]]; then former=$host; else sql+="DROP USER '$name'@'$host';"; fi
  done
  if [[ -n $former && -z $there ]]; then
    sql+="RENAME USER '$name'@'$former' TO $user;"
  elif [[ -n $former ]]; then
    sql+="DROP USER '$name'@'$former';"
  fi
  [[ -z $6 ]] || sql+="CREATE USER IF NOT EXISTS $user IDENTIFIED VIA mysql_native_password USING '$6';
    ALTER USER $user IDENTIFIED VIA mysql_native_password USING '$6';"
  sql+="ALTER USER $user WITH MAX_QUERIES_PER_HOUR 0 MAX_UPDATES_PER_HOUR 0 MAX_CONNECTIONS_PER_HOUR 0
    MAX_USER_CONNECTIONS $4 ACCOUNT UNLOCK;"
  if [[ -n ${DEVIATIONS[$id]:-} || ${FOUND[$id,writable]:-} != "$5" || -n $former ]]; then
    sql+="REVOKE ALL PRIVILEGES, GRANT OPTION FROM $user;
      GRANT $granted ON \`${name//_/\\_}\`.* TO $user;"
    [[ $5 == yes ]] || sql+="KILL CONNECTION USER $user;" # what is connected keeps its privileges until it is not
  fi
  mariadb_sql "$sql" || return
  [[ ${DEVIATIONS[$id]:-} != *@(role|proxy)\ * ]] || mariadb_roles "$name" "$3"
}
# REVOKE ALL leaves roles and proxies.
mariadb_roles() {
  local role sql=
  mariadb_sql "SELECT Role FROM mysql.roles_mapping WHERE User = '$1' AND Host = '$2'
    UNION SELECT CONCAT('@', Proxied_user, '@', Proxied_host) FROM mysql.proxies_priv WHERE User = '$1' AND Host = '$2'" || return
  for role in "${SQL_ROWS[@]}"; do
    [[ $role =~ ^@([A-Za-z0-9_.-]*)@([A-Za-z0-9_.%-]*)$ ]] && sql+="REVOKE PROXY ON '${BASH_REMATCH[1]}'@'${BASH_REMATCH[2]}' FROM '$1'@'$2';" && continue
    [[ $role =~ ^[A-Za-z0-9_.-]+$ ]] || { SQL_WORDS="a role of $1 has an odd name" && return 1; }
    sql+="REVOKE \`$role\` FROM '$1'@'$2';"
  done
  [[ -z $sql ]] || mariadb_sql "$sql"
}

# mariadb_shut NAME: nobody comes in any more, and nobody is in.
mariadb_shut() {
  local host sql=
  mariadb_hosts "$1" || return
  for host in "${SQL_ROWS[@]}"; do
    [[ $host =~ ^[A-Za-z0-9.:%_/-]*$ ]] || continue
    sql+="ALTER USER '$1'@'$host' ACCOUNT LOCK; KILL CONNECTION USER '$1'@'$host';"
  done
  [[ -z $sql ]] || mariadb_sql "$sql"
}
# mariadb_dump NAME: past views whose tables are gone (1356). A site makes one with two statements, and nobody could
# archive and remove its database any more.
mariadb_dump() {
  local errors status
  {
    errors=$(mariadb-dump "${MARIADB_OPTIONS[@]}" --force --single-transaction --quick --hex-blob --routines --events --triggers \
      --skip-dump-date -- "$1" 2>&1 >&3)
    status=$?
  } 3>&1
  ((status == 0)) || ! grep -v -F '(1356)' <<<"$errors" >&2
}
# mariadb_drop NAME ID marked|ours: users first; the database last, so that a drop that is cut off is begun again. The
# mark tells whether a database that was just being made is there; later its user could have changed that.
mariadb_drop() {
  local host sql=
  if [[ $3 == marked ]]; then
    mariadb_sql "SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '$1' AND SCHEMA_COMMENT = 'titip $2'" || return
    ((${#SQL_ROWS[@]} > 0)) || return 0
  fi
  mariadb_hosts "$1" || return
  for host in "${SQL_ROWS[@]}"; do
    [[ ! $host =~ ^[A-Za-z0-9.:%_/-]*$ ]] || sql+="DROP USER '$1'@'$host';"
  done
  mariadb_sql "$sql DROP DATABASE IF EXISTS \`$1\`;"
}
