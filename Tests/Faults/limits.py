#!/usr/bin/env python3
"""Every limit, at its bound and one past it: the program accepts the one, and says what is wrong with the other.

    Tests/Faults/limits.py .build/release/disagree [MODELS]

The bounds of keys come from the program's own schema, and MODELS (default 400) random models show where a key may
stand. Each run must end within 2 seconds and 200 MB. It needs nothing but Python's standard library, and Linux.
"""

import copy
import json
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "Fuzz"))
import models as random_models  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else sys.exit(__doc__)
MODELS = int(sys.argv[2]) if len(sys.argv) > 2 else 400
SECONDS, MEGABYTES = 2, 200
checks, failures, slowest, largest = 0, [], 0.0, 0.0


def run(words, data=b"", bounded=True):
    """Runs the program; returns its status and what it says of errors."""
    global slowest, largest
    start = time.monotonic()
    with tempfile.TemporaryFile() as read, tempfile.TemporaryFile() as errors:
        # In pieces: the memory of this script counts for a child until it runs the program.
        for piece in data if isinstance(data, list) else [data]:
            read.write(piece)
        read.seek(0)
        environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")
        child = subprocess.Popen([PROGRAM] + words, stdin=read, stdout=subprocess.DEVNULL, stderr=errors, env=environment)
        _, ended, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(ended)
        errors.seek(0)
        text = errors.read(20_000).decode(errors="replace")
    # Processor time: what other programs do at the same time is not the program's.
    seconds, megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    slowest, largest = max(slowest, seconds), max(largest, megabytes)
    if bounded and (seconds > SECONDS or megabytes > MEGABYTES):
        failures.append(f"{seconds:.1f} s and {megabytes:.0f} MB: {' '.join(words)[:100]} < {str(data)[:60]}")
    return child.returncode, text


def expect(what, status, words, data=b"", text=""):
    global checks
    checks += 1
    found, errors = run(words, data)
    if found != status or text not in errors:
        failures.append(f"{what}: status {found}, wanted {status}, '{text}': {errors[:160]!r}")


def shown(model):
    return run(["show", "-"], json.dumps(model).encode(), bounded=False)


class Bounds:
    """The bounds of a schema, and the places of a model where they hold."""

    def __init__(self, schema):
        self.definitions, self.root = schema["$defs"], {"$ref": schema["$ref"]}
        self.all = {}
        for name, definition in self.definitions.items():
            self.collect(definition, name)

    def collect(self, node, path):
        for name, each in node.get("properties", {}).items():
            for bound in ("minimum", "maximum", "minItems", "maxItems", "maxLength"):
                for branch in [each] + each.get("anyOf", []):
                    if bound in branch:
                        self.all[path, name, bound] = branch[bound]
            for branch in [each] + each.get("anyOf", []):
                if "properties" in branch:
                    self.collect(branch, path + "." + name)
        for branch in node.get("anyOf", []):
            self.collect(branch, path)

    def places(self, model, node=None, name=""):
        """Yields (name of the object, its value, key) for the keys of a model and of what is in it."""
        node = node or self.root
        if "$ref" in node:
            name = node["$ref"].split("/")[-1]
            yield from self.places(model, self.definitions[name], name)
            return
        for branch in node.get("anyOf", []):
            yield from self.places(model, branch, name)
        if isinstance(model, dict):
            for key, each in node.get("properties", {}).items():
                if key in model:
                    yield name, model, key
                    yield from self.places(model[key], each, name + "." + key)
            more = node.get("additionalProperties")
            if isinstance(more, dict):
                for each in model.values():
                    yield from self.places(each, more, name)
        elif isinstance(model, list) and "items" in node:
            for each in model:
                yield from self.places(each, node["items"], name)


def values(bound, limit, value):
    """A value at a bound, and one past it."""
    if bound == "maximum":
        return limit, limit + 1 if limit < 1e15 else limit * 2
    if bound == "minimum":
        return limit, limit - 1
    if bound == "maxLength":
        return "x" * limit, "x" * (limit + 1)
    element = value[-1] if isinstance(value, list) and value else None
    past = limit + 1 if bound == "maxItems" else limit - 1
    return [copy.deepcopy(element)] * limit, [copy.deepcopy(element)] * past


def of_keys():
    schema = json.loads(subprocess.run([PROGRAM, "explain", "--schema"], capture_output=True).stdout)
    bounds = Bounds(schema)
    models = random_models.Models(schema, random.Random(1))
    left, accepted = dict(bounds.all), dict(bounds.all)
    for _ in range(MODELS):
        model = models.model()
        for _ in range(8):
            data, places = random_models.written(model)
            status, errors = run(["show", "-"], data.encode(), bounded=False)
            found = random_models.columns(errors)
            if status != 2 or not found:
                break
            for column in found:
                random_models.remove(places, column)
        if status != 0:
            continue
        for name, container, key in list(bounds.places(model)):
            for bound in ("minimum", "maximum", "minItems", "maxItems", "maxLength"):
                place = name, key, bound
                if place not in left and place not in accepted:
                    continue
                kept, limit = container[key], bounds.all[place]
                at, past = values(bound, limit, kept)
                if place in accepted:
                    container[key] = at
                    status, errors = shown(model)
                    # Another key may forbid the bound here; then another model must show it.
                    if status == 0:
                        del accepted[place]
                if place in left:
                    container[key] = past
                    status, errors = shown(model)
                    if status == 2 and f"'{key}'" in errors:
                        del left[place]
                    elif status not in (0, 2):
                        failures.append(f"{place} one past: status {status}: {errors[:160]}")
                    elif status == 0:
                        failures.append(f"{place} one past is accepted: {past!r:.80}")
                        del left[place]
                container[key] = kept
    total = len(bounds.all)
    print(f"bounds of keys: {total}; accepted at the bound: {total - len(accepted)}; refused one past: {total - len(left)}")
    for place in sorted(set(left) | set(accepted)):
        print("  not seen:", *place, "at" if place in accepted else "", "past" if place in left else "")


def of_sizes():
    a = b"strategies:{a:{}}"
    show = ["show", "-"]
    expect("1 MiB", 0, show, b"{" + a + b"}" + b" " * (2**20 - len(a) - 2))
    expect("1 MiB and a byte", 2, show, b"{" + a + b"}" + b" " * (2**20 - len(a) - 1), "--limit-file-bytes")
    expect("100 MB", 2, show, [b"{" + a + b"}"] + [b" " * 1_000_000] * 100, "--limit-file-bytes")
    expect("a key of a megabyte", 2, show, b"{" + b"k" * 1_000_000 + b":1}", "unknown key")
    expect("a name of a megabyte", 2, show, b"{strategies:{" + b"n" * 1_000_000 + b":{}}}", "200")
    expect("a title of 900,000 marks", 2, show, b"{title:'" + "\u0301".encode() * 450_000 + b"'," + a + b"}", "200")
    for count, status in ((100, 0), (101, 2)):
        names = b",".join(b"s%d:{}" % each for each in range(count))
        expect(f"{count} strategies", status, show, b"{strategies:{" + names + b"}}", "--limit-strategies" if status else "")
    names = b",".join(b"s%d:{}" % each for each in range(100_000))
    expect("100,000 strategies", 2, show, b"{strategies:{" + names + b"}}", "--limit-strategies")
    # The text itself has two levels around the lists.
    for depth, status in ((62, 2), (63, 2), (1_000_000, 2)):
        text = b"{title:" + b"[" * depth + b"]" * depth + b"," + a + b"}"
        expect(f"{depth} nested lists", status, show + ["--limit-file-bytes", "10000000"], text,
               "--limit-nesting" if depth > 63 else "")
    expect("1,000 gateways", 2, show, b"{gateway:[" + b",".join([b"{timeout:'1 s'}"] * 1_000) + b"]," + a + b"}", "'gateway'")
    expect("a schedule of 10^6", 2, show + ["--limit-file-bytes", "20000000"],
           b"{strategies:{a:{attempts:9,backoff:{schedule:[" + b",".join([b"'1 s'"] * 1_000_000) + b"]}}}}", "'schedule'")
    profile = b",".join([b"{rate:'1/s',for:'1 s'}"] * 100_000)
    expect("a profile of 100,000 phases", 2, show + ["--limit-file-bytes", "20000000"],
           b"{clients:{arrivals:{profile:[" + profile + b"]}}," + a + b"}", "'profile'")
    expect("4,294,967,295 attempts", 0, show, b"{strategies:{a:{attempts:4294967295}}}")
    expect("4,294,967,296 attempts", 2, show, b"{strategies:{a:{attempts:4294967296}}}", "'attempts'")
    expect("10^9 attempts", 0, ["compare", "-", "--trials", "100", "--quiet", "--no-verdict"],
           b"{client:{timeout:'1 ms'},strategies:{a:{attempts:1000000000}}}")
    expect("10^9 attempts that all fail", 4, ["compare", "-", "--trials", "100", "--quiet", "--no-verdict"],
           b"{client:{timeout:'1 ms'},network:{request:{loss:1}},strategies:{a:{attempts:1000000000}}}", "--limit-events")
    expect("10^9 attempts, exactly", 0, ["compare", "-", "--method", "exact", "--quiet"],
           b"{client:{timeout:'1 ms'},network:{request:{loss:0.1}},strategies:{a:{attempts:1000000000}}}")


def of_options():
    model = b"{network:{request:{loss:'10%'}},strategies:{a:{attempts:3}}}"
    load = b"{clients:{count:50,arrivals:{poisson:'100/s'},lasts:'10 s'},server:{service:'1 s'},strategies:{a:{}}}"
    long = (b"{client:{timeout:'50 ms'},network:{request:{loss:'1%',latency:'20 ms'},response:{latency:{uniform:{from:'1 ms',"
            b"to:'90 ms'}}}},gateway:{timeout:'60 ms',attempts:3},strategies:{a:{attempts:9,key:{}}},never:['duplicate']}")
    few = ["--quiet", "--trials", "100", "--no-verdict"]
    need = {}
    for option, words, data in [
        ("--limit-events", ["compare", "-"] + few, model),
        ("--limit-states", ["compare", "-", "--method", "exact", "--quiet"], model),
        ("--limit-file-bytes", ["show", "-"], model),
        ("--limit-nesting", ["show", "-"], model),
        ("--limit-strategies", ["show", "-"], model),
        ("--limit-points", ["sweep", "-", "--vary", "network.request.loss=0%..9%:1%"] + few[:3], model),
    ]:
        # The least value that is enough, and the one below it.
        low, high = 0, {"--limit-nesting": 1_000, "--limit-strategies": 10_000}.get(option, 1_000_000)
        while high - low > 1:
            middle = (low + high) // 2
            if run(words + [option, str(middle)], data, bounded=False)[0] == 0:
                high = middle
            else:
                low = middle
        need[option] = high
        expect(f"{option} {high}", 0, words + [option, str(high)], data)
        status = 4 if option in ("--limit-events", "--limit-states") else 2
        if low > 0:
            expect(f"{option} {low}", status, words + [option, str(low)], data, option)
        else:
            expect(f"{option} 0", 2, words + [option, "0"], data, option)
    print("least values that are enough:", ", ".join(f"{option} {value}" for option, value in need.items()))
    expect("--limit-in-flight", 4, ["compare", "-", "--runs", "1", "--quiet", "--limit-in-flight", "1"], load, "--limit-in-flight")
    expect("--limit-memory", 4, ["compare", "-", "--method", "exact", "--quiet", "--limit-memory", "1"],
           b"{client:{timeout:'10 ms'},network:{request:{loss:'1%',latency:'3 s'}},strategies:{a:{attempts:300}}}", "--limit-memory")
    for words, least, most in [
        (["compare", "-", "--quiet", "--trials"], 1, None), (["compare", "-", "--quiet", "--trials", "9", "--jobs"], 1, 1024),
        (["compare", "-", "--quiet", "--method", "exact", "--discretize"], 1, None),
        (["sweep", "-", "--vary", "network.request.loss=1%", "--quiet", "--trials"], 1, None),
    ]:
        expect(" ".join(words + [str(least - 1)]), 2, words + [str(least - 1)], model, words[-1])
        expect(" ".join(words + [str(least)]), 0, words + [str(least)], model)
        expect(" ".join(words + ["2**64"]), 2, words + [str(2**64)], model, words[-1])
        if most:
            expect(" ".join(words + [str(most)]), 0, words + [str(most)], model)
            expect(" ".join(words + [str(most + 1)]), 2, words + [str(most + 1)], model, words[-1])
    for search in (["compare", "-", "--method", "exact", "--quiet"], ["check", "-"]):
        expect("time limit of " + " ".join(search), 4,
               search + ["--discretize", "20", "--time-limit", "500ms", "--limit-states", "100000000"], long)


def main():
    of_sizes()
    of_options()
    of_keys()
    print(f"{checks} checks of sizes and options; most: {slowest:.1f} s, {largest:.0f} MB; {len(failures)} failed")
    for each in failures:
        print("FAILED:", each)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
