"""Exact probabilities on a lattice, against samples and closed forms.

    swift build -c release --product disagree
    python3 Tests/Peers/lattice.py [--trials 1000000] [--end SECONDS] [MODEL...]
    python3 Tests/Peers/lattice.py --closed-forms 1000 [--end SECONDS]

Explores every strategy of every model without clients by itself, with `--method exact --resolution auto` on one
thread, and samples it. A strategy is right if each measure lies within 2 % of the sample, or 0.0001 of a share, or four
standard errors. Prints the strategies that are not, with their worst measure, and those above the limits of time and
memory.

With `--closed-forms` it instead makes random models of exponential latencies and counts those of which every
interval holds the value by the hypoexponential distribution. `--end` begins no strategy or setting after that time.
"""

import argparse
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("DISAGREE_PROGRAM", str(ROOT / ".build/release/disagree"))
EXACT = ["--method", "exact", "--resolution", "auto", "--jobs", "1", "--format", "json", "--no-verdict"]


def measured(words, data=None):
    """The output, errors, seconds and megabytes of one command."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as given:
        given.write((data or "").encode())
        given.seek(0)
        start = time.perf_counter()
        process = subprocess.Popen([PROGRAM, *words], cwd=ROOT, stdin=given, stdout=output, stderr=errors)
        _, _, usage = os.wait4(process.pid, 0)
        # On a machine with other work the processor's seconds are fewer than those that pass.
        seconds = min(time.perf_counter() - start, usage.ru_utime + usage.ru_stime)
        output.seek(0)
        errors.seek(0)
        return output.read().decode(), errors.read().decode(), seconds, usage.ru_maxrss / 1024


def measures(text):
    return json.loads(text)["strategies"][0]["measures"]


def worst(exact, sample):
    """The measure that is farthest beyond what is allowed, in units of that; None if all are within."""
    found = (1.0, None)
    for name, one in exact.items():
        other = sample.get(name)
        if other is None or name in ("requests_max", "time_p50_ms", "time_p99_ms"):
            continue
        if other["estimate"] is None or one["estimate"] is None:
            continue
        error = max(other["high"] - other["estimate"], other["estimate"] - other["low"]) / 1.96 * 4
        allowed = max(0.02 * abs(other["estimate"]), 1e-4 if other["unit"] == "probability" else 0, error)
        found = max(found, (abs(one["estimate"] - other["estimate"]) / max(allowed, 1e-12), name), key=lambda x: x[0])
    return found if found[1] else None


def compare_models(options):
    models = [Path(name).resolve() for name in options.models] or sorted((ROOT / "models").glob("*.json5"))
    single = [model for model in models if not re.search(r"^\s*clients:", model.read_text(), re.M)]
    count = right = within = both = 0
    start = time.monotonic()
    for model in single:
        path = str(model.relative_to(ROOT))
        shown, _, _, _ = measured(["compare", path, "--trials", "1", "--no-verdict", "--format", "json"])
        for strategy in [each["strategy"] for each in json.loads(shown)["strategies"]]:
            if time.monotonic() - start > options.end:
                break
            count += 1
            words = ["compare", path, "--strategy", strategy]
            text, errors, seconds, megabytes = measured(words + EXACT)
            is_quick = seconds <= options.seconds and megabytes <= options.megabytes
            note = f"{model.stem} {strategy}: {seconds:.1f} s, {megabytes:.0f} MB"
            if not text:
                print(f"{note}, no answer: {' '.join(errors.split())[:120]}", flush=True)
                continue
            sample, _, _, _ = measured(
                words + ["--trials", str(options.trials), "--format", "json", "--no-verdict", "--jobs", "1"])
            bad = worst(measures(text), measures(sample))
            right += bad is None
            within += is_quick
            both += is_quick and bad is None
            if bad:
                one, other = measures(text)[bad[1]], measures(sample)[bad[1]]
                note += f", {bad[1]} {one['estimate']:.6g} [{one['low']:.6g}, {one['high']:.6g}]"
                note += f", sampled {other['estimate']:.6g}"
            if bad or not is_quick:
                print(note, flush=True)
    print(f"{count} strategies: {right} right, {within} within {options.seconds} s and {options.megabytes} MB, {both} both")
    return 0


def closed_form(q, a, b, r, request, response, timeout, n):
    if abs(request - response) < 1e-9:
        in_time = 1 - math.exp(-timeout / request) * (1 + timeout / request)
    else:
        in_time = 1 - (request * math.exp(-timeout / request) - response * math.exp(-timeout / response)) / (
            request - response)
    stores = (1 - q) * (1 - a)
    succeeds = stores * (1 - b) * (1 - r) * in_time
    fails, nothing = 1 - succeeds, 1 - stores
    duplicate = fails**n - nothing**n - n * (stores - succeeds) * nothing ** (n - 1)
    duplicate += sum(succeeds * (fails**k - nothing**k) for k in range(n))
    tries = (1 - fails**n) / succeeds
    return {"unsure": fails**n, "phantom": fails**n - nothing**n, "duplicate": duplicate, "attempts_mean": tries,
            "copies_mean": stores * tries}


def check_closed_forms(options):
    generator = random.Random(22)
    made = held = precise = 0
    start = time.monotonic()
    widest = 0.0
    for number in range(options.closed_forms):
        if time.monotonic() - start > options.end:
            break
        made += 1
        timeout = generator.uniform(50, 400)
        request, response = (timeout * generator.uniform(0.05, 0.5) for _ in range(2))
        q, a, b, r = (generator.uniform(0, 0.1) for _ in range(4))
        n = generator.randint(1, 2)
        # A model file has whole microseconds.
        timeout, request, response = (round(each, 3) for each in (timeout, request, response))
        model = {
            "format": 1, "client": {"timeout": f"{timeout} ms"},
            "network": {"request": {"loss": q, "latency": {"exponential": f"{request} ms"}},
                        "response": {"loss": r, "latency": {"exponential": f"{response} ms"}}},
            "server": {"failsBeforeStore": a, "failsAfterStore": b}, "strategies": {"one": {"attempts": n}}}
        text, errors, _, _ = measured(["compare", "-", *EXACT], json.dumps(model))
        if not text:
            print(errors)
            return 1
        found = measures(text)
        known = closed_form(q, a, b, r, request, response, timeout, n)
        holds = all(found[name]["low"] - 1e-9 <= known[name] <= found[name]["high"] + 1e-9 for name in known)
        is_precise = all(
            abs(found[name]["estimate"] - known[name]) <= max(0.02 * known[name], 1e-4) for name in known)
        widest = max([widest] + [found[name]["high"] - found[name]["low"] for name in known])
        held += holds
        precise += is_precise
        if not holds or not is_precise:
            print(number, model, {name: (found[name], known[name]) for name in known})
    print(f"{made} settings: {held} enclosed, {precise} within 2% or 0.0001; widest interval {widest:.4g}")
    return 0 if held == made else 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--trials", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--megabytes", type=float, default=300)
    parser.add_argument("--closed-forms", type=int)
    parser.add_argument("--end", type=float, default=math.inf)
    parser.add_argument("models", nargs="*")
    options = parser.parse_args()
    return check_closed_forms(options) if options.closed_forms else compare_models(options)


if __name__ == "__main__":
    sys.exit(main())
