# --- gateway ---
# Everything of Titip's is in one nftables table, `ip titip`, which is replaced as a whole in one transaction of the
# kernel. Each request has a chain of its own with the accesses that were approved; all else to and from the networks
# of COLOCATION is dropped, but for what those servers may reach by themselves (OUTBOUND). What the table is made of
# is in /etc/titip/firewall/live, a link to gen-N: one file per request with `address IP` and
# `access PROTOCOL:PORT:SOURCE` lines. They are checked whenever they are read and nothing in them is ever run.
readonly FIREWALL=$ETC/firewall
readonly RULES_LIVE=$FIREWALL/live
readonly TABLE_LISTED=$STATE/firewall.listed # the table as nft listed it when it was loaded; another listing is drift
readonly MAX_RULE_WORDS=512                  # addresses or accesses of one request

declare -A RULE_ADDRESSES=() RULE_ACCESS=()                  # request → words: what the table is rendered from
declare -A FOUND_ADDRESSES=() FOUND_ACCESS=() FOUND_OTHER=() # request → words, words, lines: what the kernel has
FRAME=                                                       # the table without what belongs to requests
FOREIGN=                                                     # digest of everybody else's tables

# is_network NETWORK: IP/LENGTH without host bits, not everything; sets NUMBER to its first address.
is_network() {
  [[ $1 =~ ^([0-9.]+)/([1-9]|[12][0-9]|3[0-2])$ ]] && ip_number "${BASH_REMATCH[1]}" &&
    ((NUMBER % (1 << (32 - ${1#*/})) == 0))
}
# in_networks IP NETWORK,NETWORK…: and neither the first nor the last address of it; those are no host's.
in_networks() {
  local network ip first last
  ip_number "$1" && ip=$NUMBER || return
  for network in ${2//,/ }; do
    is_network "$network" && first=$NUMBER last=$((NUMBER + (1 << (32 - ${network#*/})) - 1)) || continue
    ((ip <= first || ip >= last)) || return 0
  done
  return 1
}
# is_access WORD: PROTOCOL:PORT:SOURCE, where SOURCE is a network or `any`.
is_access() {
  [[ $1 =~ ^(tcp|udp):([1-9][0-9]{0,4}):([0-9./]+|any)$ ]] && ((BASH_REMATCH[2] <= 65535)) || return
  [[ ${BASH_REMATCH[3]} == any ]] || is_network "${BASH_REMATCH[3]}"
}

# holds_words WORDS MORE: every one of MORE is among WORDS.
holds_words() {
  local word
  for word in $2; do [[ " $1 " == *" $word "* ]] || return; done
}
same_words() { holds_words "$1" "$2" && holds_words "$2" "$1"; }

# --- gateway: files and table ---

# read_rule_files GENERATION: sets RULE_ADDRESSES and RULE_ACCESS. A line that is not of ours opens nothing.
read_rule_files() {
  local file id word value
  RULE_ADDRESSES=() RULE_ACCESS=()
  for file in "$FIREWALL/$1"/*; do
    id=${file##*/}
    is_request "$id" && [[ -f $file ]] || continue
    RULE_ADDRESSES[$id]= RULE_ACCESS[$id]=
    while read -r word value; do
      case $word in
        address) ! in_networks "$value" "${HOST[COLOCATION]}" || RULE_ADDRESSES[$id]+=${RULE_ADDRESSES[$id]:+ }$value ;;
        access) ! is_access "$value" || RULE_ACCESS[$id]+=${RULE_ACCESS[$id]:+ }$value ;;
      esac
    done <"$file"
  done
}

# write_rule_file FILE ADDRESSES ACCESS
write_rule_file() {
  local word
  {
    for word in $2; do printf 'address %s\n' "$word"; done
    for word in $3; do printf 'access %s\n' "$word"; done
  } >"$1"
}

# render_set NAME NETWORK,NETWORK…
render_set() {
  printf 'set %s { type ipv4_addr; flags interval;' "$1"
  [[ -z $2 ]] || printf ' elements = { %s };' "$2"
  printf ' }\n'
}

# render_table: what replaces the table that is there. Replies pass; what a server was not allowed does not, not even
# on a connection that was open before, so an access that is withdrawn ends at once.
render_table() {
  local id ip word protocol port source elements=
  for id in "${!RULE_ADDRESSES[@]}"; do
    for ip in ${RULE_ADDRESSES[$id]}; do elements+="${elements:+, }$ip : jump $id"; done
  done
  printf '%s\n' 'add table ip titip' 'delete table ip titip' 'table ip titip {'
  render_set colocation "${HOST[COLOCATION]}"
  render_set outbound "${HOST[OUTBOUND]}"
  printf 'map servers { type ipv4_addr : verdict;'
  [[ -z $elements ]] || printf ' elements = { %s };' "$elements"
  printf ' }\n'
  for id in "${!RULE_ACCESS[@]}"; do
    printf 'chain %s {\n' "$id"
    for word in ${RULE_ACCESS[$id]}; do
      IFS=: read -r protocol port source <<<"$word"
      [[ $source == any ]] && source= || source="ip saddr $source "
      printf '%s%s dport %s accept\n' "$source" "$protocol" "$port"
    done
    printf '}\n'
  done
  printf '%s\n' \
    'chain to_servers { ct state invalid drop; ct state related accept; ct direction reply accept' \
    'ip daddr vmap @servers; counter drop; }' \
    'chain from_servers { ct state related accept; ct direction reply accept' \
    'ip daddr @outbound accept; counter drop; }' \
    'chain forward { type filter hook forward priority filter - 1; policy accept' \
    'ip daddr @colocation goto to_servers; ip saddr @colocation goto from_servers; }' '}'
}

# test_table GENERATION: renders it and has nft test it; sets nothing going.
test_table() {
  read_rule_files "$1"
  [[ -n ${HOST[COLOCATION]} ]] || fail not-set-up "COLOCATION in $HOST_CONF names no network" || return
  render_table >"$WORK/table.nft" && nft -c -f "$WORK/table.nft" 2>"$WORK/words" && return
  read_file "$WORK/words"
  blame_rule "$TEXT" || fail firewall-broken "$TEXT" || return
  refuse "$BLAMED" firewall-refused "$TEXT"
  fail firewall-refused "$TEXT"
}

# blame_rule WORDS: sets BLAMED to the request in whose chain the line stands that nft names.
blame_rule() {
  local -a lines=()
  local index
  BLAMED=
  [[ $1 =~ table\.nft:([0-9]+): ]] && mapfile -t -n "${BASH_REMATCH[1]}" lines <"$WORK/table.nft" || return
  for ((index = ${#lines[@]} - 1; index >= 0; index--)); do
    [[ ${lines[index]} != '}' ]] || return
    [[ ! ${lines[index]} =~ ^chain\ ([A-Z]{3}-[0-9]+-[0-9]+)\ \{$ ]] || { BLAMED=${BASH_REMATCH[1]} && return; }
  done
  return 1
}

# load_table GENERATION: tests and loads it, in one transaction of the kernel.
load_table() {
  test_table "$1" || return
  nft -f "$WORK/table.nft" 2>"$WORK/words" || { read_file "$WORK/words" && fail firewall-load "$TEXT"; } || return
  list_table && write_file "$TABLE_LISTED" "$TEXT" || fail io "cannot write $TABLE_LISTED"
}

# list_table: sets TEXT; empty when there is no table.
list_table() {
  nft -s list table ip titip >"$WORK/listed" 2>/dev/null
  read_file "$WORK/listed"
}
hash_foreign() { FOREIGN=$(nft -s -t list ruleset | sed '/^table ip titip {$/,/^}$/d' | sha256sum); }

# parse_table TEXT: sets FOUND_ADDRESSES, FOUND_ACCESS, FOUND_OTHER and FRAME.
parse_table() {
  local line source id=
  local rule='^(ip saddr ([0-9./]+) )?(tcp|udp) dport ([0-9]+) accept$'
  local element='([0-9.]+) : jump ([A-Z]{3}-[0-9]+-[0-9]+),? ?'
  FOUND_ADDRESSES=() FOUND_ACCESS=() FOUND_OTHER=() FRAME=
  split_lines "$1"
  for line in "${SPLIT[@]}"; do
    line=${line#"${line%%[![:space:]]*}"}
    if [[ -z $id && $line =~ ^chain\ ([A-Z]{3}-[0-9]+-[0-9]+)\ \{$ ]]; then
      id=${BASH_REMATCH[1]} FOUND_ACCESS[${BASH_REMATCH[1]}]=
    elif [[ -n $id && $line == '}' ]]; then
      id=
    elif [[ -n $id && $line =~ $rule ]]; then
      source=${BASH_REMATCH[2]:-any}
      [[ $source == */* || $source == any ]] || source+=/32
      FOUND_ACCESS[$id]+="${FOUND_ACCESS[$id]:+ }${BASH_REMATCH[3]}:${BASH_REMATCH[4]}:$source"
    elif [[ -n $id ]]; then
      FOUND_OTHER[$id]+=${FOUND_OTHER[$id]:+$'\n'}$line
    else
      [[ ! $line =~ $element ]] || line=${line/'elements = {'/} line=${line%'}'}
      while [[ $line =~ $element ]]; do
        FOUND_ADDRESSES[${BASH_REMATCH[2]}]+="${FOUND_ADDRESSES[${BASH_REMATCH[2]}]:+ }${BASH_REMATCH[1]}"
        line=${line/"${BASH_REMATCH[0]}"/}
      done
      [[ -z ${line//[[:space:]]/} ]] || FRAME+=$line$'\n'
    fi
  done
}

# read_kernel: parses the table that is there; sets FRAMED to yes when all but the requests' own is as it was loaded.
read_kernel() {
  local wanted
  read_file "$TABLE_LISTED"
  parse_table "$TEXT"
  wanted=$FRAME
  list_table
  parse_table "$TEXT"
  [[ -n $FRAME && $FRAME == "$wanted" ]] && FRAMED=yes || FRAMED=no
}

# --- gateway: one transaction ---

# put ID ADDRESSES ACCESS (words) or remove ID.
read_rule_operations() {
  PUT_ADDRESS=() PUT_CONF=()
  each_operation put:4=read_rules remove:2=add_removal
}

# read_rules ID ADDRESSES ACCESS: of the form that Titip writes, and only for hosts of the co-location networks.
read_rules() {
  local word count=0
  [[ $2$3 != *[!a-z0-9:./\ ]* ]] || { refuse "$1" bad-rule "a character that stands in no address and no access" && return; }
  for word in $2; do
    in_networks "$word" "${HOST[COLOCATION]}" ||
      { refuse "$1" bad-address "$word is no host's address in ${HOST[COLOCATION]:-any network}" && return; }
    count=$((count + 1))
  done
  for word in $3; do
    is_access "$word" || { refuse "$1" bad-rule "$word" && return; }
    count=$((count + 1))
  done
  ((count > 0 && count <= MAX_RULE_WORDS)) || { refuse "$1" bad-rule "$count addresses and accesses" && return; }
  add_put "$1"
  PUT_ADDRESS[$1]=$2 PUT_CONF[$1]=$3
}

# check_rule_owners: an address belongs to one request, and never to this gateway itself.
check_rule_owners() {
  local id ip
  local -A owner=()
  read_rule_files "$(readlink "$RULES_LIVE")"
  read_addresses
  for id in "${!RULE_ADDRESSES[@]}"; do
    [[ " ${PUTS[*]} ${REMOVES[*]} " != *" $id "* ]] || continue
    for ip in ${RULE_ADDRESSES[$id]}; do owner[$ip]=$id; done
  done
  for id in "${PUTS[@]}"; do
    for ip in ${PUT_ADDRESS[$id]}; do
      if [[ -n ${CARRIED[$ip]:-} ]]; then
        refuse "$id" address-taken "$ip is this gateway's own"
      elif [[ ${owner[$ip]:-$id} != "$id" ]]; then
        refuse "$id" address-taken "$ip belongs to ${owner[$ip]}"
      fi
      owner[$ip]=${owner[$ip]:-$id}
    done
  done
  none_refused
}

# stage_rules: live → gen-N+1 with the changed files; sets OLD and NEW.
stage_rules() {
  local id
  OLD=$(readlink "$RULES_LIVE") && [[ $OLD =~ ^gen-([0-9]+)$ ]] || fail not-set-up "$RULES_LIVE: run titip-host setup" || return
  NEW=gen-$((BASH_REMATCH[1] + 1))
  journal "firewall-candidate"$'\t'"$NEW" || return
  rm -rf "${FIREWALL:?}/$NEW" && cp -al "$FIREWALL/$OLD" "$FIREWALL/$NEW" || fail io "cannot make $FIREWALL/$NEW" || return
  for id in "${PUTS[@]}" "${REMOVES[@]}"; do rm -f "$FIREWALL/$NEW/$id"; done # never write through a hard link
  for id in "${PUTS[@]}"; do
    write_rule_file "$FIREWALL/$NEW/$id" "${PUT_ADDRESS[$id]}" "${PUT_CONF[$id]}" && sync "$FIREWALL/$NEW/$id" ||
      fail io "cannot write $FIREWALL/$NEW/$id" || return
  done
  sync "$FIREWALL/$NEW"
}
UNDO+=(firewall-candidate firewall-live)
undo_firewall_candidate() {
  [[ ! $1 =~ ^gen-[0-9]+$ || $(readlink "$RULES_LIVE") == "$1" ]] || rm -rf "${FIREWALL:?}/$1"
}
undo_firewall_live() {
  [[ $1 =~ ^gen-[0-9]+$ && -d $FIREWALL/$1 ]] && load_table "$1" && switch_rules "$1"
}
switch_rules() {
  ln -sfn "$1" "$RULES_LIVE.new" && mv -fT "$RULES_LIVE.new" "$RULES_LIVE" && sync "$FIREWALL" || fail io "cannot switch $RULES_LIVE"
}

# probe_rules: the kernel has what was asked for, and nothing else of ours or of anybody's has moved.
probe_rules() {
  local id foreign=$FOREIGN
  read_kernel
  [[ $FRAMED == yes ]] || fail not-enforced "the table is not listed as it was loaded" || return
  for id in "${PUTS[@]}"; do
    same_words "${PUT_ADDRESS[$id]}" "${FOUND_ADDRESSES[$id]:-}" && same_words "${PUT_CONF[$id]}" "${FOUND_ACCESS[$id]:-}" &&
      [[ -z ${FOUND_OTHER[$id]:-} ]] && continue
    refuse "$id" not-enforced "the kernel has ${FOUND_ADDRESSES[$id]:-no address}: ${FOUND_ACCESS[$id]:-no access} ${FOUND_OTHER[$id]:-}"
  done
  for id in "${REMOVES[@]}"; do
    [[ -z ${FOUND_ADDRESSES[$id]+x}${FOUND_ACCESS[$id]+x} ]] || refuse "$id" not-enforced "the kernel still has it"
  done
  ((REFUSED == 0)) || fail not-enforced "$REFUSED rule sets are not in force" || return
  hash_foreign
  [[ $FOREIGN == "$foreign" ]] || fail foreign-changed "tables of somebody else changed meanwhile"
}

VERBS[firewall-apply]=verb_firewall_apply
verb_firewall_apply() {
  local old
  require_role gateway && still_ours || return
  [[ ! -e $JOURNAL ]] || play_back || return
  read_rule_operations && check_rule_owners || return
  hash_foreign
  if ! { stage_rules && test_table "$NEW" && journal "firewall-live"$'\t'"$OLD" && load_table "$NEW" &&
    probe_rules && still_ours && switch_rules "$NEW"; }; then
    roll_back
    return
  fi
  journal_clear || fail cleanup "$ERROR_WORDS" undone=committed || return
  for old in "$FIREWALL"/gen-*; do
    [[ ${old##*/} == "$NEW" || ${old##*/} == "$OLD" ]] || rm -rf -- "$old"
  done
  report_rules "${PUTS[@]}"
  for old in "${REMOVES[@]}"; do reply removed "$old"; done
}

# report_rules ID…: +rules ID addresses access framed kept other, from the kernel; kept: the next boot brings the same.
report_rules() {
  local id kept
  for id; do
    kept=no
    [[ -z ${RULE_ACCESS[$id]+x} ]] || ! same_words "${RULE_ADDRESSES[$id]}" "${FOUND_ADDRESSES[$id]:-}" ||
      ! same_words "${RULE_ACCESS[$id]}" "${FOUND_ACCESS[$id]:-}" || kept=yes
    reply rules "$id" "${FOUND_ADDRESSES[$id]:-}" "${FOUND_ACCESS[$id]:-}" "$FRAMED" "$kept" "${FOUND_OTHER[$id]:-}"
  done
}

# read_all_rules: from files and kernel; sets RULE_IDS.
read_all_rules() {
  local id
  local -A ids=()
  read_rule_files "$(readlink "$RULES_LIVE")"
  read_kernel
  for id in "${!RULE_ACCESS[@]}" "${!FOUND_ACCESS[@]}" "${!FOUND_ADDRESSES[@]}"; do ids[$id]=1; done
  RULE_IDS=("${!ids[@]}")
}

VERBS[firewall-read]=verb_firewall_read
verb_firewall_read() {
  require_role gateway && recover || return
  read_all_rules
  report_rules "${RULE_IDS[@]}"
}

# Every address that an allocation must avoid: with rules, the gateway's own, and whoever answers on those networks.
VERBS[firewall-survey]=verb_firewall_survey
verb_firewall_survey() {
  local ip rest
  require_role gateway || return
  read_all_rules
  read_addresses
  for ip in ${RULE_ADDRESSES[*]} ${FOUND_ADDRESSES[*]} "${!CARRIED[@]}"; do reply address "$ip"; done
  while read -r ip rest; do
    [[ $rest != *lladdr* ]] || ! in_networks "$ip" "${HOST[COLOCATION]}" || reply address "$ip"
  done < <(ip -4 neighbour show)
}

CHECKS[gateway]=check_gateway
check_gateway() {
  read_kernel
  good_if nft "nftables is installed" type -P nft
  good_if colocation "COLOCATION in $HOST_CONF names networks" is_network "${HOST[COLOCATION]%%,*}"
  good_if forwarding "net.ipv4.ip_forward is 1" grep -q -x 1 /proc/sys/net/ipv4/ip_forward
  good_if default-deny "table ip titip is in force, as it was loaded" test "$FRAMED" = yes
}

SETUPS[gateway]=setup_gateway
setup_gateway() {
  mkdir -p "$FIREWALL/gen-0" || return
  [[ -e $RULES_LIVE ]] || ln -s gen-0 "$RULES_LIVE" || return
  restore_firewall
}

# restore_firewall: at boot, before the network comes up: until then nothing is forwarded, from then on only this.
MODES[0:firewall]=restore_firewall
restore_firewall() {
  read_host_conf
  mkdir -p "$RUN" "$STATE" && WORK=$(mktemp -d "$RUN/boot.XXXXXX") || return
  load_table "$(readlink "$RULES_LIVE")" || echo "titip-host: $ERROR_CODE: $ERROR_WORDS" >&2
  rm -rf -- "$WORK"
  [[ -z $ERROR_CODE ]]
}
