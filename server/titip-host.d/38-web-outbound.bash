# --- web server: what sites' programs reach ---
# Apache fetches some sites from other servers (PROXY_TARGETS), which let this server in by its address. Programs of PHP
# run on the same address, and would so reach a neighbour's container or co-located server past Apache, its limits and
# its headers. The table `ip titip_sites` keeps accounts of sites from those addresses, but for ports 80 and 443, where
# somebody may serve the public. What else they reach (databases, name servers, the internet) is for the server's
# administrator to say. Loaded by `titip-host setup`, at boot and every minute (titip-host php), and with each PHP site.

# load_outbound: replaces the table as a whole; none is needed where nothing is fetched from elsewhere.
load_outbound() {
  local words
  [[ -n ${HOST[PROXY_TARGETS]:-} ]] || return 0
  is_number "${HOST[UID_FROM]}" && is_number "${HOST[UID_TO]}" || fail bad-uid "UID_FROM and UID_TO in $HOST_CONF" || return
  words=$(render_outbound | nft -f - 2>&1) || fail firewall-load "$words"
}
render_outbound() {
  printf '%s\n' 'add table ip titip_sites' 'delete table ip titip_sites' 'table ip titip_sites {'
  render_set targets "${HOST[PROXY_TARGETS]}"
  printf '%s\n' 'chain output { type filter hook output priority filter; policy accept;' \
    "meta skuid ${HOST[UID_FROM]}-${HOST[UID_TO]} ip daddr @targets tcp dport != { 80, 443 } counter reject with tcp reset" \
    "meta skuid ${HOST[UID_FROM]}-${HOST[UID_TO]} ip daddr @targets meta l4proto != tcp counter reject" '}' '}'
}

WEB_SETUP+=(setup_outbound)
setup_outbound() {
  local ERROR_CODE='' ERROR_WORDS=''
  local -a ERROR_FIELDS=()
  load_outbound || echo "titip-host: sites' programs are not kept from PROXY_TARGETS: $ERROR_WORDS" >&2
  return 0 # a server without PHP needs no nftables
}
# No site of PHP without it.
WEB_MAKE+=(make_outbound)
make_outbound() { ((${#POOL[@]} == 0)) || load_outbound; }

MODES[0:php]=start_programs
start_programs() {
  read_host_conf
  setup_outbound
  start_pools
}

WEB_DOCTOR+=(check_outbound)
check_outbound() {
  local -a pools=("$LIVE"/*.pool)
  [[ -z ${HOST[PROXY_TARGETS]:-} ]] || ((${#pools[@]} == 0)) ||
    good_if outbound "sites' programs are kept from PROXY_TARGETS" nft list chain ip titip_sites output
}

# What cron starts is in no site's control group, so nothing would bind it.
WEB_DOCTOR+=(check_cron)
check_cron() {
  [[ ! -x /usr/bin/crontab ]] || good_if cron "sites have no crontabs: /etc/cron.allow names who may" test -e /etc/cron.allow
}
