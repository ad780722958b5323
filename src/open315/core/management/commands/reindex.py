"""open315 reindex: fill the search indexes again from the texts themselves."""

from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from open315.core import search
from open315.core.search.sources import sources

BATCH = 5000


class Command(BaseCommand):
    """Brings every index up to date, batch by batch; the site stays usable, stopping and starting again does no harm."""

    help = "Fill the search indexes again (after a restore, or when the folding of text changed)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", help="only these indexes")

    def handle(self, *args: Any, **options: Any) -> None:
        known = sources()
        for name in options["names"] or sorted(known):
            rows, done = iter(known[name]()), 0
            while batch := list(islice(rows, BATCH)):
                search.index(name, batch)
                done += len(batch)
                self.stdout.write(f"{name}: {done}", ending="\r")
            search.settle(name)
            self.stdout.write(f"{name}: {done} texts indexed")
