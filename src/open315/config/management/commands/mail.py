"""open315 mail: brings mails from the mailbox, and takes those that the site's mail server hands over."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from open315.config.serve.beside_others import joined
from open315.config.starting import end_without_keys
from open315.inbox.channels.mail import process


class Command(BaseCommand):
    """One of these runs in a province, beside the workers. A kill loses nothing."""

    help = "Bring mails into the inbox: IMAP and LMTP, as the settings say. In the embedded install `open315 serve` starts it."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not process.is_on():
            raise CommandError("no mailbox is named: set OPEN315_IMAP_HOST or OPEN315_LMTP (docs/operations/mail.md)")
        end_without_keys()
        with joined(Path(settings.VAR)):
            process.run()
