"""What of a complaint will be masked, before it is one."""

from open315.cases.types import NewCase
from open315.cases.vault import redacted


def will_be_masked(command: NewCase) -> bool:
    """Whether title or narrative hold personal data, or the person's own details, that the case will show masked."""
    return any(redacted(text, command.consumer).found for text in (command.title, command.narrative))
