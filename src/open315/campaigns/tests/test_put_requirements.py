"""The requirements of the standing committee: put, answered, withdrawn. Expectations by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from open315.campaigns.models import Requirement
from open315.campaigns.plan import queries, services
from open315.campaigns.plan.types import SectionDraft
from open315.campaigns.tests.drafting import ASKED, Made
from open315.core.errors import Conflict, InvalidInput, NotAllowed
from open315.org.models import RoleGrant

pytestmark = pytest.mark.django_db


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def as_role(cast: Any, who: str, role: str, body: str) -> Any:
    grant = RoleGrant.objects.get(account=cast.accounts[who])
    grant.organisation, grant.role = cast.bodies[body], role
    grant.save()
    return cast.actor(who)


def put(cast: Any, there: Made, **more: Any) -> Requirement:
    return services.put_requirement(there.campaign.pk, replace(ASKED, **more), **secretary(cast))


def test_requirements_get_numbers_that_stay(cast: Any, there: Made) -> None:
    first, second = put(cast, there), put(cast, there, section_id=there.forms.pk, text=" 突出特色 ")
    third = put(cast, there, measure_id=there.seminar.pk)
    assert [(each.number, each.section_id, each.measure_id) for each in (first, second, third)] == [
        (1, None, None), (2, there.forms.pk, None), (3, None, there.seminar.pk),
    ]  # fmt: skip
    assert (second.text, second.put_by, second.put_on) == ("突出特色", "常委會第三次會議", date(2026, 5, 1))
    services.withdraw_requirement(third.pk, reason="重複", **secretary(cast))
    assert put(cast, there).number == 4


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " "}, "text"),
        ({"put_by": " "}, "put_by"),
        ({"put_on": date(2026, 5, 13)}, "put_on"),
        ({"section_id": 0}, "to"),
        ({"measure_id": 0}, "to"),
    ],
)
def test_an_unsound_requirement_is_refused_at_its_field(
    cast: Any, there: Made, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        put(cast, there, **wrong)
    assert refused.value.field == field


def test_a_requirement_of_today_is_sound(cast: Any, there: Made) -> None:
    assert put(cast, there, put_on=date(2026, 5, 12)).put_on == date(2026, 5, 12)


def test_an_answer_names_the_measures_that_serve(cast: Any, there: Made) -> None:
    row = put(cast, there)
    both = [there.seminar.pk, there.contest.pk]
    services.answer_requirement(row.pk, " 組織競賽 ", both, version=1, **secretary(cast))
    row.refresh_from_db()
    assert (row.answer, row.answered_at, row.version) == ("組織競賽", cast.at, 2)
    assert set(row.measures.values_list("pk", flat=True)) == set(both)
    services.answer_requirement(row.pk, "組織競賽", [there.contest.pk], **secretary(cast))
    assert list(row.measures.values_list("pk", flat=True)) == [there.contest.pk]


@pytest.mark.parametrize(("answer", "measures", "field"), [(" ", [], "answer"), ("甲", [0], "measures")])
def test_an_empty_answer_and_a_foreign_measure_are_refused(
    cast: Any, there: Made, answer: str, measures: list[int], field: str
) -> None:
    row = put(cast, there)
    with pytest.raises(InvalidInput) as refused:
        services.answer_requirement(row.pk, answer, measures, **secretary(cast))
    assert refused.value.field == field


def test_what_was_answered_is_not_worded_anew(cast: Any, there: Made) -> None:
    row = put(cast, there)
    services.change_requirement(row.pk, replace(ASKED, text="更廣"), version=1, **secretary(cast))
    row.refresh_from_db()
    assert (row.text, row.version) == ("更廣", 2)
    services.answer_requirement(row.pk, "甲", [], **secretary(cast))
    with pytest.raises(Conflict):
        services.change_requirement(row.pk, ASKED, **secretary(cast))


def test_a_withdrawn_requirement_rests(cast: Any, there: Made) -> None:
    row = put(cast, there)
    with pytest.raises(InvalidInput):
        services.withdraw_requirement(row.pk, reason=" ", **secretary(cast))
    services.withdraw_requirement(row.pk, reason=" 重" * 150, **secretary(cast))
    row.refresh_from_db()
    assert (row.withdrawn_at, len(row.reason)) == (cast.at, 200)
    for act in (
        lambda: services.withdraw_requirement(row.pk, reason="甲", **secretary(cast)),
        lambda: services.answer_requirement(row.pk, "甲", [], **secretary(cast)),
        lambda: services.change_requirement(row.pk, ASKED, **secretary(cast)),
    ):
        with pytest.raises(Conflict):
            act()


def test_a_member_of_the_standing_committee_puts_and_the_secretariat_answers(cast: Any, there: Made) -> None:
    member = as_role(cast, "analyst", "standing_committee", "province")
    row = services.put_requirement(there.campaign.pk, ASKED, actor=member, at=cast.at)
    with pytest.raises(NotAllowed):
        services.answer_requirement(row.pk, "甲", [], actor=member, at=cast.at)
    with pytest.raises(NotAllowed):
        services.add_section(there.campaign.pk, SectionDraft("甲"), actor=member, at=cast.at)
    with pytest.raises(NotAllowed):
        services.put_requirement(there.campaign.pk, ASKED, actor=cast.actor("administrator"), at=cast.at)
    assert queries.get_requirement(member, row.pk) == row


def test_a_requirement_outlives_the_measure_it_was_put_to(cast: Any, there: Made) -> None:
    row = put(cast, there, measure_id=there.seminar.pk)
    services.remove_measure(there.seminar.pk, **secretary(cast))
    row.refresh_from_db()
    assert row.measure_id is None
