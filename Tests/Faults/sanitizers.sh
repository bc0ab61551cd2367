#!/usr/bin/env bash
# Runs tests under a sanitizer.
#
#   Tests/Faults/sanitizers.sh SCRATCH address|thread [TARGET …]
#
# SCRATCH is a folder outside the repository, kept for the next run: a copy of the sources with the test TARGETs (default:
# all but the slow ones of the command line) and the modules that they need. The status is that of the tests; a report of
# the sanitizer ends them. CONFIGURATION=debug builds sooner and runs for longer; FILTER chooses tests by their names.
#
# The thread sanitizer probably does not see the lock of the standard library: `Mutex` waits in a part of
# libswiftSynchronization that is not instrumented, and eight threads that add to an array under one are reported as races.
# The copy has a lock of POSIX in its place, which the sanitizer knows.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1"
scratch=$(cd "$1" && pwd)
kind=$2
shift 2
targets=("$@")
if [ ${#targets[@]} = 0 ]; then
  targets=(SimulationTests StatisticsTests EndToEndTests StudyTests TextTests DiagramsTests ModelFilesTests ReportsTests)
fi
cd "$root"
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  [ -e "$file" ] || continue
  mkdir -p "$scratch/$(dirname "$file")"
  # Only what has changed, so that nothing else is built again.
  cmp -s "$file" "$scratch/$file" || cp -Lp "$file" "$scratch/$file"
done
{
  echo 'package.products = []'
  printf 'var concerned: Set<String> = ['
  printf '"%s", ' "${targets[@]}"
  echo ']'
  cat <<'END'
for _ in package.targets {
  for target in package.targets where concerned.contains(target.name) {
    for case .byNameItem(let name, _) in target.dependencies { concerned.insert(name) }
  }
}
package.targets.removeAll { !concerned.contains($0.name) }
END
} >"$scratch/more"
if [ "$kind" = thread ]; then
  cat >"$scratch/Sources/Study/Mutex.swift" <<'END'
import Foundation

final class Mutex<Value>: @unchecked Sendable {
  private var value: Value
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init(_ value: Value) {
    self.value = value
    pthread_mutex_init(lock, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    lock.deallocate()
  }

  func withLock<Result, Problem: Error>(
    _ body: (inout Value) throws(Problem) -> Result
  ) throws(Problem) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return try body(&value)
  }
}
END
fi
cat "$root/Package.swift" "$scratch/more" >"$scratch/Package.swift"
cd "$scratch"
flags=(-c "${CONFIGURATION:-release}" -Xswiftc -enable-testing "--sanitize=$kind")
swift build --build-tests "${flags[@]}"
program=$(swift build "${flags[@]}" --show-bin-path)/disagreePackageTests.xctest
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0:halt_on_error=1 TSAN_OPTIONS=halt_on_error=0:exitcode=66
exec "$program" --testing-library swift-testing ${FILTER:+--filter "$FILTER"}
