"""One letter that holds a complaint, a report and a question becomes as many cases, each with its own number, rules and clocks."""

from datetime import date

import pytest

from open315.cases.models import Case, Clock, Identity, Party, TimelineEntry
from open315.cases.queries.case_file import get_case, timeline
from open315.cases.tests.using import USES
from open315.cases.tests.world import World
from open315.cases.vault import open_identity
from open315.core.errors import InvalidInput
from open315.core.outbox.models import OutboxEvent


def split(world: World, case: str = "registered", **given: str) -> tuple[Case, Case]:
    USES["split"](world, world.case(case), **given)
    whole = Case.objects.get(pk=world.case(case))
    return whole, Case.objects.order_by("-id")[0]


def test_the_part_is_a_case_of_its_own_received_on_the_same_day(world: World) -> None:
    whole, part = split(world)
    assert (part.kind, part.title, part.narrative) == ("report", "商家銷售假貨", "同時舉報該店銷售假貨。")
    assert part.split_from_id == whole.pk
    assert part.number != whole.number
    for name in ("council_id", "channel", "received_at", "received_on", "trader_id", "region_code", "goods", "nature"):
        assert getattr(part, name) == getattr(whole, name), name
    assert (whole.kind, whole.state, part.state, part.claims) == ("complaint", "registered", "registered", [])
    assert Clock.objects.get(case=part).started_on == date(2026, 4, 29)


def test_the_report_is_answered_by_the_articles_on_reports(world: World) -> None:
    whole, part = split(world)
    assert whole.competence["article"]["zh_hant"] == "市場監督管理投訴舉報處理辦法第十三條"
    assert part.competence["article"]["zh_hant"] == "市場監督管理投訴舉報處理辦法第二十八條至第三十二條"


def test_both_say_where_the_other_is(world: World) -> None:
    whole, part = split(world)
    assert timeline(whole)[-1].words == f"已拆分：另立舉報 {part.number}"
    assert timeline(part)[-1].words == f"從案件{whole.number}拆分"
    lines = {str(line.label): str(line.words) for line in get_case(world.actor("clerk"), part.number).lines}
    assert lines["拆分自"] == whole.number
    lines = {str(line.label): str(line.words) for line in get_case(world.actor("clerk"), whole.number).lines}
    assert lines["拆分出"] == part.number
    assert OutboxEvent.objects.filter(name="cases.split").count() == 1
    assert not TimelineEntry.objects.filter(verb="split", is_public=True).exists()


def test_the_person_is_sealed_anew_so_that_one_can_be_erased_without_the_other(world: World) -> None:
    whole, part = split(world)
    one, other = Party.objects.get(case=whole), Party.objects.get(case=part)
    assert one.identity_id != other.identity_id
    details = [open_identity(Identity.objects.get(pk=each.identity_id)) for each in (one, other)]
    assert details[0] == details[1]


def test_a_report_that_holds_a_complaint_needs_what_a_complaint_needs(world: World) -> None:
    Case.objects.filter(pk=world.case("report")).update(claims=[])
    with pytest.raises(InvalidInput) as caught:
        split(world, "report", kind="complaint")
    assert caught.value.field == "claims"
    assert not Case.objects.exclude(split_from=None).exists()
    _whole, part = split(world, "report", kind="complaint", claims=["refund"])  # type: ignore[arg-type]
    assert (part.kind, part.claims) == ("complaint", ["refund"])


def test_the_part_of_a_letter_whose_trader_is_in_no_register_keeps_the_name_that_was_told(world: World) -> None:
    Case.objects.filter(pk=world.case("registered")).update(trader=None, trader_name="江岸某店")
    whole, part = split(world)
    assert (whole.trader_id, part.trader_name) == (None, "江岸某店")
