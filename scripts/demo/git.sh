#!/usr/bin/env bash
# A pull request as the approval, with nothing but Git: two clones, three officers' keys and one bare repository whose
# hooks check, refuse and apply on the lab's real servers. Every refusal is expected: the story ends when one is missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
lab=${DEMO_LAB:-git-demo}
world=${DEMO_FOLDER:-$(realpath "$here/../..")/.lab/git-demo}
id=HST-2026-0201
# shellcheck source=scripts/demo/git-world.sh
. "$here/git-world.sh"

say "1. A request comes in; the data centre's staff records and assesses it on a branch"
git -C "$staff" switch -qc "$id"
titip "$staff" new hosting --id "$id" --from-json "$here/hosting.json" \
  --letter-number 445/1402/Dinkes --letter-date "$today" --letter-file "$here/surat-permohonan.txt"
titip "$staff" step "$id" registration --set agenda=1402/XI/2026
titip "$staff" step "$id" disposition --set to=kabid-aplikasi
inside "$staff" assess "$id"
commit "$staff" staf "$id: surat masuk, dikaji"
push "$staff" "$id"

say "2. The approval is claimed without any evidence, and merged"
titip "$staff" step "$id" decision --set result=approved --by kabid-aplikasi --recorded-by staf-dc
commit "$staff" staf "$id: disetujui (kata staf)"
git -C "$staff" switch -q main
git -C "$staff" merge -q --no-edit --no-ff "$id" -m "Gabung $id"
refused "bukti" push "$staff" main
git -C "$staff" push -q origin "$id" 2>/dev/null

say "3. An officer who may not decide signs"
git -C "$officer" fetch -q origin && git -C "$officer" switch -q "$id"
plan "$officer"
refused "kunci" titip "$officer" sign "$id" decision --plan "$world/plan.json" --key "$keys/subkoor" --yes
note "he signs all the same, without titip, and merges"
titip "$officer" sign "$id" decision --plan "$world/plan.json" --key "$keys/kabid" --yes >/dev/null
cp -r "$officer" "$world/forged"
rm "$world/forged/evidence/$id/decision.sig"
ssh-keygen -q -Y sign -n titip -f "$keys/subkoor" <"$world/forged/evidence/$id/decision.json" >"$world/forged/evidence/$id/decision.sig"
commit "$world/forged" subkoor "$id: ditandatangani"
git -C "$world/forged" switch -qC main origin/main
git -C "$world/forged" merge -q --no-ff "$id" -m "Gabung $id"
refused "kunci" push "$world/forged" main

say "4. The head of the division signs the plan that he was shown; its digest is in the decision"
commit "$officer" kabid "$id: ditandatangani"
git -C "$officer" push -q origin "$id"

say "5. Main moves meanwhile: the head of the office approves another time to live for the zone's records"
update "$officer"
sed -i '/^  cirebonkab.go.id:/,/ttl:/ s/ttl: .*/ttl: 600/' "$officer/datacenter/zones.yaml"
approval ttl-zona inventory "Nama dapat dipindahkan lebih cepat"
titip "$officer" sign --approval ttl-zona --key "$keys/kadis" --yes
commit "$officer" kadis "Umur rekaman zona 600 detik"
push "$officer" main

say "6. What was approved is no longer what would be done: refused, with the lines that differ"
git -C "$officer" merge -q --no-ff "$id" -m "Gabung $id"
refused "ttl" push "$officer" main

say "7. The new plan is shown, signed again and merged; the server applies it while we look on"
update "$officer"
git -C "$officer" switch -q "$id"
git -C "$officer" merge -q --no-edit main
plan "$officer"
titip "$officer" sign "$id" decision --plan "$world/plan.json" --key "$keys/kabid" --yes --again
commit "$officer" kabid "$id: ditandatangani lagi"
git -C "$officer" switch -q main
git -C "$officer" merge -q --no-ff "$id" -m "Gabung $id"
merged=$(git -C "$officer" rev-parse main)
push "$officer" main
note "http://sigizi.cirebonkab.go.id/ answers $(seen)"
[[ $(seen) == 200 ]]

say "8. The notes keep what was approved, by whom, and what came of it"
git -C "$officer" fetch -q origin refs/notes/titip:refs/notes/titip
git -C "$officer" notes --ref=titip show "$merged"
update "$officer"
note "the machine has recorded its own step:"
sed -n '/^  creation:/,$p' "$officer/requests/hosting/$id.yaml"

say "9. Somebody changes the virtual host by hand; it is seen, and not put right by itself"
(cd "$project" && bin/titip lab exec --lab "$lab" web1 -- sed -i 's/ServerAlias .*/ServerAlias tangan.cirebonkab.go.id/' "/etc/apache2/titip/live/$id.conf")
refused "tangan.cirebonkab.go.id" inside "$officer" drift
inside "$officer" refresh --yes >/dev/null
inside "$officer" preview --digest --no-assume-approved | tail -4

say "10. The repair is approved like everything else, and applied"
approval perbaikan repair "Diubah langsung di web1, bukan lewat permohonan"
plan "$officer"
titip "$officer" sign --approval perbaikan --plan "$world/plan.json" --key "$keys/kadis" --yes
commit "$officer" kadis "Perbaikan disetujui"
push "$officer" main
inside "$officer" drift
note "http://sigizi.cirebonkab.go.id/ answers $(seen)"
[[ $(seen) == 200 ]]

say "Done: 4 refusals, 2 applies, nothing applied that was not approved. History of main:"
update "$officer"
git -C "$officer" log --format='   %h %an: %s' main
