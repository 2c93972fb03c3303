#!/bin/sh
# A tool of the base tree (dig, nsupdate …) for `control` on a machine that lacks it: run where it lies, with
# the tree's own loader and libraries, so that it sees the machine's files and the lab's resolver.
# Installed under the tool's name; TITIP_LAB_BASE is the base tree.
base=${TITIP_LAB_BASE:?}
for loader in "$base"/usr/lib/*-linux-*/ld-linux-*.so.*; do
  exec "$loader" --library-path "$(dirname "$loader")" "$base/usr/bin/$(basename "$0")" "$@"
done
