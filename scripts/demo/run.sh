#!/usr/bin/env bash
# The main job, shown: one request for hosting and one for co-location walk through every activity of their
# procedures, beside the example requests, on the lab's real servers. Letters, minutes and registers are left in out/.
# Disks, state and requests of the demo are kept in .lab, so that a second run finds nothing to change.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)
out=$repo/out
lab=demo
"$here/site.sh" "$repo/.lab/demo-site"
cd "$repo/.lab/demo-site"

titip() { bin/titip "$@"; }
inside() { bin/titip lab exec --lab "$lab" control -- "$@"; } # on real servers there is no lab, and the command is bare
step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
# signed ID DOCUMENT: the draft of a letter. In the office it is signed, numbered and scanned; here the draft stands for it.
signed() { [[ -e $out/konsep/$1-$2.pdf ]] || inside bin/titip letter "$1" "$2" --draft --out "$out/konsep" >/dev/null; }
recorded() { grep -q "^  $2:" requests/*/"$1".yaml; }
trap 'bin/titip lab down "$lab" >/dev/null' EXIT

step "Servers: web1, web2 (Apache), ns1 (BIND), gw1 (nftables)"
titip lab up "$lab" --disks "$repo/.lab/demo"

step "titip new: two letters have come in"
H=HST-2026-0101 C=COL-2026-0101
[[ -e requests/hosting/$H.yaml ]] || titip new hosting --id $H --from-json "$here/hosting.json" \
  --letter-number 445/1302/Dinkes --letter-date 2026-11-20 --letter-file "$here/surat-permohonan.txt"
[[ -e requests/colocation/$C.yaml ]] || titip new colocation --id $C --from-json "$here/colocation.json" \
  --letter-number 421/877/Disdik --letter-date 2026-11-20 --letter-file "$here/surat-permohonan.txt"

step "titip status: where every request stands"
titip status

step "Hosting, activities 2 to 5: agenda, disposition, assessment with its address, decision"
titip step $H registration --set agenda=1302/XI/2026
titip step $H disposition --set to=kabid-aplikasi --note "Harap ditindaklanjuti"
inside bin/titip assess $H
recorded $H decision || inside bin/titip preview --assume-approved $H
signed $H follow-up-letter
titip step $H decision --set result=approved --recorded-by staf-dc \
  --letter-number 555/401/Diskominfo --letter-date 2026-11-23 --letter-file "$out/konsep/$H-follow-up-letter.pdf"

step "Co-location, activities 2 to 6: disposition, capacity with its place in the rack, form, approval, notification"
titip step $C disposition --set to=seksi-infrastruktur --set onward=staf-dc
titip capacity --with $C
inside bin/titip assess $C
titip step $C form
titip step $C approval --set result=approved --recorded-by staf-dc
signed $C approval-notice
titip step $C notification \
  --letter-number 555/402/Diskominfo --letter-date 2026-11-23 --letter-file "$out/konsep/$C-approval-notice.pdf"

step "titip check, titip up: sites, records and the gateway's rules come to be; the machine records what it made"
titip check
inside bin/titip up --yes --record

step "Co-location, activities 7 and 8: the server is brought, verified, placed, handed over"
titip step $C delivery --from-json "$here/delivery.json"
titip step $C verification --set result=accepted --set 'assets=[{"number":"3.10.01.02.001.17","item":"CZ22340K7P"}]' \
  --set minutes.number=030/55/Diskominfo --set minutes.date=2026-11-23
address=$(sed -n 's/.*ipv4: \[\([0-9.]*\).*/\1/p' requests/colocation/$C.yaml)
titip lab guest asesmen --lab "$lab" --address "$address" --listen 443,22,8080 >/dev/null

step "titip verify: finished and accessible"
mkdir -p "$out"
inside bin/titip verify $H --out "$out/$H-verification.json"
inside bin/titip verify $C --out "$out/$C-verification.json"
inside node "$here/fetch-sites.mjs"

step "Hosting, activities 7 to 10; co-location, activity 9"
evidence() { sha256sum <"$out/$1-verification.json" | cut -d ' ' -f 1; }
inside bin/titip usage --out "$out/usage.json" --format json
signed $H notification-letter
titip step $H notification \
  --letter-number 555/403/Diskominfo --letter-date 2026-11-23 --letter-file "$out/konsep/$H-notification-letter.pdf"
titip step $H usage_report
titip step $H report
titip step $H completion
recorded $C completion || titip step $C completion --set verification="$(evidence $C)"

step "titip up, once more: nothing may change"
inside bin/titip up --yes --expect-no-changes

step "titip status: the two requests are done"
titip status $H $C

step "Letters, minutes and registers"
inside bin/titip letter $H --usage "$out/usage.json" --out "$out"
inside bin/titip letter $C --out "$out"
for register in configuration addresses assets maintenance usage agenda; do
  inside bin/titip report $register --usage "$out/usage.json" --format xlsx --out "$out"
done
inside bin/titip report assets --format markdown --out "$out"

step "titip outputs: the configuration report"
inside bin/titip outputs
