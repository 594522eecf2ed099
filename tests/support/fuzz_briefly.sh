# Builds the fuzz targets and runs each on its corpus, as often as the argument says.
#
# The seed is fixed, so that two runs of one commit try the same inputs: a finding is then of the commit.
# New inputs go to a folder of their own, so that the corpus in the tree stays as it is. A finding ends
# the script, and the input that caused it is printed as base64, since nothing else of a CI run is kept.
set -eu
cd "$(dirname "$0")/../.."
if [ $# = 1 ]; then
  cmake --preset fuzz
  cmake --build --preset fuzz
  work=$(mktemp -d "${TMPDIR:-/tmp}/sharebench-fuzz.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  for target in build/fuzz/tests/fuzz/*_fuzz; do printf '%s\n' "$target"; done |
    xargs -P "$(nproc)" -I TARGET sh tests/support/fuzz_briefly.sh "$1" TARGET "$work"
  exit
fi
runs=$1 target=$2 work=$3
name=$(basename "$target" _fuzz)
mkdir "$work/$name"
if ! "$target" -seed=1 -runs="$runs" -print_final_stats=1 -artifact_prefix="$work/$name-" "$work/$name" \
  "tests/fuzz/corpus/$name" >"$work/$name.log" 2>&1; then
  tail -n 60 "$work/$name.log" >&2
  base64 "$work/$name"-* >&2
  exit 255  # which ends xargs
fi
echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$name.log") executions, no finding"
