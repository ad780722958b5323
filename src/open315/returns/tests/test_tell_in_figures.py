"""Returns as figures and in the chapter of a summary: what was reported stands beside what is computed, as of a day. By hand."""

import html
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from open315.activities.outputs import services as outputs
from open315.activities.outputs.types import Told
from open315.activities.tests.making import held
from open315.core.facts import Period, Scope, figure, open_rows
from open315.core.quantities import Bound
from open315.returns import services
from open315.returns.facts.rows import select
from open315.returns.tests.making import LATER, asked, of, secretary_of, signed, told
from open315.returns.types import Answer

pytestmark = pytest.mark.django_db
DAYS = Period(date(2026, 3, 1), date(2026, 3, 15))
HERE = Scope(region="42")
ON_THAT_DAY = time_machine.travel("2026-05-12T02:00:00Z", tick=False)


def of_code(cast: Any, code: str, period: Period = DAYS) -> Any:
    return figure(f"returns.value.{code}", period, HERE, cast.actor("secretariat"))


@ON_THAT_DAY
def test_a_reported_figure_keeps_its_bound_and_says_what_is_not_in_it(cast: Any) -> None:
    row = signed(cast, told(leaflets="3000餘", boards="35", enquiries="數百"))
    other = of(row.call, cast.bodies["huangshi"])
    answers = [Answer("leaflets", said="200"), Answer("boards", "unknown"), Answer("enquiries", "nothing")]
    services.fill_in(other.pk, answers, actor=cast.actor("huangshi_clerk"), at=cast.at)
    services.sign(other.pk, actor=cast.actor("huangshi_officer"), at=cast.at)
    with translation.override("zh-hant"):
        found = {code: of_code(cast, code) for code in ("leaflets", "boards", "enquiries", "lawyers")}
    assert {code: (fact.value, fact.bound, str(fact.beside), str(fact.why)) for code, fact in found.items()} == {
        "leaflets": (3200, Bound.AT_LEAST, "", ""),
        "boards": (35, Bound.EXACT, "1個單位不詳。", ""),
        "enquiries": (0, Bound.EXACT, "以文字填報、未計入：數百。", ""),
        "lawyers": (None, Bound.EXACT, "", "還沒有簽發過含有這項指標的上報表。"),
    }
    rows = open_rows(found["boards"].rows, cast.actor("secretariat"))
    assert sorted(each.filing.of.council.name for each in rows) == ["武漢市消費者協會", "黃石市消費者委員會"]


@ON_THAT_DAY
def test_what_nobody_counted_has_no_value_and_the_reason(cast: Any) -> None:
    call = asked(cast, indicators=("leaflets", "teams_first"))
    for body, people in (("wuhan", ("clerk", "officer")), ("huangshi", ("huangshi_clerk", "huangshi_officer"))):
        row = of(call, cast.bodies[body]).pk
        answers = [Answer("leaflets", said="數千"), Answer("teams_first", said="20")]
        services.fill_in(row, answers, actor=cast.actor(people[0]), at=cast.at)
        services.sign(row, actor=cast.actor(people[1]), at=cast.at)
    with translation.override("zh-hant"):
        assert str(of_code(cast, "leaflets").why) == "只有文字填報，或不詳。"
        assert str(of_code(cast, "teams_first").why) == "有多個單位上報。這些數字可能重複計算，從不相加。"


@ON_THAT_DAY
def test_a_figure_is_read_as_of_a_day(cast: Any) -> None:
    row = signed(cast, told(boards="35"))
    services.correct(row.pk, told(boards="36"), reason="清點", actor=cast.actor("clerk"), at=cast.at)
    services.sign(row.pk, actor=cast.actor("officer"), at=cast.at + LATER)
    with time_machine.travel("2026-06-01T02:00:00Z", tick=False):
        values = [
            of_code(cast, "boards", Period(DAYS.first, DAYS.last, date(2026, 5, day))).value for day in (11, 12, 13)
        ]
    assert values == [None, Decimal(35), Decimal(36)]


@ON_THAT_DAY
def test_asked_signed_and_late_follow_the_reckoning_day(cast: Any) -> None:
    signed(cast, due_on=date(2026, 5, 20))
    actor = cast.actor("secretariat")
    with time_machine.travel("2026-06-01T02:00:00Z", tick=False):
        found = {
            day: [
                figure(f"returns.{key}", Period(DAYS.first, DAYS.last, date(2026, 5, day)), HERE, actor).value
                for key in ("asked", "signed", "late")
            ]
            for day in (11, 12, 20, 21)
        }
    assert found == {11: [2, 0, 0], 12: [2, 1, 0], 20: [2, 1, 0], 21: [2, 1, 1]}


def test_a_parameter_that_nobody_knows_is_refused(cast: Any) -> None:
    days = {"first": "2026-03-01", "last": "2026-03-15"}
    for wrong in ({"form": "seminar"}, {"only": "early"}):
        with pytest.raises(KeyError):
            select({**days, **wrong}, cast.actor("secretariat"))


@ON_THAT_DAY
def test_the_summary_tells_what_was_reported_beside_what_is_computed(cast: Any) -> None:
    who = secretary_of(cast, "wuhan")
    activity = held(who, cast.at, kind="consultation")
    outputs.report_outputs(activity.pk, [Told("boards", "", "30")], actor=who, at=cast.at)
    row = signed(cast, told(leaflets="3000餘", boards="35", enquiries="近百"))
    client = Client(headers={"accept-language": "zh-hant"})
    client.force_login(cast.accounts["secretariat"], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/console/campaigns/{row.call.campaign_id}/summary/").content.decode()
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split()).replace(" ", "")
    said = re.search(r"要求上報2\d*份，已簽發1\d*份，逾期0\d*份。", words)
    assert said, words[words.find("要求上報") :][:120]  # behind each figure stands its number in the annex
    assert "宣傳展板塊3530" in words
    assert "宣傳資料份3,000餘–" in words
