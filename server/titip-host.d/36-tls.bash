# --- web server: certificates ---
# A site's virtual host says how it is served over https; files below $TLS/ID say how much of that is in force:
#   acme             mod_md may fetch a certificate (RFC 8555); written when the site's names are published
#   certificate.pem, key.pem   copies of the administrator's files, checked before they got there
#   acme-ready, certificate-ready   a good one of that kind is there: the host on port 443 and the redirect to it exist
#   state            what was last found served: digest, end, issuer; saves asking openssl again
#   name             the site's main name, by which mod_md keeps what it fetched
# Without its ready the site is served over http and Apache sees none of it, so that an authority that is down or that
# refuses, or a key that does not fit, can stop neither the site nor anybody else's.

readonly TLS=$CONFS/tls MD_STORE=/etc/apache2/md CERTIFICATES=$ETC/certificates
readonly ISSUE_SECONDS=40 # longest wait for an authority; what comes later is taken by the next run

declare -A PUT_TLS=()       # request → acme or certificate, of this transaction
declare -A TLS_NAMES=()     # request → names, the main one first
declare -A TLS_MODE=() TLS_LISTEN=() TLS_PROOF=() TLS_PROBLEM=() # request → …
PLAIN=                      # the virtual host without its TLS part, see take_tls

# --- the text of a virtual host ---

# take_tls ID TEXT: sets PLAIN to the host on port 80 alone, for the checks of lines. What stands behind it must be, byte
# for byte, what expected_tls makes of the same host: no line of it is the control machine's to choose.
take_tls() {
  local id=$1 head inner listen names line mode redirect rest
  PLAIN=$2 PUT_TLS[$id]=
  [[ $2 == *"$TLS/"* || $2 == *:443* || $2 == *MD[A-Z]* || $2 == *SSL* ]] || return 0
  head=${2%%$'\n</VirtualHost>\n'*}$'\n</VirtualHost>\n' rest=${2#"$head"}
  for mode in acme certificate; do
    printf -v redirect '%s\n' "  <IfFile \"$TLS/$id/$mode-ready\">" '    <LocationMatch "^/(?![.]well-known/titip/)">' \
      '      Redirect permanent "https://%{SERVER_NAME}%{REQUEST_URI}"' '    </LocationMatch>' '  </IfFile>'
    [[ $head == *$'\n'"$redirect"* ]] || continue
    PLAIN=${head/"$redirect"/} names=
    inner=${PLAIN#*$'\n<VirtualHost '} listen=${inner%%>*} inner=${inner#*$'>\n'} inner=${inner%$'</VirtualHost>\n'}
    split_lines "$inner"
    for line in "${SPLIT[@]}"; do
      [[ ! $line =~ ^\ *Server(Name|Alias)\ ([a-z0-9.-]+)$ ]] || names+=${names:+ }${BASH_REMATCH[2]}
    done
    expected_tls "$id" "$mode" "$listen" "$names" "$inner" "$rest"
    [[ $rest != "$EXPECTED" ]] || PUT_TLS[$id]=$mode
    break
  done
  [[ -n ${PUT_TLS[$id]} ]] || { refuse "$id" conf-refused "the TLS part is not the one that belongs to this virtual host" && return 1; }
  [[ ${PUT_TLS[$id]} != acme || -n ${HOST[ACME]:-} ]] || { refuse "$id" tls-directory "ACME in $HOST_CONF names no authority" && return 1; }
}

# expected_tls ID MODE LISTEN NAMES INNER FOUND: sets EXPECTED. As tlsPart in src/provision/virtual-host-tls.ts. Of FOUND only the
# number of seconds of HSTS is taken over; the authority is the one that host.conf allows.
expected_tls() {
  local id=$1 mode=$2 listen=$3 names=$4 inner=$5 hsts= ciphers
  local -a lines=()
  [[ ! $6 =~ \"max-age=([1-9][0-9]{0,7})\" ]] || hsts=${BASH_REMATCH[1]}
  ciphers=ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384
  ciphers+=:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305
  ciphers+=:DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384:DHE-RSA-CHACHA20-POLY1305
  if [[ $mode == acme ]]; then
    lines+=("<IfFile \"$TLS/$id/acme\">" "  <MDomainSet $names>" "    MDCertificateAuthority \"${HOST[ACME]:-}\""
      '    MDMembers manual' '    MDRenewMode always')
  else
    lines+=("<IfFile \"$TLS/$id/certificate-ready\">" "  <MDomainSet $names>" "    MDCertificateFile \"$TLS/$id/certificate.pem\""
      "    MDCertificateKeyFile \"$TLS/$id/key.pem\"" '    MDMembers manual' '    MDRenewMode manual')
  fi
  lines+=('    MDStapling on' '  </MDomainSet>' '</IfFile>' "<IfFile \"$TLS/$id/$mode-ready\">" "<VirtualHost ${listen//:80/:443}>"
    '  SSLEngine on' '  SSLProtocol -all +TLSv1.2 +TLSv1.3' "  SSLCipherSuite $ciphers" '  SSLHonorCipherOrder off' '  SSLSessionTickets off')
  [[ -z $hsts ]] || lines+=('  <IfModule headers_module>' "    Header always set Strict-Transport-Security \"max-age=$hsts\"" '  </IfModule>')
  printf -v EXPECTED '%s\n' "${lines[@]}"
  EXPECTED+=$inner$'</VirtualHost>\n</IfFile>\n'
}

# tls_of ID: sets TLS_MODE, TLS_NAMES, TLS_LISTEN and TLS_PROOF from the file that is served; 1 when it says nothing of TLS.
tls_of() {
  local names
  read_file "$LIVE/$1.conf" || return
  [[ $TEXT == *"<IfFile \"$TLS/$1/"*"-ready\">"* && $TEXT =~ \<MDomainSet\ ([a-z0-9. -]+)\> ]] || return
  names=${BASH_REMATCH[1]}
  if [[ $TEXT == *"<IfFile \"$TLS/$1/acme-ready\">"* ]]; then TLS_MODE[$1]=acme; else TLS_MODE[$1]=certificate; fi
  parse_conf "$LIVE/$1.conf"
  TLS_NAMES[$1]=$names TLS_LISTEN[$1]=${CONF_LISTEN/'*'/127.0.0.1} TLS_PROOF[$1]=$CONF_PROOF
}

# --- certificates ---

# certificate_of ID: sets CERTIFICATE to the file that Apache serves for it, or is going to.
certificate_of() {
  if [[ ${TLS_MODE[$1]} == acme ]]; then CERTIFICATE=$MD_STORE/domains/${TLS_NAMES[$1]%% *}/pubcert.pem; else CERTIFICATE=$TLS/$1/certificate.pem; fi
}

# judge_certificate FILE NAME…: sets PROBLEM; 1 when it is not good for all names now, or not at all.
judge_certificate() {
  local name
  PROBLEM=
  openssl x509 -in "$1" -noout >/dev/null 2>&1 || { PROBLEM="$1 is no certificate in PEM" && return 1; }
  openssl x509 -in "$1" -noout -checkend 0 >/dev/null 2>&1 || { PROBLEM="$1 has expired" && return 1; }
  for name in "${@:2}"; do
    [[ $(openssl x509 -in "$1" -noout -checkhost "$name" 2>/dev/null) == *"does match"* ]] || { PROBLEM="$1 is not good for $name" && return 1; }
  done
}

# judge_key CERTIFICATE KEY: sets PROBLEM.
judge_key() {
  local wanted found
  wanted=$(openssl x509 -in "$1" -noout -pubkey 2>/dev/null) && found=$(openssl pkey -in "$2" -pubout -passin pass: 2>/dev/null) || { PROBLEM="$2 is no private key without a passphrase" && return 1; }
  [[ $wanted == "$found" ]] || { PROBLEM="$2 does not belong to $1" && return 1; }
}

# source_of NAME: sets SOURCE to the administrator's files for a name, without ending: its own, or a wildcard of its parent.
source_of() {
  SOURCE=$CERTIFICATES/$1
  [[ ! -r $SOURCE.crt ]] && [[ -r $CERTIFICATES/wildcard.${1#*.}.crt ]] && SOURCE=$CERTIFICATES/wildcard.${1#*.}
  [[ -r $SOURCE.crt && -r $SOURCE.key ]]
}

# install_certificate ID: copies the administrator's files when they are good and new; sets INSTALLED when it did.
install_certificate() {
  local id=$1 names name=${TLS_NAMES[$1]%% *} folder=$TLS/$1
  INSTALLED= TLS_PROBLEM[$id]=
  read -r -a names <<<"${TLS_NAMES[$id]}"
  source_of "$name" || { TLS_PROBLEM[$id]="$CERTIFICATES/$name.crt and .key are not there" && return 1; }
  judge_certificate "$SOURCE.crt" "${names[@]}" && judge_key "$SOURCE.crt" "$SOURCE.key" || { TLS_PROBLEM[$id]=$PROBLEM && return 1; }
  cmp -s "$SOURCE.crt" "$folder/certificate.pem" && cmp -s "$SOURCE.key" "$folder/key.pem" && return 0
  if [[ -e $folder/certificate-ready && -e $folder/certificate.pem ]]; then
    cp -p "$folder/certificate.pem" "$folder/certificate.old" && cp -p "$folder/key.pem" "$folder/key.old" || return
    journal "tls-old"$'\t'"$id" || return
  else
    journal "tls"$'\t'"$id/certificate.pem $id/key.pem" || return
  fi
  (umask 077 && cat "$SOURCE.key" >"$folder/key.pem.new") && cat "$SOURCE.crt" >"$folder/certificate.pem.new" &&
    mv -f "$folder/key.pem.new" "$folder/key.pem" && mv -f "$folder/certificate.pem.new" "$folder/certificate.pem" ||
    fail io "cannot write $folder" || return
  INSTALLED=1
}

UNDO+=(tls tls-old)
# undo_tls WORDS: files of this transaction, `ID/file`. Apache reads again afterwards, see undo_live.
undo_tls() {
  local word
  for word in $1; do
    [[ ! $word =~ ^[A-Z]{3}-[0-9]{4}-[0-9]{4,9}/(acme|acme-ready|certificate-ready|certificate\.pem|key\.pem)$ ]] || rm -f "$TLS/$word"
  done
  reload_after_undo
}
undo_tls_old() {
  local folder=$TLS/$1
  is_request "$1" || return 0
  [[ ! -e $folder/key.old ]] || mv -f "$folder/key.old" "$folder/key.pem"
  [[ ! -e $folder/certificate.old ]] || mv -f "$folder/certificate.old" "$folder/certificate.pem"
  reload_after_undo
}
reload_after_undo() {
  apache_alive && kill -USR1 "$MASTER" && sleep 0.3
  start_apache
}

# --- what is served ---

# over_tls ADDRESS NAME PATH: asks over https; sets STATUS and SERVED (PEM of the certificate).
over_tls() {
  local answer
  STATUS= SERVED=
  answer=$(printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nUser-Agent: titip-host\r\n\r\n' "$3" "$2" |
    timeout 10 openssl s_client -connect "$1:443" -servername "$2" -ign_eof 2>/dev/null | tr -d '\0')
  [[ $answer =~ HTTP/1\.[01]\ ([0-9]{3}) ]] && STATUS=${BASH_REMATCH[1]}
  SERVED=${answer#*-----BEGIN CERTIFICATE-----} SERVED=${SERVED%%-----END CERTIFICATE-----*}
  [[ -n $STATUS ]]
}

# is_served ID: over https, with the very certificate of the file, and with the configuration that is live.
is_served() {
  local first
  certificate_of "$1"
  read_file "$CERTIFICATE" || return
  first=${TEXT#*-----BEGIN CERTIFICATE-----} first=${first%%-----END CERTIFICATE-----*}
  over_tls "${TLS_LISTEN[$1]}" "${TLS_NAMES[$1]%% *}" "${TLS_PROOF[$1]}" && [[ $STATUS == 204 && ${SERVED//[$'\r\n ']/} == "${first//[$'\r\n ']/}" ]]
}

# note_state ID: remembers what is_served has just found.
note_state() {
  local digest end issuer
  certificate_of "$1"
  digest=$(sha256sum <"$CERTIFICATE") && end=$(openssl x509 -in "$CERTIFICATE" -noout -enddate) &&
    issuer=$(openssl x509 -in "$CERTIFICATE" -noout -issuer -nameopt RFC2253,-esc_msb,utf8) &&
    end=$(date -u -d "${end#notAfter=}" +%Y-%m-%dT%H:%M:%SZ) || return
  issuer=${issuer#issuer=}
  write_file "$TLS/$1/state" "${digest%% *} $end ${TLS_NAMES[$1]// /,} ${issuer//[$'\n\r\t']/ }"$'\n'
}

# report_tls ID…: +tls ID mode served|waiting end issuer problem names, from the files. A certificate that mod_md has renewed, and
# that is therefore not the one that was noted, is looked at anew.
report_tls() {
  local id digest end names issuer state problem now
  local -A digests=()
  local -a files=() parts=()
  TZ=UTC0 printf -v now '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  for id; do ! tls_of "$id" || { certificate_of "$id" && [[ ! -f $CERTIFICATE ]] || files+=("$CERTIFICATE"); }; done
  while read -r -a parts; do digests[${parts[1]}]=${parts[0]}; done < <(((${#files[@]} == 0)) || sha256sum "${files[@]}" 2>/dev/null)
  for id; do
    [[ -n ${TLS_MODE[$id]:-} ]] || continue
    certificate_of "$id"
    state=waiting problem= digest= end= names= issuer=
    if [[ ! -e $TLS/$id/${TLS_MODE[$id]}-ready || -z ${digests[$CERTIFICATE]:-} ]]; then
      problem=${TLS_PROBLEM[$id]:-$(words_of_md "$id")}
    else
      read_file "$TLS/$id/state" && read -r digest end names issuer <<<"$TEXT"
      if [[ $digest != "${digests[$CERTIFICATE]}" || $names != "${TLS_NAMES[$id]// /,}" ]]; then
        # shellcheck disable=SC2086 # names
        judge_certificate "$CERTIFICATE" ${TLS_NAMES[$id]} && is_served "$id" && note_state "$id" && read_file "$TLS/$id/state" && read -r digest end names issuer <<<"$TEXT" || digest=
      fi
      if [[ -z $digest ]]; then
        problem=${PROBLEM:-it is not served}
      elif [[ $end < $now ]]; then
        problem="it has expired"
      elif ! port_open "${TLS_LISTEN[$id]}"; then
        problem="port 443 is closed"
      else
        state=served
      fi
    fi
    reply tls "$id" "${TLS_MODE[$id]}" "$state" "$end" "$issuer" "$problem" "${TLS_NAMES[$id]}"
  done
}
port_open() { { : 7<>"/dev/tcp/$1/443"; } 2>/dev/null; }

# words_of_md ID: what mod_md says of its last try.
words_of_md() {
  local file
  [[ ${TLS_MODE[$1]} == acme ]] || return 0
  for file in "$MD_STORE"/{staging,domains}/"${TLS_NAMES[$1]%% *}"/job.json; do
    [[ -r $file ]] || continue
    # The last words first; of the log's, where steps stand that went well too, those that say more than their step.
    sed -n -E 's/^ *"detail": "(.*)",?$/\1/p' "$file" | sed 's/\\"/"/g' |
      awk '!seen[$0]++ && (NR == 1 || /: /) && ++lines <= 3 { printf "%s%s", (lines > 1 ? "; " : ""), substr($0, 1, 300) }'
    return 0
  done
  printf 'not asked yet'
}

VERBS[tls-read]=verb_tls_read
verb_tls_read() {
  local file id
  local -a ids=()
  require_role web && recover || return
  TLS_MODE=() TLS_PROBLEM=()
  for file in "$LIVE"/*.conf; do id=${file##*/} ids+=("${id%.conf}"); done
  report_tls "${ids[@]}"
}

# --- changes ---
# tls-apply: lines `put ID MODE` and `remove ID`. A certificate that cannot be had fails nothing: its site is reported as waiting.

VERBS[tls-apply]=verb_tls_apply
verb_tls_apply() {
  local id
  require_role web && still_ours || return
  [[ ! -e $JOURNAL ]] || play_back || return
  TLS_MODE=() TLS_PROBLEM=()
  each_operation put:3=check_tls_put remove:2=add_removal && none_refused || return
  apache_alive || fail apache-down "apache2 is not running" undone=nothing-changed || return
  if fetch_certificates "${PUTS[@]}" && withdraw_certificates "${REMOVES[@]}"; then
    journal_clear || return
    rm -f "$TLS"/*/*.old
    for id in "${PUTS[@]}"; do # what it had of the other kind
      if [[ ${TLS_MODE[$id]} == acme ]]; then rm -f "$TLS/$id"/{certificate-ready,certificate.pem,key.pem}; else rm -f "$TLS/$id"/{acme-ready,acme}; fi
    done
    report_tls "${PUTS[@]}"
    for id in "${REMOVES[@]}"; do reply removed "$id"; done
  else
    roll_back
  fi
}

# check_tls_put ID MODE
check_tls_put() {
  tls_of "$1" && [[ ${TLS_MODE[$1]} == "$2" ]] || { refuse "$1" tls-missing "the virtual host of $1 asks for no certificate of this kind" && return; }
  add_put "$1"
}

# fetch_certificates ID…: those that are not served yet. One reload lets mod_md begin with all of them, one more puts into
# service what it got; no reload when nothing is missing.
fetch_certificates() {
  local id
  local -a missing=() asked=() good=() marks=()
  for id; do
    mkdir -p -m 700 "$TLS" "$TLS/$id" || fail io "cannot make $TLS/$id" || return
    if [[ ${TLS_MODE[$id]} == certificate ]]; then
      install_certificate "$id" || { [[ -z $ERROR_CODE ]] || return; }
      [[ -z $INSTALLED && -e $TLS/$id/certificate-ready ]] && is_good "$id" || missing+=("$id")
    elif [[ ! -e $TLS/$id/acme-ready ]] || ! is_good "$id"; then
      missing+=("$id")
    fi
  done
  ((${#missing[@]} > 0)) || return 0
  for id in "${missing[@]}"; do
    if [[ ${TLS_MODE[$id]} == certificate ]]; then
      [[ -n ${TLS_PROBLEM[$id]:-} ]] || good+=("$id")
    elif is_staged "$id" || has_good_file "$id"; then
      good+=("$id")
    else
      asked+=("$id")
    fi
  done
  if ((${#asked[@]} > 0)); then
    ask_authority "${asked[@]}" || return
    # mod_md forgets its words at the reload that follows.
    for id in "${asked[@]}"; do if is_staged "$id"; then good+=("$id"); else TLS_PROBLEM[$id]=$(words_of_md "$id"); fi; done
  fi
  ((${#good[@]} > 0)) || return 0
  for id in "${good[@]}"; do marks+=("$id/${TLS_MODE[$id]}-ready" "$id/acme"); done
  mark_tls "${marks[@]}" && reload_with "${good[@]}" || return
  await_tls "${good[@]}"
}
# is_good ID: its file is good for all of its names, and it is what is served.
# shellcheck disable=SC2086 # names
is_good() { certificate_of "$1" && judge_certificate "$CERTIFICATE" ${TLS_NAMES[$1]} && is_served "$1"; }
# shellcheck disable=SC2086
has_good_file() { certificate_of "$1" && [[ -e $TLS/$1/acme && -f $CERTIFICATE ]] && judge_certificate "$CERTIFICATE" ${TLS_NAMES[$1]}; }
# is_staged ID: mod_md has a certificate for all of its names that waits for a reload.
is_staged() {
  local folder=$MD_STORE/staging/${TLS_NAMES[$1]%% *}
  # shellcheck disable=SC2086
  read_file "$folder/job.json" && [[ $TEXT =~ \"finished\":\ true ]] && judge_certificate "$folder/pubcert.pem" ${TLS_NAMES[$1]}
}
has_failed() { read_file "$MD_STORE/staging/${TLS_NAMES[$1]%% *}/job.json" && [[ $TEXT =~ \"errors\":\ [1-9] ]]; }

# mark_tls ID/FILE…
mark_tls() {
  local word
  local -a words=()
  for word; do [[ -e $TLS/$word || ${word##*/} == acme && ${TLS_MODE[${word%/*}]} != acme ]] || words+=("$word"); done
  ((${#words[@]} > 0)) || return 0
  journal "tls"$'\t'"${words[*]}" || return
  for word in "${words[@]}"; do
    write_file "$TLS/${word%/*}/name" "${TLS_NAMES[${word%/*}]%% *}"$'\n' 600 && : >"$TLS/$word" || fail io "cannot write $TLS/$word" || return
  done
}

# ask_authority ID…: lets mod_md begin, and waits until it has got them or has failed. A try that failed is forgotten: mod_md
# would wait for hours before the next.
ask_authority() {
  local id now until waiting
  for id; do ! has_failed "$id" || rm -rf -- "${MD_STORE:?}/staging/${TLS_NAMES[$id]%% *}"; done
  mark_tls "${@/%//acme}" && reload_with "$@" || return
  printf -v until '%(%s)T' -1
  until=$((until + ISSUE_SECONDS))
  while :; do
    waiting=
    for id; do is_staged "$id" || has_failed "$id" || waiting=1; done
    printf -v now '%(%s)T' -1
    [[ -n $waiting ]] && ((now < until)) || return 0
    apache_alive || fail apache-died "apache2 ended while certificates were fetched" || return
    still_ours || return
    sleep 0.2
  done
}

# reload_with ID…: Apache takes what the marks have changed, and everybody else is served as before.
reload_with() {
  CHANGED=("$@") REMOVES=()
  if ! apache2ctl -t -D DUMP_VHOSTS >"$WORK/vhosts" 2>"$WORK/words" 8<&-; then
    read_file "$WORK/words"
    ! blame_tls "$TEXT" "$@" || refuse "$BLAMED" configtest "$TEXT"
    fail configtest "$TEXT"
    return
  fi
  read_vhosts "$WORK/vhosts"
  note_neighbours
  apache_alive && kill -USR1 "$MASTER" && sleep 0.3 || fail apache-died "apache2 is not running" || return
  PENDING=("${NEIGHBOURS[@]}")
  await_served || { fail "${ERROR_CODE:-not-served}" "$ERROR_WORDS"$'\n'"$(tail -n 5 "$APACHE_LOG")" && return 1; }
}
blame_tls() {
  [[ $1 =~ titip/live/([A-Z]{3}-[0-9]+-[0-9]+)\.conf ]] && BLAMED=${BASH_REMATCH[1]} && [[ " ${*:2} " == *" $BLAMED "* ]]
}

# await_tls ID…: until each is served with its certificate. One that is not is set back to http, and said to be waiting.
await_tls() {
  local id now until
  local -a back=() late=("$@") still
  printf -v until '%(%s)T' -1
  until=$((until + SERVED_SECONDS))
  while ((${#late[@]} > 0)); do
    still=()
    for id in "${late[@]}"; do is_good "$id" && note_state "$id" || still+=("$id"); done
    late=("${still[@]}")
    apache_alive || fail apache-died "apache2 ended during the reload" || return
    printf -v now '%(%s)T' -1
    ((${#late[@]} > 0 && now < until)) || break
    still_ours || return
    sleep 0.1
  done
  ((${#late[@]} > 0)) || return 0
  for id in "${late[@]}"; do
    TLS_PROBLEM[$id]=${PROBLEM:-"https answers ${STATUS:-nothing}"}
    rm -f "$TLS/$id/${TLS_MODE[$id]}-ready" && back+=("$id")
  done
  reload_with "${back[@]}"
}

# withdraw_certificates ID…: back to http only. mod_md forgets what it fetched; the account at the authority goes with the last one.
withdraw_certificates() {
  local id
  local -a gone=()
  for id; do [[ ! -d $TLS/$id ]] || gone+=("$id"); done
  ((${#gone[@]} > 0)) || return 0
  for id in "${gone[@]}"; do rm -f "$TLS/$id"/{acme-ready,certificate-ready,acme}; done
  reload_with "${gone[@]}" || return
  drop_tls "${gone[@]}"
}

# drop_tls ID…: files of sites that are not served over https any more; Apache has been told. Can be repeated. The store
# itself is mod_md's, which makes it when Apache starts.
drop_tls() {
  local id name dropped=
  for id; do
    is_request "$id" && [[ -d $TLS/$id ]] || continue
    dropped=1
    if read_file "$TLS/$id/name" && name=${TEXT%$'\n'} && is_name "$name"; then
      rm -rf -- "${MD_STORE:?}"/{domains,staging,challenges,tmp}/"$name" "$MD_STORE/archive/$name".[0-9]*
    fi
    rm -rf -- "${TLS:?}/$id"
  done
  [[ -n $dropped ]] || return 0
  rmdir "$TLS" 2>/dev/null
  local -a left=("$MD_STORE"/{domains,staging}/*)
  ((${#left[@]} > 0)) || { rm -rf -- "${MD_STORE:?}"/{accounts,archive,tmp}/* && rmdir "$MD_STORE"/*/ 2>/dev/null; }
  return 0
}
WEB_DROP+=(drop_tls)

CHECKS[web]=check_web_and_tls
check_web_and_tls() {
  check_web
  [[ -z ${HOST[ACME]:-} ]] || good_if tls "mod_ssl and mod_md are loaded" tls_modules
}
tls_modules() {
  local loaded
  loaded=$(apache2ctl -M 2>/dev/null) && [[ $loaded == *' md_module '* && $loaded == *' ssl_module '* ]]
}

# renew_certificates: as the timer of docs/tls.md does: takes into service what mod_md has renewed, and files that the
# administrator has replaced. A server that is being changed is left alone: the change reloads Apache anyway.
MODES[0:certificates]=renew_certificates
renew_certificates() {
  local file id
  local -a ids=()
  read_host_conf
  WORK=$RUN/session.$$
  mkdir -p "$RUN" && mkdir -m 700 "$WORK" || exit 1
  trap end_session EXIT
  BODY=$WORK/body
  take_lock "titip-host certificates" 30 && play_back && keep_reserve || { echo "titip-host: $ERROR_WORDS" >&2 && exit 1; }
  for file in "$LIVE"/*.conf; do
    id=${file##*/} id=${id%.conf}
    tls_of "$id" && [[ ${TLS_MODE[$id]} == certificate || -e $TLS/$id/acme ]] && ids+=("$id")
  done
  ((${#ids[@]} == 0)) || { renew "${ids[@]}" && journal_clear; } || { roll_back || echo "titip-host: $ERROR_WORDS" >&2; exit 1; }
}
# renew ID…: one reload when anything is new.
renew() {
  local id
  local -a fresh=()
  for id; do
    if [[ ${TLS_MODE[$id]} == certificate ]]; then
      install_certificate "$id" || { [[ -z $ERROR_CODE ]] || return; }
      [[ -z $INSTALLED ]] || fresh+=("$id")
    else
      ! is_staged "$id" || fresh+=("$id")
    fi
  done
  ((${#fresh[@]} > 0)) || return 0
  for id in "${fresh[@]}"; do mark_tls "$id/${TLS_MODE[$id]}-ready" || return; done
  reload_with "${fresh[@]}" && await_tls "${fresh[@]}"
}
