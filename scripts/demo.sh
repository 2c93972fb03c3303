#!/usr/bin/env bash
# The main job, shown: the example requests become working sites on the lab's real servers.
# The servers' disks and the stack's state are kept in .lab/demo, so that a second run finds nothing to change.
set -euo pipefail
cd "$(dirname "$0")/.."

lab=demo
titip() { bin/titip "$@"; }
inside() { bin/titip lab exec --lab "$lab" control -- "$@"; }
step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
trap 'titip lab down "$lab" >/dev/null' EXIT

step "Servers: web1, web2 (Apache), ns1 (BIND)"
titip lab up "$lab" --disks .lab/demo

step "titip check: every request against the procedure"
titip check

step "titip preview: what approval has set in motion"
inside bin/titip preview

step "titip up"
inside bin/titip up --yes

step "Each site, fetched by name through the name server"
inside node scripts/fetch-sites.mjs

step "titip up, once more: nothing may change"
inside bin/titip up --yes --expect-no-changes

step "titip preview of a pull request: what approving HST-2026-0011 would do"
inside bin/titip preview --assume-approved HST-2026-0011

step "titip outputs: the configuration report"
inside bin/titip outputs
