"""How much each officer has in hand: for a supervisor's look over her people, and for whoever gives a case to somebody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q

from open315.cases.queries.visible import visible_to
from open315.cases.types import OPEN
from open315.core import clock
from open315.core.access import Actor
from open315.org import queries as org

SOON = timedelta(days=3)
OFFICERS = ("officer", "supervisor")
COUNTED = ("open", "late", "soon", "news", "oldest")


@dataclass(frozen=True, slots=True)
class Load:
    """The open cases of one account, or of nobody: how many, how many of them late, due within three days, with a word that nobody reacted to."""

    account_id: int | None
    name: str = ""
    body: Any = ""
    is_gone: bool = False
    """She handles cases no longer: suspended, or without a role that does."""
    open: int = 0
    late: int = 0
    soon: int = 0
    news: int = 0
    oldest: date | None = None
    """When the one that has waited longest came in."""


def loads_of(actor: Actor) -> list[Load]:
    """The officers of the actor's body and of those below with what they have, and whoever else has open cases; nobody's first, who is gone next."""
    counted = _counted(actor)
    people = {account.pk: (str(account), body) for account, body in org.people_with_role(actor, OFFICERS)}
    others = org.names_of_accounts([key for key in counted if key is not None and key not in people])
    found = [Load(key, name, body, **counted.get(key, {})) for key, (name, body) in people.items()]
    gone = [Load(key, name, is_gone=True, **counted[key]) for key, name in others.items()]
    nobody = [Load(None, **counted[None])] if None in counted else []
    return [*nobody, *gone, *found]


def in_hand(actor: Actor, account_ids: Collection[int]) -> dict[int, Load]:
    """The loads of these accounts alone; nothing of one that has none."""
    return {key: Load(key, **told) for key, told in _counted(actor, account_ids).items() if key is not None}


def _counted(actor: Actor, account_ids: Collection[int] | None = None) -> dict[int | None, dict[str, Any]]:
    today = clock.today()
    rows = visible_to(actor).filter(state__in=OPEN)
    if account_ids is not None:
        rows = rows.filter(officer_id__in=account_ids)
    counted = (
        rows.order_by("officer_id")
        .values("officer_id")
        .annotate(
            open=Count("pk"),
            late=Count("pk", Q(next_due_on__lt=today)),
            soon=Count("pk", Q(next_due_on__range=(today, today + SOON))),
            news=Count("pk", Q(news_from__isnull=False)),
            oldest=Min("received_on"),
        )
    )
    return {
        account: dict(zip(COUNTED, told, strict=True)) for account, *told in counted.values_list("officer_id", *COUNTED)
    }
