#!/usr/bin/env python3
"""Relations between runs that must hold for every model, tried on random ones.

    Tests/Fuzz/differential.py .build/release/disagree --models 200 --seed 1

For each model that the program accepts:

- the exact shares lie within six standard errors of the sample's;
- nothing that a verdict calls impossible was sampled, or has an exact share, and what it calls possible has one;
- the number of jobs, shards and a resumed run change no byte of the result;
- new names and another order of the strategies change nothing else;
- the same model as `show` writes it gives the same result;
- without faults, and with a service shorter than the timeout, nothing is lost, duplicated or unknown.

It needs nothing but Python's standard library.
"""

import argparse
import csv
import io
import json
import math
import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import fuzz  # noqa: E402

ANOMALIES = ["lost", "phantom", "falseRejection", "duplicate", "late", "stale"]


class Differential:
    def __init__(self, options):
        self.options = options
        self.fuzzer = fuzz.Fuzzer(options)
        self.folder = tempfile.mkdtemp(prefix="disagree-differential-")
        self.checked = {}
        self.failures = 0

    def run(self, words, data):
        status, output, errors = self.fuzzer.run(words, data)
        return status, output.decode(errors="replace"), errors.decode(errors="replace")

    def check(self, name, is_right, data, detail=""):
        self.checked[name] = self.checked.get(name, 0) + 1
        if not is_right:
            self.failures += 1
            self.fuzzer.keep(["(" + name + ")", detail], data, "contradiction")

    def model(self):
        """A model of single writes that the program accepts, with two strategies."""
        while True:
            model = self.fuzzer.models.model()
            if not isinstance(model, dict):
                continue
            for key in ("clients", "expect", "atMost", "never", "title"):
                model.pop(key, None)
            strategies = [each for each in model.get("strategies", {}).values() if isinstance(each, dict)]
            model["strategies"] = {"a%d" % number: each for number, each in enumerate(strategies)}
            model["strategies"]["b"] = {"attempts": 2}
            for each in model["strategies"].values():
                each.pop("clients", None)
            model["limits"] = {"events": 100000}
            for _ in range(self.options.repairs):
                data, places = fuzz.written(model)
                status, _, errors = self.run(["show", "-"], data.encode())
                if status == 0:
                    return model
                columns = fuzz.columns(errors)
                if not columns:
                    break
                for column in columns:
                    fuzz.remove(places, column)

    def rows(self, text):
        """The estimates of a comparison, by strategy and measure."""
        found = {}
        for row in csv.DictReader(io.StringIO(text)):
            found[row["strategy"], row["measure"]] = row
        return found

    def one(self):
        model = self.model()
        data = json.dumps(model).encode()
        sample = ["compare", "-", "--trials", "4000", "--quiet", "--format", "csv-long"]
        status, text, _ = self.run(sample + ["--jobs", "1"], data)
        if status != 0:
            return
        rows = self.rows(text)
        self.check("jobs", self.run(sample + ["--jobs", "3"], data)[1] == text, data)
        exact = self.exact(data, rows)
        self.verdict(data, rows, exact)
        self.shards(data, text)
        self.names(model, rows)
        shown = self.run(["show", "-"], data)[1].encode()
        self.check("show", self.rows(self.run(sample, shown)[1]) == rows, data)
        self.peace(model)

    def exact(self, data, rows):
        status, text, _ = self.run(
            ["compare", "-", "--method", "exact", "--limit-states", "20000", "--quiet", "--format", "csv-long"], data)
        if status != 0:
            return {}
        exact = self.rows(text)
        for key, row in exact.items():
            if row["unit"] != "probability" or key not in rows or not row["estimate"]:
                continue
            share, trials = float(row["estimate"]), int(rows[key]["trials"])
            seen = float(rows[key]["estimate"] or 0)
            room = 6 * math.sqrt(share * (1 - min(share, 1)) / trials) + 12 / trials
            self.check("exact", abs(seen - share) <= room, data, "%s %s: %g, not %g" % (*key, seen, share))
        return exact

    def verdict(self, data, rows, exact):
        status, text, _ = self.run(
            ["compare", "-", "--trials", "1", "--verdict", "--limit-states", "3000", "--quiet", "--format", "csv"],
            data)
        if status != 0:
            return
        for row in csv.DictReader(io.StringIO(text)):
            for anomaly in ANOMALIES:
                word = row.get("verdict_" + anomaly, row.get(anomaly + "_verdict", ""))
                seen = rows.get((row["strategy"], anomaly))
                name = row["strategy"] + " " + anomaly
                if seen and word == "impossible":
                    self.check("verdict", float(seen["estimate"] or 0) == 0, data, name)
                share = exact.get((row["strategy"], anomaly))
                if share and word in ("impossible", "possible"):
                    self.check("verdict-exact", (float(share["estimate"]) > 0) == (word == "possible"), data, name)

    def shards(self, data, whole):
        paths = [os.path.join(self.folder, "%d.json" % number) for number in range(3)]
        few = ["compare", "-", "--trials", "4000", "--quiet"]
        for number, path in enumerate(paths):
            self.run(few + ["--shard", "%d/3" % (number + 1), "--output", path], data)
        merged = self.run(["merge", "--format", "csv-long"] + paths[::-1], None)
        self.check("shards", merged[1].replace("standard input", "-") == whole.replace("standard input", "-"), data)
        path = os.path.join(self.folder, "resumed.json")
        if os.path.exists(path):
            os.remove(path)
        for _ in range(2):
            resumed = self.run(few + ["--format", "csv-long", "--resume", path], data)[1]
            self.check("resume", resumed == whole, data)

    def names(self, model, rows):
        names = list(model["strategies"])
        changed = dict(model)
        changed["strategies"] = {"x" + name: model["strategies"][name] for name in reversed(names)}
        data = json.dumps(changed).encode()
        text = self.run(["compare", "-", "--trials", "4000", "--quiet", "--format", "csv-long"], data)[1]
        new = self.rows(text)
        for (strategy, measure), row in rows.items():
            other = new.get(("x" + strategy, measure), {})
            self.check("names", other.get("estimate") == row["estimate"], data, strategy + " " + measure)

    def peace(self, model):
        """Without faults and races nothing goes wrong."""
        calm = {
            "client": {"timeout": "10 s"},
            "network": {"request": {"latency": "5 ms"}, "response": {"latency": "5 ms"}},
            "server": {"service": "5 ms"},
            "strategies": {
                name: {key: each[key] for key in ("attempts", "backoff", "retryOn", "budget", "readBack") if key in each}
                for name, each in model["strategies"].items()
            },
            "limits": {"events": 100000},
        }
        data = json.dumps(calm).encode()
        status, text, _ = self.run(["compare", "-", "--trials", "200", "--quiet", "--format", "csv-long"], data)
        if status != 0:
            return
        for (strategy, measure), row in self.rows(text).items():
            if measure in ANOMALIES + ["disagree", "unsure"]:
                self.check("peace", float(row["estimate"] or 0) == 0, data, strategy + " " + measure)

    def all(self):
        start = time.monotonic()
        made = 0
        while made < self.options.models and time.monotonic() - start < self.options.end:
            self.one()
            made += 1
        print("%d models in %.0f s; relations checked: %s" % (
            made, time.monotonic() - start,
            ", ".join("%s %d" % each for each in sorted(self.checked.items()))))
        print("contradictions: %d, other failures: %d" % (self.failures, self.fuzzer.failures - self.failures))
        return 1 if self.fuzzer.failures else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--models", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--end", type=float, default=math.inf, help="seconds after which no further model begins")
    parser.add_argument("--repairs", type=int, default=12)
    parser.add_argument("--keep", default="differential-failures")
    sys.exit(Differential(parser.parse_args()).all())


if __name__ == "__main__":
    main()
