#!/bin/sh
# Builds the base tree that every host's file system starts from.
# Arguments: TARGET MIRROR SUITE COMPONENTS PACKAGES. Run under `flock`, so there is one builder at a time;
# the tree gets its final name only when it is whole, so a killed builder leaves nothing that looks finished.
set -eu
umask 022
target=$1 mirror=$2 suite=$3 components=$4 packages=$5

[ -d "$target" ] && exit 0
rm -rf "$target".partial-*
work=$target.partial-$$
mkdir -p "$work"

if ! debootstrap --variant=minbase --components="$components" --include="$packages" "$suite" "$work" "$mirror" \
  >"$work.log" 2>&1; then
  tail -n 15 "$work.log" >&2
  rm -rf "$work" "$work.log"
  exit 1
fi
rm -f "$work.log"

# The account that Titip logs in as: no password, keys only.
chroot "$work" /usr/sbin/useradd --create-home --shell /bin/bash --comment "Titip" titip
chroot "$work" /usr/sbin/a2enmod --quiet headers >/dev/null
# Enabled by its package, but not loadable as it is (docs/production.md): the administrator of a web server enables it.
chroot "$work" /usr/sbin/a2dismod --quiet --force qos >/dev/null
# Host keys come from public words (lab/keys.ts), never from the package's own making.
rm -f "$work"/etc/ssh/ssh_host_*
rm -rf "$work"/var/cache/apt/* "$work"/var/lib/apt/lists/*
# Debootstrap copies the machine's own name and resolver.
rm -f "$work"/etc/hostname "$work"/etc/resolv.conf
mv "$work" "$target"
