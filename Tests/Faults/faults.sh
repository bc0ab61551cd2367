#!/usr/bin/env bash
# Faults of the machine: full disks, sizes, closed streams, signals, kills, memory, locales.
#
#   Tests/Faults/faults.sh .build/release/disagree [MOMENTS]
#
# Each command must end with a status of the manual, without a trap, and leave no half file and no draft behind. MOMENTS is
# the number of moments at which each signal is sent to each long command (default 5).
set -u
program=$(realpath "$1")
moments=${2:-5}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export SWIFT_BACKTRACE=enable=no
failures=0 checks=0

say() { # what, was it right
  checks=$((checks + 1))
  if [ "$2" != 0 ]; then failures=$((failures + 1)); echo "FAILED: $1"; fi
}
# expect WHAT STATUSES COMMAND…: the command ends with one of the statuses.
expect() {
  local what=$1 statuses=$2 status
  shift 2
  timeout 60 "$@" >out 2>err
  status=$?
  [[ " $statuses " == *" $status "* ]] && ! grep -q "Fatal error\|Backtrace took" err
  local right=$?
  say "$what: status $status, wanted $statuses: $(head -c 200 err)" $right
}
model=$root/models/essay.json5
few=(--trials 2000 --quiet)
# shell WHAT STATUSES LINE: the same of a line for a shell, in which $1 is the program and $2 the model.
shell() { expect "$1" "$2" bash -c "$3" _ "$program" "$model"; }

shell "full device" 3 '"$1" show "$2" > /dev/full'
expect "full device as a file" 3 "$program" show "$model" --output /dev/full
expect "series to a full device" 3 "$program" compare "$root/models/jitter.json5" --runs 1 --series /dev/full
[ ! -s out ]; say "nothing is written before the series" $?
shell "size of a file" 3 'ulimit -f 1; "$1" report "$2" --trials 100 --output page.html'
[ ! -e page.html ]; say "no half page" $?
shell "closed output" 3 '"$1" show "$2" >&-'
shell "closed input" 3 '"$1" show - <&-'
shell "closed errors" "0 2" '"$1" show nothing 2>&- || "$1" show "$2"'
shell "closed pipe" 0 '"$1" explain --schema | head -c 10 > /dev/null'
shell "few files" "0 3" 'ulimit -n 8; "$1" compare "$2" --trials 2000 --jobs 1'
expect "no home" 0 env -u HOME "$program" compare "$model" "${few[@]}"
for locale in C de_DE.UTF-8 tr_TR.UTF-8; do
  expect "locale $locale" 0 env LC_ALL=$locale "$program" compare "$model" "${few[@]}" --format csv --output "$locale.csv"
  cmp -s C.csv "$locale.csv"; say "the same bytes in $locale" $?
done
for columns in 1 10000; do
  expect "$columns columns" 0 env COLUMNS=$columns "$program" compare "$model" "${few[@]}"
done
mkfifo pipe && (timeout 20 cat pipe >piped &)
expect "a pipe with a name" 0 "$program" show "$model" --output pipe
[ -p pipe ]; say "the pipe is still one" $?
shell "an open file" 0 '"$1" show "$2" --output /dev/fd/3 3>three'
[ -s three ]; say "the open file is written" $?
echo old >target && ln -s target link
expect "a link" 0 "$program" show "$model" --output link
[ -L link ] && grep -q strategies target; say "the link is still one, and its target is written" $?
cp "$model" same.json5
expect "output = input" 2 "$program" show same.json5 --output ./same.json5
cmp -s same.json5 "$model"; say "the input is as it was" $?
echo old >private && chmod 600 private
expect "a private file" 0 "$program" show "$model" --output private
[ "$(stat -c %a private)" = 600 ]; say "its mode is as it was" $?
echo old >frozen && chmod 400 frozen
expect "a file that is read-only" 3 "$program" show "$model" --output frozen
[ "$(cat frozen)" = old ]; say "it is as it was" $?
mkdir closed && chmod 555 closed
# Root may write everywhere: another user runs it, if the program can be reached.
user=()
if [ "$(id -u)" = 0 ]; then user=(setpriv --reuid 65534 --regid 65534 --clear-groups); chmod 711 "$work"; fi
if "${user[@]}" "$program" --version >/dev/null 2>&1; then
  expect "a folder that is read-only" 3 "${user[@]}" "$program" show "$root/models/essay.json5" --output closed/a
  [ -z "$(ls -A closed)" ]; say "nothing is in the folder" $?
fi
# A disk of one page, where mounting is allowed.
mkdir disk
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=4k tmpfs disk 2>/dev/null; then
  trap 'umount "$work/disk"; rm -rf "$work"' EXIT
  for words in "report $model --trials 100 --output disk/a.html" "compare $model --trials 100 --shard 1/1 --output disk/a.json" \
    "compare $model --trials 100 --resume disk/r.json" "compare $model --method exact --export-chain disk/chain" \
    "compare $root/models/jitter.json5 --runs 1 --series disk/s.csv"; do
    # shellcheck disable=SC2086
    expect "full disk: $words" 3 "$program" $words --quiet
    [ -z "$(find disk -type f)" ]; say "no half file on a full disk: $words: $(find disk -type f)" $?
    rm -rf disk/*
  done
fi

echo '{client:{timeout:"10 ms"},network:{request:{loss:"1%",latency:"3 s"}},strategies:{a:{attempts:300}},never:["unsure"]}' >large.json5
for kilobytes in 400000 200000 140000 130000 100000; do
  shell "memory of $kilobytes kB" "0 4" \
    "ulimit -v $kilobytes; \"\$1\" compare large.json5 --method exact --jobs 1 --quiet"
done
grep -q "ulimit -v" err; say "it says what is too little" $?
expect "memory of a search" "0 4" "$program" compare large.json5 --method exact --limit-memory 50 --quiet

echo '{network:{request:{loss:"1%",latency:"20 ms"},response:{latency:{uniform:{from:"1 ms",to:"90 ms"}}}},gateway:{timeout:"60 ms",attempts:3},client:{timeout:"50 ms"},strategies:{a:{attempts:9,key:{}}},never:["duplicate"]}' >slow.json5

# Signals: every long command says what it has, or that there is nothing, and leaves nothing else.
long=(
  "compare $model --trials 2000000000 --jobs 1 --output o.txt"
  "sweep $model --trials 3000 --vary network.request.loss=0%..20%:0.05% --output o.txt"
  "report $model --trials 3000 --vary network.request.loss=0%..20%:0.05% --output o.txt"
  "compare $model --trials 2000000000 --jobs 1 --resume r.json --output o.txt"
  "compare $model --method rare --trials 2000000000 --jobs 1 --output o.txt"
  "compare $work/large.json5 --method exact --limit-states 100000000 --output o.txt"
  "check $work/slow.json5 --discretize 20 --limit-states 100000000 --output o.txt"
  "run $model --strategy key --trials 2000000000 --jobs 1 --output o.txt"
)
for signal in INT TERM HUP; do
  number=$(kill -l $signal)
  for words in "${long[@]}"; do
    for ((moment = 0; moment < moments; moment++)); do
      rm -f o.txt r.json
      # Bash ignores Ctrl-C in what runs in the background, and what is started there inherits that: env takes it back.
      # shellcheck disable=SC2086
      env --default-signal=$signal timeout --preserve-status -k 5 -s $signal "$(awk -v m=$moment -v r=$RANDOM 'BEGIN { print m < 2 ? 0.03 * (m + 1) : 0.1 + 1.2 * r / 32768 }')" \
        "$program" $words >out 2>err
      status=$?
      # 137 if it had to be killed five seconds later.
      [ $status = 0 ] || [ $status = $((128 + number)) ]
      right=$?
      say "$signal at moment $moment of $words: status $status: $(head -c 200 err)" $right
      ! ls -A | grep -q "disagree-"; say "no draft after $signal" $?
    done
  done
done

# Kills: a file is the old one or the new one, and the next run cleans up.
for ((moment = 0; moment < 4 * moments; moment++)); do
  rm -f page.html; echo old >page.html
  timeout -s KILL "0.$((RANDOM % 9))$((RANDOM % 9))" "$program" report "$model" --trials 2000 --output page.html --quiet >out 2>err
  [ "$(cat page.html)" = old ] || tail -n 1 page.html | grep -q "</html>"; say "a whole page after a kill" $?
done
touch .page.html.disagree-2000000000
expect "a page after kills" 0 "$program" report "$model" --trials 2000 --output page.html --quiet
! ls -A | grep -q "disagree-"; say "nothing is left of killed runs" $?

# The same of all that is written while a command runs.
kills=(
  "compare $model --trials 200000 --jobs 1 --resume r.json"
  "compare $model --trials 2000 --shard 1/1 --output s.json"
  "compare $root/models/jitter.json5 --runs 2 --series t.csv"
  "sweep $model --trials 200 --vary network.request.loss=0%..20%:1% --output u.csv"
)
for words in "${kills[@]}"; do
  for ((moment = 0; moment < moments; moment++)); do
    rm -f r.json s.json t.csv u.csv
    # shellcheck disable=SC2086
    timeout -s KILL "0.$((RANDOM % 9))$((RANDOM % 9))" "$program" $words --quiet >out 2>err
    for file in r.json s.json; do [ ! -e $file ] || [ "$(tail -n 1 $file)" = "}" ]; say "a whole $file after a kill" $?; done
    for file in t.csv u.csv; do
      [ ! -e $file ] || [ "$(awk -F, '{ print NF }' $file | sort -u | wc -l)" = 1 ]; say "a whole $file after a kill" $?
    done
    [ ! -e r.json ] || "$program" compare "$model" --trials 200000 --resume r.json --quiet --time-limit 5s >out 2>err
    [ $? = 0 ]; say "a run goes on after a kill: $(head -c 200 err)" $?
    # shellcheck disable=SC2086
    "$program" $words --quiet >out 2>err
    ! ls -A | grep -q "disagree-"; say "nothing is left of a killed $words" $?
  done
done

# Two processes on one file.
"$program" compare "$model" "${few[@]}" --output both.txt & "$program" compare "$model" "${few[@]}" --output both.txt
wait
"$program" compare "$model" "${few[@]}" --output one.txt
cmp -s both.txt one.txt; say "two processes write one file" $?

echo "$checks checks, $failures failed"
[ "$failures" = 0 ]
