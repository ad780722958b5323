"""Where a process writes its log lines."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from django.conf import settings

from open315.core.http.log_lines import JsonLines

MOST_BYTES = 20 * 1024 * 1024
KEPT_FILES = 5


log = logging.getLogger("open315.serve")


def log_to_file(name: str) -> None:
    """Write this process's lines to var/log/<name>.jsonl instead of the terminal, a few files of limited size.

    Where that cannot be written the lines go on to the terminal: without a log people can still file.
    """
    folder = Path(settings.VAR) / "log"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = RotatingFileHandler(
            folder / f"{name}.jsonl", maxBytes=MOST_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
        )
    except OSError as error:
        log.error(
            "the log cannot be written", extra={"fields": {"file": f"{name}.jsonl", "error": str(error.strerror)}}
        )
        return
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
