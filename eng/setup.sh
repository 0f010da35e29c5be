#!/usr/bin/env bash
# Makes a fresh machine ready to build, test and run; says what it does; may be run again at any time.
#
#   eng/setup.sh            install what is missing
#   USE_STANDINS=true  ...  use the stand-ins even if the feed has the packages
#   USE_STANDINS=false ...  never use them
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

# Does the NuGet feed carry the packages that this project is written for?
feed_has_packages() {
  local probe
  probe=$(mktemp -d)
  cat > "$probe/Probe.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.ML" Version="5.0.0" />
    <PackageReference Include="Microsoft.ML.ImageAnalytics" Version="5.0.0" />
    <PackageReference Include="TorchSharp-cpu" Version="0.102.7" />
  </ItemGroup>
</Project>
XML
  local found=0
  dotnet restore "$probe/Probe.csproj" > "$probe/log" 2>&1 || found=1
  # Anything but 'no such package' is a fault of the feed or the network, not an answer.
  if [ $found -ne 0 ] && ! grep -qE 'NU110[123]' "$probe/log"; then
    cat "$probe/log" >&2
    rm -rf "$probe"
    fail "the NuGet feed could not be asked; see above."
  fi
  rm -rf "$probe"
  return $found
}

wanted=${USE_STANDINS:-}
known=$(grep -oE 'true|false' "$props" 2>/dev/null | head -1 || true)
if [ -n "$wanted" ]; then
  standins=$wanted
elif [ -n "$known" ]; then
  standins=$known
elif feed_has_packages; then
  standins=false
  say "the NuGet feed has Microsoft.ML and TorchSharp; using them."
else
  standins=true
  say "the NuGet feed lacks Microsoft.ML or TorchSharp; using the stand-ins in eng/standins."
fi
if [ "$standins" != "$known" ]; then
  printf '<Project><PropertyGroup><UseStandIns>%s</UseStandIns></PropertyGroup></Project>\n' "$standins" > "$props"
  say "wrote eng/Packages.local.props: UseStandIns=$standins"
fi
[ "$standins" = true ] || exit 0

# The stand-ins need libtorch, the image codecs and a C++ compiler from the system.
packages=(libtorch-dev libopenblas0-openmp libturbojpeg0 libpng16-16 cmake g++ make)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || fail "the stand-ins need ${missing[*]} from a Debian system; or use a NuGet feed with Microsoft.ML and TorchSharp."
  sudo=
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  say "installing ${missing[*]}"
  log=$(mktemp)
  { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}"; } > "$log" 2>&1 \
    || { tail -20 "$log" >&2; fail "apt-get could not install ${missing[*]}."; }
  rm -f "$log"
fi

build="$root/artifacts/native"
[ -f "$build/CMakeCache.txt" ] || say "building the native library"
log=$(mktemp)
{ cmake -S "$root/eng/standins/native" -B "$build" -DCMAKE_BUILD_TYPE=Release && cmake --build "$build" -j2; } > "$log" 2>&1 \
  || { tail -30 "$log" >&2; fail "the native library could not be built."; }
rm -f "$log"
