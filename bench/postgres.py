"""A private PostgreSQL with durable commits, for the bench only: a free loopback port, a folder of its own, stopped at the end."""

import glob
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OPTIONS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=1GB -c max_connections=100 -c max_wal_size=4GB"


def _programs() -> Path:
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)
    if found:
        return Path(found[0])
    at = shutil.which("initdb")
    if at is None:
        raise SystemExit("bench: PostgreSQL is not installed (on Debian: apt-get install postgresql).")
    return Path(at).parent


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a fresh server with its data in `folder`."""
    programs, user = _programs(), "postgres" if os.getuid() == 0 else ""
    folder.mkdir(parents=True, exist_ok=True)
    if user:
        shutil.chown(folder, user)
        for parent in (folder.parent, folder.parent.parent):
            os.chmod(parent, 0o755)
    run = (
        (lambda *words: ["runuser", "-u", user, "--", *map(str, words)])
        if user
        else (lambda *words: [*map(str, words)])
    )
    data, port = folder / "data", free_port()
    subprocess.run(
        run(programs / "initdb", "-D", data, "-U", "open315", "-A", "trust", "-E", "UTF8", "--locale=C"),
        check=True, stdout=subprocess.DEVNULL, cwd="/",
    )  # fmt: skip
    control = run(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-s")
    subprocess.run([*control, "-o", f"-p {port} {OPTIONS}", "start"], check=True, cwd="/")
    try:
        yield f"postgresql://open315@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], check=False, cwd="/")


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
