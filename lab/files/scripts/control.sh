#!/bin/sh
# Runs a command of the machine inside the lab's network. The mount namespace is this command's own: its
# resolver is the lab's name server and its /proc is the lab's; nothing of this shows on the machine.
# Arguments: RUN DIRECTORY COMMAND…
set -eu
run=$1 directory=$2
shift 2
mount -t proc -o nosuid,nodev,noexec proc /proc
resolver=$(readlink -f /etc/resolv.conf || true)
if [ -e "$resolver" ]; then
  mount --bind "$run/control/resolv.conf" "$resolver"
fi
cd "$directory"
exec "$@"
