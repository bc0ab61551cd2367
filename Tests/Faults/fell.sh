#!/usr/bin/env bash
# Every input that once ended the program by a trap, a hang or a false word, with the status that it must have now.
#
#   Tests/Faults/fell.sh .build/release/disagree
#
# No run may take longer than ten seconds without a word on standard error. It takes about a minute.
set -u
program=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export SWIFT_BACKTRACE=enable=no
failures=0 checks=0

say() { # what, was it right
  checks=$((checks + 1))
  if [ "$2" = 0 ]; then echo "ok      $1"; else failures=$((failures + 1)); echo "FAILED  $1"; fi
}
# expect WHAT STATUSES COMMAND…: the command ends with one of the statuses, within the time that a search is given here.
expect() {
  local what=$1 statuses=$2 status start=$EPOCHREALTIME
  shift 2
  timeout 120 "$@" >out 2>err
  status=$?
  local seconds
  seconds=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')
  [[ " $statuses " == *" $status "* ]] && ! grep -q "Fatal error\|Backtrace took" err
  say "$what: status $status in $seconds s" $?
}
# says TEXT FILE: the file has the text.
says() { grep -q -- "$1" "$2"; say "   it says: $1" $?; }
essay=$root/models/essay.json5

echo "# Exact probabilities"
search=(--method exact --time-limit 20s --quiet)
expect "rpc, 50 delays" "0 4" "$program" compare "$root/models/rpc.json5" "${search[@]}" --discretize 50
expect "connect, 50 delays" "0 4" "$program" compare "$root/models/connect.json5" "${search[@]}" --discretize 50
expect "payment, 40 delays" "0 4" "$program" compare "$root/models/payment.json5" "${search[@]}" --discretize 40
expect "10,000 delays" "0 4" "$program" compare "$root/models/rpc.json5" "${search[@]}" --discretize 10000
echo '{network:{response:{loss:1e-165}},server:{failsAfterStore:1e-165},strategies:{a:{}}}' >a.json5
expect "a product of probabilities that is 0" 0 "$program" compare a.json5 --method exact
echo '{client:{crashes:{chance:5e-324}},strategies:{a:{}}}' >a.json5
expect "the least probability" 0 "$program" compare a.json5 --method exact
values=$(seq -s, 1 200 | sed "s/[0-9]*/'& ms'/g")
echo "{network:{request:{latency:{empirical:[$values]}},response:{latency:{empirical:[$values]}}},strategies:{a:{}}}" >a.json5
expect "two latencies of 200 values each" 0 "$program" compare a.json5 --method exact
values=$(seq -s, 1 60000 | sed "s/[0-9]*/'& us'/g")
echo "{network:{request:{latency:{empirical:[$values]}}},strategies:{a:{}}}" >a.json5
expect "a latency of 60,000 values" "0 4" "$program" compare a.json5 --method exact --quiet

echo "# Shards"
few=(--trials 100 --quiet)
"$program" compare "$essay" "${few[@]}" --shard 1/2 --output 1.json
"$program" compare "$essay" "${few[@]}" --baseline none --shard 2/2 --output 2.json
expect "a baseline and none" 2 "$program" merge 1.json 2.json
says "does not belong to" err
cp 1.json kept.json
expect "a checkpoint of another baseline" 2 "$program" compare "$essay" "${few[@]}" --resume 1.json --baseline blind
cmp -s 1.json kept.json; say "   the checkpoint is as it was" $?

echo "# Files"
mkfifo pipe && (timeout 20 cat pipe >/dev/null &)
expect "a pipe with a name" 0 "$program" show "$essay" --output pipe
[ -p pipe ]; say "   it is still one" $?
expect "a device" 0 "$program" show "$essay" --output /dev/null
[ -c /dev/null ]; say "   it is still one" $?
echo old >target && ln -s target link
expect "a link" 0 "$program" show "$essay" --output link
[ -L link ] && grep -q strategies target; say "   its target is written" $?
echo old >frozen && chmod 400 frozen
expect "a file that is read-only" 3 "$program" show "$essay" --output frozen
echo old >private && chmod 600 private
expect "a private file" 0 "$program" show "$essay" --output private
[ "$(stat -c %a private)" = 600 ]; say "   its mode is as it was" $?
cp "$essay" same.json5
expect "the model itself" 2 "$program" show same.json5 --output same.json5
expect "an open file" 0 bash -c '"$1" show "$2" --output /dev/fd/3 3>three' _ "$program" "$essay"
expect "a page of compare" 2 "$program" compare "$essay" "${few[@]}" --output x.html
says "disagree report writes a page" err
expect "a series to a full device" 3 "$program" compare "$root/models/jitter.json5" --runs 1 --series /dev/full --quiet
[ ! -s out ]; say "   nothing is written before" $?

echo "# Signals"
vary="network.request.loss=0%..20%:0.05%"
for command in "sweep $essay --trials 3000 --vary $vary" "report $essay --trials 3000 --vary $vary --output page.html"; do
  # shellcheck disable=SC2086
  expect "Ctrl-C at a later point of ${command%% *}" 130 env --default-signal=INT timeout --preserve-status -k 20 -s INT 1.5 "$program" $command
done
expect "Ctrl-C at once" 130 env --default-signal=INT timeout --preserve-status -k 20 -s INT 0.03 "$program" compare "$essay" --trials 2000000000
expect "a size of files" 3 bash -c 'ulimit -f 1; "$1" report "$2" --trials 100 --output page2.html --quiet' _ "$program" "$essay"
[ ! -e page2.html ] && ! ls -A | grep -q disagree-; say "   no half page and no draft" $?
expect "a sweep of 10⁹ trials" 4 "$program" sweep "$essay" --trials 1000000001 --vary network.request.loss=0%,1% --time-limit 12s
says "still working" err

echo "# Memory and time"
echo '{client:{timeout:"10 ms"},network:{request:{loss:"1%",latency:"3 s"}},strategies:{a:{attempts:300}},never:["unsure"]}' >a.json5
expect "300 attempts that overlap, a verdict" "0 4" bash -c 'ulimit -v 2000000; "$1" compare a.json5 --verdict --trials 100' _ "$program"
expect "300 attempts that overlap, exactly" 4 bash -c 'ulimit -v 2000000; "$1" compare a.json5 --method exact' _ "$program"
echo '{network:{request:{latency:"1 ms"}},gateway:{timeout:"10 ms"},strategies:{a:{attempts:40,backoff:{kind:"exponential",base:"1 s",factor:10}}}}' >a.json5
expect "every order of 40 attempts with an uncapped backoff" "0 1 4" "$program" check a.json5 --order --limit-states 3000
echo '{network:{request:{loss:"1%",latency:"3 s"}},client:{timeout:"10 ms"},gateway:{timeout:"10 ms"},strategies:{a:{attempts:60}}}' >a.json5
expect "every order of 60 attempts" "0 1 4" bash -c 'ulimit -v 2000000; "$1" check a.json5 --order --limit-states 3000' _ "$program"
expect "spark lines of costs near 10⁻³¹⁰" 0 bash -c 'printf "{costs:{duplicate:1e-310},network:{response:{loss:0.1}},strategies:{a:{attempts:2},b:{}}}" |
  "$1" sweep - --vary network.response.loss=10%,20%,30% --vary client.timeout=1s,2s --plot --trials 1000 --quiet' _ "$program"

echo "# Names"
name=$(printf 'n%.0s' {1..210}).json5
cp "$essay" "$name"
expect "a name of 210 characters, shown" 0 "$program" show "$name" --output shown.json5
expect "   and read again" 0 "$program" show shown.json5
expect "   as a shard" 0 "$program" compare "$name" "${few[@]}" --shard 1/1 --output long.json
expect "   merged" 0 "$program" merge long.json
name=$(printf 'a\033[31mb').json5
cp "$essay" "$name"
expect "an escape in a name" 0 "$program" compare "$name" "${few[@]}" --format csv
! grep -q $'\033' out err; say "   no escape is written" $?
expect "no glyph outside ASCII" 0 env LC_ALL=C "$program" compare "$essay" "${few[@]}"
! LC_ALL=C grep -q '[^ -~]' out; say "   none is written" $?
expect "a model from standard input, varied" 0 bash -c '"$1" report - --vary network.request.loss=0%,1% --trials 100 --quiet <"$2" >page3.html' _ "$program" "$essay"
cp "$essay" essay.json5
"$program" report essay.json5 "${few[@]}" --output one.html
"$program" report "$PWD/../$(basename "$PWD")/essay.json5" "${few[@]}" --output two.html
cmp -s one.html two.html; say "the bytes of a page do not depend on how the path was typed" $?
expect "a key of a megabyte" 2 bash -c 'printf "{%s:1}" "$(head -c 1000000 /dev/zero | tr "\0" k)" | "$1" show -' _ "$program"
[ "$(wc -c <err)" -lt 1000 ]; say "   its error is short" $?
expect "combining marks" 2 bash -c "printf '{title:\"e%s\",strategies:{a:{}}}' \"\$(printf '\\u0301%.0s' {1..300})\" | \"\$1\" show -" _ "$program"
says "200 characters" err

echo "$checks checks, $failures failed"
[ "$failures" = 0 ]
