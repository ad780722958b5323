"""open315 audit-verify: walk the chain of the audit log and say whether it holds."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from open315.core.audit.chain import Head
from open315.core.audit.earlier import broken_shares
from open315.core.audit.guard import triggers
from open315.core.audit.verify import Break, verify
from open315.core.audit.words import changed_words

WORDS = {
    "missing_seal": "a link is missing",
    "missing_entry": "the entry was deleted",
    "changed_entry": "the entry was changed after it was sealed",
    "changed_link": "the link does not follow the one before",
    "shortened": "the chain ends before the head that was noted",
}


class Command(BaseCommand):
    """Ends with 1 at the first broken link. Note the printed head elsewhere and give it back next time with --expect."""

    help = "Verify the audit log: every sealed entry is there, unchanged, and in its place."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect", metavar="SEQUENCE:DIGEST", help="a head noted earlier that the chain must still contain"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify(_expected(options["expect"]))
        if verdict.broken is not None:
            raise CommandError(_sentence(verdict.broken))
        changed = next(changed_words(), None)
        if changed is not None:
            raise CommandError(f"what was typed with entry {changed} is not what was recorded")
        share = next(broken_shares(), None)
        if share is not None:
            raise CommandError(f"entries whose words were sealed later are not what entry {share} says of them")
        if not triggers():
            self.stderr.write(
                "warning: the triggers that keep the log append-only are missing; run `open315 migrate core`"
            )
        self.stdout.write(f"the chain holds: {verdict.head.sequence} entries, {verdict.unsealed} not sealed yet")
        self.stdout.write(f"head {verdict.head.sequence}:{verdict.head.digest}")


def _expected(text: str | None) -> Head | None:
    if not text:
        return None
    sequence, _, digest = text.partition(":")
    if not sequence.isdigit() or len(digest) != 64:
        raise CommandError("--expect wants a head as this command prints it: SEQUENCE:DIGEST")
    return Head(int(sequence), digest)


def _sentence(broken: Break) -> str:
    entry = "" if broken.entry_id is None else f" (entry {broken.entry_id})"
    return f"the chain is broken at link {broken.sequence}{entry}: {WORDS[broken.kind]}"
