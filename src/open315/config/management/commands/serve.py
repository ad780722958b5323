"""open315 serve: the embedded install in one command (see `open315.config.serve`)."""

from typing import Any

from django.core.management.base import BaseCommand

from open315.config.serve.command import main


class Command(BaseCommand):
    """Listed here so that `open315 help` names it; `open315 serve` itself is caught before Django is loaded."""

    help = "Start web, worker and stream on this machine."
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        raise SystemExit(main(argv[2:]))

    def handle(self, *args: Any, **options: Any) -> None:
        raise SystemExit(main(list(args)))
