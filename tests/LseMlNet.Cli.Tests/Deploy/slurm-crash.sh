#!/bin/bash
# slurm-crash.sh FOLDER RECIPES: runs two arrays of eight shards on a Slurm of two nodes, one of which dies in the middle. FOLDER has the inputs, and gets
# pictures/merged.json, rows/merged.json and the file events: "start TASK NODE RESTARTS", "merge JOB" and "died NODE".
# LSEMLNET_PROGRAM is the command of the program.
set -eu
folder=$(realpath "$1")
recipes=$(realpath "$2")
here=$(cd "$(dirname "$0")" && pwd)
trap '"$here/slurm-cluster.sh" stop "$folder/cluster"' EXIT
"$here/slurm-cluster.sh" start "$folder/cluster"
export SLURM_CONF=$folder/cluster/slurm.conf FOLDER=$folder
echo "$SECONDS s: two nodes are up"

# What runs as lsemlnet. On the node that is going to die, a first task with an even number has just written its part, and one with an odd number is
# stopped in the middle of its work. Both then wait for the end.
cat > "$folder/lsemlnet.sh" <<'X'
#!/bin/bash
if [ -z "${SLURM_ARRAY_TASK_ID:-}" ]; then
    echo "merge $SLURM_JOB_ID" >> "$FOLDER/events"
    exec $LSEMLNET_PROGRAM "$@"
fi
echo "start $SLURM_ARRAY_JOB_ID.$SLURM_ARRAY_TASK_ID $SLURMD_NODENAME ${SLURM_RESTART_COUNT:-0}" >> "$FOLDER/events"
[ "$SLURMD_NODENAME" = n1 ] && [ "${SLURM_RESTART_COUNT:-0}" = 0 ] || exec $LSEMLNET_PROGRAM "$@"
echo $$ >> "$FOLDER/doomed"
if [ $((SLURM_ARRAY_TASK_ID % 2)) = 0 ]; then
    $LSEMLNET_PROGRAM "$@"
else
    $LSEMLNET_PROGRAM "$@" &
    echo $! >> "$FOLDER/doomed"
    sleep 0.3
    kill -STOP $!
fi
echo held >> "$FOLDER/held"
sleep 300
X
chmod +x "$folder/lsemlnet.sh"
export LSEMLNET=$folder/lsemlnet.sh

mkdir "$folder/pictures" "$folder/rows"
cd "$folder/pictures"
"$recipes/submit.sh" 8 evaluate --data ../pictures.csv > ../jobs
# The other array sets no shard, so that the program takes it from the array.
cd "$folder/rows"
array=$(sbatch --parsable --array=0-7 --output=shard-%a.log "$recipes/shard.sbatch" evaluate --logits ../rows.parquet --label-column label --partial part.bin)
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes --output=merge.log "$recipes/merge.sbatch" merged.json --json part-{1..8}-of-8.bin)
echo "$array $merge" >> ../jobs

lines() { [ -f "$1" ] && wc -l < "$1" || echo 0; }
await() {
    until eval "$1"; do
        [ $SECONDS -lt 100 ] || { squeue; tail -n 3 "$folder"/*/*.log; echo "gave up after $SECONDS s waiting for: $1" >&2; exit 1; } >&2
        sleep 0.1
    done
}

await '[ "$(lines "$folder/held")" -ge 2 ]'
# The daemon and its helpers go first: a helper that sees its task die reports a failure, and a failed task is not queued again.
doomed=$(cat "$folder/doomed")
helpers=$(for pid in $doomed; do ps -o ppid= -p "$pid"; done | sort -u)
for pid in $(cat "$folder/cluster/pid/n1") $helpers; do
    # The parent of a program that runs in the background is the task itself.
    grep -qx "$pid" "$folder/doomed" || kill -KILL "$pid" || true
done
for pid in $doomed; do
    pkill -KILL -P "$pid" || true
    kill -KILL "$pid" 2> /dev/null || true
done
echo "died n1" >> "$folder/events"
scontrol update nodename=n1 state=down reason=died
echo "$SECONDS s: n1 died with $(lines "$folder/held") tasks"

await '[ -s "$folder/pictures/merged.json" ] && [ -s "$folder/rows/merged.json" ]'
echo "$SECONDS s: both arrays are merged"
