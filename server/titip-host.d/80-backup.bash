# --- backup ---
# restic (Debian's) keeps what sites hold in one repository a server, whose password is made here and read by root only.
# A site has parts, such as `files`: another section adds its own to the three tables below. A part is one stream, and
# one snapshot of path /ID.PART: a tar or a dump keeps what restic alone would not, holes of sparse files above all,
# which a tenant may make of any size (docs/decisions/0012-backup-streams.md).
#
# restic ends well when its stream is cut short. So a snapshot counts only with the tag `whole`, which it is given
# after the writer of the stream has ended well, too; others are swept away by a later run.
#
# Restoring is a transaction with three verbs: backup-stage reads into a place beside the site, backup-switch changes
# the two over, looks whether the site is served, and keeps what was there before as an archive, backup-commit ends it.
# Until then whatever fails, the end of the session too, brings everything back: so files here and a database on another
# server become what they were together, or not at all.
readonly BACKUP_CONF=$ETC/backup.conf BACKUP_KEY=$ETC/backup.key BACKUP_SSH=$ETC/backup.ssh BACKUP_HOSTS=$ETC/backup.known_hosts
readonly BACKUP_STATE=$STATE/backup BACKUP_LOCK=$RUN/backup.lock
readonly BACKUP_SIZES=$BACKUP_STATE/sizes # lines `SECONDS PART:ID BYTES`, which restic 0.14 does not keep
readonly KEPT_RUNS=400 # lines in $BACKUP_STATE/runs

declare -A BACKUP_SITES=()  # part → fn: sets BACKUP_IDS, the requests that have it here
declare -A BACKUP_READ=()   # part → fn ID: writes the stream
declare -A BACKUP_STAGE=()  # part → fn ID: journals, reads the stream, puts it beside what is there
declare -A BACKUP_SWITCH=() # part → fn ID: journals, switches, probes; sets BACKUP_ARCHIVE to what was there before
declare -A BACKUP_DONE=()   # part → word of the journal, played back with ID after the commit
declare -A BACKUP=()        # settings of backup.conf
declare -a BACKUP_IDS=() RESTIC=() SWITCHED=()
BACKUP_FD= BACKUP_ARCHIVE= BACKUP_SNAPSHOT= BACKUP_WORK= SNAPSHOT= SAVED_BYTES=0 SERVED_PAGE=
RUN_AT=0 RUN_SAVED=0 RUN_FAILED=0 RUN_BYTES=0

# read_backup_conf: KEY=value lines, never sourced. The administrator's own: whoever has control's key alone must not
# send every site's files to a place of his choice, or thin out what is kept.
read_backup_conf() {
  local line key
  BACKUP=([REPOSITORY]="" [KEEP_DAILY]=7 [KEEP_WEEKLY]=4 [KEEP_MONTHLY]=12 [HOUR]=01:30)
  [[ -r $BACKUP_CONF ]] || fail backup-off "$BACKUP_CONF is missing" || return
  while IFS= read -r line || [[ -n $line ]]; do
    [[ $line =~ ^([A-Z_]+)=([A-Za-z0-9._:/@-]*)$ ]] && BACKUP[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
  done <"$BACKUP_CONF"
  for key in KEEP_DAILY KEEP_WEEKLY KEEP_MONTHLY; do
    is_number "${BACKUP[$key]}" || fail backup-conf "$key in $BACKUP_CONF is no number" || return
  done
  ((BACKUP[KEEP_DAILY] + BACKUP[KEEP_WEEKLY] + BACKUP[KEEP_MONTHLY] > 0)) ||
    fail backup-conf "$BACKUP_CONF keeps nothing" || return
  set_restic
}

# set_restic: sets RESTIC, program and options. A repository elsewhere is reached with a key and a known host of its own.
set_restic() {
  local place=${BACKUP[REPOSITORY]} user port path
  RESTIC=(nice -n 10 ionice -c 3 restic --quiet --cache-dir "$BACKUP_STATE/cache" --password-file "$BACKUP_KEY")
  if [[ $place =~ ^sftp://([a-z][a-z0-9_-]*)@([A-Za-z0-9.-]+)(:([0-9]+))?(/[A-Za-z0-9._/-]+)$ && $place != *..* ]]; then
    user=${BASH_REMATCH[1]}@${BASH_REMATCH[2]} port=${BASH_REMATCH[4]:-22} path=${BASH_REMATCH[5]}
    RESTIC+=(-r "sftp:$user:$path" -o "sftp.command=ssh -F none -p $port -i $BACKUP_SSH -o BatchMode=yes \
-o ConnectTimeout=20 -o ServerAliveInterval=30 -o StrictHostKeyChecking=yes -o UserKnownHostsFile=$BACKUP_HOSTS $user -s sftp")
  elif [[ $place =~ ^/[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+$ && $place != *..* && $place/ != "$SITES"/* ]]; then
    RESTIC+=(-r "$place")
  else
    fail backup-conf "REPOSITORY in $BACKUP_CONF is no folder of its own and no sftp://user@host/folder: $place"
  fi
}

# open_repository: made when it is not there yet.
open_repository() {
  local words
  command -v restic >/dev/null || fail backup-failed "restic is not installed" || return
  mkdir -p -m 700 "$BACKUP_STATE" && make_backup_key || fail io "cannot write $BACKUP_STATE or $BACKUP_KEY" || return
  [[ ${BACKUP[REPOSITORY]} != /* ]] || mkdir -p -m 700 "${BACKUP[REPOSITORY]}" || fail io "cannot make ${BACKUP[REPOSITORY]}" || return
  # Those locks go that processes left which are no more, and no others.
  words=$("${RESTIC[@]}" unlock 2>&1 >/dev/null) && return
  [[ $words == *"Is there a repository at"* ]] || fail backup-repository "$words" || return
  words=$("${RESTIC[@]}" init 2>&1 >/dev/null) || fail backup-repository "$words"
}

# make_backup_key: once. It never leaves the server by Titip; the administrator keeps a copy where backups are needed
# when this server is lost.
make_backup_key() {
  [[ ! -s $BACKUP_KEY ]] || return 0
  local key
  key=$(head -c 32 /dev/urandom | base64 -w 0) && ((${#key} == 44)) && (umask 077 && write_file "$BACKUP_KEY" "$key"$'\n' 600)
}

lock_backup() {
  mkdir -p "$RUN" && exec {BACKUP_FD}>>"$BACKUP_LOCK" || fail io "cannot open $BACKUP_LOCK" || return
  flock -w "$1" "$BACKUP_FD" && return
  unlock_backup
  fail backup-busy "another session has been using the repository for more than $1 s"
}
unlock_backup() { [[ -z $BACKUP_FD ]] || { exec {BACKUP_FD}>&- && BACKUP_FD=; }; }

# list_snapshots: sets SNAPSHOTS, lines `SECONDS ID PART SNAPSHOT whole|torn`, the oldest first, and SIZES.
declare -a SNAPSHOTS=()
declare -A SIZES=() # SECONDS PART:ID → bytes
list_snapshots() {
  local words at key bytes
  words=$(set -o pipefail && "${RESTIC[@]}" --no-lock snapshots --tag titip --json 2>&1 | perl -e "$READ_SNAPSHOTS" 2>&1) ||
    fail backup-repository "$words" || return
  mapfile -t SNAPSHOTS < <(sort -n <<<"$words")
  [[ -n $words ]] || SNAPSHOTS=()
  SIZES=()
  [[ -r $BACKUP_SIZES ]] || return 0
  while read -r at key bytes; do
    [[ ! $at$bytes =~ ^[0-9]+$ ]] || SIZES["$at $key"]=$bytes
  done <"$BACKUP_SIZES"
}
# shellcheck disable=SC2016 # a program of perl's
readonly READ_SNAPSHOTS='
  use strict;
  use JSON::PP;
  use Time::Local qw(timegm);
  local $/;
  my $text = <STDIN>;
  my $list; # null when there is none
  eval { $list = JSON::PP->new->utf8->allow_nonref->decode($text); 1 } or do { print $text; exit 1 };
  for my $one (@{ $list // [] }) {
    my ($id, $part) = ($one->{paths}[0] // "") =~ m{^/([A-Z]{3}-[0-9]{4}-[0-9]{4,9})\.([a-z]+)$} or next;
    my ($date, $sign, $h, $m) = $one->{time} =~ /^(.{19})[.0-9]*(?:Z|([+-])(\d\d):(\d\d))$/ or next;
    my @date = reverse split(/[-T:]/, $date);
    $date[4]--;
    my $at = timegm(@date);
    $at -= ($sign eq "-" ? -1 : 1) * ($h * 3600 + $m * 60) if defined $sign;
    my %tags = map { $_ => 1 } @{ $one->{tags} };
    print join(" ", $at, $id, $part, substr($one->{id}, 0, 16), $tags{whole} ? "whole" : "torn"), "\n";
  }'

# --- backup: making them ---

# back_up_all PART:ID…: tells each with `+saved ID PART BYTES` or `+guilty ID CODE WORDS`. They are read one after the
# other: what fails fails alone. A run that is cut off has the marks of all groups but the last.
readonly MARK_GROUP=20 # each use of a repository begins with half a second of key derivation
declare -a MARKS=() GUILTY=()
back_up_all() {
  local entry stamp since=$SECONDS
  RUN_AT=$EPOCHSECONDS RUN_SAVED=0 RUN_FAILED=0 RUN_BYTES=0 GUILTY=() MARKS=()
  printf -v stamp '%(%Y-%m-%d %H:%M:%S)T' "$RUN_AT"
  for entry; do
    if back_up "${entry%%:*}" "${entry#*:}" "$stamp"; then MARKS+=("$SNAPSHOT $SAVED_BYTES $entry"); else not_saved "${entry#*:}"; fi
    ((${#MARKS[@]} < MARK_GROUP)) || mark_whole
  done
  mark_whole
  note_run "$stamp" $((SECONDS - since)) "$RUN_SAVED" "$RUN_FAILED" "$RUN_BYTES" "${GUILTY[*]}"
}
not_saved() {
  RUN_FAILED=$((RUN_FAILED + 1)) GUILTY+=("$1")
  refuse "$1" "$ERROR_CODE" "$ERROR_WORDS"
}

# back_up PART ID STAMP: sets SNAPSHOT and SAVED_BYTES.
back_up() {
  local words
  local -a ended
  words=$(
    "${BACKUP_READ[$1]}" "$2" 2>"$BACKUP_WORK/words" |
      "${RESTIC[@]}" backup --json --stdin --stdin-filename "/$2.$1" --host titip --tag titip --time "$3" 2>&1
    ended=("${PIPESTATUS[@]}")
    printf '\nended %s %s' "${ended[0]}" "${ended[1]}"
  )
  read_file "$BACKUP_WORK/words"
  [[ $words =~ ended\ 0\ 0$ ]] || fail backup-failed "${TEXT:-${words: -500}}" || return
  [[ $words =~ \"total_bytes_processed\":([0-9]+).*\"snapshot_id\":\"([0-9a-f]+)\" ]] ||
    fail backup-failed "restic told of no snapshot: ${words: -500}" || return
  SAVED_BYTES=${BASH_REMATCH[1]} SNAPSHOT=${BASH_REMATCH[2]}
}

# mark_whole: those of MARKS.
mark_whole() {
  local entry words bytes key
  local -a snapshots=() marks=("${MARKS[@]}")
  MARKS=()
  ((${#marks[@]} > 0)) || return 0
  for entry in "${marks[@]}"; do snapshots+=("${entry%% *}"); done
  words=$("${RESTIC[@]}" tag --add whole "${snapshots[@]}" 2>&1) || fail backup-failed "$words"
  local failed=$?
  for entry in "${marks[@]}"; do
    read -r _ bytes key <<<"$entry"
    ((failed == 0)) || { not_saved "${key#*:}" && continue; }
    RUN_SAVED=$((RUN_SAVED + 1)) RUN_BYTES=$((RUN_BYTES + bytes))
    printf '%s %s %s\n' "$RUN_AT" "$key" "$bytes" >>"$BACKUP_SIZES"
    reply saved "${key#*:}" "${key%%:*}" "$bytes"
  done
}

# thin_out: by the settings; and what was left torn a day ago. Without --prune what is forgotten stays on the disk.
thin_out() {
  local line words at id part snapshot whole sizes=
  local -a torn=() keep=()
  list_snapshots || return
  for line in "${SNAPSHOTS[@]}"; do
    read -r at id part snapshot whole <<<"$line"
    [[ -z ${SIZES["$at $part:$id"]:-} ]] || sizes+="$at $part:$id ${SIZES["$at $part:$id"]}"$'\n'
    [[ $whole != torn ]] || ((at > EPOCHSECONDS - 86400)) || torn+=("$snapshot")
  done
  write_file "$BACKUP_SIZES" "$sizes" 600 || fail io "cannot write $BACKUP_SIZES" || return
  ((${#torn[@]} == 0)) || words=$("${RESTIC[@]}" forget "${torn[@]}" 2>&1) || fail backup-failed "$words" || return
  # --keep-within: else the backup that somebody makes before a change is gone with the next one of that day.
  keep=(--keep-within 1d --keep-daily "${BACKUP[KEEP_DAILY]}" --keep-weekly "${BACKUP[KEEP_WEEKLY]}" --keep-monthly "${BACKUP[KEEP_MONTHLY]}")
  words=$("${RESTIC[@]}" forget --tag titip,whole --group-by paths "${keep[@]}" --prune 2>&1) || fail backup-failed "$words"
}

# note_run STAMP SECONDS DONE FAILED BYTES IDS: for the journal of maintenance.
note_run() {
  local runs=$BACKUP_STATE/runs moment
  moment=$(date -d "$1" +%Y-%m-%dT%H:%M:%S%:z) || return 0
  { tail -n $((KEPT_RUNS - 1)) "$runs" 2>/dev/null && :; printf '%s %s %s %s %s %s\n' "$moment" "${@:2}"; } >"$runs.new" &&
    sync "$runs.new" && mv -f "$runs.new" "$runs"
}

# parts_of [ID…]: sets PARTS, PART:ID, of all sites without one.
parts_of() {
  local part id
  PARTS=()
  for part in "${!BACKUP_SITES[@]}"; do
    BACKUP_IDS=()
    "${BACKUP_SITES[$part]}" || { ERROR_CODE= && ERROR_WORDS= && continue; } # not this server's role
    for id in "${BACKUP_IDS[@]}"; do
      (($# > 0)) && [[ " $* " != *" $id "* ]] || PARTS+=("$part:$id")
    done
  done
}

# run_backups [ID…]
run_backups() {
  local result=0
  local -a PARTS=()
  read_backup_conf && open_repository && lock_backup 60 || return
  BACKUP_WORK=$(mktemp -d "$RUN/backup.XXXXXX") || fail io "cannot write into $RUN" || return
  [[ -n $WORK ]] || WORK=$BACKUP_WORK
  parts_of "$@"
  REFUSED=0
  back_up_all "${PARTS[@]}"
  (($# > 0)) || thin_out || result=1
  unlock_backup
  rm -rf -- "$BACKUP_WORK"
  return "$result"
}

VERBS[backup-run]=verb_backup_run # [ID…]: all sites without one
verb_backup_run() {
  local id
  for id in "${FIELDS[@]:1}"; do is_request "$id" || fail bad-request "request id ${id:0:40}" || return; done
  run_backups "${FIELDS[@]:1}"
}

MODES[0:backup]=backup_nightly # by titip-backup.timer
backup_nightly() {
  local ERROR_CODE='' ERROR_WORDS='' result
  local -a ERROR_FIELDS=()
  read_host_conf
  run_backups >&2
  result=$?
  [[ -z $ERROR_CODE ]] || echo "titip-host: $ERROR_CODE: $ERROR_WORDS" >&2
  ((result == 0 && REFUSED == 0))
}

VERBS[backup-list]=verb_backup_list # [ID…]
# +setting KEY VALUE; +snapshot ID PART SECONDS SNAPSHOT BYTES; +run MOMENT SECONDS DONE FAILED BYTES IDS
verb_backup_list() {
  local line key at id part snapshot whole bytes moment seconds done failed guilty
  read_backup_conf || return
  for key in "${!BACKUP[@]}"; do reply setting "$key" "${BACKUP[$key]}"; done
  if [[ -r $BACKUP_STATE/runs ]]; then
    while read -r moment seconds done failed bytes guilty; do
      reply run "$moment" "$seconds" "$done" "$failed" "$bytes" "$guilty"
    done <"$BACKUP_STATE/runs"
  fi
  [[ -s $BACKUP_KEY ]] || return 0 # nothing was ever saved
  list_snapshots || return
  for line in "${SNAPSHOTS[@]}"; do
    read -r at id part snapshot whole <<<"$line"
    bytes=${SIZES["$at $part:$id"]:-}
    [[ $whole == whole && (${#FIELDS[@]} -eq 1 || " ${FIELDS[*]:1} " == *" $id "*) ]] || continue
    reply snapshot "$id" "$part" "$at" "$snapshot" "$bytes"
  done
}

# --- backup: restoring ---

VERBS[backup-stage]=verb_backup_stage # ID PART SECONDS: the newest that is not younger
verb_backup_stage() {
  local id=${FIELDS[1]:-} part=${FIELDS[2]:-} until=${FIELDS[3]:-}
  still_ours || return
  is_request "$id" && [[ $part =~ ^[a-z]+$ && -n ${BACKUP_STAGE[$part]:-} && $until =~ ^[0-9]{1,12}$ ]] ||
    fail bad-request "backup-stage" || return
  read_backup_conf && lock_backup 60 && list_snapshots || { unlock_backup && return 1; }
  start_beating
  stage_backup "$id" "$part" "$until" || { stop_beating && unlock_backup && roll_back && return 1; }
  stop_beating
  unlock_backup
  [[ -z $ERROR_CODE ]]
}
stage_backup() {
  local line at id part snapshot whole bytes found=
  for line in "${SNAPSHOTS[@]}"; do
    read -r at id part snapshot whole <<<"$line"
    [[ $id != "$1" || $part != "$2" || $whole != whole ]] || ((at > $3)) || found="$snapshot $at ${SIZES["$at $part:$id"]:-}"
  done
  [[ -n $found ]] || fail backup-none "$1 has no $2 that were saved by then" || return
  read -r snapshot at bytes <<<"$found"
  BACKUP_SNAPSHOT=$snapshot
  "${BACKUP_STAGE[$2]}" "$1" || return
  reply staged "$1" "$2" "$at" "$snapshot" "$bytes"
}
# saved_stream ID PART: what the snapshot that is being staged holds.
saved_stream() { "${RESTIC[@]}" --no-lock dump "$BACKUP_SNAPSHOT" "/$1.$2"; }

VERBS[backup-switch]=verb_backup_switch # ID PART
verb_backup_switch() {
  local id=${FIELDS[1]:-} part=${FIELDS[2]:-}
  still_ours || return
  is_request "$id" && [[ $part =~ ^[a-z]+$ && -n ${BACKUP_SWITCH[$part]:-} ]] || fail bad-request "backup-switch" || return
  BACKUP_ARCHIVE=
  start_beating
  if ! "${BACKUP_SWITCH[$part]}" "$id"; then
    stop_beating
    roll_back
    return 1
  fi
  stop_beating
  SWITCHED+=("$part:$id")
  reply restored "$id" "$part" "$BACKUP_ARCHIVE"
}

VERBS[backup-commit]=verb_backup_commit # of all that this session has switched; what remains is deleting
verb_backup_commit() {
  local entry text=
  still_ours || return
  for entry in "${SWITCHED[@]}"; do text+="${BACKUP_DONE[${entry%%:*}]}"$'\t'"${entry#*:}"$'\t.\n'; done
  SWITCHED=()
  [[ -n $text ]] || return 0
  write_file "$JOURNAL" "$text" || fail io "cannot write $JOURNAL" || return
  start_beating
  play_back
  stop_beating
  [[ ! -e $JOURNAL ]] || fail cleanup "$ERROR_WORDS" undone=committed
}

VERBS[backup-drop]=verb_backup_drop # what was staged, and switched, is not wanted after all
verb_backup_drop() {
  SWITCHED=()
  still_ours && play_back
}

# --- backup: the files of a site ---
# .restore holds what comes, .before what was: folders of root's beside `public`, which nobody else can enter. The
# archive is a stream of tar that a tenant's names and links cannot lead astray: tar makes links last.
BACKUP_SITES[files]=files_sites
# A site that is served and has no files any more is in the list: that it cannot be saved must be told.
files_sites() {
  local path
  local -A ids=()
  require_role web || return
  for path in "$SITES"/* "$LIVE"/*.conf; do
    path=${path##*/} path=${path%.conf}
    ! is_request "$path" || ids[$path]=1
  done
  BACKUP_IDS+=("${!ids[@]}")
}

BACKUP_READ[files]=files_read
# Folders of root's that are no links: a tenant can exchange neither, and tar follows none below.
# No times but of change and no number of a process: the same files are the same stream, which restic stores once.
files_read() {
  [[ -d $SITES/$1/public && ! -L $SITES/$1 && ! -L $SITES/$1/public ]] || { echo "$SITES/$1/public is no folder" >&2 && return 2; }
  tar -C "$SITES/$1" --create --file=- --sort=name --sparse --numeric-owner --acls --xattrs --one-file-system --format=posix \
    --pax-option='exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime' --warning=no-file-changed -- public || (($? == 1)) # 1: a file changed while it was read
}

BACKUP_STAGE[files]=files_stage
files_stage() {
  local folder=$SITES/$1/.restore account uid owner
  local -a ended
  read_accounts
  account=${SITE_ACCOUNT[$1]:-}
  [[ -n $account && -d $SITES/$1 && ! -L $SITES/$1 ]] || fail restore-site "$1 is no site of this server; titip up makes it" || return
  uid=${ACCOUNT_UID[$account]}
  journal "restore"$'\t'"$1" && undo_restore "$1" && mkdir -m 700 "$folder" || fail io "cannot make $folder" || return
  saved_stream "$1" files 2>"$WORK/words" |
    tar -C "$folder" --extract --file=- --preserve-permissions --same-owner --numeric-owner --acls --xattrs -- public 2>>"$WORK/words"
  ended=("${PIPESTATUS[@]}")
  [[ "${ended[*]}" == "0 0" ]] || { read_file "$WORK/words" && fail restore-failed "${TEXT:0:4000}"; } || return
  owner=$(stat -c %u "$folder/public") && [[ $owner == "$uid" && ! -L $folder/public && -d $folder/public ]] ||
    fail restore-failed "was saved of uid ${owner:-?}, the site has $uid" || return
  sync -f "$folder"
}
UNDO+=(restore restore-switch restore-done)
undo_restore() { is_request "$1" && rm -rf --one-file-system -- "${SITES:?}/$1/.restore"; }

BACKUP_SWITCH[files]=files_switch
files_switch() {
  local site=$SITES/$1 had=none
  [[ -d $site/.restore/public ]] || fail restore-failed "nothing is staged" || return
  rm -rf --one-file-system -- "$site/.before"
  [[ ! -e $site/public ]] || had=had
  journal "restore-switch"$'\t'"$1"$'\t'"$had" && mkdir -m 700 "$site/.before" || fail io "cannot make $site/.before" || return
  note_served "$1"
  [[ $had == none ]] || mv -T -- "$site/public" "$site/.before/public" || fail io "cannot move $site/public" || return
  mv -T -- "$site/.restore/public" "$site/public" && sync "$site" || fail io "cannot move $site/.restore/public" || return
  still_served || return
  [[ $had == none ]] || archive_before "$1"
}
undo_restore_switch() {
  local site=$SITES/$1
  is_request "$1" || return 0
  if [[ $2 == had && -e $site/.before/public || $2 == none && -e $site/public && ! -e $site/.restore/public ]]; then
    [[ ! -e $site/public ]] || { mkdir -p -m 700 "$site/.restore" && mv -T -- "$site/public" "$site/.restore/undone"; } || return
    [[ $2 == none ]] || mv -T -- "$site/.before/public" "$site/public" || return
  fi
  rm -rf --one-file-system -- "$site/.before"
}

# note_served ID: sets PENDING to what must hold after the switch: it is served, and its page fails no more than before.
note_served() {
  PENDING=()
  [[ -f $LIVE/$1.conf ]] || return 0
  parse_conf "$LIVE/$1.conf"
  local ip=${CONF_LISTEN/'*'/127.0.0.1} name=${CONF_NAMES%% *}
  http_status "$ip" "$name" "$CONF_PROOF" && [[ $STATUS == 204 ]] || return 0
  PENDING+=("$ip $name $CONF_PROOF 204")
  SERVED_PAGE="$ip $name /"
  http_status "$ip" "$name" / || STATUS=
}
# still_served: a page that the restored files cannot give (500, or 403 for want of rights) was saved broken.
still_served() {
  local before=${STATUS:-} ip name path
  ((${#PENDING[@]} > 0)) || return 0
  await_served || return
  read -r ip name path <<<"$SERVED_PAGE"
  http_status "$ip" "$name" "$path" && [[ $STATUS != 5* || $before == 5* ]] || fail not-served "$name$path answers ${STATUS:-nothing}"
}

# archive_before ID [FOLDER SUFFIX]: what was there before, complete before it is deleted.
archive_before() {
  local stamp file
  TZ=UTC0 printf -v stamp '%(%Y%m%dT%H%M%SZ)T' -1
  file=$ARCHIVE/$1-before-restore-$stamp${3:-}.tar.gz
  journal "archive"$'\t'"$file" || return
  pack "$file.part" "${2:-$SITES/$1/.before}" || { read_file "$WORK/words" && fail restore-failed "$TEXT"; } || return
  sync "$file.part" && mv "$file.part" "$file" && sync "$ARCHIVE" || fail io "cannot write $file" || return
  BACKUP_ARCHIVE=$file
}

BACKUP_DONE[files]=restore-done
undo_restore_done() {
  is_request "$1" || return 0
  rm -rf --one-file-system -- "$SITES/$1/.before" "$SITES/$1/.restore" 2>/dev/null && return
  # Whoever still writes there has it open; nobody reaches it by name.
  end_processes "$(stat -c %u "$SITES/$1/public")" && rm -rf --one-file-system -- "$SITES/$1/.before" "$SITES/$1/.restore"
}
