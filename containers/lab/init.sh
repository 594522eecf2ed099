#!/bin/busybox sh
# Boots the lab guest without systemd: once as /init of the initramfs, then as the root disk's own
# process 1. Both stages are one file so that everything the guest does can be read in one place.

say() { echo "lab: $*" >/dev/console; }

first_stage() {
  bb=/bin/busybox
  $bb mount -t proc proc /proc
  $bb mount -t sysfs sys /sys
  $bb mount -t devtmpfs dev /dev
  for module in $($bb cat /modules/order); do $bb insmod /modules/$module; done
  $bb mount -t ext4 -o noatime /dev/vda /root || say "no root disk"
  for each in proc sys dev; do $bb mount -o move /$each /root/$each; done
  exec $bb switch_root /root /lab/init second
}

# Ends a job and everything it started; the rescue port calls it when a deadline passed.
kill_job() {
  for child in $(cat /proc/$1/task/*/children 2>/dev/null); do kill_job $child; done
  kill -KILL $1 2>/dev/null
}

# One shell line a request, "MARK LINE"; answered by its output, "MARK err", its errors, "MARK STATUS".
serve_lines() {
  while :; do
    while read -r mark line; do
      (eval "$line") </dev/null 2>/run/lab/err.$1 &
      echo $! >/run/lab/job.$1
      wait $!
      status=$?
      printf '\n%s err\n' "$mark"
      [ -s /run/lab/err.$1 ] && cat /run/lab/err.$1
      printf '\n%s %s\n' "$mark" $status
    done
    sleep 0.1
  done
}

port_named() {
  for port in /sys/class/virtio-ports/*; do
    read -r name <$port/name
    [ "$name" = "$1" ] && echo /dev/${port##*/}
  done
}

mount_kernel_folders() {
  mount -t tmpfs tmp /tmp
  mount -t tmpfs run /run
  mkdir -p /run/lab /dev/pts /dev/shm /mnt/lab
  mount -t devpts pts /dev/pts
  mount -t tmpfs shm /dev/shm
  mount -t cgroup2 cgroup /sys/fs/cgroup
  mount -t tracefs trace /sys/kernel/tracing
}

# FUSE has no tracepoint for a request, so kprobes count them by device and opcode. The offsets are
# those of struct fuse_mount {fc, sb}, struct super_block {s_list, s_dev} and struct fuse_args {nodeid, opcode}.
count_requests() {
  trace=/sys/kernel/tracing
  where='dev=+16(+8(%di)):u32 op=+8(%si):u32 fc=+0(%di):u64'
  echo "p:lab/fuse_request fuse_simple_request $where" >$trace/kprobe_events
  echo "p:lab/fuse_background fuse_simple_background $where" >>$trace/kprobe_events
  echo 'p:lab/fuse_forget fuse_queue_forget fc=%di:u64' >>$trace/kprobe_events
  echo 'hist:keys=dev,op' >$trace/events/lab/fuse_request/trigger
  echo 'hist:keys=dev,op' >$trace/events/lab/fuse_background/trigger
  echo 'hist:keys=fc' >$trace/events/lab/fuse_forget/trigger
  echo 'hist:keys=clnt,type' >$trace/events/9p/9p_client_req/trigger
}

start_services() {
  ip link set lo up
  ip addr add 192.168.56.10/24 dev eth0
  ip link set eth0 up
  hostname lab
  dockerd -H tcp://192.168.56.10:2375 --tls=false --iptables=false --ip6tables=false \
    --bridge=none --storage-driver=overlay2 >/var/log/dockerd.log 2>&1 &
  telnetd -b 192.168.56.10 -l /bin/bash
  for port in agent rescue; do
    device=$(port_named $port)
    [ -n "$device" ] && { serve_lines $port <>$device >&0 & }
  done
}

second_stage() {
  export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
  mount_kernel_folders
  for module in $(cat /lab/modules); do insmod $module || say "no module $module"; done
  count_requests
  start_services
  say "ready"
  while :; do wait; sleep 3600; done
}

case $1 in
  second) second_stage ;;
  *) first_stage ;;
esac
