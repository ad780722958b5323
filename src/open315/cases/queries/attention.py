"""Whom a note can name, who follows a case, and what a reader of hers is to be shown of it."""

from dataclasses import dataclass

from django.db.models import Value

from open315.cases.models import Case, Follow, Mention
from open315.cases.queries.visible import visible_to
from open315.core import clock
from open315.core.access import Actor
from open315.org import queries as org
from open315.org.queries.actors import actor_of_account
from open315.org.queries.people import Colleague

ENTRIES: dict[str, type[Follow | Mention]] = {"follow": Follow, "mention": Mention}
READERS = "cases:read"
MOST = 8


@dataclass(frozen=True, slots=True)
class Attention:
    """Whether the reader follows the case, and whether a note waits for her."""

    follows: bool
    is_mentioned: bool


def attention_of(actor: Actor, case: Case) -> Attention:
    """Of the acting person at a case she sees, in one question."""
    mine = {"case": case, "account_id": actor.account_id or 0}
    found = [
        model.objects.filter(**mine).annotate(which=Value(which)).values_list("which", flat=True)
        for which, model in ENTRIES.items()
    ]
    there = set(found[0].union(*found[1:]))
    return Attention("follow" in there, "mention" in there)


def colleagues(actor: Actor) -> list[Colleague]:
    """Whom the actor can name: the people of her own body who see the same cases, without herself."""
    if actor.organisation_id is None:
        return []
    found = org.colleagues_who_may(READERS, actor.organisation_id)
    return [each for each in found if each.pk != actor.account_id]


def colleagues_like(actor: Actor, typed: str) -> list[Colleague]:
    """Those whose log-in or name holds what was typed so far, a few of them."""
    wanted = typed.strip().casefold()
    found = (each for each in colleagues(actor) if wanted in each.name.casefold() or wanted in each.username)
    return [each for each, _place in zip(found, range(MOST), strict=False)]


def sees(account_id: int, case_id: int) -> bool:
    """Whether this account sees this case today."""
    actor = actor_of_account(account_id, clock.today())
    return actor is not None and visible_to(actor, one=True).filter(pk=case_id).exists()


def followers(case_id: int) -> list[int]:
    """Who follows the case and still sees it."""
    found = Follow.objects.filter(case_id=case_id).order_by("account_id").values_list("account_id", flat=True)
    return [each for each in found if sees(each, case_id)]
