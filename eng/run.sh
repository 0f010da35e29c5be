#!/usr/bin/env bash
# Builds and starts the command line. Without arguments: active learning against random sampling on the embedded data set.
#
#   eng/run.sh                          the demonstration, at most five minutes on two cores
#   eng/run.sh run --data birds.zip ... your own images
#   eng/run.sh --help                   everything else
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$root/eng/setup.sh"
project="$root/src/MLNet.ActiveLearning.Tool"
dotnet build "$project" -c Release -v quiet -nologo -clp:ErrorsOnly >&2
[ $# -gt 0 ] || set -- run
exec dotnet "$project/bin/Release/net10.0/mlnet-al.dll" "$@"
