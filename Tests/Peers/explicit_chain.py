"""A second opinion on exact numbers, without our code: recomputes them from the exported Markov chains.

    disagree compare MODEL --method exact --export-chain DIR --format csv-long --output DIR/exact.csv
    python3 Tests/Peers/explicit_chain.py DIR

Reads PRISM's explicit files as they are. The mean number of visits to each state is the sum over the steps to it;
states of cycles are iterated until less than 1e-18 is left. A share is the probability of the endings with its label,
and a mean the sum of visits times rewards. Prints every number that differs from `exact.csv` by more than a relative
1e-12, and the largest difference; exits with 1 if there is one, or if nothing was compared.
"""

import csv
import sys
from collections import defaultdict, deque
from math import fsum
from pathlib import Path

FOLDER = Path(sys.argv[1])
TOLERANCE = 1e-12


def transitions(path):
    lines = path.read_text().splitlines()
    states, count = map(int, lines[0].split())
    steps = defaultdict(list)
    for line in lines[1:]:
        origin, target, probability = line.split()
        steps[int(origin)].append((int(target), float(probability)))
    assert count == len(lines) - 1 and set(steps) == set(range(states))
    for outgoing in steps.values():
        assert abs(fsum(p for _, p in outgoing) - 1) < 1e-12
    return states, steps


def labels(path):
    lines = path.read_text().splitlines()
    names = {int(n): text.strip('"') for n, text in (w.split("=") for w in lines[0].split())}
    found = {name: [] for name in names.values()}
    for line in lines[1:]:
        state, numbers = line.split(":")
        for number in numbers.split():
            found[names[int(number)]].append(int(state))
    return found


def visits(states, steps, start, done):
    """The mean number of visits to each state before `done`."""
    expected = [0] * states
    for origin in range(states):
        for target, _ in steps[origin] if origin != done else []:
            expected[target] += 1
    parts = [[] for _ in range(states)]
    parts[start].append(1.0)
    ready, mean = deque([start]), [0.0] * states
    waiting = set(range(states))
    while ready:
        state = ready.popleft()
        waiting.discard(state)
        mean[state] = fsum(parts[state])
        for target, probability in steps[state] if state != done else []:
            parts[target].append(mean[state] * probability)
            expected[target] -= 1
            if expected[target] == 0:
                ready.append(target)
    flow = {state: fsum(parts[state]) for state in waiting if parts[state]}
    while fsum(flow.values()) > 1e-18:
        following = defaultdict(float)
        for state, amount in flow.items():
            mean[state] += amount
            for target, probability in steps[state] if state != done else []:
                following[target] += amount * probability
        flow = following
    return mean


exact = defaultdict(dict)
for row in csv.DictReader(open(FOLDER / "exact.csv")):
    exact[row["strategy"]][row["measure"]] = float(row["estimate"])
compared, worst, wrong = 0, 0.0, 0
for row in csv.DictReader(open(FOLDER / "strategies.csv")):
    name = row["files"]
    states, steps = transitions(FOLDER / f"{name}.tra")
    label = labels(FOLDER / f"{name}.lab")
    mean = visits(states, steps, label["init"][0], label["done"][0])
    found = {n: fsum(mean[s] for s in label[n]) for n in label if n not in ("init", "done", "unfollowed")}
    for path in FOLDER.glob(f"{name}.*.srew"):
        lines = [line.split() for line in path.read_text().splitlines()[1:]]
        found[path.name.split(".")[-2]] = fsum(mean[int(s)] * float(v) for s, v in lines)
    for measure, value in sorted(exact[row["strategy"]].items()):
        if measure == "requests_max":
            continue
        difference = abs(found[measure] - value) / max(abs(value), 1e-300) if found[measure] != value else 0
        compared, worst = compared + 1, max(worst, difference)
        if difference > TOLERANCE:
            wrong += 1
            print(f"{row['strategy']} {measure}: {value!r} in exact.csv, {found[measure]!r} here")
print(f"{compared} numbers, {wrong} differ, largest relative difference {worst:.2e}")
sys.exit(1 if wrong or not compared else 0)
