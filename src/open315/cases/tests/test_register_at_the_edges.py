"""Registering at the edges: days, numbers, repeats, names, lengths, files, the code of the receipt."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from open315.cases import queries, services
from open315.cases.models import Case, Party, SealedText
from open315.cases.tests.making import complaint
from open315.cases.tests.telling import register, told
from open315.cases.tests.world import AT, RECEIVED, World
from open315.cases.types import ConsumerFacts, Kind, PersonDetails, Registered, TraderRef
from open315.core.errors import Conflict, InvalidInput
from open315.law.rules.packs import PackUnknown
from open315.org.models import Organisation
from open315.traders.models import Trader
from tests.rows import difference, everything


def test_a_case_received_in_2013_is_registered_and_one_of_1984_is_not(world: World) -> None:
    """What the user saw: "沒有適用的規則包" for everything before 2014-03-15. The laws of then fixed no days: no clock runs."""
    for day, pack in ((datetime(2013, 6, 1), "council-1994"), (datetime(1985, 1, 1), "council-1985")):
        receipt = register(world, complaint(world.cast, received_at=day.replace(tzinfo=RECEIVED.tzinfo)))
        case = Case.objects.get(pk=receipt.case_id)
        found = (case.pack, case.state, case.next_due_on, case.calendar_unknown, case.clocks.count())
        assert found == (pack, "registered", None, False, 0)
        assert case.received_on == day.date()
    with pytest.raises(PackUnknown):
        register(world, complaint(world.cast, received_at=datetime(1984, 12, 31, 23, 59, tzinfo=RECEIVED.tzinfo)))


def test_numbers_run_on_by_council_and_by_the_year_in_china(world: World) -> None:
    eve = datetime(2025, 12, 31, 15, 59, tzinfo=UTC)
    last = register(world, complaint(world.cast, received_at=eve)).number
    first = register(world, complaint(world.cast, received_at=eve.replace(hour=16))).number
    so_far = len(world.cases) - 1
    assert (last, first) == ("武消2025-00001", f"武消2026-{so_far + 1:05d}")
    plain = Organisation.objects.create(kind="council", name="鄂州市消費者委員會", region_id="420700", case_prefix="")
    number = register(world, complaint(world.cast, council_id=plain.pk), "anonymous").number
    assert number == f"C{plain.pk}-2026-00001"


def test_the_same_request_twice_is_one_case_and_another_under_its_key_is_refused(world: World) -> None:
    first = register(world, told(world), idempotency="desk:1")
    once = everything()
    again = register(world, replace(told(world), received_at=AT, language="zh-hant"), idempotency="desk:1")
    assert again == replace(first, created=False)
    for change in ({"title": "別的"}, {"amount_cents": 1_991}, {"upload_ids": ()}, {"consents": ("publish",)}):
        with pytest.raises(Conflict):
            register(world, replace(told(world), **change), idempotency="desk:1")
    after = difference(once, everything())
    assert set(after) <= {"core.Series"}
    other = replace(told(world), upload_ids=(), source_ref="A-2")
    assert register(world, other, idempotency="desk:2").number != first.number


@pytest.mark.parametrize(
    ("told", "kept"),
    [(" 商 行\u3000\n", "商 行"), ("\u3000", ""), ("商" * 119 + " 行", "商" * 119), (" " * 9 + "商" * 120, "商" * 120)],
)
def test_a_traders_name_is_kept_without_blanks_around_it_at_every_door(world: World, told: str, kept: str) -> None:
    """A case and the register say the same name, whether one was registered or a sheet of them."""
    command = complaint(world.cast, kind=Kind.REPORT, trader=TraderRef(name=told, region_code="420102"))
    many = replace(command, source="sheet", source_ref="1")
    (imported,) = services.register_cases([many], actor=world.actor("clerk"), at=AT)
    assert isinstance(imported, Registered)
    for receipt in (register(world, command), imported):
        case = Case.objects.select_related("trader").get(pk=receipt.case_id)
        assert case.trader_name == kept
        assert (case.trader.name if case.trader else "") == kept


def test_a_trader_of_the_register_is_not_added_again(world: World) -> None:
    known = Trader.objects.get(name="武漢示例電器行")
    by_name = complaint(world.cast, trader=TraderRef(name=" 武汉示例电器行 ", region_code="420106"))
    by_id = complaint(world.cast, trader=TraderRef(trader_id=known.pk, name="別名"))
    elsewhere = complaint(world.cast, trader=TraderRef(name="武漢示例電器行", region_code="420202"))
    one, two, three = (Case.objects.get(pk=register(world, each).case_id) for each in (by_name, by_id, elsewhere))
    assert one.trader_id == two.trader_id == known.pk
    assert (two.trader_name, three.trader_id == known.pk) == ("別名", False)


def test_what_is_too_long_for_its_column_is_cut_after_masking(world: World) -> None:
    number = "13900139000"
    command = complaint(
        world.cast,
        kind=Kind.REPORT,
        title="題" * 115 + number,
        goods_text="貨" * 115 + number,
        trader=TraderRef(name="商" * 121, address="路" * 201, region_code="420102"),
        language="language-x",
        consumer_facts=ConsumerFacts("a" * 13, "g" * 9, "4201060"),
        consumer=PersonDetails("甲", "+86 139 0013 9000 轉 12345678"),
        source_data={"備註": "長" * 501},
    )
    case = Case.objects.select_related("trader").get(pk=register(world, command).case_id)
    party = Party.objects.get(case=case)
    assert (case.title, case.goods_text) == ("題" * 115 + "139**", "貨" * 115 + "139**")
    assert (len(case.trader_name), case.language, case.source_data) == (120, "language", {"備註": "長" * 500})
    assert case.trader is not None
    assert (len(case.trader.name), len(case.trader.address)) == (120, 200)
    assert (party.age_band, party.gender, party.region_code) == ("a" * 12, "g" * 8, "420106")
    assert len(party.masked_phone) == 24
    assert {each.field for each in SealedText.objects.filter(case=case)} == {"title", "goods_text", "narrative"}


def test_files_that_are_not_there_keep_the_case_from_being_registered(world: World) -> None:
    gone = complaint(world.cast, upload_ids=(UUID("00000000-0000-4000-8000-000000000000"),))
    with pytest.raises(InvalidInput) as caught:
        register(world, gone)
    assert caught.value.field == "evidence"
    assert set(difference(world.kept, everything())) <= {"core.Series", "traders.Trader"}


def test_the_code_of_the_receipt_opens_this_case_alone(world: World) -> None:

    one, two = register(world, complaint(world.cast)), register(world, complaint(world.cast))
    assert one.query_code != two.query_code
    found = queries.find_by_code(one.query_code)
    assert found is not None
    assert found.number == one.number
