#!/usr/bin/env bash
# main.sh: applies what main holds. It takes the tip that main has when it begins, whatever push has started it, so that
# a run that a forge has dropped from its queue loses nothing. First the evidence of approvals given on the forge, then
# the servers, then what the machine recorded, each pushed to main as a commit. Run again it changes only what is missing.
# When it fails an issue is opened; the next run that succeeds closes it.
# shellcheck source=pipeline/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# decided: the last commits of main that may have brought decisions, the oldest first; the machine's own bring none, and
# the first of all was judged by nobody: there was no main to judge it by.
# All of them are looked at again each time: what has its evidence is passed over, and nobody can hide one from it.
decided() {
  git -C "$repository" log --first-parent --min-parents=1 --reverse "--max-count=${TITIP_EVIDENCE_COMMITS:-30}" --format='%H %ae' "$main" \
    -- requests approvals datacenter sop | sed -n '/ titip@localhost$/!s/ .*//p'
}

# take_main: main's data, in a clean folder.
take_main() {
  rm -rf "$site"
  titip git materialise "$repository" --head "$main" --into "$site" >/dev/null
}

# keep: what was written in the folder becomes a commit on main's tip. Somebody may push at the same moment: then it is
# merged onto what came. Leaves $main at the new tip.
keep() {
  local try commit
  for try in 1 2 3 4 5 6 7 8; do
    commit=$(titip git record "$repository" --from "$site" --onto refs/heads/main) || return
    [[ -n $commit ]] || return 0
    if remote push --quiet "${TITIP_PUSH_URL:-$TITIP_GIT_URL}" "$commit:refs/heads/main"; then
      git -C "$repository" update-ref refs/heads/main "$commit"
      main=$commit
      return 0
    fi
    say "main has moved, or refuses the push; try $try"
    sleep "$((try * ${TITIP_RETRY_SECONDS:-2}))"
    fetch_main || return
  done
  say "what the machine recorded could not be pushed to main: may its key push there?"
  return 1
}

# collect_evidence: main's tip with the evidence of what was approved on the forge, in a clean folder. What was merged
# in between is looked at, too.
collect_evidence() {
  local code=0 looked commit
  for _ in 1 2 3; do
    code=0 looked=$main
    for commit in $(decided); do titip evidence forge --commit "$commit" || code=1; done
    keep && take_main || return
    [[ $main != "$looked" && $(git -C "$repository" rev-parse "$main^") != "$looked" ]] || return "$code"
  done
  return "$code"
}

apply() {
  local code=0 confirm=()
  if [[ -n ${TITIP_CONFIRM:-} ]]; then confirm=(--confirm "$TITIP_CONFIRM"); fi
  take_main && titip check || return
  # Where the forge does not answer, what is proven already is applied all the same.
  collect_evidence || code=1
  titip up --approved --yes --record --wait "${TITIP_WAIT:-30m}" "${confirm[@]}" || code=1
  # Also after a failure: what was made was made.
  keep || code=1
  return "$code"
}

follow_up() {
  if [[ $1 == 0 ]]; then titip forge follow-up --fixed
  else titip forge follow-up --failed "$job/end.log"; fi || say "the issue could not be opened or closed"
}

open_job
fetch_main
find_titip
code=0
apply 2>&1 | tee "$job/whole.log" || code=$?
tail -n 200 "$job/whole.log" >"$job/end.log"
follow_up "$code"
exit "$code"
