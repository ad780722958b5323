"""The `open315` command: Django's management commands with our settings."""

import os
import sys


def main() -> None:
    """Run one management command, for example `open315 backup`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "open315.config.settings")
    if sys.argv[1:2] == ["serve"]:
        from open315.config.serve.command import main as serve  # noqa: PLC0415  (the others need not load it)

        raise SystemExit(serve(sys.argv[2:]))
    from django.core.management import execute_from_command_line  # noqa: PLC0415  (settings must be named first)

    execute_from_command_line(sys.argv)
