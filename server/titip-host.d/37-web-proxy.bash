# --- web server: sites that are fetched from elsewhere ---
# A stolen key must not turn this server into a door to the whole network: PROXY_TARGETS in host.conf names the ranges of
# addresses (A-B,C-D) that sites may be fetched from. Without it there are no such sites.

CONF_LINES+=(
  'ProxyPreserveHost On'
  'ProxyTimeout 60'
  'RequestHeader unset (X-Forwarded-(For|Host|Server)|Forwarded|Proxy)'
  'RequestHeader set X-Forwarded-Proto "expr=%\{REQUEST_SCHEME\}"'
  'ProxyPass "/\.well-known/titip/" "!"'
  'ProxyPass "/" "http://[0-9.]+:[1-9][0-9]{0,4}/" connectiontimeout=5 timeout=60 retry=0'
  'ProxyPassReverse "/" "http://[0-9.]+:[1-9][0-9]{0,4}/"'
  'ErrorDocument 50[24] "<!doctype html>[^"\\$]*"'
)

WEB_CHECK+=(check_proxies)
check_proxies() {
  local id line ip port
  for id in "${PUTS[@]}"; do
    [[ ${PUT_CONF[$id]} == *Proxy* ]] || continue
    split_lines "${PUT_CONF[$id]}"
    for line in "${SPLIT[@]}"; do
      [[ $line =~ ^\ *ProxyPass(Reverse)?\ \"/\"\ \"http://([0-9.]+):([0-9]+)/\" ]] || continue
      ip=${BASH_REMATCH[2]} port=${BASH_REMATCH[3]}
      in_ranges "$ip" "${HOST[PROXY_TARGETS]:-}" && ((port <= 65535)) && continue
      refuse "$id" proxy-refused "$ip:$port is not in PROXY_TARGETS of $HOST_CONF"
      break
    done
  done
}

# in_ranges IP A-B,C-D
in_ranges() {
  local range first last
  for range in ${2//,/ }; do
    ip_number "${range%-*}" && first=$NUMBER && ip_number "${range#*-}" && last=$NUMBER && ip_number "$1" || continue
    ((NUMBER < first || NUMBER > last)) || return 0
  done
  return 1
}
