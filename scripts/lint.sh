#!/usr/bin/env bash
# clang-format over all sources, clang-tidy over the project's own translation units (allow-list in .clang-tidy).
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
. scripts/prepare.sh

install_missing_lint() {
  local tool
  for tool in clang-format clang-tidy; do
    command -v $tool >/dev/null && continue
    [ "$(id -u)" -eq 0 ] || die "$tool is missing: apt-get install $tool as root"
    say "installing $tool"
    apt-get update >/dev/null && apt-get install -y --no-install-recommends $tool >/dev/null
  done
}

install_missing_lint
say "clang-format"
git ls-files '*.cc' '*.h' | xargs clang-format --dry-run --Werror
say "clang-tidy (a few minutes)"
[ -f build/release/compile_commands.json ] || die "build first: ./test"
git ls-files '*.cc' ':!tests' ':!bench' | xargs -P "$(nproc)" -n 4 clang-tidy -p build/release --quiet --extra-arg=-Wno-unknown-warning-option 2>/dev/null
