"""open315 adopt-django-key: the key of sessions and links that lies here is the right one from now on."""

from typing import Any

from django.core.management.base import BaseCommand

from open315.core.crypto import signing_key


class Command(BaseCommand):
    """For an install whose key is gone for good, or was changed on purpose (after a leak, say)."""

    help = "Take the key of sessions and links at hand as that of this install. Everybody signs in again."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if signing_key.adopt():
            self.stdout.write("adopted: copy the key to every machine of this install; everybody signs in again")
        else:
            self.stdout.write("nothing changed: the database knows this key")
