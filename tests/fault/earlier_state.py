"""A program: an archive of an earlier state put back as it was then, and not brought up to date, as if the old program had just been stopped."""

import os
import sys
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "open315.config.settings")

django.setup()

from open315.core.ops import prepared  # noqa: E402
from open315.core.ops.archive import reading  # noqa: E402


class UpToDate(Exception):
    """What would be done next."""


def stop(*_args: Any, **_more: Any) -> None:
    """In the place of the step that brings the tables up to date, after rows, files and keys are there."""
    raise UpToDate


def main(archive: Path) -> None:
    """A restore without its last step."""
    reading.call_command = stop  # type: ignore[assignment]
    try:
        reading.restore(archive)
    except UpToDate:
        prepared.end_restore()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
