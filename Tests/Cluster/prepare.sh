# shellcheck shell=bash
# Sourced by the scripts beside it: builds the program, and goes to an empty folder with the models in it.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
swift build --quiet --package-path "$repository" -c release --product disagree >&2
PATH=$(swift build --quiet --package-path "$repository" -c release --show-bin-path):$PATH
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cp -r "$repository/models" .
export model=models/essay.json5 trials=16000000 shards=16
mkdir parts

# Installs Debian packages if a program is not there; as root.
# needs PROGRAM PACKAGE...
needs() {
  if ! command -v "$1" >/dev/null; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${@:2}" >&2
  fi
}

# Waits until a command succeeds, five minutes at most.
# awaits COMMAND...
awaits() {
  for _ in {1..6000}; do
    if "$@" >&2; then return; fi
    sleep 0.05
  done
  echo "in vain: $*" >&2
  return 1
}

# Kills the process that counts a shard in this folder, as soon as it has saved something.
# kills SHARD
kills() {
  awaits test -e "parts/$1.counted"
  local process
  for process in $(pgrep -f "^[^ ]*disagree compare .*--shard $1/$shards "); do
    if [ "$(readlink "/proc/$process/cwd")" = "$folder" ]; then
      kill -9 "$process"
      echo "killed shard $1 in process $process"
      return
    fi
  done
  echo "shard $1 was done before it could be killed" >&2
  return 1
}

# Compares what was merged with what one run prints, byte for byte.
same() {
  disagree compare "$model" --trials "$trials" --format csv --output one.csv
  cmp one.csv merged.csv
  echo "$trials trials in $shards shards: the same $(wc -c <merged.csv) bytes as one run"
}
