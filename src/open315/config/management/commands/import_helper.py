"""open315 import_helper: the second process of a large import; the worker starts and ends it."""

from typing import Any

from django.core.management.base import BaseCommand

from open315.intake.sheet_import import helper_process


class Command(BaseCommand):
    """Speaks with the worker that started it over its standard input and output; of no use to a person."""

    help = "Prepare rows of an import for the worker that started this command. Not for people."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        helper_process.main()
