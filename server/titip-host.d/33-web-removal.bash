# --- web server: removal ---

# archive_sites: for each removal, site, logs and configuration in one file.
archive_sites() {
  local id
  local -a ids=()
  for id in "${REMOVES[@]}"; do [[ ! -d $SITES/$id && ! -d $LOGS/$id ]] || ids+=("$id"); done
  FIRST_ARCHIVE=
  archive_each pack_site "${ids[@]}" || return
  ((${#ids[@]} == 0)) || FIRST_ARCHIVE=${ARCHIVED[${ids[0]}]}
}
pack_site() { pack "$1" "$SITES/$2" "$LOGS/$2" "$CONFS/$(readlink "$LIVE")/$2.conf"; }

# close_to_owner FOLDER: its owner can neither reach it any more nor go on in it. A process that makes files as fast
# as rm deletes them would keep the removal, and with it the whole server, busy for ever.
close_to_owner() {
  local owner
  [[ -d $1 && ! -L $1 ]] && owner=$(stat -c %u "$1") || return 0
  ((owner >= HOST[UID_FROM] && owner <= HOST[UID_TO])) || return 0
  chmod 700 "${1%/*}" && end_processes "$owner"
}

# end_processes UID: until a look at all processes finds none; a killed one may have made another before.
end_processes() {
  local tries file key uid rest
  local -a found
  for ((tries = 0; tries < 200; tries++)); do
    found=()
    for file in /proc/[0-9]*/status; do
      while read -r key uid rest; do
        [[ $key != Uid: ]] || break
      done 2>/dev/null <"$file" || continue
      [[ $key == Uid: && " $uid $rest " == *[[:blank:]]"$1"[[:blank:]]* ]] || continue
      file=${file%/status}
      found+=("${file##*/}")
    done 2>/dev/null
    ((${#found[@]} > 0)) || return 0
    kill -KILL "${found[@]}" 2>/dev/null
    sleep 0.02
  done
  fail processes "processes of uid $1 do not end"
}

# forget IDS ARCHIVE: after the commit, which nothing undoes. ARCHIVE is one of this removal's: what was written since
# (somebody was still uploading) is archived again first.
UNDO+=(forget)
undo_forget() {
  local id
  local -a late=() folders=() sites=() owners=() carried=() logs=()
  # shellcheck disable=SC2086 # a list of words; see journal
  hooks "${WEB_DROP[@]}" -- $1 || return
  read_accounts
  read_addresses
  for id in $1; do
    is_request "$id" || continue
    if [[ -d $SITES/$id ]]; then
      sites+=("$SITES/$id")
      close_to_owner "$SITES/$id/public" || return
    fi
    folders+=("$SITES/$id" "$LOGS/$id")
    [[ ! -d $LOGS/$id ]] || logs+=("$id")
    [[ -z ${SITE_ACCOUNT[$id]:-} ]] || owners+=("${SITE_ACCOUNT[$id]}:${ACCOUNT_UID[${SITE_ACCOUNT[$id]}]}:$id")
    [[ -z ${SITE_ADDRESS[$id]:-} ]] || carried+=("${SITE_ADDRESS[$id]}=$id")
  done
  if ((${#sites[@]} > 0)) && [[ -f ${2:-} ]]; then
    mapfile -t late < <(find "${sites[@]}" -newer "$2" -printf '%H\n' | sort -u)
    for id in "${late[@]}"; do archive_again "${id##*/}" || return; done
  fi
  # shellcheck disable=SC2086
  hooks "${WEB_FORGET[@]}" -- $1 || return
  drop_accounts "${owners[@]}" || return
  ((${#carried[@]} == 0)) || drop_addresses "${carried[@]}" || return
  ((${#logs[@]} == 0)) || { start_beating && count_usage "${logs[@]}" 2>/dev/null; stop_beating; } # as far as it can be
  rm -rf --one-file-system -- "${folders[@]}"
}
archive_again() {
  local file=$ARCHIVE/$1-late.tar.gz
  pack "$file.part" "$SITES/$1" "$LOGS/$1" && sync "$file.part" && mv "$file.part" "$file"
}
