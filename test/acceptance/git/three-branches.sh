#!/usr/bin/env bash
# Three approvals come in at once; the applier is killed while it works. Told by test/acceptance/git/queue.test.ts.
set -euo pipefail
repo=$(cd "$(dirname "$0")/../../.." && pwd)
here=$repo/scripts/demo lab=$DEMO_LAB world=$DEMO_FOLDER id=
# shellcheck source=scripts/demo/git-world.sh
. "$here/git-world.sh"

say "1. Three requests are recorded and assessed"
for number in 1 2 3; do
  id=HST-2026-030$number
  sed "s/sigizi/situs$number/; s/\"gizi\"/\"nama$number\"/" "$here/hosting.json" >"$world/request.json"
  titip "$staff" new hosting --id "$id" --from-json "$world/request.json" \
    --letter-number "445/150$number/Dinkes" --letter-date "$today" --letter-file "$here/surat-permohonan.txt" >/dev/null
  titip "$staff" step "$id" registration --set "agenda=150$number/XI/2026" >/dev/null
  titip "$staff" step "$id" disposition --set to=kabid-aplikasi >/dev/null
  inside "$staff" assess "$id"
done
commit "$staff" staf "Tiga permohonan dikaji"
push "$staff" main

say "2. Each is approved on a branch of its own, all from the same main"
for number in 1 2 3; do
  id=HST-2026-030$number
  update "$officer"
  git -C "$officer" switch -qc "$id"
  titip "$officer" step "$id" decision --set result=approved --by kabid-aplikasi --recorded-by staf-dc >/dev/null
  plan "$officer"
  titip "$officer" sign "$id" decision --plan "$world/plan.json" --key "$keys/kabid" --yes >/dev/null
  commit "$officer" kabid "$id: disetujui"
done

say "3. They are merged and pushed one upon the other, while the first is still applied"
git -C "$officer" switch -q main
for number in 1 2 3; do
  git -C "$officer" merge -q --no-ff "HST-2026-030$number" -m "Gabung HST-2026-030$number"
  git -C "$officer" rev-parse main >"$world/merge-$number"
  push "$officer" main >"$world/push-$number.log" 2>&1 &
  for _ in $(seq 100); do
    [[ $(git -C "$server" rev-parse main) == "$(git -C "$officer" rev-parse main)" ]] && break
    sleep 0.1
  done
done
note "queued: $(find "$server/titip/queue" -type f | wc -l)"

say "4. The applier is killed between the first and the last"
for _ in $(seq 600); do
  git -C "$server" notes --ref=titip list "$(cat "$world/merge-1")" >/dev/null 2>&1 && break
  sleep 0.1
done
applier=$(pgrep -f "git apply --pushed .*$(basename "$(dirname "$server")")/titip.git" | head -1)
kill -9 "$applier"
wait
note "killed; waiting: $(find "$server/titip/queue" -type f | wc -l)"

say "5. The next run goes on with what waits"
(cd "$project" && bin/titip git apply "$server")
git -C "$officer" fetch -q origin refs/notes/titip:refs/notes/titip
update "$officer"
for number in 1 2 3; do
  git -C "$officer" notes --ref=titip show "$(cat "$world/merge-$number")" >"$world/note-$number.json"
  note "HST-2026-030$number: $(sed -n 's/^  "ok": \(.*\),/\1/p' "$world/note-$number.json"), $(grep -c '^  creation:' "$officer/requests/hosting/HST-2026-030$number.yaml") creation, $(cd "$project" && bin/titip lab exec --lab "$lab" control -- curl -sS -o /dev/null -w '%{http_code}' "http://situs$number.cirebonkab.go.id/")"
done
note "queued: $(find "$server/titip/queue" -type f | wc -l)"
inside "$officer" preview --no-assume-approved --digest
