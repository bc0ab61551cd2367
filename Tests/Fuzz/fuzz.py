#!/usr/bin/env python3
"""Random inputs for the program: models made from its own schema, changed bytes, trees, shards and options.

    Tests/Fuzz/fuzz.py .build/release/disagree --inputs 10000 --seed 1

Every input must end with a status of the manual, within ten seconds, and without a trap. A model that is accepted must be
the same after `show`. The script prints how many of the schema's keys and words the accepted models had, and keeps each
input that failed in the folder of `--keep`. It needs nothing but Python's standard library.

    Tests/Fuzz/fuzz.py .build/release/disagree --only rare --models 304 --seconds 5

runs nothing but random models, with importance sampling.
"""

import argparse
import collections
import glob
import itertools
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time

from models import Models, columns, present, remove, written

STATUSES = {0, 1, 2, 3, 4}


class Fuzzer:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.program = os.path.abspath(options.program)
        self.folder = tempfile.mkdtemp(prefix="disagree-fuzz-")
        schema = subprocess.run([self.program, "explain", "--schema"], capture_output=True, text=True)
        self.models = Models(json.loads(schema.stdout), self.random)
        self.words = self.models.words()
        root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
        self.corpus = [
            open(path, "rb").read()
            for path in sorted(glob.glob(root + "/models/*.json5") + glob.glob(root + "/Tests/Cases/*.json5"))
        ]
        self.statuses = collections.Counter()
        self.failures = 0
        self.slowest = (0, "")
        self.covered = set()
        self.pairs = set()
        self.studied = 0

    def run(self, words, data=None):
        """Runs the program; returns its status and output."""
        start = time.monotonic()
        environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")
        try:
            done = subprocess.run(
                [self.program] + words, input=data, capture_output=True, timeout=self.options.seconds,
                env=environment)
            status, output, errors = done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired:
            status, output, errors = "time", b"", b""
        seconds = time.monotonic() - start
        if seconds > self.slowest[0]:
            self.slowest = (seconds, " ".join(words))
        self.statuses[status] += 1
        if status not in STATUSES:
            self.keep(words, data, status)
        return status, output, errors

    def keep(self, words, data, status):
        self.failures += 1
        os.makedirs(self.options.keep, exist_ok=True)
        path = os.path.join(self.options.keep, "%04d" % self.failures)
        with open(path + ".input", "wb") as file:
            file.write(data or b"")
        line = "%s: disagree %s < %s.input" % (status, " ".join(words), path)
        with open(path + ".words", "w") as file:
            file.write(line + "\n")
        print(line, flush=True)

    # Kinds of input.

    def random_model(self):
        model = self.models.model()
        used = self.models.used
        for _ in range(self.options.repairs):
            data, places = written(model)
            status, shown, errors = self.run(["show", "-"], data.encode())
            if status != 2:
                break
            found = columns(errors.decode(errors="replace"))
            if not found or not isinstance(model, dict):
                return
            for column in found:
                remove(places, column)
        if status != 0:
            return
        data = data.encode()
        there = present(model)
        here = sorted(each for each in used if each[1] in there)
        self.covered |= set(here)
        self.pairs |= set(itertools.combinations(here, 2))
        again = self.run(["show", "-"], shown)[1]
        if again != shown:
            self.keep(["show", "-"], data, "show of show differs")
        studies = [words for words in self.studies() if not self.options.only or self.options.only in words]
        self.studied += 1
        self.run(self.random.choice(studies), data)

    def studies(self):
        few = ["--jobs", "1", "--quiet"]
        limits = ["--limit-states", "3000"]
        return [
            ["compare", "-", "--trials", "200", "--limit-events", "100000"] + few,
            ["compare", "-", "--runs", "1", "--limit-events", "100000"] + few,
            ["compare", "-", "--method", "exact", "--discretise", "3"] + few + limits,
            ["compare", "-", "--trials", "100", "--verdict"] + few + limits,
            ["compare", "-", "--method", "rare", "--trials", "2000", "--limit-events", "10000"] + few,
            ["check", "-", "--order", "--trials", "1000", "--jobs", "1"] + limits,
            ["check", "-", "--discretise", "2", "--trials", "1000", "--jobs", "1"] + limits,
            ["report", "-", "--trials", "100"] + few + limits,
            ["trace", "-", "--outcome", "duplicate"] + limits,
        ]

    def changed_bytes(self):
        data = bytearray(self.random.choice(self.corpus))
        for _ in range(self.random.randint(1, 6)):
            place = self.random.randrange(len(data) + 1)
            action = self.random.randrange(4)
            if action == 0 and place < len(data):
                data[place] = self.random.randrange(256)
            elif action == 1:
                data[place:place] = self.random.choice([b"{", b"]", b"'", b"\\u", b"1e999", b"//", b"\xff", b"\0"])
            elif action == 2:
                del data[place : place + self.random.randrange(20)]
            else:
                data[place:place] = data[place : place + self.random.randrange(40)]
        self.run(["show", "-"], bytes(data))

    def changed_shard(self):
        model = self.random.choice(self.corpus)
        path = os.path.join(self.folder, "shard.json")
        words = ["compare", "-", "--trials", "50", "--shard", "1/1", "--output", path, "--quiet"]
        if self.random.random() < 0.5:
            words = ["compare", "--trials", "50", "--baseline", "blind", "--shard", "1/1", "--output", path, "--quiet"]
        status = self.run(words, model)[0]
        if status != 0:
            return
        text = open(path, encoding="utf-8").read()
        body = text[: text.rindex('  "checksum"')]
        numbers = list(re.finditer(r"(?<![\w.])\d+", body[body.index('"seed"') :]))
        offset = body.index('"seed"')
        for _ in range(4):
            number = self.random.choice(numbers)
            value = self.random.choice(["0", "1", "7", str(2**63), str(2**64 - 1), str(2**128 - 1), "1e308", "-1"])
            changed = body[: offset + number.start()] + value + body[offset + number.end() :]
            changed += '  "checksum": "%016x"\n}\n' % checksum(changed.encode())
            with open(path, "w", encoding="utf-8") as file:
                file.write(changed)
            self.run(["merge", path])

    def odd_options(self):
        r = self.random
        numbers = ["0", "1", "-1", "1e3", "99999999999999999999", "0x10", "", "nan", "1%", "½", "1_000", "\u202e"]
        names = ["--trials", "--seed", "--jobs", "--runs", "--limit-states", "--limit-memory", "--precision",
                 "--faults", "--trial", "--shard", "--discretise", "--limit-mass", "--time-limit", "--limit-events"]
        command = r.choice(["compare", "run", "sweep", "check", "trace", "show"])
        words = [command, "-", r.choice(names), r.choice(numbers)]
        if command == "check" and "--limit-states" not in words:
            words += ["--limit-states", "3000", "--trials", "1000"][: 2 if "--trials" in words else 4]
        if command == "sweep":
            paths = ["network.request.loss", "strategies.blind.attempts", "nowhere", "client.timeout"]
            ranges = ["0%..20%:5%", "1..0:1", "0%..1e9%:1%", "1,2,4", "..", "1..9:x0", "1 ms..1 s:x10", "1..1e9:1"]
            words += ["--vary", r.choice(paths) + "=" + r.choice(ranges)]
        if command == "trace":
            words += ["--faults", r.choice(["attempt 1: response lost", "attempt 9: x", ",", "attempt 1", ""])]
        if command in ("compare", "run", "sweep"):
            words += ["--limit-events", "100000"]
        if words[2:4] == ["--trials", "99999999999999999999"]:
            return
        self.run(words + (["--trials", "50"] if command in ("compare", "sweep") and "--trials" not in words else []),
                 r.choice(self.corpus))

    def all(self):
        kinds = [self.random_model] * 12 + [self.changed_bytes] * 4 + [self.changed_shard] * 1 + [self.odd_options] * 3
        if self.options.only:
            kinds = [self.random_model]
        start = time.monotonic()
        while sum(self.statuses.values()) < self.options.inputs and self.studied < self.options.models:
            self.random.choice(kinds)()
        words = self.words
        covered = len(words & self.covered)
        print("%d runs in %.0f s; statuses: %s" % (
            sum(self.statuses.values()), time.monotonic() - start,
            ", ".join("%s: %d" % each for each in sorted(self.statuses.items(), key=str))))
        print("accepted models had %d of the schema's %d keys and words" % (covered, len(words)))
        print("%d models, %d pairs of keys and words" % (self.studied, len(self.pairs)))
        print("slowest: %.1f s, %s" % self.slowest)
        print("failures: %d" % self.failures)
        return 1 if self.failures else 0


def checksum(data):
    """The digest that the program writes into shards: FNV-1a with 64 bits."""
    word = 0xCBF29CE484222325
    for byte in data:
        word = ((word ^ byte) * 0x100000001B3) & (2**64 - 1)
    return word


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--inputs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--models", type=int, default=10**9, help="random models after which to stop")
    parser.add_argument("--only", default="", help="a word of the studies to run, for example rare")
    parser.add_argument("--repairs", type=int, default=8, help="times that what an error names is removed")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--keep", default="fuzz-failures")
    sys.exit(Fuzzer(parser.parse_args()).all())


if __name__ == "__main__":
    main()
