# --- web server: storage ---
# What the files of a site may take, by STORAGE in host.conf:
#   quota  by the user quota of the file system that holds $SITES (ext4, xfs and others, mounted with usrquota): the
#          account of the site may own so many bytes there
#   image  by a file system of its own for each site, in $IMAGES/ID.img, mounted on its folder: for kernels and file
#          systems without quotas. It grows while it is used; to shrink, its files are copied into a smaller one.
readonly IMAGES=$STATE/images
declare -A STORAGE=()    # request → bytes wanted
declare -A HELD_SPACE=() # request → bytes that bind it now, or the word `unbound`

EXTRA_KINDS[storage]=extra_storage
extra_storage() {
  [[ ${2:-} =~ ^[1-9][0-9]{0,17}$ ]] || { refuse "$1" storage-refused "${2:0:20}" && return 1; }
  [[ ${HOST[STORAGE]:-} == @(quota|image) ]] || { refuse "$1" storage-unsupported "STORAGE in $HOST_CONF" && return 1; }
  STORAGE[$1]=$2
}
WEB_RESET+=(reset_storage)
reset_storage() { STORAGE=(); }

# look_at_storage: sets HELD_SPACE and QUOTA_AT, with one look at all sites.
WEB_LOOK+=(look_at_storage)
look_at_storage() {
  HELD_SPACE=()
  case ${HOST[STORAGE]:-} in
    quota) look_at_quotas ;;
    image) look_at_images ;;
  esac
  return 0
}
look_at_quotas() {
  local owner hard rest
  QUOTA_AT=$(df --output=target "$SITES" | tail -n 1)
  while read -r owner _ _ _ hard rest; do
    [[ $owner =~ ^#([0-9]+)$ && -n ${UID_ACCOUNT[${BASH_REMATCH[1]}]:-} && $hard != 0 ]] || continue
    SPACE_OF_ACCOUNT[${UID_ACCOUNT[${BASH_REMATCH[1]}]}]=$((hard * 1024))
  done < <(repquota --user --no-names --no-autofs "$QUOTA_AT" 2>/dev/null)
  for rest in "${!SITE_ACCOUNT[@]}"; do
    hard=${SPACE_OF_ACCOUNT[${SITE_ACCOUNT[$rest]}]:-}
    [[ -z $hard ]] || HELD_SPACE[$rest]=$hard
  done
  SPACE_OF_ACCOUNT=()
}
look_at_images() {
  local size name place
  local -a images=("$IMAGES"/*.img)
  local -A mounted=()
  [[ -e ${images[0]:-} ]] || return 0
  while read -r _ place _; do mounted[$place]=1; done </proc/self/mounts
  while read -r size name; do
    name=${name##*/} name=${name%.img}
    if [[ -n ${mounted[$SITES/$name]:-} ]]; then HELD_SPACE[$name]=$size; else HELD_SPACE[$name]=unbound; fi
  done < <(stat -c '%s %n' "${images[@]}" 2>/dev/null)
}
declare -A SPACE_OF_ACCOUNT=()
QUOTA_AT=

WEB_DOCTOR+=(check_storage)
check_storage() {
  read_accounts
  look_at_storage
  ((${#HELD_SPACE[@]} == 0)) || good_if storage "every site's storage is bound" test "${HELD_SPACE[*]}" = "${HELD_SPACE[*]//unbound/}"
}

WEB_REPORT+=(report_storage)
report_storage() { [[ -z ${HELD_SPACE[$1]:-} ]] || holds storage "${HELD_SPACE[$1]}"; }

# make_storage: what differs from what is there.
WEB_MAKE=(make_storage "${WEB_MAKE[@]}")
make_storage() {
  local id
  [[ -n ${HOST[STORAGE]:-} ]] || return 0
  look_at_storage
  for id in "${PUTS[@]}"; do
    [[ ${HELD_SPACE[$id]:-} != "${STORAGE[$id]:-}" ]] || continue
    "bind_by_${HOST[STORAGE]}" "$id" "${STORAGE[$id]:-0}" && continue
    [[ $ERROR_CODE == fenced ]] || refuse "$id" "$ERROR_CODE" "$ERROR_WORDS"
    return 1
  done
}

bind_by_quota() {
  local old=${HELD_SPACE[$1]:-0}
  journal "quota"$'\t'"${PUT_UID[$1]}"$'\t'"$((old / 1024))" || return
  set_quota "${PUT_UID[$1]}" "$((($2 + 1023) / 1024))" || { read_file "$WORK/words" && fail storage-quota "$TEXT"; }
}
# set_quota UID KIBIBYTES: 0 for none.
set_quota() { setquota --user "$1" 0 "$2" 0 0 "$QUOTA_AT" 2>"$WORK/words"; }
UNDO+=(quota)
undo_quota() {
  is_number "$1" && (($1 >= HOST[UID_FROM] && $1 <= HOST[UID_TO])) || return 0
  QUOTA_AT=$(df --output=target "$SITES" | tail -n 1)
  set_quota "$1" "$2"
}

bind_by_image() {
  local image=$IMAGES/$1.img held=${HELD_SPACE[$1]:-}
  if [[ $held == unbound ]]; then
    mount_image "$image" "$SITES/$1" || return
    held=$(stat -c %s "$image")
  fi
  ((${held:-0} != $2)) || return 0
  if [[ -z $held ]]; then
    make_image "$1" "$2"
  elif (($2 == 0)); then
    leave_image "$1"
  elif (($2 < held)) || ! grow_image "$1" "$2"; then
    replace_image "$1" "$2"
  fi
}

# fill_image FILE BYTES FOLDER: a new file system with all that is in FOLDER.
fill_image() {
  local result
  mkdir -p -m 700 "$IMAGES" "$IMAGES/new" && rm -f "$1" && (umask 077 && truncate -s "$2" "$1") ||
    fail io "cannot make $1" || return
  start_beating
  mkfs.ext4 -q -m 0 -F "$1" >"$WORK/words" 2>&1 && mount_image "$1" "$IMAGES/new" && copy_tree "$3" "$IMAGES/new"
  result=$?
  ! mountpoint -q "$IMAGES/new" || umount "$IMAGES/new"
  stop_beating
  ((result == 0)) || { read_file "$WORK/words" && fail storage-image "$TEXT"; }
}

# make_image ID BYTES: with all that is in the folder, which then steps aside. For a site that already serves it is a
# moment without files.
make_image() {
  local folder=$SITES/$1
  journal "image"$'\t'"$1" && fill_image "$IMAGES/$1.img" "$2" "$folder" || return
  [[ ! -e $folder.before ]] && mv -T "$folder" "$folder.before" && mkdir -m 755 "$folder" && mount_image "$IMAGES/$1.img" "$folder"
}
mount_image() {
  mount -t ext4 -o loop,nosuid,nodev "$1" "$2" 2>"$WORK/words" ||
    { read_file "$WORK/words" && fail storage-image "$TEXT"; } || return
  rmdir "$2/lost+found" 2>/dev/null
  return 0
}
# copy_tree FROM TO: tar opens what it copies without following links, whatever the owner exchanges meanwhile.
copy_tree() {
  local words=$WORK/words
  (set -o pipefail && tar -C "$1" --one-file-system -c . 2>"$words" | tar -C "$2" -x -p --same-owner 2>>"$words")
}
UNDO+=(image)
undo_image() {
  is_request "$1" || return 0
  ! mountpoint -q "$IMAGES/new" || umount -l "$IMAGES/new"
  ! mountpoint -q "$SITES/$1" || umount -l "$SITES/$1"
  [[ ! -d $SITES/$1.before ]] || { rmdir "$SITES/$1" 2>/dev/null; mv -T "$SITES/$1.before" "$SITES/$1"; } || return
  rm -f -- "$IMAGES/$1.img"
}

# leave_image ID: its files are an ordinary folder again.
leave_image() {
  local folder=$SITES/$1
  journal "leave"$'\t'"$1" && start_beating || return
  mkdir -m 755 "$folder.plain" && copy_tree "$folder" "$folder.plain" ||
    { stop_beating && read_file "$WORK/words" && fail storage-image "$TEXT"; } || return
  stop_beating
  # Beneath may be an empty site that was made while the image was not mounted.
  umount -l "$folder" && rm -rf --one-file-system -- "$folder" && mv -T "$folder.plain" "$folder" || fail storage-image "$folder"
}
UNDO+=(leave)
undo_leave() {
  is_request "$1" || return 0
  if ! mountpoint -q "$SITES/$1"; then
    [[ -d $SITES/$1.plain ]] || mv -T "$SITES/$1" "$SITES/$1.plain"
    mkdir -p -m 755 "$SITES/$1" && mount_image "$IMAGES/$1.img" "$SITES/$1" || return
  fi
  rm -rf --one-file-system -- "${SITES:?}/$1.plain"
}

# grow_image: nothing undoes that; a transaction that fails leaves the site with room to spare. False where the kernel
# does not let root resize (it takes CAP_SYS_RESOURCE).
grow_image() {
  local device image=$IMAGES/$1.img old
  old=$(stat -c %s "$image")
  device=$(losetup --noheadings --output NAME --associated "$image" | head -n 1)
  truncate -s "$2" "$image" && losetup --set-capacity "$device" && resize2fs "$device" >"$WORK/words" 2>&1 && return
  truncate -s "$old" "$image" && losetup --set-capacity "$device"
  return 1
}

# replace_image ID BYTES: for a moment the site is without files; processes that stand in them end.
replace_image() {
  local image=$IMAGES/$1.img file name
  journal "reimage"$'\t'"$1" && fill_image "$IMAGES/$1.new" "$2" "$SITES/$1" || return
  for file in "$POOLS/$1"/*.pid; do
    name=${file##*/}
    end_pool "$1" "${name%.pid}"
  done
  umount -l "$SITES/$1" && mv -T "$image" "$IMAGES/$1.old" && mv -T "$IMAGES/$1.new" "$image" && mount_image "$image" "$SITES/$1" ||
    fail storage-image "$image"
}
UNDO+=(reimage)
undo_reimage() {
  is_request "$1" || return 0
  ! mountpoint -q "$IMAGES/new" || umount -l "$IMAGES/new"
  if [[ -e $IMAGES/$1.old ]]; then
    ! mountpoint -q "$SITES/$1" || umount -l "$SITES/$1"
    mv -T "$IMAGES/$1.old" "$IMAGES/$1.img" || return
  fi
  mountpoint -q "$SITES/$1" || mount_image "$IMAGES/$1.img" "$SITES/$1" || return
  rm -f -- "$IMAGES/$1.new"
}

# What stepped aside for an image goes when nothing is undone any more.
WEB_COMMIT+=(commit_storage)
commit_storage() {
  local id list=
  for id in "${PUTS[@]}"; do
    [[ -d $SITES/$id.before || -e $IMAGES/$id.old || -z ${STORAGE[$id]:-} && -e $IMAGES/$id.img ]] && list+=" $id"
  done
  [[ -z $list ]] || entries+="aside"$'\t'"${list# }"$'\t.\n'
}
UNDO+=(aside)
undo_aside() {
  local id
  for id in $1; do
    is_request "$id" || continue
    rm -rf --one-file-system -- "$SITES/$id.before"
    rm -f -- "$IMAGES/$id.old"
    mountpoint -q "$SITES/$id" || rm -f -- "$IMAGES/$id.img"
  done
}

WEB_FORGET+=(drop_storage)
drop_storage() {
  local id
  for id; do
    if [[ -e $IMAGES/$id.img ]]; then
      ! mountpoint -q "$SITES/$id" || umount -l "$SITES/$id" || fail storage-image "$SITES/$id is still in use" || return
      rm -f -- "$IMAGES/$id.img"
    elif [[ ${HOST[STORAGE]:-} == quota && -n ${SITE_ACCOUNT[$id]:-} ]]; then
      undo_quota "${ACCOUNT_UID[${SITE_ACCOUNT[$id]}]}" 0
    fi
  done
}

# mount_images: at boot, before Apache starts.
MODES[0:storage]=mount_images
mount_images() {
  local image id result=0 WORK=$RUN
  local -a ERROR_FIELDS=()
  read_host_conf
  mkdir -p "$RUN"
  look_at_images
  for image in "$IMAGES"/*.img; do
    id=${image##*/} id=${id%.img}
    [[ ${HELD_SPACE[$id]:-} == unbound ]] || continue
    e2fsck -p "$image" >/dev/null 2>&1
    mount_image "$image" "$SITES/$id" && continue
    echo "titip-host: $id: $ERROR_WORDS" >&2
    result=1
  done
  rm -f "$RUN/words"
  return "$result"
}
