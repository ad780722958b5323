"""open315 stream: the live screens of a province, in one process (uvicorn)."""

from pathlib import Path
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from open315.config.serve.beating import Beating, is_awake
from open315.config.serve.beside_others import joined
from open315.config.starting import end_without_keys
from open315.config.stream import application
from open315.core.ops import watchdog


class Command(BaseCommand):
    """Serves `/live/` only; the proxy sends everything else to `open315 web`."""

    help = "Serve the live screens of a province."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8316, help="port (default: 8316)")
        parser.add_argument("--socket", help="listen on this unix socket instead")

    def handle(self, *args: Any, **options: Any) -> None:
        end_without_keys()
        with joined(Path(settings.VAR)):
            uvicorn.run(
                Beating(application, watchdog.at_work, is_awake),
                host=options["host"],
                port=options["port"],
                uds=options["socket"],
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,  # the application reads them itself
                timeout_graceful_shutdown=3,
            )
