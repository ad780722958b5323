"""The list of ratings: whose, which, in which order, with words as they are kept; each opens its case (review of the portal, 15)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from open315.cases import services
from open315.cases.actors import consumer_of
from open315.cases.models import Case
from open315.cases.queries.ratings import ratings
from open315.cases.tests.conftest import Register

pytestmark = pytest.mark.django_db
ADDRESS = "/console/cases/ratings/"


def rated(cast: Any, register: Register, stars: int, note: str = "", *, days: int = 0, **changes: Any) -> Case:
    """A case that was closed and rated so many days after the cast's day."""
    case, officer = register(**changes), cast.actor("officer" if not changes else "huangshi_officer")
    services.accept_case(case.pk, actor=officer, at=cast.at, foreclosure_told=True)
    services.close_case(case.pk, result="mediated", recovered_cents=None, note="已退款", actor=officer, at=cast.at)
    at = cast.at + timedelta(days=days)
    services.rate_case(case.pk, stars=stars, note=note, actor=consumer_of(case.pk), at=at)
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def four(cast: Any, register: Register, time_machine: Any) -> list[Case]:
    time_machine.move_to(cast.at + timedelta(days=9), tick=False)
    register()
    return [
        rated(cast, register, 5, "很耐心", days=1),
        rated(cast, register, 2, "沒有回電，電話13800138000", days=2),
        rated(cast, register, 4, days=3),
        rated(cast, register, 3, days=4, council_id=cast.bodies["huangshi"].pk),
    ]


def found(cast: Any, who: str = "supervisor", **wanted: Any) -> list[int]:
    return [each.pk for each in ratings(cast.actor(who), wanted).order_by("-rated_on", "-pk")]


def test_a_supervisor_sees_those_of_her_council_and_the_province_all(cast: Any, four: list[Case]) -> None:
    best, worst, silent, elsewhere = (each.pk for each in four)
    assert found(cast) == [silent, worst, best]
    assert found(cast, "province_supervisor") == [elsewhere, silent, worst, best]
    assert found(cast, "market_liaison") == []


def test_stars_days_officer_and_words_narrow_it(cast: Any, four: list[Case]) -> None:
    best, worst, silent, _elsewhere = (each.pk for each in four)
    assert found(cast, stars="good") == [silent, best]
    assert found(cast, stars="not_good") == [worst]
    assert found(cast, stars="4") == [silent]
    assert found(cast, stars="1") == []
    day = four[1].rated_on
    assert day is not None
    assert found(cast, first=day) == [silent, worst]
    assert found(cast, last=day) == [worst, best]
    assert found(cast, first=day, last=day) == [worst]
    assert found(cast, said="1") == [worst, best]
    assert found(cast, officer=four[0].officer_id) == [silent, worst, best]
    assert found(cast, officer=cast.accounts["second_officer"].pk) == []


def test_the_last_words_stand_there_masked_and_a_reopened_case_is_gone(cast: Any, four: list[Case]) -> None:
    services.rate_case(
        four[0].pk, stars=1, note="改為一分", actor=consumer_of(four[0].pk), at=cast.at + timedelta(days=2)
    )
    services.reopen_case(four[2].pk, reason="新證據", actor=cast.actor("supervisor"), at=cast.at + timedelta(days=5))
    rows = {each.pk: (each.rating, each.words) for each in ratings(cast.actor("supervisor"), {})}
    assert rows == {four[0].pk: (1, "改為一分"), four[1].pk: (2, "沒有回電，電話138****8000")}


def test_the_page_leads_to_the_case_and_is_the_supervisors(cast: Any, client: Client, four: list[Case]) -> None:
    client.cookies["django_language"] = "zh-hant"
    client.force_login(cast.accounts["supervisor"])
    page = client.get(ADDRESS).content.decode()
    assert f"/console/cases/{four[1].number}/" in page.replace("%E6%AD%A6%E6%B6%88", "武消")
    assert "138****8000" in page
    assert "13800138000" not in page
    assert four[3].number not in page
    narrowed = client.get(ADDRESS, {"stars": "good"}).content.decode()
    assert "很耐心" in narrowed
    assert "沒有回電" not in narrowed
    assert 'href="/console/cases/ratings/"' in client.get("/console/cases/").content.decode()
    client.force_login(cast.accounts["officer"])
    assert client.get(ADDRESS).status_code == 403
    assert 'href="/console/cases/ratings/"' not in client.get("/console/cases/").content.decode()
