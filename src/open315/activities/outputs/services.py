"""The verb by which a council says what a held activity put out, and corrects what it said."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.activities import counting
from open315.activities.models import Activity, Output
from open315.activities.outputs import queries, rules
from open315.activities.outputs.types import Told, name_of
from open315.activities.services import ACTIVITY, HELD, MANAGERS, OWN_PAGE
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from open315.core.quantities import Quantity
from open315.core.verbs import Verb
from open315.core.verbs.step import step
from open315.indicators import queries as indicators
from open315.indicators.types import Indicator

FAULTS: dict[str, Any] = {
    "not_a_quantity": _("Enter one number, as it is (1450) or as one says it (80餘, 近百, 約2000), or words (數百)."),
    "other_unit": _(
        "This is told in another unit than that of the field. Write the number in the unit that stands there."
    ),
    "exact_only": _("Only an exact number will do here: everybody can count it."),
    "too_large": _("This number is too large. Is a digit too many in it?"),
    "too_many_decimals": _("This number has more decimals than the unit has."),
}
UNKNOWN_INDICATOR = _("Choose an indicator from the list.")
UNKNOWN_KIND = _("Choose the kind of things from the list.")
TOLD_TWICE = _("This stands there twice. Take one of them out.")
MORE_THAN_WHOLE = _("This is more than “%(whole)s”, of which it is a part. Correct one of them.")
NO_REASON = _("Say why a reported value is corrected or taken back.")
REASON_LENGTH = 200
REPORT: Verb[Activity] = Verb(
    "report",
    ACTIVITY,
    event="activities.reported",
    permission="activities:manage",
    who=MANAGERS,
    before={HELD},
    face=OWN_PAGE,
)


@REPORT
def report_outputs(
    activity_id: int,
    told: Sequence[Told],
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> Activity:
    """Say what a held activity put out; what is not mentioned stays. What stands there already is corrected, or withdrawn where nothing is
    written any more: that needs a reason. InvalidInput at the field of what does not do; nothing is written where nothing changes.

    What is counted on the spot keeps its value: a total that is told beside it is kept and compared, never added.
    """
    with step(REPORT, activity_id, actor=actor, at=at, version=version) as done:
        known, standing = queries.taken(done.row), queries.standing(done.row)
        counted = counting.typed(activity_id)
        changed = _changed([each for each in told if each.indicator not in counted], known, standing)
        beside = _beside([each for each in told if each.indicator in counted], known)
        is_other = counting.note(activity_id, beside, at)
        if not changed and not is_other:
            done.leave()
        _check_parts(changed, known, standing)
        ended = [standing[name] for name in changed if name in standing]
        if ended and not reason.strip():
            raise InvalidInput(NO_REASON, field="reason")
        _end(ended, changed, reason.strip()[:REASON_LENGTH], at)
        Output.objects.bulk_create(
            _row(done.row, each, value, at) for each, value in changed.values() if value is not None
        )
        done.say(changed=sorted(changed), reason=reason.strip()[:REASON_LENGTH])
        if is_other:
            done.say(beside=sorted(beside))
        return done.row


def _beside(told: Sequence[Told], known: Mapping[str, Indicator]) -> dict[str, str]:
    """Totals that are told beside counters, by indicator; InvalidInput for what is no value of it."""
    for each in told:
        _value(each, known)
    return {each.indicator: each.said.strip() for each in told}


def carry_counted(
    activity: Activity, counts: Mapping[str, int], *, carried: Collection[int], reason: str, at: datetime
) -> dict[str, Output]:
    """Make what was counted on the spot the values of a held activity that is locked. By indicator, the rows that stand now.

    What stood there ends with `reason`; a row that was `carried` on the same day is rewritten, since figures are read as of the end of a day. What no
    council of this level tells is left out.
    """
    known, standing = queries.taken(activity), queries.standing(activity)
    told = [Told(code, "", str(number)) for code, number in counts.items() if code in known]
    changed = _changed(told, known, standing)
    today = {name for name in changed if _is_of_today(standing.get(name), carried, at)}
    _end([standing[name] for name in changed if name in standing and name not in today], changed, reason, at)
    rows = {name: _row(activity, each, value, at) for name, (each, value) in changed.items() if value is not None}
    for name in today:
        rows[name].pk = standing[name].pk
    Output.objects.bulk_update([rows[name] for name in today], ["said", "hundredths", "noted_at"])
    Output.objects.bulk_create(row for name, row in rows.items() if name not in today)
    now = queries.standing(activity)
    return {each.indicator: now[each.indicator] for each in told}


def _is_of_today(row: Output | None, carried: Collection[int], at: datetime) -> bool:
    return row is not None and row.pk in carried and local_day(row.noted_at) == local_day(at)


Changed = Mapping[str, tuple[Told, rules.Value | None]]


def _changed(told: Sequence[Told], known: Mapping[str, Indicator], standing: Mapping[str, Output]) -> Changed:
    """What of it is not what stands there, by field."""
    found: dict[str, tuple[Told, rules.Value | None]] = {}
    for each in told:
        if each.name in found:
            raise InvalidInput(TOLD_TWICE, field=each.name)
        found[each.name] = (each, _value(each, known))
    return {name: (each, value) for name, (each, value) in found.items() if not _stands(each, value, standing)}


def _stands(each: Told, value: rules.Value | None, standing: Mapping[str, Output]) -> bool:
    row = standing.get(each.name)
    return value is None if row is None else row.said == each.said.strip()


def _value(each: Told, known: Mapping[str, Indicator]) -> rules.Value | None:
    indicator = known.get(each.indicator)
    if indicator is None:
        raise InvalidInput(UNKNOWN_INDICATOR, field=each.name)
    if each.kind not in ({kind for kind, _names in indicator.kinds} or {""}):
        raise InvalidInput(UNKNOWN_KIND, field=each.name)
    try:
        return rules.value_of(each.said, indicator)
    except rules.Unfit as fault:
        raise InvalidInput(FAULTS[str(fault)], field=each.name) from fault


def _check_parts(changed: Changed, known: Mapping[str, Indicator], standing: Mapping[str, Output]) -> None:
    """Refuse a part that is certainly greater than its whole, at the field that was written."""
    values = {name: queries.value_in(row) for name, row in standing.items() if name not in changed}
    values |= {name: value for name, (_each, value) in changed.items() if value is not None}
    for part, whole in rules.parts_above_their_whole(values, known):
        if part in changed or whole in changed:
            raise InvalidInput(
                MORE_THAN_WHOLE % {"whole": indicators.latest(whole).names}, field=part if part in changed else whole
            )


def _end(rows: Sequence[Output], changed: Changed, reason: str, at: datetime) -> None:
    for row in rows:
        _told, value = changed[name_of(row.indicator, row.kind)]
        row.ended_at, row.is_withdrawn, row.reason = at, value is None, reason
    Output.objects.bulk_update(rows, ["ended_at", "is_withdrawn", "reason"])


def _row(activity: Activity, each: Told, value: rules.Value, at: datetime) -> Output:
    return Output(
        activity=activity,
        indicator=each.indicator,
        kind=each.kind,
        said=each.said.strip(),
        hundredths=rules.in_hundredths(value),
        bound=value.bound if isinstance(value, Quantity) else "",
        noted_at=at,
    )
