"""The pages of suggestions: what was learned, and the card of one model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.access import Actor
from open315.core.jobs import Job
from open315.core.jobs.showing import JobProgress
from open315.core.names import enumerated
from open315.core.pages.cells import badge, link, moment
from open315.core.pages.declared import Column
from open315.core.pages.details import DetailPage, Facts, Note, Part, Steps, Table
from open315.core.pages.steps import Confirm, Press
from open315.learning import queries
from open315.learning.fitting import LEAST_CASES
from open315.learning.models import LearnedModel
from open315.learning.services import NOT_INSTALLED
from open315.learning.showing import SUBJECTS, code_words, per_cent
from open315.learning.types import OfCode, Subject

SUGGESTIONS = _("Suggestions")


@dataclass(frozen=True, slots=True)
class Learned:
    """All that was learned, and the lessons."""

    models: Sequence[LearnedModel]
    lessons: Sequence[tuple[Job, JobProgress]]
    live: str
    can_learn: bool


@dataclass(frozen=True, slots=True)
class ModelShown:
    """One model, and how it does since."""

    model: LearnedModel
    later: int
    later_right: int
    actor: Actor


def _state(each: LearnedModel) -> Any:
    return (
        badge(pgettext_lazy("a model", "In use"), "good")
        if each.is_used
        else badge(pgettext_lazy("a model", "Not in use"))
    )


def _linked(each: LearnedModel) -> Any:
    return link(reverse("learning:model", args=[each.pk]), SUBJECTS[Subject(each.subject)])


def _lessons(shown: Learned) -> Iterator[Any]:
    if not shown.can_learn:
        yield Note(_("Nothing can be learned here yet"), NOT_INSTALLED)
        return
    for subject, words in SUBJECTS.items():
        yield Press(_("Learn: %(subject)s") % {"subject": words}, reverse("learning:learn", args=[subject.value]))


OVERVIEW: DetailPage[Learned] = DetailPage(
    name="learning.overview",
    section="learning",
    permission=queries.PERMISSION,
    title=lambda _shown: SUGGESTIONS,
    lead=lambda _shown: _("What the house learned from handled cases, and suggests beside a message. It decides nothing: a person takes each suggestion or leaves it."),
    back=None,
    is_wide=True,
    main=(
        Table(
            _("What was learned"),
            (
                Column("subject", pgettext_lazy("a model", "Subject"), _linked),
                Column("state", _("State"), _state, kind="nowrap"),
                Column("learned_at", pgettext_lazy("a model", "Learned"), lambda each: moment(each.learned_at), kind="nowrap"),
                Column("cases", pgettext_lazy("a model", "Cases"), lambda each: each.card.cases, kind="number"),
                Column("right", pgettext_lazy("a model", "Right"), lambda each: f"{per_cent(each.card.right)} %", kind="number"),
                Column("f1", _("Macro-F1"), lambda each: f"{each.card.macro_f1:.2f}", kind="number"),
            ),
            lambda shown: shown.models,
            _("Nothing was learned yet. Let it learn when some hundred cases are handled."),
        ),
        Part(_("Lessons"), "learning/lessons.html", belongs=lambda shown: bool(shown.lessons)),
    ),
    aside=(Steps(_lessons, title=_("Learn anew")),),
)  # fmt: skip


def _card(shown: ModelShown) -> Iterator[tuple[Any, Any]]:
    model, card = shown.model, shown.model.card
    yield _("State"), _state(model)
    yield pgettext_lazy("a model", "Learned"), moment(model.learned_at)
    yield pgettext_lazy("a model", "By"), str(model.account or "")
    yield _("From how many cases"), card.cases
    yield _("Right on cases it was not shown"), f"{per_cent(card.right)} %"
    yield _("Macro-F1 on cases it was not shown"), f"{card.macro_f1:.2f}"
    if shown.later:
        yield (
            _("Right since then"),
            _("%(right)s of %(cases)s cases") % {"right": shown.later_right, "cases": shown.later},
        )
    if card.too_few:
        words = enumerated(str(code_words(model.subject, code)) for code in card.too_few)
        yield _("Never suggested, too few cases"), words
    yield (
        _("How it works"),
        _(
            "It reads masked words as groups of one to three signs and adds up how much each speaks for a code. A group counts from five cases on, and a code from %(least)s."
        )
        % {"least": LEAST_CASES},
    )


def _steps(shown: ModelShown) -> Iterator[Any]:
    pk, version = shown.model.pk, shown.model.version
    if shown.model.is_used:
        text = _("Nothing is suggested by it from then on. It can be taken into use again.")
        yield Confirm(_("Take out of use"), reverse("learning:stop", args=[pk]), text, version=version)
    else:
        text = _("It suggests from then on, and an earlier model of the same subject no more.")
        yield Confirm(_("Take into use"), reverse("learning:use", args=[pk]), text, "primary", version=version)


def _codes(shown: ModelShown) -> Iterator[tuple[str, OfCode]]:
    for each in sorted(shown.model.card.codes, key=lambda one: (-one.cases, one.code)):
        yield shown.model.subject, each


MODEL: DetailPage[ModelShown] = DetailPage(
    name="learning.model",
    section="learning",
    permission=queries.PERMISSION,
    title=lambda shown: SUBJECTS[Subject(shown.model.subject)],
    back=lambda: (SUGGESTIONS, reverse("learning:list")),
    is_wide=True,
    main=(
        Facts(_("Card of the model"), _card),
        Table(
            _("By code, on cases it was not shown"),
            (
                Column("code", pgettext_lazy("a model", "Code"), lambda pair: code_words(*_named(pair))),
                Column("cases", pgettext_lazy("a model", "Cases"), lambda pair: pair[1].cases, kind="number"),
                Column("found", pgettext_lazy("a model", "Found"), lambda pair: pair[1].found, kind="number"),
                Column("told", pgettext_lazy("a model", "Suggested"), lambda pair: pair[1].told, kind="number"),
                Column("f1", "F1", lambda pair: f"{pair[1].f1:.2f}", kind="number"),
            ),
            _codes,
            _("No code could be learned."),
        ),
    ),
    aside=(Steps(_steps, title=_("What you can do")),),
)  # fmt: skip


def _named(pair: tuple[str, OfCode]) -> tuple[str, str]:
    return pair[0], pair[1].code
