# --- database server: one transaction ---

# put ID ENGINE NAME CLIENT CONNECTIONS SIZE HOST VERSION keep|new, or remove ID
read_db_operations() {
  WANT=() SECRETS=()
  each_operation put:10=read_db_put remove:2=add_removal
}
read_db_put() {
  local id=$1 field index=2
  is_database "$id" "${FIELDS[@]:2:7}" && [[ ${FIELDS[9]} == @(keep|new) ]] || { refuse "$id" bad-database "${UNFIT:-${FIELDS[9]}}" && return; }
  add_put "$id"
  for field in engine name client connections size host version password; do
    WANT[$id,$field]=${FIELDS[index]}
    index=$((index + 1))
  done
}

# check_db_owners: what belongs to somebody else is refused; nothing has been changed yet. A database with our marker
# whose record is lost is taken back.
check_db_owners() {
  local id here
  read_databases && read_names || return
  for id in "${PUTS[@]}" "${REMOVES[@]}"; do
    [[ -n ${REC[$id,name]:-} || -z ${OURS[$id]:-} ]] || { REC[$id,engine]=${OURS[$id]%%:*} REC[$id,name]=${OURS[$id]#*:}; }
  done
  for id in "${PUTS[@]}"; do
    here=${REC[$id,engine]:-}:${REC[$id,name]:-}
    if [[ $here != : && $here != "${WANT[$id,engine]}:${WANT[$id,name]}" ]]; then
      refuse "$id" database-differs "the request has $here already"
    elif [[ $here == : && -n ${TAKEN[${WANT[$id,engine]}:${WANT[$id,name]}]:-} ]]; then
      refuse "$id" database-taken "a database or user ${WANT[$id,name]} belongs to somebody else"
    fi
  done
  none_refused
}

# keep_former ID ENGINE NAME: how to go back, on disk before anything is changed. Hashes do not stand in the journal.
keep_former() {
  local id=$1
  TEXT=
  if [[ -n ${REC[$id,name]:-} ]]; then
    record_text REC "$id"
    "$2_kept" "$3" "${REC[$id,client]:-}" || fail database-refused "$SQL_WORDS" || return
    write_file "$DB_KEPT/$id" "${TEXT}hash $VERIFIER"$'\n' 600 || fail io "cannot write $DB_KEPT/$id" || return
    journal "db-restore"$'\t'"$id"
  else
    journal "db-create"$'\t'"$id"$'\t'"$2"$'\t'"$3"
  fi
}
UNDO+=(db-create db-restore db-forget)
undo_db_create() {
  is_request "$1" && [[ $2 == @(mariadb|postgresql) && $3 =~ ^[a-z0-9_]{1,63}$ ]] || return 0
  "$2_drop" "$3" "$1" marked || { ERROR_WORDS=$SQL_WORDS && return 1; }
  rm -f "$DATABASES/$1"
}
undo_db_restore() {
  local key value
  is_request "$1" && [[ -f $DB_KEPT/$1 ]] || return 0
  VERIFIER=
  while read -r key value; do
    [[ $key != hash ]] || VERIFIER=$value
  done <"$DB_KEPT/$1"
  if read_record "$DB_KEPT/$1" "$1"; then
    record_text REC "$1"
    write_file "$DATABASES/$1" "$TEXT" 600 || return
    # It stays writable, or not, until the next look at its size.
    "${REC[$1,engine]}_put" "$1" "${REC[$1,name]}" "${REC[$1,client]}" "${REC[$1,connections]}" yes "$VERIFIER" || return
  else
    rm -f "$DATABASES/$1"
  fi
}
# db-forget ID:ENGINE:NAME…: after the commit; what was archived goes.
undo_db_forget() {
  local entry id engine name touched=
  for entry in $1; do
    IFS=: read -r id engine name <<<"$entry"
    is_request "$id" && [[ $engine == @(mariadb|postgresql) && $name =~ ^[a-z0-9_]{1,63}$ ]] || continue
    "${engine}_drop" "$name" "$id" ours || { ERROR_WORDS=$SQL_WORDS && return 1; }
    [[ $engine != postgresql ]] || touched=1
    rm -f "$DATABASES/$id"
  done
  read_records
  [[ -z $touched ]] || sync_hba
}

# put_database ID
put_database() {
  local id=$1 engine=${WANT[$1,engine]} name=${WANT[$1,name]} writable
  keep_former "$id" "$engine" "$name" || return
  VERIFIER= WANT[$id,secret]=${REC[$id,secret]:-} WANT[$id,verifier]=${REC[$id,verifier]:-}
  [[ ${WANT[$id,password]} == keep && -n ${FOUND[$id,verifier]:-} ]] || make_secret "$id" || return
  writable=$(fits "$id" "${WANT[$id,size]}")
  if ! "${engine}_put" "$id" "$name" "${WANT[$id,client]}" "${WANT[$id,connections]}" "$writable" "$VERIFIER"; then
    refuse "$id" database-refused "$SQL_WORDS"
    fail database-refused "$SQL_WORDS"
    return
  fi
  record_text WANT "$id"
  write_file "$DATABASES/$id" "$TEXT" 600 || fail io "cannot write $DATABASES/$id"
}

# make_secret ID: sets VERIFIER, and SECRETS to the text that the site gets.
make_secret() {
  local id=$1 port
  PASSWORD=$(head -c 24 /dev/urandom | base64 | tr '+/' '-_')
  ((${#PASSWORD} == 32)) || fail io "no random bytes" || return
  "${WANT[$id,engine]}_hash" || fail database-refused "no hash of the password: $SQL_WORDS" || return
  "${WANT[$id,engine]}_port"
  printf -v "SECRETS[$id]" 'DATABASE_%s\n' "ENGINE=${WANT[$id,engine]}" "HOST=${WANT[$id,host]}" "PORT=$PORT" \
    "NAME=${WANT[$id,name]}" "USER=${WANT[$id,name]}" "PASSWORD=$PASSWORD" "PASSWORD_VERSION=${WANT[$id,version]}"
  WANT[$id,secret]=$(printf %s "${SECRETS[$id]}" | sha256sum) WANT[$id,verifier]=$(printf %s "$VERIFIER" | sha256sum)
  WANT[$id,secret]=${WANT[$id,secret]%% *} WANT[$id,verifier]=${WANT[$id,verifier]%% *}
  PASSWORD=
}

# archive_database ID: nobody writes any more, then everything into one file, whole before anything is deleted.
archive_database() {
  local id=$1 engine=${REC[$1,engine]} name=${REC[$1,name]} file FILE
  [[ -n ${TAKEN[$engine:$name]:-} ]] || return 0
  new_archive "$id-database" .sql.gz
  file=$FILE
  keep_former "$id" "$engine" "$name" && journal "archive"$'\t'"$file" || return
  "${engine}_shut" "$name" && dump_database "$engine" "$name" "$file.part" && sync "$file.part" && mv "$file.part" "$file" && sync "$ARCHIVE" ||
    { refuse "$id" archive "$SQL_WORDS" && fail archive "$SQL_WORDS"; } || return
  ARCHIVED[$id]=$file
}
# dump_database ENGINE NAME FILE: all of it as SQL, compressed; readable for root alone.
dump_database() {
  start_beating
  (set -o pipefail && umask 077 && "$1_dump" "$2" 2>"$WORK/words" | gzip >"$3")
  local status=$?
  stop_beating
  ((status == 0)) || { read_file "$WORK/words" && SQL_WORDS=$TEXT && return 1; }
}

carry_out_databases() {
  local id touched=
  DROPS=()
  for id in "${REMOVES[@]}"; do [[ -z ${REC[$id,name]:-} ]] || DROPS+=("$id:${REC[$id,engine]}:${REC[$id,name]}"); done
  for id in "${PUTS[@]}" "${REMOVES[@]}"; do
    [[ ${WANT[$id,engine]:-${REC[$id,engine]:-}} != postgresql ]] || touched=1
  done
  [[ -z $touched ]] || journal "pg-hba" || return # first in the journal: undone last, when the records are the old ones
  for id in "${PUTS[@]}"; do put_database "$id" || return; done
  [[ -z $touched ]] || sync_hba || return
  for id in "${REMOVES[@]}"; do [[ -z ${REC[$id,name]:-} ]] || archive_database "$id" || return; done
  ((${#PUTS[@]} == 0)) || probe_databases
}

# probe_databases: the engines have what was asked for, read back from them.
probe_databases() {
  local id
  read_databases || return
  for id in "${PUTS[@]}"; do
    [[ ${FOUND[$id,exists]:-} == yes && ${FOUND[$id,client]:-} == "${WANT[$id,client]}" && -z ${DEVIATIONS[$id]:-} &&
      ${FOUND[$id,connections]:-} == "${WANT[$id,connections]}" && ${FOUND[$id,verifier]:-} == "${WANT[$id,verifier]}" ]] && continue
    refuse "$id" database-not-enforced "${DEVIATIONS[$id]:-the engine has another address, limit or password}"
  done
  ((REFUSED == 0)) || fail database-not-enforced "$REFUSED databases are not as ordered"
}

VERBS[db-apply]=verb_db_apply
verb_db_apply() {
  local id
  require_role database && still_ours || return
  [[ ! -e $JOURNAL ]] || play_back || return
  [[ -d $DATABASES && -d $DB_KEPT ]] || fail not-set-up "$DATABASES: run titip-host setup" || return
  read_db_operations && check_db_owners || return
  if ! { carry_out_databases && still_ours; }; then
    roll_back
    [[ -e $JOURNAL ]] || rm -f -- "$DB_KEPT"/*
    return 1
  fi
  commit_databases || fail cleanup "$ERROR_WORDS" undone=committed || return
  report_databases "${PUTS[@]}"
  for id in "${!SECRETS[@]}"; do reply secret "$id" "${SECRETS[$id]}"; done
  SECRETS=()
  for id in "${REMOVES[@]}"; do reply removed "$id" "${ARCHIVED[$id]:-$(last_archive "$id" "database-*.sql.gz")}"; done
}
commit_databases() {
  if ((${#DROPS[@]} > 0)); then
    write_file "$JOURNAL" "db-forget"$'\t'"${DROPS[*]}"$'\t.\n' && play_back || return
  else
    journal_clear || return
  fi
  rm -f -- "$DB_KEPT"/*
}
