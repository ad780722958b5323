"""What the hotline does when a person is erased whose case came of a call."""

from open315.core import clock
from open315.core.outbox import Event, subscribe
from open315.hotline.models import Caller
from open315.hotline.services import forget


@subscribe("identity.erased")
def forget_who_rang(event: Event) -> None:
    """Whoever rang about this case is forgotten with its consumer."""
    callers = Caller.objects.filter(calls__case_id=event.payload["case"]).exclude(number_index="")
    for caller in callers.distinct().order_by("pk"):
        forget(caller, clock.now())
