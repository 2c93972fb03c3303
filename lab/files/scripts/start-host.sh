#!/bin/sh
# Run inside the lab's namespaces: gives a host its disk if it has none yet, then starts it.
# Arguments: RUN HOST DISK_SIZE KEPT (folder of a disk that outlives the lab, or empty), then host.sh's own.
set -eu
umask 022 # whatever the caller's: "/" of a host is readable by all
run=$1 host=$2 size=$3 kept=$4
shift 4

disk=$run/disk/$host
mkdir -p "$disk"
if ! mountpoint -q "$disk"; then
  # Mounted in the lab's mount namespace: the tmpfs survives the host and dies with the lab.
  if [ "$kept" ]; then
    mount --bind "$kept" "$disk"
  else
    mount -t tmpfs -o "size=$size,mode=0700" titip-lab "$disk"
  fi
  mkdir -p "$disk/upper" "$disk/work"
fi
# Left by a host that was killed a moment ago, if the kernel has not got round to it.
ip link delete "$host" 2>/dev/null || true

setsid unshare --mount --uts --ipc --net --pid --fork \
  /bin/sh "$(dirname "$0")/host.sh" "$run" "$host" "$@" </dev/null >>"$run/hosts/$host/log" 2>&1 &
