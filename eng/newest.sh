#!/usr/bin/env bash
# Prints the MSBuild arguments that build and test against the newest released ML.NET and ONNX Runtime on the registry:
#   dotnet test -c Release $(eng/newest.sh)
# NUGET_FLAT_CONTAINER overrides the address of the registry's list of versions.
set -euo pipefail
registry=${NUGET_FLAT_CONTAINER:-https://api.nuget.org/v3-flatcontainer}

# The list of a package is {"versions":["1.0.0","1.1.0-preview.1",…]}. A version with a hyphen is a preview.
newest() {
  local versions
  versions=$(curl --fail --silent --show-error --location --compressed --retry 3 --max-time 60 "$registry/$1/index.json")
  grep -oE '"[0-9]+(\.[0-9]+)+"' <<<"$versions" | tr -d '"' | sort -V | tail -n 1 | grep . ||
    { echo "$registry lists no released version of $1." >&2; exit 1; }
}

ml=$(newest microsoft.ml)
converter=$(newest microsoft.ml.onnxconverter)
runtime=$(newest microsoft.ml.onnxruntime)
# The packages exclude the next major version of ML.NET. Allow it here, so that the tests can tell whether it works.
lowest=$(sed -n 's/.*<SupportedMicrosoftML[^>]*>\[\([0-9.]*\),.*/\1/p' "$(dirname "$0")/../Directory.Build.props")
range="[$lowest%2C$((${ml%%.*} + 1)).0)" # MSBuild treats a comma as the end of the value.
echo "-p:MicrosoftMLVersion=$ml -p:MicrosoftMLOnnxConverterVersion=$converter -p:OnnxRuntimeVersion=$runtime -p:SupportedMicrosoftML=$range"
