"""One body is one body in whichever script, width and spacing somebody writes its name: hosts, partners, bodies of ours. By hand."""

from typing import Any

import pytest

from open315.activities import services
from open315.activities.bodies import as_compared, is_among
from open315.activities.models import Activity, Host
from open315.activities.partners import services as partners
from open315.activities.rules import faults
from open315.activities.tests.making import PLAN, held, plan
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from tests.rows import nothing_changes


@pytest.mark.parametrize(
    "name", ["湖北省律師協會", "湖北省律师协会", "湖北省 律師協會", "湖北省律師協會　", "湖北省（律師）協會"]
)
def test_a_name_is_compared_by_its_letters_in_one_script(name: str) -> None:
    assert as_compared(name) == "湖北省律师协会"
    assert is_among(name, ["甲", "湖北省律師協會"])
    assert not is_among(name, ["甲", "湖南省律師協會"])


def test_a_name_of_signs_is_what_it_is() -> None:
    assert as_compared(" —— ") == "——"


@pytest.mark.django_db
def test_a_partner_in_the_other_script_stands_there_already(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    given: dict[str, Any] = {"kind": "lawyers", "actor": actor, "at": cast.at}
    first = partners.invite_partner(activity.pk, name="湖北省律師協會", **given)
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        partners.invite_partner(activity.pk, name="湖北省律师协会", **given)
    assert refused.value.field == "name"
    partners.take_out(first.pk, reason="", actor=actor, at=cast.at)
    assert partners.invite_partner(activity.pk, name="湖北省律师协会", **given).name == "湖北省律师协会"


@pytest.mark.django_db
def test_a_body_of_ours_is_known_in_the_other_script(cast: Any) -> None:
    actor = cast.actor("secretariat")
    province = cast.bodies["province"]
    activity = services.plan_activity(plan(hosts=("湖北省消费者委员会",)), actor=actor, at=cast.at)
    assert [(each.name, each.organisation_id) for each in Host.objects.all()] == [("湖北省消费者委员会", province.pk)]
    found = partners.invite_partner(activity.pk, name="湖北省 消费者委员会", kind="social", actor=actor, at=cast.at)
    assert found.organisation_id == province.pk


@pytest.mark.django_db
def test_a_host_named_in_both_scripts_is_named_twice(cast: Any) -> None:
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.plan_activity(plan(hosts=("某雜誌社", "某杂志社")), actor=cast.actor("secretariat"), at=cast.at)
    assert refused.value.field == "hosts"
    assert not Activity.objects.exists()
    sound = plan(hosts=("某雜誌社", "某報社"))
    assert list(faults(sound, starts_on=local_day(PLAN.starts_at), today=local_day(cast.at))) == []
