#!/bin/sh
# Runs the tests of the kernels at each vector width that this machine has, by the runtime's own switches, and prints for each a line
#   width=<name> total=<n> failed=<n> skipped=<n>
# Wants a Release build (dotnet build -c Release). Exits 1 if anything failed, or if a width ran at all with no test.
here=$(cd "$(dirname "$0")" && pwd)
tests="$here/bin/Release/net10.0/LseMlNet.Numerics.Tests"
log=$(mktemp)
status=0

run() { # run <name> [variable=value ...]
    name=$1
    shift
    env "$@" EXPECTED_VECTOR_WIDTH="$name" "$tests" -noColor >"$log" 2>&1
    code=$?
    counts=$(sed -n 's/.*Total: *\([0-9]*\), Errors: *\([0-9]*\), Failed: *\([0-9]*\), Skipped: *\([0-9]*\).*/total=\1 errors=\2 failed=\3 skipped=\4/p' "$log")
    echo "width=$name ${counts:-total=0 errors=1 failed=0 skipped=0}"
    if [ "$code" -ne 0 ] || [ -z "$counts" ]; then
        cat "$log"
        status=1
    fi
}

flags=$(sed -n 's/^flags[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
# Where 512 bits slow the processor down, the runtime prefers 256 of itself.
case " $flags " in *" avx512f "*) run 512 DOTNET_PreferredVectorBitWidth=512 ;; esac
case " $flags " in *" avx2 "*)
    run 256 DOTNET_EnableAVX512=0 DOTNET_EnableAVX512F=0
    run 128fma DOTNET_PreferredVectorBitWidth=128 ;;
esac
run 128 DOTNET_EnableAVX2=0
run scalar DOTNET_EnableHWIntrinsic=0

rm -f "$log"
exit $status
