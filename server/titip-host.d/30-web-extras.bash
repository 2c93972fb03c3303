# --- web server: what a site has beside its virtual host ---
# The ninth field of `put`, where there is one, holds lines `KIND value…`, encoded as the lines of the protocol are: a
# PHP pool, a quota, keys for SFTP. A section that knows a kind registers it here; what nobody knows is refused. A site
# without such lines is put without the field, and what it may have had of them is taken away.
declare -A EXTRA_KINDS=() # kind → function: fn ID VALUE… checks one line and keeps it, or refuses the site
declare -a WEB_RESET=()   # fn: forgets what an earlier transaction of this session has kept
declare -a WEB_CHECK=()   # fn: after check_reality, on all of PUTS; refuses; nothing has been changed yet
declare -a WEB_CHANGED=() # fn ID: true when the site must be staged though its virtual host is served as it was put
declare -a WEB_MAKE=()    # fn: after accounts, folders and addresses of all PUTS; writes the journal, then acts
declare -a WEB_STAGE=()   # fn: writes what belongs to the new generation, $CONFS/$NEW, for CHANGED and REMOVES
declare -a WEB_TEST=()    # fn: Apache has accepted the candidate, which is not live yet
declare -a WEB_SERVED=()  # fn: the new generation is served; last chance to fail
declare -a WEB_COMMIT=()  # fn: adds lines of the journal to `entries`: what is of no use now is taken away by undo_WORD
declare -a WEB_DROP=()    # fn ID…: of removed sites: what runs for them ends; can be repeated
declare -a WEB_FORGET=()  # fn ID…: before their accounts and folders are deleted, what is still there being archived
declare -a WEB_LOOK=()    # fn: before the first WEB_REPORT, one look at the server for all sites
declare -a WEB_LOOK=()    # fn: before reports on sites; reads once what all of them need
declare -a WEB_REPORT=()  # fn ID: tells with `holds KIND value…` what the server really has
declare -a WEB_SETUP=()   # fn: for titip-host setup
declare -a WEB_DOCTOR=()  # fn: for titip doctor, see good_if
declare -A EXTRAS=()      # request → lines of this transaction, as they came

# hooks FUNCTION… -- ARGUMENT…: each in its turn, until one fails.
hooks() {
  local -a functions=()
  local hook
  while [[ $1 != -- ]]; do
    functions+=("$1")
    shift
  done
  for hook in "${functions[@]}"; do "$hook" "${@:2}" || return; done
}

# read_extras ID FIELD: refuses what no section knows.
read_extras() {
  local line
  local -a lines=() FIELDS=()
  EXTRAS[$1]=$2
  split_lines "$2"
  lines=("${SPLIT[@]}")
  for line in "${lines[@]}"; do
    split "$line"
    [[ ${FIELDS[0]:-} =~ ^[a-z][a-z0-9-]*$ && -n ${EXTRA_KINDS[${FIELDS[0]}]:-} ]] ||
      { refuse "$1" extra-refused "${FIELDS[0]:0:40}" && return 1; }
    "${EXTRA_KINDS[${FIELDS[0]}]}" "$1" "${FIELDS[@]:1}" || return
  done
}

# holds KIND VALUE…: one line of what a site really has, see report_extras.
holds() {
  local line= field
  for field; do
    encode "$field"
    line+=${line:+$'\t'}$ENCODED
  done
  HELD+=$line$'\n'
}

# report_extras ID: sets HELD, in the form of the ninth field of `put`; empty when the site has nothing beside.
report_extras() {
  HELD=
  hooks "${WEB_REPORT[@]}" -- "$1"
  HELD=${HELD%$'\n'}
}
