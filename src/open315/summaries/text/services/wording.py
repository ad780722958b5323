"""Word the templates that problems and next year are begun from; each wording is a version of its own."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import InvalidInput, NotAllowed, NotFound
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.step import making
from open315.summaries.models import Wording
from open315.summaries.text import rules
from open315.summaries.text.lessons import LESSONS
from open315.summaries.text.services.locking import GONE, WRITERS

NO_PLACE = _("The problem names its figure: write {n} where it stands.")
UNKNOWN_PLACE = _("Only {n} and {all} are places of figures.")
TYPED = _("%(what)s is typed. Figures come from the records: use {n} or {all}.")
NO_COUNCIL = _("Only those who work for a council word its summaries.")
EMPTY = _("Say what follows from it.")
LONGEST = _("Not more than %(most)s signs.")
MOST = 500


WORDING: Target[Wording] = Target(
    room="summaries",
    name="summary_wording",
    who_first=True,
    noted=lambda done: {"lesson": done.row.lesson, "language": done.row.language, "number": done.row.number},
    announced=lambda done: {"wording_id": done.row.pk, "actor": done.actor.account_id},
)
WORD: Verb[Wording] = Verb(
    "word_lesson",
    WORDING,
    event="summaries.lesson_worded",
    permission="summaries:write",
    who=WRITERS,
    makes=True,
    face=NoFace("The page of wordings has a form for it."),
)


@WORD
def word_lesson(lesson: str, *, language: str, problem: str, plan: str, actor: Actor, at: datetime) -> Wording:
    """Word a kind of problem and what follows from it; the next text is begun with it. InvalidInput for a figure that is typed or missing."""
    with making(WORD, actor=actor, at=at) as done:
        if lesson not in {each.key for each in LESSONS}:
            raise NotFound(GONE)
        if actor.organisation_id is None:
            raise NotAllowed(NO_COUNCIL)
        problem, plan = problem.strip(), plan.strip()
        check(problem, plan)
        rows = Wording.objects.filter(council_id=actor.organisation_id, lesson=lesson, language=language)
        last = rows.first()
        done.row = Wording.objects.create(
            council_id=actor.organisation_id,
            lesson=lesson,
            language=language,
            number=last.number + 1 if last else 1,
            problem=problem,
            plan=plan,
            made_at=at,
            made_by_id=actor.account_id,
        )
        return done.row


def check(problem: str, plan: str) -> None:
    """InvalidInput at the first thing that is wrong with the two templates."""
    if "{n}" not in problem:
        raise InvalidInput(NO_PLACE, field="problem")
    if not plan:
        raise InvalidInput(EMPTY, field="plan")
    for field, words in (("problem", problem), ("plan", plan)):
        bare = words.replace("{n}", "").replace("{all}", "")
        if len(words) > MOST:
            raise InvalidInput(LONGEST % {"most": MOST}, field=field)
        if "{" in bare or "}" in bare:
            raise InvalidInput(UNKNOWN_PLACE, field=field)
        if typed := rules.typed_figures(bare):
            raise InvalidInput(TYPED % {"what": "、".join(typed)}, field=field)
