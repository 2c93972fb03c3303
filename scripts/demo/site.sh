#!/usr/bin/env bash
# site.sh FOLDER: a site of the demo's own, with this repository's code, inventory and example requests, and with the
# servers of scripts/demo/datacenter beside those of the inventory. What the demo records in it stays, so that a second
# run finds everything done.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)
mkdir -p "$1/requests"
cd "$1"
for name in bin dist lab node_modules package.json plugin Pulumi.yaml schema server; do
  ln -sfn "$repo/$name" "$name"
done
rm -rf datacenter documents sop
cp -r "$repo"/{datacenter,documents,sop,Pulumi.lab.yaml} .
cp -rn "$repo/requests/." requests/

# web1 offers every runtime and binds what was allotted; all sites get a certificate; db1 and docker1 are there.
sed -i '/^  web1:/,/capacity:/ s/^\( *\)runtimes: .*/\1runtimes: [static, php, proxy, container]\n\1limits: [storage, memory, bandwidth, connections]/' \
  datacenter/servers.yaml
for file in servers backup; do
  cat "$here/datacenter/$file.yaml" >>"datacenter/$file.yaml"
done
cp "$here/datacenter/tls.yaml" datacenter/
