#!/bin/sh
# First process of a lab's own PID, mount and network namespace; everything of the lab runs below it, so
# killing this one process ends the lab and its namespaces take mounts and interfaces along.
# Arguments: RUN (run directory), ADDRESS (of the bridge, which is `control`'s), PREFIX length.
set -eu
umask 022
run=$1 address=$2 prefix=$3

ip link set lo up
ip link add br0 type bridge
ip addr add "$address/$prefix" dev br0
ip link set br0 up
# /proc is still the machine's, so this is our process id and start time as the machine sees them.
read -r stat </proc/self/stat
# shellcheck disable=SC2086
set -- $stat
printf '%s %s\n' "$1" "${22}" >"$run/holder.pid.new"
mv "$run/holder.pid.new" "$run/holder.pid"

# `wait` collects whatever the namespace orphans.
while :; do
  sleep infinity &
  wait
done
