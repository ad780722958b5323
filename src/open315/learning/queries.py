"""What others ask of what was learned: a suggestion for a text. And the models there are, and the cases they are taught from."""

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from open315.cases.queries import visible_to
from open315.cases.types import State
from open315.core.access import SYSTEM, Actor
from open315.core.errors import NotAllowed, NotFound
from open315.law import codelists
from open315.learning.models import LearnedModel
from open315.learning.rules import linear
from open315.learning.rules.linear import LIKELY_ENOUGH, Weights
from open315.learning.types import Likely, Sample, Subject, Suggested

if TYPE_CHECKING:
    from open315.cases.models import Case

PERMISSION = "learning:manage"
MOST_CASES = 10_000
"""The newest cases that are learned from: what people write changes, and the time to learn grows with them."""
LATER = 1000
"""Cases that are looked at to see how a model does since it was taught."""
NOT_HANDLED = (State.REGISTERED, State.DUPLICATE, State.WITHDRAWN)
"""States of a case whose heading nobody has confirmed by handling it."""
LISTS = {Subject.GOODS: "goods", Subject.NATURE: "natures"}
"""The code lists that a subject's codes stand in; kinds have words of their own."""


def suggestions(text: str, on: date) -> list[Suggested]:
    """What a text is likely about, by the models in use; of codes that are not in their list on that day none is named."""
    rows = LearnedModel.objects.filter(is_used=True).values_list("digest", "subject")
    found = {Subject(subject): linear.suggest(Subject(subject), _weights(digest), text) for digest, subject in rows}
    return [
        known
        for subject in Subject
        if (each := found.get(subject)) is not None and (known := _offered(each, on)) is not None
    ]


def _offered(found: Suggested, on: date) -> Suggested | None:
    if found.subject not in LISTS:
        return found
    there = codelists.codes(LISTS[found.subject], on=on)
    likely: tuple[Likely, ...] = tuple(each for each in found.likely if each.code in there)
    if not likely:
        return None
    is_same = likely[0] == found.likely[0]
    return Suggested(found.subject, likely, found.because if is_same else ())


def likely_goods(case: "Case") -> str:
    """The heading that a case's masked words are likely to be counted under; "" where none is more likely than all others together."""
    found = suggestions(_words(case.title, case.narrative), case.received_on)
    return next(
        (
            each.likely[0].code
            for each in found
            if each.subject == Subject.GOODS and each.likely[0].share >= LIKELY_ENOUGH
        ),
        "",
    )


def _words(title: str, narrative: str) -> str:
    return f"{title}\n{narrative}"


@lru_cache(maxsize=len(Subject))
def _weights(digest: str) -> Weights:
    """A model read once a process: of one digest there is one content, whatever row holds it."""
    content = LearnedModel.objects.filter(digest=digest).order_by("pk").values_list("content", flat=True)[0]
    return linear.unpacked(bytes(content))


def samples(subject: Subject) -> list[Sample]:
    """The newest handled cases that have a code of this subject, oldest first."""
    rows = visible_to(SYSTEM).exclude(state__in=NOT_HANDLED).exclude(**{subject.value: ""})
    newest = rows.order_by("-received_at", "-pk").values_list("title", "narrative", subject.value)[:MOST_CASES]
    return [Sample(_words(title, narrative), code) for title, narrative, code in reversed(newest)]


def told_since(model: LearnedModel) -> tuple[int, int]:
    """Of the cases handled that came after it was taught (at most 1,000, newest): how many there are, and of how many the first code was theirs."""
    rows = visible_to(SYSTEM).exclude(state__in=NOT_HANDLED).exclude(**{model.subject: ""})
    later = rows.filter(received_at__gt=model.learned_at).order_by("-received_at", "-pk")
    found = [
        suggested.likely[0].code == code
        for title, narrative, code in later.values_list("title", "narrative", model.subject)[:LATER]
        if (suggested := linear.suggest(Subject(model.subject), _weights(model.digest), _words(title, narrative)))
    ]
    return len(found), sum(found)


def listed(actor: Actor) -> QuerySet[LearnedModel]:
    """The models without their weights, newest first; none without the permission."""
    rows = LearnedModel.objects.defer("content").select_related("account")
    return rows if actor.may(PERMISSION) else rows.none()


def get_model(actor: Actor, pk: int) -> LearnedModel:
    """One model. NotAllowed without the permission, NotFound for none."""
    if not actor.may(PERMISSION):
        raise NotAllowed(_("Your role does not include teaching suggestions."))
    found = listed(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such model."))
    return found
