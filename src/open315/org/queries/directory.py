"""The directory: every body of the install in memory, for lookups on the hot path (registering, routing, each request's actor).

It is read anew after five seconds and whenever this process changes a body, so another process sees a change after five
seconds at the latest. Whether an account may still act is never cached here.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from open315.core.names import Names
from open315.core.regions import level_of, upwards
from open315.org.codes import office_name_on
from open315.org.models import Organisation, OrganisationName

FRESH_SECONDS = 5.0
_FIELDS = (
    "id", "kind", "name", "short_name", "name_in", "sector", "region_id", "parent_id", "path", "case_prefix",
    "is_active", "valid_from", "valid_until", "phone", "address", "email", "hours", "map_link", "icp_filing", "police_filing",
    "case_letters",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """One body as the directory knows it."""

    id: int
    kind: str
    name: str
    short_name: str
    names: Names
    """The name in every language."""
    sector: str
    region_code: str
    parent_id: int | None
    path: str
    case_prefix: str
    is_active: bool
    valid_from: date | None
    valid_until: date | None
    phone: str = ""
    """The number that people outside may call."""
    address: str = ""
    email: str = ""
    hours: str = ""
    map_link: str = ""
    icp_filing: str = ""
    police_filing: str = ""
    case_letters: str = ""

    @property
    def number_prefix(self) -> str:
        """What the numbers of its cases begin with."""
        return self.case_prefix or f"C{self.id}-"

    @property
    def spoken_prefix(self) -> str:
        """What stands for it in Latin letters or digits: its letters, else the code of its place, which no other council has."""
        return self.case_letters or self.region_code

    @property
    def pk(self) -> int:
        """The id, by the name that tables use."""
        return self.id

    def exists_on(self, day: date | None) -> bool:
        """Whether the body existed on `day`; without a day, whether it is active now."""
        if day is None:
            return self.is_active
        began = self.valid_from is None or self.valid_from <= day
        return began and (self.is_active if self.valid_until is None else self.valid_until >= day)


def _body(pk: int, kind: str, name: str, short_name: str, name_in: Mapping[str, str], *rest: Any) -> Body:
    return Body(pk, kind, name, short_name, Names(name, **name_in), *rest)


@dataclass(slots=True)
class _Directory:
    bodies: Mapping[int, Body]
    former: Mapping[int, Sequence[tuple[str, date]]]
    """Of each body that was renamed: its earlier names with their last days, the oldest first."""
    read_at: float
    councils: Mapping[str, Body] = field(init=False)
    by_sector: Mapping[tuple[str, str], tuple[Body, ...]] = field(init=False)
    subtrees: dict[str, frozenset[int]] = field(default_factory=dict)
    responsible: dict[tuple[str, str, int, date | None], list[Body]] = field(default_factory=dict)
    """What `bodies_for` was asked already."""

    def __post_init__(self) -> None:
        councils: dict[str, Body] = {}
        sectors: dict[tuple[str, str], tuple[Body, ...]] = {}
        for body in self.bodies.values():
            if body.kind == Organisation.Kind.COUNCIL and body.is_active:
                councils.setdefault(body.region_code, body)
            if body.sector:
                key = (body.sector, body.region_code)
                sectors[key] = (*sectors.get(key, ()), body)
        self.councils, self.by_sector = councils, sectors


_lock = threading.Lock()
_known: _Directory | None = None


def _directory() -> _Directory:
    global _known
    known = _known
    if known is None or time.monotonic() - known.read_at > FRESH_SECONDS:
        with _lock:
            rows = Organisation.objects.order_by("path", "id").values_list(*_FIELDS)
            known = _Directory({row[0]: _body(*row) for row in rows}, _former_names(), time.monotonic())
            _known = known
    return known


def _former_names() -> dict[int, list[tuple[str, date]]]:
    found: dict[int, list[tuple[str, date]]] = {}
    rows = OrganisationName.objects.order_by("valid_until", "id")
    for body_id, name, until in rows.values_list("organisation_id", "name", "valid_until"):
        found.setdefault(body_id, []).append((name, until))
    return found


@receiver([post_save, post_delete], sender=Organisation)
@receiver([post_save, post_delete], sender=OrganisationName)
def forget(**_: Any) -> None:
    """Read the directory anew at the next look."""
    global _known
    _known = None


def directory_version() -> object:
    """The same object as long as no body changed: what was derived from the bodies holds while it is the same."""
    return _directory()


def has_bodies() -> bool:
    """Whether there is any body, active or not; a new install has none."""
    return bool(_directory().bodies)


def all_bodies() -> list[Body]:
    """Every body, also those that are closed, from the top down."""
    return list(_directory().bodies.values())


def active_bodies() -> list[Body]:
    """Every active body, from the top down."""
    return [body for body in _directory().bodies.values() if body.is_active]


def councils() -> list[Body]:
    """The active councils, from the top down."""
    return [body for body in active_bodies() if body.kind == Organisation.Kind.COUNCIL]


def body_by_id(organisation_id: int) -> Body | None:
    """The body with this id."""
    return _directory().bodies.get(organisation_id)


def council_for_region(code: str) -> Body | None:
    """The nearest active council: of the region itself, else of its city, else of its province."""
    known = _directory().councils
    return next((known[step] for step in upwards(code) if step in known), None)


def bodies_for(sector: str, region_code: str, level: int, on: date | None = None) -> list[Body]:
    """The bodies of a sector that are responsible for a place on a day, nearest first.

    `level` says from which tier to look: 3 the county, 2 the city, 1 the province; where a tier has no such body the
    next one up answers. Empty when none of them has one.
    """
    directory, asked = _directory(), (sector, region_code, level, on)
    if asked not in directory.responsible:
        known = directory.by_sector
        steps = [step for step in upwards(region_code) if level_of(step) <= level]
        found = [body for step in steps for body in known.get((sector, step), ()) if body.exists_on(on)]
        directory.responsible[asked] = found
    return list(directory.responsible[asked])


def name_on(body: Body, day: date) -> Names:
    """The name the body bore on `day`: one that is registered, else its present one in the words of that day (工商行政管理局)."""
    earlier = next((name for name, until in _directory().former.get(body.id, ()) if day <= until), None)
    return Names(earlier) if earlier else office_name_on(body.sector, body.names, day)


def subtree_ids(organisation: Organisation | Body) -> frozenset[int]:
    """Ids of the body and of every body below it."""
    known = _directory()
    path = organisation.path
    if path not in known.subtrees:
        found = frozenset(body.id for body in known.bodies.values() if path and body.path.startswith(path))
        known.subtrees[path] = found | {organisation.id}
    return known.subtrees[path]
