"""The JSON Schema of `explain --schema` by another program: the models are valid, planted mistakes are not.

    python3 -m venv venv && venv/bin/pip install check-jsonschema json5
    venv/bin/python Tests/Peers/schema.py [--mistakes 200] [--seed 1]

Gives check-jsonschema the schema and every model. Then plants one mistake into each of some copies of models: a key that is
misspelled, a list or a word that is none, a number of the wrong kind or range, a quantity with a wrong unit. Keeps those
that the reader of the program refuses, until there are enough of them: check-jsonschema has to refuse each.
"""

import argparse
import copy
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import json5

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("DISAGREE_PROGRAM", str(ROOT / ".build/release/disagree"))
CHECK = str(Path(sys.executable).with_name("check-jsonschema"))
FREE = {"title", "$schema"}


def members(node, path=()):
    """The container, the key and the path of each member of a model."""
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else []
    for key, value in list(entries):
        yield node, key, path + (key,)
        yield from members(value, path + (key,))


def planted(model, generator):
    """A copy of a model with one mistake, and the words that say which."""
    model = copy.deepcopy(model)
    container, key, path = generator.choice([each for each in members(model) if each[1] not in FREE])
    place = ".".join(map(str, path))
    kinds = ["misspelled"] * isinstance(key, str) + ["list", "word", "negative", "unit", "object", "null"]
    kind = generator.choice(kinds)
    if kind == "misspelled":
        container[key + "Zq"] = container.pop(key)
    else:
        container[key] = {"list": [[]], "word": "!", "negative": -1, "unit": "5 parsecs", "object": {"zq": 1},
                          "null": None}[kind]
    return model, f"{kind} at {place}"


def refused(schema, files):
    """The names of the files that check-jsonschema refuses."""
    done = subprocess.run(
        [CHECK, "--schemafile", schema, "--output-format", "json", *files], capture_output=True, text=True)
    report = json.loads(done.stdout)
    return {Path(each["filename"]).name for each in report["errors"] + report.get("parse_errors", [])}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mistakes", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    generator = random.Random(options.seed)
    paths = sorted((ROOT / "models").glob("*.json5"))
    models = [json5.loads(path.read_text()) for path in paths]
    with tempfile.TemporaryDirectory() as folder:
        schema = Path(folder, "schema.json")
        schema.write_text(subprocess.run([PROGRAM, "explain", "--schema"], capture_output=True, text=True).stdout)
        bad = refused(str(schema), map(str, paths))
        print(f"{len(paths)} models, {len(bad)} refused", *bad)
        mistakes, accepted = {}, 0
        while len(mistakes) < options.mistakes:
            model, words = planted(generator.choice(models), generator)
            text = json.dumps(model)
            read = subprocess.run([PROGRAM, "show", "-"], input=text, capture_output=True, text=True)
            if read.returncode == 0:
                accepted += 1
                continue
            name = f"{len(mistakes)}.json"
            Path(folder, name).write_text(text)
            mistakes[name] = (words, read.stderr.splitlines()[0])
        caught = refused(str(schema), [str(Path(folder, name)) for name in mistakes])
        for name in mistakes.keys() - caught:
            print("not refused:", *mistakes[name])
    print(f"{len(mistakes)} mistakes that the reader refuses ({accepted} others it accepts), {len(caught)} refused")
    return 1 if bad or len(caught) < len(mistakes) else 0


if __name__ == "__main__":
    sys.exit(main())
