#!/bin/sh
# Read by host.sh for a host of the role `container`, before it leaves the machine's file system: what a container
# daemon needs that no other server of the lab has. Uses: run host disk root device() confine.

# Its images are layers of overlays, which cannot lie on an overlay: straight on the host's disk.
mkdir -p "$disk/docker" "$root/var/lib/docker"
mount --bind "$disk/docker" "$root/var/lib/docker"

# Network settings are the namespace's own; the rest of /proc/sys stays read-only.
mount --bind "$root/proc/sys/net" "$root/proc/sys/net"
mount -o remount,bind,rw "$root/proc/sys/net"
echo 1 >/proc/sys/net/ipv4/ip_forward

mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys"

# A cgroup of its own in each hierarchy: below it the daemon limits containers, above it it sees nothing. What an
# earlier life of the host left is empty, its processes being dead.
group=titip-lab/${run##*/}.$host
join_group() {
  find "$1/$group" -depth -mindepth 1 -type d -exec rmdir {} + 2>/dev/null || true
  mkdir -p "$1/$group"
  if [ -e "$1/cpuset.cpus" ]; then # a new cpuset has no processor
    for file in titip-lab "$group"; do
      cat "$1/cpuset.cpus" >"$1/$file/cpuset.cpus"
      cat "$1/cpuset.mems" >"$1/$file/cpuset.mems"
    done
  fi
  echo 0 >"$1/$group/cgroup.procs"
}
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then # cgroup v2
  join_group /sys/fs/cgroup
  unshare --cgroup mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
else # v1: one hierarchy for each controller
  mount -t tmpfs -o nosuid,nodev,noexec,mode=0755,size=64k titip-cgroup "$root/sys/fs/cgroup"
  for controller in cpu cpuacct cpuset memory devices freezer blkio pids systemd; do
    [ -e "/sys/fs/cgroup/$controller/cgroup.procs" ] || continue
    join_group "/sys/fs/cgroup/$controller"
    mkdir "$root/sys/fs/cgroup/$controller"
    [ "$controller" != systemd ] || controller=none,name=systemd
    unshare --cgroup mount -t cgroup -o "$controller" cgroup "$root/sys/fs/cgroup/${controller#none,name=}"
  done
fi
confine="unshare --cgroup"

# Sites' volumes are file systems in files (docs/containers.md).
mknod -m 0600 "$root/dev/loop-control" c 10 237
for number in $(seq 0 63); do
  mknod -m 0600 "$root/dev/loop$number" b 7 "$number"
done
