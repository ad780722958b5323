"""open315 web: the pages and the API of a province, in several processes (granian)."""

import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from open315.config.serve import exposure, preflight
from open315.config.serve.trouble import Refused
from open315.config.starting import require_keys
from open315.core.crypto import KeysUnusable

APPLICATION = "open315.config.asgi:application"


class Command(BaseCommand):
    """Becomes granian, which starts a killed process again. Put a proxy with HTTPS in front; never open the port to the world."""

    help = "Serve the pages of a province; run `open315 stream` and `open315 worker` beside it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8315, help="port (default: 8315)")
        parser.add_argument("--socket", default="", help="listen on this unix socket instead")
        parser.add_argument("--processes", type=int, default=2, help="how many processes (default: 2)")

    def handle(self, *args: Any, **options: Any) -> None:
        if importlib.util.find_spec("granian") is None:
            raise CommandError("granian is not installed: install requirements/province.txt, or use `open315 serve`")
        try:
            exposure.refuse_known_passwords(Path(settings.VAR), options["host"])
            require_keys()
        except KeysUnusable as trouble:
            raise CommandError(f"{trouble.sentence}.") from trouble
        except Refused as refusal:
            raise CommandError(f"{refusal}.") from refusal
        with preflight.join(Path(settings.VAR)):  # granian inherits the open file, and with it the hold on the folder
            os.execv(sys.executable, [sys.executable, "-m", "granian", *words(options), APPLICATION])  # noqa: S606  (ourselves)


def words(options: dict[str, Any]) -> list[str]:
    """The options of granian for those of this command."""
    where = (
        ["--uds", options["socket"], "--uds-permissions", "660"]
        if options["socket"]
        else ["--host", options["host"], "--port", str(options["port"])]
    )
    return [
        *where, "--interface", "asgi", "--no-ws", "--loop", "uvloop", "--workers", str(options["processes"]),
        "--respawn-failed-workers", "--respawn-interval", "1", "--workers-kill-timeout", "30", "--log-level", "warning",
    ]  # fmt: skip
