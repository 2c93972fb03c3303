#!/usr/bin/env bash
# need.sh PROGRAM:PACKAGE…: installs the Debian packages of programs that are missing.
set -euo pipefail
missing=()
for pair in "$@"; do
  command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0
echo "Installing ${missing[*]} …" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update && apt-get -qq install --no-install-recommends "${missing[@]}" >/dev/null
