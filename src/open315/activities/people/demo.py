"""Who came to the demo's activities: bodies and offices of the council's own place, nobody's name."""

from datetime import datetime

from open315.activities.people import services
from open315.activities.people.types import Attendance
from open315.activities.types import ActivityPlan, BodyKind, Kind, Role
from open315.core.access import Actor
from open315.core.regions import CITY, PROVINCE, level_of
from open315.org import queries as org

WITH_LEADERS = frozenset({Kind.SEMINAR, Kind.CONSULTATION, Kind.MEETING, Kind.BROADCAST, Kind.CONTEST})
OFFICES = (
    (BodyKind.GOVERNMENT, "人民政府", {PROVINCE: ("副省長", "province_deputy")}, ("副市長", "department_deputy")),
    (
        BodyKind.CONGRESS,
        "人大常委會",
        {PROVINCE: ("副主任", "province_deputy")},
        ("副主任", "department_deputy"),
    ),
    (BodyKind.CPPCC, "政協", {PROVINCE: ("副主席", "province_deputy")}, ("副主席", "department_deputy")),
    (BodyKind.PARTY, "委宣傳部", {PROVINCE: ("副部長", "department")}, ("副部長", "county")),
)
"""Kind, name behind that of the place, office and rank in a province, else in a city. Offices as such bodies have them; who holds them is left out."""


def _at(place: str, of_city: tuple[str, str], region: str) -> tuple[str, str]:
    """Office and rank in a city; in a county the head is called after it, and nobody stands above the deputy head of a county."""
    office, rank = of_city
    if level_of(region) == CITY or office == "副部長":
        return office, rank if level_of(region) == CITY else ""
    return (f"副{place[-1]}長" if office == "副市長" else office), "county_deputy"


def enter_people(activity: int, plan: ActivityPlan, actor: Actor, *, number: int, evening: datetime) -> None:
    """Enter who came to such an activity; each held one also has somebody of a department and a lawyer."""
    place = org.region_name(actor.region_code).zh_hant
    is_province = level_of(actor.region_code) == PROVINCE
    found = [
        Attendance(f"{place}市場監督管理局", BodyKind.DEPARTMENT, "副局長", "county" if is_province else "county_deputy", Role.ATTENDED),
        Attendance(f"{place}律師協會", BodyKind.SOCIAL, "會長", "", Role.ATTENDED),
    ]  # fmt: skip
    if Kind(plan.kind) in WITH_LEADERS:
        for at, (kind, body, of_province, of_city) in enumerate(OFFICES[: 1 + number % len(OFFICES)]):
            office, rank = of_province[PROVINCE] if is_province else _at(place, of_city, actor.region_code)
            role = Role.SPOKE if at == 0 else Role.ATTENDED
            found.append(Attendance(f"{place}{body}", kind, office, rank, role))
    for each in found:
        services.enter_person(activity, each, actor=actor, at=evening)
