"""Counts the shards of a comparison as tasks of Dask, and merges them.

    python3 -m venv venv && venv/bin/pip install dask==2026.8.0 distributed==2026.8.0
    venv/bin/python dask_run.py MODEL TRIALS SHARDS [SCHEDULER]

Without the address of a scheduler, on the cores of this machine. Model and `parts` are in the working folder,
which all workers share.
"""

import subprocess
import sys

from distributed import Client, LocalCluster


def count(shard, model, trials, shards):
    subprocess.run(
        ["disagree", "compare", model, "--trials", trials, "--jobs", "1"]
        + ["--shard", f"{shard}/{shards}", "--resume", f"parts/{shard}.counted"]
        + ["--output", f"parts/{shard}.json"],
        check=True,
    )
    return f"parts/{shard}.json"


def main(model, trials, shards, scheduler=None):
    with Client(scheduler or LocalCluster(threads_per_worker=1)) as client:
        numbers = range(1, int(shards) + 1)
        parts = client.gather(
            client.map(count, numbers, model=model, trials=trials, shards=shards, retries=5)
        )
    subprocess.run(["disagree", "merge", *parts, "--format", "csv", "--output", "merged.csv"], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
