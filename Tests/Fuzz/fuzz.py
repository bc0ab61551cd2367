#!/usr/bin/env python3
"""Random inputs for the program: models made from its own schema, changed bytes, trees, shards and options.

    Tests/Fuzz/fuzz.py .build/release/disagree --inputs 10000 --seed 1

Every input must end with a status of the manual, within ten seconds, and without a trap. A model that is accepted must be
the same after `show`. The script prints how many of the schema's keys and words the accepted models had, and keeps each
input that failed in the folder of `--keep`. It needs nothing but Python's standard library.
"""

import argparse
import collections
import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time

STATUSES = {0, 1, 2, 3, 4}


class Models:
    """Makes models from the JSON Schema of the program."""

    def __init__(self, schema, random):
        self.definitions = schema["$defs"]
        self.root = schema["$ref"].split("/")[-1]
        self.random = random
        self.used = set()

    def words(self):
        """All keys and words of the schema."""
        found = set()

        def walk(node, path):
            if isinstance(node, list):
                for each in node:
                    walk(each, path)
            elif isinstance(node, dict):
                for word in node.get("enum", []):
                    found.add((path, str(word)))
                for name, each in node.get("properties", {}).items():
                    found.add((path, name))
                    walk(each, name)
                for key in ("anyOf", "allOf", "oneOf", "items", "additionalProperties"):
                    if key in node:
                        walk(node[key], path)

        for name, each in self.definitions.items():
            walk(each, name)
        return found

    def model(self):
        self.used = set()
        return self.value({"$ref": "#/$defs/" + self.root}, self.root, 0)

    def value(self, node, path, depth):
        r = self.random
        if "$ref" in node:
            name = node["$ref"].split("/")[-1]
            if name == "duration":
                return self.duration()
            if name == "probability":
                return self.probability()
            return self.value(self.definitions[name], name, depth + 1)
        if "const" in node:
            return node["const"]
        if "enum" in node:
            word = r.choice(node["enum"])
            self.used.add((path, str(word)))
            return word
        choices = node.get("anyOf") or []
        if choices:
            return self.value(r.choice(choices), path, depth)
        kind = node.get("type")
        if kind == "object":
            return self.object(node, path, depth)
        if kind == "array":
            least, most = node.get("minItems", 0), node.get("maxItems", 4)
            return [
                self.value(node["items"], path, depth + 1)
                for _ in range(r.randint(least, min(max(least, 1) + 2, most)))
            ]
        if kind == "boolean":
            return r.random() < 0.5
        if kind == "integer":
            return self.whole(node)
        if kind == "number":
            low, high = node.get("minimum", 0), node.get("maximum", 1e6)
            return r.choice([low, high, 1, 0.5, 3, r.uniform(0, 10)])
        if kind == "string":
            return self.text(node.get("pattern", ""))
        return r.choice([1, "a"])

    def object(self, node, path, depth):
        r = self.random
        properties = node.get("properties", {})
        required = set(node.get("required", []))
        if "oneOf" in node:
            required |= set(r.choice(node["oneOf"]).get("required", []))
            alternatives = {k for each in node["oneOf"] for k in each.get("required", [])} - required
        else:
            alternatives = set()
        share = 0.35 if depth < 3 else 0.2
        result = {}
        for name, each in properties.items():
            if name in alternatives and r.random() < 0.97:
                continue
            if name in required or r.random() < share:
                self.used.add((path, name))
                result[name] = self.value(each, name, depth + 1)
        more = node.get("additionalProperties")
        if isinstance(more, dict):
            names = ["p50", "p99"] if path == "percentiles" else ["a", "none", "b c"]
            for name in names[: r.randint(1, 3)]:
                result[name] = self.value(more, path, depth + 1)
        return result

    def duration(self):
        r = self.random
        usual = ["0 s", "1 ms", "5 ms", "20 ms", "50 ms", "200 ms", "1 s", "3 s", "1 min", "24 h"]
        odd = ["1 ns", "36500 d", "1e-9 s", "1e3 ms", 0]
        return r.choice(usual) if r.random() < 0.95 else r.choice(odd)

    def probability(self):
        r = self.random
        usual = ["0%", "1%", "0.5‰", 0.01, "10%", "50%", 0, 1, "100%"]
        odd = [1e-165, 5e-324, 1e-9, 0.9999999999999999, "1e-3"]
        return r.choice(usual) if r.random() < 0.9 else r.choice(odd)

    def whole(self, node):
        r = self.random
        low, high = node.get("minimum", 0), node.get("maximum", 10)
        usual = [min(max(low, n), high) for n in (low, 1, 2, 3, 4, 8)]
        return r.choice(usual) if r.random() < 0.97 else r.choice([high, low])

    def text(self, pattern):
        r = self.random
        if "ns|us" in pattern:
            return self.duration() or "0 s"
        if "%" in pattern or "‰" in pattern:
            return "%d%%" % r.randint(0, 100)
        if "/" in pattern:
            return r.choice(["1/s", "100/s", "10/min"])
        if "[45]" in pattern:
            return r.choice(["409", "500", "503"])
        if "[0-9]+" in pattern:
            return str(r.randint(1, 5))
        return r.choice(["a", "x y", "é", ""])


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
        self.covered |= {each for each in used if each[1] in there}
        again = self.run(["show", "-"], shown)[1]
        if again != shown:
            self.keep(["show", "-"], data, "show of show differs")
        self.run(self.random.choice(self.studies()), data)

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
        start = time.monotonic()
        while sum(self.statuses.values()) < self.options.inputs:
            self.random.choice(kinds)()
        words = self.words
        covered = len(words & self.covered)
        print("%d runs in %.0f s; statuses: %s" % (
            sum(self.statuses.values()), time.monotonic() - start,
            ", ".join("%s: %d" % each for each in sorted(self.statuses.items(), key=str))))
        print("accepted models had %d of the schema's %d keys and words" % (covered, len(words)))
        print("slowest: %.1f s, %s" % self.slowest)
        print("failures: %d" % self.failures)
        return 1 if self.failures else 0


def written(value):
    """The JSON of a value in one line, and the place of each member: start, end, container, key."""
    places = []

    def text(value, start):
        if isinstance(value, dict):
            parts, open_, close = [(json.dumps(k) + ": ", k, v) for k, v in value.items()], "{", "}"
        elif isinstance(value, list):
            parts, open_, close = [("", k, v) for k, v in enumerate(value)], "[", "]"
        else:
            return json.dumps(value)
        result = open_
        for number, (label, key, each) in enumerate(parts):
            result += ", " if number else ""
            first = start + len(result)
            result += label
            result += text(each, start + len(result))
            places.append((first, start + len(result), value, key))
        return result + close

    return text(value, 0), places


def columns(errors):
    """The columns of the errors in a model of one line, counted from 0."""
    return [int(each) - 1 for each in re.findall(r"^standard input:1:(\d+): error", errors, re.M)]


def remove(places, column):
    """Removes the smallest member at a column, which an error is about."""
    around = [each for each in places if each[0] <= column < each[1]]
    if not around:
        return
    _, _, container, key = min(around, key=lambda each: each[1] - each[0])
    if isinstance(container, dict):
        container.pop(key, None)
    elif key < len(container) and len(container) > 1:
        del container[key]


def present(model):
    """All keys and words of a model."""
    found = set()

    def walk(value):
        if isinstance(value, dict):
            for key, each in value.items():
                found.add(key)
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)
        else:
            found.add(str(value))

    walk(model)
    return found


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
    parser.add_argument("--repairs", type=int, default=8, help="times that what an error names is removed")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--keep", default="fuzz-failures")
    sys.exit(Fuzzer(parser.parse_args()).all())


if __name__ == "__main__":
    main()
