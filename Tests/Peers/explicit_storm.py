"""A second opinion on exact numbers by Storm, from the exported Markov chains.

    python3 -m venv venv && venv/bin/pip install stormpy==2.0.0
    disagree compare MODEL --method exact --export-chain DIR --format csv-long --output DIR/exact.csv
    venv/bin/python Tests/Peers/explicit_storm.py DIR

Gives Storm each chain with its labels and rewards, and asks for `P=? [F "label"]` and `R{"mean"}=? [F "done"]`.
Solves by state elimination in doubles. Prints what differs from `exact.csv` by more than a relative 1e-12, and exits
with 1 if anything does, or if nothing was compared.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

import stormpy
from stormpy.datastructures import SparseMatrixBuilder
from stormpy.environments import Environment, EquationSolverType
from stormpy.models import SparseDtmc, SparseModelComponents, SparseRewardModel, StateLabeling

FOLDER = Path(sys.argv[1])
TOLERANCE = 1e-12


def chain(name):
    """The chain of a strategy, and the names of its labels and rewards."""
    lines = (FOLDER / f"{name}.tra").read_text().splitlines()
    states, count = map(int, lines[0].split())
    builder = SparseMatrixBuilder(rows=states, columns=states, entries=count)
    for line in lines[1:]:
        origin, target, probability = line.split()
        builder.add_next_value(int(origin), int(target), float(probability))
    labeling = StateLabeling(states)
    lines = (FOLDER / f"{name}.lab").read_text().splitlines()
    names = {int(n): text.strip('"') for n, text in (w.split("=") for w in lines[0].split())}
    for label in names.values():
        labeling.add_label(label)
    for line in lines[1:]:
        state, numbers = line.split(":")
        for number in numbers.split():
            labeling.add_label_to_state(names[int(number)], int(state))
    rewards = {}
    for path in FOLDER.glob(f"{name}.*.srew"):
        values = [0.0] * states
        for line in path.read_text().splitlines()[1:]:
            state, value = line.split()
            values[int(state)] = float(value)
        rewards[path.name.split(".")[-2]] = SparseRewardModel(optional_state_reward_vector=values)
    components = SparseModelComponents(
        transition_matrix=builder.build(), state_labeling=labeling, reward_models=rewards
    )
    return SparseDtmc(components), set(names.values()), set(rewards)


environment = Environment()
environment.solver().set_linear_equation_solver_type(EquationSolverType.ELIMINATION)
exact = defaultdict(dict)
for row in csv.DictReader(open(FOLDER / "exact.csv")):
    exact[row["strategy"]][row["measure"]] = float(row["estimate"])
compared, worst, wrong = 0, 0.0, 0
for row in csv.DictReader(open(FOLDER / "strategies.csv")):
    model, labels, rewards = chain(row["files"])
    for measure, value in sorted(exact[row["strategy"]].items()):
        if measure in labels:
            formula = f'P=? [F "{measure}"]'
        elif measure in rewards:
            formula = f'R{{"{measure}"}}=? [F "done"]'
        else:
            assert measure == "requests_max", measure
            continue
        question = stormpy.parse_property(formula)
        answer = stormpy.model_checking(model, question, environment=environment).get_value(0)
        difference = abs(answer - value) / abs(value) if answer != value and value else abs(answer - value)
        compared, worst = compared + 1, max(worst, difference)
        if difference > TOLERANCE:
            wrong += 1
            print(f"{row['strategy']} {measure}: {value!r} in exact.csv, {answer!r} by Storm")
print(f"{compared} numbers, {wrong} differ, largest relative difference {worst:.2e}")
sys.exit(1 if wrong or not compared else 0)
