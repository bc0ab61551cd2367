"""Every verdict "impossible", against millions of weighted trials.

    swift build -c release --product disagree
    python3 Tests/Peers/impossible.py [--trials 10000000] [--part 1/4] [--end SECONDS] [MODEL...]

Judges every strategy of every model without clients with `compare --verdict`. Then makes trials with `--method rare`,
which raises the chances of faults, or plain trials where there is no fault to raise. Prints each class that the verdict
calls impossible and a trial shows. `--part 1/4` takes every fourth strategy, and `--end` begins none after that time.
"""

import argparse
import json
import math
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("DISAGREE_PROGRAM", str(ROOT / ".build/release/disagree"))


def run(*words):
    return subprocess.run([PROGRAM, *words, "--quiet"], cwd=ROOT, capture_output=True, text=True)


def strategies(path):
    """The names of the strategies of a model, in its order."""
    shown = run("compare", path, "--trials", "1", "--no-verdict", "--format", "json")
    return [strategy["strategy"] for strategy in json.loads(shown.stdout)["strategies"]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--trials", type=int, default=10_000_000)
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--end", type=float, default=math.inf)
    parser.add_argument("models", nargs="*")
    options = parser.parse_args()
    part, parts = map(int, options.part.split("/"))
    models = [Path(name).resolve() for name in options.models] or sorted((ROOT / "models").glob("*.json5"))
    single = [model for model in models if not re.search(r"^\s*clients:", model.read_text(), re.M)]
    pairs = [(str(model.relative_to(ROOT)), name) for model in single for name in strategies(str(model.relative_to(ROOT)))]
    count, cells, plain, broken, start = 0, 0, 0, [], time.monotonic()
    for path, strategy in pairs[part - 1 :: parts]:
        if time.monotonic() - start > options.end:
            break
        count += 1
        words = ["compare", path, "--strategy", strategy, "--format", "json"]
        judged = json.loads(run(*words, "--verdict", "--trials", "1000").stdout)["strategies"][0]["verdict"]
        impossible = [name for name, cell in judged.items()
                      if isinstance(cell, dict) and cell.get("verdict") == "impossible"]
        if not impossible:
            continue
        trials = run(*words, "--no-verdict", "--method", "rare", "--trials", str(options.trials))
        if trials.returncode != 0:
            plain += 1
            trials = run(*words, "--no-verdict", "--trials", str(options.trials))
        measures = json.loads(trials.stdout)["strategies"][0]["measures"]
        for name in impossible:
            if name not in measures:
                continue
            cells += 1
            if measures[name]["estimate"] > 0:
                broken.append(f"{path} {strategy}: {name} {measures[name]['estimate']:g}")
                print(broken[-1], flush=True)
    print(f"{count} strategies, {cells} impossible cells, each in {options.trials} trials "
          f"({plain} strategies by plain ones), {len(broken)} contradicted, {time.monotonic() - start:.0f} s")
    return 1 if broken or not cells else 0


if __name__ == "__main__":
    sys.exit(main())
