"""What systemd does for a unit of `Type=notify`, as far as a test needs it: start what the unit says, and return when that says that it is ready.

Arguments: the root of the test (its `etc/systemd/system`, and `site.log` and `site.pid`), the working directory, further options.
"""

import os
import socket
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

STARTS_WITHIN = 240


def main(root: Path, folder: Path, *options: str) -> int:
    """0 when the service is ready, 1 when it ended or said nothing in time."""
    unit = ConfigParser(interpolation=None)
    unit.read(root / "etc" / "systemd" / "system" / "open315.service", encoding="utf-8")
    assert unit["Service"]["Type"] == "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear, (root / "site.log").open("wb") as log:
        ear.bind(str(root / "notify"))
        ear.settimeout(1)
        service = subprocess.Popen(
            [*unit["Service"]["ExecStart"].split(), *options], cwd=folder, stdin=subprocess.DEVNULL, stdout=log,
            stderr=subprocess.STDOUT, env={**os.environ, "NOTIFY_SOCKET": str(root / "notify")}, start_new_session=True,
        )  # fmt: skip
        (root / "site.pid").write_text(str(service.pid), encoding="ascii")
        for _second in range(STARTS_WITHIN):
            try:
                if b"READY=1" in ear.recv(256):
                    return 0
            except TimeoutError:
                if service.poll() is not None:
                    return 1
    return 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]))
