#!/bin/sh
# First process of a lab's own PID, mount and network namespace; everything of the lab runs below it, so
# killing this one process ends the lab and its namespaces take mounts and interfaces along.
# Its working directory is the lab's run directory, named relatively: a lab whose directory was removed (a start
# that was cut off and cleared meanwhile) must not write into the one that came after it.
# Arguments: ADDRESS (of the bridge, which is `control`'s), PREFIX length.
set -eu
umask 022
address=$1 prefix=$2

# /proc is still the machine's, so this is our process id and start time as the machine sees them.
read -r stat </proc/self/stat
# shellcheck disable=SC2086
set -- $stat
printf '%s %s\n' "$1" "${22}" >holder.pid.new

ip link set lo up
ip link add br0 type bridge
ip addr add "$address/$prefix" dev br0
ip link set br0 up
mv holder.pid.new holder.pid

# `wait` collects whatever the namespace orphans. Without its directory a lab ends.
while [ -e holder.pid ]; do
  sleep 2 &
  wait
done
