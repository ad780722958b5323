"""open315 kept-mails: the mails that were kept as sealed files because no mail server is named."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from open315.notify.channels.email import kept_mails


class Command(BaseCommand):
    """Without a name: a list, oldest first. With one: the mail itself, for the terminal."""

    help = "List the mails that were kept as sealed files, or show one of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help="which one, as the list names it")

    def handle(self, *args: Any, **options: Any) -> None:
        there = {mail.path.name: mail for mail in kept_mails.kept()}
        name = options["name"]
        if name is None:
            for each in there:
                self.stdout.write(each)
            return
        if name not in there:
            raise CommandError(f"there is no kept mail {name}; `open315 kept-mails` lists them")
        with there[name].open() as mail:
            self.stdout.write(mail.read().decode(errors="replace"))
