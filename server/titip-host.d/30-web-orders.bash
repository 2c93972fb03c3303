# --- web server ---
# Apache reads the sites of one generation: /etc/apache2/titip/live is a link to gen-N, a folder with one file per
# site. A change stages gen-N+1 (hard links for what stays), tests it as `candidate`, and switches the link.

readonly SITES=/srv/titip LOGS=/var/log/titip CONFS=/etc/apache2/titip
readonly LIVE=$CONFS/live CANDIDATE=$CONFS/candidate INCLUDE=/etc/apache2/sites-enabled/zzz-titip.conf
readonly WEB_GROUP=www-data APACHE_PID=/run/apache2/apache2.pid APACHE_LOG=/var/log/apache2/error.log
readonly SERVED_SECONDS=15 # longest wait until a reload is served; a graceful one takes up to a second

# The only lines that a site's configuration may hold (leading blanks aside), as extended regular expressions. ID
# stands for the request. No program, no log pipe, no other folder, no .htaccess, no backslash
# (it would join lines), no ${variable}.
declare -a CONF_LINES=( # other sections add theirs
  '#[^\\$]*'
  '<VirtualHost (\*|[0-9.]+):80( \[[0-9a-f:]+\]:80)?>'
  '</VirtualHost>'
  'Server(Name|Alias) [a-z0-9.-]+'
  'DocumentRoot "/srv/titip/ID/public"'
  'ErrorLog "/var/log/titip/ID/error\.log"'
  'CustomLog "/var/log/titip/ID/access\.log" combined'
  '<Directory "/srv/titip/ID/public">'
  '</Directory>'
  'Options( [+-]?(None|Indexes|MultiViews|SymLinksIfOwnerMatch))+'
  'AllowOverride None'
  'Require [a-z]+( [a-z0-9./-]+)*'
  'DirectoryIndex( [a-z0-9-]+\.html?)+'
  'LimitRequestBody [0-9A-Za-z]+'
  'Redirect 503 "/"'
  'ErrorDocument 503 "<!doctype html>[^"\\$]*"'
  '<IfModule headers_module>'
  '</IfModule>'
  'Header always set Retry-After "[0-9]{1,6}"'
  'Redirect (204|301|302|permanent|temp) "?/[A-Za-z0-9._/-]*"?( "?https?://[A-Za-z0-9._:/-]+"?)?'
)

# One transaction: what is asked for, by request.
declare -A PUT_ACCOUNT=() PUT_UID=() PUT_ADDRESS=() PUT_DEDICATED=() PUT_CONF=() PUT_PAGE=() PUT_NAMES=() PUT_PROOF=()
# What is there.
declare -A ACCOUNT_UID=() UID_ACCOUNT=() GROUP_GID=() GID_GROUP=() SITE_ACCOUNT=() OUR_ADDRESS=() SITE_ADDRESS=() CARRIED=()
FIRST_ARCHIVE=

# parse_conf TEXT: sets CONF_NAMES, CONF_LISTEN (* or an IPv4 address) and CONF_PROOF (path that answers 204).
parse_conf() {
  CONF_NAMES= CONF_LISTEN= CONF_PROOF=
  local line
  while IFS= read -r line; do
    case $line in
      *ServerName\ * | *ServerAlias\ *) CONF_NAMES+=${CONF_NAMES:+ }${line##* } ;;
      *'<VirtualHost '*:80*) CONF_LISTEN=${line#*<VirtualHost } CONF_LISTEN=${CONF_LISTEN%%:80*} ;;
      '</VirtualHost>') break ;; # behind it stands the same once more, over TLS
      *'Redirect 204 "/.well-known/titip/'*) CONF_PROOF=${line#*\"} CONF_PROOF=${CONF_PROOF%\"} ;;
    esac
  done <"$1"
}

# scan_conf ID TEXT: one virtual host and nothing outside of it; sets CONF_NAMES, CONF_LISTEN and CONF_PROOF. The text
# goes into a file for check_lines, with @ for the request.
scan_conf() {
  local id=$1 line number=0 state=before servers=
  CONF_NAMES= CONF_LISTEN= CONF_PROOF=
  take_tls "$id" "$2" || return
  set -- "$id" "$PLAIN"
  [[ $2 == *$'\n' && $2 != *[@$'\r']* ]] || { refuse "$id" conf-refused "no newline at the end, or a carriage return or @"; return 1; }
  split_lines "$2"
  for line in "${SPLIT[@]}"; do
    number=$((number + 1))
    line=${line#"${line%%[! ]*}"}
    case $state:$line in
      *:'#'*) ;;
      before:'<VirtualHost '*)
        state=inside CONF_LISTEN=${line#<VirtualHost } CONF_LISTEN=${CONF_LISTEN%%:80*}
        [[ ! $line =~ \ \[([0-9a-f:]+)\]:80\>$ ]] || LISTEN_SIX[$id]=${BASH_REMATCH[1]}
        ;;
      inside:'</VirtualHost>') state=after ;;
      inside:'<VirtualHost '* | before:* | after:*) refuse "$id" conf-refused "$line" "line=$number" && return 1 ;;
      inside:ServerName\ *) servers+=. CONF_NAMES="${line##* }${CONF_NAMES:+ }$CONF_NAMES" ;;
      inside:ServerAlias\ *) CONF_NAMES+=${CONF_NAMES:+ }${line##* } ;;
      inside:'Redirect 204 "/.well-known/titip/'*) CONF_PROOF=${line#*\"} CONF_PROOF=${CONF_PROOF%\"} ;;
    esac
  done
  # Without a ServerName Apache takes the machine's own name, and the site would answer for it.
  [[ $state == after && $servers == . && -n $CONF_PROOF ]] ||
    { refuse "$id" conf-refused "no whole virtual host with one ServerName and a proof path"; return 1; }
  printf %s "${2//"$id"/@}" >"$WORK/check/$id"
}

# check_lines: the allow-list on all configurations of the transaction at once.
check_lines() {
  local allowed file number line
  printf -v allowed '|%s' "${CONF_LINES[@]}"
  allowed=${allowed//ID/@}
  while IFS=: read -r file number line; do
    refuse "${file##*/}" conf-refused "${line//@/"${file##*/}"}" "line=$number"
  done < <(grep -r -H -n -v -x -E -e " *(${allowed:1})" -- "$WORK/check")
}

# split_lines TEXT: sets SPLIT, one element a line.
split_lines() {
  local IFS=$'\n' -
  set -f
  # shellcheck disable=SC2206 # no globbing here, split at newlines only
  SPLIT=($1)
}

read_operations() {
  PUT_ACCOUNT=() PUT_UID=() PUT_ADDRESS=() PUT_DEDICATED=() PUT_CONF=() PUT_PAGE=() PUT_NAMES=() PUT_PROOF=()
  EXTRAS=()
  hooks "${WEB_RESET[@]}" --
  rm -rf "$WORK/check" && mkdir "$WORK/check" || fail io "cannot make $WORK/check" || return
  each_operation 'put:[89]=read_put' remove:2=add_removal || return
  check_lines
  none_refused
}

# put ID ACCOUNT UID ADDRESS dedicated|shared CONFIGURATION PAGE [EXTRAS], see 30-web-extras.bash
read_put() {
  local id=$1 account=${FIELDS[2]} uid=${FIELDS[3]} address=${FIELDS[4]} kind=${FIELDS[5]}
  is_account "$account" || { refuse "$id" bad-account "$account" && return; }
  is_number "$uid" && ((uid >= HOST[UID_FROM] && uid <= HOST[UID_TO])) ||
    { refuse "$id" bad-uid "$uid is outside of ${HOST[UID_FROM]}-${HOST[UID_TO]}" && return; }
  is_ipv4 "$address" && is_host_address "$address" "$kind" && [[ $kind == @(dedicated|shared) ]] || { refuse "$id" bad-address "$address $kind" && return; }
  scan_conf "$id" "${FIELDS[6]}" || return
  [[ $CONF_LISTEN == '*' && $kind == shared || $CONF_LISTEN == "$address" && $kind == dedicated ]] ||
    { refuse "$id" conf-refused "<VirtualHost $CONF_LISTEN:80> for the $kind address $address" && return; }
  [[ -z ${FIELDS[8]:-} ]] || read_extras "$id" "${FIELDS[8]}" || return 0
  add_put "$id"
  PUT_ACCOUNT[$id]=$account PUT_UID[$id]=$uid PUT_ADDRESS[$id]=$address PUT_DEDICATED[$id]=
  [[ $kind == shared ]] || PUT_DEDICATED[$id]=$address
  PUT_CONF[$id]=${FIELDS[6]} PUT_PAGE[$id]=${FIELDS[7]} PUT_NAMES[$id]=$CONF_NAMES PUT_PROOF[$id]=$CONF_PROOF
}

# --- web server: what is there ---

# The owner marker of an account is its comment field, `titip REQUEST`.
read_accounts() {
  local name uid gid comment
  ACCOUNT_UID=() UID_ACCOUNT=() GROUP_GID=() GID_GROUP=() SITE_ACCOUNT=()
  while IFS=: read -r name _ uid _ comment _; do
    ACCOUNT_UID[$name]=$uid UID_ACCOUNT[$uid]=$name
    [[ $comment != 'titip '* ]] || ! is_request "${comment#titip }" || SITE_ACCOUNT[${comment#titip }]=$name
  done </etc/passwd
  while IFS=: read -r name _ gid _; do
    GROUP_GID[$name]=$gid GID_GROUP[$gid]=$name
  done </etc/group
}

# $ADDRESSES holds `IP REQUEST` lines: the dedicated addresses that this server carries for Titip.
read_addresses() {
  local ip id line
  OUR_ADDRESS=() SITE_ADDRESS=() CARRIED=()
  if [[ -r $ADDRESSES ]]; then
    while read -r ip id; do
      is_ipv4 "$ip" && is_request "$id" && OUR_ADDRESS[$ip]=$id SITE_ADDRESS[$id]=$ip
    done <"$ADDRESSES"
  fi
  while read -r _ _ _ line _; do
    CARRIED[${line%/*}]=1
  done < <(ip -4 -o address show)
}

# check_reality: refuses what belongs to somebody else; nothing has been changed yet.
check_reality() {
  local id account uid ip
  local -A used_uids=() used_accounts=() used_addresses=()
  read_accounts
  read_addresses
  for id in "${PUTS[@]}"; do
    account=${PUT_ACCOUNT[$id]} uid=${PUT_UID[$id]} ip=${PUT_ADDRESS[$id]}
    if [[ ${SITE_ACCOUNT[$id]:-$account} != "$account" ]]; then
      refuse "$id" account-differs "the site belongs to the account ${SITE_ACCOUNT[$id]}"
    elif [[ -n ${ACCOUNT_UID[$account]:-} && ${SITE_ACCOUNT[$id]:-} != "$account" || -n ${used_accounts[$account]:-} ]]; then
      refuse "$id" account-taken "the account $account belongs to somebody else"
    elif [[ ${ACCOUNT_UID[$account]:-$uid} != "$uid" ]]; then
      refuse "$id" account-differs "the account $account has uid ${ACCOUNT_UID[$account]}, not $uid"
    elif [[ ${UID_ACCOUNT[$uid]:-$account} != "$account" || -n ${used_uids[$uid]:-} ]]; then
      refuse "$id" uid-taken "uid $uid belongs to ${UID_ACCOUNT[$uid]:-${used_uids[$uid]}}"
    elif [[ ${GID_GROUP[$uid]:-$account} != "$account" || ${GROUP_GID[$account]:-$uid} != "$uid" ]]; then
      refuse "$id" uid-taken "a group $account or a gid $uid belongs to somebody else"
    elif [[ -z ${PUT_DEDICATED[$id]} && -z ${CARRIED[$ip]:-} ]]; then
      refuse "$id" address-missing "this server does not carry $ip"
    elif [[ -n ${PUT_DEDICATED[$id]} && ${OUR_ADDRESS[$ip]:-$id} != "$id" || -n ${used_addresses[$ip]:-} ]]; then
      refuse "$id" address-taken "$ip belongs to ${OUR_ADDRESS[$ip]:-${used_addresses[$ip]}}"
    elif [[ -n ${PUT_DEDICATED[$id]} && -n ${CARRIED[$ip]:-} && -z ${OUR_ADDRESS[$ip]:-} ]]; then
      refuse "$id" address-taken "this server already carries $ip for something else"
    elif [[ -L $SITES/$id || -L $SITES/$id/public ]]; then
      refuse "$id" folder-refused "$SITES/$id/public must not be a symbolic link"
    elif [[ -L $LOGS/$id || -d $LOGS/$id/access.log || -d $LOGS/$id/error.log ]]; then
      refuse "$id" folder-refused "$LOGS/$id must be a folder, access.log and error.log in it files"
    fi
    used_uids[$uid]=$id used_accounts[$account]=$id
    [[ -z ${PUT_DEDICATED[$id]} ]] || used_addresses[$ip]=$id
  done
  hooks "${WEB_CHECK[@]}" -- || return
  none_refused
}
