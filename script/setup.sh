# shellcheck shell=sh
# What script/server and script/test share: a bare machine gets Python, libraries and packages.
# Sourced from the project's root; it defines functions and does nothing by itself.

# WeasyPrint draws the papers with these.
# shellcheck disable=SC2034 # used by those who source this
LIBRARIES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }

# quietly COMMAND...: its output is shown only where it fails.
quietly() {
    output=$(mktemp)
    if "$@" >"$output" 2>&1; then
        rm -f "$output"
    else
        failure=$?
        cat "$output" >&2
        rm -f "$output"
        return "$failure"
    fi
}

# ending_with_us COMMAND...: it gets a SIGTERM when this shell dies, however that dies.
ending_with_us() {
    if command -v setpriv >/dev/null 2>&1; then
        setpriv --pdeathsig TERM "$@"
    else
        "$@"
    fi
}

missing_packages() {
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
            printf ' %s' "$package"
    done
}

# install_packages PACKAGE...: through apt as root or with sudo; else says what to type and fails.
install_packages() {
    if ! command -v apt-get >/dev/null 2>&1; then
        complain "Mesin ini tidak memakai apt. Pasang sendiri padanan dari: $*"
        return 1
    fi
    # shellcheck disable=SC2046,SC2086 # package names are words
    set -- $(missing_packages "$@")
    [ $# -eq 0 ] && return 0
    install="apt-get install --yes --no-install-recommends $*"
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root=sudo
    else
        complain "Belum terpasang: $*. Ketik sebagai root, lalu ulangi:"
        complain "    apt-get update && $install"
        return 1
    fi
    say "Memasang dengan apt: $*"
    # An old list of packages may still do where the update fails, so only the install decides.
    quietly $as_root apt-get update -q || true
    # shellcheck disable=SC2086 # $install is a command line
    if ! quietly $as_root env DEBIAN_FRONTEND=noninteractive $install -q -o DPkg::Lock::Timeout=300
    then
        complain "apt tidak berhasil memasang: $*. Ketik sebagai root, lalu ulangi:"
        complain "    apt-get update && $install"
        return 1
    fi
}

# Prints the first Python that is new enough.
find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$python"
            return
        fi
    done
    return 1
}

# What the machine itself must have: the libraries named, and Python where none is new enough.
system_packages() {
    find_python >/dev/null || set -- "$@" python3 python3-venv
    install_packages "$@" || return
    if ! find_python >/dev/null; then
        complain "Perlu Python 3.11 atau lebih baru; Debian 12, Debian 13, dan Ubuntu 24.04 memilikinya."
        return 1
    fi
}

# The virtual environment in .venv; made anew where its Python has gone with a system upgrade.
virtual_environment() {
    .venv/bin/python -c 'import pip' 2>/dev/null && return
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        install_packages "$(basename "$(readlink -f "$python")")-venv" || return
    fi
    say "Membuat lingkungan Python di .venv"
    ending_with_us "$python" -m venv --clear .venv
}

# install_requirements FILE: every package of FILE by its hash, only where FILE has changed.
install_requirements() {
    cmp -s "$1" ".venv/$1" && return
    say "Memasang paket Python dari $1"
    if command -v uv >/dev/null 2>&1; then
        ending_with_us uv pip install --quiet --python .venv/bin/python --require-hashes -r "$1"
    else
        ending_with_us .venv/bin/python -m pip install --quiet --disable-pip-version-check \
            --no-input --only-binary :all: --require-hashes -r "$1"
    fi || {
        complain "Paket Python belum terpasang lengkap. Periksa sambungan internet, lalu ulangi."
        return 1
    }
    cp "$1" ".venv/$1"
}
