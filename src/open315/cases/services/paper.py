"""A notice on paper: name and address of the person are opened for it, so each printing is recorded like the opening of a file.

Who does this: the officer or clerk whose consumer left no mailbox, or wants it in writing; from the case page, one click, then the
printer and the seal. Nothing is chosen that the case already knows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.cases.actors import CONSUMER
from open315.cases.models import Case, Identity, Party
from open315.cases.policies import SEES_PERSONS, owner
from open315.cases.queries.letters_sent import notices_of
from open315.cases.queries.visible import visible_to
from open315.cases.rules.paper import notices_that_hold
from open315.cases.services.verb import CASE
from open315.cases.types import PersonDetails
from open315.cases.vault import open_identity
from open315.core import audit
from open315.core.access import Actor
from open315.core.errors import NotAllowed, NotFound

PRINTED = "cases.notice_printed"


@dataclass(frozen=True, slots=True)
class PaperNotice:
    """A notice that may be printed: of which verb, and to whom. Nobody where no name was left or it was erased."""

    verb: str
    to: tuple[PersonDetails, ...]


def print_notice(case: Case, verb: str, *, form: str, actor: Actor, at: datetime) -> PaperNotice:
    """Open who the notice of `verb` goes to, and record it.

    NotAllowed for whoever may not see the consumer of this case or is not of its council; NotFound for a notice that does not hold
    (`rules.paper`).
    """
    may = owner(actor, SEES_PERSONS, case)
    if not may.allowed:
        raise NotAllowed(may.reason)
    if verb not in notices_of(case):
        raise NotFound(_("There is no such notice of this case as it stands now."))
    to = tuple(people_of(case))
    audit.record(PRINTED, actor=actor, at=at, obj=(CASE.name, case.pk), data={"notice": verb, "form": form})
    return PaperNotice(verb, to)


def own_notice(verb: str, *, actor: Actor) -> tuple[Case, PaperNotice]:
    """The notice of `verb` for the consumer whose code opened the case, to keep. NotFound for a notice that does not hold.

    It bears neither name nor address: whoever holds a code may hold it for somebody else, and the page shows them masked as well.
    """
    case = visible_to(actor).first() if actor.kind == CONSUMER else None
    if case is None or verb not in notices_that_hold(case):
        raise NotFound(_("There is no such notice of this case as it stands now."))
    return case, PaperNotice(verb, ())


def people_of(case: Case) -> Iterator[PersonDetails]:
    """The consumers of the case as they are sealed in the vault. Whoever asks records that it was done."""
    ids = Party.objects.filter(case=case).exclude(identity_id=None).order_by("id").values_list("identity_id", flat=True)
    for identity_id in ids:
        if identity_id is not None and (row := Identity.objects.filter(pk=identity_id).first()):
            yield open_identity(row)
