#!/usr/bin/env bash
# site.sh FOLDER: a site of the demo's own, with this repository's code, inventory and example requests. What the
# demo records in it stays, so that a second run finds everything done.
set -euo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1/requests"
cd "$1"
for name in bin dist lab node_modules package.json plugin Pulumi.yaml schema server; do
  ln -sfn "$repo/$name" "$name"
done
rm -rf datacenter documents sop
cp -r "$repo"/{datacenter,documents,sop,Pulumi.lab.yaml} .
cp -rn "$repo/requests/." requests/
