"""The consumer's own name, number, addresses stand in no table in clear, whatever text of the case somebody puts them into (ADR 0106).

What no table holds, no page, list, export, answer, summary or log can show. Every verb that asks for a text is given her details, and so
is every text of a new case: a new question, or a new field, that is stored without the masks is named here.
"""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from django.db import connection

from open315.cases import services
from open315.cases.models import Case, Identity, Party
from open315.cases.queries.case_file import get_case
from open315.cases.rules.workflow import ROOM
from open315.cases.tests.making import complaint
from open315.cases.tests.trail import TRAILS
from open315.cases.tests.using import USES
from open315.cases.tests.world import AT, World
from open315.cases.types import History, Kind, NewCase, PersonDetails, Registered, TraderRef
from open315.cases.vault import identity_row, open_identity, own_of, redacted
from open315.core.access import SYSTEM
from open315.core.verbs import of_room
from open315.core.verbs.questions import Line, Text
from tests.rows import everything

HER = PersonDetails(
    name="歐陽小梅",
    phone="139 7123 0077",
    email="ouyang.mei@example.org",
    address="武漢市江岸區沿河大道88號6棟2單元1203室",
    id_number="420102199003071230",
)
SECRETS = (
    "歐陽小梅",
    "欧阳小梅",
    "13971230077",
    "139 7123 0077",
    "ouyang.mei",
    "沿河大道88",
    "6棟2單元",
    "420102199003071230",
)
WORDS = "我是歐陽小梅，电话139 7123 0077或13971230077，ouyang.mei@example.org，住沿河大道88號6棟2單元1203室，證420102199003071230；欧阳小梅"
NOT_FREE = {"of_number"}
"""Lines that are looked up and not kept."""


def told() -> list[str]:
    """Where a table tells one of her details, or the search would find her by one."""
    found = [
        f"{table}.{column}"
        for table, rows in everything().items()
        for row in rows.values()
        for column, value in row.items()
        if any(
            secret in (value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False))
            for secret in SECRETS
        )
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT letters FROM case_search")
        found += [
            "case_search"
            for (letters,) in cursor.fetchall()
            if any(each in letters for each in ("欧阳小梅", "13971230077"))
        ]
    return found


def asked_for_texts() -> dict[str, set[str]]:
    """Verb → the arguments that are free texts."""
    return {
        str(verb.name): {
            each.argument or each.name
            for each in getattr(verb.face, "questions", ())
            if isinstance(each, Line | Text) and each.name not in NOT_FREE
        }
        for verb in of_room(ROOM)
    }


@pytest.mark.parametrize("make", TRAILS, ids=lambda make: make.__name__)
def test_what_a_verb_keeps_does_not_tell_whose_case_it_is(world: World, make: Any) -> None:
    expected = make(world)
    texts = dict.fromkeys(asked_for_texts().get(expected.verb, ()), WORDS)
    case_id = world.case(expected.case)
    _give_her(case_id)
    USES[expected.verb](world, case_id, actor=world.actor(expected.by), **{**expected.use, **texts})
    assert told() == []


def test_every_verb_that_asks_for_a_text_is_tried(world: World) -> None:
    asked = {verb for verb, arguments in asked_for_texts().items() if arguments}
    assert len(asked) >= 15
    assert asked - {make(world).verb for make in TRAILS} == {"split", "write_to_trader", "make_appointment"}, (
        "their words become a case, a letter and an appointment: see the tests below"
    )


@pytest.mark.parametrize("verb", ["write_to_trader", "make_appointment"])
def test_what_a_letter_or_an_appointment_says_does_not_tell_whose_case_it_is(world: World, verb: str) -> None:
    case_id = world.case("registered")
    _give_her(case_id)
    texts = dict.fromkeys(asked_for_texts()[verb], WORDS)
    USES[verb](world, case_id, actor=world.actor("officer"), **texts)
    assert told() == []


def _give_her(case_id: int) -> None:
    """Make her the consumer of a case of the world."""
    party = Party.objects.get(case_id=case_id)
    if party.identity_id is None:
        return
    row = identity_row(HER, at=AT)
    Identity.objects.filter(pk=party.identity_id).update(key_id=row["key_id"], ciphertext=row["ciphertext"])
    assert open_identity(Identity.objects.get(pk=party.identity_id)) == HER


def everything_told(cast: Any) -> NewCase:
    """A command in which every free text tells who she is."""
    return complaint(
        cast,
        title=f"{WORDS[:60]}",
        narrative=WORDS,
        consumer=HER,
        goods_text=WORDS[:60],
        trader=TraderRef(
            name="歐陽小梅 139 7123 0077", address="沿河大道88號6棟2單元1203室", platform_name="歐陽小梅的小店"
        ),
        source_data={"備註": WORDS, "歐陽小梅": "是", "13971230077": "欧阳小梅", "無": "無"},
    )


def test_no_text_of_a_new_case_tells_whose_it_is(world: World) -> None:
    made = services.register_case(everything_told(world.cast), actor=world.actor("client"), at=AT)
    assert told() == []
    kept = Case.objects.get(pk=made.case_id)
    assert kept.trader_name == "歐*** 139 **** 0077"
    assert kept.trader.name == kept.trader_name
    assert kept.trader.address == "*" * 17
    assert set(kept.source_data) == {"備註", "歐***", "139****0077", "無"}


def test_nor_does_one_that_came_with_a_sheet_or_was_over_already(world: World) -> None:
    sheet = replace(everything_told(world.cast), source="12345", source_ref="77")
    over = replace(sheet, source_ref="78", kind=Kind.COMPLAINT, history=History(state="on_record", note=WORDS))
    outcomes = services.register_cases([sheet, over], actor=SYSTEM, at=AT)
    assert all(isinstance(each, Registered) for each in outcomes), outcomes
    assert told() == []


def test_a_part_of_a_letter_and_its_words_do_not_tell_either(world: World) -> None:
    case_id = world.case("registered")
    _give_her(case_id)
    USES["split"](world, case_id, title=WORDS[:60], narrative=WORDS)
    assert told() == []


def test_the_original_of_what_was_masked_is_seen_by_who_may_unmask(world: World) -> None:
    made = services.register_case(everything_told(world.cast), actor=world.actor("client"), at=AT)
    party = Party.objects.get(case_id=made.case_id)
    seen = services.unmask_identity(
        made.case_id, party_id=party.pk, reason="回訪消費者", actor=world.actor("officer"), at=AT
    )
    originals = {each.field: "".join(piece.text for piece in each.pieces) for each in seen.originals}
    assert originals["narrative"] == WORDS
    assert originals["trader_name"] == "歐陽小梅 139 7123 0077"
    assert originals["歐***"] == "歐陽小梅", "the heading"
    assert originals["備註"] == WORDS
    assert get_case(world.actor("officer"), made.number).source_columns


@pytest.mark.parametrize("detail", [each.name for each in fields(PersonDetails)])
def test_each_detail_of_a_person_is_looked_for(detail: str) -> None:
    """Also a paper of which no pattern knows, and a detail that a later form asks for."""
    told = {
        "name": "歐陽測試", "phone": "027-87654321", "email": "tiezhu.ouyang@example.org", "address": "江漢路12號3棟",
        "id_number": "MK88315号7",
    }  # fmt: skip
    assert set(told) == {each.name for each in fields(PersonDetails)}
    person = PersonDetails(**{detail: told[detail]})
    assert getattr(own_of(person), detail) == told[detail]
    assert told[detail] not in redacted(f"另見{told[detail]}。", person).text
