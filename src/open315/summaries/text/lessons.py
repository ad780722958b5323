"""Problems and next year, begun from records: what was late, unmet, promised and not delivered, or never told, each with what follows from it.

The sentences are templates with places for figures, {n} and {all}. A council words its own, version by version (`Wording`); what it has not
worded is said in the words of the program. In a text they become passages like all others, and their figures stay alive.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from open315.activities.facts import partners, requirements
from open315.activities.facts.effects.figures import TOLD, UNTOLD
from open315.campaigns.facts import figures as bodies
from open315.core.chapters import Reader, printed
from open315.core.documents.scripts import convert, other_script
from open315.core.documents.tree import Run, Runs, Text
from open315.parts.chapters import CASES, JOINED, TASKS
from open315.parts.facts import cases, joined, tasks
from open315.returns.facts.figures import ASKED, LATE
from open315.summaries.models import Wording


@dataclass(frozen=True, slots=True)
class Lesson:
    """A kind of problem: the figure that says how often ({n}), the one it is of ({all}), the chapter that counts both, and the words."""

    key: str
    title: Any
    chapter: str
    n: str
    all: str
    problem: Any
    plan: Any


LESSONS: tuple[Lesson, ...] = (
    Lesson(
        "returns", _("Late returns"), "returns", LATE, ASKED,
        _("Of {all} returns asked for, {n} were late and not signed."),
        _("Returns are asked for earlier, and whoever is late is reminded by name before the day."),
    ),
    Lesson(
        "requirements", _("Unmet requirements"), "plan", requirements.UNMET, requirements.REQUIRED,
        _("Of {all} requirements of the standing committee, no activity was held for {n}."),
        _("Each requirement gets a measure, somebody who answers for it, and a day, when the plan is drafted."),
    ),
    Lesson(
        "tasks", _("Tasks that were late"), "cooperation", bodies.LATE, bodies.TASKS,
        _("Of {all} tasks given at meetings, {n} were late and not done."),
        _("Tasks are followed up every week, and what is late is reported to the leading group."),
    ),
    Lesson(
        "partners", _("Promised and not delivered"), "cooperation", partners.UNDELIVERED, partners.CAME,
        _("Departments and partners promised to take part and did not come, or not with what they had promised: {n} times."),
        _("What departments and partners promise is put down in writing and confirmed a week before the activity."),
    ),
    Lesson(
        "outputs", _("Activities that told nothing"), "effects", UNTOLD, TOLD,
        _("Of the activities held, {n} told nothing of what they put out, so their effect cannot be counted."),
        _("Whoever holds an activity tells what it put out within a week."),
    ),
    Lesson(
        "part_promises", _("A body's own promises"), JOINED, joined.UNDELIVERED, joined.AGREED,
        _("Of {all} times that we agreed to take part, we did not come, or nobody noted it, {n} times."),
        _("Whoever promises to take part names a person who answers for it, and confirms a week before."),
    ),
    Lesson(
        "part_answers", _("A body's own late answers"), CASES, cases.LATE, cases.HANDED,
        _("Of {all} cases handed to us, {n} were answered late, or are late."),
        _("Cases handed over are looked through every morning; what is due within three days is reported to the head of the office."),
    ),
    Lesson(
        "part_tasks", _("A body's own late tasks"), TASKS, tasks.LATE, tasks.TASKS,
        _("Of {all} tasks given to us, {n} were late and not done."),
        _("Tasks of the campaign are put on the list of the weekly meeting until they are done."),
    ),
)  # fmt: skip
PROBLEM, PLAN = "problem", "plan"
_PLACE = re.compile(r"\{(n|all)\}")


def words_of(lesson: Lesson, wording: Wording | None, language: str) -> dict[str, str]:
    """The two templates of a lesson in a language: as the council worded them, else as the program does."""
    if wording is not None:
        return {name: convert(getattr(wording, name), wording.language, language) for name in (PROBLEM, PLAN)}
    with translation.override(language):
        return {PROBLEM: str(lesson.problem), PLAN: str(lesson.plan)}


def wordings_of(council_id: int | None, language: str) -> dict[str, Wording]:
    """The last version of each lesson that a council worded, in this language; of Chinese the later of both scripts."""
    rows = Wording.objects.filter(council_id=council_id, language__in=(language, other_script(language) or language))
    return {row.lesson: row for row in rows.order_by("made_at", "pk")}


def lessons_of(
    readers: Mapping[str, Reader], council_id: int | None, language: str
) -> Iterator[tuple[Lesson, Reader, dict[str, Runs]]]:
    """What went wrong by the records, with its sentences; nothing for what did not."""
    wordings = wordings_of(council_id, language)
    for lesson in LESSONS:
        reader = readers.get(lesson.chapter)
        if reader is None or not reader.fact(lesson.n).value:
            continue
        figures = {"n": printed(reader.fact(lesson.n)), "all": printed(reader.fact(lesson.all))}
        words = words_of(lesson, wordings.get(lesson.key), language)
        yield lesson, reader, {name: filled(template, figures) for name, template in words.items()}


def filled(template: str, figures: Mapping[str, Run]) -> Runs:
    """A template with its figures: {n} and {all} are the places."""
    pieces = _PLACE.split(template)
    runs: list[Run] = []
    for place, piece in enumerate(pieces):
        if place % 2:
            runs.append(figures[piece])
        elif piece:
            runs.append(Text(piece))
    return tuple(runs)
