# --- web server: verbs ---

VERBS[web-apply]=verb_web_apply
verb_web_apply() {
  require_role web && still_ours || return
  [[ ! -e $JOURNAL ]] || play_back || return
  read_operations && check_reality || return
  apache_alive || fail apache-down "apache2 is not running" undone=nothing-changed || return
  if carry_out; then
    commit_web || fail cleanup "$ERROR_WORDS" undone=committed || return
    report_web
  else
    roll_back
  fi
}

carry_out() {
  NEW=
  find_changed
  make_accounts && make_folders && add_addresses && hooks "${WEB_MAKE[@]}" -- && archive_sites || return
  ((${#CHANGED[@]} > 0 || DROPPED > 0)) || return 0
  stage_candidate && test_candidate && hooks "${WEB_TEST[@]}" -- && still_ours && switch_over && hooks "${WEB_SERVED[@]}" --
}

# find_changed: sets CHANGED (puts whose file differs or is not served) and DROPPED (removals with a file).
find_changed() {
  local id
  CHANGED=() DROPPED=0
  for id in "${PUTS[@]}"; do
    read_file "$LIVE/$id.conf"
    [[ $TEXT == "${PUT_CONF[$id]}" ]] && http_status "${CARRIED[${PUT_ADDRESS[$id]}]:+${PUT_ADDRESS[$id]}}" \
      "${PUT_NAMES[$id]%% *}" "${PUT_PROOF[$id]}" && [[ $STATUS == 204 ]] && ! any_hook "$id" "${WEB_CHANGED[@]}" || CHANGED+=("$id")
  done
  for id in "${REMOVES[@]}"; do [[ ! -f $LIVE/$id.conf ]] || DROPPED=$((DROPPED + 1)); done
}

any_hook() {
  local hook
  for hook in "${@:2}"; do ! "$hook" "$1" || return 0; done
  return 1
}

roll_back() {
  local code=$ERROR_CODE words=$ERROR_WORDS undone=all
  local -a fields=("${ERROR_FIELDS[@]}")
  [[ $code != fenced ]] || return # whoever took over has played the journal back; what is in it now is theirs
  if ! play_back; then
    undone=partly
    words+=$'\n'$ERROR_WORDS
  fi
  fail "$code" "$words" "${fields[@]}" "undone=$undone"
}

# commit_web: from here on nothing is undone; what remains is deleting, which the next lock finishes after a crash.
commit_web() {
  local id ip old entries=
  local -a rest=()
  still_ours || return
  for id in "${PUTS[@]}"; do
    ip=${SITE_ADDRESS[$id]:-}
    [[ -z $ip || $ip == "${PUT_DEDICATED[$id]}" ]] || rest+=("$ip=$id")
  done
  rm -f "$CANDIDATE" # now: a crash while files are deleted plays back only what is left to delete
  [[ ${#REMOVES[@]} -eq 0 ]] || entries+="forget"$'\t'"${REMOVES[*]}"$'\t'"${FIRST_ARCHIVE:--}"$'\t.\n'
  hooks "${WEB_COMMIT[@]}" --
  [[ ${#rest[@]} -eq 0 ]] || entries+="release"$'\t'"${rest[*]}"$'\t.\n'
  if [[ -n $entries ]]; then
    write_file "$JOURNAL" "$entries" && play_back || return
  else
    journal_clear
  fi
  [[ -z ${NEW:-} ]] || for old in "$CONFS"/gen-*; do
    [[ ${old##*/} == "$NEW" || ${old##*/} == "$OLD" ]] || rm -rf -- "$old"
  done
  NEW=
}

report_web() {
  local id
  read_accounts
  read_addresses
  report_sites "${PUTS[@]}"
  for id in "${REMOVES[@]}"; do reply removed "$id" "${ARCHIVED[$id]:-$(last_archive "$id")}"; done
  reply reloads "$((${#CHANGED[@]} > 0 || DROPPED > 0))"
}

# report_sites ID…: +site ID configuration account uid docroot-uid dedicated-address [extras], from what is there.
report_sites() {
  local id account ip conf HELD
  hooks "${WEB_LOOK[@]}" --
  local -A root_uid=()
  hooks "${WEB_LOOK[@]}" --
  while read -r account id; do
    id=${id#"$SITES/"}
    root_uid[${id%/public}]=$account
  done < <(paths=("${@/#/$SITES/}") && (($# == 0)) || stat -c '%u %n' "${paths[@]/%//public}" 2>/dev/null)
  for id; do
    account=${SITE_ACCOUNT[$id]:-}
    read_file "$LIVE/$id.conf"
    ip=${SITE_ADDRESS[$id]:-}
    [[ -z $ip || -n ${CARRIED[$ip]:-} ]] || ip= # listed, but the interface does not carry it
    conf=$TEXT
    report_extras "$id"
    reply site "$id" "$conf" "$account" "${account:+${ACCOUNT_UID[$account]}}" "${root_uid[$id]:-}" "$ip" ${HELD:+"$HELD"}
  done
}

VERBS[web-read]=verb_web_read
verb_web_read() {
  local path id
  local -A ids=()
  require_role web && recover || return
  read_accounts
  read_addresses
  for path in "$LIVE"/*.conf "$SITES"/*; do
    id=${path##*/} id=${id%.conf}
    ! is_request "$id" || ids[$id]=1
  done
  for id in "${!SITE_ACCOUNT[@]}"; do ids[$id]=1; done
  report_sites "${!ids[@]}"
}

# Everything an allocation must avoid, ours or not.
VERBS[web-survey]=verb_web_survey
verb_web_survey() {
  local uid name ip
  require_role web || return
  read_accounts
  read_addresses
  for uid in "${!UID_ACCOUNT[@]}" "${!GID_GROUP[@]}"; do
    ((uid < HOST[UID_FROM] || uid > HOST[UID_TO])) || reply uid "$uid"
  done
  apache2ctl -t -D DUMP_VHOSTS >"$WORK/vhosts" 2>"$WORK/words" 8<&- ||
    { read_file "$WORK/words" && fail configtest "$TEXT"; } || return
  read_vhosts "$WORK/vhosts"
  for name in "${!FOREIGN_NAME[@]}" "${!OUR_NAME[@]}"; do reply name "$name"; done
  for ip in "${!CARRIED[@]}" "${!OUR_ADDRESS[@]}"; do reply address "$ip"; done
  survey_ipv6
}

CHECKS[web]=check_web
check_web() {
  local last
  good_if apache2 "apache2 runs" apache_alive
  good_if live "$LIVE is a generation" test -d "$LIVE/."
  good_if include "$INCLUDE is installed" test -r "$INCLUDE"
  good_if rotation "$ROTATION is installed" test -r "$ROTATION"
  for last in "${INCLUDE%/*}"/*.conf; do :; done
  good_if include-last "$INCLUDE is the last of its folder" test "${last:-}" = "$INCLUDE"
  good_if interface "interface ${HOST[INTERFACE]}" ip link show dev "${HOST[INTERFACE]}"
  hooks "${WEB_DOCTOR[@]}" --
}
good_if() { if "${@:3}" >/dev/null 2>&1; then reply check "$1" good "$2"; else reply check "$1" bad "not so: $2"; fi; }

SETUPS[web]=setup_web
setup_web() {
  mkdir -p "$CONFS/gen-0" "$SITES" && mkdir -p -m 750 "$LOGS" || return
  [[ -e $LIVE ]] || ln -s gen-0 "$LIVE" || return
  hooks "${WEB_SETUP[@]}" -- || return
  [[ -e $INCLUDE ]] || echo "titip-host: install server/zzz-titip.conf as $INCLUDE, then reload apache2"
}

# restore_addresses: at boot, before Apache starts.
MODES[0:addresses]=restore_addresses
restore_addresses() {
  read_host_conf
  read_addresses
  ((${#OUR_ADDRESS[@]} == 0)) || carry_addresses
}
