"""What a summary tells of one activity: when, where, by whom, who led it, which bodies came, and what it put out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from open315.activities.concern import host_words
from open315.activities.facts import one_by_one
from open315.activities.facts.effects.figures import key_of
from open315.activities.facts.effects.reading import At, Part, parts
from open315.activities.models import Activity, Participation, Partner
from open315.activities.partners.drawing import name_words
from open315.activities.telling.types import Group, Judged
from open315.activities.types import Role
from open315.core.chapters import Reader, printed
from open315.core.clock import local_day
from open315.core.documents.sentences import joined, listed, sentence
from open315.core.documents.tree import Paragraph, Runs, Term
from open315.core.facts import Breakdown, Period
from open315.core.facts.wording import period_words
from open315.core.names import enumerated
from open315.core.pages.cells import text
from open315.core.quantities import InWords
from open315.core.ui.templatetags.ui import named
from open315.indicators import queries as indicators
from open315.indicators.types import Indicator
from open315.org.codes import leading_ranks

MOST_NAMES = 30
"""So many bodies or offices are named; of more their number alone."""


@dataclass(slots=True)
class Teller:
    """Tells activities one by one, each table of figures read once."""

    reader: Reader
    activities: Mapping[int, Activity]
    _tables: dict[str, Breakdown] = field(default_factory=dict)
    _told: dict[int, list[tuple[Indicator, list[Part]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        at = At(self.reader.period, self.reader.scope, self.reader.actor)
        for each in indicators.ever_reported():
            by_activity: dict[int, list[Part]] = {}
            for part in parts(each.code, at):
                by_activity.setdefault(part.activity, []).append(part)
            for pk, its in by_activity.items():
                self._told.setdefault(pk, []).append((each, its))

    def paragraph(self, judged: Judged) -> Paragraph:
        """All of one activity."""
        each = self.activities[judged.considered.pk]
        said = [
            _opening(each, judged.group),
            self._leaders(each),
            *_people(each),
            self._partners(each),
            self._outputs(each),
        ]
        return Paragraph(joined(said))

    def others(self, judged: Sequence[Judged]) -> Runs:
        """Who held what is not told by itself; where it was, if that is not the council's own place."""
        pks = [each.considered.pk for each in judged]
        rows = Activity.objects.filter(pk__in=pks).select_related("council", "region").order_by("starts_at", "pk")
        names = list(dict.fromkeys(map(_whose, rows.only("council", "region"))))
        if len(names) > MOST_NAMES:
            names = list(dict.fromkeys(str(named(row.council)) for row in rows))
        words = _("Others of this kind were held by %(names)s. ")
        return sentence(words, names=Term(enumerated(names))) if names else ()

    def _line(self, key: str, pk: int) -> tuple[Any, Any]:
        if key not in self._tables:
            self._tables[key] = self.reader.table(key)
        return self._tables[key].find(str(pk))

    def _leaders(self, each: Activity) -> Runs:
        label, fact = self._line(one_by_one.LEADERS, each.pk)
        words = _("Leaders of county rank and above who came: %(n)s. ")
        return sentence(words, n=printed(fact, label)) if fact.value else ()

    def _partners(self, each: Activity) -> Runs:
        """How many bodies came, and which, with what."""
        label, fact = self._line(one_by_one.PARTNERS, each.pk)
        if not fact.value:
            return ()
        came = [row for row in each.partners.all() if row.state == Partner.State.DELIVERED]
        if len(came) > MOST_NAMES:
            return sentence(_("Departments and partners that came: %(n)s. "), n=printed(fact, label))
        words = _("Departments and partners that came: %(n)s (%(names)s). ")
        return sentence(words, n=printed(fact, label), names=Term(_named_bodies(came)))

    def _outputs(self, each: Activity) -> Runs:
        """What it put out, in the phrases of the dictionary; what was told in words as it was written."""
        told = self._told.get(each.pk, [])
        items = [item for indicator, its in told if (item := self._output(each, indicator, its))]
        return (
            joined(
                [listed(items, pgettext("between things counted", ", ")), sentence(pgettext("end of a sentence", ". "))]
            )
            if items
            else ()
        )

    def _output(self, each: Activity, indicator: Indicator, its: Sequence[Part]) -> Runs:
        label, fact = self._line(key_of(indicator.code, "by_activity"), each.pk)
        if fact.value is not None:
            return sentence(indicator.told(fact.value), n=printed(fact, label))
        words = dict.fromkeys(part.value.words for part in its if isinstance(part.value, InWords))
        template = _("%(name)s (%(words)s)")
        return sentence(template, name=Term(str(indicator.names)), words=Term(enumerated(words))) if words else ()


def teller(reader: Reader, judged: Iterable[Judged]) -> Teller:
    """Who tells these activities; they are read at once."""
    pks = [each.considered.pk for each in judged]
    rows = Activity.objects.filter(pk__in=pks).select_related("council")
    named_ones = Participation.objects.exclude(role=Role.ATTENDED).select_related("person").order_by("pk")
    found = rows.prefetch_related(
        "hosts__organisation", "partners__organisation", Prefetch("participations", queryset=named_ones)
    )
    return Teller(reader, {each.pk: each for each in found})


def _opening(each: Activity, group: Group) -> Runs:
    """Day, hosts, venue and name."""
    hosts = [str(host_words(host)) for host in each.hosts.all()] or [str(named(each.council))]
    words = _openings()[_manner(each, group), len(hosts) > 1]
    return sentence(
        words,
        day=Term(_days(each)),
        hosts=Term(enumerated(hosts)),
        venue=Term(text(each.venue)),
        title=Term(str(each.title_in)),
    )


def _manner(each: Activity, group: Group) -> str:
    """Meetings are called; what the media carry is put out; visits and the like are carried out; all else is held."""
    if group == Group.MEETINGS:
        return "called"
    if group == Group.MEDIA and each.kind != Activity.Kind.PRESS:
        return "put_out"
    return "done" if group in (Group.MARKET, Group.OTHER) else "held"


def _openings() -> dict[tuple[str, bool], str]:
    return {
        ("called", False): _("On %(day)s %(hosts)s called “%(title)s” (%(venue)s). "),
        ("called", True): _("On %(day)s %(hosts)s together called “%(title)s” (%(venue)s). "),
        ("held", False): _("On %(day)s %(hosts)s held “%(title)s” (%(venue)s). "),
        ("held", True): _("On %(day)s %(hosts)s together held “%(title)s” (%(venue)s). "),
        ("put_out", False): _("On %(day)s %(hosts)s put out “%(title)s” (%(venue)s). "),
        ("put_out", True): _("On %(day)s %(hosts)s together put out “%(title)s” (%(venue)s). "),
        ("done", False): _("On %(day)s %(hosts)s carried out “%(title)s” (%(venue)s). "),
        ("done", True): _("On %(day)s %(hosts)s together carried out “%(title)s” (%(venue)s). "),
    }


def _days(each: Activity) -> str:
    return period_words(Period(local_day(each.starts_at), local_day(each.ends_at)))


def _whose(each: Activity) -> str:
    """The council that held it, and the place where that is another one."""
    if each.region_id == each.council.region_id:
        return str(named(each.council))
    return _("%(body)s (%(office)s)") % {"body": named(each.council), "office": named(each.region)}


def _people(each: Activity) -> Iterator[Runs]:
    """Who led it, spoke, presented prizes and signed articles: by office where it is a leading post, by body else."""
    came = list(each.participations.all())
    for role, leading, words in (
        (Role.COMMANDED, None, _("Commanded by %(names)s. ")),
        (Role.SPOKE, True, _("%(names)s gave addresses. ")),
        (Role.SPOKE, False, _("%(names)s spoke. ")),
        (Role.PRESENTED, None, _("%(names)s presented the prizes. ")),
        (Role.SIGNED, None, _("%(names)s signed articles. ")),
    ):
        its = [row for row in came if row.role == role and leading in (None, _leads(row))]
        names = list(dict.fromkeys(map(_office, its)))
        if 0 < len(names) <= MOST_NAMES:
            yield sentence(words, names=Term(enumerated(names)))


def _leads(row: Participation) -> bool:
    return row.rank in leading_ranks()


def _office(row: Participation) -> str:
    body = str(text(row.person.body))
    if not _leads(row):
        return body
    return _("%(body)s (%(office)s)") % {"body": body, "office": text(row.person.office)}


def _named_bodies(came: Sequence[Partner]) -> str:
    """The bodies; those that came with the same thing together, with it behind them."""
    by_thing: dict[str, list[str]] = {}
    for row in came:
        by_thing.setdefault(row.delivered_materials, []).append(str(name_words(row)))
    items = [
        enumerated(names)
        if not thing
        else _("%(names)s: %(thing)s") % {"names": enumerated(names), "thing": text(thing)}
        for thing, names in by_thing.items()
    ]
    return pgettext("between groups of bodies", "; ").join(items)
