# --- web server: SFTP ---
# Who may bring a site's files: $SFTP_KEYS/ACCOUNT, one key a line. sshd looks it up at each login, so that nothing is
# reloaded; what tells it so is installed once, by `titip-host setup`.
readonly SFTP_KEYS=$ETC/sftp SFTP_CONF=/etc/ssh/sshd_config.d/titip-sftp.conf
declare -A SFTP=() # request → lines of its file

EXTRA_KINDS[sftp]=extra_sftp
extra_sftp() {
  local type='(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)|ssh-rsa|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com)'
  [[ ${2:-} =~ ^$type\ [A-Za-z0-9+/]{40,1400}={0,2}$ ]] || { refuse "$1" sftp-refused "${2:0:60}" && return 1; }
  [[ -r $SFTP_CONF ]] || { refuse "$1" sftp-missing "$SFTP_CONF" && return 1; }
  SFTP[$1]+="restrict $2"$'\n'
}
WEB_RESET+=(reset_sftp)
reset_sftp() { SFTP=(); }

readonly SFTP_TEXT='# SFTP for the accounts of sites of Titip, and nothing else for them. Written by "titip-host setup" where it is
# missing; yours to change. These accounts are named by the ids of requests, such as hst-2026-0007; no other account
# of this server may be named so. Without keys in /etc/titip/sftp/ACCOUNT nobody can log in. The home of an account
# is the folder of its site, which belongs to root, as ChrootDirectory wants it.
Match User ???-????-????*
    AllowUsers ???-????-????*
    AuthenticationMethods publickey
    AuthorizedKeysFile /etc/titip/sftp/%u
    ChrootDirectory %h
    ForceCommand internal-sftp -d /public -u 0027
    DisableForwarding yes
    AllowTcpForwarding no
    AllowAgentForwarding no
    X11Forwarding no
    PermitTTY no
    PermitUserRC no
    PermitTunnel no
    MaxAuthTries 3
    MaxSessions 2
    ClientAliveInterval 300
    ClientAliveCountMax 2
    PasswordAuthentication no
    KbdInteractiveAuthentication no
'
WEB_SETUP+=(setup_sftp)
setup_sftp() {
  local pid
  mkdir -p -m 755 "$SFTP_KEYS" || return
  [[ ! -e $SFTP_CONF && -d ${SFTP_CONF%/*} ]] || return 0
  write_file "$SFTP_CONF" "$SFTP_TEXT" || return
  mkdir -p /run/sshd # what sshd -t wants
  if ! sshd -t; then
    rm -f "$SFTP_CONF"
    echo "titip-host: sshd refuses $SFTP_CONF, so it was not installed"
  elif read_file /run/sshd.pid && pid=${TEXT%$'\n'} && is_number "$pid"; then
    kill -HUP "$pid" # no session ends
  fi
}
WEB_DOCTOR+=(check_sftp)
check_sftp() { good_if sftp "$SFTP_CONF is installed" test -r "$SFTP_CONF"; }

# make_sftp: only files that differ; the journal holds what was there.
WEB_MAKE+=(make_sftp)
make_sftp() {
  local id file
  local -a entries=()
  local -A wanted=()
  for id in "${PUTS[@]}"; do
    file=$SFTP_KEYS/${PUT_ACCOUNT[$id]}
    read_file "$file"
    [[ $TEXT != "${SFTP[$id]:-}" ]] || continue
    encode "$TEXT"
    entries+=("sftp"$'\t'"$id"$'\t'"${PUT_ACCOUNT[$id]}"$'\t'"$ENCODED")
    wanted[$id]=$file
  done
  ((${#wanted[@]} > 0)) || return 0
  journal "${entries[@]}" || return
  for id in "${!wanted[@]}"; do put_keys "${wanted[$id]}" "${SFTP[$id]:-}" || fail io "cannot write ${wanted[$id]}" || return; done
}
# put_keys FILE TEXT: sshd reads it as the user who logs in.
put_keys() {
  if [[ -n $2 ]]; then mkdir -p -m 755 "$SFTP_KEYS" && write_file "$1" "$2" 644; else rm -f -- "$1"; fi
}
UNDO+=(sftp)
undo_sftp() { is_request "$1" && is_account "$2" && put_keys "$SFTP_KEYS/$2" "${3:-}"; }

# Sessions that are open end with the account's processes, see close_to_owner.
WEB_FORGET+=(drop_sftp)
drop_sftp() {
  local id
  read_accounts
  for id; do [[ -z ${SITE_ACCOUNT[$id]:-} ]] || rm -f -- "$SFTP_KEYS/${SITE_ACCOUNT[$id]}"; done
}

WEB_REPORT+=(report_sftp)
report_sftp() {
  local line
  [[ -n ${SITE_ACCOUNT[$1]:-} ]] && read_file "$SFTP_KEYS/${SITE_ACCOUNT[$1]}" || return 0
  split_lines "$TEXT"
  for line in "${SPLIT[@]}"; do
    # What somebody wrote there by hand is told as it stands, and so shows as a difference.
    [[ $line == 'restrict '* ]] && holds sftp "${line#restrict }" || holds sftp "$line"
  done
}
