# shellcheck shell=bash
# Private PostgreSQL, Redis and Dovecot for the tests: on free loopback ports, in a temporary folder, gone afterwards. Sourced by script/test.
# Needs lib.sh. Says in $SERVICES/left-out what could not be had.

SERVICES=""
POSTGRES_BIN=""
POSTGRES_USER=""
REDIS_PIDS=()
DOVECOT_PID=""

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

dovecot_path() { command -v dovecot || echo /usr/sbin/dovecot; }

bearerbox_path() { command -v bearerbox || echo /usr/sbin/bearerbox; }

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
        [ -x "$(dovecot_path)" ] && [ -x /usr/lib/dovecot/lmtp ] || missing+=(dovecot-imapd dovecot-lmtpd)
        [ -x "$(bearerbox_path)" ] && [ -x /usr/lib/kannel/test/fakesmsc ] || missing+=(kannel kannel-extras)
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

# A mail server with one mailbox for each name, password "secret": what its LMTP takes stands in the mailbox.
# Exports OPEN315_TEST_DOVECOT as IMAP-PORT:LMTP-PORT.
start_dovecot() {
  local binary folder="$SERVICES/dovecot" imap lmtp user login uid gid tries=0
  binary="$(dovecot_path)"
  [ -x "$binary" ] && [ -x /usr/lib/dovecot/lmtp ] || return 1
  user="$(id -un)" login="$user" uid="$(id -u)" gid="$(id -g)"
  if [ "$uid" = 0 ]; then
    user=dovecot login=dovenull uid="$(id -u nobody)" gid="$(id -g nobody)"
    chmod 755 "$SERVICES"
  fi
  imap="$(free_port)" lmtp="$(free_port)"
  mkdir -p "$folder/mail"
  chmod 755 "$folder"
  chown "$uid" "$folder/mail"
  cat >"$folder/conf" <<EOF
protocols = imap lmtp
base_dir = $folder/run
state_dir = $folder/state
log_path = $folder/log
ssl = no
disable_plaintext_auth = no
listen = 127.0.0.1
default_internal_user = $user
default_login_user = $login
first_valid_uid = 1
mail_location = maildir:$folder/mail/%n
mailbox_idle_check_interval = 1s
recipient_delimiter = +
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=$uid gid=$gid home=$folder/mail/%n
}
service imap-login {
  chroot =
  inet_listener imap {
    port = $imap
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = $lmtp
  }
}
protocol lmtp {
  auth_username_format = %n
}
EOF
  "$binary" -F -c "$folder/conf" >"$folder/out" 2>&1 &
  DOVECOT_PID=$!
  until "$PYTHON" -c "import socket; [socket.create_connection(('127.0.0.1', port)).close() for port in ($imap, $lmtp)]" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] && kill -0 "$DOVECOT_PID" 2>/dev/null || { tail -n 5 "$folder/out" "$folder/log" >&2; return 1; }
    sleep 0.05
  done
  export OPEN315_TEST_DOVECOT="$imap:$lmtp"
  say "Dovecot on 127.0.0.1:$imap (IMAP) and :$lmtp (LMTP)"
}

# Ends only what was started here.
stop_services() {
  [ -z "$DOVECOT_PID" ] || { kill "$DOVECOT_PID" && wait "$DOVECOT_PID"; } 2>/dev/null || true
  [ ${#REDIS_PIDS[@]} = 0 ] || kill "${REDIS_PIDS[@]}" 2>/dev/null || true
  if [ -n "$POSTGRES_BIN" ] && [ -f "$SERVICES/postgres/data/postmaster.pid" ]; then
    as_postgres "$POSTGRES_BIN/pg_ctl" -D "$SERVICES/postgres/data" -m immediate -s stop || true
  fi
  [ -z "$SERVICES" ] || rm -rf "$SERVICES"
}
