#!/usr/bin/env bash
# build-folder.sh FOLDER: what the agency delivers for its container: a Dockerfile, its program, and a root file system
# of busybox and psql, taken from the lab's base tree (TITIP_LAB_BASE), since a lab reaches no registry. Prints the
# SHA-256 that the request states (docs/containers.md). A folder that is there stays: its digest was approved.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if [[ ! -e $1 ]]; then
  base=${TITIP_LAB_BASE:?} new=$1.new
  rm -rf "$new"
  mkdir -p "$new/rootfs/bin"
  cp -r "$here/sites/container/." "$new"
  cp "$base/bin/busybox" "$new/rootfs/bin/"
  psql=/usr/lib/postgresql/15/bin/psql
  cp "$base$psql" "$new/rootfs/bin/"
  # "libpq.so.5 => /lib/…/libpq.so.5 (0x…)", and the loader, which has no arrow.
  chroot "$base" ldd "$psql" | grep -o '/[^ ]*' | while read -r library; do
    mkdir -p "$new/rootfs$(dirname "$library")"
    cp -L "$base$library" "$new/rootfs$library"
  done
  mv "$new" "$1"
fi
cd "$1"
find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
