"""What is checked before Django is loaded: the folder, the space on the disk, another instance, the port. Standard library only."""

import errno
import fcntl
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TextIO

from open315.config.serve.trouble import Refused

FOLDERS = ("secrets", "uploads", "exports", "mail", "backups", "log")
OTHERS = 0o077
LEAST_FREE = 100 * 1024 * 1024
BACKLOG = 2048
ORPHANS_LEAVE_WITHIN = 5.0
A_LOOK = 2.0


def prepare_folder(var: Path) -> None:
    """Create var/ and what is in it, for this user alone, also where it was open to others. Refused when that is not possible."""
    try:
        for folder in (var, *(var / name for name in FOLDERS)):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        close_to_others(var)
        probe = var / ".write-probe"
        probe.write_bytes(b"open315")
        probe.unlink(missing_ok=True)  # another start may be looking at the same moment
    except OSError as error:
        raise _about_folder(var, error) from None


def close_to_others(var: Path) -> None:
    """Let nobody else read the folder, those in it, and the files in them; what lies deeper nobody else reaches."""
    for folder in (var, *(each for each in var.iterdir() if each.is_dir() and not each.is_symlink())):
        os.chmod(folder, 0o700)
        for file in folder.iterdir():
            with suppress(FileNotFoundError):  # a draft that another process has put into its place
                if file.is_file() and not file.is_symlink() and file.stat().st_mode & OTHERS:
                    os.chmod(file, file.stat().st_mode & ~OTHERS)


def _about_folder(var: Path, error: OSError) -> Refused:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Refused(f"the disk that holds {var} is full: make room and start again")
    return Refused(
        f"the folder {var} cannot be written ({error.strerror}): give this user the right to, or choose another in OPEN315_VAR"
    )


def require_space(var: Path, free: int | None = None) -> None:
    """Refused when too little of the disk is free to work safely."""
    free = shutil.disk_usage(var).free if free is None else free
    if free < LEAST_FREE:
        mega = 1024 * 1024
        raise Refused(
            f"the disk is nearly full: {free // mega} MB are free where {var} lies, and Open315 needs at least "
            f"{LEAST_FREE // mega} MB; make room and start again"
        )


def take_lock(var: Path) -> TextIO:
    """The lock that says "an instance runs on this folder"; it is held as long as the file is open, and dies with us.

    Children of an instance that was killed leave within a moment: they are waited for.
    """
    file = open(var / "serve.lock", "a+", encoding="utf-8")  # noqa: SIM115  (kept open for the life of the process)
    until = time.monotonic() + ORPHANS_LEAVE_WITHIN
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError:
            pid = _written_pid(file)
            if _is_alive(pid) or time.monotonic() > until:
                file.close()
                raise Refused(
                    f"another instance (process {pid}) uses the database in {var}: stop it first, or choose another folder "
                    "in OPEN315_VAR"
                ) from None
            time.sleep(0.1)
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    return file


def join(var: Path) -> TextIO:
    """Note that this process works on the folder, beside others; for as long as the file is open, also behind an `exec`.

    Refused while somebody works there alone. Who only looks whether somebody works here has it for a moment.
    """
    file = open(var / "running.lock", "a+", encoding="utf-8")  # noqa: SIM115  (kept open for the life of the process)
    until = time.monotonic() + A_LOOK
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() > until:
                file.close()
                raise Refused(
                    f"a restore is at work in {var}, or the demo is being deleted: start again when it has ended"
                ) from None
            time.sleep(0.1)
    os.set_inheritable(file.fileno(), True)
    return file


@contextmanager
def alone_in(var: Path) -> Iterator[None]:
    """Work on the folder while nothing of the site runs there and nothing of it can start. Refused where something runs.

    To look beforehand is not enough: what starts meanwhile would acknowledge what is thrown away a moment later.
    """
    with ExitStack() as held:
        for name in ("serve.lock", "running.lock"):
            file = held.enter_context(open(var / name, "a+", encoding="utf-8"))
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refused("the site is running: stop every service of Open315 on this machine first") from None
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
        yield


@contextmanager
def preparing_alone(var: Path, waits: Callable[[], None]) -> Iterator[None]:
    """Prepare the folder while nobody else prepares it; where somebody does, `waits` is told once and we go on after him.

    Without it two that start at once collect the same static files, and each may find a file gone that the other is replacing.
    """
    with open(var / "prepare.lock", "a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waits()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_running(var: Path) -> bool:
    """Whether an instance, or a process of a province, runs on this folder (for commands that need them stopped)."""
    return _is_locked(var / "serve.lock") or _is_locked(var / "running.lock")


def _is_locked(path: Path) -> bool:
    try:
        file = open(path, "r+", encoding="utf-8")  # noqa: SIM115  (closed below)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        file.close()
    return False


def _written_pid(file: TextIO) -> int:
    file.seek(0)
    text = file.read().strip()
    return int(text) if text.isdigit() else 0


def _is_alive(pid: int) -> bool:
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. It belongs to the parent: callers wait in it while a child starts or is started again."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError:
        raise Refused(
            f"the address {host!r} is not known on this machine: use --host 127.0.0.1 or an address of this machine"
        ) from None
    listener = socket.socket(family, kind, proto)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise _about_port(host, port, error) from None
    listener.set_inheritable(True)
    return listener


def _about_port(host: str, port: int, error: OSError) -> Refused:
    if error.errno == errno.EADDRINUSE:
        return Refused(
            f"port {port} on {host} is taken by another program: stop that program, or use another port with --port"
        )
    if error.errno == errno.EACCES:
        return Refused(f"this user may not use port {port}: choose one above 1023 with --port")
    return Refused(
        f"cannot listen on {host}, port {port} ({error.strerror}): use --host and --port that fit this machine"
    )
