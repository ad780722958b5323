"""The page of the sentences that problems and next year are begun from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.pages.cells import badge, link, moment, text
from open315.core.pages.declared import Column
from open315.core.pages.details import DetailPage, Table
from open315.summaries.models import Wording
from open315.summaries.text.lessons import PLAN, PROBLEM, Lesson


@dataclass(frozen=True, slots=True)
class WordingShown:
    """A kind of problem with its sentences, and the version they are of."""

    lesson: Lesson
    words: Mapping[str, str]
    wording: Wording | None
    actor: Actor


def _title(row: WordingShown) -> str:
    if not row.actor.may("summaries:write"):
        return text(row.lesson.title)
    return link(reverse("summaries:wording", args=[row.lesson.key]), row.lesson.title)


def _version(row: WordingShown) -> str:
    if row.wording is None:
        return badge(_("As the program says it"))
    return text(f"{row.wording.number} · {moment(row.wording.made_at)}")


WORDINGS: DetailPage[Sequence[WordingShown]] = DetailPage(
    name="summaries.wordings",
    section="summaries",
    permission="summaries:read",
    title=lambda _shown: _("Sentences for problems and next year"),
    lead=lambda _shown: _(
        "A new text begins its problems and its next year with these, for what the records show. They are worded in the language of this page; "
        "what was worded in one script of Chinese goes for the other."
    ),
    back=lambda: (_("Texts of summaries"), reverse("summaries:all_texts")),
    is_wide=True,
    main=(
        Table(
            _("Sentences"),
            (
                Column("title", _("Kind of problem"), _title),
                Column("problem", _("Problem"), lambda row: text(row.words[PROBLEM])),
                Column("plan", _("What follows from it, next year"), lambda row: text(row.words[PLAN])),
                Column("version", _("Version"), _version),
            ),
            lambda shown: shown,
            _("The program knows no kind of problem."),
        ),
    ),
)
