"""Loading a server with wrk: 16 clients, each request a case of its own."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).parent / "references" / "intake.lua"
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk saw: answered requests a second, latency in ms, answers that were not 2xx."""

    rate: float
    p50: float
    p99: float
    wrong: int


def require_wrk() -> None:
    """Say at once what is missing, not after an hour."""
    if shutil.which("wrk") is None:
        raise SystemExit("bench: wrk is not installed (on Debian: apt-get install wrk).")


def load(url: str, *, seconds: int, clients: int = 16) -> Load:
    """Load `url` for some seconds."""
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "-s", str(SCRIPT), url]
    words = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", words)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", words)
    if rate is None:
        raise SystemExit(f"bench: wrk said nothing of a rate:\n{words}")
    return Load(float(rate[1]), _latency(words, "50%"), _latency(words, "99%"), int(wrong[1]) if wrong else 0)


def _latency(words: str, share: str) -> float:
    found = re.search(rf"{share}\s+([\d.]+)(us|ms|s)\b", words)
    return float(found[1]) * UNITS[found[2]] if found else float("nan")
