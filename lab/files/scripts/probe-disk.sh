#!/bin/sh
# Fails, with the system's words, where a file system cannot carry a host's disk: as the upper part of an overlay
# it must hold owners, white-outs of removed files, and directories made again, which need extended attributes.
# Run in a mount namespace of its own, which takes the mount along.
# Arguments: FOLDER to work in; the caller removes it.
set -eu
probe=$1
mkdir -p "$probe/lower/folder" "$probe/upper" "$probe/work" "$probe/root"
mount -t overlay -o "lowerdir=$probe/lower,upperdir=$probe/upper,workdir=$probe/work" overlay "$probe/root"
cd "$probe/root"
rmdir folder
mkdir folder
: >folder/file
chown 65534:65534 folder/file
