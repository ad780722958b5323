"""Phrases below the fields of a note, a message and an answer: read with the case's values, put in without script, nothing typed lost."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from open315.activities.tests.test_show_activities import browser
from open315.cases.models import Case, TimelineEntry
from open315.cases.queries.phrase_values import phrase_values
from open315.cases.services import accept_case, register_case
from open315.cases.tests.making import complaint
from open315.inbox.tests.making import message
from open315.phrases.tests.making import phrase

pytestmark = pytest.mark.django_db
NOW = time_machine.travel(datetime(2026, 5, 12, 3, 0, tzinfo=UTC), tick=False)


def registered(cast: Any) -> Case:
    made = register_case(complaint(cast), actor=cast.actor("clerk"), at=cast.at)
    return Case.objects.get(number=made.number)


def put_in(client: Client, path: str, pk: int, **data: Any) -> str:
    answer = client.post(path, {"put_in": f"text:{pk}", **data})
    assert answer.status_code == 302
    assert unquote(answer["Location"]) == f"{path}#id_text"
    return client.get(path).content.decode()


@NOW
def test_a_message_to_the_consumer_takes_a_phrase_and_keeps_what_was_typed(cast: Any) -> None:
    case = registered(cast)
    made, client = phrase(cast, text="案號{案號}，{經營者}，{涉及金額}"), browser(cast, "officer")
    path = f"/console/cases/{case.number}/do/write_to_consumer/"
    reads = f"案號{case.number}，武漢示例電器行，3,299.00元"
    assert reads in client.get(path).content.decode()
    shown = put_in(client, path, made.pk, text="您好。", until="2026-05-20")
    assert f"您好。\n{reads}</textarea>" in shown
    assert "2026-05-20" in shown
    assert not TimelineEntry.objects.filter(verb="write_to_consumer").exists()


@NOW
def test_a_note_offers_notes_alone_and_an_unknown_one_adds_nothing(cast: Any) -> None:
    case = registered(cast)
    for_consumers, note = phrase(cast, text="給消費者的"), phrase(cast, text="致電{經營者}", use="note")
    client, path = browser(cast, "officer"), f"/console/cases/{case.number}/do/note/"
    shown = client.get(path).content.decode()
    assert "致電" in shown
    assert "給消費者的" not in shown
    assert "已記。</textarea>" in put_in(client, path, for_consumers.pk, text="已記。")
    assert f"已記。\n致電{case.trader_name}</textarea>" in put_in(client, path, note.pk, text="已記。")


@NOW
def test_an_answer_to_a_message_knows_the_council_and_no_case(cast: Any) -> None:
    found, made = message(cast), phrase(cast, text="{辦理單位}：案號{案號}，{今天}")
    shown = put_in(browser(cast, "clerk"), f"/console/inbox/{found.pk}/answer/", made.pk, text="")
    assert "武漢市消費者協會：案號〔案號〕，2026年5月12日</textarea>" in shown


@NOW
def test_a_phrase_is_read_in_the_script_of_its_reader(cast: Any) -> None:
    case, client = registered(cast), browser(cast, "officer")
    phrase(cast, text="請補發票，案號{案號}")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    shown = client.get(f"/console/cases/{case.number}/do/write_to_consumer/").content.decode()
    assert f"请补发票，案号{case.number}" in shown


@NOW
def test_a_case_says_what_it_knows(cast: Any) -> None:
    case = registered(cast)
    case.accepted_at, case.recovered_cents = datetime(2026, 5, 11, 17, 0, tzinfo=UTC), 101000
    case.next_due_on = datetime(2026, 7, 10, tzinfo=UTC).date()
    known = phrase_values(case)
    assert known["number"] == case.number
    assert known["trader"] == "武漢示例電器行"
    assert (known["amount"], known["recovered"]) == ("3,299.00元", "1,010.00元")
    assert (known["accepted"], known["due"], known["today"]) == ("2026年5月12日", "2026年7月10日", "2026年5月12日")
    assert known["body"] == "武漢市消費者協會"
    empty = phrase_values(Case(council_id=case.council_id))
    assert [
        empty[each] for each in ("number", "trader", "goods", "amount", "recovered", "received", "accepted", "due")
    ] == [""] * 8


@NOW
@pytest.mark.parametrize(
    ("verb", "field", "use", "other"),
    [
        ("propose_declination", "statement", "consumer", "body"),
        ("refer", "reason", "body", "consumer"),
        ("close", "note", "consumer", "note"),
    ],
)
def test_refusals_referrals_and_closings_offer_the_phrases_of_whom_they_go_to(
    cast: Any, verb: str, field: str, use: str, other: str
) -> None:
    case = registered(cast)
    if verb == "close":
        accept_case(case.pk, actor=cast.actor("officer"), at=cast.at, foreclosure_told=True)
    made = phrase(cast, text="就{案號}", use=use)
    phrase(cast, name="別處的", text="給別人的", use=other)
    client, path = browser(cast, "officer"), f"/console/cases/{case.number}/do/{verb}/"
    shown = client.get(path).content.decode()
    assert f'value="{field}:{made.pk}"' in shown
    assert f"就{case.number}" in shown
    assert "給別人的" not in shown
    answer = client.post(path, {"put_in": f"{field}:{made.pk}", field: "經查。"})
    assert answer.status_code == 302
    assert f"經查。\n就{case.number}</textarea>" in client.get(path).content.decode()
