"""The versions of a plan: kept, released, and read by whom. Expectations by hand."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from open315.campaigns import services as campaigns
from open315.campaigns.models import PlanVersion
from open315.campaigns.plan import queries, services
from open315.campaigns.plan.types import SectionDraft
from open315.campaigns.tests.drafting import SEMINAR, Made
from open315.campaigns.tests.making import plan
from open315.core.errors import Conflict, InvalidInput
from open315.org.models import RoleGrant

pytestmark = pytest.mark.django_db


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def as_role(cast: Any, who: str, role: str, body: str) -> Any:
    grant = RoleGrant.objects.get(account=cast.accounts[who])
    grant.organisation, grant.role = cast.bodies[body], role
    grant.save()
    return cast.actor(who)


def frozen(cast: Any, there: Made, why: str = "提交常委會") -> PlanVersion:
    return services.freeze_plan(there.campaign.pk, why=why, **secretary(cast))


def test_a_version_keeps_the_plan_word_by_word(cast: Any, there: Made) -> None:
    version = frozen(cast, there)
    assert (version.number, version.why, version.made_at, version.made_by) == (
        1, "提交常委會", cast.at, cast.accounts["secretariat"],
    )  # fmt: skip
    kept = {each["key"]: each for each in version.content}
    assert kept["head"]["fields"] == {
        "theme": "提振消費信心", "idea": "為民", "goals": "人人知曉", "first_day": "2026-03-01", "last_day": "2026-03-15",
        "budget_cents": "5000000",
    }  # fmt: skip
    assert kept[f"measure{there.seminar.pk}"] == {
        "key": f"measure{there.seminar.pk}", "kind": "measure", "parent": f"section{there.forms.pk}", "place": 1,
        "fields": {
            "title": "年主題座談會", "responsible": "祕書處", "first_day": "2026-03-10", "last_day": "2026-03-11",
            "venue": "禮堂", "budget_cents": "1200000", "output": "80家企業", "text": "解讀年主題",
        },
    }  # fmt: skip
    services.change_measure(there.seminar.pk, replace(SEMINAR, title="別的"), **secretary(cast))
    assert PlanVersion.objects.get().content == version.content


def test_a_version_says_something_new_and_what_it_is_for(cast: Any, there: Made) -> None:
    with pytest.raises(InvalidInput) as refused:
        frozen(cast, there, why=" ")
    assert refused.value.field == "why"
    frozen(cast, there)
    with pytest.raises(Conflict, match="1"):
        frozen(cast, there)
    services.move_section(there.forms.pk, -1, **secretary(cast))
    assert frozen(cast, there, " 會後 ").why == "會後"
    assert list(PlanVersion.objects.values_list("number", flat=True)) == [2, 1]


def test_a_plan_without_a_section_has_no_version(cast: Any) -> None:
    campaign = campaigns.open_campaign(plan(), **secretary(cast))
    with pytest.raises(Conflict):
        services.freeze_plan(campaign.pk, why="甲", **secretary(cast))


def test_what_was_released_is_read_above_and_below_and_by_nobody_beside(cast: Any, there: Made) -> None:
    wuhan = as_role(cast, "second_officer", "secretariat", "wuhan")
    huangshi = as_role(cast, "huangshi_officer", "secretariat", "huangshi")
    city = campaigns.open_campaign(plan(region_code="420100"), actor=wuhan, at=cast.at)
    services.add_section(city.pk, SectionDraft("甲"), actor=wuhan, at=cast.at)
    mine = services.freeze_plan(city.pk, why="報送", actor=wuhan, at=cast.at)
    whole = frozen(cast, there)
    province = cast.actor("secretariat")

    def reads(actor: Any) -> set[int]:
        return set(queries.readable_versions(actor).values_list("pk", flat=True))

    assert [reads(each) for each in (province, wuhan, huangshi)] == [{whole.pk}, {mine.pk}, set()]
    services.release_plan(whole.pk, **secretary(cast))
    services.release_plan(mine.pk, actor=wuhan, at=cast.at + timedelta(hours=1))
    assert [reads(each) for each in (province, wuhan, huangshi)] == [
        {whole.pk, mine.pk}, {whole.pk, mine.pk}, {whole.pk},
    ]  # fmt: skip
    assert reads(cast.actor("clerk")) == set()
    assert PlanVersion.objects.get(pk=mine.pk).released_at == cast.at + timedelta(hours=1)
    with pytest.raises(Conflict):
        services.release_plan(whole.pk, **secretary(cast))
