from dataclasses import replace
from datetime import date

import pytest

from open315.law.packs import documents
from open315.law.queries import department_pack
from open315.law.rules import packs
from open315.law.rules.pack_files import parse_all
from open315.law.rules.packs import (
    LocalOption,
    PackUnknown,
    Roll,
    Unit,
    all_packs,
    choices_for,
    covers,
    pack,
    pack_for,
    with_options,
)


@pytest.mark.parametrize(
    ("received", "body", "code"),
    [
        (date(2014, 3, 15), "department", "department-2014"),
        (date(2019, 12, 31), "department", "department-2014"),
        (date(2020, 1, 1), "department", "samr-20"),
        (date(2026, 4, 14), "department", "samr-20"),
        (date(2026, 4, 15), "department", "samr-121"),
        (date(1985, 1, 1), "council", "council-1985"),
        (date(1993, 12, 31), "council", "council-1985"),
        (date(1994, 1, 1), "council", "council-1994"),
        (date(2014, 3, 14), "council", "council-1994"),
        (date(2014, 3, 15), "council", "council-2014"),
        (date(2024, 6, 30), "council", "council-2014"),
        (date(2024, 7, 1), "council", "council-2024"),
        (date(2040, 1, 1), "council", "council-2024"),
    ],
)
def test_the_day_of_receipt_chooses_the_pack(received: date, body: str, code: str) -> None:
    assert pack_for("complaint", body, received, "420100").code == code


@pytest.mark.parametrize("kind", ["complaint", "report", "enquiry"])
def test_2013_has_rules_for_every_kind_of_case_and_no_clock(kind: str) -> None:
    """What the user saw: nothing received before 2014-03-15 could be registered ("沒有適用的規則包"). Those laws fixed no days."""
    for day in (date(1985, 1, 1), date(2009, 3, 15), date(2014, 3, 14)):
        found = pack_for(kind, "council", day, "420100")
        assert (found.clocks, found.starting("received", kind)) == ((), ()), day
    assert [each.code for each in pack("council-1994").routes] == ["negotiation", "department", "arbitration", "court"]
    assert pack("council-1985").routes == ()


@pytest.mark.parametrize(
    ("kind", "sector", "day", "code"),
    [
        ("complaint", "market", date(2026, 4, 15), "samr-121"),
        ("complaint", "drug", date(2026, 4, 14), "samr-20"),
        ("complaint", "market", date(2019, 12, 31), "department-2014"),
        ("complaint", "culture_tourism", date(2026, 5, 12), "department-2024"),
        ("complaint", "central_bank", date(2026, 5, 12), "department-2024"),
        ("complaint", "education", date(2024, 7, 1), "department-2024"),
        ("complaint", "education", date(2024, 6, 30), "department-2014"),
        ("complaint", "market", date(2024, 7, 1), "samr-20"),
        ("complaint", "education", date(2014, 3, 15), "department-2014"),
        ("complaint", "education", date(2014, 3, 14), None),
        ("complaint", "", date(2026, 5, 12), None),
        ("report", "culture_tourism", date(2026, 5, 12), None),
        ("report", "market", date(2026, 5, 12), "samr-121"),
        ("enquiry", "market", date(2026, 5, 12), None),
    ],
)
@pytest.mark.django_db
def test_every_department_is_bound_by_the_law_of_its_day(kind: str, sector: str, day: date, code: str | None) -> None:
    """What the user saw: a referral to a tourism authority ran on the council's 15 days alone; the law gives it 7 working days."""
    found = department_pack(kind, sector, day, "420100")
    assert (found and found.code) == code


def test_a_local_text_nobody_verified_is_offered_but_never_chosen_by_itself() -> None:
    assert pack_for("complaint", "council", date(2026, 5, 12), "330100").code == "council-2024"
    offered = [each.code for each in choices_for("complaint", "council", date(2026, 5, 12), "330100")]
    assert offered == ["council-zhejiang-2017", "council-2024"]


def test_a_day_before_every_pack_is_unknown() -> None:
    with pytest.raises(PackUnknown):
        pack_for("complaint", "department", date(2014, 3, 14))
    with pytest.raises(PackUnknown):
        pack_for("complaint", "council", date(1984, 12, 31))
    with pytest.raises(PackUnknown):
        pack_for("enquiry", "department", date(2026, 5, 12))
    with pytest.raises(PackUnknown):
        pack("samr-99")


@pytest.mark.parametrize(
    ("received", "region", "offered"),
    [
        (date(2017, 4, 30), "330100", ["council-2014"]),
        (date(2017, 5, 1), "330100", ["council-zhejiang-2017", "council-2014"]),
        (date(2015, 3, 14), "310115", ["council-2014"]),
        (date(2015, 3, 15), "310115", ["council-shanghai", "council-2014"]),
        (date(2022, 7, 31), "310115", ["council-shanghai", "council-2014"]),
        (date(2026, 5, 12), "420100", ["council-2024"]),
        (date(2026, 5, 12), "", ["council-2024"]),
    ],
)
def test_packs_are_offered_in_their_place_and_time_the_most_local_first(
    received: date, region: str, offered: list[str]
) -> None:
    assert [each.code for each in choices_for("complaint", "council", received, region)] == offered


@pytest.mark.parametrize(
    ("received", "offered"),
    [(date(2022, 8, 1), ["council-2014"]), (date(2026, 5, 12), ["council-2024"])],
)
def test_the_shanghai_text_of_2014_is_not_offered_after_its_revision_of_2022(
    received: date, offered: list[str]
) -> None:
    """What was wrong: the pack ran on and on, though the regulations were revised from 2022-08-01 (Announcement 118)."""
    assert [each.code for each in choices_for("complaint", "council", received, "310115")] == offered


def test_of_two_packs_of_one_place_the_newer_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    older = pack("council-2024")
    newer = replace(older, code="newer", valid_from=date(2025, 1, 1))
    for order in ([older, newer], [newer, older]):
        monkeypatch.setattr(packs, "all_packs", lambda order=order: {each.code: each for each in order})
        offered = choices_for("complaint", "council", date(2026, 5, 12))
        assert [each.code for each in offered] == ["newer", "council-2024"]


def test_a_local_pack_inherits_what_it_does_not_change() -> None:
    zhejiang, base = pack("council-zhejiang-2017"), pack("council-2014")
    assert (zhejiang.clock("acceptance").amount, zhejiang.clock("acceptance").unit) == (5, Unit.WORKING_DAYS)
    assert zhejiang.grounds == base.grounds
    assert zhejiang.valid_until is None


def test_order_121_knows_its_seven_grounds_and_eight_endings() -> None:
    order = pack("samr-121")
    assert len(order.grounds) == 7
    assert len(order.terminations) == 8
    assert order.ground("already_handled").article.zh_hant == "處理辦法第十六條第（二）項"
    assert order.ground("already_handled").article.en == "SAMR Order 121 Art 16 (2)"
    assert [each.code for each in order.routes] == ["negotiation", "council", "arbitration", "court"]
    assert [each.code for each in order.pause_grounds_of("mediation")] == ["appraisal", "recusal"]


def test_the_notice_to_real_name_reporters_ended_with_order_20() -> None:
    assert pack("samr-20").clock("reporter_notice").amount == 5
    with pytest.raises(LookupError):
        pack("samr-121").clock("reporter_notice")


def test_events_find_the_clocks_they_start_and_end() -> None:
    council = pack("council-2024")
    assert [each.key for each in council.starting("received", "complaint")] == ["acceptance"]
    assert [each.key for each in council.starting("received", "enquiry")] == ["enquiry_answer"]
    assert [each.key for each in council.ended_by("referred", "complaint")] == ["acceptance"]


def test_every_text_stands_in_both_languages() -> None:
    for found in all_packs().values():
        for each in (*found.clocks, *found.grounds, *found.terminations, *found.routes, *found.pauses):
            assert each.words.zh_hant, (found.code, each)
            assert each.words.en, (found.code, each)
            assert each.article.en, (found.code, each)


def option(**changes: object) -> LocalOption:
    values = {
        "pack": "council-2024", "clock": "acceptance", "region_code": "420000", "amount": 5, "unit": Unit.WORKING_DAYS,
        "roll": Roll.NONE, "basis": "省消委會受理規則第三條", "valid_from": date(2026, 1, 1), "valid_until": None, **changes,
    }  # fmt: skip
    return LocalOption(**values)  # type: ignore[arg-type]


def test_a_place_sets_its_own_number_and_the_nearest_place_wins() -> None:
    options = [option(region_code="420100", amount=3), option()]
    assert with_options(pack("council-2024"), options, "420102", date(2026, 5, 1)).clock("acceptance").amount == 3
    assert with_options(pack("council-2024"), options, "420200", date(2026, 5, 1)).clock("acceptance").amount == 5
    assert with_options(pack("council-2024"), options, "330100", date(2026, 5, 1)).clock("acceptance").amount == 7
    assert with_options(pack("council-2024"), options, "420102", date(2025, 5, 1)).clock("acceptance").amount == 7


def test_a_later_number_of_the_province_does_not_beat_that_of_the_city() -> None:
    city, province = option(region_code="420100", amount=3), option(amount=5, valid_from=date(2026, 4, 1))
    for options in ([city, province], [province, city]):
        assert with_options(pack("council-2024"), options, "420102", date(2026, 5, 1)).clock("acceptance").amount == 3


def test_a_county_that_the_province_governs_has_its_own_number() -> None:
    options = [option(region_code="429004", amount=4), option(amount=5)]
    amounts = [
        with_options(pack("council-2024"), options, code, date(2026, 5, 1)).clock("acceptance").amount
        for code in ("429004", "429005", "420100")
    ]
    assert amounts == [4, 5, 5]


@pytest.mark.parametrize(
    ("received", "amount"),
    [(date(2025, 12, 31), 7), (date(2026, 1, 1), 5), (date(2026, 6, 30), 5), (date(2026, 7, 1), 7)],
)
def test_a_number_holds_from_its_first_to_its_last_day(received: date, amount: int) -> None:
    options = [option(valid_until=date(2026, 6, 30))]
    assert with_options(pack("council-2024"), options, "420102", received).clock("acceptance").amount == amount


def test_the_latest_of_two_numbers_of_one_place_counts() -> None:
    options = [option(amount=4, valid_from=date(2026, 3, 1)), option(amount=5)]
    assert with_options(pack("council-2024"), options, "420102", date(2026, 5, 1)).clock("acceptance").amount == 4


def test_a_number_brings_its_unit_its_rolling_and_its_text() -> None:
    changed = with_options(
        pack("council-2024"), [option(unit=Unit.DAYS, roll=Roll.ALL_DAYS_OFF)], "420102", date(2026, 5, 1)
    )
    clock, others = changed.clock("acceptance"), changed.clock("mediation")
    assert (clock.amount, clock.unit, clock.roll, clock.by_option) == (5, Unit.DAYS, Roll.ALL_DAYS_OFF, True)
    assert clock.article.zh_hant == clock.words.zh_hant == "省消委會受理規則第三條"
    assert clock.ends == pack("council-2024").clock("acceptance").ends
    assert (others.amount, others.by_option) == (60, False)


def test_a_number_for_another_pack_changes_nothing() -> None:
    found = pack("council-2024")
    assert with_options(found, [option(pack="council-2014")], "420102", date(2026, 5, 1)) is found


def test_what_a_pack_does_not_know_is_no_answer() -> None:
    with pytest.raises(LookupError):
        pack("council-2024").ground("lunch")
    with pytest.raises(LookupError):
        pack("council-2024").pause_ground("lunch")
    assert pack("council-2024").pause_ground("recusal").label.en == "Mediation suspended to decide on a recusal"
    assert pack("council-2024").pause_grounds_of("acceptance") == ()


def test_what_the_law_fixes_no_place_can_change() -> None:
    changed = with_options(pack("samr-121"), [option(pack="samr-121", region_code="")], "420100", date(2026, 5, 1))
    assert changed.clock("acceptance").amount == 7


def test_law_of_a_place_holds_in_what_lies_in_it() -> None:
    assert covers("420000", "420102")
    assert covers("420000", "429004")
    assert covers("429004", "429004")
    assert covers("", "420102")
    assert not covers("420100", "420200")
    assert not covers("429004", "429005")
    assert not covers("420100", "420000")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"extends": "nothing"}, "does not exist"),
        ({"colour": "red"}, "unknown entries"),
        ({"clocks": [{"key": "acceptance", "amount": 0}]}, "positive"),
        ({"clocks": [{"key": "acceptance", "extension": -1}]}, "positive"),
        ({"clocks": [{"key": "acceptance", "pauses": ["lunch"]}]}, "unknown pause grounds"),
        ({"clocks": [{"key": "acceptance", "colour": "red"}]}, "clock acceptance: unknown entries"),
        ({"routes": [{"code": "court", "words": "甲", "article": "乙"}] * 2}, "a code is twice in routes"),
        ({"extends": "wrong"}, "does not exist"),
    ],
)
def test_a_mistake_in_a_file_is_named(change: dict[str, object], message: str) -> None:
    wrong = {"code": "wrong", "extends": "council-2024", **change}
    with pytest.raises(ValueError, match=message):
        parse_all([*documents(), wrong])


def test_one_day_and_no_extension_are_the_least_a_clock_may_have() -> None:
    least = {"code": "least", "extends": "council-2024", "clocks": [{"key": "acceptance", "amount": 1, "extension": 0}]}
    assert parse_all([*documents(), least])["least"].clock("acceptance").amount == 1
