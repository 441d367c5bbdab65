#!/bin/sh
# Installs one locked set of requirements (cpu, gpu or dev) and the project itself into a virtual environment.
# usage: scripts/install.sh VENV SET      PYTHON names the interpreter; without it a fitting one is looked for.
set -eu
cd "$(dirname "$0")/.."
venv=$1
lock=requirements/$2.txt
stamp=$venv/.installed-$2

runs() { "$@" >/dev/null 2>&1; }
fail() { printf '%s\n' "$@" >&2; exit 1; }

# A name on PATH proves nothing (version managers leave shims that fail), so each candidate is run.
fits() { runs "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'; }
can_bootstrap() { runs "$1" -c 'import ensurepip, venv' || runs "$1" -c 'import pip, venv'; }

find_python() {
    bare=
    for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if fits "$candidate"; then
            can_bootstrap "$candidate" && echo "$candidate" && return
            bare=$candidate
        fi
    done
    [ -z "$bare" ] || fail "$bare has neither pip nor ensurepip. On Debian and Ubuntu: apt-get install python3-venv"
    fail "Deadweight needs Python 3.11, 3.12 or 3.13; ${PYTHON:-what PATH offers} is none of these, or does not run." \
        "Install one, or name it: make PYTHON=/path/to/python3.12"
}

# Debian's Python without python3-venv has no ensurepip; its pip can install into the environment from outside.
create_venv() {
    python=$(find_python)
    echo "Creating $venv with $("$python" --version)"
    if runs "$python" -c 'import ensurepip'; then
        "$python" -m venv --clear "$venv"
    else
        "$python" -m venv --clear --without-pip "$venv"
    fi
}

pip() {
    if runs "$venv/bin/python" -c 'import pip'; then
        "$venv/bin/python" -m pip "$@"
    else
        base=$("$venv/bin/python" -c 'import sys; print(sys._base_executable)')
        "$base" -m pip --python "$venv/bin/python" "$@"
    fi
}

# Caches stay where the tools keep them, unless there is no home or it cannot be written.
use_writable_cache() {
    cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
    if [ -z "$cache" ] || ! mkdir -p "$cache/uv" 2>/dev/null || ! [ -w "$cache/uv" ]; then
        export UV_CACHE_DIR="${UV_CACHE_DIR:-$PWD/.cache/uv}" PIP_CACHE_DIR="${PIP_CACHE_DIR:-$PWD/.cache/pip}"
    fi
}

# Where the system keeps certificates, a company's own are among them; uv reads those only when told.
trust_system_certificates() {
    [ -z "$(ls /etc/ssl/certs 2>/dev/null)" ] || export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"
}

uv_install() { "$venv/bin/uv" pip install $quiet --python "$venv/bin/python" "$@"; }

install_with_uv() {
    pip install --require-hashes -r requirements/uv.txt &&
        uv_install --require-hashes --compile-bytecode -r "$lock" &&
        uv_install --no-deps --no-build-isolation -e .
}

install_with_pip() {
    echo "uv could not install the requirements; trying pip, which honours pip's own configuration" >&2
    pip install --require-hashes -r "$lock" && pip install --no-deps --no-build-isolation -e .
}

# Installers compile only what they add in one go; what an interrupted run left out would stay slow for good.
# A few packages carry templates that are no Python, and need none of it.
compile_the_rest() { "$venv/bin/python" -m compileall -qq "$venv"/lib/python*/site-packages || :; }

mkdir -p .cache
exec 9>.cache/install.lock
if runs command -v flock; then flock 9 || :; fi # two makes at once take turns

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_USER=0 PIP_QUIET=1
unset PYTHONHOME PYTHONPATH
if ! fits "$venv/bin/python" || ! runs pip --version; then create_venv; fi
if [ -e "$stamp" ] && [ -z "$(find scripts/install.sh requirements/uv.txt "$lock" pyproject.toml -newer "$stamp")" ]; then
    exit # the other make has done it
fi
rm -f "$stamp"
use_writable_cache
trust_system_certificates
quiet=--quiet
[ ! -t 2 ] || quiet= # progress is for people
echo "Installing $lock into $venv; the first time takes a minute or two"
install_with_uv || install_with_pip
compile_the_rest
touch "$stamp"
