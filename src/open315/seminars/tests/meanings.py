"""What each fact of seminars means, counted by hand over the whole tables, nothing of `seminars.facts`.

Rows on both sides of every border: each moment of the activities' sample, each state, each council, each form; guests in every standing.
"""

from collections import Counter
from typing import Any

from open315.activities.models import Activity
from open315.activities.tests.meanings import ASKED, LINES, MOMENTS
from open315.core.clock import SHANGHAI
from open315.core.facts import Period, Scope
from open315.core.uploads.models import Upload
from open315.seminars.models import AgendaItem, Consensus, Guest
from tests.figures.recount import Sample

KINDS = ("enterprise", "media", "department")


def fill(cast: Any) -> None:
    """A seminar and another activity each moment, state and council; guests of each kind who answered and came, or not, in every mixture."""
    councils = [cast.bodies[name] for name in ("province", "wuhan", "huangshi")]
    made = [
        Activity(
            council=council, kind=kind, title="活動", starts_at=moment, ends_at=moment, created_at=cast.at, region_id=council.region_id,
            venue="館", state=state,
        )
        for moment in MOMENTS
        for council in councils
        for state in ("planned", "held", "cancelled")
        for kind in ("seminar", "press")
    ]  # fmt: skip
    Activity.objects.bulk_create(made)
    paper = Upload.objects.create(
        storage_path="x", content_type="application/pdf", size=1, sha256="x", created_at=cast.at, claimed_at=cast.at
    )
    for number, activity in enumerate(Activity.objects.order_by("pk"), 1):
        _people_and_results(cast, activity, number, paper)


def _people_and_results(cast: Any, activity: Activity, number: int, paper: Upload) -> None:
    guests = Guest.objects.bulk_create(
        Guest(
            activity=activity, body=f"單位{n}", body_kind=KINDS[(number + n) % 3], office="經理", known_as=f"{n}", code=f"{n}", created_at=cast.at,
            is_asked=n % 4 != 0, reply=("yes", "no", "")[(number + n) % 3], arrived_at=cast.at if (number + n) % 2 else None,
        )
        for n in range(number % 5)
    )  # fmt: skip
    AgendaItem.objects.bulk_create(
        AgendaItem(
            activity=activity, place=n + 1, title="發言", speaker=guests[n] if n < len(guests) and n % 2 else None,
            speaker_words="主持人" if n == 2 else "", paper=paper if (number + n) % 3 == 0 else None, created_at=cast.at,
        )
        for n in range(4)
    )  # fmt: skip
    for n in range(number // 6 % 3):
        point = Consensus.objects.create(activity=activity, place=n + 1, text="共識", created_at=cast.at)
        point.supporters.set(guests[n : n + 2])


def _of_held(model: Any, period: Period, scope: Scope) -> list[Any]:
    return [
        each
        for each in model.objects.select_related("activity__council").order_by("pk")
        if each.activity.state == "held"
        and each.activity.kind == "seminar"
        and period.first <= each.activity.starts_at.astimezone(SHANGHAI).date() <= period.last
        and LINES[each.activity.council.name].startswith(scope.get("region"))
    ]


def guests(period: Period, scope: Scope) -> list[Guest]:
    """The guests of seminars that were held."""
    return _of_held(Guest, period, scope)


def items(period: Period, scope: Scope) -> list[AgendaItem]:
    """The points of their agendas."""
    return _of_held(AgendaItem, period, scope)


def arrived(period: Period, scope: Scope) -> list[Guest]:
    """Those who came."""
    return [each for each in guests(period, scope) if each.arrived_at]


def supports(period: Period, scope: Scope) -> Counter[str]:
    """How many guests supported each point, by the number of the point."""
    return Counter({str(each.pk): len(each.supporters.all()) for each in _of_held(Consensus, period, scope)})


SAMPLE = Sample(
    fill=fill,
    who="secretariat",
    asked=ASKED,
    meanings={
        "seminars.asked": lambda period, scope: sum(each.is_asked for each in guests(period, scope)),
        "seminars.accepted": lambda period, scope: sum(each.reply == "yes" for each in guests(period, scope)),
        "seminars.arrived": lambda period, scope: len(arrived(period, scope)),
        "seminars.arrived_by_kind": lambda period, scope: Counter(each.body_kind for each in arrived(period, scope)),
        "seminars.speeches": lambda period, scope: sum(
            bool(each.speaker_id or each.speaker_words) for each in items(period, scope)
        ),
        "seminars.papers": lambda period, scope: sum(bool(each.paper_id) for each in items(period, scope)),
        "seminars.supports": lambda period, scope: sum(supports(period, scope).values()),
        "seminars.supports_by_point": lambda period, scope: supports(period, scope),
        "seminars.consensus": lambda period, scope: len(_of_held(Consensus, period, scope)),
    },
    measures={},
)
