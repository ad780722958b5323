"""Many cases at once: the same rows as one at a time, outcomes in order, and what happens when the database says no."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DataError, IntegrityError, OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from open315.cases import services
from open315.cases.models import Attachment, Case, Clock, Identity, Party, SealedText, TimelineEntry
from open315.cases.queries import InboxFilters, inbox
from open315.cases.services import many, rows
from open315.cases.services.registration import check
from open315.cases.tests.making import complaint
from open315.cases.tests.world import AT, RECEIVED, World
from open315.cases.types import Channel, ConsumerFacts, Kind, NewCase, PersonDetails, Registered, TraderRef
from open315.cases.vault import open_identity, open_text
from open315.core.audit.models import AuditEntry
from open315.core.errors import InvalidInput, NotAllowed, NotFound
from open315.core.outbox.pump import drain
from open315.core.uploads.models import Upload
from tests.rows import Row, difference, everything, undone

texts = st.sampled_from(["冰箱不製冷", "致電 13900139000", "", '引號"與\\反斜', "𠮷野家", "a" * 700])
titles = texts.filter(bool)
people = st.builds(
    PersonDetails,
    name=st.sampled_from(["測試消費者", "王", "Li Lei"]),
    phone=st.sampled_from(["139 0013 9000", "027-88888888", "12315", "8613900139000"]),
    email=st.sampled_from(["", "a@example.org"]),
    id_number=st.sampled_from(["", "420102199001011234"]),
)
traders = st.builds(
    TraderRef,
    name=st.sampled_from(["武漢示例電器行", "新店", "武汉示例电器行"]),
    kind=st.sampled_from(["", "offline", "platform_seller"]),
    address=st.sampled_from(["", "江漢路"]),
    region_code=st.sampled_from(["", "420102", "420202"]),
)
changes = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(list(Kind)),
        "channel": st.sampled_from([Channel.WEB, Channel.SHEET, Channel.API]),
        "title": titles,
        "narrative": texts.filter(str.strip),
        "goods_text": texts,
        "consumer": people,
        "consumer_facts": st.builds(ConsumerFacts, age_band=st.sampled_from(["", "30-39"]), gender=st.sampled_from(["", "female"])),
        "trader": traders,
        "region_code": st.sampled_from(["", "420102", "420200", "110101"]),
        "occurred_on": st.one_of(st.none(), st.just((RECEIVED - timedelta(days=950)).date())),
        "nature": st.sampled_from(["", "quality", "price"]),
        "goods": st.sampled_from(["", "food", "appliances"]),
        "claims": st.sampled_from([("refund",), ("repair", "compensation")]),
        "amount_cents": st.sampled_from([None, 0, 1, 10**14]),
        "language": st.sampled_from(["", "en", "zh-hans"]),
        "source_ref": st.sampled_from(["", "A-1"]),
        "source_data": st.dictionaries(st.sampled_from(["備註", "批次"]), texts, max_size=2),
        "consents": st.sampled_from([(), ("publish",), ("foreclosure", "notify_email")]),
        "received_at": st.sampled_from([RECEIVED, RECEIVED - timedelta(days=900), AT, RECEIVED.replace(month=12, day=29)]),
    }
)  # fmt: skip


@given(changes=changes, who=st.sampled_from(["clerk", "anonymous", "system"]))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_of_many_is_stored_as_one_alone(world: World, changes: dict[str, Any], who: str) -> None:
    command = complaint(world.cast, source="sheet", **changes)
    with undone():
        alone = services.register_case(command, actor=world.actor(who), at=AT)
        one = _stored(alone, AT)
    with undone():
        (among,) = services.register_cases([command], actor=world.actor(who), at=AT)
        assert isinstance(among, Registered)
        assert among.created
        assert _stored(among, min(AT, command.received_at)) == one


def _stored(receipt: Any, at: datetime) -> dict[str, list[Row]]:
    """All that is kept of a case in clear; without what is random, and the one thing in which they differ: when it is told of."""
    own = {"case_id": receipt.case_id}
    identities = Identity.objects.filter(pk__in=Party.objects.filter(**own).values("identity_id"))
    tables: dict[str, list[Row]] = {
        "case": list(Case.objects.filter(pk=receipt.case_id).values()),
        "parties": list(Party.objects.filter(**own).values()),
        "clocks": list(Clock.objects.filter(**own).order_by("id").values()),
        "identities": [{"person": open_identity(each), "at": each.created_at} for each in identities],
        "texts": [{each.field: open_text(each)} for each in SealedText.objects.filter(**own).order_by("id")],
    }
    tables["timeline"] = list(TimelineEntry.objects.filter(**own).values())
    tables["audit"] = list(AuditEntry.objects.filter(object_id=str(receipt.case_id)).values())
    assert [row.pop("at") for row in tables["timeline"]] == [at]
    own_names = {"id", "case_id", "number", "query_code_hash", "identity_id", "object_id", "trader_id"}
    for row in tables["audit"]:
        assert row["data"].pop("number") == receipt.number
    return {
        table: [{name: value for name, value in row.items() if name not in own_names} for row in found]
        for table, found in tables.items()
    }


def sheet(world: World, ref: str, **changes: Any) -> NewCase:
    given = {"channel": Channel.SHEET, "source": "sheet", "source_ref": ref, "received_at": RECEIVED}
    return complaint(world.cast, **{**given, **changes})


def test_each_command_has_its_outcome_in_order(world: World) -> None:
    clerk = world.actor("clerk")
    (known,) = services.register_cases([sheet(world, "1")], actor=clerk, at=AT)
    assert isinstance(known, Registered)
    wanted = [
        sheet(world, "2"),
        sheet(world, "2", title="同一行"),
        sheet(world, "1"),
        sheet(world, "3", nature="holiday"),
        sheet(world, "", title="無編號"),
        sheet(world, "", title="無編號"),
        sheet(world, "1", source="other"),
        sheet(world, "4", council_id=world.body("huangshi")),
    ]
    found = services.register_cases(wanted, actor=clerk, at=AT)
    second, again, first, wrong, plain, plain_too, other, foreign = found
    assert isinstance(second, Registered)
    assert isinstance(again, Registered)
    assert isinstance(wrong, InvalidInput)
    assert (again.case_id, again.number, again.query_code, again.created) == (
        second.case_id, second.number, second.query_code, False,
    )  # fmt: skip
    assert first == Registered(known.case_id, known.number, known.query_code, created=False)
    assert wrong.field == "nature"
    assert isinstance(foreign, NotFound)
    new = [each for each in (second, plain, plain_too, other) if isinstance(each, Registered)]
    assert [each.created for each in new] == [True] * 4
    assert len({each.case_id for each in new}) == 4
    titles_now = Case.objects.filter(pk__in=[each.case_id for each in new]).order_by("id")
    assert [(each.title, each.source, each.source_ref) for each in titles_now] == [
        ("冰箱三周後不製冷", "sheet", "2"), ("無編號", "sheet", ""), ("無編號", "sheet", ""), ("冰箱三周後不製冷", "other", "1"),
    ]  # fmt: skip
    assert [each.number for each in new] == [row.number for row in titles_now]


def test_a_repeat_of_a_wrong_row_is_as_wrong(world: World) -> None:
    wrong = sheet(world, "9", amount_cents=-1)
    found = services.register_cases([wrong, wrong], actor=world.actor("clerk"), at=AT)
    assert [(type(each), getattr(each, "field", "")) for each in found] == [(InvalidInput, "amount")] * 2


def test_a_row_that_is_there_twice_costs_no_second_attempt(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet of thousands of rows, some of them twice, is written in one sweep."""
    write, attempts = many.write_rows, []

    def counting(prepared: Any) -> None:
        attempts.append(prepared)
        write(prepared)

    monkeypatch.setattr(many, "write_rows", counting)
    rows_again = [sheet(world, "2"), sheet(world, "1"), sheet(world, "2"), sheet(world, "2", source="other")]
    found = services.register_cases(rows_again, actor=world.actor("clerk"), at=AT)
    assert [each.created for each in found if isinstance(each, Registered)] == [True, True, False, True]
    assert len(attempts) == 1


def test_the_files_of_each_are_tied_to_it_and_not_swept_after_a_day(world: World) -> None:
    first, second = world.uploads
    commands = [
        sheet(world, "A-1", upload_ids=(first,)),
        sheet(world, "A-2"),
        sheet(world, "A-3", upload_ids=(second,)),
    ]
    ids = [each.case_id for each in services.register_cases(commands, actor=world.actor("clerk"), at=AT)]  # type: ignore[union-attr]
    assert list(Attachment.objects.filter(case__in=ids).order_by("id").values_list("case_id", "upload_id")) == [
        (ids[0], first), (ids[2], second),
    ]  # fmt: skip
    assert set(Upload.objects.filter(pk__in=(first, second)).values_list("claimed_at", flat=True)) == {AT}


def test_nothing_to_register_is_nothing(world: World) -> None:
    assert services.register_cases([], actor=world.actor("clerk"), at=AT) == []
    denied = services.register_cases([sheet(world, "1")], actor=world.actor("analyst"), at=AT)
    assert [type(each) for each in denied] == [NotAllowed]
    assert world.unchanged()


def test_one_event_announces_all_and_they_are_found_at_once(world: World) -> None:
    found = services.register_cases([sheet(world, str(each)) for each in range(3)], actor=world.actor("clerk"), at=AT)
    ids = sorted(each.case_id for each in found if isinstance(each, Registered))
    added = difference(world.kept, everything())
    events = [row for how, row in added["core.OutboxEvent"] if how == "+"]
    assert [(row["name"], row["payload"]) for row in events] == [
        ("cases.imported", {"first": ids[0], "last": ids[-1], "count": 3})
    ]
    assert events[0]["created_at"] == events[0]["available_at"] == AT
    acts = [row for how, row in added["core.AuditEntry"] if how == "+"]
    assert [(row["event"], row["object_id"]) for row in acts] == [("cases.registered", str(each)) for each in ids]
    shown = inbox(world.actor("clerk"), InboxFilters(q="江漢路買的冰箱"))
    assert {row.id for row in shown.rows} >= set(ids)
    assert drain(AT) >= 1


def test_what_one_person_brought_is_one_act(world: World) -> None:
    clerk = world.actor("clerk")
    prepared = services.prepare_cases([sheet(world, "1"), sheet(world, "2")], actor=clerk, at=AT, one_act=True)
    assert not Case.objects.filter(source="sheet").exists(), "nothing is stored by preparing"
    found = services.write_cases(prepared)
    ids = sorted(each.case_id for each in found if isinstance(each, Registered))
    (act,) = [row for how, row in difference(world.kept, everything())["core.AuditEntry"] if how == "+"]
    assert (act["event"], act["object_type"], act["object_id"], act["at"]) == (
        "cases.imported",
        "case",
        str(ids[0]),
        AT,
    )
    assert act["data"] == {"first": ids[0], "last": ids[1], "count": 2, "source": "sheet"}
    assert (act["account_id"], act["organisation_id"], act["actor_label"]) == (
        world.account("clerk"), world.body("wuhan"), "clerk",
    )  # fmt: skip


def test_who_was_quicker_keeps_her_case_and_the_others_go_in(world: World) -> None:
    clerk = world.actor("clerk")
    prepared = services.prepare_cases([sheet(world, "1"), sheet(world, "2")], actor=clerk, at=AT)
    (quicker,) = services.register_cases([sheet(world, "1", title="先到")], actor=clerk, at=AT)
    assert isinstance(quicker, Registered)
    one, two = services.write_cases(prepared)
    assert one == Registered(quicker.case_id, quicker.number, quicker.query_code, created=False)
    assert isinstance(two, Registered)
    assert two.created
    assert list(Case.objects.filter(source="sheet").order_by("source_ref").values_list("title", flat=True)) == [
        "先到", "冰箱三周後不製冷",
    ]  # fmt: skip


@pytest.mark.parametrize("problem", [DataError, IntegrityError])
def test_a_row_the_database_refuses_is_named_and_holds_up_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch, problem: type[Exception]
) -> None:
    write, tried = many.write_rows, []

    def refusing(prepared: Any) -> None:
        names = [text for _id, text in _texts(prepared)]
        tried.append(len(names))
        if any("壞行" in name for name in names):
            raise problem
        write(prepared)

    monkeypatch.setattr(many, "write_rows", refusing)
    wanted = [sheet(world, "1"), sheet(world, "2", title="壞行"), sheet(world, "3")]
    one, bad, three = services.register_cases(wanted, actor=world.actor("clerk"), at=AT)
    assert tried == ([3, 1, 1, 1] if problem is DataError else [3, 3, 1, 1, 1])
    assert isinstance(bad, InvalidInput)
    refs = Case.objects.filter(source="sheet").order_by("source_ref").values_list("source_ref", "id")
    assert [ref for ref, _pk in refs] == ["1", "3"]
    assert [pk for _ref, pk in refs] == [each.case_id for each in (one, three) if isinstance(each, Registered)]


def _texts(prepared: Any) -> list[tuple[int, str]]:
    """Id and title of the cases in prepared rows, on both databases."""
    return [(number, text) for number, text in enumerate(_titles.get(id(prepared.packed), []))]


_titles: dict[int, list[str]] = {}


@pytest.fixture(autouse=True)
def _watch_packing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packed rows cannot be read: remember the titles that went in."""
    pack = rows.CaseRows.pack

    def watching(self: Any) -> Any:
        packed = pack(self)
        _titles[id(packed)] = [row["title"] for row in self.cases]
        return packed

    monkeypatch.setattr(rows.CaseRows, "pack", watching)


def test_a_problem_that_is_no_rows_is_raised(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_prepared: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(many, "write_rows", broken)
    with pytest.raises(OperationalError):
        services.register_cases([sheet(world, "1")], actor=world.actor("clerk"), at=AT)


def test_of_several_clocks_that_receipt_starts_the_nearest_stands_on_the_case(world: World) -> None:
    """No pack has two; a place's own may."""
    checked = check(complaint(world.cast, received_at=RECEIVED), world.actor("clerk"))
    seven = checked.pack.clock("acceptance")
    five = replace(seven, key="earlier", amount=5)
    for order in ((seven, five), (five, seven)):
        pack = replace(checked.pack, clocks=order, code=f"two-{order[0].amount}")
        made = rows.CaseRows()
        given = rows.Given(1, "甲", "code", None, checked.day, pack, world.actor("clerk"), AT)
        rows.add_rows(made, checked.command, given)
        (case,) = made.cases
        assert (str(case["next_due_on"]), case["next_clock"]) == ("2026-05-09", "earlier")
        assert [clock["key"] for clock in made.clocks] == [each.key for each in order]
