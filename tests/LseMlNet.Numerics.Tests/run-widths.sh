#!/bin/sh
# Runs the tests of the kernels once for each vector width that this processor supports. The runtime's own switches select the width.
# Prints one line for each width:
#   width=<name> total=<n> errors=<n> failed=<n> skipped=<n>
# Needs a Release build: dotnet build -c Release tests/LseMlNet.Numerics.Tests
# Exits with 1 if a test failed at any width, or if a width ran no test. The output of that run is then printed in full.
here=$(cd "$(dirname "$0")" && pwd)
tests="$here/bin/Release/net10.0/LseMlNet.Numerics.Tests"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0

run() { # run <name> [variable=value ...]
    name=$1
    shift
    env "$@" EXPECTED_VECTOR_WIDTH="$name" "$tests" -noColor -noAutoReporters >"$log" 2>&1
    code=$?
    counts=$(sed -n 's/.*Total: *\([0-9]*\), Errors: *\([0-9]*\), Failed: *\([0-9]*\), Skipped: *\([0-9]*\).*/total=\1 errors=\2 failed=\3 skipped=\4/p' "$log")
    echo "width=$name ${counts:-total=0 errors=1 failed=0 skipped=0}"
    # A run without any test prints a total of 0 and no other count.
    if [ "$code" -ne 0 ] || [ -z "$counts" ]; then
        cat "$log"
        status=1
    fi
}

flags=$(sed -n 's/^flags[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
# On processors that lower their clock rate for 512 bits, the runtime prefers 256 unless it is told otherwise.
case " $flags " in *" avx512f "*) run 512 DOTNET_PreferredVectorBitWidth=512 ;; esac
case " $flags " in *" avx2 "*)
    run 256 DOTNET_EnableAVX512=0 DOTNET_EnableAVX512F=0
    run 128fma DOTNET_PreferredVectorBitWidth=128 ;;
esac
run 128 DOTNET_EnableAVX2=0
run scalar DOTNET_EnableHWIntrinsic=0

exit $status
