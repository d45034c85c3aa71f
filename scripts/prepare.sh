# Sourced by run, test and .ci/run: installs what is missing and builds. Says what it is doing; repeats safely.

say() { printf '== %s\n' "$*" >&2; }
die() { printf 'latido: %s\n' "$*" >&2; exit 1; }

# missing_packages FILE: the Debian packages named there that are not installed, one a line.
missing_packages() {
  grep -vE '^(#|$)' "$1" | while read -r package; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || echo "$package"
  done
}

# install_missing [FILE]
install_missing() {
  local file=${1:-packages.txt}
  command -v dpkg-query >/dev/null || die "this needs Debian 12 (dpkg-query is not here); install the packages named in packages.txt your own way"
  local missing sudo=""
  missing=$(missing_packages "$file")
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "these Debian packages are missing and there is no permission to install them: run 'apt-get install $(echo $missing)' as root, then try again"
    sudo=sudo
  fi
  say "installing $(echo "$missing" | wc -l) Debian packages (a few minutes on a new machine): $(echo $missing)"
  local log
  log=$(mktemp)
  if ! { $sudo apt-get update && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    die "apt-get could not install the packages above; see $log, or install them by hand: apt-get install $(echo $missing)"
  fi
  rm -f "$log"
}

# What ccache asks for before it keeps what was compiled with a precompiled header.
export CCACHE_SLOPPINESS=pch_defines,time_macros

# build PRESET [target...]: configures once, then builds what has changed, in build/PRESET.
build() {
  local preset=$1 log
  shift
  log=build/$preset.log
  mkdir -p build
  local launcher=()
  command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  if [ -f "build/$preset/build.ninja" ]; then say "building what has changed ($preset)"; else say "building $preset (about six minutes, on two cores)"; fi
  if ! cmake --preset "$preset" "${launcher[@]}" >"$log" 2>&1 ||
    ! cmake --build --preset "$preset" ${1:+--target "$@"} >>"$log" 2>&1; then
    grep -E 'error|Error|FAILED' -A 3 "$log" | head -n 40 >&2
    die "the build failed; the whole log is $log"
  fi
}
