# --- web server: IPv6 ---
# A dedicated address of IPv6 comes as `ipv6 ADDRESS` beside the virtual host (see 30-web-extras.bash), is listed in
# $ADDRESSES6 like those of IPv4 in $ADDRESSES, and has to be inside of ADDRESSES6 in host.conf.

readonly ADDRESSES6=$ETC/addresses6
declare -A PUT_SIX=()                                        # request → address that this transaction wants
declare -A LISTEN_SIX=()                                     # request → address in its virtual host
declare -A OUR_SIX=() SITE_SIX=() CARRIED_SIX=()             # as OUR_ADDRESS, SITE_ADDRESS and CARRIED

# expand_ipv6 ADDRESS: sets EXPANDED to its 32 digits; 1 when it is not in canonical form (RFC 5952). Two addresses compare as
# these strings do.
expand_ipv6() {
  local head tail group zeros
  local -a groups=()
  EXPANDED=
  [[ $1 =~ ^[0-9a-f:]{2,39}$ && $1 != *:::* && $1 != *::*::* ]] || return
  head=$1 tail=
  [[ $1 != *::* ]] || { head=${1%%::*} tail=${1#*::} && [[ $head != *: && $tail != :* ]] || return; }
  read -r -a groups <<<"${head//:/ }"
  head=
  for group in "${groups[@]}"; do [[ $group =~ ^(0|[1-9a-f][0-9a-f]{0,3})$ ]] && printf -v group '%4s' "$group" && head+=${group// /0} || return; done
  read -r -a groups <<<"${tail//:/ }"
  tail=
  for group in "${groups[@]}"; do [[ $group =~ ^(0|[1-9a-f][0-9a-f]{0,3})$ ]] && printf -v group '%4s' "$group" && tail+=${group// /0} || return; done
  zeros=$((32 - ${#head} - ${#tail}))
  if [[ $1 == *::* ]]; then ((zeros >= 8)) || return; else ((zeros == 0)) || return; fi
  printf -v zeros '%*s' "$zeros" ''
  EXPANDED=$head${zeros// /0}$tail
}

# is_our_ipv6 ADDRESS: inside of ADDRESSES6.
is_our_ipv6() {
  local range first last
  for range in ${HOST[ADDRESSES6]//,/ }; do
    expand_ipv6 "${range%-*}" && first=$EXPANDED && expand_ipv6 "${range#*-}" && last=$EXPANDED && expand_ipv6 "$1" || continue
    [[ $EXPANDED < $first || $EXPANDED > $last ]] || return 0
  done
  return 1
}

read_ipv6() {
  local ip id line
  OUR_SIX=() SITE_SIX=() CARRIED_SIX=()
  : "${HOST[ADDRESSES6]:=}"
  if [[ -r $ADDRESSES6 ]]; then
    while read -r ip id; do expand_ipv6 "$ip" && is_request "$id" && OUR_SIX[$ip]=$id SITE_SIX[$id]=$ip; done <"$ADDRESSES6"
  fi
  while read -r _ _ _ line _; do CARRIED_SIX[${line%/*}]=1; done < <(ip -6 -o address show scope global)
}
write_ipv6() {
  local ip text=
  for ip in "${!OUR_SIX[@]}"; do text+="$ip ${OUR_SIX[$ip]}"$'\n'; done
  if [[ -n $text ]]; then write_file "$ADDRESSES6" "$text"; else rm -f "$ADDRESSES6"; fi
}

EXTRA_KINDS[ipv6]=extra_ipv6
extra_ipv6() {
  : "${HOST[ADDRESSES6]:=}"
  [[ $# -eq 2 ]] && is_our_ipv6 "$2" || { refuse "$1" bad-address "${2:-} is not in ADDRESSES6 of $HOST_CONF" && return 1; }
  PUT_SIX[$1]=$2
}
WEB_RESET+=(reset_ipv6)
reset_ipv6() { PUT_SIX=() LISTEN_SIX=(); }

WEB_CHECK+=(check_ipv6)
check_ipv6() {
  local id ip
  local -A used=()
  read_ipv6
  for id in "${PUTS[@]}"; do
    ip=${PUT_SIX[$id]:-}
    if [[ $ip != "${LISTEN_SIX[$id]:-}" ]]; then
      refuse "$id" conf-refused "<VirtualHost> listens on the IPv6 address ${LISTEN_SIX[$id]:-none}, not on ${ip:-none}"
    elif [[ -n $ip ]] && [[ ${OUR_SIX[$ip]:-$id} != "$id" || -n ${used[$ip]:-} ]]; then
      refuse "$id" address-taken "$ip belongs to ${OUR_SIX[$ip]:-${used[$ip]}}"
    elif [[ -n $ip && -n ${CARRIED_SIX[$ip]:-} && -z ${OUR_SIX[$ip]:-} ]]; then
      refuse "$id" address-taken "this server already carries $ip for something else"
    fi
    [[ -z $ip ]] || used[$ip]=$id
  done
}

WEB_MAKE+=(add_ipv6)
add_ipv6() {
  local id ip list=
  for id in "${PUTS[@]}"; do
    ip=${PUT_SIX[$id]:-}
    [[ -z $ip || -n ${CARRIED_SIX[$ip]:-} && -n ${OUR_SIX[$ip]:-} ]] || list+=" $ip=$id"
  done
  [[ -n $list ]] || return 0
  journal "ipv6"$'\t'"${list# }" || return
  for id in $list; do OUR_SIX[${id%%=*}]=${id#*=}; done
  write_ipv6 && carry_ipv6 || fail addresses "cannot put$list on ${HOST[INTERFACE]}"
}
# carry_ipv6: `nodad`, or Apache could not listen on it for a second (RFC 4862 section 5.4); that it is free Titip knows.
carry_ipv6() {
  local ip
  for ip in "${!OUR_SIX[@]}"; do printf 'address replace %s/128 dev %s nodad\n' "$ip" "${HOST[INTERFACE]}"; done |
    ip -batch - >/dev/null 2>&1
}

# drop_ipv6 IP=REQUEST…: only those still listed for that request.
drop_ipv6() {
  local pair ip
  local -a drop=()
  read_ipv6
  for pair; do
    ip=${pair%%=*}
    [[ ${OUR_SIX[$ip]:-} == "${pair#*=}" ]] || continue
    unset "OUR_SIX[$ip]"
    [[ -z ${CARRIED_SIX[$ip]:-} ]] || drop+=("address delete $ip/128 dev ${HOST[INTERFACE]}")
  done
  ((${#drop[@]} == 0)) || printf '%s\n' "${drop[@]}" | ip -force -batch - >/dev/null 2>&1
  write_ipv6
}
UNDO+=(ipv6)
# shellcheck disable=SC2086
undo_ipv6() { drop_ipv6 $1; }

# What a site had and does not want any more goes when nothing can be undone; a crash before that leaves it listed for the
# site, and the next transaction takes it away.
WEB_COMMIT+=(release_ipv6)
release_ipv6() {
  local id ip
  local -a rest=()
  read_ipv6
  for id in "${PUTS[@]}"; do
    for ip in "${!OUR_SIX[@]}"; do
      [[ ${OUR_SIX[$ip]} != "$id" || $ip == "${PUT_SIX[$id]:-}" ]] || rest+=("$ip=$id")
    done
  done
  ((${#rest[@]} == 0)) || drop_ipv6 "${rest[@]}"
}
WEB_DROP+=(forget_ipv6)
forget_ipv6() {
  local ip
  local -a gone=()
  read_ipv6
  for ip in "${!OUR_SIX[@]}"; do [[ " $* " != *" ${OUR_SIX[$ip]} "* ]] || gone+=("$ip=${OUR_SIX[$ip]}"); done
  ((${#gone[@]} == 0)) || drop_ipv6 "${gone[@]}"
}

WEB_LOOK+=(read_ipv6)
WEB_REPORT+=(report_ipv6)
report_ipv6() {
  local ip=${SITE_SIX[$1]:-}
  [[ -z $ip || -z ${CARRIED_SIX[$ip]:-} ]] || holds ipv6 "$ip"
}

survey_ipv6() {
  local ip
  read_ipv6
  for ip in "${!CARRIED_SIX[@]}" "${!OUR_SIX[@]}"; do reply address "$ip"; done
}

# At boot, before Apache starts: those of IPv6 too.
MODES[0:addresses]=restore_all_addresses
restore_all_addresses() {
  restore_addresses
  read_ipv6
  ((${#OUR_SIX[@]} == 0)) || carry_ipv6
}
