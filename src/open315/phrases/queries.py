"""Reads of phrases. Everything begins with `visible_to(actor)`."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.org import queries as org
from open315.phrases.models import Phrase
from open315.phrases.types import Use

MOST = 60
"""Phrases that a field offers."""


def visible_to(actor: Actor) -> QuerySet[Phrase]:
    """One's own phrases, and those of one's body, of the bodies above it and below it."""
    if actor.account_id is None or not actor.may("phrases:use"):
        return Phrase.objects.none()
    bodies = Q(account=None, organisation__in=actor.organisation_ids | _upwards(actor))
    return Phrase.objects.filter(bodies | Q(account_id=actor.account_id))


def listed(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Phrase]:
    """The phrases of the list, by its filters; those in use, unless others are asked for."""
    rows = visible_to(actor).select_related("organisation").filter(is_retired="show" in wanted)
    if "words" in wanted:
        rows = rows.filter(Q(name__icontains=wanted["words"]) | Q(text__icontains=wanted["words"]))
    if "use" in wanted:
        rows = rows.filter(use=wanted["use"])
    if "whose" in wanted:
        rows = rows.filter(account__isnull=wanted["whose"] != "own")
    return rows


def get_phrase(actor: Actor, phrase_id: int) -> Phrase:
    """One phrase; NotFound if there is none or it is another's."""
    found = visible_to(actor).select_related("organisation").filter(pk=phrase_id).first()
    if found is None:
        raise NotFound(_("There is no such phrase."))
    return found


def offered_to(actor: Actor, use: str) -> list[Phrase]:
    """What a field for `use` offers: one's own first, then those of the body and of the bodies above it."""
    mine = Q(account_id=actor.account_id) | Q(organisation__in=_upwards(actor))
    rows = visible_to(actor).filter(mine, is_retired=False, use__in=(use, Use.ANY))
    return sorted(rows[:MOST], key=lambda each: each.account_id is None)


def may_change(actor: Actor, phrase: Phrase) -> bool:
    """Whether it is one's own, or one keeps those of the body or of a body above it."""
    if phrase.account_id is not None:
        return phrase.account_id == actor.account_id
    return actor.may("phrases:manage") and phrase.organisation_id in actor.organisation_ids


def _upwards(actor: Actor) -> frozenset[int]:
    body = org.body_by_id(actor.organisation_id) if actor.organisation_id else None
    return frozenset(int(each) for each in body.path.split("/") if each) if body else frozenset()
