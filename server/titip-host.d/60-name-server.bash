# --- name server ---
# One message (zone, script, undo) is all or nothing on named; several messages are joined by the undo journal.
# A script holds `prereq` and `update` lines only; `server`, `zone` and `send` are added here.
readonly DDNS_KEY=$ETC/ddns.key
readonly DNS_PATIENCE=60 # seconds that one nsupdate or dig may take
CHECKS[dns]=check_dns
check_dns() {
  local tool missing=
  for tool in nsupdate dig; do type -P "$tool" >/dev/null || missing+=" $tool"; done
  [[ -z $missing ]] && reply check tools good "nsupdate dig" || reply check tools bad "missing:$missing (bind9-dnsutils)"
  [[ -r $DDNS_KEY ]] && reply check key good "$DDNS_KEY" || reply check key bad "$DDNS_KEY is missing"
  if [[ $(dig -r @127.0.0.1 +time=2 +tries=1 +short version.bind CH TXT 2>&1) != *";;"* ]]; then
    reply check named good "answers on 127.0.0.1"
  else
    reply check named bad "does not answer on 127.0.0.1"
  fi
}

# dns_transfer ZONE: replies +zone and one +rr for each record. Whole only when it ends with the SOA it began with.
dns_transfer() {
  local zone=$1 file=$WORK/transfer first last
  timeout "$DNS_PATIENCE" dig -r @127.0.0.1 -k "$DDNS_KEY" "$zone." AXFR \
    +noall +answer +noidnout +noidnin +nosplit +nottlunits >"$file" 2>&1 </dev/null
  first=$(head -n 1 -- "$file")
  last=$(tail -n 1 -- "$file")
  if [[ -z $first || $first != "$last" || $first != *[[:blank:]]SOA[[:blank:]]* || $(wc -l <"$file") -lt 2 ]]; then
    fail dns-transfer "$(grep '^;' -- "$file" | head -c 2000)" "zone=$zone"
    return
  fi
  reply zone "$zone"
  sed -e '/^;/d' -e 's/\\/\\\\/g' -e 's/\t/ /g' -e 's/^/+rr\t/' -- "$file"
}

VERBS[dns-read]=verb_dns_read # ZONE…
verb_dns_read() {
  local zone
  require_role dns || return
  for zone in "${FIELDS[@]:1}"; do
    is_name "$zone" || fail bad-request "not a zone: $zone" || return
  done
  recover || return
  for zone in "${FIELDS[@]:1}"; do
    dns_transfer "$zone" || return
  done
}

# dns_syntax ZONE FILE: every line is of the shape that Titip writes, for names inside the zone below its apex.
dns_syntax() {
  local zone=${1//./\\.} label='[a-z0-9]([a-z0-9-]*[a-z0-9])?' part='[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?'
  local owner="($label\.)+$zone\." byte='(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])' ttl='[0-9]{1,10}'
  local data="(A $byte(\.$byte){3}|AAAA [0-9a-f:.]{2,45}|(CNAME|PTR) ($part\.)+)"
  local marker='TXT "titip request=[A-Z]{3}-[0-9]{4}-[0-9]{4,12}"'
  local free="nxdomain (_titip\.)?$owner|nxrrset (_titip\.)?$owner IN (A|AAAA|CNAME|PTR|TXT|MX)"
  local exact="yxrrset ($owner IN $data|_titip\.$owner IN $marker)"
  local add="add ($owner $ttl IN $data|_titip\.$owner $ttl IN $marker)"
  local delete="delete ($owner IN $data|_titip\.$owner IN $marker)"
  ! grep -q -v -E -x -e "prereq ($free|$exact)|update ($add|$delete)|" -- "$2"
}

# dns_guarded FILE: an update stands only behind a prerequisite of its own message that proves the name ours (our
# marker) or free, so that not even a stolen SSH key can change a record that Titip did not make.
dns_guarded() {
  local verb kind name third fourth fifth type
  local -A proof=()
  while read -r verb kind name third fourth fifth; do
    case "$verb $kind" in
      ' ') proof=() ;; # an empty line ends a message
      'prereq nxdomain') proof[$name]=1 ;;
      'prereq nxrrset') proof["$name $fourth"]=1 ;;
      'prereq yxrrset') [[ $name != _titip.* ]] || proof["ours $name"]=1 ;;
      *)
        [[ $kind == add ]] && type=${fifth%% *} || type=$fourth
        [[ $name == _titip.* ]] || name=_titip.$name
        [[ -z ${proof["ours $name"]:-} ]] || continue
        [[ -n ${proof[$name]:-} ]] || return 1
        [[ $type == TXT || -n ${proof[${name#_titip.}]:-} || -n ${proof["${name#_titip.} $type"]:-} ]] || return 1
        ;;
    esac
  done <"$1"
}

# dns_check ZONE TEXT: refuses what is not exactly of our shape.
dns_check() {
  printf %s "$2" >"$WORK/script"
  dns_syntax "$1" "$WORK/script" && dns_guarded "$WORK/script"
}

# dns_update ZONE TEXT: sends it; sets WORDS to what nsupdate said. An empty line in TEXT ends a message.
dns_update() {
  local text=${2%$'\n'}
  WORDS=$(printf 'server 127.0.0.1\nzone %s.\n%s\nsend\n' "$1" "${text//$'\n\n'/$'\nsend\n'}" |
    timeout "$DNS_PATIENCE" nsupdate -v -t "$((DNS_PATIENCE - 5))" -k "$DDNS_KEY" 2>&1)
}

# Repeatable: each block proves by its own prerequisites that the change was made and not touched since, and a
# prerequisite that fails means that there is nothing to undo. named looks at its policy before the prerequisites, so
# a block of a message that it had refused is refused too: then the prerequisites are asked alone.
UNDO+=(dns-update)
undo_dns_update() {
  local prerequisites words
  local nothing='update failed: (NX|YX)(DOMAIN|RRSET)'
  is_name "$1" && dns_check "$1" "$2" || return 0 # not written by dns-apply
  dns_update "$1" "$2" && return
  words=$(grep -v -x -E -e "$nothing|" <<<"$WORDS")
  [[ -n $words ]] || return 0
  prerequisites=$(grep -v '^update ' <<<"$2")
  ! dns_update "$1" "$prerequisites" && [[ $(grep -c . <<<"$WORDS") == $(($(grep -c '^$' <<<"$prerequisites") + 1)) ]] &&
    ! grep -q -v -x -E -e "$nothing" <<<"$WORDS" || fail undo-failed "$words"
}

# dns_code: sorts what nsupdate said.
dns_code() {
  case $WORDS in
    *'update failed: '[NY]X[DR]*) echo dns-changed ;;
    *'update failed: '*) echo dns-refused ;;
    *) echo dns-failed ;;
  esac
}

VERBS[dns-apply]=verb_dns_apply # body: ZONE SCRIPT UNDO, one line for each message
verb_dns_apply() {
  local line zone code index=0 seen=
  local -a zones=() scripts=() undos=()
  require_role dns && still_ours || return
  while IFS= read -r line; do
    split "$line"
    index=$((index + 1))
    is_name "${FIELDS[0]:-}" && [[ -n ${FIELDS[1]:-} && ${FIELDS[1]} != *$'\n\n'* && ${#FIELDS[@]} -eq 3 ]] &&
      dns_check "${FIELDS[0]}" "${FIELDS[1]}" && dns_check "${FIELDS[0]}" "${FIELDS[2]}" ||
      fail bad-request "message $index holds what Titip does not write" "message=$index" || return
    zones+=("${FIELDS[0]}") scripts+=("${FIELDS[1]}") undos+=("${FIELDS[2]}")
  done <"$BODY"
  for index in "${!zones[@]}"; do
    encode "${undos[index]}"
    if journal "dns-update"$'\t'"${zones[index]}"$'\t'"$ENCODED"; then
      dns_update "${zones[index]}" "${scripts[index]}" && continue
      code=$(dns_code)
      line=$WORDS
      # named answered and did nothing: this entry need not be undone, and could not be where named refuses all.
      [[ $code == dns-failed ]] || sed -i '$d' "$JOURNAL"
    else
      [[ $ERROR_CODE == io ]] || return # fenced: whoever took over has played the journal back
      code=io
      line=$ERROR_WORDS
    fi
    play_back && seen=yes || seen=no
    fail "$code" "$line" "message=$((index + 1))" "zone=${zones[index]}" "undone=$seen"
    return
  done
  journal_clear || return
  for zone in $(printf '%s\n' "${zones[@]}" | sort -u); do
    dns_transfer "$zone" || return
  done
}
