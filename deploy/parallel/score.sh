#!/bin/bash
# score.sh OPTIONS... < logits.ndjson > scores.ndjson: runs `lsemlnet score OPTIONS` as many times as there are processors. parallel divides the lines of
# the standard input into blocks of at most 64 MB, and writes the answers in the order of the blocks.
set -eu
LSEMLNET=${LSEMLNET:-lsemlnet}
# shellcheck disable=SC2086
parallel --pipe --block "${BLOCK:-64M}" --keep-order --halt soon,fail=1 $LSEMLNET score - --format ndjson "$@"
