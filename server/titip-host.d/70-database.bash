# --- database server ---
# Each request has one database, one user of the same name, which may come from one address only, and one record in
# /etc/titip/database: what was ordered. What the engine really has is compared with it. An engine is a family of
# functions (72-mariadb.bash, 73-postgresql.bash): ENGINE_alive, _names, _read, _kept, _hash, _put, _shut, _dump, _drop.
# SQL is made of fixed statements and of names, addresses and numbers that is_database has let through, on stdin.
#
# A password is made here, handed out once in the reply (+secret) and not kept: the engine has its hash, the record the
# digest of that hash and of what was handed out, so that either being changed by hand shows.
readonly DATABASES=$ETC/database DB_KEPT=$STATE/database
readonly DB_FIELDS="engine name client connections size host version secret verifier"
readonly SQL_PATIENCE=600 # seconds that one script may take; archives are not counted

declare -A REC=() WANT=()   # ID,FIELD → value: what stands in the records; what this transaction wants
declare -A FOUND=()         # ID,FIELD → value: what the engines have
declare -A DEVIATIONS=()    # request → lines: what stands there beside or instead of what was ordered
declare -A OURS=() TAKEN=() # request → ENGINE:NAME, by the marker in the engine; ENGINE:NAME → 1
declare -A SECRETS=()       # request → text for the site, of this transaction
declare -a DB_IDS=() ENGINE_IDS=() DROPS=()
PASSWORD= VERIFIER=

# is_database ID ENGINE NAME CLIENT CONNECTIONS SIZE HOST VERSION: sets UNFIT. A name carries its request, so that not
# even a stolen SSH key can have another database changed.
is_database() {
  local name=${1,,}
  UNFIT=
  [[ $2 == @(mariadb|postgresql) && ,${HOST[ENGINES]:-mariadb,postgresql}, == *,$2,* ]] || { UNFIT="engine $2" && return 1; }
  [[ $3 =~ ^${name//-/_}(_[a-z0-9]{1,8})?$ ]] || { UNFIT="name $3" && return 1; }
  is_ipv4 "$4" && in_networks "$4" "${HOST[CLIENTS]:-}" || { UNFIT="address $4 is not within CLIENTS=${HOST[CLIENTS]:-}" && return 1; }
  is_number "$5" && (($5 > 0 && $5 <= 10000)) || { UNFIT="$5 connections" && return 1; }
  [[ $6 =~ ^[1-9][0-9]{0,15}$ ]] || { UNFIT="$6 bytes" && return 1; }
  is_ipv4 "$7" || { UNFIT="address $7" && return 1; }
  is_number "$8" && (($8 > 0)) || { UNFIT="password version $8" && return 1; }
}

# --- records ---

# read_record FILE ID: into REC; a file that is not of our form is none.
read_record() {
  local key value
  [[ -f $1 ]] || return
  while read -r key value; do
    [[ " $DB_FIELDS " != *" $key "* ]] || REC[$2,$key]=$value
  done <"$1"
  is_database "$2" "${REC[$2,engine]:-}" "${REC[$2,name]:-}" "${REC[$2,client]:-}" "${REC[$2,connections]:-}" \
    "${REC[$2,size]:-}" "${REC[$2,host]:-}" "${REC[$2,version]:-}" || { forget_record "$2" && return 1; }
}
forget_record() {
  local field
  for field in $DB_FIELDS; do unset "REC[$1,$field]"; done
}

# read_records: sets REC and DB_IDS.
read_records() {
  local file id
  REC=() DB_IDS=()
  for file in "$DATABASES"/*; do
    id=${file##*/}
    is_request "$id" && read_record "$file" "$id" && DB_IDS+=("$id")
  done
  return 0
}

# record_text ARRAY ID: sets TEXT.
record_text() {
  local -n values=$1
  local field
  TEXT=
  for field in $DB_FIELDS; do TEXT+="$field ${values[$2,$field]:-}"$'\n'; done
}

# ids_of ENGINE: sets ENGINE_IDS to the requests with a record of it.
ids_of() {
  local id
  ENGINE_IDS=()
  for id in "${DB_IDS[@]}"; do [[ ${REC[$id,engine]} != "$1" ]] || ENGINE_IDS+=("$id"); done
}

# read_databases: records and engines; sets FOUND and DEVIATIONS. An engine without a record need not run.
read_databases() {
  local engine
  FOUND=() DEVIATIONS=()
  read_records
  for engine in mariadb postgresql; do
    ids_of "$engine"
    ((${#ENGINE_IDS[@]} == 0)) && continue
    "${engine}_read" || fail engine-down "$engine: $SQL_WORDS" || return
  done
}
deviate() { DEVIATIONS[$1]+=${DEVIATIONS[$1]:+$'\n'}$2; }

# report_databases ID…: +database ID engine name client connections size charset collation host version secret bytes
# writable deviations. Version 0: the user's password is not the one that was handed out.
report_databases() {
  local id version
  for id; do
    [[ ${FOUND[$id,exists]:-} == yes ]] || continue
    version=0
    [[ -z ${REC[$id,verifier]:-} || ${FOUND[$id,verifier]:-} != "${REC[$id,verifier]}" ]] || version=${REC[$id,version]}
    reply database "$id" "${REC[$id,engine]}" "${REC[$id,name]}" "${FOUND[$id,client]:-}" "${FOUND[$id,connections]:-0}" \
      "${REC[$id,size]}" "${FOUND[$id,charset]:-}" "${FOUND[$id,collation]:-}" "${REC[$id,host]}" "$version" \
      "${REC[$id,secret]:-}" "${FOUND[$id,bytes]:-0}" "${FOUND[$id,writable]:-yes}" "${DEVIATIONS[$id]:-}"
  done
}

VERBS[db-read]=verb_db_read
verb_db_read() {
  require_role database && recover || return
  read_databases || return
  report_databases "${DB_IDS[@]}"
}

# Names that an allocation must avoid, whoever has them: +name ENGINE NAME.
VERBS[db-survey]=verb_db_survey
verb_db_survey() {
  local name
  require_role database && read_names || return
  for name in "${!TAKEN[@]}"; do reply name "${name%%:*}" "${name#*:}"; done
}

# read_names: sets TAKEN and OURS.
read_names() {
  local engine
  TAKEN=() OURS=()
  for engine in mariadb postgresql; do
    [[ ,${HOST[ENGINES]:-mariadb,postgresql}, != *,$engine,* ]] || "${engine}_names" || fail engine-down "$engine: $SQL_WORDS" || return
  done
}
# note_name ENGINE NAME MARKER
note_name() {
  TAKEN[$1:$2]=1
  [[ $3 != 'titip '* ]] || ! is_request "${3#titip }" || OURS[${3#titip }]=$1:$2
}

CHECKS[database]=check_database
check_database() {
  local engine
  good_if clients "CLIENTS in $HOST_CONF names networks" is_network "${HOST[CLIENTS]%%,*}"
  for engine in mariadb postgresql; do
    [[ ,${HOST[ENGINES]:-mariadb,postgresql}, != *,$engine,* ]] || good_if "$engine" "$engine answers" "${engine}_alive"
  done
  [[ ,${HOST[ENGINES]:-mariadb,postgresql}, != *,mariadb,* ]] || good_if symbolic-links "symbolic-links is OFF" mariadb_contained
}

SETUPS[database]=setup_database
setup_database() { mkdir -p -m 700 "$DATABASES" "$DB_KEPT" && chmod 700 "$DATABASES" "$DB_KEPT"; }

# watch_databases: every few minutes. A database over its size takes nothing more in until it is smaller again.
MODES[0:databases]=watch_databases
watch_databases() {
  local id writable
  read_host_conf
  mkdir -p "$RUN" "$STATE" && WORK=$(mktemp -d "$RUN/watch.XXXXXX") || return
  trap end_session EXIT
  take_lock "size of databases" 0 || return 0 # an apply is running, and looks itself
  play_back && read_databases || { echo "titip-host: $ERROR_CODE: $ERROR_WORDS" >&2 && return 1; }
  for id in "${DB_IDS[@]}"; do
    [[ ${FOUND[$id,exists]:-} == yes ]] || continue
    writable=$(fits "$id" "${REC[$id,size]}")
    [[ ${FOUND[$id,writable]} != "$writable" && -z ${DEVIATIONS[$id]:-} ]] || continue
    "${REC[$id,engine]}_put" "$id" "${REC[$id,name]}" "${REC[$id,client]}" "${REC[$id,connections]}" "$writable" '' ||
      echo "titip-host: $id: $SQL_WORDS" >&2
    echo "$id: ${FOUND[$id,bytes]} of ${REC[$id,size]} bytes, writable: $writable"
  done
}
fits() { ((${FOUND[$1,bytes]:-0} > $2)) && echo no || echo yes; }
