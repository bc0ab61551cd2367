#!/usr/bin/env bash
# Builds the readers with libFuzzer and the address sanitizer, and gives each of them random inputs.
#
#   Tests/Fuzz/libfuzzer.sh SCRATCH build
#   Tests/Fuzz/libfuzzer.sh SCRATCH model|shard|vary|faults|number|quantity [INPUTS]
#   Tests/Fuzz/libfuzzer.sh SCRATCH minimize
#
# SCRATCH is a folder outside the repository, kept for the next run: a copy of the sources, the program, the corpus that
# grows, and each input that failed. The corpus of the repository stands in Tests/Fuzz/Corpus; `minimize` writes it anew
# with one input for each edge that only that input reaches.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1"
scratch=$(cd "$1" && pwd)
command=${2:-build}
targets="model shard vary faults number quantity"
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0

if [ "$command" = build ]; then
  rm -rf "$scratch/Sources"
  cp -rLp "$root/Sources" "$scratch/Sources"
  cp -rp "$root/Tests/Fuzz/InProcess" "$scratch/Sources/FuzzTargets"
  {
    sed -e '/testTarget/,$d' "$root/Package.swift" | sed -e '/executable(name/d'
    echo '    .target(name: "FuzzTargets", dependencies: ["ModelFiles", "Reports", "Study", "EndToEnd"]),'
    echo '  ]'
    echo ')'
    echo 'package.products = [.library(name: "Fuzz", type: .static, targets: ["FuzzTargets"])]'
  } >"$scratch/Package.swift"
  cd "$scratch"
  swift build -c release --product Fuzz -Xswiftc -sanitize=fuzzer,address
  archive=$(swift build -c release --show-bin-path)/libFuzz.a
  swiftc -sanitize=fuzzer,address -static-stdlib "$archive" -o fuzz 2>&1 | { grep -v 'Cannot export local symbol' || true; }
  mkdir -p seeds
  "$root/Tests/Fuzz/seeds.py" "${DISAGREE_PROGRAM:-$root/.build/release/disagree}" seeds
  exit
fi

cd "$scratch"
if [ "$command" = minimize ]; then
  for target in $targets; do
    rm -rf smallest && mkdir smallest
    FUZZ_TARGET=$target ./fuzz -merge=1 -max_len=4096 smallest "corpus/$target" "seeds/$target" 2>&1 | tail -n 1
    mkdir -p "$root/Tests/Fuzz/Corpus/$target"
    find "$root/Tests/Fuzz/Corpus/$target" -type f -delete
    # The smallest inputs say most in few bytes.
    find smallest -type f -size -3k -exec cp {} "$root/Tests/Fuzz/Corpus/$target" \;
  done
  exit
fi

mkdir -p "corpus/$command" failures
saved=$root/Tests/Fuzz/Corpus/$command
[ -d "$saved" ] || saved=
FUZZ_TARGET=$command FUZZ_WORDS=seeds/words exec ./fuzz -runs="${3:-1000000}" -max_len=4096 -timeout=10 -rss_limit_mb=2000 \
  -seed=1 -dict=seeds/words.dict -artifact_prefix="failures/$command-" -print_final_stats=1 -verbosity=1 \
  "corpus/$command" "seeds/$command" $saved
