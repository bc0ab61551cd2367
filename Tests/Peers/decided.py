"""The share of verdicts that decide, and the replay of every counterexample.

    swift build -c release --product disagree
    python3 Tests/Peers/decided.py [--seconds 5] [MODEL...]

Judges every strategy of every model without clients by itself, within some seconds of a processor, twice: for up to one
fault, then for any number of faults, or up to three where that takes too long. Counts the cells, lost and duplicate, that
are decided: impossible, possible, or impossible up to at least that number of faults. Draws each possible one with `disagree trace`: the trial that
showed it, the faults that the verdict names, or else the likeliest way to it. Prints each strategy with an undecided
cell, and each possible one that was not drawn.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("DISAGREE_PROGRAM", str(ROOT / ".build/release/disagree"))
CLASSES = ["lost", "duplicate"]
ROUNDS = [("up to 1 fault", 1, ["--faults", "1"]), ("any, or up to 3", 3, ["--faults", "3"])]


def run(*words):
    return subprocess.run([PROGRAM, *words], cwd=ROOT, capture_output=True, text=True)


def timed(*words):
    """The result of a command, and the seconds of a processor that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = run(*words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return result, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def strategies(path):
    """The names of the strategies of a model, in its order."""
    shown = run("compare", path, "--trials", "1", "--no-verdict", "--format", "json")
    return [strategy["strategy"] for strategy in json.loads(shown.stdout)["strategies"]]


def is_decided(cell, faults):
    word = cell["verdict"]
    if word == "impossible-up-to":
        return cell["faults"] >= faults
    return word in ("impossible", "possible", "observed")


def shows(drawn, outcome):
    if drawn.returncode != 0 or not drawn.stdout:
        return False
    return any(verdict["class"] == outcome for verdict in json.loads(drawn.stdout).get("verdict", []))


def is_replayed(path, strategy, outcome, cell):
    trace = ["trace", path, "--strategy", strategy, "--format", "json"]
    if cell["trial"] is not None:
        if shows(run(*trace, "--trial", str(cell["trial"])), outcome):
            return "trial"
    if shows(run(*trace, "--faults", cell["by"] or "none"), outcome):
        return "faults"
    for more in ([], ["--discretize", "2"], ["--discretize", "8"]):
        if shows(run(*trace, "--outcome", outcome, *more), outcome):
            return "likeliest"
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("models", nargs="*")
    options = parser.parse_args()
    models = [Path(name).resolve() for name in options.models] or sorted((ROOT / "models").glob("*.json5"))
    single = [model for model in models if not re.search(r"^\s*clients:", model.read_text(), re.M)]
    totals = {name: [0, 0.0] for name, _, _ in ROUNDS}
    count, possible, replays, missing = 0, 0, {}, []
    for model in single:
        path = str(model.relative_to(ROOT))
        for strategy in strategies(path):
            count += 1
            for name, faults, words in ROUNDS:
                for patience in (1, 4, 16):
                    judged, seconds = timed(
                        "compare", path, "--strategy", strategy, "--verdict", "--trials", "10000", "--format", "json",
                        "--time-limit", f"{options.seconds * patience}s", *words)
                    verdict = json.loads(judged.stdout)["strategies"][0].get("verdict") if judged.stdout else None
                    cells = {outcome: verdict[outcome] for outcome in CLASSES} if verdict else {}
                    done = [outcome for outcome in cells if is_decided(cells[outcome], faults)]
                    # A machine with other work gives the program only a part of the time that passes.
                    if len(done) == len(CLASSES) or seconds > 0.9 * options.seconds:
                        break
                if seconds > 1.05 * options.seconds + 0.2:
                    done = []
                totals[name][0] += len(done) == len(CLASSES)
                totals[name][1] = max(totals[name][1], seconds)
                if len(done) < len(CLASSES):
                    left = {o: cells[o]["verdict"] for o in cells if o not in done}
                    print(f"{name}: {model.stem} {strategy}: {left}, {seconds:.1f} s", flush=True)
            for outcome, cell in cells.items():
                if cell["verdict"] != "possible" and cell["verdict"] != "observed":
                    continue
                possible += 1
                way = is_replayed(path, strategy, outcome, cell)
                replays[way] = replays.get(way, 0) + 1
                if way is None:
                    missing.append(f"{model.stem} {strategy}: {outcome} by {cell['by']}")
    print(f"{count} strategies of {len(single)} models")
    for name, (decided, longest) in totals.items():
        print(f"{name}: lost and duplicate decided for {decided}, the longest took {longest:.1f} s")
    print(f"{possible} possible cells, replayed by: {replays}")
    print("\n".join(["not replayed:"] + missing) if missing else "every possible cell was replayed")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
