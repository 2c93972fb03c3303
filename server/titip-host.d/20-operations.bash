# --- the operations of a transaction, whatever they are on ---

declare -a PUTS=() REMOVES=()  # requests
declare -A ARCHIVED=()         # request → archive made by this transaction
REFUSED=0

# each_operation KIND:COUNT=FUNCTION…: reads the body, a line for each request: `put ID …` or `remove ID …`, each of COUNT
# fields (a pattern). FUNCTION gets the fields from ID on; it adds ID to PUTS or REMOVES, or refuses it.
each_operation() {
  local line id form
  local -a operations=()
  local -A known=()
  PUTS=() REMOVES=() ARCHIVED=() REFUSED=0
  mapfile -t operations <"$BODY" || fail io "cannot read $BODY" || return
  for line in "${operations[@]}"; do
    split "$line"
    id=${FIELDS[1]:-}
    is_request "$id" || fail bad-request "request id ${id:0:40}" || return
    [[ -z ${known[$id]:-} ]] || fail bad-request "$id twice in one transaction" || return
    known[$id]=1
    for form; do
      # shellcheck disable=SC2053 # a pattern
      [[ ${FIELDS[0]}:${#FIELDS[@]} == ${form%%=*} ]] || continue
      "${form#*=}" "${FIELDS[@]:1}"
      continue 2
    done
    fail bad-request "operation ${FIELDS[0]:0:40} of $id" || return
  done
}

add_put() { PUTS+=("$1"); }
add_removal() { REMOVES+=("$1"); }

# refuse ID CODE WORDS [key=value…]: this request alone is to blame; the others may go on without it.
refuse() {
  reply guilty "$@"
  REFUSED=$((REFUSED + 1))
}

none_refused() {
  ((REFUSED == 0)) || fail refused "$REFUSED operations refused" undone=nothing-changed
}
