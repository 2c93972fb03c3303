# --- backup: what containers keep ---
# The part `volumes`: the folders of a container's data. .restore holds what comes, .before what was: folders of root's
# beside them on the store, so that no archive takes more than the store holds, and whose name no volume can have. The
# store is mounted nosuid and nodev; the archive is read as that of a site is.
#
# A container has its folders mounted for as long as it runs. So those that Titip made for the request stop for the switch,
# and are then started again: the same ones, which is no change to Docker's provider.
BACKUP_SITES[volumes]=volumes_sites
volumes_sites() {
  require_role container || return
  read_stores
  BACKUP_IDS+=("${!STORE_BYTES[@]}")
}

BACKUP_READ[volumes]=volumes_read
volumes_read() {
  is_mounted "$1" || { echo "$SITES/$1/data is not mounted" >&2 && return 2; }
  # --anchored: a tenant may have folders of these names further below.
  tar -C "$SITES/$1" --create --file=- --sort=name --sparse --numeric-owner --acls --xattrs --format=posix \
    --pax-option='exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime' --warning=no-file-changed --anchored \
    --exclude=data/lost+found --exclude=data/.restore --exclude=data/.before -- data || (($? == 1))
}

BACKUP_STAGE[volumes]=volumes_stage
volumes_stage() {
  local folder=$SITES/$1/data/.restore word owner found=
  local -a ended
  require_role container && read_stores || return
  [[ -n ${STORE_UID[$1]:-} ]] && is_mounted "$1" || fail restore-site "$1 has no store here that is mounted; titip up makes it" || return
  # `undone` is made now: when it is needed, the store may be full.
  journal "volumes-staged"$'\t'"$1" && undo_volumes_staged "$1" && mkdir -m 700 "$folder" "$folder/undone" ||
    fail io "cannot make $folder" || return
  saved_stream "$1" volumes 2>"$WORK/words" |
    tar -C "$folder" --extract --file=- --preserve-permissions --same-owner --numeric-owner --acls --xattrs -- data 2>>"$WORK/words"
  ended=("${PIPESTATUS[@]}")
  [[ "${ended[*]}" == "0 0" ]] || { read_file "$WORK/words" && fail restore-failed "${TEXT:0:4000}"; } || return
  [[ -d $folder/data && ! -L $folder/data ]] || fail restore-failed "what was saved is no folder" || return
  for word in ${STORE_FOLDERS[$1]:-}; do
    [[ -e $folder/data/$word || -L $folder/data/$word ]] || continue
    owner=$(stat -c %u "$folder/data/$word") && [[ $owner == "${STORE_UID[$1]}" && ! -L $folder/data/$word && -d $folder/data/$word ]] ||
      fail restore-failed "$word was saved of uid ${owner:-?}, the container has ${STORE_UID[$1]}" || return
    found=1
  done
  [[ -n $found ]] || fail restore-failed "none of its volumes was saved: ${STORE_FOLDERS[$1]:-it has none}" || return
  sync -f "$folder"
}
UNDO+=(volumes-staged volumes-switch volumes-start volumes-done)
undo_volumes_staged() {
  store_back "$1" || return
  [[ -z $STORE_DATA ]] || rm -rf --one-file-system -- "$STORE_DATA/.restore"
}
# store_back ID: sets STORE_DATA, where its store is mounted, again if need be; empty when there is none any more.
STORE_DATA=
store_back() {
  STORE_DATA=
  is_request "$1" && [[ -e $STORES/$1.img ]] || return 0
  read_stores
  [[ -n ${STORE_UID[$1]:-} ]] || return 0
  is_mounted "$1" || mount_store "$1" || return
  STORE_DATA=$SITES/$1/data
}

BACKUP_SWITCH[volumes]=volumes_switch
# A volume that was not saved then stays as it is; what was saved of one that is not ordered any more is left out.
volumes_switch() {
  local data=$SITES/$1/data word had= none=
  read_stores
  [[ -n ${STORE_UID[$1]:-} && -d $data/.restore/data ]] && is_mounted "$1" || fail restore-failed "nothing is staged" || return
  for word in ${STORE_FOLDERS[$1]:-}; do
    [[ -d $data/.restore/data/$word ]] || continue
    if [[ -e $data/$word ]]; then had+=${had:+ }$word; else none+=${none:+ }$word; fi
  done
  note_containers "$1" && rm -rf --one-file-system -- "$data/.before" || return
  journal "volumes-start"$'\t'"$1"$'\t'"${CONTAINERS_RAN:--}" "volumes-switch"$'\t'"$1"$'\t'"${had:--}"$'\t'"${none:--}" || return
  mkdir -m 700 "$data/.before" || fail io "cannot make $data/.before" || return
  end_containers "$1" && nobody_has "$data" || return
  for word in $had; do mv -T -- "$data/$word" "$data/.before/$word" || fail io "cannot move $data/$word" || return; done
  for word in $had $none; do
    mv -T -- "$data/.restore/data/$word" "$data/$word" || fail io "cannot move $data/.restore/data/$word" || return
  done
  sync -f "$data" || fail io "cannot write $data" || return
  # shellcheck disable=SC2086 # ids
  [[ -z $CONTAINERS_RAN ]] || docker start $CONTAINERS_RAN >/dev/null 2>"$WORK/words" || docker_failed || return
  await_containers || return
  [[ -z $had ]] || archive_before "$1" "$data/.before" -volumes
}
undo_volumes_switch() {
  local word data
  store_back "$1" || return
  data=$STORE_DATA
  [[ -n $data ]] || return 0
  end_containers "$1" || return
  for word in $2; do
    is_folder_word "$word" && [[ -d $data/.before/$word ]] || continue
    volume_aside "$data" "$word" && mv -T -- "$data/.before/$word" "$data/$word" || return
  done
  for word in $3; do
    is_folder_word "$word" && [[ ! -e $data/.restore/data/$word ]] || continue
    volume_aside "$data" "$word" || return
  done
  sync -f "$data" && rm -rf --one-file-system -- "$data/.before"
}
volume_aside() {
  [[ ! -e $1/$2 ]] || { mkdir -p -m 700 "$1/.restore/undone" && mv -T -- "$1/$2" "$1/.restore/undone/$2"; }
}
# Docker must answer; but a container that does not start for a reason of its own must not keep everybody from this
# server. `titip up` finds it stopped.
undo_volumes_start() {
  local id
  is_request "$1" || return 0
  docker version >/dev/null 2>&1 || return
  for id in $2; do
    [[ ! $id =~ ^[0-9a-f]{64}$ ]] || docker start "$id" >/dev/null 2>&1 || { sleep 1 && docker start "$id" >/dev/null 2>&1; }
  done
  return 0
}

BACKUP_DONE[volumes]=volumes-done
undo_volumes_done() {
  store_back "$1" || return
  [[ -z $STORE_DATA ]] || rm -rf --one-file-system -- "$STORE_DATA/.before" "$STORE_DATA/.restore"
}

# --- backup: the containers of a request ---
CONTAINERS_RAN= CONTAINERS_WELL= # ids: those that ran before the switch, and those of them that must be well after it
readonly CONTAINER_STATE='{{.Id}} {{.State.Running}} {{.State.Restarting}} {{.RestartCount}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}'
readonly CONTAINER_WAIT=60 # seconds

docker_failed() { read_file "$WORK/words" && fail restore-failed "${TEXT:0:4000}"; }

note_containers() { # ID
  local id running restarting count health words
  CONTAINERS_RAN= CONTAINERS_WELL=
  words=$(docker ps -q --no-trunc --filter "label=$OWNER_LABEL=$1" 2>"$WORK/words") || docker_failed || return
  CONTAINERS_RAN=${words//$'\n'/ }
  [[ -n $words ]] || return 0
  # shellcheck disable=SC2086 # ids
  words=$(docker inspect -f "$CONTAINER_STATE" $CONTAINERS_RAN 2>"$WORK/words") || docker_failed || return
  while read -r id running restarting count health; do
    [[ $running$restarting != truefalse || $health != @(none|healthy) ]] || CONTAINERS_WELL+=${CONTAINERS_WELL:+ }$id
  done <<<"$words"
}

end_containers() { # ID
  stop_containers "$1"
  local left
  left=$(docker ps -q --filter "label=$OWNER_LABEL=$1" 2>"$WORK/words") || docker_failed || return
  [[ -z $left ]] || fail restore-failed "does not stop: container $left"
}

# nobody_has FOLDER: whoever has a part of this file system mounted, such as a container that is not ours, would go on in
# the former files.
nobody_has() {
  local device found place
  device=$(mountpoint -d "$1") || fail restore-failed "$1 is not mounted" || return
  while read -r _ _ found _ place _; do
    [[ $found != "$device" || $place == "$1" ]] || fail restore-failed "in use at $place" || return
  done </proc/self/mountinfo
}

# await_containers: those that were well are well again.
await_containers() {
  local words waiting id running restarting count health until=$((SECONDS + CONTAINER_WAIT))
  [[ -n $CONTAINERS_WELL ]] || return 0
  while :; do
    sleep 1 # also for one that ends as soon as it has begun
    waiting=
    # shellcheck disable=SC2086 # ids
    words=$(docker inspect -f "$CONTAINER_STATE" $CONTAINERS_WELL 2>"$WORK/words") || docker_failed || return
    while read -r id running restarting count health; do
      [[ $running$restarting$count == truefalse0 && $health != unhealthy ]] ||
        fail restore-failed "container ${id:0:12} does not run with it as before: $running, restarted $count times, health $health" || return
      [[ $health != starting ]] || waiting=$id
    done <<<"$words"
    [[ -n $waiting ]] || return 0
    ((SECONDS < until)) || fail restore-failed "container ${waiting:0:12} is not healthy after $CONTAINER_WAIT s" || return
  done
}
