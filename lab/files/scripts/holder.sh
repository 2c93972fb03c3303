#!/bin/sh
# First process of a lab's own PID, mount and network namespace; everything of the lab runs below it, so
# killing this one process ends the lab and its namespaces take mounts and interfaces along.
# Its working directory is the lab's run directory, named relatively: a lab whose directory was removed (a start
# that was cut off and cleared meanwhile) must not write into the one that came after it.
# Arguments: ADDRESS (of the bridge, which is `control`'s), PREFIX length, LOCK of the lab's disks if they are kept.
# Exit code 75: another lab has those disks.
set -eu
umask 022
address=$1 prefix=$2 lock=${3-}

if [ "$lock" ]; then
  # Held by this process and released by its end, which is after that of all else in the lab. A lab that was
  # killed a moment ago may still be ending.
  exec 9>>"$lock"
  flock --wait 2 9 || exit 75
  pwd >"$lock"
fi

# /proc is still the machine's, so this is our process id and start time as the machine sees them.
read -r stat </proc/self/stat
# shellcheck disable=SC2086
set -- $stat
printf '%s %s\n' "$1" "${22}" >holder.pid.new

ip link set lo up
ip link add br0 type bridge
ip addr add "$address/$prefix" dev br0
[ ! -e /proc/sys/net/ipv6 ] || ip -6 addr add "fd20:20:30::${address##*.}/64" dev br0 nodad
ip link set br0 up
mv holder.pid.new holder.pid

# `wait` collects whatever the namespace orphans. Without its directory a lab ends.
while [ -e holder.pid ]; do
  sleep 2 &
  wait
done
