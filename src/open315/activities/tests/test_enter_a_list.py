"""A list of people that was read elsewhere comes in by one step: all or none, one entry in the trail, each person once."""

from dataclasses import replace
from typing import Any

import pytest

from open315.activities.models import Participation, Person
from open315.activities.people import services
from open315.activities.tests.making import LEADER, came, held, planned
from open315.core.errors import Conflict, InvalidInput, NotAllowed
from tests.rows import changes, in_the_audit_log, nothing_changes

pytestmark = pytest.mark.django_db
MAYOR = replace(LEADER, body="武漢市人民政府", office="副市長", rank="department_deputy", role="attended")
GUEST = replace(MAYOR, body="長沙市人民政府", is_guest=True)


def test_all_of_a_list_come_in_by_one_step_and_who_is_known_stays_one_person(cast: Any) -> None:
    secretary = cast.actor("secretariat")
    known = came(secretary, cast.at, LEADER).person
    activity = held(secretary, cast.at, title="第二次")
    untidy = replace(GUEST, body=" 長沙市人民政府 ", office=" 副市長 ")
    given = [replace(LEADER, body=" 湖北省 人民政府 "), MAYOR, replace(MAYOR, role="spoke"), untidy]
    found = changes(lambda: services.enter_list(activity.pk, given, actor=secretary, at=cast.at))
    assert set(found) == {"activities.Person", "activities.Participation", "core.AuditEntry", "core.OutboxEvent"}
    rows = Participation.objects.filter(activity=activity).order_by("pk")
    assert list(rows.values_list("person__body", "person__office", "rank", "role", "is_guest", "created_at")) == [
        ("湖北省人民政府", "副省長", "province_deputy", "spoke", False, cast.at),
        ("武漢市人民政府", "副市長", "department_deputy", "attended", False, cast.at),
        ("武漢市人民政府", "副市長", "department_deputy", "spoke", False, cast.at),
        ("長沙市人民政府", "副市長", "department_deputy", "attended", True, cast.at),
    ]
    assert rows[0].person == known
    assert list(Person.objects.order_by("pk").values_list("body", "body_kind", "known_as", "created_at"))[1:] == [
        ("武漢市人民政府", "government", "武汉市人民政府|副市长", cast.at),
        ("長沙市人民政府", "government", "长沙市人民政府|副市长", cast.at),
    ]
    last = rows[3]
    data = {"activity_id": activity.pk, "person_id": last.person_id, "lines": 4}
    thing = ("participation", str(last.pk))
    in_the_audit_log(found, cast, "secretariat", cast.bodies["province"].pk, "activities.list_entered", thing, data)


def test_a_list_with_one_who_cannot_be_leaves_nothing(cast: Any) -> None:
    secretary = cast.actor("secretariat")
    activity = held(secretary, cast.at)
    services.enter_person(activity.pk, LEADER, actor=secretary, at=cast.at)
    for wrong, field in (
        ([MAYOR, replace(GUEST, office="")], "office"),
        ([MAYOR, replace(GUEST, rank="king")], "rank"),
        ([MAYOR, LEADER], "office"),
        ([MAYOR, MAYOR], "office"),
        ([], "office"),
    ):
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            services.enter_list(activity.pk, wrong, actor=secretary, at=cast.at)
        assert refused.value.field == field
    coming = planned(secretary, cast.at, starts_at=cast.at.replace(year=2027), ends_at=cast.at.replace(year=2028))
    with nothing_changes(), pytest.raises(Conflict):
        services.enter_list(coming.pk, [MAYOR], actor=secretary, at=cast.at)
    with nothing_changes(), pytest.raises(NotAllowed):
        services.enter_list(activity.pk, [MAYOR], actor=cast.actor("analyst"), at=cast.at)
    assert services.enter_list(activity.pk, [MAYOR], actor=secretary, at=cast.at) == 1
