#!/usr/bin/env bash
# Builds everything and runs all tests. The last line says 'N passed, N failed', summed over all test projects.
#
#   eng/test.sh                        all tests
#   eng/test.sh --filter Journal       arguments go to 'dotnet test'
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
eng/setup.sh || exit 1
# Several processes spinning on the same cores slow one another down tenfold.
export OMP_WAIT_POLICY=passive
results="$root/artifacts/test-results"
rm -rf "$results"
dotnet build MLNet.ActiveLearning.sln -c Release -v minimal -nologo || exit 1
# One project at a time: timings and memory limits are asserted.
dotnet test MLNet.ActiveLearning.sln -c Release --no-build -m:1 --logger trx --results-directory "$results" -v minimal -nologo "$@"
status=$?
# Where the real ML.NET is used, its stand-ins are tested all the same, in a folder of their own.
if grep -q '<StandInMicrosoftML>false' eng/Packages.local.props; then
  dotnet test test/StandIns.Tests -c Release --artifacts-path "$root/artifacts/standins" -p:StandInMicrosoftML=true \
    --logger trx --results-directory "$results" -v minimal -nologo "$@" || status=1
fi
count() { cat "$results"/*.trx 2>/dev/null | grep -oE "<Counters [^>]*" | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' | awk "{ sum += \$1 } END { print sum + 0 }"; }
passed=$(count passed)
failed=$(count failed)
printf '%s passed, %s failed\n' "${passed:-0}" "${failed:-0}"
[ "${passed:-0}" -gt 0 ] || exit 1
exit $status
