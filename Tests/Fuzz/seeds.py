#!/usr/bin/env python3
"""Writes the first inputs of the fuzz targets, and the words of the schema.

    Tests/Fuzz/seeds.py .build/release/disagree FOLDER [MODELS]

Models come from the repository and from the schema, as in `fuzz.py` beside this file; shards from the program.
"""

import glob
import json
import os
import random
import subprocess
import sys

import models as random_models


def main():
    program, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 300
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")

    def run(words, data=None):
        return subprocess.run([program] + words, input=data, capture_output=True)

    def save(target, data):
        path = os.path.join(folder, target)
        os.makedirs(path, exist_ok=True)
        with open(os.path.join(path, "%04d" % len(os.listdir(path))), "wb") as file:
            file.write(data)

    schema = json.loads(run(["explain", "--schema"]).stdout)
    models = random_models.Models(schema, random.Random(1))
    words = sorted({word for _, word in models.words() if word})
    with open(os.path.join(folder, "words"), "w") as file:
        file.write("\n".join(words) + "\n")
    more = ["--", "..", "attempt 1: response lost", "ms", "s", "min", "h", "%", "\u2030", "/s", "Infinity", "1e-300"]
    with open(os.path.join(folder, "words.dict"), "w") as file:
        for word in words + more:
            quoted = "".join("\\x%02x" % byte if byte > 126 or byte in b'"\\' else chr(byte) for byte in word.encode())
            file.write('"%s"\n' % quoted)

    paths = sorted(glob.glob(root + "/models/*.json5") + glob.glob(root + "/Tests/Cases/*.json5"))
    for path in paths:
        data = open(path, "rb").read()
        save("model", data)
        runs = ["--runs", "1"] if b"clients" in data else ["--trials", "20"]
        shard = run(["compare", path] + runs + ["--limit-events", "100000", "--shard", "1/2", "--output", "-"]).stdout.decode()
        if '  "checksum"' in shard:
            save("shard", shard[: shard.rindex('  "checksum"')].encode())
    made = 0
    while made < count:
        model = models.model()
        for _ in range(8):
            data, places = random_models.written(model)
            shown = run(["show", "-"], data.encode())
            found = random_models.columns(shown.stderr.decode(errors="replace"))
            if shown.returncode != 2 or not found or not isinstance(model, dict):
                break
            for column in found:
                random_models.remove(places, column)
        if shown.returncode == 0:
            made += 1
            save("model", data.encode())
    for text in [
        "network.request.loss=0%..20%:1%", "client.timeout=1 ms..1 s:x10", "strategies.blind.attempts=1,2,4",
        'strategies."none".attempts=1..3:1', "server.service=1 ms,uniform",
    ]:
        save("vary", text.encode())
    for text in ["attempt 1: response lost", "attempt 1: request lost, attempt 2: fails after store", "attempt 1: response lost,"]:
        save("faults", text.encode())
    for text in ["3", "1e3", "0x10", "+1.5", ".5", "5.", "Infinity", "NaN", "18446744073709551615"]:
        save("number", text.encode())
    for text in ["'1%'", "'0.5‰'", "0.01", "'20 ms'", "'1.5 s'", "'100/s'", "{exponential:{mean:'5 ms'}}", "'36500 d'"]:
        save("quantity", text.encode())


if __name__ == "__main__":
    main()
