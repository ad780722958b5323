"""One body is one body in whichever script, width and spacing somebody writes its name: hosts, partners, bodies of ours. By hand."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from open315.activities import services
from open315.activities.bodies import as_compared, is_among
from open315.activities.models import Activity, Host, Person
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


@pytest.mark.django_db
def test_people_who_stood_there_twice_for_the_script_become_one_and_nobody_else_does(cast: Any) -> None:
    def person(body: str, same_as: Person | None = None) -> Person:
        return Person.objects.create(body=body, body_kind="cppcc", office="副主席", same_as=same_as, created_at=cast.at)

    first, other = person("武漢市政協"), person("黃石市政協")
    united = person("武汉 市政協", other)
    second, root = person("武汉市政协"), person("武漢市　政協")
    below = person("黃石市工商聯", root)
    import_module("open315.activities.migrations.0006_people_in_one_script").compare(apps, None)
    found = {each.pk: (each.known_as, each.same_as_id) for each in Person.objects.all()}
    assert found == {
        first.pk: ("武汉市政协|副主席", None),
        other.pk: ("黄石市政协|副主席", None),
        united.pk: ("武汉市政协|副主席", other.pk),
        second.pk: ("武汉市政协|副主席", first.pk),
        root.pk: ("武汉市政协|副主席", None),
        below.pk: ("黄石市工商联|副主席", root.pk),
    }
