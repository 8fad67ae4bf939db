#!/usr/bin/env bash
# Runs the mutation tests of a library and prints the score of each folder: eng/mutation.sh LIBRARY [--folder F] [--sample N] [--seed S]
set -euo pipefail
exec python3 "$(dirname "$0")/mutation.py" "$@"
