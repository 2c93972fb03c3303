# --- web server: accounts, folders, addresses ---

# Accounts are added and removed in one go under the locks of vipw(8): useradd takes 15 ms for each. vipw runs
# `titip-host edit-accounts FILE` as its editor on copies, which it then puts in place at once.
edit_accounts() {
  local file
  export TITIP_EDIT=$WORK
  for file in group gshadow shadow passwd; do
    case $file in
      group) EDITOR="$SELF edit-accounts" vigr -q ;;
      gshadow) EDITOR="$SELF edit-accounts" vigr -q -s ;;
      shadow) EDITOR="$SELF edit-accounts" vipw -q -s ;;
      passwd) EDITOR="$SELF edit-accounts" vipw -q ;;
    esac >>"$WORK/accounts.log" 2>&1 || { read_file "$WORK/accounts.log" && fail accounts "$TEXT"; } || return
  done
}
MODES[1:edit-accounts]=edit_one_file # editor of vipw, see edit_accounts
edit_one_file() {
  local name=${1##*/} before now
  name=${name%.edit}
  before=$(stat -c %Y "$1") || return
  printf -v now '%(%s)T' -1
  [[ ! -s $TITIP_EDIT/$name.drop ]] || sed -i -E -f "$TITIP_EDIT/$name.drop" "$1" || return
  [[ ! -s $TITIP_EDIT/$name.add ]] || cat "$TITIP_EDIT/$name.add" >>"$1" || return
  # vipw throws away a copy whose time, in whole seconds, is that of the original.
  touch -d "@$((now > before ? now : before + 1))" "$1"
}

# add_accounts NAME:UID:REQUEST…
add_accounts() {
  local entry name uid id day
  (($# > 0)) || return 0
  journal "accounts"$'\t'"$*" || return
  printf -v day '%(%s)T' -1
  rm -f "$WORK"/{passwd,shadow,group,gshadow}.{add,drop}
  for entry; do
    IFS=: read -r name uid id <<<"$entry"
    printf '%s\n' "$name:x:$uid:$uid:titip $id:$SITES/$id:/usr/sbin/nologin" >&3
    printf '%s\n' "$name:!:$((day / 86400)):0:99999:7:::" >&4
    printf '%s\n' "$name:x:$uid:" >&5
    printf '%s\n' "$name:!::" >&6
  done 3>"$WORK/passwd.add" 4>"$WORK/shadow.add" 5>"$WORK/group.add" 6>"$WORK/gshadow.add"
  edit_accounts || return
  read_accounts
  for entry; do
    [[ ${ACCOUNT_UID[${entry%%:*}]:-} ]] || fail accounts "vipw did not add ${entry%%:*}" || return
  done
}

# drop_accounts NAME:UID:REQUEST…: only those whose comment says that they are ours, or that are not in passwd (yet).
drop_accounts() {
  local entry name uid id
  (($# > 0)) || return 0
  read_accounts
  rm -f "$WORK"/{passwd,shadow,group,gshadow}.{add,drop}
  for entry; do
    IFS=: read -r name uid id <<<"$entry"
    [[ -z ${ACCOUNT_UID[$name]:-} || ${SITE_ACCOUNT[$id]:-} == "$name" ]] || continue
    printf '%s\n' "/^$name:[^:]*:$uid:[0-9]+:titip $id:/d" >&3
    printf '%s\n' "/^$name:/d" >&4
    printf '%s\n' "/^$name:[^:]*:$uid:/d" >&5
    printf '%s\n' "/^$name:/d" >&6
  done 3>"$WORK/passwd.drop" 4>"$WORK/shadow.drop" 5>"$WORK/group.drop" 6>"$WORK/gshadow.drop"
  [[ -s $WORK/passwd.drop ]] || return 0
  edit_accounts || return
  read_accounts
  for entry; do
    [[ -z ${SITE_ACCOUNT[${entry##*:}]:-} ]] || fail accounts "vipw did not remove ${entry%%:*}" || return
  done
}
UNDO+=(accounts)
# shellcheck disable=SC2086 # a list of words; see journal
undo_accounts() { drop_accounts $1; }

make_accounts() {
  local id
  local -a wanted=()
  for id in "${PUTS[@]}"; do
    [[ -n ${ACCOUNT_UID[${PUT_ACCOUNT[$id]}]:-} ]] || wanted+=("${PUT_ACCOUNT[$id]}:${PUT_UID[$id]}:$id")
  done
  add_accounts "${wanted[@]}"
}

# The folder of a site belongs to root, so that its owner cannot exchange `public`; public belongs to the account and
# is readable for Apache's group only, so that no site reads another's files.
make_folders() {
  local id root
  local -a new=() logs=() roots=()
  for id in "${PUTS[@]}"; do
    [[ -d $SITES/$id/public ]] || new+=("$id") roots+=("$SITES/$id/public")
    [[ -d $LOGS/$id ]] || logs+=("$id")
  done
  if ((${#new[@]} > 0)); then
    journal "folders"$'\t'"${new[*]}" || return
    mkdir -p "${roots[@]}" || fail folders "cannot make folders in $SITES" || return
    for id in "${new[@]}"; do
      root=$SITES/$id/public
      printf %s "${PUT_PAGE[$id]}" >"$root/index.html" && chown -R "${PUT_UID[$id]}:$WEB_GROUP" "$root" ||
        fail folders "cannot write $root/index.html" || return
    done
    chmod 2750 "${roots[@]}" || fail folders "cannot chmod in $SITES" || return
  fi
  if ((${#logs[@]} > 0)); then
    journal "log-folders"$'\t'"${logs[*]}" || return
    (cd "$LOGS" && mkdir -p -m 750 "${logs[@]}") ||
      fail folders "cannot make folders in $LOGS" || return
  fi
  own_folders
}

# A document root whose owner was changed by hand is given back; the files in it are the agency's own business.
own_folders() {
  local index id
  local -a roots=() uids=()
  for id in "${PUTS[@]}"; do roots+=("$SITES/$id/public"); done
  ((${#roots[@]} > 0)) || return 0
  mapfile -t uids < <(stat -c %u "${roots[@]}")
  for index in "${!PUTS[@]}"; do
    id=${PUTS[index]}
    [[ ${uids[index]:-} == "${PUT_UID[$id]}" ]] || chown -h "${PUT_UID[$id]}:$WEB_GROUP" "${roots[index]}" ||
      fail folders "cannot chown ${roots[index]}" || return
  done
}
UNDO+=(folders log-folders)
# Only the page that we wrote ourselves is deleted; should there be more already, the folder stays.
undo_folders() {
  local id
  for id in $1; do
    [[ -d $SITES/$id ]] || continue
    rm -f "$SITES/$id/public/index.html"
    rmdir "$SITES/$id/public" "$SITES/$id" 2>/dev/null
  done
  return 0
}
undo_log_folders() {
  local id
  for id in $1; do rm -rf --one-file-system -- "${LOGS:?}/$id"; done
}

# write_addresses: from OUR_ADDRESS.
write_addresses() {
  local ip text=
  for ip in "${!OUR_ADDRESS[@]}"; do text+="$ip ${OUR_ADDRESS[$ip]}"$'\n'; done
  write_file "$ADDRESSES" "$text"
}

add_addresses() {
  local id ip list=
  for id in "${PUTS[@]}"; do
    ip=${PUT_DEDICATED[$id]}
    [[ -z $ip || -n ${CARRIED[$ip]:-} && -n ${OUR_ADDRESS[$ip]:-} ]] || list+=" $ip=$id"
  done
  [[ -n $list ]] || return 0
  journal "addresses"$'\t'"${list# }" || return
  for id in $list; do OUR_ADDRESS[${id%%=*}]=${id#*=}; done
  write_addresses && carry_addresses || fail addresses "cannot put$list on ${HOST[INTERFACE]}"
}

# carry_addresses: every listed address is on the interface; safe to repeat.
carry_addresses() {
  local ip
  for ip in "${!OUR_ADDRESS[@]}"; do printf 'address replace %s/32 dev %s\n' "$ip" "${HOST[INTERFACE]}"; done |
    ip -batch - >/dev/null 2>&1
}

# drop_addresses IP=REQUEST…: only those still listed for that request.
drop_addresses() {
  local pair ip
  local -a drop=()
  read_addresses
  for pair; do
    ip=${pair%%=*}
    [[ ${OUR_ADDRESS[$ip]:-} == "${pair#*=}" ]] || continue
    unset "OUR_ADDRESS[$ip]"
    [[ -z ${CARRIED[$ip]:-} ]] || drop+=("address delete $ip/32 dev ${HOST[INTERFACE]}")
  done
  ((${#drop[@]} == 0)) || printf '%s\n' "${drop[@]}" | ip -force -batch - >/dev/null 2>&1
  write_addresses
}
UNDO+=(addresses release)
# shellcheck disable=SC2086
undo_addresses() { drop_addresses $1; }
# shellcheck disable=SC2086
undo_release() { drop_addresses $1; }
