"""What the inbox does when a person is erased whose case came of a message."""

from open315.core.outbox import Event, subscribe
from open315.inbox.models import Sender
from open315.inbox.services import forget


@subscribe("identity.erased")
def forget_who_wrote(event: Event) -> None:
    """Whoever wrote about this case is forgotten with its consumer: her address, and the original words of all that she wrote."""
    writers = Sender.objects.filter(conversations__case_id=event.payload["case"]).exclude(address_index="")
    for sender in writers.distinct().order_by("pk"):
        forget(sender, event.at)
