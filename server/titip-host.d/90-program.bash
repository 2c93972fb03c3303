# --- program ---

MODES[0:serve]=serve
MODES[0:setup]=setup
# setup: by the administrator, once; safe to repeat.
setup() {
  read_host_conf
  [[ -r $HOST_CONF ]] || { echo "titip-host: $HOST_CONF is missing, see docs/production.md" >&2 && exit 78; }
  mkdir -p "$ETC" "$STATE" && mkdir -p -m 700 "$ARCHIVE" || exit 1
  local role
  for role in "${!SETUPS[@]}"; do
    [[ ,${HOST[ROLE]}, != *,$role,* ]] || "${SETUPS[$role]}" || exit 1
  done
}

main() {
  ((EUID == 0)) || { echo "titip-host: needs root" >&2 && exit 77; }
  local mode="$(($# - 1)):${1:-}"
  if [[ -z ${MODES[$mode]:-} ]]; then
    echo "usage: titip-host serve | setup | addresses | storage | php | reopen | firewall | containers | databases | usage | backup | certificates" >&2
    exit 64
  fi
  "${MODES[$mode]}" "${@:2}"
}
main "$@"
