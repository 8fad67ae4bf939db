#!/usr/bin/env bash
# Fuzzes the readers of files from strangers: eng/fuzz.sh SECONDS [TARGET...], by default every target, one after another. Needs afl++
# (apt-get install afl++). What it finds is in artifacts/fuzz/TARGET/found; try it again with
#   dotnet run --project tests/LseMlNet.Fuzzing -- try TARGET FILE
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:?usage: eng/fuzz.sh SECONDS [TARGET...]}
shift
output=$PWD/artifacts/fuzz
program=$output/program/LseMlNet.Fuzzing.dll
# The same without the instructions that guide the fuzzer, which only run under it.
plain=tests/LseMlNet.Fuzzing/bin/Release/net10.0/LseMlNet.Fuzzing.dll

if [ -z "${FUZZ_NO_BUILD:-}" ]; then
  rm -rf "$output/program"
  dotnet build -c Release tests/LseMlNet.Fuzzing
  mkdir -p "$output"
  cp -r tests/LseMlNet.Fuzzing/bin/Release/net10.0 "$output/program"
  dotnet tool restore
  # Only the project's own code guides the fuzzer.
  for library in LseMlNet LseMlNet.Files LseMlNet.Images LseMlNet.OnnxRuntime LseMlNet.Cli; do
    dotnet sharpfuzz "$output/program/$library.dll"
  done
fi

# The first input of a process is slow, because it starts ML.NET: with the plus, a slow seed is skipped and does not end the run.
# Crashes are exceptions, which the program reports itself, so core dumps and the frequency of the processor do not matter.
export AFL_SKIP_BIN_CHECK=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 ORT_DISABLE_TELEMETRY=1
failed=0
for target in ${*:-$(dotnet "$plain" targets)}; do
  work=$output/$target
  rm -rf "$work"
  dotnet "$plain" seeds "$target" "$work/seeds"
  # Inputs that were found earlier.
  if [ -d "tests/LseMlNet.Fuzzing/Found/$target" ]; then
    cp "tests/LseMlNet.Fuzzing/Found/$target"/* "$work/seeds"
  fi
  afl-fuzz -i "$work/seeds" -o "$work/afl" -V "$seconds" -t 20000+ -m none -- dotnet "$program" fuzz "$target" >"$work/log" 2>&1 || { tail -20 "$work/log"; failed=1; continue; }
  mkdir -p "$work/found"
  cp "$work"/afl/default/crashes/id* "$work"/afl/default/hangs/id* "$work/found" 2>/dev/null || true
  awk -F' *: *' -v target="$target" '{ value[$1] = $2 } END { printf "%-8s %9s executions, %5s inputs kept, %4s exceptions, %3s hangs\n", target, value["execs_done"], value["corpus_count"], value["saved_crashes"], value["saved_hangs"] }' "$work/afl/default/fuzzer_stats"
  [ -z "$(ls "$work/found")" ] || failed=1
done
exit $failed
