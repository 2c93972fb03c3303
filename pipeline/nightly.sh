#!/usr/bin/env bash
# nightly.sh: reads the servers and says what differs from what is recorded (drift), and what is due: terms that end,
# suspensions, certificates. Each has an issue, opened and closed by itself. Changes nothing on any server.
# Exit code 1: drift, or a server that could not be read.
# shellcheck source=pipeline/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# follow_up ABOUT CODE FILE
follow_up() {
  if [[ $2 == 0 ]]; then titip forge follow-up --about "$1" --fixed
  else titip forge follow-up --about "$1" --failed "$3"; fi || say "the issue about $1 could not be opened or closed"
}

# Nothing is compared while somebody works on the stack: then again a little later.
drift() {
  local try
  for try in 1 2 3; do
    code=0
    titip drift --out "$job/drift.txt" 2>"$job/drift.log" || code=$?
    if [[ -s $job/drift.txt ]]; then
      cat "$job/drift.log" "$job/drift.txt"
      return
    fi
    cat "$job/drift.log" >&2
    [[ $try == 3 ]] || sleep "${TITIP_DRIFT_PAUSE_SECONDS:-600}"
  done
  cp "$job/drift.log" "$job/drift.txt"
}

due() {
  titip due --days "${TITIP_DUE_DAYS:-30}" | tee "$job/due.txt"
  titip due --days "${TITIP_DUE_DAYS:-30}" --format json >"$job/due.json"
  node -e '
    const { services, certificates } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
    process.exit(services.length + certificates.length > 0 ? 1 : 0);
  ' "$job/due.json"
}

open_job
fetch_main
find_titip
titip git materialise "$repository" --head refs/heads/main --into "$site" >/dev/null
drift
follow_up drift "$code" "$job/drift.txt"
late=0
due || late=1
follow_up due "$late" "$job/due.txt"
exit "$code"
