"""open315 worker: delivers events and runs periodic jobs until it is told to stop."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from open315.config.serve.beside_others import joined
from open315.core.ops.worker import Worker


class Command(BaseCommand):
    """Any number of workers may run beside each other. Ctrl-C or SIGTERM lets running work finish; a kill loses nothing."""

    help = "Deliver events and run periodic jobs. In the embedded install `open315 serve` starts it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--threads", type=int, help="how many tasks at once (default: OPEN315_WORKER_THREADS)")
        parser.add_argument(
            "--sole",
            action="store_true",
            help="this is the only worker of the install: take up at once what a killed one held",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with joined(Path(settings.VAR)):
            Worker(sole=options["sole"], threads=options["threads"]).run()
