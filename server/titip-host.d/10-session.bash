#!/bin/bash -p
# titip-host: the one program that Titip runs on a server. Installed as /usr/local/sbin/titip-host, owned by
# root, mode 0755. The control machine starts `titip-host serve` through sudo and talks to it on stdin and
# stdout; nothing else is ever executed remotely. Other modes, for root on the server itself:
#   titip-host setup       makes the folders that serve needs (once, safe to repeat)
#   titip-host addresses   puts the dedicated addresses back on the interface (at boot)
#   titip-host storage     mounts the file systems of sites that have one (at boot)
#   titip-host php         starts the FPM masters that should run (at boot, and every minute)
#   titip-host reopen      lets FPM masters open their logs anew (after logrotate)
#   titip-host firewall    puts the rules of co-located servers back in force (at boot)
#   titip-host certificates   takes renewed certificates into service (daily)
#   titip-host databases   looks whether databases are over their size (every few minutes)
#   titip-host usage       counts what the logs of sites have become (before they are rotated)
#   titip-host backup      saves what sites hold (every night)
#
# Protocol 1. A request is one line of TAB-separated fields, `verb BYTES argument…`, then BYTES bytes of body:
# lines of TAB-separated fields too. In a field, \\ \t \n \r stand for backslash, tab, newline and carriage
# return, and a lone - stands for the empty field. The reply is any number of lines that start with +, then one
# line `ok…` or `error CODE words key=value…`. Greeting: `titip-host PROTOCOL hostname`.
#
# Everything that arrives is checked here again, so that a stolen SSH key can make sites and records of the
# shape that Titip makes, and nothing else. No value is ever evaluated: no eval, no sh -c, no unquoted words.

# shellcheck disable=SC1007,SC2015,SC2174
# SC1007: `a= b=` empties both. SC2015: `act && check || fail` may fail after act, that is what it is for. SC2174: the
# folders above exist.

readonly PROTOCOL=1
export PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
unset BASH_ENV ENV CDPATH GLOBIGNORE IFS
IFS=$' \t\n'
umask 022
shopt -s nullglob
set -u

# --- where things are ---
readonly SELF=/usr/local/sbin/titip-host
readonly ETC=/etc/titip RUN=/run/titip STATE=/var/lib/titip
readonly HOST_CONF=$ETC/host.conf ADDRESSES=$ETC/addresses
readonly LOCK=$RUN/lock OWNER=$RUN/owner HEARTBEAT=$RUN/heartbeat
readonly GENERATION=$STATE/generation JOURNAL=$STATE/journal ARCHIVE=$STATE/archive RESERVE=$STATE/reserve

# --- limits ---
readonly MAX_BODY=$((64 * 1024 * 1024)) # bytes of one request
readonly MAX_LINE=$((1024 * 1024))      # bytes of its first line
readonly SILENCE=180                    # seconds without a word from control after which a session ends

declare -A HOST=()   # settings of host.conf
declare -A VERBS=()  # verb → function; each section adds its own
declare -A SETUPS=() # role → function of `titip-host setup`
declare -A MODES=()  # number of further arguments:word → function of `titip-host WORD …`, for root on the server
declare -a UNDO=()   # words of the journal; each has a function undo_WORD
declare -a FIELDS=() # fields of the request, decoded: verb and arguments
WORK=                # scratch folder of this session
BODY=                # file with the body of the request
MY_GENERATION=       # set while this session holds the lock
STOP=                # set by a signal: end after the running request
IDLE=                # set while waiting for a request
ERROR_CODE= ERROR_WORDS=
declare -a ERROR_FIELDS=()

# --- fields and replies ---

# encode TEXT: sets ENCODED. Builtins only: a thousand sites must not cost a thousand forks.
encode() {
  ENCODED=${1//\\/\\\\}
  ENCODED=${ENCODED//$'\t'/\\t}
  ENCODED=${ENCODED//$'\n'/\\n}
  ENCODED=${ENCODED//$'\r'/\\r}
  [[ -n $ENCODED ]] || ENCODED=-
}

# decode FIELD: sets DECODED. What comes out is checked by whoever uses it.
decode() {
  if [[ $1 == - ]]; then DECODED=; elif [[ $1 == *\\* ]]; then printf -v DECODED %b "$1"; else DECODED=$1; fi
}

# split LINE: sets FIELDS, decoded.
split() {
  local index IFS=$'\t' -
  set -f
  # shellcheck disable=SC2206 # split at tabs, no globbing
  FIELDS=($1)
  for index in "${!FIELDS[@]}"; do
    decode "${FIELDS[index]}"
    FIELDS[index]=$DECODED
  done
}

# say FIRST FIELD…: one line of a reply. A reader that has gone away is no reason to stop half way.
say() {
  local line=$1 field
  shift
  for field; do
    encode "$field"
    line+=$'\t'$ENCODED
  done
  printf '%s\n' "$line" 2>/dev/null
  return 0
}
reply() { say "+$1" "${@:2}"; }

# fail CODE WORDS [key=value…]: remembers why the request fails; always returns 1, so `… || fail … || return`.
fail() {
  [[ $ERROR_CODE != fenced ]] || return 1 # what fails after that is not ours to explain
  ERROR_CODE=$1 ERROR_WORDS=$2
  ERROR_FIELDS=("${@:3}")
  return 1
}

# --- checks shared by all verbs ---
is_request() { [[ $1 =~ ^[A-Z]{3}-[0-9]{4}-[0-9]{4,9}$ ]]; }
is_account() { [[ $1 =~ ^[a-z][a-z0-9-]{0,30}$ ]]; }
is_number() { [[ $1 =~ ^(0|[1-9][0-9]{0,8})$ ]]; }
is_ipv4() {
  local byte='(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
  [[ $1 =~ ^$byte(\.$byte){3}$ ]]
}
# is_host_address IP KIND: not loopback, this network, link-local, multicast, reserved or broadcast; a dedicated one is
# inside of ADDRESSES in host.conf, so that nobody can make this server carry its gateway's or a neighbour's address.
is_host_address() {
  local range first last
  [[ ! $1 =~ ^(0|127|22[4-9]|2[34][0-9]|25[0-5])\.|^169\.254\. ]] || return
  [[ -n ${HOST[ADDRESSES]} && $2 == dedicated ]] || return 0
  for range in ${HOST[ADDRESSES]//,/ }; do
    ip_number "${range%-*}" && first=$NUMBER && ip_number "${range#*-}" && last=$NUMBER && ip_number "$1" || continue
    ((NUMBER < first || NUMBER > last)) || return 0
  done
  return 1
}
# ip_number IP: sets NUMBER.
ip_number() {
  local a b c d
  is_ipv4 "$1" && IFS=. read -r a b c d <<<"$1" && NUMBER=$(((a << 24) + (b << 16) + (c << 8) + d))
}
# A host name as it is served: lower case, no trailing dot.
is_name() {
  local label='[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?'
  ((${#1} <= 253)) && [[ $1 =~ ^$label(\.$label)+$ ]]
}

# read_file FILE: sets TEXT to the whole file, without a fork.
read_file() {
  TEXT=
  [[ -f $1 ]] || return 1
  IFS= read -r -d '' TEXT <"$1"
  return 0
}

# read_host_conf: KEY=value lines; never sourced.
read_host_conf() {
  local line
  HOST=([INTERFACE]=eth0 [UID_FROM]=20000 [UID_TO]=29999 [ROLE]="" [ADDRESSES]="" [STALE_SECONDS]=300)
  HOST+=([COLOCATION]="" [OUTBOUND]="")
  [[ -r $HOST_CONF ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    [[ $line =~ ^([A-Z][A-Z0-9_]*)=([A-Za-z0-9._,:/@-]*)$ ]] && HOST[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
  done <"$HOST_CONF"
  is_number "${HOST[STALE_SECONDS]}" || HOST[STALE_SECONDS]=300
}

require_role() { [[ ,${HOST[ROLE]}, == *,$1,* ]] || fail wrong-role "ROLE in $HOST_CONF does not hold $1"; }

# The heartbeat is the seconds since boot: a clock that is set must not make a living session look dead.
beat() {
  [[ -z $MY_GENERATION ]] || { uptime && printf '%s\n' "$UPTIME" >"$HEARTBEAT"; }
  return 0
}
uptime() { read -r UPTIME _ </proc/uptime && UPTIME=${UPTIME%.*}; }

# start_beating, stop_beating: around something that may last for minutes (archives).
start_beating() {
  while [[ -d /proc/$$ ]]; do
    beat
    sleep 5
  done </dev/null >/dev/null 2>&1 8<&- 9>&- &
  BEATER=$!
}
stop_beating() {
  kill "$BEATER" 2>/dev/null
  wait "$BEATER" 2>/dev/null
  return 0
}

# --- lock: one writer per server ---
# flock on descriptor 9, held by this process and so by the SSH session. Its children inherit it, so that after a
# kill -9 nobody gets in while a command of the dead one still runs; daemons are started with 9>&-.

take_lock() {
  local owner=$1 seconds=$2 since
  [[ -z $MY_GENERATION ]] || return 0
  mkdir -p "$RUN" "$STATE" && exec 9>>"$LOCK" || fail io "cannot open $LOCK" || return
  take_over_stale
  if ! flock -w "$seconds" 9; then
    exec 9>&-
    read_file "$OWNER"
    split "${TEXT%$'\n'}"
    fail locked "held by ${FIELDS[0]:-?}" "owner=${FIELDS[0]:-?}" "pid=${FIELDS[1]:-?}" "since=${FIELDS[2]:-?}"
    return
  fi
  end_former_holder
  read_file "$GENERATION"
  is_number "${TEXT%$'\n'}" || TEXT=0
  MY_GENERATION=$((${TEXT%$'\n'} + 1))
  write_file "$GENERATION" "$MY_GENERATION"$'\n' || { exec 9>&- && MY_GENERATION= && fail io "cannot write $GENERATION"; } || return
  printf -v since '%(%Y-%m-%dT%H:%M:%S%z)T' -1
  encode "$owner"
  printf '%s\t%s\t%s\n' "$ENCODED" "$$" "$since" >"$OWNER"
  beat
}

# A holder that neither works nor hears from its control machine (a hung disk, a suspended machine) is ended. Should
# it wake up after all, still_ours stops it: the generation has moved on.
take_over_stale() {
  local pid
  flock -n 9 && return
  read_file "$HEARTBEAT" && is_number "${TEXT%$'\n'}" && uptime || return 0
  ((UPTIME - ${TEXT%$'\n'} > HOST[STALE_SECONDS])) || return 0
  read_file "$OWNER"
  split "${TEXT%$'\n'}"
  pid=${FIELDS[1]:-}
  is_number "$pid" && [[ /proc/$pid/fd/9 -ef $LOCK ]] || return 0
  kill -TERM "$pid" && sleep 2
  [[ ! /proc/$pid/fd/9 -ef $LOCK ]] || kill -KILL "$pid"
}

# end_former_holder: whoever still runs as owner though we have the lock lost it, because somebody removed its file.
end_former_holder() {
  local pid
  read_file "$OWNER" || return 0
  split "${TEXT%$'\n'}"
  pid=${FIELDS[1]:-}
  is_number "$pid" && [[ $pid != "$$" ]] && read_command "$pid" && [[ $COMMAND == *"$SELF"*serve* ]] && kill -KILL "$pid"
  return 0
}
read_command() { [[ -r /proc/$1/cmdline ]] && COMMAND=$(tr '\0' ' ' <"/proc/$1/cmdline"); }

# still_ours: asked before every step that changes something.
still_ours() {
  [[ -n $MY_GENERATION ]] || fail not-locked "the verb lock comes first" || return
  read_file "$GENERATION"
  [[ ${TEXT%$'\n'} == "$MY_GENERATION" ]] ||
    fail fenced "generation ${TEXT%$'\n'} took over from $MY_GENERATION" undone=taken-over || return
  beat
}

release_lock() {
  [[ -n $MY_GENERATION ]] || return 0
  rm -f "$OWNER" "$HEARTBEAT"
  MY_GENERATION=
  exec 9>&-
}

# write_file FILE TEXT [MODE]: whole or not at all, on disk when it returns.
write_file() {
  local new=$1.new
  printf %s "$2" >"$new" && chmod "${3:-644}" "$new" && sync "$new" && mv -f "$new" "$1" && sync "${1%/*}" && return
  rm -f "$new"
  return 1
}

# Undoing has to write too (vipw copies whole files): on a full disk it takes the room that is kept for it. A disk
# without that much room is refused before anything is changed.
keep_reserve() {
  [[ ! -s $RESERVE ]] || return 0
  head -c 1048576 /dev/zero >"$RESERVE.new" 2>/dev/null && sync "$RESERVE.new" && mv "$RESERVE.new" "$RESERVE" && return
  rm -f "$RESERVE.new"
  fail io "no room for the reserve of 1 MiB, $RESERVE"
}

# --- undo journal ---
# One entry a line: WORD, arguments, and a last field "." that tells a whole line from a torn one. An entry is on
# disk before the act it undoes. `lock` and a failing transaction play the entries back, last one first; every
# undo_WORD can be repeated. A transaction that committed but still has files to delete leaves `forget` entries.

# journal ENTRY…: each ENTRY is a line of fields joined by tabs.
journal() {
  still_ours || return
  printf '%s\t.\n' "$@" >>"$JOURNAL" && sync "$JOURNAL" "$STATE" || fail io "cannot write $JOURNAL"
}

# play_back: sets PLAYED to the number of entries. A word that fails keeps the journal for the next try.
play_back() {
  local -a lines=()
  local index failed=
  PLAYED=0
  [[ -e $JOURNAL ]] || return 0
  still_ours || return # else the entries are those of whoever took over
  mapfile -t lines <"$JOURNAL"
  for ((index = ${#lines[@]} - 1; index >= 0; index--)); do
    [[ ${lines[index]} == *$'\t.' ]] || continue
    split "${lines[index]%$'\t.'}"
    [[ " ${UNDO[*]} " == *" ${FIELDS[0]} "* ]] || continue
    undo_entry || { rm -f "$RESERVE" && undo_entry; } || failed+=" ${FIELDS[0]}"
    PLAYED=$((PLAYED + 1))
  done
  [[ -z $failed ]] || fail undo-failed "could not be undone:$failed; see $JOURNAL" || return
  journal_clear
}
undo_entry() { "undo_${FIELDS[0]//-/_}" "${FIELDS[@]:1}"; }
journal_clear() { still_ours && rm -f "$JOURNAL" && sync "$STATE"; }

# --- serve ---

VERBS[hello]=verb_hello
verb_hello() {
  reply role "${HOST[ROLE]}"
  reply interface "${HOST[INTERFACE]}"
  reply sha256 "$(sha256sum <"$SELF" | cut -d ' ' -f 1)" # doctor compares it with the project's
  [[ ! -e $JOURNAL ]] || reply journal "$JOURNAL"
  check_host
}

# check_host: what `titip doctor` shows: +check NAME good|bad words.
check_host() {
  local check
  [[ -r $HOST_CONF ]] && reply check host.conf good "$HOST_CONF" || reply check host.conf bad "$HOST_CONF is missing"
  for check in ${!CHECKS[*]}; do
    [[ ,${HOST[ROLE]}, != *,$check,* ]] || "${CHECKS[$check]}"
  done
}
declare -A CHECKS=() # role → function

VERBS[ping]=verb_ping
verb_ping() { :; }

VERBS[lock]=verb_lock
verb_lock() {
  local owner=${FIELDS[1]:-} seconds=${FIELDS[2]:-5}
  is_number "$seconds" && ((seconds <= 600)) || fail bad-request "lock: seconds" || return
  take_lock "${owner:0:200}" "$seconds" || return
  play_back && { keep_reserve || { release_lock && return 1; }; } || return
  reply generation "$MY_GENERATION"
  reply recovered "$PLAYED"
}

# recover: before a reading. What a crashed session left half done would be read as if it were to stay, found as wanted
# and then be undone by the next lock. Somebody's running transaction is waited for, but not for ever.
recover() {
  local -a FIELDS=() # those of the request stay
  [[ -e $JOURNAL && -z $MY_GENERATION ]] || return 0
  if ! take_lock "reading after a crash" 20; then
    [[ $ERROR_CODE == locked ]]
    return
  fi
  play_back
  release_lock # whoever only reads keeps nobody waiting
  [[ ! -e $JOURNAL ]]
}

VERBS[unlock]=verb_unlock
verb_unlock() { release_lock; }

# receive_body BYTES: into $BODY. `head -c` never reads beyond its count and, unlike read, not byte by byte.
receive_body() {
  local size
  : >"$BODY"
  (($1 > 0)) || return 0
  head -c "$1" <&8 >"$BODY" || return
  size=$(stat -c %s "$BODY")
  ((size == $1)) || return # fewer: the connection was cut in the middle of the request, nothing has been begun
}

# one_request LINE: returns 1 when the session must end.
one_request() {
  local bytes verb
  split "$1"
  bytes=${FIELDS[1]:-0}
  if ! is_number "$bytes" || ((bytes > MAX_BODY)); then
    say error bad-request "body of $bytes bytes"
    return 1
  fi
  receive_body "$bytes" || return 1
  # read ends at a NUL or at the end of the file, and says which. No text of ours holds one, and bash would cut there.
  if IFS= read -r -d '' _ <"$BODY"; then
    say error bad-request "a NUL in the body"
    return 0
  fi
  unset 'FIELDS[1]'
  FIELDS=("${FIELDS[@]}")
  ERROR_CODE= ERROR_WORDS= ERROR_FIELDS=()
  beat
  verb=${FIELDS[0]:-}
  if [[ ! $verb =~ ^[a-z][a-z-]*$ || -z ${VERBS[$verb]:-} ]]; then
    fail unknown-verb "${verb:0:40}"
  else
    "${VERBS[$verb]}"
  fi && say ok || say error "${ERROR_CODE:-failed}" "$ERROR_WORDS" "${ERROR_FIELDS[@]}"
  return 0
}

end_session() {
  release_lock
  [[ -z $WORK ]] || rm -rf -- "$WORK"
}

# sweep_sessions: scratch folders of killed sessions.
sweep_sessions() {
  local folder
  for folder in "$RUN"/session.*; do
    [[ -d /proc/${folder##*.} && $folder != "$RUN/session.$$" ]] || rm -rf -- "$folder"
  done
}

# A signal ends an idle session at once and a busy one after its transaction: finished is better than undone.
on_signal() {
  STOP=1
  [[ -z $IDLE ]] || exit 0
}

serve() {
  local line
  trap on_signal HUP INT TERM
  trap : PIPE # not ignored: daemons that we start would inherit that
  trap end_session EXIT
  read_host_conf
  exec 8<&0 </dev/null # nothing that we start may read the requests
  WORK=$RUN/session.$$
  mkdir -p "$RUN" && sweep_sessions && mkdir -m 700 "$WORK" || exit 1
  BODY=$WORK/body
  say titip-host "$PROTOCOL" "${HOSTNAME:-$(uname -n)}"
  while [[ -z $STOP ]]; do
    IDLE=1
    IFS= read -r -u 8 -t "$SILENCE" -n "$MAX_LINE" line || break
    IDLE=
    if ((${#line} == MAX_LINE)); then
      say error bad-request "a line of more than $MAX_LINE bytes"
      break
    fi
    one_request "$line" || break
  done
  IDLE=
}
