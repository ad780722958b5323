"""One step for many cases: what can be done to what is ticked, or to all of a filter, and what became of each.

Who does it: a supervisor who urges everything that runs late; an officer who tells forty people that the same shop has closed. The cases are fixed when
the form is shown, whatever the filter would find a minute later. Each is handled like a single one: it can be refused, and says why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from open315.cases import queries
from open315.cases.console.filters import FilterForm
from open315.cases.console.verbs import Button, button
from open315.cases.models import Case
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.text import whole_number
from open315.core.verbs.forms import VerbForm
from open315.phrases.offering import Worded

MOST = 200
"""Cases in one go: as many as are done before anybody looks at the clock."""
STEPS = ("note", "write_to_consumer", "supervise", "refer", "close")
"""Steps that ask the same of every case. Whatever depends on one case alone is left to its page."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The cases of one go, in the order of their coming; the first one stands for all where a question asks about the case."""

    cases: tuple[Case, ...]

    seen: Mapping[int, int]
    """The version in which each was seen, by its key."""

    @property
    def ids(self) -> list[int]:
        """Their keys."""
        return [each.pk for each in self.cases]

    @property
    def marks(self) -> list[str]:
        """Key and version of each, as the form carries them."""
        return [f"{key}:{version}" for key, version in self.seen.items()]

    @property
    def unread(self) -> int:
        """How many hold a word of somebody outside that nobody has reacted to."""
        return sum(1 for each in self.cases if each.news_from)


def steps_for(actor: Actor) -> list[Button]:
    """The steps that the reader may take with many cases."""
    found = (button(name) for name in STEPS)
    return [each for each in found if each and actor.may(each.verb.permission)]


def step_named(actor: Actor, name: str) -> Button | None:
    """The step of this name, if the reader may take it with many."""
    return next((each for each in steps_for(actor) if each.name == name), None)


def chosen_of(actor: Actor, posted: QueryDict) -> Chosen:
    """The ticked cases, or all that the filter of the list leaves now. InvalidInput for none, and for more than one go holds."""
    rows = _of_the_filter(actor, posted.get("query", "")) if posted.get("all") else _ticked(actor, posted)
    if not rows:
        raise InvalidInput(_("Tick at least one case, and choose what is to be done."))
    if len(rows) > MOST:
        raise InvalidInput(
            _("That is more than %(most)d cases. Narrow the filter, and do it in parts.") % {"most": MOST}
        )
    cases = tuple(sorted(rows, key=lambda each: each.pk))
    told = _seen(posted)
    return Chosen(cases, {each.pk: told.get(each.pk, each.version) for each in cases})


def _seen(posted: QueryDict) -> dict[int, int]:
    pairs = (mark.partition(":") for mark in posted.getlist("seen")[:MOST])
    read = ((whole_number(key), whole_number(version)) for key, _colon, version in pairs)
    return {key: version for key, version in read if key is not None and version is not None}


def _of_the_filter(actor: Actor, query: str) -> Sequence[Case]:
    filters = FilterForm(QueryDict(query), actor=actor).filters()
    return list(queries.listed(actor, filters)[: MOST + 1])


def _ticked(actor: Actor, posted: QueryDict) -> Sequence[Case]:
    ids = [each for each in map(whole_number, posted.getlist("case_id")[: MOST + 1]) if each is not None]
    return list(queries.visible_to(actor).filter(pk__in=ids).order_by("id"))


class BatchForm(VerbForm):
    """The questions of a verb, put once for many cases. No phrase is offered: its braces would be filled from the first case alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.put:
            if isinstance(each, Worded):
                self.fields[each.name].widget = forms.Textarea(attrs={"rows": 4})
