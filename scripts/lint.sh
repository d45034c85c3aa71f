#!/usr/bin/env bash
# clang-format over all sources, clang-tidy over what ships (not tests and bench; allow-list in .clang-tidy).
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
. scripts/prepare.sh

install_missing packages-lint.txt
say "clang-format"
git ls-files '*.cc' '*.h' | xargs clang-format --dry-run --Werror
say "clang-tidy (a few minutes)"
[ -f build/release/compile_commands.json ] || die "build first: ./test"
mkdir -p build/lint  # without the precompiled headers, so that a file which does not include what it uses shows
sed -E 's/ -Winvalid-pch -include [^ ]+//' build/release/compile_commands.json >build/lint/compile_commands.json
git ls-files '*.cc' ':!tests' ':!bench' | xargs -P "$(nproc)" -n 4 clang-tidy -p build/lint --quiet --extra-arg=-Wno-unknown-warning-option 2> >(grep -v 'warnings.*generated' >&2)
