#!/usr/bin/env bash
# The scripts that a forge's workflows call, on real servers; only what asks the forge is played (comment, reviews,
# issues), and told. Told by test/acceptance/pipelines/pipelines.test.ts.
set -euo pipefail
repo=$(cd "$(dirname "$0")/../../.." && pwd)
here=$repo/scripts/demo lab=$DEMO_LAB world=$DEMO_FOLDER id=HST-2026-0401
# shellcheck source=scripts/demo/git-world.sh
. "$here/git-world.sh"

forge=$world/forge.git
git clone -q --bare "$server" "$forge"
for clone in "$staff" "$officer"; do git -C "$clone" remote set-url origin "$forge"; done
cp -r "$repo/pipeline" "$staff"
commit "$staff" staf "Pipeline"
git -C "$staff" push -q origin main

# The runner's titip: the installation's, in the lab's network.
cat >"$world/titip" <<STAND_IN
#!/usr/bin/env bash
set -euo pipefail
shift 2 # -C <project>
case \$1 in
  comment) echo "posted: \$(head -n1 "\$3")"; exit ;;
  evidence | forge) echo "asked: \$*"; exit ;;
esac
cd "$project" && exec bin/titip lab exec --lab "$lab" control -- bin/titip "\$@"
STAND_IN
chmod +x "$world/titip"
printf '%s\n' "TITIP_PROGRAM=$world/titip" "TITIP_PROJECT=$project" "TITIP_LETTERS=$world/letters" \
  "PULUMI_BACKEND_URL=file:///run/titip-lab/$lab/state" TITIP_CONFIRM=lab >"$world/runner.env"

# job SCRIPT WORD…: as a workflow does it, with main's scripts in a folder of its own.
job() {
  local folder code=0
  folder=$(mktemp -d "$world/job.XXXXXX")
  git -C "$forge" archive main pipeline | tar -x -C "$folder"
  env -C "$folder" TITIP_ENVIRONMENT_FILE="$world/runner.env" RUNNER_TEMP="$folder" TITIP_GIT_URL="$forge" \
    TITIP_PULL=1 TITIP_HEAD="$(git -C "$forge" rev-parse refs/pull/1/head)" TITIP_AUTHOR=staf-dc \
    "pipeline/$1" "${@:2}" 2>&1 || code=$?
  note "exit $code"
}

say "1. A request is proposed: the plan is told, nothing is changed"
git -C "$staff" switch -qc "$id"
sed 's/sigizi/pipa/; s/"gizi"/"pipa2"/' "$here/hosting.json" >"$world/request.json"
titip "$staff" new hosting --id "$id" --from-json "$world/request.json" --letter-number 445/1600/Dinkes \
  --letter-date "$today" --letter-file "$here/surat-permohonan.txt"
titip "$staff" step "$id" registration --set agenda=1600/XI/2026
titip "$staff" step "$id" disposition --set to=kabid-aplikasi
inside "$staff" assess "$id"
titip "$staff" step "$id" decision --set result=approved --by kabid-aplikasi --recorded-by staf-dc
commit "$staff" staf "$id: disetujui, katanya"
git -C "$staff" push -q origin HEAD:refs/pull/1/head
job pull-request.sh preview

say "2. It is merged without evidence: nothing is applied, an issue is opened"
git -C "$staff" push -q origin HEAD:main
job main.sh
note "records at the name server: $( (cd "$project" && bin/titip lab exec --lab "$lab" control -- dig +short pipa.cirebonkab.go.id) | wc -l)"

say "3. The officer signs; the run is killed in the middle"
git -C "$officer" fetch -q origin && git -C "$officer" switch -qC main origin/main
plan "$officer"
titip "$officer" sign "$id" decision --plan "$world/plan.json" --key "$keys/kabid" --yes >/dev/null
commit "$officer" kabid "$id: ditandatangani"
git -C "$officer" push -q origin main
# below PROCESS: everything that it has started, the youngest first.
below() { local child; for child in $(pgrep -P "$1"); do below "$child"; echo "$child"; done; }
job main.sh >"$world/killed.log" &
up=
for _ in $(seq 600); do
  up=$(pgrep -f "lab exec --lab $lab control -- bin/titip up --approved" | head -n1) && break
  sleep 0.05
done
sleep 2
# As a cancelled job or a loss of power would.
mapfile -t doomed < <(below "$up")
kill -9 "${doomed[@]}" "$up"
wait
note "killed"
tail -n1 "$world/killed.log"

say "4. The next run makes what is missing and records it on main; the one after finds nothing to do"
job main.sh
note "http://pipa.cirebonkab.go.id/ answers $( (cd "$project" && bin/titip lab exec --lab "$lab" control -- curl -sS -o /dev/null -w '%{http_code}' http://pipa.cirebonkab.go.id/))"
git -C "$forge" log --format='   %an: %s' -1 main
git -C "$forge" show "main:requests/hosting/$id.yaml" | grep -c '^  creation:' | sed 's/^/   creations: /'
tip=$(git -C "$forge" rev-parse main)
job main.sh
[[ $(git -C "$forge" rev-parse main) == "$tip" ]] && note "main as it was"

say "5. At night somebody's change by hand is told, and not put right"
job nightly.sh
(cd "$project" && bin/titip lab exec --lab "$lab" web1 -- sed -i 's/ServerAlias .*/ServerAlias tangan.cirebonkab.go.id/' "/etc/apache2/titip/live/$id.conf")
job nightly.sh
