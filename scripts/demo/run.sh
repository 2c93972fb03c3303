#!/usr/bin/env bash
# The main job, shown: one request for hosting and one for co-location walk through every activity of their
# procedures, beside the example requests and a site of each other runtime, on the lab's real servers. Letters, minutes,
# registers and the usage report are left in out/. Disks, state and requests of the demo are kept in .lab, so that a
# second run finds nothing to change. DEMO=full goes on with what takes longer: a site lost and put back.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)
out=$repo/out
lab=demo
today=$(TZ=WIB-7 date +%F) # the office's day, whatever zone this machine is in
site=$repo/.lab/demo-site disks=$repo/.lab/demo
# Requests that were made of other forms than today's are another demo's: started afresh.
forms=$(find "$here"/*.json "$here/sites/container" "$here/build-folder.sh" -type f -exec sha256sum {} + | LC_ALL=C sort)
if [[ -e $site && $(cat "$site/forms" 2>/dev/null) != "$forms" ]]; then
  "$repo/bin/titip" lab down "$lab" >/dev/null
  rm -rf "$site" "$disks"
fi
"$here/site.sh" "$site"
cd "$site"
printf '%s\n' "$forms" >forms

titip() { bin/titip "$@"; }
inside() { bin/titip lab exec --lab "$lab" control -- "$@"; } # on real servers there is no lab, and the command is bare
step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
# shown COMMAND…: runs a command that an agency or its visitors type, inside the lab's network, and prints it first.
shown() {
  printf '$ %s\n' "$*" >&2
  inside "$@"
}
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

step "Servers: web1, web2 (Apache), ns1 (BIND), gw1 (nftables), db1 (MariaDB, PostgreSQL), docker1 (Docker), acme1 (pebble)"
titip lab up "$lab" --all --disks "$disks"
# pebble makes a new root at each start; certificates of earlier runs are still good, by the root of then.
titip lab exec --lab "$lab" web1 -- curl -sS --cacert /etc/titip/acme-server.pem https://acme1:15000/roots/0 >>roots.pem
export NODE_EXTRA_CA_CERTS=$PWD/roots.pem

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
address=$(sed -n 's/.*ipv4: \[\([0-9.]*\).*/\1/p' requests/colocation/$C.yaml)

step "Three more hostings, activities 1 to 5: PHP with MariaDB, a container with PostgreSQL, a proxy to the co-located server"
# shellcheck source=scripts/demo/runtimes.sh
. "$here/runtimes.sh"
approve_runtimes

step "titip check, titip up: sites, databases, certificates, records and the gateway's rules come to be; the machine records what it made"
titip check
inside bin/titip up --yes --record --confirm lab

step "Co-location, activities 7 and 8: the server is brought, verified, placed, handed over"
titip step $C delivery --from-json "$here/delivery.json"
recorded $C verification || titip step $C verification --set result=accepted \
  --set 'assets=[{"number":"3.10.01.02.001.17","item":"CZ22340K7P"}]' \
  --set minutes.number=030/55/Diskominfo --set minutes.date="$today"
titip lab guest asesmen --lab "$lab" --address "$address" --listen 443,22,8080,8081 >/dev/null

step "The agency puts its PHP site's files in place"
deliver_php

step "titip verify: finished and accessible"
mkdir -p bukti "$out"
evidence $H
evidence $C

step "Every site over https, its certificate checked against pebble's root; what databases said"
inside node "$here/fetch-sites.mjs"

step "Visitors come; titip usage collect, titip usage report: what each site took of what it was given"
inside node "$here/visitors.mjs"
inside bin/titip usage collect
titip usage report --out "$out/usage"
ls "$out"/usage/*-????-??.svg

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

if [[ ${DEMO-} == full ]]; then
  step "titip backup: the PHP site and its database are lost, and put back"
  lose_and_restore
fi
