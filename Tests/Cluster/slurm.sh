#!/usr/bin/env bash
# A Slurm cluster of one node, on this machine and without systemd or cgroups, counts shards as a job array. One
# task is requeued as a preempted one is, one is killed; what is missing is submitted again. As root:
#
#     Tests/Cluster/slurm.sh
source "$(dirname "$0")/prepare.sh"
needs sbatch slurm-wlm munge
needs munged munge
cp "$repository/Tests/Cluster/shards.sbatch" .

# The cluster.
mkdir cluster cluster/state cluster/spool
chmod 755 "$folder" cluster
node=$(hostname -s)
export SLURM_CONF=$folder/cluster/slurm.conf
cat >"$SLURM_CONF" <<END
ClusterName=loopback
SlurmctldHost=$node(127.0.0.1)
SlurmUser=root
SlurmctldPort=26817
SlurmdPort=26818
AuthType=auth/munge
AuthInfo=socket=$folder/cluster/munge.socket
StateSaveLocation=$folder/cluster/state
SlurmdSpoolDir=$folder/cluster/spool
SlurmctldPidFile=$folder/cluster/slurmctld.pid
SlurmdPidFile=$folder/cluster/slurmd.pid
SlurmctldLogFile=$folder/cluster/slurmctld.log
SlurmdLogFile=$folder/cluster/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SchedulerType=sched/builtin
SchedulerParameters=batch_sched_delay=1,sched_interval=1
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
KillWait=2
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc)
PartitionName=all Nodes=$node Default=YES MaxTime=INFINITE
END
dd if=/dev/urandom of=cluster/munge.key bs=128 count=1 status=none
chmod 600 cluster/munge.key
munged --force --key-file="$folder/cluster/munge.key" --socket="$folder/cluster/munge.socket" \
  --pid-file="$folder/cluster/munged.pid" --log-file="$folder/cluster/munged.log" \
  --seed-file="$folder/cluster/munged.seed"
ends() {
  scancel --quiet --user=root 2>/dev/null || true
  for daemon in slurmd slurmctld munged; do
    local process
    if process=$(cat "cluster/$daemon.pid" 2>/dev/null); then
      kill "$process" 2>/dev/null || true
      for _ in {1..100}; do kill -0 "$process" 2>/dev/null && sleep 0.1; done
    fi
  done
  rm -rf "$folder"
}
trap ends EXIT
slurmctld -c
slurmd -c
idle() { [ "$(sinfo --noheader --format=%T 2>/dev/null)" = idle ]; }
awaits idle || { tail cluster/*.log >&2; exit 1; }

# One task has to give way, as to a job that is more urgent; another dies.
sbatch --array=1-"$shards" shards.sbatch
job=$(squeue --noheader --format=%F | head -1)
awaits test -e parts/1.counted
scontrol requeue "${job}_1"
kills 2
# Slurm gives a requeued task two minutes of rest; nobody needs them here.
rests() { [ "$(squeue --noheader --job "${job}_1" --format=%r 2>/dev/null)" = BeginTime ]; }
awaits rests
scontrol update job "${job}_1" StartTime=now
gone() { [ -z "$(squeue --noheader --job "$job" 2>/dev/null)" ]; }
awaits gone
grep REQUEUE parts/1.log
if disagree merge parts/*.json; then exit 1; fi

# What is missing is submitted again.
missing=$(for shard in $(seq "$shards"); do [ -e "parts/$shard.json" ] || echo "$shard"; done | paste -sd, -)
echo "missing: $missing"
sbatch --wait --array="$missing" shards.sbatch

disagree merge parts/*.json --format csv --output merged.csv
same
