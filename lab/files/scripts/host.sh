#!/bin/sh
# First process of a host, in its own namespaces but still on the machine's file system: connects it to the
# bridge, mounts its file system, leaves the machine's behind, gives up what a server does not need, and
# becomes the host's init.
# Arguments: RUN HOST BASE ADDRESS PREFIX HOLDER (machine's pid of the lab's first process) CAPABILITIES ROUTER (the
# lab's gateway; itself on the gateway; empty in a lab without one) CARDS (blank-separated BRIDGE=ADDRESS/PREFIX) ROLE.
set -eu
umask 022
run=$1 host=$2 base=$3 address=$4 prefix=$5 holder=$6 capabilities=$7 router=$8 cards=$9 role=${10}
scripts=$(cd "$(dirname "$0")" && pwd)
home=$run/hosts/$host
disk=$run/disk/$host
root=$home/root

read -r stat </proc/self/stat
# shellcheck disable=SC2086
set -- $stat
printf '%s %s\n' "$1" "${22}" >"$home/pid.new"
mv "$home/pid.new" "$home/pid"

hostname "$host"
ip link set lo up
# A card survives a power cut like the disk does, so that neighbours need not learn a new one.
mac() (IFS=. && set -- $1 && printf '02:54:%02x:%02x:%02x:%02x' "$@")
ip link add eth0 address "$(mac "$address")" type veth peer name "$host" netns "/proc/$holder/ns/net"
nsenter --net="/proc/$holder/ns/net" ip link set "$host" master br0 up
ip addr add "$address/$prefix" dev eth0
# The last number of its IPv4 address, read as four hexadecimal digits: 10.20.30.11 is fd20:20:30::11 too.
[ ! -e /proc/sys/net/ipv6 ] || ip -6 addr add "fd20:20:30::${address##*.}/64" dev eth0 nodad
ip link set eth0 up

outer() { nsenter --net="/proc/$holder/ns/net" ip "$@"; }
number=0
for card in $cards; do
  number=$((number + 1)) bridge=${card%%=*} network=${card#*=}
  outer link delete "$host-$number" 2>/dev/null || true # as start-host.sh does for the first card
  outer link add "$bridge" type bridge 2>/dev/null || true
  outer link set "$bridge" up
  ip link add "eth$number" address "$(mac "${network%/*}")" type veth peer name "$host-$number" netns "/proc/$holder/ns/net"
  outer link set "$host-$number" master "$bridge" up
  ip addr add "$network" dev "eth$number"
  ip link set "eth$number" up
done
if [ "$router" = "$address" ]; then
  echo 1 >/proc/sys/net/ipv4/ip_forward
  outer route replace default via "$router"
elif [ "$router" ]; then
  ip route add default via "$router"
fi

mkdir -p "$root"
# The layer below is made anew while the disk stays: none of the features that tie the two by file handle, which
# some kernels have on by default.
mount -t overlay -o "index=off,metacopy=off,redirect_dir=off" \
  -o "lowerdir=$home/layer:$base,upperdir=$disk/upper,workdir=$disk/work" overlay "$root"
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
# The machine's kernel is shared: its settings and memory are out of a host's reach.
for path in sys sysrq-trigger irq bus fs; do
  [ -e "$root/proc/$path" ] || continue
  mount --bind "$root/proc/$path" "$root/proc/$path"
  mount -o remount,bind,ro "$root/proc/$path"
done

mount -t tmpfs -o nosuid,mode=0755,size=1m titip-dev "$root/dev"
device() { mknod -m 0666 "$root/dev/$1" c "$2" "$3"; }
device null 1 3
device zero 1 5
device full 1 7
device random 1 8
device urandom 1 9
device tty 5 0
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620,gid=5 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
mount -t tmpfs -o nosuid,nodev,mode=1777 titip-shm "$root/dev/shm"
for path in kcore kmsg kallsyms keys timer_list; do
  [ -e "$root/proc/$path" ] && mount --bind "$root/dev/null" "$root/proc/$path"
done
mount -t tmpfs -o nosuid,nodev,mode=0755 titip-run "$root/run"
mount -t tmpfs -o nosuid,nodev,mode=1777 titip-tmp "$root/tmp"

confine= # words in front of the host's init
# shellcheck source=lab/files/scripts/container-host.sh
[ "$role" != container ] || . "$scripts/container-host.sh"
# shellcheck source=lab/files/scripts/web-host.sh
[ "$role" != web ] || . "$scripts/web-host.sh"

cd "$root"
pivot_root . mnt
# shellcheck disable=SC2016,SC2086
exec chroot . /bin/sh -c 'umount -l /mnt && capabilities=$1 && shift && exec "$@" env -i \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
  setpriv --inh-caps=-all --bounding-set="$capabilities" /bin/sh /usr/local/lib/titip-lab/init' \
  sh "$capabilities" $confine
