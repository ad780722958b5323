"""The `open315` command: Django's management commands with our settings."""

import os
import sys

from open315 import __version__


def main() -> None:
    """Run one management command, for example `open315 backup`."""
    os.umask(0o077)  # databases, logs and backups are nobody else's to read
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "open315.config.settings")
    if sys.argv[1:2] in (["--version"], ["version"]):
        print(f"open315 {__version__}")
        return
    if sys.argv[1:2] == ["serve"]:
        from open315.config.serve.command import main as serve  # noqa: PLC0415  (the others need not load it)

        raise SystemExit(serve(sys.argv[2:]))
    from django.core.management import execute_from_command_line  # noqa: PLC0415  (settings must be named first)

    # Commands are modules, so their names have underscores; people type `open315 audit-verify`.
    words = list(sys.argv)
    if len(words) > 1 and not words[1].startswith("-"):
        words[1] = words[1].replace("-", "_")
    from django.db import DatabaseError, InterfaceError  # noqa: PLC0415

    from open315.core.errors import Unavailable  # noqa: PLC0415

    try:
        execute_from_command_line(words)
    except Unavailable as trouble:
        raise SystemExit(f"open315: {trouble.sentence}.") from None
    except (DatabaseError, InterfaceError) as error:
        raise SystemExit(f"open315: {_about(error)}.") from None


def _about(error: Exception) -> str:
    """A database that is away, locked, full or damaged ends a command with a sentence; a mistake of ours keeps its traceback."""
    from open315.config.serve import readiness  # noqa: PLC0415  (needs Django)
    from open315.core.http.storage_trouble import is_storage_trouble  # noqa: PLC0415

    if not is_storage_trouble(error):
        raise error
    return readiness.sentence(readiness.why(error))
