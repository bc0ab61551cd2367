#!/usr/bin/env bash
# Dask counts shards on the cores of this machine, while one is killed. Needs python3 with venv, and the
# network:
#
#     Tests/Cluster/dask.sh
source "$(dirname "$0")/prepare.sh"
cp "$repository/Tests/Cluster/dask_run.py" .

python3 -m venv venv
venv/bin/pip install --quiet dask==2026.8.0 distributed==2026.8.0
venv/bin/python dask_run.py "$model" "$trials" "$shards" 2>dask.log &
kills 2
wait $! || { cat dask.log >&2; exit 1; }
grep -o 'CalledProcessError(-9' dask.log
same
