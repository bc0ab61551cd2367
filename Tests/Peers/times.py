"""W6: every command on every model, in seconds and megabytes.

    swift build -c release --product disagree
    python3 Tests/Peers/times.py [--limit SECONDS] [--patience 8] [--command NAME] [MODEL...]

Runs `compare`, `run`, `check`, `report`, `compare --method exact --discretize 3`, `compare --method rare`, `compare
--verdict` and a sweep of two points on each model, one after the other, with `--time-limit`. Prints a row for each model,
with the seconds of each command and its exit status if that is not 0, then the largest memory. Below the table stands each
command above its limit: 2 seconds for `compare` and `report`, 5 for the others, and 300 MB. The seconds are those that
passed, or those of all processors if they are fewer, as on a machine with other work. A process that outlives its time
limit by half a minute is ended. `--patience` gives each command more time than is judged.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# The largest seconds of a command, if not those of `--limit`; and the largest megabytes.
SECONDS = {"compare": 2, "report": 2}
MEGABYTES = 300

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("DISAGREE_PROGRAM", str(ROOT / ".build/release/disagree"))


def first_strategy(model):
    """The name of the first strategy of a model file."""
    text = re.sub(r"//.*", "", model.read_text())
    found = re.search(r"strategies:\s*\{\s*(\"(?P<quoted>[^\"]+)\"|(?P<plain>[\w$]+))\s*:", text)
    return found["quoted"] or found["plain"]


def commands(model, folder):
    strategy = ["--strategy", first_strategy(model)]
    path = str(model.relative_to(ROOT))
    return {
        "compare": ["compare", path],
        "run": ["run", path] + strategy,
        "check": ["check", path],
        "report": ["report", path, "--output", f"{folder}/report.html"],
        "exact": ["compare", path, "--method", "exact", "--discretize", "3"],
        "rare": ["compare", path, "--method", "rare"],
        "verdict": ["compare", path, "--verdict"],
        "sweep": ["sweep", path, "--vary", "client.timeout=100ms,1s"],
    }


def measured(words, limit):
    """The seconds, megabytes and exit status of one command."""
    start = time.perf_counter()
    with open(os.devnull, "w") as nothing:
        process = subprocess.Popen(
            [PROGRAM] + words + ["--time-limit", f"{limit}s"], cwd=ROOT, stdout=nothing, stderr=nothing)
        killed = False
        while True:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                break
            if time.perf_counter() - start > limit + 30 and not killed:
                process.kill()
                killed = True
            time.sleep(0.01)
    seconds = time.perf_counter() - start
    code = "ended" if killed else os.waitstatus_to_exitcode(status)
    return min(seconds, usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024, code


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--limit", type=float, default=5)
    parser.add_argument("--command", action="append")
    parser.add_argument("--patience", type=float, default=1, help="the time limit, as a multiple of --limit")
    parser.add_argument("models", nargs="*")
    options = parser.parse_args()
    models = [ROOT / name for name in options.models] or sorted((ROOT / "models").glob("*.json5"))
    late = []
    with tempfile.TemporaryDirectory() as folder:
        names = options.command or list(commands(models[0], folder))
        print("model".ljust(20) + "".join(name.rjust(12) for name in names) + "MB".rjust(8))
        for model in models:
            row, memory = model.stem.ljust(20), 0
            for name in names:
                seconds, megabytes, code = measured(commands(model, folder)[name], options.limit * options.patience)
                memory = max(memory, megabytes)
                row += (f"{seconds:.2f}" + (f" ({code})" if code else "")).rjust(12)
                if seconds > SECONDS.get(name, options.limit) * 1.05 + 0.2 or megabytes > MEGABYTES:
                    late.append(f"{name} {model.stem}: {seconds:.2f} s, {megabytes:.0f} MB")
            print(row + f"{memory:8.0f}", flush=True)
    print("\n".join(["above the limit:"] + late) if late else "nothing is above the limit")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
