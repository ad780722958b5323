"""open315 rotate-keys: a new key for the vault, and everything sealed again with it."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from open315.core.crypto import add_key, ledger
from open315.core.crypto.rotation import reseal_all


class Command(BaseCommand):
    """Adds a key and seals everything again. Stopped halfway, `--resume` seals the rest without adding another key."""

    help = "Add a new vault key and seal all personal data again with it. The blind index key is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--resume", action="store_true", help="add no further key, only finish what was begun")

    def handle(self, *args: Any, **options: Any) -> None:
        key_id = ledger.introduce_newest() if options["resume"] else add_key()
        self.stdout.write(f"current key: {key_id}")
        changed: Counter[str] = Counter()
        for name, count in reseal_all():
            changed[name] += count
        for name, count in changed.items():
            self.stdout.write(f"{name}: {count} sealed again")
        self.stdout.write("done; older keys stay in the ring so that backups made before today can be read")
