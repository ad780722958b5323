"""The verbs of the tables that places keep: what they write, what they refuse, and the days on both sides of each bound."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from conftest import Cast
from open315.core.access import Actor
from open315.core.audit.models import AuditEntry
from open315.core.audit.words import data_of
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, Open315Error
from open315.law import services
from open315.law.models import CompetenceRule, LocalOption
from open315.law.queries import competence, options_of, pack_for
from open315.law.rules.competence import Matter
from open315.law.tests.samples import LINE, OPTION


@pytest.fixture
def admin(cast: Cast) -> Actor:
    return cast.actor("administrator")


def set_option(actor: Actor, cast: Cast, **changes: Any) -> LocalOption:
    return services.set_local_option(replace(OPTION, **changes), actor=actor, at=cast.at)


def end_option(option_id: int, actor: Actor, cast: Cast, **changes: Any) -> LocalOption:
    values = {"valid_until": date(2026, 6, 30), "reason": "規則廢止", **changes}
    return services.end_local_option(option_id, **values, actor=actor, at=cast.at)


def add_line(actor: Actor, cast: Cast, reason: str = "市裏的分工", **changes: Any) -> CompetenceRule:
    return services.add_competence_rule(replace(LINE, **changes), reason=reason, actor=actor, at=cast.at)


def end_line(rule_id: int, actor: Actor, cast: Cast, **changes: Any) -> CompetenceRule:
    values = {"valid_until": date(2026, 6, 30), "reason": "收回", **changes}
    return services.end_competence_rule(rule_id, **values, actor=actor, at=cast.at)


def audited(event: str) -> list[tuple[str, str, int | None, datetime, dict[str, Any]]]:
    rows = AuditEntry.objects.filter(event=event).order_by("id")
    return [(row.object_type, row.object_id, row.account_id, row.at, data_of(row)) for row in rows]


def days_to_accept(received: date, region: str = "420102") -> int:
    return pack_for("complaint", "council", received, region).clock("acceptance").amount


def test_a_number_is_stored_whole_and_written_into_the_audit_log(admin: Actor, cast: Cast) -> None:
    row = set_option(admin, cast)
    stored = LocalOption.objects.values().get()
    assert stored == {
        "id": row.pk, "pack": "council-2024", "clock": "acceptance", "region_code": "420100", "amount": 5,
        "unit": "working_days", "roll": "none", "basis": "市消協受理規則第三條", "valid_from": date(2026, 5, 1),
        "valid_until": None,
    }  # fmt: skip
    data = {"pack": "council-2024", "clock": "acceptance", "region": "420100", "amount": 5, "unit": "working_days"}
    assert audited("packs.option_set") == [("packs", str(row.pk), admin.account_id, cast.at, data)]


@pytest.mark.parametrize(("received", "days"), [(date(2026, 4, 30), 7), (date(2026, 5, 1), 5), (date(2030, 1, 1), 5)])
def test_a_number_holds_from_its_first_day(received: date, days: int, admin: Actor, cast: Cast) -> None:
    set_option(admin, cast)
    assert days_to_accept(received) == days


@pytest.mark.parametrize(("received", "days"), [(date(2026, 6, 30), 5), (date(2026, 7, 1), 7)])
def test_a_number_holds_up_to_its_last_day(received: date, days: int, admin: Actor, cast: Cast) -> None:
    row = end_option(set_option(admin, cast).pk, admin, cast)
    assert days_to_accept(received) == days
    data = {"valid_until": "2026-06-30", "reason": "規則廢止"}
    assert audited("packs.option_ended") == [("packs", str(row.pk), admin.account_id, cast.at, data)]


def test_a_new_number_ends_the_one_before_it_the_day_before(admin: Actor, cast: Cast) -> None:
    set_option(admin, cast)
    set_option(admin, cast, valid_from=date(2026, 7, 1), amount=3)
    assert [(each.amount, each.valid_until) for each in LocalOption.objects.order_by("id")] == [
        (5, date(2026, 6, 30)),
        (3, None),
    ]


def test_a_new_number_leaves_one_alone_that_had_ended_before(admin: Actor, cast: Cast) -> None:
    ended = end_option(set_option(admin, cast).pk, admin, cast, valid_until=date(2026, 5, 31))
    set_option(admin, cast, valid_from=date(2026, 7, 1))
    ended.refresh_from_db()
    assert ended.valid_until == date(2026, 5, 31)


def test_a_new_number_cuts_one_short_that_would_end_later(admin: Actor, cast: Cast) -> None:
    first = end_option(set_option(admin, cast).pk, admin, cast, valid_until=date(2026, 12, 31))
    set_option(admin, cast, valid_from=date(2026, 7, 1))
    first.refresh_from_db()
    assert first.valid_until == date(2026, 6, 30)


@pytest.mark.parametrize("changes", [{"region_code": "420200"}, {"clock": "mediation"}, {"pack": "council-2014"}])
def test_numbers_of_other_places_clocks_and_packs_stand_beside_it(
    changes: dict[str, str], admin: Actor, cast: Cast
) -> None:
    first = set_option(admin, cast)
    set_option(admin, cast, **changes)
    first.refresh_from_db()
    assert first.valid_until is None


@pytest.mark.parametrize("amount", [1, 365])
def test_the_least_and_the_most_days_are_taken(amount: int, admin: Actor, cast: Cast) -> None:
    assert set_option(admin, cast, amount=amount).amount == amount


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"clock": "lunch"}, InvalidInput, "clock"),
        ({"pack": "samr-121"}, InvalidInput, "clock"),
        ({"region_code": "330100"}, NotAllowed, "region_code"),
        ({"region_code": ""}, NotAllowed, "region_code"),
        ({"amount": 0}, InvalidInput, "amount"),
        ({"amount": 366}, InvalidInput, "amount"),
        ({"basis": "  "}, InvalidInput, "basis"),
    ],
)
def test_a_wrong_number_is_refused_and_nothing_is_written(
    changes: dict[str, Any], error: type[Open315Error], field: str, admin: Actor, cast: Cast
) -> None:
    with pytest.raises(error) as caught:
        set_option(admin, cast, **changes)
    assert caught.value.field == field
    assert not LocalOption.objects.exists()
    assert audited("packs.option_set") == []


@pytest.mark.parametrize("day", [date(2026, 5, 1), date(2026, 4, 1)])
def test_a_number_cannot_begin_on_or_before_the_day_of_one_that_is_set(day: date, admin: Actor, cast: Cast) -> None:
    set_option(admin, cast)
    with pytest.raises(Conflict) as caught:
        set_option(admin, cast, valid_from=day)
    assert caught.value.field == "valid_from"
    assert set_option(admin, cast, valid_from=date(2026, 5, 2)).valid_from == date(2026, 5, 2)


def test_a_city_ends_its_own_number_but_not_that_of_another_or_of_the_province(admin: Actor, cast: Cast) -> None:
    own, other = set_option(admin, cast), set_option(admin, cast, region_code="420200")
    province = set_option(admin, cast, region_code="420000")
    city = replace(admin, region_code="420100")
    for foreign in (other, province):
        with pytest.raises(NotFound):
            end_option(foreign.pk, city, cast)
    with pytest.raises(NotFound):
        end_option(own.pk + 1000, city, cast)
    assert end_option(own.pk, city, cast).valid_until == date(2026, 6, 30)
    assert not LocalOption.objects.exclude(pk=own.pk).exclude(valid_until=None).exists()


def test_a_number_may_end_on_its_first_day_but_not_before(admin: Actor, cast: Cast) -> None:
    row = set_option(admin, cast)
    with pytest.raises(InvalidInput) as caught:
        end_option(row.pk, admin, cast, valid_until=date(2026, 4, 30))
    assert caught.value.field == "valid_until"
    assert end_option(row.pk, admin, cast, valid_until=date(2026, 5, 1)).valid_until == date(2026, 5, 1)


def test_ending_needs_a_reason(admin: Actor, cast: Cast) -> None:
    option, line = set_option(admin, cast), add_line(admin, cast)
    for end, row in ((end_option, option), (end_line, line)):
        with pytest.raises(InvalidInput) as caught:
            end(row.pk, admin, cast, reason=" ")
        assert caught.value.field == "reason"
        row.refresh_from_db()
        assert row.valid_until is None


def test_numbers_of_a_pack_are_listed_the_newest_of_a_place_first(admin: Actor, cast: Cast) -> None:
    set_option(admin, cast, region_code="420200")
    set_option(admin, cast)
    set_option(admin, cast, valid_from=date(2026, 7, 1))
    set_option(admin, cast, pack="council-2014")
    found = [(each.region_code, each.valid_from) for each in options_of("council-2024")]
    assert found == [("420100", date(2026, 7, 1)), ("420100", date(2026, 5, 1)), ("420200", date(2026, 5, 1))]


def test_a_line_is_stored_whole_and_written_into_the_audit_log(admin: Actor, cast: Cast) -> None:
    row = add_line(admin, cast, reason="  市裏的分工 ", priority=40, valid_until=date(2027, 12, 31))
    stored = CompetenceRule.objects.values().get(code="sport-leisure")
    assert stored == {
        "id": row.pk, "code": "sport-leisure", "priority": 40, "kind": "", "beside": False, "goods": "leisure", "nature": "", "trader_kind": "",
        "place": "matter", "sector": "sport", "level": 3, "article": "體育法第一百條", "article_in": {"en": "Sports Law Art 100"},
        "valid_from": date(2026, 5, 1), "valid_until": date(2027, 12, 31),
    }  # fmt: skip
    data = {"code": "sport-leisure", "reason": "市裏的分工"}
    assert audited("competence.rule_added") == [("competence", str(row.pk), admin.account_id, cast.at, data)]


def sector(on: date) -> str:
    return competence.resolve(Matter(goods="leisure", trader_kind="offline", region_code="420102"), on=on).sector


def test_a_line_decides_from_its_first_to_its_last_day(admin: Actor, cast: Cast) -> None:
    row = end_line(add_line(admin, cast).pk, admin, cast)
    days = (date(2026, 4, 30), date(2026, 5, 1), date(2026, 6, 30), date(2026, 7, 1))
    assert [sector(day) for day in days] == ["market", "sport", "sport", "market"]
    data = {"code": "sport-leisure", "valid_until": "2026-06-30", "reason": "收回"}
    assert audited("competence.rule_ended") == [("competence", str(row.pk), admin.account_id, cast.at, data)]


def test_a_line_of_the_same_pattern_is_refused_while_another_holds(admin: Actor, cast: Cast) -> None:
    first = add_line(admin, cast)
    with pytest.raises(Conflict, match="sport-leisure") as caught:
        add_line(admin, cast, code="again", valid_from=date(2026, 6, 30))
    assert caught.value.field == "priority"
    end_line(first.pk, admin, cast)
    with pytest.raises(Conflict):
        add_line(admin, cast, code="again", valid_from=date(2026, 6, 30))
    assert add_line(admin, cast, code="again", valid_from=date(2026, 7, 1)).pk
    assert add_line(admin, cast, code="first", valid_from=date(2026, 4, 1), valid_until=date(2026, 4, 30)).pk


@pytest.mark.parametrize("changes", [{"priority": 49}, {"nature": "price"}, {"trader_kind": "offline"}])
def test_a_line_of_another_pattern_or_priority_stands_beside_it(
    changes: dict[str, Any], admin: Actor, cast: Cast
) -> None:
    add_line(admin, cast)
    assert add_line(admin, cast, code="other", **changes).pk


def test_a_name_begins_on_a_day_only_once(admin: Actor, cast: Cast) -> None:
    add_line(admin, cast)
    with pytest.raises(Conflict) as caught:
        add_line(admin, cast, priority=49)
    assert caught.value.field == "code"
    assert add_line(admin, cast, priority=49, valid_from=date(2026, 5, 2)).pk


def test_a_line_needs_a_reason_and_days_in_order(admin: Actor, cast: Cast) -> None:
    with pytest.raises(InvalidInput) as caught:
        add_line(admin, cast, reason=" ")
    assert caught.value.field == "reason"
    with pytest.raises(InvalidInput) as caught:
        add_line(admin, cast, valid_until=date(2026, 4, 30))
    assert caught.value.field == "valid_until"
    assert not CompetenceRule.objects.filter(code="sport-leisure").exists()
    assert add_line(admin, cast, valid_until=date(2026, 5, 1)).valid_until == date(2026, 5, 1)


def test_a_line_that_is_not_there_cannot_end(admin: Actor, cast: Cast) -> None:
    with pytest.raises(NotFound):
        end_line(999_999, admin, cast)


@pytest.mark.parametrize(
    "who", ["clerk", "officer", "supervisor", "secretariat", "analyst", "market_liaison", "nobody"]
)
def test_nobody_but_an_administrator_changes_the_law_tables(who: str, admin: Actor, cast: Cast) -> None:
    option, line = set_option(admin, cast), add_line(admin, cast)
    actor = cast.actor(who)
    for act in (
        lambda: set_option(actor, cast, clock="mediation"),
        lambda: end_option(option.pk, actor, cast),
        lambda: add_line(actor, cast, code="other", priority=1),
        lambda: end_line(line.pk, actor, cast),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert LocalOption.objects.filter(valid_until=None).count() == 1
    assert not CompetenceRule.objects.filter(code="other").exists()


def test_competence_is_changed_by_the_administrator_of_the_top_alone_and_numbers_by_those_of_their_places(
    admin: Actor, cast: Cast
) -> None:
    """The administrator of one city ended a line by which every council of the province decides."""
    city = replace(admin, organisation_id=cast.bodies["wuhan"].pk, region_code="420100")
    top = replace(admin, organisation_id=cast.bodies["province"].pk)
    row = add_line(top, cast)
    for act in (lambda: add_line(city, cast, code="another", priority=51), lambda: end_line(row.pk, city, cast)):
        with pytest.raises(NotAllowed):
            act()
    assert CompetenceRule.objects.get(pk=row.pk).valid_until is None
    assert end_line(row.pk, top, cast).valid_until == date(2026, 6, 30)
    assert set_option(city, cast).region_code == "420100"
