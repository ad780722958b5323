# shellcheck shell=bash
# Private PostgreSQL and Redis for the tests: on free loopback ports, in a temporary folder, gone afterwards. Sourced by script/test.
# Needs lib.sh. Says in $SERVICES/left-out what could not be had.

SERVICES=""
POSTGRES_BIN=""
POSTGRES_USER=""
REDIS_PIDS=()

leave_out() {
  printf '!! NOT RUN: %s\n' "$1" | tee -a "$SERVICES/left-out" >&2
}

can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

free_port() { "$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

postgres_bin() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn) "$(pg_config --bindir 2>/dev/null || true)" \
    "$(dirname -- "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")"; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
      echo "$folder"
      return 0
    fi
  done
  return 1
}

chromium_path() {
  local name
  for name in ${OPEN315_CHROMIUM:-} chromium chromium-browser google-chrome "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    command -v "$name" 2>/dev/null && return 0
  done
  return 1
}

has_chinese_font() { command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-tw family 2>/dev/null | head -n 1)" ]; }

# Installs on Debian, as root, what the parts named in the arguments need and the machine has not.
install_services() {
  can_apt || return 0
  local missing=() part
  for part in "$@"; do
    case "$part" in
      postgres)
        postgres_bin >/dev/null || missing+=(postgresql)
        command -v redis-server >/dev/null || missing+=(redis-server)
        ;;
      fault) command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx-light) ;;
      browser)
        chromium_path >/dev/null || missing+=(chromium)
        has_chinese_font || missing+=(fonts-noto-cjk fontconfig)
        ;;
    esac
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Installing ${missing[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >&2 || say "apt-get update failed; trying with the lists there are"
  # RUNLEVEL=1: the packages must not start services of their own.
  RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$SERVICES/apt.log" 2>&1 || {
    tail -n 5 "$SERVICES/apt.log" >&2
    say "apt-get could not install ${missing[*]}"
  }
}

# PostgreSQL refuses to run as root; then it runs as the user it was installed for, or as nobody.
as_postgres() {
  if [ -n "$POSTGRES_USER" ]; then
    (cd / && runuser -u "$POSTGRES_USER" -- "$@")
  else
    "$@"
  fi
}

start_postgres() {
  POSTGRES_BIN="$(postgres_bin)" || return 1
  if [ "$(id -u)" = 0 ]; then
    POSTGRES_USER=nobody
    ! id postgres >/dev/null 2>&1 || POSTGRES_USER=postgres
    chmod 755 "$SERVICES"
  fi
  mkdir -p "$SERVICES/postgres"
  [ -z "$POSTGRES_USER" ] || chown "$POSTGRES_USER" "$SERVICES/postgres"
  as_postgres "$POSTGRES_BIN/initdb" -D "$SERVICES/postgres/data" -U open315 -A trust -E UTF8 --locale=C --no-sync >"$SERVICES/initdb.log" 2>&1 || {
    tail -n 5 "$SERVICES/initdb.log" >&2
    return 1
  }
  local port
  port="$(free_port)"
  # Tests are about what is written, not about surviving a power cut: no fsync.
  as_postgres "$POSTGRES_BIN/pg_ctl" -D "$SERVICES/postgres/data" -l "$SERVICES/postgres/log" -w -t 60 -s start -o \
    "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" || {
    tail -n 5 "$SERVICES/postgres/log" >&2
    return 1
  }
  export OPEN315_TEST_POSTGRES="postgresql://open315@127.0.0.1:$port/postgres"
  say "PostgreSQL $("$POSTGRES_BIN/postgres" --version | grep -oE '[0-9]+\.[0-9]+' | head -n 1) on 127.0.0.1:$port"
}

# start_redis NAME
start_redis() {
  command -v redis-server >/dev/null 2>&1 || return 1
  local port folder="$SERVICES/redis-$1" pid
  port="$(free_port)"
  mkdir -p "$folder"
  redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$folder" >"$folder/log" 2>&1 &
  pid=$!
  REDIS_PIDS+=("$pid")
  local tries=0
  until redis-cli -p "$port" ping >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] && kill -0 "$pid" 2>/dev/null || return 1
    sleep 0.05
  done
  export OPEN315_TEST_REDIS="redis://127.0.0.1:$port/0"
  say "Redis on 127.0.0.1:$port"
}

# Ends only what was started here.
stop_services() {
  [ ${#REDIS_PIDS[@]} = 0 ] || kill "${REDIS_PIDS[@]}" 2>/dev/null || true
  if [ -n "$POSTGRES_BIN" ] && [ -f "$SERVICES/postgres/data/postmaster.pid" ]; then
    as_postgres "$POSTGRES_BIN/pg_ctl" -D "$SERVICES/postgres/data" -m immediate -s stop || true
  fi
  [ -z "$SERVICES" ] || rm -rf "$SERVICES"
}
