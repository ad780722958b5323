"""The chapters of the summary of one body's part. Importing it declares them.

They are told only in a document that is narrowed to a body (`Chapter.about`): what it was asked to, promised and brought; what it held; the complaints
handed to it; its people at seminars; its tasks. Of each only what is recorded.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from open315.activities.facts.rows import ACTIVITIES
from open315.core.chapters import Chapter, Reader, Subject, declare_chapter, printed
from open315.core.chapters.registry import CAMPAIGN_DAYS, FIGURES
from open315.core.chapters.tables import breakdown_chart, breakdown_table
from open315.core.clock import local_day
from open315.core.documents.sentences import joined, sentence
from open315.core.documents.tree import Block, Paragraph, Runs, Section, Term
from open315.core.facts import Fact, open_rows, spec_of
from open315.core.facts.units import unit_spec
from open315.core.facts.wording import day_words, moment_words, period_words
from open315.core.names import enumerated
from open315.core.pages.cells import text
from open315.core.ui.templatetags.ui import named
from open315.parts.facts import cases, hosted, seminars, tasks
from open315.parts.facts import joined as came
from open315.parts.facts.dimension import PART
from open315.parts.facts.making import TIMES

JOINED, HELD, CASES, TASKS = "part_joined", "part_held", "part_cases", "part_tasks"
NAMED = 12
"""So many activities are named one by one; the table and the rows have all."""
OF_CAME = Subject(came.CAME, unit_spec(TIMES).column, frozenset({"other"}))
OF_HELD = Subject(hosted.HOSTED, unit_spec(ACTIVITIES).column, frozenset({"other"}))
OF_CASES = Subject(cases.HANDED, unit_spec(cases.HANDINGS).column)


def remark(reader: Reader, at: datetime) -> Runs:
    """Over which days, as of when."""
    words = _("What the body did is counted from %(period)s, as councils had recorded it on %(moment)s.")
    return sentence(words, period=period_words(reader.period), moment=moment_words(at))


def _said(reader: Reader, *told: tuple[str, str]) -> Iterator[Runs]:
    """A sentence for each figure that is not nought."""
    for key, words in told:
        if reader.fact(key).value:
            yield sentence(words, n=printed(reader.fact(key)))


def _with_table(
    reader: Reader, title: str, anchor: str, said: Sequence[Runs], key: str, subject: Subject, head: str
) -> Section:
    label = str(spec_of(key).label)
    blocks: list[Block | None] = [Paragraph(each) for each in said if each]
    if len(reader.table(key).lines) > 1:
        blocks += [
            breakdown_chart(reader, subject, key, label),
            breakdown_table(reader, subject, key, label, head, compared=False),
        ]
    return Section(title, anchor, tuple(block for block in blocks if block is not None))


def _joined(reader: Reader) -> list[Section]:
    """Asked, agreed, came; with what; what did not come."""
    counted = sentence(
        _("Asked to take part: %(asked)s; agreed: %(agreed)s; took part in what was held: %(came)s. "),
        **{
            name: printed(reader.fact(key))
            for name, key in (("asked", came.ASKED), ("agreed", came.AGREED), ("came", came.CAME))
        },
    )
    more = _said(
        reader,
        (came.DECLINED, _("Declined: %(n)s. ")),
        (came.UNDELIVERED, _("Promised and not delivered: %(n)s. ")),
    )
    said = [joined([counted, *more])]
    if brought := joined([*_brought(reader), *_materials(reader)]):
        said.append(brought)
    return [
        _with_table(reader, _("Invited, promised, delivered"), "joined", said, came.CAME_BY_FORM, OF_CAME, _("Form"))
    ]


def _brought(reader: Reader) -> Iterator[Runs]:
    yield from _said(
        reader,
        (came.STAFF, _("People it sent, activity by activity: %(n)s. ")),
        (came.STALLS, _("Stalls it brought: %(n)s. ")),
        (came.MONEY, _("Money it gave: %(n)s. ")),
    )


def _materials(reader: Reader) -> Iterator[Runs]:
    """What else it brought, in the words of those who noted it; each once."""
    found: Any = _rows(reader.fact(came.CAME), reader).exclude(delivered_materials="").order_by("pk")
    words = list(dict.fromkeys(text(each) for each in found.values_list("delivered_materials", flat=True)))
    if words:
        yield sentence(_("Materials: %(words)s. "), words=Term(str(enumerated(words))))


def _rows(fact: Fact, reader: Reader) -> QuerySet[Any]:
    return open_rows(fact.rows, reader.actor)


def _held(reader: Reader) -> list[Section]:
    """What it held, and its people at seminars: what there is."""
    found = [(hosted.HOSTED, _hosted), (seminars.GUESTS, _guests)]
    return [tell(reader) for key, tell in found if reader.fact(key).value]


def _hosted(reader: Reader) -> Section:
    said = list(
        _said(
            reader,
            (hosted.HOSTED, _("Activities it held, alone or with others: %(n)s. ")),
            (hosted.LED, _("Activities it led: %(n)s. ")),
            (hosted.SEMINARS, _("Seminars among them: %(n)s. ")),
        )
    )
    found: Any = _rows(reader.fact(hosted.HOSTED), reader).order_by("activity__starts_at", "pk")
    each = [_one(row.activity) for row in found[:NAMED]]
    return _with_table(
        reader, _("Activities it held"), "hosted", [joined(said), *each], hosted.HOSTED_BY_FORM, OF_HELD, _("Form")
    )


def _one(activity: Any) -> Runs:
    return sentence(
        _("%(day)s: %(title)s, %(venue)s (with %(council)s)."),
        day=Term(day_words(local_day(activity.starts_at))),
        title=Term(str(activity.title_in)),
        venue=Term(str(text(activity.venue))),
        council=Term(str(named(activity.council))),
    )


def _guests(reader: Reader) -> Section:
    said = _said(
        reader,
        (seminars.GUESTS, _("Guests of its name who came to seminars: %(n)s. ")),
        (seminars.SPEAKERS, _("Guests among them who spoke: %(n)s. ")),
    )
    return Section(_("At seminars"), "guests", (Paragraph(joined(list(said))),))


def _cases(reader: Reader) -> list[Section]:
    """What was handed to it and what became of it."""
    counted = sentence(
        _("Cases handed over by councils: %(handed)s; answered: %(answered)s. "),
        handed=printed(reader.fact(cases.HANDED)),
        answered=printed(reader.fact(cases.ANSWERED)),
    )
    more = _said(
        reader,
        (cases.SENT_BACK, _("Refused or sent back: %(n)s. ")),
        (cases.OPEN, _("Not answered yet: %(n)s. ")),
        (cases.LATE, _("Answers that were late: %(n)s. ")),
    )
    said = [joined([counted, *more])]
    return [_with_table(reader, _("What became of them"), "handed", said, cases.BY_STATE, OF_CASES, _("State"))]


def _tasks(reader: Reader) -> list[Section]:
    keys = {"all": tasks.TASKS, "done": tasks.DONE, "in_time": tasks.IN_TIME}
    words = _("Tasks given to it: %(all)s; done: %(done)s; done in time: %(in_time)s. ")
    said = [sentence(words, **{name: printed(reader.fact(key)) for name, key in keys.items()})]
    said += _said(reader, (tasks.LATE, _("Late and not done: %(n)s. ")))
    return [Section(_("Tasks of the campaign"), "tasks", (Paragraph(joined(said)),))]


def _declare(
    key: str,
    title: Any,
    sections: Callable[[Reader], list[Section]],
    keys: tuple[str, ...],
    order: int,
    days: str = CAMPAIGN_DAYS,
) -> None:
    declare_chapter(
        Chapter(
            key,
            title=title,
            sections=sections,
            stands_on=keys,
            appears=lambda reader: any(reader.fact(each).value for each in keys),
            remark=remark,
            order=order,
            days=days,
            about=PART,
        )
    )


_declare(JOINED, gettext_lazy("Taking part"), _joined, (came.ASKED,), 1)
_declare(HELD, gettext_lazy("Activities and seminars of its own"), _held, (hosted.HOSTED, seminars.GUESTS), 2)
_declare(CASES, pgettext_lazy("chapter of a summary", "Cases handed over"), _cases, (cases.HANDED,), 3, FIGURES)
_declare(TASKS, pgettext_lazy("chapter of a summary", "Tasks of a body"), _tasks, (tasks.TASKS,), 4)
