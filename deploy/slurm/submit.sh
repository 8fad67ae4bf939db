#!/bin/bash
# submit.sh SHARDS COMMAND [OPTIONS...]: runs `lsemlnet COMMAND OPTIONS` as a Slurm array, and merges once all shards are done.
# The folder that it is started in must be shared by the nodes. It gets part-*.bin and merged.json. Prints the ids of both jobs.
# Run missing shards again, and the merge after them: SHARDS=8 sbatch --array=3,5 shard.sbatch COMMAND OPTIONS --partial part.bin
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export SHARDS=$1
shift
array=$(sbatch --parsable --array="1-$SHARDS" --output=shard-%a.log "$here/shard.sbatch" "$@" --partial part.bin)
width=${#SHARDS}
parts=()
for ((i = 1; i <= SHARDS; i++)); do
    parts+=("part-$(printf "%0${width}d" "$i")-of-$SHARDS.bin")
done
# afterok starts the merge when every task has succeeded, and cancels it when one has failed for good.
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes --output=merge.log "$here/merge.sbatch" merged.json --json "${parts[@]}")
echo "$array $merge"
