#!/bin/bash
# evaluate.sh SHARDS OPTIONS...: runs `lsemlnet evaluate OPTIONS` as that many processes, as many at a time as there are processors, and merges.
# For other machines, add --sshlogin or --sshloginfile to parallel, in a folder that they share.
set -eu
LSEMLNET=${LSEMLNET:-lsemlnet}
shards=$1
shift
# shellcheck disable=SC2086
seq "$shards" | parallel --halt soon,fail=1 $LSEMLNET evaluate "$@" --shard "{}/$shards" --partial part.bin
# shellcheck disable=SC2086
$LSEMLNET merge --json part-*-of-"$shards".bin
