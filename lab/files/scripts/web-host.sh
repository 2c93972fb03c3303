#!/bin/sh
# Read by host.sh for a host of the role `web`, before it leaves the machine's file system: control groups, in which
# the processes of sites are bound, and loop devices. Uses: run host root capabilities.
# The host's own processes stand in a group of the host's; below it titip-host makes one for each site. Of the machine's
# groups nothing else is seen.
group=titip-lab/${run##*/}.$host
join_web_group() {
  find "$1/$group" -depth -mindepth 1 -type d -exec rmdir {} + 2>/dev/null || true # an earlier life's: empty
  mkdir -p "$1/$group" "$2"
  echo $$ >"$1/$group/cgroup.procs"
  mount --bind "$1/$group" "$2"
  mount -o remount,bind,nosuid,nodev,noexec "$2"
}
if [ -e /sys/fs/cgroup/memory/cgroup.procs ]; then # v1: one hierarchy for each controller
  mkdir -p "$root/sys/fs/cgroup"
  mount -t tmpfs -o nosuid,nodev,noexec,mode=0755,size=64k titip-cgroup "$root/sys/fs/cgroup"
  for controller in memory cpu pids; do
    [ ! -e "/sys/fs/cgroup/$controller/cgroup.procs" ] || join_web_group "/sys/fs/cgroup/$controller" "$root/sys/fs/cgroup/$controller"
  done
elif [ -e /sys/fs/cgroup/cgroup.controllers ]; then # v2: the host's processes in a leaf, or nothing could be bound below
  mkdir -p "$root/sys/fs/cgroup" "/sys/fs/cgroup/$group/host"
  echo '+memory +cpu +pids' >/sys/fs/cgroup/cgroup.subtree_control
  echo '+memory +cpu +pids' >/sys/fs/cgroup/titip-lab/cgroup.subtree_control
  echo $$ >"/sys/fs/cgroup/$group/host/cgroup.procs"
  mount --bind "/sys/fs/cgroup/$group" "$root/sys/fs/cgroup"
fi

case $capabilities in
  *sys_admin*) # a site's storage may be an image
    mknod -m 0600 "$root/dev/loop-control" c 10 237
    for number in $(seq 0 63); do mknod -m 0600 "$root/dev/loop$number" b 7 "$number"; done
    ;;
esac
