# --- container server ---
# Docker's own things (images, networks, containers) are made by Docker's provider. What must outlive a container is
# here: one file system of the ordered size for each request, in the file $STORES/ID.img, mounted as $SITES/ID/data,
# with one folder for each volume, owned by the user that the container runs as. So a container that fills its disk
# fills its own. /etc/titip/containers/ID holds what was ordered: `uid N`, `bytes N`, `folder WORD` lines.
#
# Between containers and everybody else stands the table `ip titip_containers`: only WEB may come in, only OUTBOUND can
# be reached, and nothing of this server itself.
readonly CONTAINERS=$ETC/containers STORES=$STATE/stores
readonly STORE_MIN=1048576 # bytes; a smaller ext4 holds nothing
readonly OWNER_LABEL=id.go.titip.request

declare -A STORE_UID=() STORE_BYTES=() STORE_FOLDERS=() # request → what its file says
declare -A WANT_UID=() WANT_BYTES=() WANT_FOLDERS=()    # request → what this transaction wants

is_folder_word() { [[ $1 =~ ^[a-z0-9_][a-z0-9._-]{0,99}$ ]]; }

# read_stores: sets STORE_*. A file that is not of our form is none.
read_stores() {
  local file id key value
  STORE_UID=() STORE_BYTES=() STORE_FOLDERS=()
  for file in "$CONTAINERS"/*; do
    id=${file##*/}
    is_request "$id" && [[ -f $file && ! -L $file ]] || continue
    while read -r key value; do
      case $key in
        uid) ! is_number "$value" || STORE_UID[$id]=$value ;;
        bytes) [[ ! $value =~ ^[1-9][0-9]{0,15}$ ]] || STORE_BYTES[$id]=$value ;;
        folder) ! is_folder_word "$value" || STORE_FOLDERS[$id]+=${STORE_FOLDERS[$id]:+ }$value ;;
      esac
    done <"$file"
    [[ -n ${STORE_UID[$id]:-} && -n ${STORE_BYTES[$id]:-} ]] || unset "STORE_UID[$id]" "STORE_BYTES[$id]"
  done
}

write_store_record() {
  local word text="uid ${WANT_UID[$1]}"$'\n'"bytes ${WANT_BYTES[$1]}"$'\n'
  for word in ${WANT_FOLDERS[$1]}; do text+="folder $word"$'\n'; done
  write_file "$CONTAINERS/$1" "$text" || fail io "cannot write $CONTAINERS/$1"
}

# put ID UID BYTES FOLDERS (words) or remove ID.
read_store_operations() {
  WANT_UID=() WANT_BYTES=() WANT_FOLDERS=()
  each_operation put:5=check_store remove:2=add_removal || return
  none_refused
}

# check_store ID UID BYTES FOLDERS: refuses what is not of our form, another's uid, and a store that would shrink.
check_store() {
  local id=$1 other word
  is_number "$2" && (($2 >= HOST[UID_FROM] && $2 <= HOST[UID_TO])) ||
    { refuse "$id" bad-uid "$2 is outside of ${HOST[UID_FROM]}-${HOST[UID_TO]}" && return; }
  [[ $3 =~ ^[1-9][0-9]{0,15}$ ]] && (($3 >= STORE_MIN)) || { refuse "$id" bad-store "size $3" && return; }
  [[ $4 != *[!a-z0-9._\ -]* ]] || { refuse "$id" bad-store "a character that stands in no folder's word" && return; }
  for word in $4; do is_folder_word "$word" || { refuse "$id" bad-store "folder $word" && return; }; done
  for other in "${!STORE_UID[@]}"; do
    [[ $other == "$id" || ${STORE_UID[$other]} != "$2" ]] || { refuse "$id" uid-taken "uid $2 belongs to $other" && return; }
  done
  [[ ! -L $SITES/$id && ! -L $SITES/$id/data ]] || { refuse "$id" folder-refused "$SITES/$id must not be a symbolic link" && return; }
  [[ ${STORE_UID[$id]:-$2} == "$2" ]] || { refuse "$id" uid-differs "its files belong to ${STORE_UID[$id]}" && return; }
  (($(store_size "$id") <= $3)) || { refuse "$id" store-shrinks "it has $(store_size "$id") bytes; a store never shrinks" && return; }
  add_put "$id"
  WANT_UID[$id]=$2 WANT_BYTES[$id]=$3 WANT_FOLDERS[$id]=$4
}
# blame_store ID: the last command's words are the reason.
blame_store() {
  read_file "$WORK/words"
  refuse "$1" store-failed "$TEXT"
  fail store-failed "$TEXT"
}
store_size() { stat -c %s "$STORES/$1.img" 2>/dev/null || echo 0; }
is_mounted() { mountpoint -q "$SITES/$1/data"; }

# --- container server: one transaction ---

# put_store ID: file system, mount, folders. A new one is undone as a whole; growing is not, it hurts nobody.
put_store() {
  local id=$1 word image=$STORES/$1.img
  if [[ ! -e $image ]]; then
    journal "store-made"$'\t'"$id" || return
    make_store "$image" "${WANT_BYTES[$id]}" || blame_store "$id" || return
  fi
  mount_store "$id" || return
  if (($(store_size "$id") < WANT_BYTES[$id])); then grow_store "$id" "${WANT_BYTES[$id]}" || return; fi
  for word in ${WANT_FOLDERS[$id]}; do
    mkdir -p "$SITES/$id/data/$word" && chown -h "${WANT_UID[$id]}:${WANT_UID[$id]}" "$SITES/$id/data/$word" &&
      chmod 750 "$SITES/$id/data/$word" || fail io "cannot make $SITES/$id/data/$word" || return
  done
  write_store_record "$id"
}
make_store() { # FILE BYTES: a file of holes, so that a site takes what it uses
  rm -f "$1.new"
  (umask 077 && : >"$1.new") && truncate -s "$2" "$1.new" && mkfs.ext4 -q -m 0 -E nodiscard "$1.new" 2>"$WORK/words" &&
    sync "$1.new" && mv "$1.new" "$1" && sync "$STORES"
}
grow_store() { # ID BYTES
  local device
  truncate -s "$2" "$STORES/$1.img" && device=$(findmnt -n -o SOURCE "$SITES/$1/data") && losetup -c "$device" &&
    resize2fs "$device" >"$WORK/words" 2>&1 || blame_store "$1"
}
mount_store() { # ID
  mkdir -p "$SITES/$1/data" "$SITES/$1/secrets" || fail io "cannot make $SITES/$1" || return
  local uid=${WANT_UID[$1]:-${STORE_UID[$1]}}
  chown "root:$uid" "$SITES/$1/secrets" && chmod 750 "$SITES/$1/secrets" || fail io "cannot set the owner of $SITES/$1/secrets" || return
  is_mounted "$1" && return
  # What the folder should hide while the store is not mounted would be written past its size: nobody may write there.
  chmod 755 "$SITES/$1" && chown root:root "$SITES/$1/data" && chmod 755 "$SITES/$1/data"
  mount -o loop,nosuid,nodev "$STORES/$1.img" "$SITES/$1/data" 2>"$WORK/words" ||
    blame_store "$1"
}
UNDO+=(store-made)
undo_store_made() {
  is_request "$1" || return 0
  drop_store "$1" && rm -f -- "$CONTAINERS/$1"
}
# drop_store ID: what has no record any more. Whoever still has files open there keeps it mounted, and is ended.
drop_store() {
  if is_mounted "$1"; then
    stop_containers "$1"
    umount "$SITES/$1/data" 2>/dev/null || umount -l "$SITES/$1/data" || return
  fi
  rm -f -- "$STORES/$1.img" "$STORES/$1.img.new"
  rm -rf --one-file-system -- "${SITES:?}/$1/data"
  rmdir "$SITES/$1/secrets" 2>/dev/null
  rmdir "$SITES/$1" 2>/dev/null
  return 0
}
stop_containers() { # ID: those that Titip made for it; they are removed by Docker's provider
  local -a found=()
  mapfile -t found < <(docker ps -q --filter "label=$OWNER_LABEL=$1" 2>/dev/null)
  ((${#found[@]} == 0)) || docker stop -t 10 "${found[@]}" >/dev/null 2>&1
  return 0
}

# archive_stores: the files of each removal; nobody writes meanwhile.
archive_stores() {
  local id
  local -a ids=()
  for id in "${REMOVES[@]}"; do [[ ! -e $STORES/$id.img ]] || ids+=("$id"); done
  archive_each pack_store "${ids[@]}"
}
pack_store() {
  stop_containers "$2"
  mount_store "$2" && pack "$1" "$SITES/$2/data"
}
UNDO+=(store-forget)
undo_store_forget() {
  local id
  for id in $1; do
    is_request "$id" || continue
    drop_store "$id" && rm -f -- "$CONTAINERS/$id" || return
  done
}

VERBS[store-apply]=verb_store_apply
verb_store_apply() {
  local id
  require_role container && still_ours || return
  [[ ! -e $JOURNAL ]] || play_back || return
  [[ -d $CONTAINERS && -d $STORES ]] || fail not-set-up "$STORES: run titip-host setup" || return
  read_stores
  read_store_operations || return
  if ! { carry_out_stores && still_ours; }; then
    roll_back
    return
  fi
  if ((${#REMOVES[@]} > 0)); then
    write_file "$JOURNAL" "store-forget"$'\t'"${REMOVES[*]}"$'\t.\n' && play_back
  else
    journal_clear
  fi || fail cleanup "$ERROR_WORDS" undone=committed || return
  read_stores
  report_stores "${PUTS[@]}"
  for id in "${REMOVES[@]}"; do reply removed "$id" "${ARCHIVED[$id]:-$(last_archive "$id")}"; done
}
carry_out_stores() {
  local id
  for id in "${PUTS[@]}"; do put_store "$id" || return; done
  archive_stores
}

# report_stores ID…: +store ID UID BYTES FOLDERS MOUNTED USED, as they really are: a folder of another owner is none.
report_stores() {
  local id word owner folders mounted used uid
  for id; do
    folders= mounted=no used=0 uid=${STORE_UID[$id]:-0}
    if is_mounted "$id"; then
      mounted=yes
      read -r used < <(df -B1 --output=used "$SITES/$id/data" | tail -n 1)
      for word in "$SITES/$id/data"/*; do
        owner=$(stat -c %u "$word")
        [[ ! -d $word || -L $word || $owner != "$uid" || ${word##*/} == lost+found ]] || folders+=${folders:+ }${word##*/}
      done
    fi
    reply store "$id" "$uid" "$(store_size "$id")" "$folders" "$mounted" "$used"
  done
}

VERBS[store-read]=verb_store_read
verb_store_read() {
  require_role container && recover || return
  read_stores
  report_stores "${!STORE_UID[@]}"
}

# Ports that are published here, whoever has them: what an allocation must avoid.
VERBS[store-survey]=verb_store_survey
verb_store_survey() {
  local word
  require_role container || return
  while read -r word; do [[ ! $word =~ :([0-9]+)- ]] || reply port "${BASH_REMATCH[1]}"; done < <(
    docker ps -a --format '{{.Ports}}' | tr ',' '\n'
  )
  while read -r _ _ _ word _; do reply port "${word##*:}"; done < <(ss -H -l -n -t)
  read_stores
  for word in "${STORE_UID[@]}"; do reply uid "$word"; done
}

# --- container server: what may reach whom ---

# load_container_table: Docker's own rules come after these and are not touched; a drop here is final.
load_container_table() {
  local web=${HOST[WEB]:-} outbound=${HOST[OUTBOUND]:-} interface=${HOST[INTERFACE]}
  {
    printf '%s\n' 'add table ip titip_containers' 'delete table ip titip_containers' 'table ip titip_containers {'
    render_set web "$web"
    render_set outbound "$outbound"
    printf '%s\n' 'chain forward { type filter hook forward priority filter - 1; policy accept;' \
      'ct state established,related accept' \
      "iifname \"$interface\" ip saddr @web accept" "iifname \"$interface\" counter drop" \
      "oifname \"$interface\" ip daddr @outbound accept" "oifname \"$interface\" counter drop" '}' \
      'chain input { type filter hook input priority filter - 1; policy accept;' \
      'ct state established,related accept' "iifname != { \"lo\", \"$interface\" } counter drop" '}' '}'
  } >"$WORK/table.nft"
  nft -f "$WORK/table.nft" 2>"$WORK/words" || { read_file "$WORK/words" && fail firewall-load "$TEXT"; }
}

CHECKS[container]=check_container
check_container() {
  local id mounted=yes
  good_if docker "Docker's daemon answers" docker version
  good_if forwarding "net.ipv4.ip_forward is 1" grep -q -x 1 /proc/sys/net/ipv4/ip_forward
  good_if userland-proxy "\"userland-proxy\": false in /etc/docker/daemon.json" grep -q '"userland-proxy": *false' /etc/docker/daemon.json
  good_if web "WEB in $HOST_CONF names networks" is_network "${HOST[WEB]%%,*}"
  good_if firewall "table ip titip_containers is in force" nft list table ip titip_containers
  read_stores
  for id in "${!STORE_UID[@]}"; do is_mounted "$id" || mounted=no; done
  good_if stores "every store is mounted" test "$mounted" = yes
}

SETUPS[container]=setup_container
setup_container() {
  mkdir -p "$CONTAINERS" "$SITES" && mkdir -p -m 700 "$STORES" || return
  restore_containers
}

# restore_containers: at boot, before Docker starts its containers.
MODES[0:containers]=restore_containers
restore_containers() {
  local id failed=0
  read_host_conf
  mkdir -p "$RUN" "$STATE" && WORK=$(mktemp -d "$RUN/boot.XXXXXX") || return
  load_container_table || { echo "titip-host: $ERROR_CODE: $ERROR_WORDS" >&2 && failed=1; }
  read_stores
  for id in "${!STORE_UID[@]}"; do
    [[ -e $STORES/$id.img ]] || continue
    mount_store "$id" || { echo "titip-host: $ERROR_CODE: $ERROR_WORDS" >&2 && failed=1; }
  done
  rm -rf -- "$WORK"
  return "$failed"
}
