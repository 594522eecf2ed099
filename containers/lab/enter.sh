#!/bin/sh
# Runs one file server out of the lab's own Debian tree, so that nothing is installed on this machine.
# Called by `ip netns exec`, whose private mount namespace takes every mount below away with the server.
set -eu
tree=$1 state=$2
shift 2
root=$state/root
mount --bind "$tree" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmp "$root/tmp"
mount --bind "$state/run" "$root/run"
mount --bind "$state/var" "$root/var/lib/nfs"
mount --bind "$state/srv" "$root/srv"
mount --bind "$state/vboxsf" "$root/mnt" # what vboxsf serves, for an NFS export of the same files
exec chroot "$root" "$@"
