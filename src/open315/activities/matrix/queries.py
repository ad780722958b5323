"""What the matrix of a plan is made of: six statements, whatever the size."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.activities import queries
from open315.activities.matrix.rules import roots, standing
from open315.activities.matrix.types import Signs, Standing
from open315.activities.models import Activity, Output, Participation
from open315.activities.proofs import queries as proofs
from open315.activities.types import Role, State
from open315.campaigns.filing import queries as filing
from open315.campaigns.filing.queries import FiledMeasure
from open315.campaigns.plan.queries import Draft
from open315.core import clock
from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.org import queries as org
from open315.org.queries import Body

Cells = Mapping[tuple[int, int], Signs]
NO_SIGNS = Signs()
NO_CELL = _("There is no such cell.")


@dataclass(frozen=True, slots=True)
class Line:
    """A measure of the plan, and where each council below stands with it."""

    place: int
    number: str
    measure: Any
    standings: Mapping[int, Standing]
    signs: Mapping[int, Signs]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The plan, the councils directly below it, and a line for each measure."""

    draft: Draft
    units: Sequence[Body]
    lines: Sequence[Line]

    def number_of(self, wanted: Standing) -> int:
        """How many cells are in this state."""
        return sum(each == wanted for line in self.lines for each in line.standings.values())


def matrix_of(actor: Actor, draft: Draft) -> Matrix:
    """The matrix of a plan of the acting council."""
    units = units_below(draft.campaign.council_id)
    cells, today = _cells(actor, draft, units), clock.today()
    lines = []
    for place, measure in enumerate(draft.measures):
        signs = {unit.id: cells.get((unit.id, measure.pk), NO_SIGNS) for unit in units}
        standings = {key: standing(each, due=measure.last_day, today=today) for key, each in signs.items()}
        lines.append(Line(place, draft.number(measure), measure, standings, signs))
    return Matrix(draft, units, lines)


def units_below(council_id: int) -> list[Body]:
    """The active councils that report to this one directly, by region."""
    below = [each for each in org.councils() if each.parent_id == council_id]
    return sorted(below, key=lambda each: each.region_code)


def _cells(actor: Actor, draft: Draft, units: Sequence[Body]) -> Cells:
    unit_of = {each.id: unit.id for unit in units for each in org.councils() if each.path.startswith(unit.path)}
    links = list(filing.links_below(draft.campaign))
    root_of = roots({link.measure_id: link.above_id for link in links}, (each.pk for each in draft.measures))
    cells: dict[tuple[int, int], Signs] = {}
    for link in links:
        key = _key(unit_of, root_of, link.council_id, link.measure_id)
        if key is not None:
            cells[key] = _with_plan(cells.get(key, NO_SIGNS), link.last_day)
    for council_id, measure_id, *counted in _counted(actor, draft):
        key = _key(unit_of, root_of, council_id, measure_id)
        if key is not None:
            cells[key] = _with_activities(cells.get(key, NO_SIGNS), *counted)
    return cells


def _key(
    unit_of: Mapping[int, int], root_of: Mapping[int, int], council_id: int, measure_id: int
) -> tuple[int, int] | None:
    unit, root = unit_of.get(council_id), root_of.get(measure_id)
    return None if unit is None or root is None else (unit, root)


def _with_plan(signs: Signs, last: date | None) -> Signs:
    days = [each for each in (signs.due, last) if each is not None]
    return replace(signs, filed=signs.filed + 1, due=max(days, default=None))


def _with_activities(signs: Signs, proven: int, unproven: int, running: int, ahead: int, unreported: int) -> Signs:
    return replace(
        signs,
        proven=signs.proven + proven,
        unproven=signs.unproven + unproven,
        running=signs.running + running,
        ahead=signs.ahead + ahead,
        unreported=signs.unreported + unreported,
    )


def linked(actor: Actor, draft: Draft) -> QuerySet[Activity]:
    """The activities the actor may see that carry out a measure of that year's plans, as far as they were not cancelled."""
    rows = queries.visible_to(actor).filter(measure__section__campaign__year=draft.campaign.year)
    return rows.exclude(state=State.CANCELLED)


def is_proven() -> Q:
    """That an output stands on record, that somebody took part in person, or that a photo or paper shows the measure."""
    outputs = Output.objects.filter(activity=OuterRef("pk"), ended_at=None)
    people = Participation.objects.filter(activity=OuterRef("pk")).exclude(role=Role.SIGNED)
    return Q(Exists(outputs)) | Q(Exists(people)) | proofs.proves()


def _counted(actor: Actor, draft: Draft) -> Iterable[tuple[Any, ...]]:
    """Council, measure, and how many activities are proven, unproven, running, ahead, unreported."""
    now: datetime = clock.now()
    held, planned = Q(state=State.HELD), Q(state=State.PLANNED)
    rows = linked(actor, draft).annotate(proof=is_proven()).values("council_id", "measure_id")
    return rows.annotate(
        proven=Count("pk", filter=held & Q(proof=True)),
        unproven=Count("pk", filter=held & Q(proof=False)),
        running=Count("pk", filter=planned & Q(starts_at__lte=now, ends_at__gte=now)),
        ahead=Count("pk", filter=planned & Q(starts_at__gt=now)),
        unreported=Count("pk", filter=planned & Q(ends_at__lt=now)),
    ).values_list("council_id", "measure_id", "proven", "unproven", "running", "ahead", "unreported")


@dataclass(frozen=True, slots=True)
class Filed:
    """A measure as it stands in the plan that a council filed."""

    council: Body
    measure: FiledMeasure


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind one cell."""

    campaign_id: int
    number: str
    measure: Any
    unit: Body
    standing: Standing
    signs: Signs
    activities: Sequence[Activity]
    filed: Sequence[Filed]


def behind(actor: Actor, draft: Draft, measure_id: int, unit_id: int) -> Behind:
    """What stands behind one cell; NotFound where the plan has no such measure, or no such council is directly below."""
    matrix = matrix_of(actor, draft)
    line = next((each for each in matrix.lines if each.measure.pk == measure_id), None)
    unit = next((each for each in matrix.units if each.id == unit_id), None)
    if line is None or unit is None:
        raise NotFound(NO_CELL)
    councils = {each.id: each for each in org.councils() if each.path.startswith(unit.path)}
    links = list(filing.links_below(draft.campaign))
    root_of = roots({link.measure_id: link.above_id for link in links}, [measure_id])
    filed = {link.measure_id: link.council_id for link in links if link.measure_id in root_of}
    return Behind(
        draft.campaign.pk,
        line.number,
        line.measure,
        unit,
        line.standings[unit.id],
        line.signs[unit.id],
        activities=list(_with_proof(linked(actor, draft), councils, root_of)),
        filed=[
            Filed(councils[filed[each.measure_id]], each)
            for each in filing.filed_measures(filed)
            if filed[each.measure_id] in councils
        ],
    )


def _with_proof(
    rows: QuerySet[Activity], councils: Mapping[int, Body], measures: Mapping[int, int]
) -> QuerySet[Activity]:
    """Those of these councils for one of these measures, with the number of outputs, of people, and of photos and papers of it that are on record."""
    fitting = rows.filter(council_id__in=councils, measure_id__in=measures).select_related("council")
    return fitting.annotate(
        outputs_on_record=Count("outputs", filter=Q(outputs__ended_at=None), distinct=True),
        people_present=Count("participations__person", filter=~Q(participations__role=Role.SIGNED), distinct=True),
        photos_of_it=Count("proofs", filter=Q(proofs__measure=F("measure")), distinct=True),
    ).order_by("starts_at", "pk")
