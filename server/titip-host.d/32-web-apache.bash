# --- web server: Apache ---

# apache_alive: sets MASTER.
apache_alive() {
  read_file "$APACHE_PID" || return
  MASTER=${TEXT%$'\n'}
  is_number "$MASTER" && [[ -d /proc/$MASTER ]]
}

# A master that died in a reload leaves children that still hold the port; they have its process group.
start_apache() {
  local tries
  apache_alive && return
  [[ -z ${MASTER:-} ]] || kill -TERM -- "-$MASTER" 2>/dev/null && sleep 0.3
  [[ -z ${MASTER:-} ]] || kill -KILL -- "-$MASTER" 2>/dev/null
  if [[ -d /run/systemd/system ]]; then
    systemctl restart apache2 >/dev/null 2>&1
  else
    apache2ctl start </dev/null >/dev/null 2>&1 8<&- 9>&-
  fi
  for ((tries = 0; tries < 100; tries++)); do
    apache_alive && return
    sleep 0.1
  done
  fail apache-down "apache2 could not be started again"
}

# http_status IP NAME PATH: sets STATUS; returns 1 without an answer. In bash, for a fork per site is too much.
http_status() {
  local line=
  STATUS=
  {
    printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nUser-Agent: titip-host\r\n\r\n' "$3" "$2" >&7 &&
      IFS= read -r -t 10 line <&7
  } 2>/dev/null 7<>"/dev/tcp/$1/80"
  [[ $line =~ ^HTTP/1\.[01]\ ([0-9]{3}) ]] && STATUS=${BASH_REMATCH[1]}
}

# Apache's words name files as it read them; sets BLAMED (request) and BLAMED_LINE from the first one.
blame() {
  BLAMED= BLAMED_LINE=
  if [[ $1 =~ titip/(candidate|live|gen-[0-9]+)/([A-Z]{3}-[0-9]+-[0-9]+)\.conf(:([0-9]+))? ]]; then
    BLAMED=${BASH_REMATCH[2]} BLAMED_LINE=${BASH_REMATCH[4]}
  elif [[ $1 =~ $LOGS/([A-Z]{3}-[0-9]+-[0-9]+)/ ]]; then
    BLAMED=${BASH_REMATCH[1]}
  fi
  [[ ! $1 =~ on\ line\ ([0-9]+)\ of ]] || BLAMED_LINE=${BASH_REMATCH[1]}
  [[ -n $BLAMED && -n ${PUT_CONF[$BLAMED]:-} ]]
}

# stage_candidate: CANDIDATE → gen-N+1 with the changed files; sets OLD and NEW.
stage_candidate() {
  local id
  local -a stale=() new=()
  OLD=$(readlink "$LIVE") && [[ $OLD =~ ^gen-([0-9]+)$ ]] || fail not-set-up "$LIVE: run titip-host setup" || return
  NEW=gen-$((BASH_REMATCH[1] + 1))
  journal "candidate"$'\t'"$NEW" || return
  rm -rf "${CONFS:?}/$NEW" && cp -al "$CONFS/$OLD" "$CONFS/$NEW" || fail io "cannot make $CONFS/$NEW" || return
  for id in "${CHANGED[@]}" "${REMOVES[@]}"; do stale+=("$CONFS/$NEW/$id.conf"); done
  rm -f "${stale[@]}" # never write through a hard link into the live generation
  for id in "${CHANGED[@]}"; do
    printf %s "${PUT_CONF[$id]}" >"$CONFS/$NEW/$id.conf" || fail io "cannot write $CONFS/$NEW/$id.conf" || return
    new+=("$CONFS/$NEW/$id.conf")
  done
  hooks "${WEB_STAGE[@]}" -- || return
  ((${#new[@]} == 0)) || sync "${new[@]}" || fail io "cannot sync $CONFS/$NEW" || return
  ln -sfn "$NEW" "$CANDIDATE" || fail io "cannot link $CANDIDATE"
}
UNDO+=(candidate)
undo_candidate() {
  rm -f "$CANDIDATE"
  [[ ! $1 =~ ^gen-[0-9]+$ || $(readlink "$LIVE") == "$1" ]] || rm -rf "${CONFS:?}/$1"
}

# test_candidate: Apache's own test, which lists the names of all virtual hosts, foreign ones too, on the way.
test_candidate() {
  local words
  if ! apache2ctl -t -D TitipCandidate -D DUMP_VHOSTS >"$WORK/vhosts" 2>"$WORK/words" 8<&-; then
    read_file "$WORK/words"
    words=$TEXT
    if ! apache2ctl -t >/dev/null 2>"$WORK/words" 8<&-; then
      read_file "$WORK/words" # broken without the candidate too: no site of this transaction is to blame
      fail apache-broken "$TEXT"
      return
    fi
    ! blame "$words" || refuse "$BLAMED" configtest "$words" "line=$BLAMED_LINE"
    fail configtest "$words"
    return
  fi
  read_vhosts "$WORK/vhosts"
  check_names
}

# read_vhosts FILE: sets FOREIGN_NAME (name → file:line), FOREIGN_WILD, OUR_NAME (name → request), FOREIGN_PROBE.
read_vhosts() {
  local line address='*' name file
  FOREIGN_NAME=() FOREIGN_WILD=() OUR_NAME=() FOREIGN_PROBE=
  file=
  while IFS= read -r line; do
    name=
    if [[ $line =~ ^([][0-9a-f:.*]+):([0-9]+)\ +is\ a ]]; then
      address=${BASH_REMATCH[1]}
    elif [[ $line =~ ^([][0-9a-f:.*]+):([0-9]+)\ +([^\ ]+)\ \((.*)\)$ ]]; then
      address=${BASH_REMATCH[1]} name=${BASH_REMATCH[3]} file=${BASH_REMATCH[4]}
    elif [[ $line =~ ^\ +port\ ([0-9]+)\ namevhost\ ([^\ ]+)\ \((.*)\)$ ]]; then
      name=${BASH_REMATCH[2]} file=${BASH_REMATCH[3]}
      [[ -n $FOREIGN_PROBE || ${BASH_REMATCH[1]} != 80 || $address == \[* || $file == "$CONFS"/* ]] || FOREIGN_PROBE="${address/'*'/127.0.0.1} $name"
    elif [[ $line =~ ^\ +(wild )?alias\ ([^\ ]+)$ ]]; then
      name=${BASH_REMATCH[2]}
    fi
    [[ -n $name ]] || continue
    if [[ $file =~ ^$CONFS/[a-z0-9-]+/(.*)\.conf: ]]; then
      OUR_NAME[$name]=${BASH_REMATCH[1]}
    else
      FOREIGN_NAME[$name]=$file
      [[ $name != *[*?]* ]] || FOREIGN_WILD+=("$name")
    fi
  done <"$1"
}
declare -A FOREIGN_NAME=() OUR_NAME=()
declare -a FOREIGN_WILD=() CHANGED=()

# Whoever has a name first keeps it: Apache would serve the earlier virtual host and never ours.
check_names() {
  local id name pattern
  for id in "${CHANGED[@]}"; do
    for name in ${PUT_NAMES[$id]}; do
      if [[ -n ${FOREIGN_NAME[$name]:-} ]]; then
        refuse "$id" name-taken "$name is served by ${FOREIGN_NAME[$name]}"
        continue 2
      fi
      for pattern in "${FOREIGN_WILD[@]}"; do
        # shellcheck disable=SC2053 # a pattern on purpose
        [[ -z ${PUT_DEDICATED[$id]} && $name == $pattern ]] || continue
        refuse "$id" name-taken "$name is served by ${FOREIGN_NAME[$pattern]} ($pattern)"
        continue 3
      done
    done
  done
  ((REFUSED == 0)) || fail refused "$REFUSED operations refused"
}

# note_neighbours: one site of ours and one foreign site that this transaction does not touch, as they answer now.
note_neighbours() {
  local file id
  local -A touched=()
  NEIGHBOURS=()
  for id in "${CHANGED[@]}" "${REMOVES[@]}"; do touched[$id]=1; done
  for file in "$LIVE"/*.conf; do
    id=${file##*/} id=${id%.conf}
    [[ -z ${touched[$id]:-} ]] || continue
    parse_conf "$file"
    note_neighbour "${CONF_LISTEN/'*'/127.0.0.1}" "${CONF_NAMES%% *}" "$CONF_PROOF"
    break
  done
  # shellcheck disable=SC2086 # address and name
  [[ -z $FOREIGN_PROBE ]] || note_neighbour $FOREIGN_PROBE /
}
note_neighbour() { ! http_status "$1" "$2" "$3" || NEIGHBOURS+=("$1 $2 $3 $STATUS"); }
declare -a NEIGHBOURS=() PENDING=()

# switch_live GENERATION: atomically, then one graceful reload.
switch_live() {
  ln -sfn "$1" "$LIVE.new" && mv -fT "$LIVE.new" "$LIVE" && sync "$CONFS" || fail io "cannot switch $LIVE" || return
  apache_alive && kill -USR1 "$MASTER"
}
UNDO+=(live)
undo_live() {
  local file
  [[ $1 =~ ^gen-[0-9]+$ && -d $CONFS/$1 ]] || return
  if [[ $(readlink "$LIVE") == "$1" ]]; then
    start_apache
    return
  fi
  switch_live "$1"
  sleep 0.3 # a master that is about to die looks alive until it has read its configuration
  start_apache || return
  PENDING=()
  for file in "$LIVE"/*.conf; do
    parse_conf "$file"
    PENDING=("${CONF_LISTEN/'*'/127.0.0.1} ${CONF_NAMES%% *} $CONF_PROOF 204")
    break
  done
  await_served
}

# await_served: until every line of PENDING (address, name, path, status; ! before it: any other) answers so.
await_served() {
  local entry address name path want now until
  local -a still
  printf -v until '%(%s)T' -1
  until=$((until + SERVED_SECONDS))
  while ((${#PENDING[@]} > 0)); do
    still=()
    for entry in "${PENDING[@]}"; do
      # Once one is not served yet, the rest wait: a reload changes all of them at one moment.
      ((${#still[@]} == 0)) && read -r address name path want <<<"$entry" && http_status "$address" "$name" "$path" &&
        [[ $want == "$STATUS" || $want == !* && $want != "!$STATUS" ]] || still+=("$entry")
    done
    PENDING=("${still[@]}")
    apache_alive || fail apache-died "apache2 ended during the reload" || return
    ((${#PENDING[@]} > 0)) || return 0
    printf -v now '%(%s)T' -1
    ((now < until)) || break
    beat
    sleep 0.03
  done
  ((${#PENDING[@]} == 0)) || fail not-served "after $SERVED_SECONDS s ${PENDING[0]% *} answers ${STATUS:-nothing}"
}

switch_over() {
  local id name offset
  note_neighbours
  PENDING=()
  for id in "${PUTS[@]}"; do
    for name in ${PUT_NAMES[$id]}; do PENDING+=("${PUT_ADDRESS[$id]} $name ${PUT_PROOF[$id]} 204"); done
  done
  for id in "${REMOVES[@]}"; do
    [[ -f $LIVE/$id.conf ]] || continue
    parse_conf "$LIVE/$id.conf"
    PENDING+=("${CONF_LISTEN/'*'/127.0.0.1} ${CONF_NAMES%% *} $CONF_PROOF !204")
  done
  offset=$(stat -c %s "$APACHE_LOG" 2>/dev/null) || offset=0
  journal "live"$'\t'"$OLD" && : >"$WORK/switched" && switch_live "$NEW" || return
  if ! await_served; then
    blame_reload "$offset"
    return
  fi
  PENDING=("${NEIGHBOURS[@]}")
  await_served || fail neighbour-changed "a site that was not touched answers otherwise: ${PENDING[0]:-}" || return
}

# blame_reload OFFSET: what Apache wrote since the switch, into its own log and into those of the sites, names the guilty
# one. It may name none; then control tries again with half of the sites.
blame_reload() {
  local words=$ERROR_WORDS code=$ERROR_CODE id path
  local -a logs=("${CHANGED[@]/#/$LOGS/}")
  words+=$'\n'$(tail -c "+$(($1 + 1))" "$APACHE_LOG" 2>/dev/null | grep -v ':notice\]' | tail -n 20)
  if [[ $code == apache-died ]]; then
    ! blame "$words" || refuse "$BLAMED" reload-died "$words" "line=$BLAMED_LINE"
    while IFS= read -r path; do
      id=${path#"$LOGS/"} id=${id%/error.log}
      [[ $id == "$BLAMED" ]] || ! tail -n 5 "$path" | grep -q -E 'AH00649|:(emerg|alert)\]' || refuse "$id" reload-died "$words"$'\n'"$(tail -n 5 "$path")"
    done < <(((${#logs[@]} == 0)) || find "${logs[@]/%//error.log}" -size +0 -newer "$WORK/switched" 2>/dev/null)
  else
    for id in "${PUTS[@]}"; do
      [[ " ${PENDING[0]:-} " != *" ${PUT_PROOF[$id]} "* ]] || refuse "$id" not-served "$words"
    done
  fi
  fail "$code" "$words"
}
