# --- web server: PHP ---
# Each site has an FPM master of its own (docs/decisions/0008): its own user, opcache, limits and log. The pool stands
# beside the virtual host in the generation, as ID.pool, with what binds its processes, ID.limits. The socket is named
# by the digest of the pool, and the virtual host names the socket: a changed pool is a new master beside the old one,
# which ends when the new generation is served. So nobody's request is lost, and taking back is ending the new one.
readonly POOLS=$RUN/php FPM_PATIENCE=5 # seconds until a master that is to end at once is killed

# The only lines of a pool, as extended regular expressions; @ stands for the request, % for the account.
readonly -a POOL_LINES=(
  ';[^\\$]*' '\[global\]' '\[site\]'
  'pid = /run/titip/php/@/[0-9a-f]{16}\.pid' 'error_log = /var/log/titip/@/php\.log'
  'daemonize = yes' 'process_control_timeout = [0-9]{1,3}s' 'log_level = (notice|warning)'
  'user = %' 'group = %'
  'listen = /run/titip/php/@/[0-9a-f]{16}\.sock' 'listen\.owner = root' 'listen\.group = www-data' 'listen\.mode = 0660'
  'pm = ondemand' 'pm\.max_children = [0-9]{1,4}' 'pm\.process_idle_timeout = [0-9]{1,4}s' 'pm\.max_requests = [0-9]{1,6}'
  'request_terminate_timeout = [0-9]{1,4}s' 'catch_workers_output = yes' 'decorate_workers_output = no' 'clear_env = yes'
  'security\.limit_extensions = \.php' 'chdir = /srv/titip/@/public'
  'php_admin_value\[open_basedir\] = /srv/titip/@/public/:/srv/titip/@/php/:/srv/titip/@/secrets/'
  'php_admin_value\[(upload_tmp_dir|sys_temp_dir)\] = /srv/titip/@/php/tmp'
  'php_admin_value\[session\.save_path\] = /srv/titip/@/php/sessions'
  'php_admin_value\[(memory_limit|post_max_size|upload_max_filesize)\] = [0-9]{1,15}'
  'php_admin_value\[(max_execution_time|session\.gc_probability|session\.gc_divisor)\] = [0-9]{1,4}'
  'php_admin_flag\[(log_errors|display_errors|expose_php|allow_url_include)\] = (on|off)'
)
CONF_LINES+=(
  '<Files "\*\.php">' '</Files>' 'DirectoryIndex index\.php index\.html' 'FallbackResource /index\.php' 'ProxyTimeout [0-9]{1,4}'
  'SetHandler "proxy:unix:/run/titip/php/ID/[0-9a-f]{16}\.sock[|]fcgi://[a-z0-9-]+/"'
)
declare -A POOL=() POOL_LIMITS=() # request → text of the pool; lines of its limits

EXTRA_KINDS[pool]=extra_pool
extra_pool() { (($# == 2)) && POOL[$1]=$2 || refuse "$1" pool-refused "a pool is one text"; }
EXTRA_KINDS[memory]=extra_memory       # bytes of all processes of the pool
EXTRA_KINDS[cores]=extra_cores         # processor cores that they may use
EXTRA_KINDS[processes]=extra_processes # how many they may be
extra_memory() { extra_pool_limit "$1" memory "${2:-}"; }
extra_cores() { extra_pool_limit "$1" cores "${2:-}"; }
extra_processes() { extra_pool_limit "$1" processes "${2:-}"; }
extra_pool_limit() {
  [[ $3 =~ ^[1-9][0-9]{0,14}$ ]] && POOL_LIMITS[$1]+="$2 $3"$'\n' || refuse "$1" pool-refused "$2 ${3:0:20}"
}
WEB_RESET+=(reset_pools)
reset_pools() { POOL=() POOL_LIMITS=(); }

# check_pools: the allow-list on all pools of the transaction at once, and what two lines must have in common.
WEB_CHECK+=(check_pools)
check_pools() {
  local id text allowed file number line
  ((${#POOL[@]} > 0)) || return 0
  find_fpm || { for id in "${!POOL[@]}"; do refuse "$id" php-missing "no php-fpm in /usr/sbin"; done && return 0; }
  rm -rf "$WORK/pools" && mkdir "$WORK/pools" || fail io "cannot make $WORK/pools" || return
  for id in "${!POOL[@]}"; do
    text=${POOL[$id]}
    [[ $text == *$'\n' && $text != *[@%$'\r']* && $text =~ php/$id/([0-9a-f]{16})\.pid.*php/$id/([0-9a-f]{16})\.sock &&
      ${BASH_REMATCH[1]} == "${BASH_REMATCH[2]}" ]] || { refuse "$id" pool-refused "pid and socket do not fit" && continue; }
    text=${text//$'\n'user = "${PUT_ACCOUNT[$id]}"$'\n'/$'\n'user = %$'\n'}
    text=${text//$'\n'group = "${PUT_ACCOUNT[$id]}"$'\n'/$'\n'group = %$'\n'}
    printf %s "${text//"$id"/@}" >"$WORK/pools/$id"
  done
  printf -v allowed '|%s' "${POOL_LINES[@]}"
  while IFS=: read -r file number line; do
    refuse "${file##*/}" pool-refused "${line//@/"${file##*/}"}" "line=$number"
  done < <(grep -r -H -n -v -x -E -e "(${allowed:1})" -- "$WORK/pools")
}

# find_fpm: sets FPM to the newest one.
find_fpm() {
  local -a found=(/usr/sbin/php-fpm[0-9]*)
  ((${#found[@]} > 0)) && FPM=${found[-1]} && [[ -x $FPM ]]
}
FPM=

# pool_digest TEXT: sets DIGEST.
pool_digest() { [[ $1 =~ /([0-9a-f]{16})\.sock ]] && DIGEST=${BASH_REMATCH[1]} || { DIGEST= && return 1; }; }

# pool_alive ID DIGEST: sets POOL_MASTER.
pool_alive() {
  local command=
  read_file "$POOLS/$1/$2.pid" && POOL_MASTER=${TEXT%$'\n'} && is_number "$POOL_MASTER" || return
  read_file "/proc/$POOL_MASTER/cmdline" 2>/dev/null
  command=$TEXT
  [[ $command == 'php-fpm: master process '*"/$1.pool"* ]]
}

# start_pool ID FILE: a master on FILE; its words are in $WORK/words when it does not start.
start_pool() {
  local id=$1
  read_file "$2" && pool_digest "$TEXT" || fail php-start "$2 names no socket" || return
  ! pool_alive "$id" "$DIGEST" || return 0
  end_pool "$id" "$DIGEST.ending" # asked to end a moment ago: it would take the socket with it
  rm -f "$POOLS/$id/$DIGEST.sock"
  mkdir -p "$POOLS" && mkdir -p -m 750 "$POOLS/$id" && chown "root:$WEB_GROUP" "$POOLS/$id" ||
    fail io "cannot make $POOLS/$id" || return
  (join_group "$id" && exec env -i PATH="$PATH" "${IN_SCOPE[@]}" "$FPM" --fpm-config "$2") \
    </dev/null >"$WORK/words" 2>&1 8<&- 9>&- && pool_alive "$id" "$DIGEST" && return
  read_file "$WORK/words"
  fail php-start "$TEXT"
}

# end_pool ID NAME: at once; NAME is that of its .pid.
end_pool() {
  local tries
  pool_alive "$1" "$2" && kill -TERM "$POOL_MASTER" 2>/dev/null || { rm -f "$POOLS/$1/$2.pid" && return; }
  for ((tries = 0; tries < FPM_PATIENCE * 20; tries++)); do
    pool_alive "$1" "$2" || break
    sleep 0.05
  done
  ! pool_alive "$1" "$2" || kill -KILL -- "-$POOL_MASTER" 2>/dev/null
  rm -f "$POOLS/$1/$2.pid" "$POOLS/$1/${2%.ending}.sock"
}

# retire_pools ID DIGEST: all but that one end after the requests they work on.
retire_pools() {
  local file name
  for file in "$POOLS/$1"/*.pid; do
    name=${file##*/} name=${name%.pid}
    [[ $name != "$2" ]] || continue
    if ! pool_alive "$1" "$name"; then
      rm -f "$file"
    elif [[ $name != *.ending ]]; then
      mv "$file" "$POOLS/$1/$name.ending.pid" && kill -QUIT "$POOL_MASTER" 2>/dev/null
    fi
  done
  return 0
}

# drop_pools ID: everything of the site that runs PHP, at once.
drop_pools() {
  local file name
  for file in "$POOLS/$1"/*.pid; do
    name=${file##*/}
    end_pool "$1" "${name%.pid}"
  done
  rm -rf -- "${POOLS:?}/$1"
  drop_group "$1"
}
WEB_DROP+=(drop_all_pools)
drop_all_pools() {
  local id
  for id; do [[ ! -d $POOLS/$id ]] || drop_pools "$id"; done
}

WEB_CHANGED+=(pool_changed)
pool_changed() {
  read_file "$LIVE/$1.pool"
  [[ $TEXT == "${POOL[$1]:-}" ]] || return 0
  read_file "$LIVE/$1.limits"
  [[ $TEXT != "${POOL_LIMITS[$1]:-}" ]]
}

# make_pools: folders for sessions and uploads; what is unchanged but does not run, or is not bound as it was, is mended.
WEB_MAKE+=(make_pools)
make_pools() {
  local id folder
  local -a new=()
  for id in "${PUTS[@]}"; do [[ -z ${POOL[$id]:-} || -d $SITES/$id/php ]] || new+=("$id"); done
  ((${#new[@]} == 0)) || journal "php-folders"$'\t'"${new[*]}" || return
  for id in "${!POOL[@]}"; do
    folder=$SITES/$id/php
    [[ ! -L $folder ]] && mkdir -p "$folder" && for_owner "${PUT_UID[$id]}" "$folder"/{tmp,sessions} ||
      fail folders "cannot make $folder" || return
    [[ " ${CHANGED[*]} " != *" $id "* ]] || continue
    bind_pool "$id" "$LIVE" && start_pool "$id" "$LIVE/$id.pool" && continue
    refuse "$id" "$ERROR_CODE" "$ERROR_WORDS"
    return 1
  done
}
# for_owner UID FOLDER…: of that user and closed to all others.
for_owner() {
  local folder
  for folder in "${@:2}"; do
    [[ ! -L $folder ]] && mkdir -p "$folder" && chown "$1:$1" "$folder" && chmod 700 "$folder" || return
  done
}
UNDO+=(php-folders)
undo_php_folders() {
  local id
  for id in $1; do rm -rf --one-file-system -- "${SITES:?}/$id/php"; done
}

WEB_STAGE+=(stage_pools)
stage_pools() {
  local id
  for id in "${CHANGED[@]}" "${REMOVES[@]}"; do
    rm -f "$CONFS/$NEW/$id.pool" "$CONFS/$NEW/$id.limits"
    [[ -n ${POOL[$id]:-} ]] || continue
    printf %s "${POOL[$id]}" >"$CONFS/$NEW/$id.pool" && new+=("$CONFS/$NEW/$id.pool") || fail io "$CONFS/$NEW/$id.pool" || return
    [[ -n ${POOL_LIMITS[$id]:-} ]] || continue
    printf %s "${POOL_LIMITS[$id]}" >"$CONFS/$NEW/$id.limits" && new+=("$CONFS/$NEW/$id.limits") || fail io "$CONFS/$NEW/$id.limits" || return
  done
}

# start_new_pools: each is tested, then runs beside the old one.
WEB_TEST+=(start_new_pools)
start_new_pools() {
  local id
  local -a ids=()
  for id in "${CHANGED[@]}"; do [[ -z ${POOL[$id]:-} ]] || ids+=("$id"); done
  ((${#ids[@]} > 0)) || return 0
  for id in "${ids[@]}"; do
    "$FPM" --test --fpm-config "$CONFS/$NEW/$id.pool" >"$WORK/words" 2>&1 && continue
    read_file "$WORK/words"
    refuse "$id" php-test "$TEXT"
  done
  ((REFUSED == 0)) || fail refused "$REFUSED operations refused" || return
  journal "pools"$'\t'"${ids[*]}" || return
  for id in "${ids[@]}"; do
    changed_by_hand "$id" && end_pool "$id" "$DIGEST"
    bind_pool "$id" "$CONFS/$NEW" && start_pool "$id" "$CONFS/$NEW/$id.pool" && continue
    refuse "$id" "$ERROR_CODE" "$ERROR_WORDS"
    return 1
  done
}
# changed_by_hand ID: the live pool is not ours any more though it has the socket of ours; sets DIGEST.
changed_by_hand() {
  read_file "$LIVE/$1.pool" && [[ $TEXT != "${POOL[$1]}" ]] && pool_digest "${POOL[$1]}" && [[ $TEXT == *"$DIGEST.sock"* ]]
}
UNDO+=(pools)
# After `live` was undone: what is not live ends.
undo_pools() {
  local id file name
  for id in $1; do
    DIGEST=
    ! read_file "$LIVE/$id.pool" || pool_digest "$TEXT"
    for file in "$POOLS/$id"/*.pid; do
      name=${file##*/} name=${name%.pid}
      [[ $name == "$DIGEST" ]] || end_pool "$id" "$name"
    done
    # A master that does not start (php is gone) is drift, and no reason not to undo the rest.
    if [[ -n $DIGEST ]]; then find_fpm && bind_pool "$id" "$LIVE" && start_pool "$id" "$LIVE/$id.pool"; else drop_pools "$id"; fi
  done
  return 0
}

WEB_COMMIT+=(commit_pools)
commit_pools() {
  local id list=
  for id in "${CHANGED[@]}"; do [[ ! -d $POOLS/$id ]] || list+=" $id"; done
  [[ -z $list ]] || entries+="retire"$'\t'"${list# }"$'\t.\n'
}
UNDO+=(retire)
# Nothing is undone here: the new generation is served, and masters that are not of it end.
undo_retire() {
  local id
  for id in $1; do
    if read_file "$LIVE/$id.pool" && pool_digest "$TEXT"; then retire_pools "$id" "$DIGEST"; else drop_pools "$id"; fi
  done
}

WEB_REPORT+=(report_pool)
report_pool() {
  local id=$1 text kind
  read_file "$LIVE/$id.pool" || return 0
  text=$TEXT POOL_MASTER=
  if pool_digest "$text" && pool_alive "$id" "$DIGEST"; then holds pool "$text"; else POOL_MASTER= && holds pool stopped; fi
  read_file "$LIVE/$id.limits" || return 0
  split_lines "$TEXT"
  for kind in "${SPLIT[@]}"; do
    kind=${kind%% *}
    group_value "$id" "$kind"
    [[ -z $POOL_MASTER ]] || in_group "$id" "$kind" "$POOL_MASTER" || GROUP_VALUE=unbound
    holds "$kind" "${GROUP_VALUE:-none}"
  done
}

WEB_DOCTOR+=(check_php)
check_php() {
  local -a pools=("$LIVE"/*.pool)
  ((${#pools[@]} == 0)) || good_if php "every site's FPM master runs" every_pool_alive "${pools[@]}"
}
every_pool_alive() {
  local file id
  for file; do
    id=${file##*/} id=${id%.pool}
    read_file "$file" && pool_digest "$TEXT" && pool_alive "$id" "$DIGEST" || return
  done
}

# start_pools: at boot, and now and then (docs/production.md): what should run and does not, and what should have ended.
MODES[0:php]=start_pools
start_pools() {
  local file id result=0 ERROR_CODE='' ERROR_WORDS=''
  local -a ERROR_FIELDS=()
  read_host_conf
  WORK=$RUN/session.$$
  mkdir -p "$RUN" && mkdir -m 700 "$WORK" && trap end_session EXIT && exec 9>>"$LOCK" || return
  flock -n 9 || return 0 # a session is at work, and will see to it
  find_fpm || return 0
  for file in "$LIVE"/*.pool; do
    id=${file##*/} id=${id%.pool}
    bind_pool "$id" "$LIVE" && start_pool "$id" "$file" && retire_pools "$id" "$DIGEST" && continue
    echo "titip-host: $id: $ERROR_CODE: $ERROR_WORDS" >&2
    result=1
  done
  exec 9>&-
  return "$result"
}

# reopen_pool_logs: by logrotate, after it has renamed them.
MODES[0:reopen]=reopen_pool_logs
reopen_pool_logs() {
  local file id
  for file in "$POOLS"/*/*.pid; do
    id=${file%/*} id=${id##*/} file=${file##*/}
    ! pool_alive "$id" "${file%.pid}" || kill -USR1 "$POOL_MASTER"
  done
}
