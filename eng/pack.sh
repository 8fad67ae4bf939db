#!/usr/bin/env bash
# Packs the libraries and the tool for every platform, and prints the size of each package: eng/pack.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(realpath -m "${1:-artifacts/packages}")
# Delete only packages, because the caller can pass any folder.
rm -f "$folder"/*.nupkg "$folder"/*.snupkg
for project in src/*/*.csproj; do
  dotnet pack -c Release "$project" --output "$folder"
done
cd "$folder"
du -h --apparent-size -- *.nupkg *.snupkg
