#!/bin/sh
# Makes .venv with everything that the demonstration, the tests and the checks need, at the locked versions.
# Uses uv where it is on the PATH, else Python's own venv and pip. Safe to run again at any time.
set -eu
cd "$(dirname "$0")/.."

stop() {
    echo "$1" >&2
    exit 2
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

python=
for name in python3.11 python3.12 python3.13 python3; do
    if command -v "$name" >/dev/null 2>&1 && is_new_enough "$name"; then
        python=$name
        break
    fi
done
[ -n "$python" ] || stop "Payung needs Python 3.11 or newer; install it (Debian: apt-get install python3) and run this again."

with_uv() {
    [ -x .venv/bin/python ] || uv venv --quiet --python "$(command -v "$python")" .venv || return 1
    uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements/dev.txt || return 1
    uv pip install --quiet --python .venv/bin/python --no-deps -e .
}

have_venv() {
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1
}

get_venv() {
    version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing ${version}-venv, which Debian keeps in a package of its own."
        apt-get update -qq >/dev/null || true
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y "${version}-venv" >/dev/null || true
    fi
    have_venv || stop "Python's venv module is missing; install it (Debian, as administrator: apt-get install ${version}-venv) and run this again."
}

with_pip() {
    have_venv || get_venv
    [ -x .venv/bin/pip ] || "$python" -m venv --clear .venv
    pip() { .venv/bin/python -m pip --quiet --disable-pip-version-check --no-input "$@"; }
    pip install --require-hashes -r requirements/dev.txt
    pip install --no-deps -e .
}

# One made elsewhere, or by a Python that is gone, cannot be mended.
if [ -e .venv ] && ! is_new_enough .venv/bin/python; then
    rm -rf .venv
fi

echo "Setting up .venv; the first time this takes a minute or two."
if command -v uv >/dev/null 2>&1; then
    with_uv || {
        echo "uv could not do it; trying pip."
        with_pip
    }
else
    with_pip
fi
touch .venv/set-up
