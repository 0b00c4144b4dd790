#!/usr/bin/env bash
# Writes requirements.lock and requirements-dev.lock from pyproject.toml: versions and hashes for every system, no addresses.
#
#   bash .ci/lock.sh              keeps the locked versions that still fit
#   bash .ci/lock.sh --upgrade    takes the newest ones
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
.venv/bin/python -m venv "$tools"
"$tools/bin/pip" install -qq --disable-pip-version-check uv==0.13.9

lock() {
    "$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-annotate --no-header --no-emit-index-url --no-emit-find-links "$@"
}
lock "$@" pyproject.toml --output-file requirements.lock
# The tools share packages with the product (numpy, typing-extensions): one version of each for both.
lock "$@" --group dev --constraints requirements.lock --output-file requirements-dev.lock

if grep -n '://' requirements.lock requirements-dev.lock; then
    echo "An address in a lock file ties it to one registry; see the lines above." >&2
    exit 1
fi
