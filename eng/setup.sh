#!/usr/bin/env bash
# Makes a fresh machine ready to build, test and run; says what it does; may be run again at any time.
#
#   eng/setup.sh            install what is missing
#   USE_STANDINS=true  ...  use the stand-ins for both Microsoft.ML and TorchSharp, even if the feed has the packages
#   USE_STANDINS=false ...  use neither
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
props="$root/eng/Packages.local.props"
say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

command -v dotnet >/dev/null || fail "the .NET SDK 10 is missing; install it from https://dot.net and put 'dotnet' on the PATH."
case "$(cd "$root" && dotnet --version 2>&1)" in
  1[0-9].*) ;;
  *) fail "the .NET SDK 10 or later is needed (global.json); found: $(dotnet --list-sdks | tr '\n' ' ')" ;;
esac

# Restores packages ('Id Version' each) in a project of its own; 0 if the feed has them all, 1 if it lacks one.
feed_has() {
  local probe=$1; shift
  {
    echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup><ItemGroup>'
    for package in "$@"; do echo "<PackageReference Include=\"${package% *}\" Version=\"${package#* }\" />"; done
    echo '</ItemGroup></Project>'
  } > "$probe/Probe.csproj"
  dotnet restore "$probe/Probe.csproj" > "$probe/log" 2>&1 && return 0
  # Anything but 'no such package' is a fault of the feed or the network, not an answer.
  grep -qE 'NU110[123]' "$probe/log" && return 1
  cat "$probe/log" >&2
  fail "the NuGet feed could not be asked; see above."
}

# Whether the native library of the restored TorchSharp runs on this system; says why not. A package may be built for a newer C library.
torch_runs() {
  local probe=$1
  echo 'try { System.Console.WriteLine(TorchSharp.torch.zeros(1).numel()); return 0; } catch (System.Exception e) { System.Console.WriteLine(e.Message); return 3; }' > "$probe/Program.cs"
  dotnet build "$probe/Probe.csproj" -v quiet -nologo > "$probe/log" 2>&1 || { cat "$probe/log" >&2; fail "a program that uses TorchSharp could not be built; see above."; }
  dotnet "$probe/bin/Debug/net10.0/Probe.dll" > "$probe/log" 2>&1 && return 0
  local library
  library=$(find "$probe/bin" -name 'libLibTorchSharp.so' -path '*linux-x64*' | head -1)
  if [ -n "$library" ] && command -v ldd >/dev/null; then
    ldd "$library" 2>&1 | grep -oE "version .[A-Z_0-9.]+. not found" | sort -u | head -1
  else
    head -1 "$probe/log"
  fi
  return 1
}

wanted=${USE_STANDINS:-}
ml=$(grep -oE '<StandInMicrosoftML>(true|false)' "$props" 2>/dev/null | grep -oE 'true|false' || true)
torch=$(grep -oE '<StandInTorchSharp>(true|false)' "$props" 2>/dev/null | grep -oE 'true|false' || true)
known="$ml $torch"
if [ -n "$wanted" ]; then
  ml=$wanted
  torch=$wanted
fi
probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT
if [ -z "$ml" ]; then
  mkdir "$probe/ml"
  if feed_has "$probe/ml" 'Microsoft.ML 5.0.0' 'Microsoft.ML.ImageAnalytics 5.0.0'; then
    ml=false
    say "the NuGet feed has Microsoft.ML; using it."
  else
    ml=true
    say "the NuGet feed lacks Microsoft.ML; using the stand-in in eng/standins."
  fi
fi
if [ -z "$torch" ]; then
  mkdir "$probe/torch"
  torch=true
  if ! feed_has "$probe/torch" 'TorchSharp-cpu 0.102.7'; then
    say "the NuGet feed lacks TorchSharp; using the stand-in in eng/standins."
  elif reason=$(torch_runs "$probe/torch"); then
    torch=false
    say "the NuGet feed has TorchSharp; using it."
  else
    say "the NuGet feed has TorchSharp, but its native library does not run on this system ($reason); using the stand-in in eng/standins."
  fi
fi
if [ "$ml $torch" != "$known" ]; then
  printf '<Project><PropertyGroup><StandInMicrosoftML>%s</StandInMicrosoftML><StandInTorchSharp>%s</StandInTorchSharp></PropertyGroup></Project>\n' "$ml" "$torch" > "$props"
  say "wrote eng/Packages.local.props: StandInMicrosoftML=$ml, StandInTorchSharp=$torch"
fi

# What is needed from the system: the image codecs; libtorch and a C++ compiler for the stand-ins; npm for the report's charts; a browser for its tests.
packages=(libturbojpeg0 libpng16-16)
[ "$torch" = false ] || packages+=(libtorch-dev libopenblas0-openmp cmake g++ make)
command -v npm >/dev/null || packages+=(npm)
# Its tests are skipped without a browser.
command -v chromium >/dev/null || ! command -v apt-get >/dev/null || packages+=(chromium)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || fail "${missing[*]} are needed and are installed from Debian only; install them yourself, or use a NuGet feed with Microsoft.ML and TorchSharp for those that the stand-ins need."
  sudo=
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  say "installing ${missing[*]}"
  log=$(mktemp)
  { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}"; } > "$log" 2>&1 \
    || { tail -20 "$log" >&2; fail "apt-get could not install ${missing[*]}."; }
  rm -f "$log"
fi

# The chart library that report.html carries.
charts="$root/eng/report"
if ! cmp -s "$charts/package-lock.json" "$charts/node_modules/installed-lock.json"; then
  say "installing the chart library of the report with npm"
  log=$(mktemp)
  (cd "$charts" && npm ci --ignore-scripts --no-audit --no-fund) > "$log" 2>&1 || { tail -20 "$log" >&2; fail "npm could not install what eng/report/package-lock.json lists."; }
  cp "$charts/package-lock.json" "$charts/node_modules/installed-lock.json"
  rm -f "$log"
fi

[ "$torch" = true ] || exit 0
build="$root/artifacts/native"
[ -f "$build/CMakeCache.txt" ] || say "building the native library"
log=$(mktemp)
{ cmake -S "$root/eng/standins/native" -B "$build" -DCMAKE_BUILD_TYPE=Release && cmake --build "$build" -j2; } > "$log" 2>&1 \
  || { tail -30 "$log" >&2; fail "the native library could not be built."; }
rm -f "$log"
