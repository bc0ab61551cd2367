#!/usr/bin/env bash
# GNU parallel counts shards on this machine, while one of them is killed, and then all. As root where
# GNU parallel is not installed yet:
#
#     Tests/Cluster/parallel.sh
source "$(dirname "$0")/prepare.sh"
needs parallel parallel

count() {
  parallel --jobs 100% --retries 3 --joblog parts/log --resume-failed \
    disagree compare "$model" --trials "$trials" --jobs 1 --shard {}/"$shards" \
    --resume parts/{}.counted --output parts/{}.json ::: $(seq "$shards")
}

# One shard dies: it is tried again.
count &
parallel=$!
kills 2
awaits test -e parts/2.json
grep -P '^2\t' parts/log

# All die, as when the machine does: the same command goes on.
awaits test -e parts/9.counted
kill -9 "$parallel"
kills 9
if wait "$parallel"; then exit 1; fi

missing=$(for shard in $(seq "$shards"); do [ -e "parts/$shard.json" ] || echo "$shard"; done | paste -sd, -)
echo "killed all, when $missing were missing"
count

disagree merge parts/*.json --format csv --output merged.csv
same
