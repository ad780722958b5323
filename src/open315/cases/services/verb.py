"""What the verbs of a case act upon: how a case is locked, what its timeline keeps, what its events tell."""

from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from open315.cases.actors import CONSUMER
from open315.cases.models import Case, TimelineEntry
from open315.cases.queries.visible import visible_to
from open315.cases.rules.objecting import OBJECT, UPHOLD
from open315.cases.rules.workflow import ROOM, WORKFLOW
from open315.cases.types import OPEN_STATES, NewsFrom
from open315.cases.wording import DETAILS
from open315.core import bulk
from open315.core.access import Actor, ActorKind
from open315.core.errors import NotFound
from open315.core.lookups import Lookup
from open315.core.verbs import Target
from open315.core.verbs.declaration import Step

Data = dict[str, Any]


def lock(case_id: int) -> Case:
    """The row, locked until the transaction ends (SQLite's transactions are immediate: one writer at a time)."""
    found = _LOCKED(case_id)
    if not found:
        raise NotFound(_("No such case."))
    return found[0]


def _there(case_id: int) -> QuerySet[Case]:
    rows = Case.objects.select_for_update(of=("self",)) if connection.vendor == "postgresql" else Case.objects
    return rows.filter(pk=case_id, is_leaving=False)


_LOCKED = Lookup(_there)


@lru_cache(maxsize=256)
def _seen_by(actor: Actor) -> Lookup[Case]:
    """What an actor may see depends on nothing but the actor, who is a value: the statement is kept, what it finds is not."""
    return Lookup(lambda case_id: visible_to(actor, one=True).filter(pk=case_id).only("pk"))


def _lock_seen(actor: Actor, case_id: int) -> Case:
    row = lock(case_id)
    if actor.kind == ActorKind.STAFF and not _seen_by(actor)(row.pk):
        raise NotFound(_("No such case."))
    return row


SAYS_OF_A_BODY = frozenset({"answer_referral", "refuse_referral", "return_referral", "note"})
"""By which verbs another body says something to the council; that it has the case, or rests a clock, is no word to be answered."""
NO_REACTION = frozenset({"assign", "supervise", "classify", "choose_pack", "override_competence"})
"""What a council can do to a case without having read what was written to it."""
NO_WORD = "renew_code"
"""By this verb nobody says anything, whoever uses it."""


def _note_whose_word(done: Step[Case]) -> None:
    """Somebody outside wrote; or the council reacted, and whatever was written before has been seen.

    A case that is over waits for nobody, unless its consumer objected: then until that is answered, whatever else is done with it.
    """
    actor, case, verb = done.actor, done.row, str(done.verb.name)
    if verb == NO_WORD:
        return
    if verb == OBJECT:
        case.news_from = NewsFrom.OBJECTION.value
    elif case.state not in OPEN_STATES:
        is_waiting = case.news_from == NewsFrom.OBJECTION and verb != UPHOLD
        case.news_from = NewsFrom.OBJECTION.value if is_waiting else None
    elif actor.kind == CONSUMER:
        case.news_from = NewsFrom.CONSUMER.value
    elif actor.kind == ActorKind.STAFF and case.council_id not in actor.organisation_ids:
        case.news_from = NewsFrom.BODY.value if verb in SAYS_OF_A_BODY else case.news_from
    elif actor.kind == ActorKind.STAFF and verb not in NO_REACTION:
        case.news_from = None


def _write_entry(done: Step[Case]) -> None:
    actor = done.actor
    row = {
        "case_id": done.row.pk,
        "at": done.at,
        "verb": str(done.verb.name),
        "actor_kind": str(actor.kind),
        "account_id": actor.account_id,
        "organisation_id": actor.organisation_id,
        "actor_label": actor.label,
        "data": done.data,
        "is_public": done.is_public,
    }
    bulk.insert(TimelineEntry, [row])


def _last_entry(case: Case) -> tuple[Any, ...] | None:
    entries = TimelineEntry.objects.filter(case_id=case.pk).order_by("-id")
    return entries.values_list("verb", "actor_kind", "account_id").first()


def _announced(done: Step[Case]) -> Data:
    who = {"actor": done.actor.account_id, "actor_kind": done.actor.kind}
    return {"case": done.row.pk, "number": done.row.number, **who, **_wordless(done.data)}


def _noted(done: Step[Case]) -> Data:
    return _wordless({**done.data, **done.audit_data})


def _wordless(data: Data) -> Data:
    """Without what somebody typed: events and the audit log cannot be changed when a person is to be erased. The timeline can."""
    return {name: value for name, value in data.items() if name not in DETAILS}


CASE: Target[Case] = Target(
    room=ROOM,
    name="case",
    lock=_lock_seen,
    announced=_announced,
    noted=_noted,
    workflow=WORKFLOW,
    narrow=True,
    before_save=_note_whose_word,
    wrong_moment=_("This step does not fit the present state of the case."),
    stale=_("Somebody changed this case in the meantime. Please look at it again; what you typed is kept."),
    write_entry=_write_entry,
    last_entry=_last_entry,
)
