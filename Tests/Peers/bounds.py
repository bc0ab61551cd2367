"""The answers of `check`: its exit statuses, its forms for builds, and samples against exact values.

    swift build -c release --product disagree
    python3 Tests/Peers/bounds.py [--models 1000] [--trials 20000] [--sarif-schema FILE]

The duplicates of the essay's `blind` are 1.49498 % exactly, which decides what each bound must answer. JUnit goes through
an XML parser, SARIF through the rules of its specification, and through its JSON Schema where a file has it (with the
package jsonschema). Then makes random models with a bound near the exact value, and counts how often the sequential test
contradicts the exact answer: at most 5 % may.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("DISAGREE_PROGRAM", str(ROOT / ".build/release/disagree"))
ESSAY = (ROOT / "models/essay.json5").read_text()
CASES = [("1.5%", [], 0), ("1.49%", [], 1), ("1.49%", ["--method", "sample", "--trials", "10000"], 4)]
LEVELS = {"none", "note", "warning", "error"}


def check(model, *words):
    """Checks the text of a model in a file, whose places the forms for builds name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.json5")
        path.write_text(model)
        return subprocess.run([PROGRAM, "check", str(path), *words], capture_output=True, text=True)


def bounded(bound):
    """The essay with a bound on duplicates in place of what must never happen."""
    return re.sub(r'never: \["lost"\]', f'atMost: {{ duplicate: "{bound}" }}', ESSAY)


def statuses():
    wrong = 0
    for bound, words, status in CASES:
        found = check(bounded(bound), "--strategy", "blind", *words).returncode
        wrong += found != status
        print(f"duplicate at most {bound} {' '.join(words)}: exit {found}, must be {status}")
    return wrong


def forms(schema):
    """The forms for builds, with a bound that holds, one that is broken and one that is undecided."""
    wrong = 0
    for bound, words, _ in CASES:
        suite = ElementTree.fromstring(check(bounded(bound), "--format", "junit", *words).stdout)
        tests = list(suite.iter("testcase"))
        bad = len(list(suite.iter("failure"))) + len(list(suite.iter("error"))) + len(list(suite.iter("skipped")))
        text = check(bounded(bound), "--format", "json", *words).stdout
        results = json.loads(text)["properties"]
        wrong += len(tests) != len(results) or bad != sum(each["status"] != "holds" for each in results)
        print(f"JUnit: {len(tests)} cases, {bad} not passed; JSON: {len(results)} results")
        log = json.loads(check(bounded(bound), "--format", "sarif", *words).stdout)
        if schema:
            import jsonschema

            errors = list(jsonschema.validators.validator_for(schema)(schema).iter_errors(log))
            wrong += len(errors)
            print(f"SARIF: {len(errors)} errors by its schema", *(each.message for each in errors[:3]))
        wrong += log["version"] != "2.1.0"
        for run in log["runs"]:
            rules = [rule["id"] for rule in run["tool"]["driver"].get("rules", [])]
            for result in run["results"]:
                place = result["locations"][0]["physicalLocation"]["region"]
                wrong += rules[result["ruleIndex"]] != result["ruleId"] or result.get("level", "warning") not in LEVELS
                wrong += place["startLine"] < 1 or place.get("startColumn", 1) < 1 or not result["message"]["text"]
            print(f"SARIF: {len(rules)} rules, {len(run['results'])} results")
    return wrong


def random_model(generator):
    """A model of whole delays that an exact search follows to its end."""
    strategy = {"attempts": generator.randint(1, 4), "backoff": {"fixed": f"{generator.choice([0, 10, 50])} ms"}}
    if generator.random() < 0.3:
        strategy["retryOn"] = generator.choice([["timeout"], ["5xx"]])
    if generator.random() < 0.3:
        strategy["readBack"] = True
    if generator.random() < 0.3:
        strategy["key"] = {"recorded": generator.choice(["with-data", "after-data"]), "failsBetween": "10%"}
        if strategy["key"]["recorded"] == "with-data":
            del strategy["key"]["failsBetween"]
    chance = lambda: round(generator.choice([0.3, 0.1, 0.01]) * generator.random(), 6)
    return {
        "format": 1, "client": {"timeout": "200 ms"},
        "network": {"request": {"loss": chance(), "latency": "20 ms"},
                    "response": {"loss": chance(), "latency": generator.choice(["20 ms", "190 ms"])}},
        "server": {"service": "5 ms", "failsBeforeStore": chance(), "failsAfterStore": chance()},
        "strategies": {"one": strategy}}


def samples(options):
    generator = random.Random(1)
    answers, contradicted = {}, 0
    for number in range(options.models):
        model = random_model(generator)
        text = json.dumps(model)
        exact = subprocess.run(
            [PROGRAM, "compare", "-", "--method", "exact", "--no-verdict", "--format", "json", "--quiet"], input=text,
            capture_output=True, text=True)
        measures = json.loads(exact.stdout)["strategies"][0]["measures"]
        names = {"phantom": "phantom", "duplicate": "duplicate", "unsure": "unsure", "disagree": "disagree",
                 "attempts": "attempts_mean"}
        figure, measure = generator.choice([each for each in names.items() if measures[each[1]]["estimate"] > 0] or
                                           [("attempts", "attempts_mean")])
        value = measures[measure]["estimate"]
        model["atMost"] = {figure: min(value * generator.uniform(0.9, 1.1), 1 if measure == figure else 100)}
        text = json.dumps(model)
        one = check(text, "--method", "exact").returncode
        other = check(text, "--method", "sample", "--trials", str(options.trials), "--seed", str(number + 1)).returncode
        answers[one, other] = answers.get((one, other), 0) + 1
        if one not in (0, 1) or other not in (0, 1, 4):
            print(f"statuses {one} and {other}: {text}")
            return 1
        contradicted += other != 4 and one != other
    shown = ", ".join(f"{one}/{other}: {count}" for (one, other), count in sorted(answers.items()))
    print(f"{options.models} models: {contradicted} samples contradict the exact answer; statuses exact/sample {shown}")
    return contradicted > options.models * 0.05


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", type=int, default=1000)
    parser.add_argument("--trials", type=int, default=20000)
    parser.add_argument("--sarif-schema")
    options = parser.parse_args()
    schema = json.loads(Path(options.sarif_schema).read_text()) if options.sarif_schema else None
    wrong = statuses() + forms(schema) + samples(options)
    print(f"{wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
