#!/usr/bin/env bash
# pull-request.sh preview     what a merge would do: checked, planned and told in one comment, kept up to date
# pull-request.sh approvals   whether the approvals it needs are given: by signature, paper, or review on the forge
# Runs with main's programs and a token that reads; asks no server. Exit code 1: something is refused or missing.
# shellcheck source=pipeline/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# People approve by the comment: where it is missing, or is an older one, the job fails.
unposted=0
post() {
  titip comment post "$1" && return
  say "the comment could not be posted"
  unposted=1
}

# notice WORDS…: in the place of a plan, so that nobody approves the one of an earlier commit.
notice() {
  # shellcheck disable=SC2016 # the backticks are Markdown's
  printf '## Titip: pratinjau belum ada\n\n> [!CAUTION]\n> %s Commit `%s`. Rincian ada di log pipeline.\n' "$*" "$TITIP_HEAD" >"$job/notice.md"
  post "$job/notice.md"
}

# take_data: the merge of the branch into main, as data. Programs, workflows, links in it are refused, not left out.
take_data() {
  local code=0
  titip git materialise "$repository" --base refs/heads/main --head "$TITIP_HEAD" --into "$site" \
    --comment "$job/refused.md" || code=$?
  [[ $code != 0 ]] || return 0
  [[ $1 != comment ]] || if [[ -s $job/refused.md ]]; then post "$job/refused.md"; else notice "Cabang ini tidak dapat dibaca."; fi
  exit "$code"
}

preview() {
  local checked=0 planned=0 verified=0
  take_data comment
  annotated titip check --format "$annotations" || checked=$?
  titip preview --comment "$job/plan.md" --comment-format github || planned=$?
  if [[ $planned == 0 ]]; then post "$job/plan.md"
  elif [[ $checked != 0 && -s $job/plan.md ]]; then
    # The check has failed: what preview has written says what is wrong, and this says so first.
    { printf '> [!CAUTION]\n> Perubahan ini belum lolos pemeriksaan (titip check); tidak ada yang dapat disetujui.\n\n'
      cat "$job/plan.md"; } >"$job/problems.md"
    post "$job/problems.md"
  else notice "Rencana tidak dapat dibuat (kode $planned)."; fi
  # An approval may still come; what is forged, altered or somebody else's is refused at once.
  titip verify-approvals --base refs/heads/main --pending --author "$TITIP_AUTHOR" || verified=$?
  [[ $checked == 0 && $planned == 0 && $verified == 0 && $unposted == 0 ]]
}

approvals() {
  take_data quietly
  titip verify-approvals --base refs/heads/main --pending --author "$TITIP_AUTHOR"
  titip evidence forge --pull "$TITIP_PULL" --check
}

open_job
fetch_main
fetch_head
# Without it nobody would see that an agency touches what is another's.
[[ ${TITIP_AUTHOR:-} =~ ^[A-Za-z0-9_][A-Za-z0-9._-]*(\[bot\])?$ ]] || fail "TITIP_AUTHOR is no account"
find_titip
case ${1:-} in
  preview | approvals) "$1" ;;
  *) fail "usage: pull-request.sh preview|approvals" ;;
esac
