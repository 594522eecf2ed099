# Every refusal is a sentence with the mend and the exit code of docs/cli.md; nothing is left behind.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
mkdir share

refused() {  # STATUS SENTENCE OPTION...: of `sharebench run`
  status=$1 sentence=$2
  shift 2
  expect "$status" "$SHAREBENCH" run --target local --runner "$RUNNER" --dir share --quiet "$@"
  says err "error: "
  says err "$sentence"
  says err "hint: "
  nothing_left share
}

expect 2 "$SHAREBENCH"
says err "no command was given"
expect 2 "$SHAREBENCH" rnu
says err "did you mean 'run'?"
expect 2 "$SHAREBENCH" run --block 3
says err "run has no option '--block'; did you mean '--blocks'?"
expect 2 "$SHAREBENCH" list share
says err "did you mean 'shares'?"
expect 2 "$SHAREBENCH" run --target labb
says err "there is no target 'labb'; did you mean 'lab'?"

refused 2 "there is no workload 'smal_files'; did you mean 'small_files'?" --workloads smal_files
refused 2 "there is no parameter of workload small_files 'counts'; did you mean 'count'?" --workloads small_files:counts=1
refused 2 "there is no suite 'missoin'; did you mean 'mission'?" --suite missoin
refused 2 "--blocks '0' is not a whole number from 1 to 1000" --blocks 0
refused 2 "--blocks 'many' is not a whole number" --blocks many
refused 2 "--seed '-1' is not a whole number" --seed -1
refused 2 "--margin 'big' is not a fraction between 0 and 1" --margin big
refused 2 "--margin '0' is not a fraction between 0 and 1" --margin 0
refused 2 "--engine 'rocket' is not known to the target local" --engine rocket
refused 2 "the target 'local' does not offer the share 'nfs3': it needs nfs" --shares nfs3
refused 4 "the directory missing does not exist" --shares gone=missing
refused 4 "the runner no-such-runner does not exist" --runner no-such-runner
refused 5 "small_files:count=0 could not be prepared" --workloads small_files:count=0
refused 5 "small_files:size=lots could not be prepared" --workloads small_files:size=lots

: >file
refused 4 "file is not a directory" --shares f=file
refused 4 "the directory file/out cannot be written" --out file/out

# A runner of another version, and one that is none.
printf '#!/bin/sh\nread x\necho "{\\"sharebench_protocol\\":1,\\"version\\":\\"9.9.9\\"}"\ncat\n' >old-runner
chmod +x old-runner
refused 4 "the runner is version 9.9.9 with protocol 1, this is sharebench" --runner ./old-runner
printf '#!/bin/sh\nexit 3\n' >no-runner
chmod +x no-runner
refused 4 "the runner did not start" --runner ./no-runner

# A share that is mounted read-only, and one without space.
if [ "$(id -u)" = 0 ]; then
  mkdir ro full
  mount -t tmpfs -o ro tmpfs ro
  trap 'umount "$scratch/ro" "$scratch/full" 2>/dev/null; rm -rf "$scratch"' EXIT
  refused 4 "cannot be made: Read-only file system" --shares r=ro
  mount -t tmpfs -o size=1m tmpfs full
  refused 5 "sequential_read:size=8MiB could not be prepared" --shares f=full --workloads sequential_read:size=8MiB
  says err "No space left on device"
  nothing_left full
fi

# A container engine that is not there.
refused 4 "no docker engine answers" --engine docker --docker /no/such/docker
DOCKER_HOST=unix:///no/such.sock
export DOCKER_HOST
refused 4 "no docker engine answers" --engine docker

# A run file cut in half, one of the future, one that is none, one that is not there.
expect 0 "$SHAREBENCH" run --target local --runner "$RUNNER" --dir share --quiet --blocks 1 --out whole \
  --workloads small_files:count=3 --warmup 0
cp whole/*.run.json run.json
head -c 700 run.json >half.json
sed 's/"schema": *1/"schema": 99/' run.json >future.json
echo '{"hello": 1}' >other.json
for file in half future other missing; do
  expect 6 "$SHAREBENCH" report $file.json
  says err "$file.json"
  says err "hint: "
done
expect 0 "$SHAREBENCH" report run.json
