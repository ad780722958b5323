# shellcheck shell=bash
# What the scripts share: where the project is, a Python that fits, and a .venv that holds the locked packages.
# Sourced by the scripts beside it; does nothing by itself.

set -euo pipefail

ROOT="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"
cd -- "$ROOT"
VENV="$ROOT/.venv"
PYTHON="$VENV/bin/python"

# The settings of a virtual environment or an unrelated Python must not leak into ours.
unset PYTHONHOME PYTHONPATH VIRTUAL_ENV
# Without compiled files every start would compile half a thousand modules again: seconds, each time.
unset PYTHONDONTWRITEBYTECODE

say() { printf '%s\n' "$*" >&2; }

fail() {
  printf 'open315: %s\n' "$*" >&2
  exit 1
}

# Prints the comment block at the head of the calling script as its help.
print_help() {
  sed -n '2,/^[^#]/{/^#/!q;s/^# \{0,1\}//;p;}' "$0"
}

fits() {
  "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

can_make_venv() { have_uv || "$1" -c 'import ensurepip' >/dev/null 2>&1; }

# The system's own before others: Debian, Ubuntu and Fedora build theirs with a profile, pyenv does so only when asked. The tests take a
# quarter less of processor time with it (ADR 0111), and so does every page.
find_python() {
  local name
  if [ -z "${OPEN315_PYTHON:-}" ]; then
    for name in /usr/bin/python3.1[1-9] /usr/bin/python3; do
      if [ -x "$name" ] && fits "$name" && can_make_venv "$name"; then
        echo "$name"
        return 0
      fi
    done
  fi
  for name in ${OPEN315_PYTHON:-} python3.11 python3.12 python3.13 python3 python; do
    if command -v "$name" >/dev/null 2>&1 && fits "$name"; then
      command -v "$name"
      return 0
    fi
  done
  local found
  found="$(command -v python3 >/dev/null 2>&1 && python3 --version 2>/dev/null || echo "no Python")"
  fail "Open315 needs Python 3.11 or newer, and found ${found}. Install it (Debian/Ubuntu: apt install python3 python3-venv; macOS: brew install python@3.12), or name it in OPEN315_PYTHON."
}

have_uv() { command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; }

require_space() {
  local free
  free="$(df -Pk "$ROOT" | awk 'NR == 2 { print $4 }')"
  if [ -n "$free" ] && [ "$free" -lt "$1" ]; then
    fail "the disk is nearly full: $((free / 1024)) MB are free under $ROOT, and installing needs $(($1 / 1024)) MB. Make room and start again."
  fi
}

make_venv() {
  if [ -x "$PYTHON" ] && fits "$PYTHON"; then
    return 0
  fi
  local python
  python="$(find_python)"
  require_space 800000
  [ ! -e "$VENV" ] || say "The .venv no longer works with a Python of this machine; making it anew."
  say "Creating .venv with $("$python" --version) …"
  if have_uv; then
    uv venv --quiet --clear --no-project --python "$python" "$VENV" || fail "could not create .venv (see the message above)."
  else
    "$python" -m venv --clear "$VENV" >&2 ||
      fail "Python could not create .venv. On Debian and Ubuntu the package python3-venv is missing: apt install python3-venv."
  fi
}

# ensure_installed base province … : installs the locked packages of these lists unless they are there already.
# A copy of each lock file is kept in .venv, so that "already" is one comparison and no package manager starts.
# --no-deps: the lists are complete, and pip before 24 looks at newer releases of what another package asks for with an extra.
ensure_installed() {
  make_venv
  local list wanted=() stale=""
  for list in "$@"; do
    wanted+=(-r "requirements/$list.txt")
    cmp -s "requirements/$list.txt" "$VENV/locks/$list.txt" || stale=yes
  done
  if [ -n "$stale" ]; then
    require_space 600000
    say "Installing the locked packages ($*), hashes checked …"
    if have_uv; then
      uv pip install --python "$PYTHON" --compile-bytecode --no-deps --require-hashes "${wanted[@]}" >&2 || fail "the packages could not be installed (see the message above)."
    else
      "$PYTHON" -m pip install --disable-pip-version-check --progress-bar off --no-deps --require-hashes "${wanted[@]}" |
        awk '/^Collecting/ { printf "  %3d %s\n", ++n, $2; fflush() } /^Installing collected/ { print "  unpacking …"; fflush() }' >&2 ||
        fail "the packages could not be installed (see the message above)."
    fi
    mkdir -p "$VENV/locks"
    for list in "$@"; do cp "requirements/$list.txt" "$VENV/locks/$list.txt"; done
  fi
  place_ourselves
}

# Open315 itself is not built but named: a path file and a three-line command. Needs no build tool and no network.
place_ourselves() {
  [ -f "$VENV/locks/placed-2" ] && [ -x "$VENV/bin/open315" ] && return 0
  local site
  site="$("$PYTHON" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
  printf '%s\n' "../../../../src" >"$site/open315.pth"
  printf '%s\n' '#!/bin/sh' '# Open315 command line, placed by script/lib.sh' 'exec "$(dirname -- "$(readlink -f -- "$0")")/python" -m open315 "$@"' >"$VENV/bin/open315"
  chmod 755 "$VENV/bin/open315"
  mkdir -p "$VENV/locks"
  : >"$VENV/locks/placed-2"
}

# setting NAME : its value from the environment or the settings file; the same order as in config/settings_file.py.
setting() {
  local file="${OPEN315_SETTINGS:-$ROOT/open315.env}" value="${!1:-}"
  if [ -z "$value" ] && [ "$file" != none ] && [ -r "$file" ]; then
    value="$(sed -n "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*[\"']\{0,1\}\([^\"']*\)[\"']\{0,1\}[[:space:]]*\$/\1/p" "$file" | tail -n 1)"
  fi
  printf '%s' "$value"
}

# The lists that this install needs: PostgreSQL or Redis bring the province's.
lists_for_serving() {
  local database
  database="$(setting OPEN315_DATABASE)"
  if [ -n "$(setting OPEN315_DATABASE_FILE)$(setting OPEN315_REDIS)$(setting OPEN315_REDIS_FILE)" ] || [ "${database#postgres}" != "$database" ]; then
    echo base province
  else
    echo base
  fi
}
