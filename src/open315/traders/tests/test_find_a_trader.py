"""Which trader of the register a description means, and when a new one is added. The tables say it by hand.

Regions: 420102 江岸區 lies in Wuhan 420100, 420202 in Huangshi 420200; 429004 仙桃 is governed by the province and a city of its own.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from open315.core.errors import InvalidInput
from open315.core.text import fold
from open315.traders import queries, services
from open315.traders.models import Trader
from open315.traders.services import Described, checked_credit_code, find_or_add, find_or_add_many, key_of
from tests.rows import Row, changes, nothing_changes

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
BEFORE = datetime(2026, 1, 2, 2, 0, tzinfo=UTC)
CODE, OTHER_CODE = "91420100MA4KXXXX1G", "91110000600037341L"
"""Two codes whose last sign is right."""

# What of a description decides: the code alone, or the name (in whatever script, but with all its signs) and the city.

KEYS = [
    (Described("甲", credit_code=CODE), ("code", CODE, "")),
    (Described("乙", credit_code=CODE, region_code="420102"), ("code", CODE, "")),
    (Described("甲電器"), ("name", "甲电器", "")),
    (Described("甲電器", region_code="420000"), ("name", "甲电器", "420000")),
    (Described("甲電器", region_code="420100"), ("name", "甲电器", "420100")),
    (Described("甲電器", region_code="420102"), ("name", "甲电器", "420100")),
    (Described("甲電器", region_code="429004"), ("name", "甲电器", "429004")),
    (Described("甲電器", region_code="310115"), ("name", "甲电器", "310115")),
    (Described("ＡＢＣ", kind="platform", address="中山大道 2 號"), ("name", "ＡＢＣ", "")),
    (Described(" 老王\u3000 麵館（一店）"), ("name", "老王 面馆（一店）", "")),
    # Invisible signs fold to nothing, and some signs to many.
    (Described("\u200b"), ("name", "\u200b", "")),
    (Described("㍿" * 31), ("name", "㍿" * 31, "")),
]


def test_two_descriptions_are_one_trader_by_code_or_by_name_and_city() -> None:
    assert [key_of(described) for described, _key in KEYS] == [key for _described, key in KEYS]


# The register of the tests, oldest first, and what finds what in it.

REGISTER: dict[str, Row] = {
    "placeless": {"name": "甲電器"},
    "wuhan": {"name": "甲電器", "region": "420102"},
    "wuhan again": {"name": "甲電器", "region": "420100"},
    "huangshi": {"name": "甲電器", "region": "420202", "code": CODE},
    "placeless again": {"name": "甲電器"},
    "kept": {"name": "乙商場", "region": "420100"},
    "merged": {"name": "乙百貨", "region": "420100", "into": "kept"},
    "merged placeless": {"name": "丙百貨", "into": "kept"},
    "merged by code": {"name": "丁", "code": OTHER_CODE, "into": "kept"},
    "placed": {"name": "戊店", "region": "420200"},
    "placed later": {"name": "戊店", "region": "420102"},
    "of the province": {"name": "己店", "region": "420000"},
    "nameless": {"name": "", "region": "420100"},
}
FOUND: list[tuple[Described, str | None]] = [
    # A name alone is the first trader of that name, wherever it is.
    (Described("甲電器"), "placeless"),
    (Described("甲电器"), "placeless"),
    (Described("戊店"), "placed"),
    (Described("乙商場"), "kept"),
    # A name with a place is the first of that city, though one without a place stands before it.
    (Described("甲電器", region_code="420102"), "wuhan"),
    (Described("甲電器", region_code="420111"), "wuhan"),
    (Described("甲電器", region_code="420200"), "huangshi"),
    (Described("戊店", region_code="420100"), "placed later"),
    # … else the first whose place nobody knows.
    (Described("甲電器", region_code="429004"), "placeless"),
    (Described("甲電器", region_code="420000"), "placeless"),
    # … else a new one.
    (Described("戊店", region_code="429004"), None),
    (Described("己店", region_code="420100"), None),
    (Described("己店", region_code="420000"), "of the province"),
    (Described("庚店"), None),
    # A code says more than name and place; a trader known by its name alone has none.
    (Described("什麼都行", credit_code=CODE), "huangshi"),
    (Described("甲電器", credit_code=CODE, region_code="420102"), "huangshi"),
    (Described("甲電器", credit_code="91420100MA4KYYYY2X"), None),
    # One that was merged leads to the one that was kept.
    (Described("乙百貨", region_code="420102"), "kept"),
    (Described("乙百貨"), "kept"),
    (Described("丙百貨", region_code="420102"), "kept"),
    (Described("丁", credit_code=OTHER_CODE), "kept"),
]


@pytest.fixture
def register(db: None) -> dict[str, int]:
    made: dict[str, int] = {}
    for who, line in REGISTER.items():
        made[who] = Trader.objects.create(
            name=line["name"],
            folded_name=fold(line["name"]),
            region_id=line.get("region"),
            credit_code=line.get("code", ""),
            merged_into_id=made[line["into"]] if "into" in line else None,
            created_at=BEFORE,
        ).pk
    return made


def test_a_trader_is_found_and_nothing_is_written(register: dict[str, int]) -> None:
    known = [(described, who) for described, who in FOUND if who]
    with nothing_changes():
        found = [find_or_add(described, at=AT) for described, _who in known]
    who_is = {pk: who for who, pk in register.items()}
    assert [who_is.get(pk) for pk in found] == [who for _described, who in known]


def test_a_trader_that_is_not_known_is_added_once(register: dict[str, int]) -> None:
    unknown = [described for described, who in FOUND if who is None]
    added = [find_or_add(described, at=AT) for described in unknown]
    assert len(set(added)) == len(unknown)
    assert not set(added) & set(register.values())
    assert Trader.objects.count() == len(REGISTER) + len(unknown)
    with nothing_changes():
        assert [find_or_add(described, at=AT) for described in unknown] == added


def test_many_are_found_as_each_of_them_alone(register: dict[str, int]) -> None:
    known = {key_of(described): register[who] for described, who in FOUND if who}
    with nothing_changes():
        assert find_or_add_many([described for described, who in FOUND if who], at=AT) == known
    unknown = [described for described, who in FOUND if who is None]
    found = find_or_add_many([described for described, _who in FOUND], at=AT)
    assert {key: pk for key, pk in found.items() if key in known} == known
    added = [found[key_of(each)] for each in unknown]
    assert len(set(added)) == len(unknown)
    assert not set(added) & set(register.values())
    assert Trader.objects.count() == len(REGISTER) + len(unknown)


APART = [
    ("老王麵館（一店）", "老王麵館（二店）"),
    ("老王麵館（一店）", "老王麵館(一店)"),
    ("愛麗絲·王美容店", "愛麗絲－王美容店"),
    ("愛麗絲·王美容店", "愛麗絲王美容店"),
    ("ＫＴＶ歌城", "KTV歌城"),
    ("ABC超市", "abc超市"),
    ("Café 甲", "Cafe 甲"),
    ("甲商貿有限公司", "甲商貿有限責任公司"),
    ("小米①店", "小米1店"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_differ_in_a_sign_are_two_traders(db: None, one: str, other: str) -> None:
    """The register took （一店） and (一店), ＫＴＶ and KTV for one: folding is for search alone."""
    first = find_or_add(Described(one), at=AT)
    assert find_or_add(Described(other), at=AT) != first
    assert find_or_add(Described(one), at=AT) == first
    both = find_or_add_many([Described(one), Described(other)], at=AT)
    assert len(set(both.values())) == 2
    assert sorted(Trader.objects.values_list("name", flat=True)) == sorted([one, other])


def test_a_name_in_the_other_script_or_with_other_blanks_is_the_same_trader(db: None) -> None:
    first = find_or_add(Described("老王麵館 （一店）"), at=AT)
    assert find_or_add(Described("老王面馆\u3000（一店）"), at=AT) == first


def test_of_no_trader_nothing_is_asked(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert find_or_add_many([], at=AT) == {}
    assert len(asked) == 0


COSTS = [
    # What is looked for among those that are known, and how many questions that takes however many they are.
    ([Described("甲電器", region_code="420102"), Described("戊店"), Described("乙商場")], 1),
    ([Described("甲", credit_code=CODE), Described("丁", credit_code=OTHER_CODE)], 1),
    ([Described("甲電器"), Described("戊店"), Described("丁", credit_code=OTHER_CODE)], 2),
]


def test_many_known_ones_cost_one_question_by_name_and_one_by_code(register: dict[str, int]) -> None:
    for wanted, questions in COSTS:
        with CaptureQueriesContext(connection) as asked:
            assert len(find_or_add_many(wanted, at=AT)) == len(wanted)
        assert len(asked) == questions, wanted


@pytest.mark.parametrize("described", [Described("甲電器"), Described("丁", credit_code=OTHER_CODE)])
def test_one_that_is_known_costs_one_question(register: dict[str, int], described: Described) -> None:
    """A prepared one on PostgreSQL, which goes past Django's notes."""
    with CaptureQueriesContext(connection) as asked:
        find_or_add(described, at=AT)
    assert len(asked) == (1 if connection.vendor == "sqlite" else 0)


@pytest.mark.parametrize("moment", ["_alone_with", "_new"])
def test_who_comes_second_finds_what_the_first_has_added(
    db: None, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Another process adds the trader while this one waits for it, or, without a lock of its own, a moment before it writes."""
    do, added = getattr(services, moment), list[int]()

    def another_was_quicker(*args: Any) -> Any:
        added.append(Trader.objects.create(name="甲電器", folded_name="甲电器", credit_code=CODE, created_at=BEFORE).pk)
        return do(*args)

    monkeypatch.setattr(services, moment, another_was_quicker)
    assert [find_or_add(Described("甲電器", credit_code=CODE), at=AT)] == added
    assert Trader.objects.count() == 1


class _Noting:
    """A connection to PostgreSQL that notes what it is asked."""

    vendor = "postgresql"

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[Any]]] = []

    def cursor(self) -> "_Noting":
        return self

    def execute(self, statement: str, values: list[Any]) -> None:
        self.asked.append((statement, values))

    def __enter__(self) -> "_Noting":
        return self

    def __exit__(self, *_problem: object) -> None: ...


def test_whoever_adds_names_waits_for_those_who_add_the_same(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL, by one lock a share of all names, in one order for everybody. `tests/concurrency` shows that it holds."""
    noting = _Noting()
    monkeypatch.setattr(services, "connection", noting)
    find_or_add_many(
        [Described("甲", credit_code=CODE), Described("乙"), Described("丙"), Described("丙", region_code="420100")],
        at=AT,
    )
    ((statement, (number, shares)),) = noting.asked
    assert statement == "SELECT pg_advisory_xact_lock(%s, stripe) FROM unnest(%s::int[]) AS stripe"
    # crc32 of the three names, of which each share takes the last six bits.
    assert (number, shares) == (3151, [42, 62, 63])
    find_or_add_many([Described("丙"), Described("乙")], at=AT)
    assert len(noting.asked) == 1, "nobody waits for what is known"


FULL = Described("甲電器", CODE, "platform_seller", "中山大道 2 號", "420102")
ADDED: list[tuple[Described, Row]] = [
    (FULL, {}),
    (replace(FULL, credit_code=""), {"credit_code": ""}),
    (replace(FULL, region_code=""), {"region_id": None}),
    (replace(FULL, address=""), {"address": ""}),
    (replace(FULL, kind=""), {"kind": "offline"}),
    (Described("甲電器"), {"credit_code": "", "region_id": None, "address": "", "kind": "offline"}),
]


@pytest.mark.parametrize(("described", "otherwise"), ADDED)
def test_a_new_trader_holds_what_was_told_of_it_and_nothing_else_changes(
    db: None, described: Described, otherwise: Row
) -> None:
    found = changes(lambda: find_or_add(described, at=AT))
    ((how, row),) = found.pop("traders.Trader")
    assert (how, found) == ("+", {})
    assert row.pop("id") == find_or_add(described, at=AT)
    assert row == {
        "name": "甲電器", "folded_name": "甲电器", "credit_code": CODE, "kind": "platform_seller",
        "region_id": "420102", "address": "中山大道 2 號", "platform_id": None, "merged_into_id": None, "created_at": AT, **otherwise,
    }  # fmt: skip


def test_what_is_told_twice_at_once_is_added_once(db: None) -> None:
    told = [Described("甲電器", region_code="420102"), Described("甲电器", region_code="420100"), Described("乙")]
    found = find_or_add_many(told, at=AT)
    assert set(found) == {("name", "甲电器", "420100"), ("name", "乙", "")}
    assert Trader.objects.count() == 2


def test_a_trader_told_with_and_without_its_place_is_two_at_once_and_one_afterwards(db: None) -> None:
    """In one sheet nobody can say that the second line means the first; later the name alone finds the older of the two."""
    placeless, placed = Described("甲電器"), Described("甲電器", region_code="420102")
    found = find_or_add_many([placeless, placed], at=AT)
    assert len(set(found.values())) == 2
    assert find_or_add(placeless, at=AT) == min(found.values())
    assert find_or_add(placed, at=AT) == found[key_of(placed)]


def test_a_complaint_about_a_trader_of_invisible_signs_can_be_filed(db: None) -> None:
    """Such a name came from a phone's keyboard: the portal answered with a server error."""
    first = find_or_add(Described("\u200b"), at=AT)
    assert find_or_add(Described("\u200b"), at=AT) == first
    assert Trader.objects.get().name == "\u200b"


# The unified social credit code.

CODES = [
    ("", ""),
    ("  ", ""),
    (CODE, CODE),
    ("91420100ma4kxxxx1g", CODE),
    (" 91420100-MA4K XXXX-1G ", CODE),
    ("\t91420100MA4KXXXX1G\u3000\n", CODE),
]
WRONG = ["91420100MA4KXXXX1H", CODE[:-1], CODE + "G", "x", "甲"]


@pytest.mark.parametrize(("typed", "code"), CODES)
def test_a_credit_code_is_brought_into_its_normal_form(typed: str, code: str) -> None:
    assert checked_credit_code(typed) == code


@pytest.mark.parametrize("typed", WRONG)
def test_a_credit_code_with_a_wrong_sign_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked_credit_code(typed)
    assert refusal.value.field == "credit_code"
    with translation.override("zh-hant"):
        assert str(refusal.value.message) == "統一社會信用代碼不正確：應為營業執照上的 18 位字母數字。"


def test_a_trader_is_read_by_its_number(register: dict[str, int]) -> None:
    found = queries.find_trader(register["wuhan"])
    assert found is not None
    assert (found.pk, found.name, str(found)) == (register["wuhan"], "甲電器", "甲電器")
    assert queries.find_trader(0) is None
