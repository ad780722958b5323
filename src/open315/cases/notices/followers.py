"""What those who follow a case are told: that a step was taken, and which. No word of it: they read it where they may (ADR 0167)."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case
from open315.cases.queries.attention import followers
from open315.cases.rules.workflow import ROOM
from open315.core import verbs
from open315.core.outbox import Event, subscribe
from open315.core.verbs import Verb
from open315.notify.telling import deliver
from open315.notify.wording import Notice, declare_notices

SILENT = frozenset({"unmask", "erase_identity"})
"""Steps that are about a person and not about the matter."""
FOLLOWED = "cases.followed."
WORDS = _("Case %(number)s, which you follow: {step}")


def _told() -> Iterable[Verb[Case]]:
    return [
        each
        for each in verbs.of_room(ROOM)
        if each.target.name == "case" and each.announces and not each.makes and each.name not in SILENT
    ]


STEPS = {str(each.announces): each for each in _told()}
declare_notices({FOLLOWED + str(each.name): Notice(format_lazy(WORDS, step=each.label)) for each in STEPS.values()})


@subscribe(*STEPS)
def tell_followers(event: Event) -> None:
    """One message to each who follows the case, still sees it, did not do it herself and has it not as its officer."""
    case = Case.objects.filter(pk=event.payload["case"], is_leaving=False).first()
    if case is None:
        return
    told = [each for each in followers(case.pk) if each != case.officer_id]
    name = FOLLOWED + str(STEPS[event.name].name)
    deliver(
        Event(name, dict(event.payload), event.at),
        told,
        {"number": case.number},
        reverse("cases:case", args=[case.number]),
    )
