# --- secrets of a site ---
# What a site must know and nobody else may: files of root's in /srv/titip/<request>/secrets, readable for the group of
# the site's account, on the server where the application runs. What is in them never leaves the server; read is a digest.
readonly SECRET_MAX=65536 # bytes

require_secret_role() { [[ ,${HOST[ROLE]}, == *,web,* || ,${HOST[ROLE]}, == *,container,* ]] || require_role web; }

# body: put ID UID NAME TEXT, or remove ID NAME, one line each.
VERBS[secret-apply]=verb_secret_apply
verb_secret_apply() {
  local id
  require_secret_role && still_ours || return
  [[ ! -e $JOURNAL ]] || play_back || return
  WANT=()
  read_accounts
  each_operation put:5=check_secret remove:3=check_secret_removal && none_refused || return
  # Each file is replaced in one step, and whoever is cut off asks again: there is nothing to undo.
  for id in "${PUTS[@]}"; do
    write_secret "$id" "${WANT[$id,uid]}" "${WANT[$id,name]}" "${WANT[$id,text]}" || fail io "cannot write the secrets of $id" || return
  done
  for id in "${REMOVES[@]}"; do
    drop_secret "$id" "${WANT[$id,name]}" || fail io "cannot remove the secrets of $id" || return
  done
  report_secrets "${PUTS[@]}" "${REMOVES[@]}"
}
is_secret_name() { [[ $1 =~ ^[a-z][a-z0-9-]{0,30}\.env$ ]]; }
# check_secret ID UID NAME TEXT
check_secret() {
  local account=${SITE_ACCOUNT[$1]:-}
  is_secret_name "$3" && ((${#4} > 0 && ${#4} <= SECRET_MAX)) || { refuse "$1" bad-secret "name or length" && return; }
  is_number "$2" && (($2 >= HOST[UID_FROM] && $2 <= HOST[UID_TO])) || { refuse "$1" bad-uid "$2 is outside of ${HOST[UID_FROM]}-${HOST[UID_TO]}" && return; }
  [[ ! -L $SITES/$1 && ! -L $SITES/$1/secrets ]] || { refuse "$1" folder-refused "$SITES/$1/secrets must not be a symbolic link" && return; }
  [[ ,${HOST[ROLE]}, != *,web,* || ${ACCOUNT_UID[${account:-?}]:-} == "$2" ]] ||
    { refuse "$1" site-missing "this server has no site of $1 with uid $2" && return; }
  add_put "$1"
  WANT[$1,uid]=$2 WANT[$1,name]=$3 WANT[$1,text]=$4
}
# check_secret_removal ID NAME
check_secret_removal() {
  is_secret_name "$2" || { refuse "$1" bad-secret "name" && return; }
  add_removal "$1"
  WANT[$1,name]=$2
}
# write_secret ID UID NAME TEXT: never readable for anybody else, not for a moment.
write_secret() {
  local folder=$SITES/$1/secrets file=$SITES/$1/secrets/$3
  mkdir -p "$folder" && chown "root:$2" "$folder" && chmod 750 "$folder" || return
  (umask 077 && printf %s "$4" >"$file.new") && chown "root:$2" "$file.new" && chmod 640 "$file.new" && sync "$file.new" &&
    mv -f "$file.new" "$file" && sync "$folder"
}
# drop_secret ID NAME
drop_secret() {
  rm -f -- "$SITES/$1/secrets/$2" "$SITES/$1/secrets/$2.new" || return
  rmdir "$SITES/$1/secrets" 2>/dev/null
  [[ ,${HOST[ROLE]}, == *,web,* ]] || rmdir "$SITES/$1" 2>/dev/null
  return 0
}

# report_secrets ID…: +secret ID NAME UID SHA256; uid 0 when owner or mode are not what they should be.
report_secrets() {
  local id file owner gid mode uid sum
  for id; do
    for file in "$SITES/$id/secrets"/*.env; do
      [[ -f $file && ! -L $file ]] || continue
      read -r owner gid mode < <(stat -c '%u %g %a' "$file" && :)
      uid=0
      [[ $owner:$mode != 0:640 || $(stat -c '%u:%g:%a' "${file%/*}") != "0:$gid:750" ]] || uid=$gid
      sum=$(sha256sum <"$file")
      reply secret "$id" "${file##*/}" "$uid" "${sum%% *}"
    done
  done
}

VERBS[secret-read]=verb_secret_read
verb_secret_read() {
  local path id
  local -a ids=()
  require_secret_role && recover || return
  for path in "$SITES"/*/secrets; do
    id=${path#"$SITES/"} id=${id%/secrets}
    ! is_request "$id" || ids+=("$id")
  done
  report_secrets "${ids[@]}"
}
