#!/usr/bin/env bash
# The main job, shown: one request for hosting and one for co-location walk through every activity of their
# procedures, beside the example requests, on the lab's real servers. Letters, minutes and registers are left in out/.
# Disks, state and requests of the demo are kept in .lab, so that a second run finds nothing to change.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)
out=$repo/out
lab=demo
today=$(TZ=WIB-7 date +%F) # the office's day, whatever zone this machine is in
"$here/site.sh" "$repo/.lab/demo-site"
cd "$repo/.lab/demo-site"

titip() { bin/titip "$@"; }
inside() { bin/titip lab exec --lab "$lab" control -- "$@"; } # on real servers there is no lab, and the command is bare
step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
# sent ID ACTIVITY DOCUMENT NUMBER [OPTION…]: a letter goes out and its activity is recorded. In the office the draft
# is signed, numbered and scanned; here the draft stands for the scan.
sent() {
  recorded "$1" "$2" && return
  inside bin/titip letter "$1" "$3" --draft --out "$out/konsep" >/dev/null
  titip step "$1" "$2" --letter-number "$4" --letter-date "$today" --letter-file "$out/konsep/$1-$3.pdf" "${@:5}"
}
# evidence ID: proof of access, taken once: its SHA-256 goes into the request.
evidence() { recorded "$1" completion || inside bin/titip verify "$1" --out "bukti/$1.json"; }
recorded() { grep -q "^  $2:" requests/*/"$1".yaml; }
trap 'bin/titip lab down "$lab" >/dev/null' EXIT

step "Servers: web1, web2 (Apache), ns1 (BIND), gw1 (nftables)"
titip lab up "$lab" --disks "$repo/.lab/demo"

step "titip new: two letters have come in"
H=HST-2026-0101 C=COL-2026-0101
[[ -e requests/hosting/$H.yaml ]] || titip new hosting --id $H --from-json "$here/hosting.json" \
  --letter-number 445/1302/Dinkes --letter-date "$today" --letter-file "$here/surat-permohonan.txt"
[[ -e requests/colocation/$C.yaml ]] || titip new colocation --id $C --from-json "$here/colocation.json" \
  --letter-number 421/877/Disdik --letter-date "$today" --letter-file "$here/surat-permohonan.txt"

step "titip status: where every request stands"
titip status

step "Hosting, activities 2 to 5: agenda, disposition, assessment with its address, decision"
titip step $H registration --set agenda=1302/XI/2026
titip step $H disposition --set to=kabid-aplikasi --note "Harap ditindaklanjuti"
inside bin/titip assess $H
recorded $H decision || inside bin/titip preview --assume-approved $H
sent $H decision follow-up-letter 555/401/Diskominfo --set result=approved --recorded-by staf-dc

step "Co-location, activities 2 to 6: disposition, capacity with its place in the rack, form, approval, notification"
titip step $C disposition --set to=seksi-infrastruktur --set onward=staf-dc
titip capacity --with $C
inside bin/titip assess $C
titip step $C form
titip step $C approval --set result=approved --recorded-by staf-dc
sent $C notification approval-notice 555/402/Diskominfo

step "titip check, titip up: sites, records and the gateway's rules come to be; the machine records what it made"
titip check
inside bin/titip up --yes --record

step "Co-location, activities 7 and 8: the server is brought, verified, placed, handed over"
titip step $C delivery --from-json "$here/delivery.json"
recorded $C verification || titip step $C verification --set result=accepted \
  --set 'assets=[{"number":"3.10.01.02.001.17","item":"CZ22340K7P"}]' \
  --set minutes.number=030/55/Diskominfo --set minutes.date="$today"
address=$(sed -n 's/.*ipv4: \[\([0-9.]*\).*/\1/p' requests/colocation/$C.yaml)
titip lab guest asesmen --lab "$lab" --address "$address" --listen 443,22,8080 >/dev/null

step "titip verify: finished and accessible"
mkdir -p bukti "$out"
evidence $H
evidence $C
inside node "$here/fetch-sites.mjs"

step "Hosting, activities 7 to 10; co-location, activity 9"
inside bin/titip usage --out "$out/usage.json" --format json
sent $H notification notification-letter 555/403/Diskominfo
titip step $H usage_report
titip step $H report
for id in $H $C; do
  recorded $id completion || titip step $id completion --set verification=@bukti/$id.json
done

step "titip up, once more: nothing may change"
inside bin/titip up --yes --expect-no-changes

step "titip status: the two requests are done"
titip status $H $C

step "Letters, minutes and registers"
for id in $H $C; do
  inside bin/titip letter $id --usage "$out/usage.json" --verification bukti/$id.json --out "$out"
done
for register in configuration addresses assets maintenance usage agenda; do
  inside bin/titip report $register --usage "$out/usage.json" --format xlsx --out "$out"
done
inside bin/titip report assets --format markdown --out "$out"

step "titip outputs: the configuration report"
inside bin/titip outputs
