"""open315 web: the pages and the API of a province, in several processes (granian)."""

import importlib.util
import multiprocessing
from copy import deepcopy
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from open315.config.serve import exposure
from open315.config.serve.beside_others import joined
from open315.config.serve.loading import load_program
from open315.config.serve.trouble import Refused
from open315.config.starting import require_keys
from open315.core.errors import Unavailable

APPLICATION = "open315.config.asgi:application"


class Command(BaseCommand):
    """A process that ends or hangs is started again. Put a proxy with HTTPS in front; never open the port to the world."""

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
        except Unavailable as trouble:
            raise CommandError(f"{trouble.sentence}.") from trouble
        except Refused as refusal:
            raise CommandError(f"{refusal}.") from refusal
        with joined(Path(settings.VAR)):  # the processes inherit the open file, and with it the hold on the folder
            serve(options)


def serve(options: dict[str, Any]) -> None:
    """Load the program, fork and watch until a signal comes."""
    from open315.config.serve.watched import Watched  # noqa: PLC0415  (an extra: only a province has granian)

    load_program()
    multiprocessing.set_start_method("fork", force=True)
    Watched(APPLICATION, **where(options), **how(options["processes"])).serve()


def where(options: dict[str, Any]) -> dict[str, Any]:
    """What granian listens on."""
    if options["socket"]:
        return {"uds": Path(options["socket"]), "uds_permissions": 0o660}
    return {"address": options["host"], "port": options["port"]}


def how(processes: int) -> dict[str, Any]:
    """Its other options; what it has to say goes into our lines."""
    from granian.constants import Interfaces, Loops  # noqa: PLC0415  (an extra: only a province has it)
    from granian.log import LogLevels  # noqa: PLC0415  (an extra: only a province has it)

    return {
        "interface": Interfaces.ASGI, "websockets": False, "loop": Loops.uvloop, "workers": processes,
        "respawn_failed_workers": True, "respawn_interval": 1, "workers_kill_timeout": 30,
        "log_level": LogLevels.warning, "log_dictconfig": deepcopy(settings.LOGGING),
    }  # fmt: skip
