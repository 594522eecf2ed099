#!/bin/sh
# Makes what the lab boots from out of a Debian tree: kernel, initramfs and disk, without loop mounts.
set -eu
tree=$1 out=$2 init=$3
release=$(basename "$tree"/boot/vmlinuz-*)
release=${release#vmlinuz-}
image=$tree/boot/vmlinuz-$release

# The modules needed for the given ones, in the order in which they can be loaded.
modules() {
  for name in "$@"; do chroot "$tree" modprobe -S "$release" --show-depends "$name"; done |
    awk '$1 == "insmod" && !seen[$2]++ { print $2 }'
}

number() { od -An -tu"$2" -j "$1" -N "$2" "$image" | tr -d ' '; }

# A PVH boot of the unpacked kernel saves seconds of emulated unpacking. The offsets are those of the
# Linux boot protocol: setup_sects at 0x1f1, payload_offset at 0x248, payload_length at 0x24c.
unpack_kernel() {
  start=$((($(number 497 1) + 1) * 512 + $(number 584 4)))
  tail -c +$((start + 1)) "$image" | head -c $(($(number 588 4) - 4)) | xz -dc >"$out/vmlinux"
}

make_initramfs() {
  folder=$out/initramfs
  mkdir -p "$folder/bin" "$folder/proc" "$folder/sys" "$folder/dev" "$folder/root" "$folder/modules"
  cp "$tree/usr/bin/busybox" "$folder/bin/"
  cp "$init" "$folder/init"
  chmod 755 "$folder/init"
  modules virtio_pci virtio_blk crc32c_generic ext4 >"$out/boot.modules"
  while read -r module; do
    cp "$tree$module" "$folder/modules/"
    basename "$module" >>"$folder/modules/order"
  done <"$out/boot.modules"
  (cd "$folder" && find . | "$tree/usr/bin/busybox" cpio -o -H newc 2>/dev/null) >"$out/initrd.img"
  rm -rf "$folder"
}

prepare_tree() {
  mkdir -p "$tree/lab" "$tree/root/.ssh" "$tree/srv" "$tree/var/lib/nfs"
  modules virtio_console virtio_net virtio_rng overlay nfs nfsv3 nfsv4 9p 9pnet_virtio virtiofs fuse \
    veth sch_netem vboxguest vboxsf | grep -vxFf "$out/boot.modules" >"$tree/lab/modules"
  cp "$init" "$tree/lab/init"
  chmod 755 "$tree/lab/init"
  ln -sf ../proc/self/mounts "$tree/etc/mtab"
  chmod 700 "$tree/root/.ssh"
  chroot "$tree" ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
  cp "$tree/root/.ssh/id_ed25519.pub" "$tree/root/.ssh/authorized_keys"
  # The default, sntrup761, takes 2 s longer to agree on a key under emulation.
  echo "KexAlgorithms curve25519-sha256" >"$tree/root/.ssh/config"
  rm -f "$tree"/boot/initrd.img-*
}

unpack_kernel
make_initramfs
prepare_tree
truncate -s 8G "$out/root.img"
mke2fs -q -t ext4 -O ^resize_inode -J size=64 -E lazy_itable_init=1,lazy_journal_init=1,nodiscard -m 0 -d "$tree" "$out/root.img"
printf '%s' "$release" >"$out/kernel"
chroot "$tree" dpkg-query -W -f '${Version}' nfs-ganesha >"$out/nfs_server"
