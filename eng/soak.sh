#!/usr/bin/env bash
# Loads, scores, saves and disposes pipelines on 16 threads: eng/soak.sh [MINUTES], an hour by default. Fails if memory or handles grow.
set -euo pipefail
cd "$(dirname "$0")/.."
exec dotnet run -c Release --project tests/LseMlNet.Fuzzing -- soak "${1:-60}"
