#!/usr/bin/env bash
# Makes ready what `make run`, `make test` and `make verify` need, and touches nothing that is ready already.
#
#   bash .ci/setup.sh run|test|verify
#
# Debian packages where it may (root, or sudo without a password); Python packages into .venv from the lock files.
# Where it may not, it names the command for an administrator, and goes on unless the month could not run at all.
set -euo pipefail
cd -P "$(dirname "${BASH_SOURCE[0]}")/.."

packages=(python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk)
for_tests=(poppler-utils)
for_verify=(libreoffice-calc-nogui mupdf-tools qpdf chromium)
locks=(requirements.lock)

case "${1:-}" in
    run) ;;
    test) packages+=("${for_tests[@]}") locks+=(requirements-dev.lock) ;;
    verify) packages+=("${for_tests[@]}" "${for_verify[@]}") locks+=(requirements-dev.lock) ;;
    *)
        echo "usage: bash .ci/setup.sh run|test|verify" >&2
        exit 2
        ;;
esac

say() { printf '%s\n' "$*" >&2; }

# ---------------------------------------------------------------- Debian

missing=()
find_missing() {
    missing=()
    command -v dpkg-query >/dev/null || return 0
    local installed package
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${packages[@]}" 2>/dev/null) || true
    for package in "${packages[@]}"; do
        grep -qx "installed $package" <<<"$installed" || missing+=("$package")
    done
}

as_root=()
may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" -eq 0 ] && return
    as_root=(sudo -n)
    sudo -n true 2>/dev/null
}

# Answers every question beforehand, and waits for another package manager instead of failing beside it.
apt_get() {
    "${as_root[@]}" env LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" </dev/null 9<&-
}

# The lock on the package lists is the one that apt-get does not wait for by itself.
apt_update() {
    local answer
    for _ in {1..60}; do
        answer=$(apt_get update 2>&1) && return
        grep -q 'Could not get lock' <<<"$answer" || break
        sleep 5
    done
    say "$answer"
}

lists_are_fresh() {
    [ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' -cmin -1440 -print -quit 2>/dev/null)" ]
}

install_debian() {
    local log
    log=$(mktemp)
    say "Installing Debian packages: ${missing[*]} (this can take some minutes)"
    lists_are_fresh || apt_update
    if ! apt_get install --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
        apt_update # a list of yesterday names files that the server no longer has
        apt_get install --no-install-recommends "${missing[@]}" >"$log" 2>&1 || tail -n 20 "$log" >&2
    fi
    rm -f "$log"
}

for_an_administrator() { echo "apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"; }

# Tells what mends a lack without which the month cannot run, and stops.
give_up() { # $1: what is wrong, $2: what to do where Debian's packages are not the answer
    say "$1"
    if [ ${#missing[@]} -gt 0 ]; then
        say "Ask an administrator to run:  $(for_an_administrator)"
    else
        say "$2"
    fi
    exit 1
}

# ---------------------------------------------------------------- Python

# Debian's own 3.11 first: its build runs a month about a seventh faster than one that was compiled by hand.
find_python() {
    local candidate
    for candidate in /usr/bin/python3.11 python3.11 python3 /usr/bin/python3 python3.{12..19}; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

# Programs in a .venv name its folder, so that one that was moved or copied has to be made anew.
venv_is_ours() {
    [ -x .venv/bin/python ] && [ -x .venv/bin/pip ] || return 1
    case "$(grep '^command = ' .venv/pyvenv.cfg)" in
        *" $PWD/.venv") return 0 ;;
    esac
    return 1
}

make_venv() {
    local python
    python=$(find_python) || give_up "No Python 3.11 or newer that can make virtual environments was found." \
        "Install Python 3.11 with its venv module, then try again."
    "$python" -m venv --clear "$PWD/.venv"
}

# The lock file itself, copied into .venv when all of it is there, is the mark of a set-up that was finished.
install_python() {
    cmp -s "$1" ".venv/$1" && return
    say "Installing Python packages from $1 into .venv"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: -r "$1" </dev/null 9<&-
    cp "$1" ".venv/$1"
}

check_pango() {
    local answer
    answer=$(.venv/bin/python -c 'import weasyprint' 2>&1) && return
    rm -f .venv/requirements.lock # not finished: the next call has to look again
    give_up "Pages cannot be laid out: $(grep -m 1 -o 'cannot load library.*' <<<"$answer" || echo "$answer")" \
        "Install Pango with the system's package manager (macOS: brew install pango), then try again."
}

# ---------------------------------------------------------------- in order

# Two set-ups of one checkout at a time would write over each other.
exec 9<.ci/setup.sh
if command -v flock >/dev/null && ! flock -n 9; then
    say "Waiting for another set-up of this checkout"
    flock 9
fi

find_missing
if [ ${#missing[@]} -gt 0 ] && may_install; then
    install_debian
    find_missing
fi

venv_is_ours || make_venv
pango_in_doubt=${#missing[@]}
for lock in "${locks[@]}"; do
    cmp -s "$lock" ".venv/$lock" || pango_in_doubt=1
    install_python "$lock"
done
[ "$pango_in_doubt" -eq 0 ] || check_pango

if [ ${#missing[@]} -gt 0 ]; then
    say "Not installed, going on without: ${missing[*]}"
    say "An administrator can add them with:  $(for_an_administrator)"
fi
