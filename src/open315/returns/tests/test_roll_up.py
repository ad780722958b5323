"""What all returns come to: each place once, the latest signed, reported beside computed. By hand."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from open315.activities.outputs import services as outputs
from open315.activities.outputs.types import Told
from open315.activities.tests.making import held
from open315.core.quantities import Bound, Quantity, Total
from open315.org import queries as org
from open315.org import services as bodies
from open315.org.models import Account, RoleGrant
from open315.org.types import BodyDetails
from open315.returns import rollup, services
from open315.returns.models import Call, Return
from open315.returns.rollup_pages import total_words, values_shown
from open315.returns.rules import Signed, counting
from open315.returns.tests.making import asked, of, secretary_of, told
from open315.returns.types import Answer

pytestmark = pytest.mark.django_db


def q(number: int, bound: str = "exact") -> Quantity:
    return Quantity(Decimal(number), Bound(bound))


def county(cast: Any) -> Any:
    """A county of Wuhan with two clerks of the city's own; it reports to the city."""
    boss = cast.actor("administrator")
    details = BodyDetails(
        kind="council", name="江夏區消費者委員會", region_code="420115", parent_id=cast.bodies["wuhan"].pk
    )
    made = bodies.create_body(details, actor=boss, at=cast.at)
    org.forget()
    return made


def sign(row: Return, cast: Any, answers: list[Answer]) -> None:
    """Filled in and signed by whoever of the cast stands in for the body's two people."""
    first, second = {
        "武漢市消費者協會": ("clerk", "officer"),
        "黃石市消費者委員會": ("huangshi_clerk", "huangshi_officer"),
    }.get(row.council.name, ("county_clerk", "county_officer"))
    services.fill_in(row.pk, answers, actor=cast.actor(first), at=cast.at)
    services.sign(row.pk, actor=cast.actor(second), at=cast.at)


def staffed_county(cast: Any) -> Any:
    """The county, with a clerk and an officer of its own."""
    body = county(cast)
    for who, role in (("county_clerk", "clerk"), ("county_officer", "officer")):
        account = Account.objects.create(username=who, display_name=who, is_staff=True)
        cast.accounts[who] = account
        RoleGrant.objects.create(account=account, organisation=body, role=role, granted_from="2020-01-01")
    return body


def wholes(call: Call) -> dict[str, tuple[Any, Any, int, int]]:
    return {
        each.indicator.code: (each.reported, each.computed, each.counted, each.silent) for each in rollup.whole_of(call)
    }


def test_a_county_counts_only_while_the_city_above_it_has_not_signed(cast: Any) -> None:
    body = staffed_county(cast)
    ids = (*(cast.bodies[name].pk for name in ("wuhan", "huangshi")), body.pk)
    call = asked(cast, council_ids=ids)
    assert wholes(call)["boards"] == (Total(None), None, 0, 3)
    sign(of(call, body), cast, told(boards="20"))
    assert wholes(call)["boards"] == (Total(q(20)), None, 1, 2)
    sign(of(call, cast.bodies["wuhan"]), cast, told(boards="100多"))
    assert wholes(call)["boards"] == (Total(q(100, "at_least")), None, 1, 1)
    sign(of(call, cast.bodies["huangshi"]), cast, told(boards="50"))
    assert wholes(call)["boards"] == (Total(q(150, "at_least")), None, 2, 0)
    shown = values_shown(call, next(each for each in rollup.whole_of(call) if each.indicator.code == "boards"))
    with translation.override("zh-hant"):
        places = {each.row.council.name: str(each.place) for each in shown.told}
    assert places == {
        "武漢市消費者協會": "已計入",
        "黃石市消費者委員會": "已計入",
        "江夏區消費者委員會": "已包含在武漢市消費者協會的上報數中",
    }


def test_words_and_what_nobody_knows_stand_beside_the_sum(cast: Any) -> None:
    call = asked(cast)
    sign(
        of(call, cast.bodies["wuhan"]), cast, [*told(leaflets="數百", boards="30")[:2], Answer("enquiries", "unknown")]
    )
    sign(
        of(call, cast.bodies["huangshi"]),
        cast,
        [*told(leaflets="200", boards="近10")[:2], Answer("enquiries", "nothing")],
    )
    found = wholes(call)
    assert found["leaflets"] == (Total(q(200), ("數百",)), None, 2, 0)
    assert found["boards"] == (Total(q(40, "at_most")), None, 2, 0)
    assert found["enquiries"] == (Total(q(0), (), 1), None, 2, 0)
    with translation.override("zh-hant"):
        words = {each.indicator.code: str(total_words(each)) for each in rollup.whole_of(call)}
    assert words == {
        "leaflets": '200份<br><small class="soft">另有以文字填報的：數百</small>',
        "boards": "近40塊",
        "enquiries": '0人次<br><small class="soft">1個單位不詳</small>',
    }


def test_what_is_never_to_be_added_has_a_value_only_where_one_body_told_it(cast: Any) -> None:
    call = asked(cast, indicators=("teams_first",))
    sign(of(call, cast.bodies["wuhan"]), cast, [Answer("teams_first", said="20")])
    assert wholes(call)["teams_first"] == (Total(q(20)), None, 1, 1)
    sign(of(call, cast.bodies["huangshi"]), cast, [Answer("teams_first", said="30")])
    assert wholes(call)["teams_first"] == (Total(None, (), 2), None, 2, 0)


def test_an_unsigned_correction_and_a_reopened_return_leave_the_signed_one_in_the_sum(cast: Any) -> None:
    call = asked(cast)
    row = of(call, cast.bodies["wuhan"])
    sign(row, cast, told(boards="30"))
    services.correct(row.pk, told(boards="31"), reason="清點", actor=cast.actor("clerk"), at=cast.at)
    assert wholes(call)["boards"] == (Total(q(30)), None, 1, 1)
    services.sign(row.pk, actor=cast.actor("officer"), at=cast.at)
    assert wholes(call)["boards"] == (Total(q(31)), None, 1, 1)
    services.reopen(row.pk, reason="核對", due_on=call.due_on, actor=cast.actor("secretariat"), at=cast.at)
    assert wholes(call)["boards"] == (Total(q(31)), None, 1, 1)


def test_the_rows_of_all_that_are_asked_stand_beside_and_are_never_added(cast: Any) -> None:
    call = asked(cast)
    for who, said in ((secretary_of(cast, "wuhan"), "40"), (cast.actor("secretariat"), "700")):
        activity = held(who, cast.at, kind="consultation")
        outputs.report_outputs(activity.pk, [Told("boards", "", said)], actor=who, at=cast.at)
    sign(of(call, cast.bodies["huangshi"]), cast, told(boards="30"))
    assert wholes(call)["boards"] == (Total(q(30)), q(40), 1, 1)
    assert rollup.whole_for(cast.actor("clerk"), call, "boards") is None
    assert rollup.whole_for(cast.actor("analyst"), call, "lawyers") is None
    whole = rollup.whole_for(cast.actor("analyst"), call, "boards")
    assert whole is not None
    assert (whole.call_id, whole.computed) == (call.pk, q(40))


def test_rows_of_what_is_never_added_have_no_sum(cast: Any) -> None:
    call = asked(cast, indicators=("teams_first",))
    who = secretary_of(cast, "wuhan")
    for number, said in enumerate(("20", "30"), 1):
        activity = held(who, cast.at, kind="contest", title=f"初賽{number}")
        outputs.report_outputs(activity.pk, [Told("teams_first", "", said)], actor=who, at=cast.at)
        assert wholes(call)["teams_first"][1] == (q(20) if number == 1 else None)


def told_by(path: str, key: int = 0, first: int = 1, last: int = 31, hour: int = 0) -> Signed:
    at = datetime(2026, 4, 1, hour, tzinfo=UTC)
    return Signed(key, path, date(2026, 3, first), date(2026, 3, last), at)


def keys(*signed: Signed) -> set[int]:
    return {each.key for each in counting(signed)}


def test_of_each_place_the_body_above_counts_and_of_one_body_what_was_signed_last() -> None:
    paths = ("/1/2/", "/1/2/7/", "/1/3/8/", "/1/20/")
    assert keys(*(told_by(path, key) for key, path in enumerate(paths))) == {0, 2, 3}
    assert keys() == set()
    assert keys(told_by("/1/", 1, hour=1), told_by("/1/", 2, hour=3), told_by("/1/", 3, hour=2)) == {2}
    assert keys(told_by("/1/", 1), told_by("/1/", 2)) == {2}


def test_other_days_of_the_same_place_count_beside_and_shared_days_do_not() -> None:
    assert keys(told_by("/1/", 1, 1, 15), told_by("/1/", 2, 16, 31)) == {1, 2}
    assert keys(told_by("/1/", 1, 1, 15, hour=1), told_by("/1/", 2, 15, 31)) == {1}
    assert keys(told_by("/1/", 1, 1, 15), told_by("/1/2/", 2, 16, 31)) == {1, 2}
    assert keys(told_by("/1/", 1, 1, 15), told_by("/1/2/", 2, 15, 31, hour=5)) == {1}


PATHS = st.lists(st.integers(1, 3), min_size=1, max_size=4).map(lambda each: "/" + "".join(f"{n}/" for n in each))


@given(st.sets(PATHS))
def test_every_place_is_inside_of_exactly_one_that_counts(paths: set[str]) -> None:
    found = counting(told_by(path) for path in sorted(paths))
    assert all(sum(path.startswith(above.path) for above in found) == 1 for path in paths)
