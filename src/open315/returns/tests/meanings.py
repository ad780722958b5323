"""What each figure of returns means, counted by hand over the whole table, nothing of `returns.facts`.

Wuhan signed twice and corrected once more without a signature; Huangshi signed; a county of Wuhan signed what its city contains, and owes the
city another return. Returns of days that end before or after the period stand beside them.
"""

from datetime import date, datetime, timedelta
from typing import Any

from open315.core.clock import SHANGHAI
from open315.core.facts import Period, Scope
from open315.indicators import queries as indicators
from open315.org import queries as org
from open315.org.models import Organisation
from open315.returns.models import Call, Filing, Return, Value
from open315.returns.tests.making import campaign
from tests.figures.recount import Sample

MARCH = Period(date(2026, 3, 1), date(2026, 3, 15))
ASKED = ((MARCH, Scope()), (MARCH, Scope(region="42")), (MARCH, Scope(region="4201")))
CODES = [each.code for each in indicators.reported()]
NEVER_ADDED = {each.code for each in indicators.reported() if each.sums == "nothing"}
IN_CENTS = {each.code for each in indicators.reported() if each.unit.key == "yuan"}
SIGNED_AT = datetime(2026, 3, 18, 9, tzinfo=SHANGHAI)


def fill(cast: Any) -> None:
    """Four calls: the one that is asked about, one of days before, one of days that end after, one of the city to its county."""
    wuhan, huangshi, province = (cast.bodies[name] for name in ("wuhan", "huangshi", "province"))
    county = Organisation.objects.create(
        kind="council", name="江夏區消費者委員會", region_id="420115", parent=wuhan, path="/"
    )
    county.path = f"{wuhan.path}{county.pk}/"
    county.save()
    org.forget()
    call = _call(cast, province, date(2026, 3, 1), date(2026, 3, 15))
    row = _return(call, wuhan, "filled")
    _file(row, 1, 900, signed=SIGNED_AT)
    _file(row, 2, 20, signed=SIGNED_AT + timedelta(days=1))
    _file(row, 3, 700)
    _file(_return(call, huangshi, "signed"), 1, 5, signed=SIGNED_AT, bound="at_least")
    _file(_return(call, county, "signed"), 1, 7, signed=SIGNED_AT + timedelta(days=2))
    _return(_call(cast, wuhan, date(2026, 3, 2), date(2026, 3, 10)), county, "asked")
    for first, last in ((date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 3, 15), date(2026, 3, 16))):
        _file(_return(_call(cast, province, first, last), huangshi, "signed"), 1, 300, signed=SIGNED_AT)


def _call(cast: Any, council: Organisation, first: date, last: date) -> Call:
    return Call.objects.create(
        council=council, campaign=campaign(cast), title="上報", first=first, last=last, due_on=date(2026, 3, 20),
        indicators=CODES, created_at=cast.at,
    )  # fmt: skip


def _return(call: Call, council: Organisation, state: str) -> Return:
    return Return.objects.create(
        call=call, council=council, state=state, due_on=call.due_on, created_at=call.created_at
    )


def _file(row: Return, number: int, value: int, *, signed: datetime | None = None, bound: str = "exact") -> None:
    filing = Filing.objects.create(of=row, number=number, filled_at=SIGNED_AT, signed_at=signed)
    Value.objects.bulk_create(
        Value(
            filing=filing,
            indicator=code,
            kind="value",
            said=str(value + at),
            hundredths=(value + at) * 100,
            bound=bound,
        )
        for at, code in enumerate(CODES)
    )


def reported(code: str) -> Any:
    """Of Wuhan the second filing; of the province that and Huangshi's, unless they are never to be added."""
    at, factor = CODES.index(code), 100 if code in IN_CENTS else 1

    def meaning(_period: Period, scope: Scope) -> int | None:
        if scope.get("region") == "4201":
            return (20 + at) * factor
        return None if code in NEVER_ADDED else (25 + 2 * at) * factor

    return meaning


def measured(code: str) -> Any:
    """What a row adds to its figure."""
    return lambda row: row.hundredths if code in IN_CENTS else row.hundredths // 100


def by_place(here: int, wuhan: int) -> Any:
    """One number for the province, another for Wuhan."""
    return lambda _period, scope: wuhan if scope.get("region") == "4201" else here


SAMPLE = Sample(
    fill=fill,
    who="secretariat",
    asked=ASKED,
    meanings={
        "returns.asked": by_place(4, 3),
        "returns.signed": by_place(3, 2),
        "returns.late": by_place(1, 1),
        **{f"returns.value.{code}": reported(code) for code in CODES},
    },
    measures={f"returns.value.{code}": measured(code) for code in CODES},
    unknown={f"returns.value.{code}": lambda rows: len(rows) > 1 for code in NEVER_ADDED},
)
