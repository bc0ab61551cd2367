#!/usr/bin/env bash
# Fifty times a run is killed at a random moment, whole or a shard, and then in the middle of saving; the same
# command goes on, and nothing may be lost or doubled. Then shards are merged in random orders. As root where
# strace is not installed yet:
#
#     Tests/Cluster/kill.sh [SEED]
source "$(dirname "$0")/prepare.sh"
needs strace strace
RANDOM=${1:-1}
kills=0
unsaved=0

# Runs a command, which keeps what it counted in a file, and kills it between 20 ms and 1 s later; again and
# again, until it is done or has been killed often enough.
# killing FILE COMMAND...
killing() {
  while [ "$kills" -lt "$wanted" ]; do
    local before
    before=$(cksum "$1" 2>/dev/null || true)
    "${@:2}" &
    local process=$! milliseconds=$((20 + RANDOM % 981))
    sleep "$((milliseconds / 1000)).$(printf %03d $((milliseconds % 1000)))"
    if ! kill -9 "$process" 2>/dev/null; then
      wait "$process"
      return
    fi
    # Done is done, even if the signal came just then.
    if wait "$process" 2>/dev/null; then return; fi
    kills=$((kills + 1))
    if [ "$before" = "$(cksum "$1" 2>/dev/null || true)" ]; then unsaved=$((unsaved + 1)); fi
  done
  "${@:2}"
}

round() {
  local arguments=(compare "$model" --trials "$trials" --seed "$1" --baseline blind)
  disagree "${arguments[@]}" --format csv --output one.csv
  killing whole.counted \
    disagree "${arguments[@]}" --resume whole.counted --format csv --output whole.csv
  cmp one.csv whole.csv
  for shard in 1 2 3; do
    killing "parts/$shard.counted" disagree "${arguments[@]}" --shard "$shard/3" \
      --resume "parts/$shard.counted" --output "parts/$shard.json"
  done
  disagree merge parts/*.json --format csv --output merged.csv
  cmp one.csv merged.csv
  rm -f -- parts/* whole.*
}

trials=6000000
seed=0
for wanted in 25 50; do
  while [ "$kills" -lt "$wanted" ]; do
    seed=$((seed + 1))
    round "$seed"
  done
done
echo "killed $kills times in $seed rounds, $unsaved times before anything new was saved: the same bytes"

trials=3000000
whole=(disagree compare "$model" --trials "$trials" --format csv --output)
"${whole[@]}" one.csv
for call in write fsync rename; do
  for time in 1 2 3; do
    if strace -f -qq -o /dev/null -e trace="$call" -e inject="$call:signal=SIGKILL:when=$time" \
      "${whole[@]}" whole.csv --resume whole.counted 2>/dev/null
    then
      echo "the program saved without a $call $time" >&2
      exit 1
    fi
    "${whole[@]}" whole.csv --resume whole.counted
    cmp one.csv whole.csv
    rm whole.*
  done
done
echo "killed in the first, second and third write, fsync and rename: the same bytes"

trials=640000
for shard in {1..64}; do
  disagree compare "$model" --trials "$trials" --shard "$shard/64" --output "parts/$shard.json"
done
disagree compare "$model" --trials "$trials" --format csv --output one.csv
for order in {1..10}; do
  disagree merge $(printf 'parts/%s.json\n' {1..64} | shuf --random-source=<(yes "$RANDOM")) \
    --format csv --output "merged.csv"
  cmp one.csv merged.csv
done
echo "64 shards in $order random orders: the same bytes"
