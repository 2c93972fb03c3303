# --- archives: what is removed, whole in one file before anything of it is deleted ---

# new_archive ID ENDING: sets FILE to a name that no archive has.
new_archive() {
  local stamp
  TZ=UTC0 printf -v stamp '%(%Y%m%dT%H%M%SZ)T' -1
  FILE=$ARCHIVE/$1-$stamp$2
  while [[ -e $FILE ]]; do FILE=${FILE%"$2"}b$2; done
}

# last_archive ID [PATTERN]: made by an earlier removal. A control machine that died before it heard of it asks again.
# shellcheck disable=SC2206 # a pattern
last_archive() {
  local -a files=("$ARCHIVE/$1"-${2:-[0-9]*.tar.gz}) # the time in the name is their order
  ((${#files[@]} == 0)) || printf %s "${files[-1]}"
}

# archive_each PACK ID…: sets ARCHIVED. PACK FILE ID writes the file of one.
archive_each() {
  local pack=$1 id file FILE
  local -a files=()
  shift
  (($# > 0)) || return 0
  for id; do
    new_archive "$id" .tar.gz
    ARCHIVED[$id]=$FILE
    files+=("$FILE")
  done
  journal "archive"$'\t'"${files[*]}" && start_beating || return
  for id; do
    "$pack" "${ARCHIVED[$id]}.part" "$id" && continue
    stop_beating
    read_file "$WORK/words"
    refuse "$id" archive "$TEXT"
    fail archive "$TEXT"
    return
  done
  stop_beating
  sync "${files[@]/%/.part}" || fail io "cannot write $ARCHIVE" || return
  for file in "${files[@]}"; do mv "$file.part" "$file" || fail io "cannot write $file" || return; done
  sync "$ARCHIVE"
}

# pack FILE PATH…: of the paths that exist. A file that changes meanwhile (a log) is no failure.
pack() {
  local file=$1 path
  local -a parts=()
  for path in "${@:2}"; do [[ ! -e $path ]] || parts+=("${path#/}"); done
  # --sparse: a tenant's file of ten terabytes of nothing must not hold up the server for a day.
  (umask 077 && exec tar -czf "$file" --sparse -C / --warning=no-file-changed -- "${parts[@]}") 2>"$WORK/words"
  (($? <= 1))
}
UNDO+=(archive)
undo_archive() {
  local file
  for file in $1; do
    [[ $file != "$ARCHIVE"/* || $file == *..* ]] || rm -f -- "$file" "$file.part"
  done
}
