# Runs a lab test where it sees no process, mount or network namespace but its own, so that two may run
# at once and each can say that nothing was left: alone.sh COMMAND...
if [ "$(id -u)" != 0 ] || [ "${SHAREBENCH_ALONE:-}" = yes ]; then exec "$@"; fi
export SHAREBENCH_ALONE=yes
exec unshare --mount --pid --fork --kill-child --mount-proc sh -ec '
  mkdir -p /run/netns
  mount -t tmpfs -o mode=755 none /run/netns
  "$@"' alone "$@"
