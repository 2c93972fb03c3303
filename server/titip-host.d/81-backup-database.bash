# --- backup: databases ---
# A dump is the part `database`. It is read whole into a file of root's first; then nobody comes in, what is there is
# dumped into the archive, and the database is emptied and filled. An engine that has no ENGINE_load is saved, and
# restored by hand (docs/backup.md).
BACKUP_SITES[database]=database_sites
database_sites() {
  require_role database || return
  read_records
  BACKUP_IDS+=("${DB_IDS[@]}")
}

BACKUP_READ[database]=database_read
database_read() { "${REC[$1,engine]}_save" "${REC[$1,name]}"; }

postgresql_save() { postgresql_dump "$1"; }
# mariadb_save NAME: as mariadb_dump, but past views whose tables are gone (1356): a tenant makes one with two statements,
# it could not be loaded either, and the rest must be saved all the same.
mariadb_save() {
  local errors status
  {
    errors=$(mariadb-dump "${MARIADB_OPTIONS[@]}" --force --single-transaction --quick --hex-blob --routines --events --triggers \
      --skip-dump-date -- "$1" 2>&1 >&3)
    status=$?
  } 3>&1
  ((status == 0)) || ! grep -v -F '(1356)' <<<"$errors" >&2
}

BACKUP_STAGE[database]=database_stage
database_stage() {
  local file=$DB_KEPT/restore-$1.sql status
  require_role database && read_databases || return
  [[ -n ${REC[$1,name]:-} && ${FOUND[$1,exists]:-} == yes ]] || fail restore-site "$1 has no database here; titip up makes it" || return
  declare -F "${REC[$1,engine]}_load" >/dev/null || fail restore-failed "a ${REC[$1,engine]} dump is loaded by hand" || return
  journal "db-staged"$'\t'"$1" || return
  (umask 077 && saved_stream "$1" database >"$file" 2>"$WORK/words")
  status=$?
  ((status == 0)) && sync "$file" || { read_file "$WORK/words" && fail restore-failed "${TEXT:-cannot write $file}"; } || return
  # Both engines' programs say at the end that it is the end.
  [[ $(tail -c 300 "$file") == *'ump complete'* ]] || fail restore-failed "the saved dump has no end"
}
UNDO+=(db-staged db-reopen db-reload)
undo_db_staged() { is_request "$1" && rm -f -- "$DB_KEPT/restore-$1.sql"; }
BACKUP_DONE[database]=db-staged

BACKUP_SWITCH[database]=database_switch
database_switch() {
  local id=$1 stamp file
  read_databases && [[ -s $DB_KEPT/restore-$id.sql && -n ${REC[$id,name]:-} ]] || fail restore-failed "nothing is staged" || return
  TZ=UTC0 printf -v stamp '%(%Y%m%dT%H%M%SZ)T' -1
  file=$ARCHIVE/$id-before-restore-$stamp.sql.gz
  journal "archive"$'\t'"$file" "db-reopen"$'\t'"$id" && "${REC[$id,engine]}_shut" "${REC[$id,name]}" &&
    (set -o pipefail && umask 077 && database_read "$id" 2>"$WORK/words" | gzip >"$file.part") ||
    { read_file "$WORK/words" && fail restore-failed "${SQL_WORDS:-$TEXT}"; } || return
  sync "$file.part" && mv "$file.part" "$file" && sync "$ARCHIVE" || fail io "cannot write $file" || return
  journal "db-reload"$'\t'"$id"$'\t'"$file" && load_database "$id" <"$DB_KEPT/restore-$id.sql" && reopen_database "$id" || return
  PUTS=()
  read_databases || return
  [[ ${FOUND[$id,exists]:-} == yes && -z ${DEVIATIONS[$id]:-} ]] || fail restore-failed "${DEVIATIONS[$id]:-it is not there}" || return
  BACKUP_ARCHIVE=$file
}
# load_database ID: the dump on standard input.
load_database() { "${REC[$1,engine]}_load" "$1" "${REC[$1,name]}" || fail restore-failed "$SQL_WORDS"; }
# reopen_database ID: as it was ordered; its size is looked at by the next watch.
reopen_database() {
  "${REC[$1,engine]}_put" "$1" "${REC[$1,name]}" "${REC[$1,client]}" "${REC[$1,connections]}" yes '' ||
    fail restore-failed "$SQL_WORDS" || return
  [[ ${REC[$1,engine]} != postgresql ]] || sync_hba
}
undo_db_reopen() {
  is_request "$1" && read_records && [[ -n ${REC[$1,name]:-} ]] || return 0
  reopen_database "$1"
}
undo_db_reload() {
  is_request "$1" && [[ $2 == "$ARCHIVE/$1-before-restore-"* && -s $2 ]] && read_records && [[ -n ${REC[$1,name]:-} ]] || return 0
  load_database "$1" < <(gzip -dc <"$2") && reopen_database "$1"
}

# mariadb_load ID NAME: --binary-mode, so that no word of a dump is a command of the client's. The user, its password and
# its privileges are not the database's, and stay.
mariadb_load() {
  mariadb_sql "DROP DATABASE IF EXISTS \`$2\`; CREATE DATABASE \`$2\`
    CHARACTER SET $MARIADB_CHARSET COLLATE $MARIADB_COLLATION COMMENT 'titip $1';" || return
  mariadb "${MARIADB_OPTIONS[@]}" --binary-mode --default-character-set=utf8mb4 -- "$2" >/dev/null 2>"$WORK/words" && return
  read_file "$WORK/words"
  SQL_WORDS=${TEXT:0:4000}
  return 1
}

# postgresql_load ID NAME: what a tenant made runs while it is loaded (checks, expressions of indexes), and an odd name
# could be a command of psql's. So it is loaded as the tenant's own role, by a psql that is nobody. For as long pg_hba
# lets that in, and the site not; sync_hba brings the lines back.
readonly AS_NOBODY=(setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs --reset-env)
postgresql_load() {
  local line="host $2 $2 ${REC[$1,client]}/32" text tries
  local -a psql
  pg_find && read_hba || return
  read_file "$HBA_FILE"
  text=${TEXT/"$line scram-sha-256"/"$line reject"}
  place_hba "${text/"$HBA_BEGIN"$'\n'/"$HBA_BEGIN"$'\n'"local $2 $2 trust"$'\n'}" || return
  pg_sql postgres "SELECT pg_reload_conf() \\g /dev/null
    SELECT format('DROP DATABASE %I WITH (FORCE)', datname) FROM pg_database
    WHERE datname = :'name' AND pg_get_userbyid(datdba) = :'owner' \\gexec" name "$2" owner "$PG_OWNER" || return
  postgresql_put "$1" "$2" "${REC[$1,client]}" "${REC[$1,connections]}" yes '' || return
  psql=("${AS_NOBODY[@]}" "${PG_BIN}psql" -h /var/run/postgresql -p "$PG_PORT" -U "$2" -d "$2" -X -q -w -v ON_ERROR_STOP=1)
  for ((tries = 0; tries < 50; tries++)); do
    (cd / && exec "${psql[@]}" -c '') >/dev/null 2>&1 </dev/null && break # the lines are in force
    sleep 0.1
  done
  (cd / && exec "${psql[@]}" -f -) >/dev/null 2>"$WORK/words" && return
  read_file "$WORK/words"
  SQL_WORDS=${TEXT:0:4000}
  return 1
}
