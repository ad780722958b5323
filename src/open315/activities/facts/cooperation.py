"""The first chapter of a summary: how leaders took part and departments joined in (領導重視與部門配合). Importing it declares the chapter.

It tells bodies, meetings and tasks of the campaign, then who took part, then which departments and partners came; of each only what is recorded.
"""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from open315.activities.facts import partners, people
from open315.campaigns.facts import figures as bodies
from open315.core.chapters import Chapter, Reader, Subject, declare_chapter, printed
from open315.core.chapters.registry import CAMPAIGN_DAYS
from open315.core.chapters.tables import breakdown_chart, breakdown_table
from open315.core.documents.sentences import joined, sentence
from open315.core.documents.tree import Block, Paragraph, Runs, Section
from open315.core.facts import spec_of
from open315.core.facts.units import unit_spec
from open315.core.facts.wording import moment_words

OTHER = frozenset({"other"})
BODIES = Subject(bodies.BODIES, unit_spec(bodies.OF_BODIES).column, OTHER)
PEOPLE = Subject(people.ALL, unit_spec(people.PEOPLE).column, OTHER)
LEADERS = Subject(people.LEADERS, unit_spec(people.PEOPLE).column, OTHER)
PARTNERS = Subject(partners.CAME, unit_spec(partners.TAKING_PART).column, OTHER)
STANDS_ON = (bodies.BODIES, bodies.MEETINGS, bodies.CAME, bodies.TASKS, people.ALL, partners.CAME)


def remark(reader: Reader, at: datetime) -> Runs:
    """As of when, and by which rule a leader counts."""
    words = _("Bodies, meetings, tasks and people are counted as they were recorded on %(moment)s. ")
    return joined([sentence(words, moment=moment_words(at)), sentence(str(spec_of(people.LEADERS).definition))])


def sections(reader: Reader) -> list[Section]:
    """Of bodies, meetings and tasks; of people; of departments and partners: what there is."""
    found = [
        (bodies.BODIES, _bodies),
        (bodies.MEETINGS, _meetings),
        (bodies.TASKS, _tasks),
        (people.ALL, _people),
        (partners.CAME, _partners),
    ]
    return [tell(reader) for key, tell in found if reader.fact(key).value]


def _bodies(reader: Reader) -> Section:
    words = _("Bodies set up for the campaign: %(n)s; posts in them: %(posts)s. ")
    said = sentence(words, n=printed(reader.fact(bodies.BODIES)), posts=printed(reader.fact(bodies.POSTS)))
    return _section("bodies", _("Bodies of the campaign"), said, reader, (bodies.BODIES_BY_KIND, BODIES))


def _meetings(reader: Reader) -> Section:
    return Section(_("Deployment meetings"), "meetings", (Paragraph(joined(list(_of_meetings(reader)))),))


def _of_meetings(reader: Reader) -> Iterator[Runs]:
    words = _("Deployment meetings held: %(n)s; times that bodies came: %(came)s. ")
    yield sentence(words, n=printed(reader.fact(bodies.MEETINGS)), came=printed(reader.fact(bodies.CAME)))
    if reader.fact(bodies.ABSENT).value:
        yield sentence(
            _("Times that a body was asked and did not come: %(n)s. "), n=printed(reader.fact(bodies.ABSENT))
        )


def _tasks(reader: Reader) -> Section:
    words = _("Tasks given: %(all)s; done: %(done)s; done in time: %(in_time)s. ")
    keys = {"all": bodies.TASKS, "done": bodies.DONE, "in_time": bodies.IN_TIME}
    said = [sentence(words, **{name: printed(reader.fact(key)) for name, key in keys.items()})]
    if reader.fact(bodies.LATE).value:
        said.append(sentence(_("Late and not done: %(n)s. "), n=printed(reader.fact(bodies.LATE))))
    return Section(_("Tasks"), "tasks", (Paragraph(joined(said)),))


def _people(reader: Reader) -> Section:
    """Who took part, and the leaders among them."""
    said = sentence(
        _("People who took part: %(n)s, among them leaders of county rank and above: %(leaders)s. "),
        n=printed(reader.fact(people.ALL)),
        leaders=printed(reader.fact(people.LEADERS)),
    )
    if reader.fact(people.HEARD).value:
        words = _(
            "Heads of county rank and above, also of departments, who heard the reports at deployment meetings: %(n)s. "
        )
        said = joined([said, sentence(words, n=printed(reader.fact(people.HEARD)))])
    if reader.fact(people.GUESTS).value:
        guests = sentence(_("Guests from outside of the region: %(n)s. "), n=printed(reader.fact(people.GUESTS)))
        said = joined([said, guests])
    tables = [(people.BY_BODY, PEOPLE)]
    if reader.fact(people.LEADERS).value:
        tables.append((people.LEADERS_BY_BODY, LEADERS))
    return _section("people", _("People who took part"), said, reader, *tables)


def _partners(reader: Reader) -> Section:
    """How often departments and partners came."""
    said = sentence(
        _("Times that departments and partners took part, each activity counted by itself: %(n)s. "),
        n=printed(reader.fact(partners.CAME)),
    )
    if reader.fact(partners.DEPARTMENTS).value:
        words = _("Departments among them, each counted once: %(n)s. ")
        said = joined([said, sentence(words, n=printed(reader.fact(partners.DEPARTMENTS)))])
    return _section("partners", _("Departments and partners"), said, reader, (partners.BY_KIND, PARTNERS))


def _section(anchor: str, title: str, said: Runs, reader: Reader, *tables: tuple[str, Subject]) -> Section:
    blocks: list[Block | None] = [Paragraph(said)]
    for key, subject in tables:
        label = str(spec_of(key).label)
        blocks += [
            breakdown_chart(reader, subject, key, label),
            breakdown_table(reader, subject, key, label, title, compared=False),
        ]
    return Section(title, anchor, tuple(block for block in blocks if block is not None))


declare_chapter(
    Chapter(
        "cooperation",
        title=pgettext_lazy("chapter of a summary", "Leadership and cooperation"),
        sections=sections,
        stands_on=STANDS_ON,
        appears=lambda reader: any(reader.fact(key).value for key in STANDS_ON),
        remark=remark,
        scan=people.base_query,
        order=3,
        days=CAMPAIGN_DAYS,
    )
)
