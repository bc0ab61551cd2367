#!/usr/bin/env bash
# Whether the Job for Kubernetes is valid, and what its pods would run, without a cluster: for every index, one of
# which is killed, and one of which runs twice at once, as happens when a pod is being replaced. Needs
# python3 with venv, and the network:
#
#     Tests/Cluster/kubernetes.sh
source "$(dirname "$0")/prepare.sh"
job=$repository/Tests/Cluster/kubernetes.yaml

python3 -m venv venv
venv/bin/pip install --quiet pyyaml==6.0.4 kubernetes-validate==1.37.0
venv/bin/kubernetes-validate --strict "$job"
if sed 's/completionMode/completionmode/' "$job" | venv/bin/kubernetes-validate --strict --quiet - >/dev/null 2>&1
then
  echo "what is wrong passes for valid too" >&2
  exit 1
fi

# pod INDEX: what the pod of an index runs.
pod() { JOB_COMPLETION_INDEX=$1 venv/bin/python -c '
import os, sys, yaml
container = yaml.safe_load(open(sys.argv[1]))["spec"]["template"]["spec"]["containers"][0]
command = container["command"] + container["args"]
os.execv(command[0], command)' "$job"; }

pod 1 &
kills 2
if wait $!; then exit 1; fi
for index in {0..15}; do
  pod "$index" &
  if [ "$index" = 5 ]; then pod "$index"; fi
  wait $!
done
disagree merge parts/*.json --format csv --output merged.csv
same
