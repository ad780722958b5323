"""Django's flush, with the guard of the audit log lifted: emptying everything is a deliberate act."""

from typing import Any

from django.core.management.commands.flush import Command as Flush

from open315.core.audit.guard import lifted


class Command(Flush):
    """As Django's own."""

    def handle(self, **options: Any) -> None:
        with lifted():
            super().handle(**options)
