"""Who comes to the door of an activity: noted from its day on, once, by those who receive. All expectations are by hand."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from open315.activities import services as activities
from open315.activities.models import Participation, Person
from open315.activities.people import services
from open315.activities.people.types import Attendance
from open315.activities.tests.making import planned
from open315.activities.tests.test_use_the_verbs import people as everybody_of
from open315.activities.tests.test_use_the_verbs import table
from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tests.rows import changes, nothing_changes, undone

pytestmark = pytest.mark.django_db
MIDNIGHT = datetime(2026, 3, 10, 0, 0, tzinfo=SHANGHAI)
GUEST = Attendance("湖北省聯通公司", "enterprise", "總經理", "county", "attended", is_guest=True)
ROLES = """
# yes · no: NotAllowed · unseen: NotFound. "own" is the province's, "below" Wuhan's.
verb         province  wuhan   huangshi  analyst  administrator  clerk   officer  liaison  nobody  visitor
arrive_own   yes       unseen  unseen    no       no             unseen  no       no       no      no
arrive_below yes       yes     unseen    no       no             yes     no       no       no      no
back_below   yes       yes     unseen    no       no             yes     no       no       no      no
"""


def test_an_arrival_makes_the_entry_once(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = planned(actor, cast.at)
    found = changes(lambda: services.note_arrival(activity.pk, GUEST, actor=actor, at=MIDNIGHT))
    ((_plus, person),) = found["activities.Person"]
    ((_plus, entry),) = found["activities.Participation"]
    assert (person["body"], person["office"], person["known_as"]) == (
        "湖北省聯通公司",
        "總經理",
        "湖北省联通公司|总经理",
    )
    entry.pop("id")
    assert entry == {
        "activity_id": activity.pk, "person_id": person["id"], "role": "attended", "rank": "county", "is_guest": True, "created_at": MIDNIGHT,
    }  # fmt: skip
    ((_plus, noted),) = found["core.AuditEntry"]
    assert (noted["event"], noted["data"]) == (
        "activities.arrival_noted",
        {"activity_id": activity.pk, "person_id": person["id"], "role": "attended", "rank": "county", "is_new": True},
    )
    again, made = services.note_arrival(activity.pk, GUEST, actor=actor, at=MIDNIGHT + timedelta(hours=1))
    assert (again.created_at, made, Participation.objects.count()) == (MIDNIGHT, False, 1)


def test_nobody_arrives_before_the_day_or_at_what_is_cancelled(cast: Any) -> None:
    act: dict[str, Any] = {"actor": cast.actor("secretariat")}
    activity = planned(act["actor"], cast.at)
    with nothing_changes(), pytest.raises(Conflict):
        services.note_arrival(activity.pk, GUEST, **act, at=MIDNIGHT - timedelta(seconds=1))
    with nothing_changes(), pytest.raises(InvalidInput):
        services.note_arrival(activity.pk, Attendance("", "enterprise", "總經理", "", "attended"), **act, at=MIDNIGHT)
    activities.cancel_activity(activity.pk, reason="停電", **act, at=MIDNIGHT)
    with nothing_changes(), pytest.raises(Conflict):
        services.note_arrival(activity.pk, GUEST, **act, at=MIDNIGHT)


def test_an_arrival_is_taken_back_with_the_person_who_took_part_in_nothing_else(cast: Any) -> None:
    act: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": MIDNIGHT}
    first, other = planned(act["actor"], cast.at), planned(act["actor"], cast.at, title="另一項")
    entry, _made = services.note_arrival(first.pk, GUEST, **act)
    second, _made = services.note_arrival(other.pk, GUEST, **act)
    found = changes(lambda: services.take_back_arrival(entry.pk, **act))
    ((_plus, noted),) = found["core.AuditEntry"]
    assert (noted["event"], noted["data"]["role"]) == ("activities.arrival_taken_back", "attended")
    assert Person.objects.count() == 1
    services.take_back_arrival(second.pk, **act)
    assert not Person.objects.exists()
    with pytest.raises(NotFound):
        services.take_back_arrival(second.pk, **act)


def test_who_may_receive(cast: Any) -> None:
    everybody = {who: actor for who, actor in everybody_of(cast).items() if who != "system"}
    own, below = planned(everybody["province"], cast.at), planned(everybody["wuhan"], cast.at)
    entry, _made = services.note_arrival(below.pk, GUEST, actor=everybody["wuhan"], at=MIDNIGHT)
    verbs: dict[str, Any] = {
        "arrive_own": lambda actor: services.note_arrival(own.pk, GUEST, actor=actor, at=MIDNIGHT),
        "arrive_below": lambda actor: services.note_arrival(below.pk, GUEST, actor=actor, at=MIDNIGHT),
        "back_below": lambda actor: services.take_back_arrival(entry.pk, actor=actor, at=MIDNIGHT),
    }
    found = {}
    for name, verb in verbs.items():
        for who, actor in everybody.items():
            with undone():
                try:
                    verb(actor)
                    said = "yes"
                except NotAllowed:
                    said = "no"
                except NotFound:
                    said = "unseen"
            found[name, who] = said
    assert found == table(ROLES)
