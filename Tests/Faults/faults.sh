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
mkdir closed && chmod 555 closed
if [ "$(id -u)" != 0 ]; then expect "a folder that is read-only" 3 "$program" show "$model" --output closed/a; fi

echo '{client:{timeout:"10 ms"},network:{request:{loss:"1%",latency:"3 s"}},strategies:{a:{attempts:300}},never:["unsure"]}' >large.json5
for kilobytes in 400000 200000; do
  shell "memory of $kilobytes kB" "0 4" \
    "ulimit -v $kilobytes; \"\$1\" compare large.json5 --method exact --jobs 1 --quiet"
done
expect "memory of a search" "0 4" "$program" compare large.json5 --method exact --limit-memory 50 --quiet

# Signals: every long command says what it has, or that there is nothing, and leaves nothing else.
long=(
  "compare $model --trials 2000000000 --jobs 1 --output o.txt"
  "sweep $model --trials 3000 --vary network.request.loss=0%..20%:0.05% --output o.txt"
  "report $model --trials 3000 --vary network.request.loss=0%..20%:0.05% --output o.txt"
  "compare $model --trials 2000000000 --jobs 1 --resume r.json --output o.txt"
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

# Two processes on one file.
"$program" compare "$model" "${few[@]}" --output both.txt & "$program" compare "$model" "${few[@]}" --output both.txt
wait
"$program" compare "$model" "${few[@]}" --output one.txt
cmp -s both.txt one.txt; say "two processes write one file" $?

echo "$checks checks, $failures failed"
[ "$failures" = 0 ]
