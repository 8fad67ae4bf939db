#!/bin/bash
# score.sh OPTIONS... < logits.ndjson > probabilities.ndjson: `lsemlnet score` on as many processes as there are processors. parallel divides the lines into
# blocks, each process scores a block from its standard input to its standard output, and --keep-order puts the answers in the order of the rows.
set -eu
LSEMLNET=${LSEMLNET:-lsemlnet}
# shellcheck disable=SC2086
exec parallel --pipe --block 64M --keep-order --halt soon,fail=1 $LSEMLNET score - --format ndjson "$@"
