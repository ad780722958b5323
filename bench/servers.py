"""Granian servers for a while: the product, or the bare view."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bench.postgres import free_port

WAIT = 60.0


@contextmanager
def granian(target: str, environment: Mapping[str, str], *, workers: int, threads: int, probe: str) -> Iterator[str]:
    """The address of `target` (module:application) served by granian on WSGI."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(threads), "--no-access-log", "--log-level", "error", target,
    ]  # fmt: skip
    silence = subprocess.DEVNULL
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, start_new_session=True, stdout=silence, stderr=silence
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url + probe, process)
        yield url
    finally:
        os.killpg(process.pid, 15)
        process.wait(timeout=20)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Until something is answered at `url`. SystemExit when the process ends, or nothing is answered for a minute."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"bench: the server did not answer at {url}")
