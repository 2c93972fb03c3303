#!/bin/sh
# First process of a guest: a machine of somebody else's in the lab, with a network of its own and nothing more (file
# system and tools are the machine's). Run in the lab's mount and PID namespace and a new network namespace.
# Arguments: HOME NAME HOLDER (machine's pid of the lab's first process) BRIDGE GATEWAY PREFIX ADDRESSES PROGRAM…
set -eu
home=$1 name=$2 holder=$3 bridge=$4 gateway=$5 prefix=$6 addresses=$7
shift 7
outer() { nsenter --net="/proc/$holder/ns/net" ip "$@"; }

# Left by a guest that was ended a moment ago, if the kernel has not got round to it.
outer link delete "g-$name" 2>/dev/null || true
outer link add "$bridge" type bridge 2>/dev/null || true
outer link set "$bridge" up
ip link set lo up
ip link add eth0 type veth peer name "g-$name" netns "/proc/$holder/ns/net"
outer link set "g-$name" master "$bridge" up
for address in $addresses; do
  ip addr add "$address/$prefix" dev eth0
done
ip link set eth0 up
ip route add default via "$gateway"

# /proc is still the machine's, so this is our process id and start time as the machine sees them.
identity() { printf '%s %s\n' "$1" "${22}"; }
read -r stat </proc/self/stat
# shellcheck disable=SC2086
identity $stat >"$home/pid.new"
mv "$home/pid.new" "$home/pid"
exec "$@"
