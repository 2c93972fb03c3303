# --- web server: usage ---
# What a site used, by month, from Apache's own access logs. $USAGE/<ID> holds the sums and how far each log was read,
# and is replaced in one step: a run that is cut off loses no line and counts none twice. A log is known by the digest
# of its first line (which holds a time), not by name or inode, so that it is the same log after logrotate has renamed,
# copied (copytruncate) or compressed it. Site and logs are only read, under a lock of its own: transactions go on.
#
# Visitors are told apart by address and browser, and neither is kept: $VISITORS holds, for months that are not over,
# HMAC-SHA-256 of them under a random salt of the month, cut to 64 bits. When a month is over and counted its hashes and
# its salt are deleted; what stays, and leaves the server, is a number. Adding a visitor again changes nothing, so that
# the hashes may be on disk before the sums.
readonly USAGE=$STATE/usage VISITORS=$STATE/usage/.visitors USAGE_LOCK=$RUN/usage.lock ROTATION=/etc/logrotate.d/titip
readonly DISK_PATIENCE=300 # seconds that measuring all sites may take
readonly KEPT_LOGS=100     # logs that are gone from their folder and still remembered
readonly USAGE_GROUP=50    # sites whose logs are listed, and whose sums are written, with one program each

# Adds up whole lines of Apache's `combined`, by the month in the line. In it a quote, a backslash and anything
# unprintable that a visitor sent is escaped with a backslash, so the first `] "` ends the time and, without escapes,
# the next quote ends the request. The last line is the torn one, or nothing, and the \1 that ends a text read whole.
# Titip's own questions, whether a site is served (see note_neighbours, note_served), are not the site's usage; `own` are
# the addresses that they come from.
# shellcheck disable=SC2016 # a program of awk's
readonly COUNT_LINES='
  BEGIN {
    FS = "\n" # nothing is split into fields
    split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", names, " ")
    for (i = 1; i <= 12; i++) number[names[i]] = sprintf("%02d", i)
  }
  NR > 1 { add(line) }
  { line = $0 }
  function add(text, at, rest, month, answer, parts, address, quoted) {
    position += length(text) + 1
    at = index(text, "] \"")
    rest = substr(text, at + 3)
    if (index(rest, "\\")) gsub(/\\./, "", rest)
    month = number[substr(text, at - 23, 3)]
    answer = substr(rest, index(rest, "\"") + 1, 24)
    if (!at || !month || substr(text, at - 26, 12) !~ /^[0-9][0-9]\/[A-Z][a-z][a-z]\/[0-9][0-9][0-9][0-9]:$/ ||
      answer !~ /^ [1-9][0-9][0-9] ([0-9]+|-) "/ || split(answer, parts, " ") < 2 || length(parts[2]) > 15) {
      unreadable++
      return
    }
    if (parts[1] == 204 && index(rest, "GET /.well-known/titip/") == 1) return
    address = substr(text, 1, min(index(text, " ") - 1, 64))
    split(rest, quoted, "\"")
    if (quoted[5] == "titip-host" && index(own, " " address " ")) return
    month = substr(text, at - 19, 4) "-" month
    requests[month]++
    bytes[month] += parts[2]
    classes[month, substr(parts[1], 1, 1)]++
    visit(month " " address " " substr(quoted[5], 1, 300))
  }
  function min(a, b) { return a < b ? a : b }
  # Most visitors ask more than once; how many are remembered is bounded, for anybody can send many names of browsers.
  function visit(who) {
    if (who in seen) return
    if (++remembered > 20000) {
      split("", seen)
      remembered = 1
    }
    seen[who]
    print "visit " who
  }
  END {
    for (month in requests) {
      printf "month %s %.0f %.0f\n", month, requests[month], bytes[month]
      printf "class %s", month
      for (i = 1; i <= 5; i++) printf " %.0f", classes[month, i]
      printf "\n"
    }
    printf "end %.0f %.0f %s\n", position, unreadable, line ~ /\001$/ ? "whole" : "torn"
  }'

# Turns `visit MONTH ADDRESS BROWSER` into `visitors MONTH COUNT`; other lines pass, `end` only when all is on disk.
# Arguments: $VISITORS, the request, months that are closed. Salts go into no argument and no variable of bash.
# shellcheck disable=SC2016 # a program of perl's
readonly COUNT_VISITORS='
  use strict;
  use Digest::SHA qw(hmac_sha256);
  use IO::Handle;
  my ($folder, $id, @closed) = @ARGV;
  my %closed = map { $_ => 1 } @closed;
  my (%sets, %salts, $end);
  umask 077;
  sub text { open(my $in, "<:raw", $_[0]) or return; local $/; my $text = <$in>; return $text }
  sub put {
    my ($path, $text) = @_;
    open(my $out, ">:raw", "$path.new") or die "$path: $!\n";
    print {$out} $text and $out->flush and $out->sync and close($out) and rename("$path.new", $path)
      or die "$path: $!\n";
  }
  sub salt {
    my $path = "$folder/salt.$_[0]";
    my $salt = text($path);
    return $salt if defined $salt && length $salt == 32;
    open(my $in, "<:raw", "/dev/urandom") or die;
    read($in, $salt, 32) == 32 or die;
    put($path, $salt);
    return $salt;
  }
  while (my $line = <STDIN>) {
    if ($line =~ /^end /) { $end = $line; next }
    my ($month, $who) = $line =~ /^visit ([0-9]{4}-[0-9]{2}) (.*)$/s or print($line), next;
    next if $closed{$month};
    $salts{$month} //= salt($month);
    my $set = $sets{$month} //= { map { $_ => 1 } unpack("(a8)*", text("$folder/$id.$month") // "") };
    $set->{ substr(hmac_sha256("$id\0$who", $salts{$month}), 0, 8) } = 1 if keys %$set < 1_000_000;
  }
  for my $month (sort keys %sets) {
    put("$folder/$id.$month", join("", sort keys %{ $sets{$month} }));
    print "visitors $month ", scalar(keys %{ $sets{$month} }), "\n";
  }
  print $end if defined $end;'

declare -A MONTH_REQUESTS=() MONTH_BYTES=() MONTH_DISK=() # month → what one site used
declare -A MONTH_CLASSES=() MONTH_VISITORS=()             # month → answers 1xx to 5xx; visitors
declare -A LOG_OFFSET=() LOG_SEEN=() LOG_PRESENT=()       # digest → bytes counted, inode:size:ctime then, 1 if still there
declare -a LOGS_KNOWN=()                                  # digests, the oldest first
declare -A DISK=() LISTED=()                              # request → bytes; lines of `inode:size:ctime log`
declare -a STAGED=()                                      # new files of sums that are not in place yet
OWN_ADDRESSES=                                            # of this server, each with a blank before and after it
UNCOUNTED=                                                # set when a site of the run could not be counted
UNREADABLE=0                                              # lines of the site that are not of the form `combined`

# read_usage ID: sets USAGE_TEXT and the variables above. What is not of our form is not guessed at.
read_usage() {
  local line amount='([0-9]{1,17})'
  MONTH_REQUESTS=() MONTH_BYTES=() MONTH_DISK=() LOG_OFFSET=() LOG_SEEN=() LOG_PRESENT=() LOGS_KNOWN=() UNREADABLE=0
  MONTH_CLASSES=() MONTH_VISITORS=() USAGE_TEXT=
  [[ -e $USAGE/$1 ]] || return 0
  read_file "$USAGE/$1"
  USAGE_TEXT=$TEXT
  [[ $USAGE_TEXT == $'usage 1\n'* ]] || fail usage-state "$USAGE/$1 does not begin as Titip writes it" || return
  split_lines "${USAGE_TEXT#*$'\n'}"
  for line in "${SPLIT[@]}"; do
    if [[ $line =~ ^month\ ([0-9]{4}-[01][0-9])\ $amount\ $amount\ ([0-9]{1,17}|-)$ ]]; then
      MONTH_REQUESTS[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
      MONTH_BYTES[${BASH_REMATCH[1]}]=${BASH_REMATCH[3]} MONTH_DISK[${BASH_REMATCH[1]}]=${BASH_REMATCH[4]}
    elif [[ $line =~ ^log\ ([0-9a-f]{32})\ $amount\ ([0-9:.]+)$ ]]; then
      LOGS_KNOWN+=("${BASH_REMATCH[1]}")
      LOG_OFFSET[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]} LOG_SEEN[${BASH_REMATCH[1]}]=${BASH_REMATCH[3]}
    elif [[ $line =~ ^class\ ([0-9]{4}-[01][0-9])\ ([0-9]{1,17}(\ [0-9]{1,17}){4})$ ]]; then
      MONTH_CLASSES[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
    elif [[ $line =~ ^visitors\ ([0-9]{4}-[01][0-9])\ $amount$ ]]; then
      MONTH_VISITORS[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
    elif [[ $line =~ ^unreadable\ $amount$ ]]; then
      UNREADABLE=${BASH_REMATCH[1]}
    else
      fail usage-state "$USAGE/$1 holds what Titip does not write: $line"
      return
    fi
  done
}

# stage_usage ID: only what has changed.
stage_usage() {
  local month digest text=$'usage 1\n'
  local -a gone=()
  ((UNREADABLE == 0)) || text+="unreadable $UNREADABLE"$'\n'
  for month in "${!MONTH_REQUESTS[@]}"; do
    text+="month $month ${MONTH_REQUESTS[$month]} ${MONTH_BYTES[$month]} ${MONTH_DISK[$month]:--}"$'\n'
    [[ -z ${MONTH_CLASSES[$month]:-} ]] || text+="class $month ${MONTH_CLASSES[$month]}"$'\n'
    [[ -z ${MONTH_VISITORS[$month]:-} ]] || text+="visitors $month ${MONTH_VISITORS[$month]}"$'\n'
  done
  for digest in "${LOGS_KNOWN[@]}"; do [[ -n ${LOG_PRESENT[$digest]:-} ]] || gone+=("$digest"); done
  # A log that was being renamed while we looked was not seen, and is no new one the next time.
  ((${#gone[@]} <= KEPT_LOGS)) || gone=("${gone[@]: -KEPT_LOGS}")
  for digest in "${gone[@]}" "${!LOG_PRESENT[@]}"; do
    text+="log $digest ${LOG_OFFSET[$digest]} ${LOG_SEEN[$digest]}"$'\n'
  done
  [[ $text != "$USAGE_TEXT" ]] || return 0
  printf %s "$text" 2>/dev/null >"$USAGE/.staged/$1" && STAGED+=("$USAGE/.staged/$1") || fail io "cannot write $USAGE/.staged/$1"
}

# put_usage: each site's sums in place at once, and on disk before.
put_usage() {
  ((${#STAGED[@]} > 0)) || return 0
  sync "${STAGED[@]}" && mv -f -- "${STAGED[@]}" "$USAGE/" && sync "$USAGE" || fail io "cannot write into $USAGE" || return
  STAGED=()
}

# log_text PATH NAME OFFSET: the text of a log from there on, and \1 when it was read to its end.
log_text() {
  set -o pipefail # in a subshell: see the callers
  if [[ $2 == *.gz ]]; then gzip -dc <"$1" | tail -c "+$(($3 + 1))"; else tail -c "+$(($3 + 1))" -- "$1"; fi 2>/dev/null &&
    printf '\1'
}

# count_lines PATH NAME OFFSET ID: the words of COUNT_LINES and COUNT_VISITORS. A month without hashes that has a number
# of visitors is closed: its salt is gone.
count_lines() {
  local month
  local -a closed=()
  for month in "${!MONTH_VISITORS[@]}"; do [[ -e $VISITORS/$4.$month ]] || closed+=("$month"); done
  log_text "$1" "$2" "$3" | nice -n 10 awk -v own="$OWN_ADDRESSES" "$COUNT_LINES" | nice -n 10 perl -e "$COUNT_VISITORS" "$VISITORS" "$4" "${closed[@]}"
}

# count_log ID FILE SEEN: what was added since it was last read. Opened once, for its name may pass to another file
# meanwhile; SEEN, of the time it was listed, then fits no file any more, and both are looked at the next time.
count_log() {
  local fd path first= digest seen=$3 line id=$1
  local -a counted=()
  shift
  { exec {fd}<"$1"; } 2>/dev/null || return 0
  path=/proc/$$/fd/$fd
  if [[ $1 == *.gz ]]; then IFS= read -r -n "$MAX_LINE" first < <(log_text "$path" "$1" 0); else IFS= read -r -n "$MAX_LINE" first <"$path"; fi ||
    { exec {fd}<&- && return 0; } # no whole line yet
  digest=$(sha256sum <<<"$first") digest=${digest:0:32}
  mapfile -t counted < <(count_lines "$path" "$1" "${LOG_OFFSET[$digest]:-0}" "$id")
  exec {fd}<&-
  ((${#counted[@]} > 0)) && [[ ${counted[-1]} =~ ^end\ ([0-9]+)\ ([0-9]+)\ (whole|torn)$ && ${#digest} -eq 32 ]] ||
    fail usage-failed "$1 could not be counted" || return
  [[ ${BASH_REMATCH[3]} == whole ]] || seen=0 # a broken archive, or a reader that was killed: look again next time
  [[ -n ${LOG_OFFSET[$digest]:-} ]] || LOGS_KNOWN+=("$digest")
  LOG_OFFSET[$digest]=$((${LOG_OFFSET[$digest]:-0} + BASH_REMATCH[1])) LOG_SEEN[$digest]=$seen LOG_PRESENT[$digest]=1
  UNREADABLE=$((UNREADABLE + BASH_REMATCH[2]))
  for line in "${counted[@]}"; do
    if [[ $line =~ ^month\ ([0-9]{4}-[0-9]{2})\ ([0-9]+)\ ([0-9]+)$ ]]; then
      MONTH_REQUESTS[${BASH_REMATCH[1]}]=$((${MONTH_REQUESTS[${BASH_REMATCH[1]}]:-0} + BASH_REMATCH[2]))
      MONTH_BYTES[${BASH_REMATCH[1]}]=$((${MONTH_BYTES[${BASH_REMATCH[1]}]:-0} + BASH_REMATCH[3]))
    elif [[ $line =~ ^class\ ([0-9]{4}-[0-9]{2})\ ([0-9 ]+)$ ]]; then
      add_classes "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
    elif [[ $line =~ ^visitors\ ([0-9]{4}-[0-9]{2})\ ([0-9]+)$ ]]; then
      MONTH_VISITORS[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]} # of all of the month, not of these lines
    fi
  done
}

# add_classes MONTH COUNTS: five of them.
add_classes() {
  local index
  local -a before more
  read -r -a before <<<"${MONTH_CLASSES[$1]:-0 0 0 0 0}"
  read -r -a more <<<"$2"
  for index in "${!more[@]}"; do more[index]=$((more[index] + ${before[index]:-0})); done
  MONTH_CLASSES[$1]="${more[*]}"
}

# forget_visitors: of months that were over yesterday; an answer that was begun before midnight is logged after it.
# Hashes go first: with them left and the salt gone, the same visitor would be counted again.
forget_visitors() {
  local salt month now
  printf -v now '%(%Y-%m)T' $((EPOCHSECONDS - 86400))
  for salt in "$VISITORS"/salt.????-??; do
    month=${salt##*.}
    [[ $month < $now ]] || continue
    rm -f -- "$VISITORS"/[A-Z]*."$month" && sync "$VISITORS" && rm -f -- "$salt"
  done
}

# list_logs ID…: sets LISTED.
list_logs() {
  local id name seen
  local -a names=()
  LISTED=()
  for id; do
    for name in "$LOGS/$id"/access.log "$LOGS/$id"/access.log[.-]*; do
      [[ -f $name && ! -L $name && ${name##*/} =~ ^access\.log([.-][0-9-]+)?(\.gz)?$ ]] || continue
      [[ $name == *.gz && -e ${name%.gz} ]] || names+=("$name") # else it is just being compressed
    done
  done
  ((${#names[@]} > 0)) || return 0
  while read -r seen name; do
    id=${name#"$LOGS/"}
    LISTED[${id%%/*}]+="$seen $name"$'\n'
  done < <(stat -c '%i:%s:%.9Z %n' -- "${names[@]}" 2>/dev/null)
}

# count_site ID: its logs, then its disk; the sums are staged.
count_site() {
  local month entry digest
  local -A known=()
  read_usage "$1" || return
  for digest in "${LOGS_KNOWN[@]}"; do known[${LOG_SEEN[$digest]}]=$digest; done
  split_lines "${LISTED[$1]:-}"
  for entry in "${SPLIT[@]}"; do
    digest=${known[${entry%% *}]:-} # nothing is read of what has not changed
    if [[ -n $digest ]]; then LOG_PRESENT[$digest]=1; else count_log "$1" "${entry#* }" "${entry%% *}" || return; fi
  done
  if [[ -n ${DISK[$1]:-} ]]; then
    printf -v month '%(%Y-%m)T' -1
    MONTH_DISK[$month]=${DISK[$1]}
    MONTH_BYTES[$month]=${MONTH_BYTES[$month]:-0} MONTH_REQUESTS[$month]=${MONTH_REQUESTS[$month]:-0}
  fi
  [[ ${#MONTH_REQUESTS[@]} -eq 0 && ${#LOG_OFFSET[@]} -eq 0 ]] || stage_usage "$1"
}

# count_sites FUNCTION ID…: calls FUNCTION ID after each that was counted, and FUNCTION ID failed after the others. Now
# and then what is staged is put in place, so that a run over very large logs that is cut off gets on the next time.
count_sites() {
  local told=$1 id index since=$SECONDS
  local -a ids=("${@:2}") group
  STAGED=() UNCOUNTED=
  for ((index = 0; index < ${#ids[@]}; index += USAGE_GROUP)); do
    group=("${ids[@]:index:USAGE_GROUP}")
    list_logs "${group[@]}"
    for id in "${group[@]}"; do
      if count_site "$id"; then "$told" "$id"; else UNCOUNTED=1 && "$told" "$id" failed; fi
      ((SECONDS < since + 5)) || { put_usage && since=$SECONDS; } || return
    done
    put_usage || return
  done
}

# measure_disk ID…: sets DISK to the bytes that each folder takes on the disk; what takes too long is left out.
measure_disk() {
  local size path id
  local -a folders=()
  DISK=()
  for id; do [[ ! -d $SITES/$id || -L $SITES/$id ]] || folders+=("$SITES/$id"); done
  ((${#folders[@]} > 0)) || return 0
  while read -r size path; do
    [[ ! $size =~ ^[0-9]{1,17}$ ]] || DISK[${path##*/}]=$size
  done < <(timeout "$DISK_PATIENCE" nice -n 19 du -s -B 1 -- "${folders[@]}" 2>/dev/null)
}

lock_usage() {
  mkdir -p "$RUN" "$STATE" && mkdir -p -m 700 "$USAGE" "$USAGE/.staged" "$VISITORS" && exec {USAGE_FD}>>"$USAGE_LOCK" ||
    fail io "cannot open $USAGE_LOCK" || return
  OWN_ADDRESSES=" $(ip -o address show | awk '{ sub("/.*", "", $4); printf "%s ", $4 }')"
  # What a killed run has staged was not counted.
  flock -w "$1" "$USAGE_FD" && rm -f "$USAGE"/.staged/* && return
  unlock_usage
  fail usage-busy "another session has been counting for more than $1 s"
}
unlock_usage() { [[ -z $USAGE_FD ]] || { exec {USAGE_FD}>&- && USAGE_FD=; }; }
USAGE_FD=

# usage_sites: sets USAGE_SITES: every site that has logs here, or had.
usage_sites() {
  local path
  local -A ids=()
  for path in "$LOGS"/* "$USAGE"/*; do ! is_request "${path##*/}" || ids[${path##*/}]=1; done
  USAGE_SITES=("${!ids[@]}")
}

VERBS[web-usage]=verb_web_usage # [ID…]: all sites without one
verb_web_usage() { answer_usage report_usage; }
VERBS[web-collect]=verb_web_collect # the same with what else is counted
verb_web_collect() { answer_usage report_collected; }

answer_usage() {
  local id result all=
  local -a ids=("${FIELDS[@]:1}") USAGE_SITES=()
  require_role web || return
  for id in "${ids[@]}"; do is_request "$id" || fail bad-request "request id ${id:0:40}" || return; done
  ((${#ids[@]} > 0)) || { all=1 && usage_sites && ids=("${USAGE_SITES[@]}"); }
  measure_disk "${ids[@]}"
  lock_usage 60 || return
  count_sites "$1" "${ids[@]}"
  result=$?
  [[ -z $all || $result -ne 0 || -n $UNCOUNTED ]] || forget_visitors
  unlock_usage
  return "$result"
}
# report_usage ID [failed]: +month ID MONTH REQUESTS BYTES DISK for each, +unreadable ID LINES; +guilty ID CODE WORDS.
report_usage() {
  local month
  [[ -z ${2:-} ]] || { reply guilty "$1" "$ERROR_CODE" "$ERROR_WORDS" && return; }
  for month in "${!MONTH_REQUESTS[@]}"; do
    reply month "$1" "$month" "${MONTH_REQUESTS[$month]}" "${MONTH_BYTES[$month]}" "${MONTH_DISK[$month]:--}"
  done
  ((UNREADABLE == 0)) || reply unreadable "$1" "$UNREADABLE"
}

# report_collected ID [failed]: further +class ID MONTH 1XX 2XX 3XX 4XX 5XX, +visitors ID MONTH COUNT.
report_collected() {
  local month
  local -a counts
  report_usage "$@"
  [[ -z ${2:-} ]] || return 0
  for month in "${!MONTH_CLASSES[@]}"; do
    read -r -a counts <<<"${MONTH_CLASSES[$month]}"
    reply class "$1" "$month" "${counts[@]}"
  done
  for month in "${!MONTH_VISITORS[@]}"; do reply visitors "$1" "$month" "${MONTH_VISITORS[$month]}"; done
}

# count_usage [ID…]: without a session, by logrotate and before a site's logs are removed.
MODES[0:usage]=count_usage # before logrotate takes the oldest log away, see server/titip.logrotate
count_usage() {
  local result ERROR_CODE='' ERROR_WORDS=''
  local -a USAGE_SITES=("$@") ERROR_FIELDS=()
  DISK=()
  (($# > 0)) || usage_sites
  lock_usage 20 && count_sites warn_usage "${USAGE_SITES[@]}"
  result=$?
  (($# > 0 || result != 0)) || [[ -n $UNCOUNTED ]] || forget_visitors
  ((result == 0)) || echo "titip-host: $ERROR_CODE: $ERROR_WORDS" >&2
  unlock_usage
  return "$result"
}
warn_usage() { [[ -z ${2:-} ]] || echo "titip-host: $1: $ERROR_CODE: $ERROR_WORDS" >&2; }
