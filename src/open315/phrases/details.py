"""The page of one phrase: its text, how it reads with values, and what can be done with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.pages.cells import badge, moment, text
from open315.core.pages.declared import Go
from open315.core.pages.details import DetailPage, Facts, Steps
from open315.core.pages.steps import Press
from open315.core.ui.templatetags.ui import named
from open315.phrases.forms import USES, WHOSE
from open315.phrases.listing import PHRASES_WORDS
from open315.phrases.models import Phrase
from open315.phrases.rules import filled
from open315.phrases.types import Place

SAMPLE: dict[str, str] = {
    Place.NUMBER: "武消2026-00118",
    Place.TRADER: "示例電器商場",
    Place.GOODS: "電冰箱",
    Place.AMOUNT: "2,680.00元",
    Place.RECOVERED: "1,010.00元",
    Place.RECEIVED: "2026年3月9日",
    Place.ACCEPTED: "2026年3月12日",
    Place.DUE: "2026年5月11日",
    Place.BODY: "示例市消費者委員會",
    Place.PHONE: "12315",
    Place.TODAY: "2026年3月15日",
}
"""An invented case, to see how a phrase will read."""


@dataclass(frozen=True, slots=True)
class PhraseShown:
    """A phrase for its page."""

    phrase: Phrase
    may_change: bool


def _facts(shown: PhraseShown) -> Iterator[tuple[Any, Any]]:
    each = shown.phrase
    yield pgettext_lazy("a phrase", "Text"), text(each.text)
    yield _("With an invented case"), text(filled(each.text, SAMPLE))
    yield pgettext_lazy("a phrase", "For"), USES.get(each.use, each.use)
    yield pgettext_lazy("a phrase", "Whose"), WHOSE["own"] if each.account_id is not None else named(each.organisation)
    yield (
        _("State"),
        badge(pgettext_lazy("phrases", "Retired"))
        if each.is_retired
        else badge(pgettext_lazy("phrases", "In use"), "good"),
    )
    yield _("Changed"), moment(each.changed_at)


def _steps(shown: PhraseShown) -> Iterator[Any]:
    if not shown.may_change:
        return
    pk = shown.phrase.pk
    if shown.phrase.is_retired:
        yield Press(pgettext_lazy("a phrase", "Use again"), reverse("phrases:revive", args=[pk]))
        return
    yield Go(pgettext_lazy("a phrase", "Change"), reverse("phrases:edit", args=[pk]), kind="primary")
    yield Press(pgettext_lazy("a phrase", "Retire"), reverse("phrases:retire", args=[pk]))


PHRASE: DetailPage[PhraseShown] = DetailPage(
    name="phrases.phrase",
    section="phrases",
    permission="phrases:use",
    title=lambda shown: text(shown.phrase.name),
    back=lambda: (PHRASES_WORDS, reverse("phrases:list")),
    main=(Facts(pgettext_lazy("a phrase", "Phrase"), _facts),),
    aside=(Steps(_steps, title=_("What you can do")),),
    is_wide=True,
)
