"""A call at the desk: an enquiry in three fields, a caller who is known, a call that belongs to a case there is (review of the console, 9 and 10)."""

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.test import Client

from open315.cases.models import Attachment, Case, Identity, Party, TimelineEntry
from open315.cases.vault import open_identity
from open315.core.uploads.names import given_name
from open315.intake.tests.test_register_a_caller import CALL, call
from tests.round_trip.doors import file, staff
from tests.rows import DRAFTS, nothing_changes

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
ENQUIRY = {"channel": "hotline", "kind": "enquiry", "phone": "", "narrative": "拆封的衣服還能退嗎？上週網上買的。"}


@pytest.fixture(autouse=True)
def _on_that_day() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def ask(client: Client, **otherwise: Any) -> Any:
    token = client.get("/console/desk/").context["submission"]
    return client.post("/console/desk/", {**ENQUIRY, "submission": token, **otherwise})


def earlier(client: Client, **otherwise: Any) -> Case:
    call(client, **otherwise)
    return Case.objects.latest("id")


def latest_person() -> Any:
    party = Party.objects.filter(role="consumer").latest("id")
    return open_identity(Identity.objects.get(pk=party.identity_id))


def test_an_enquiry_needs_no_trader_no_class_and_no_title(cast: Any) -> None:
    assert ask(staff(cast, "clerk")).status_code == 302
    case = Case.objects.get()
    assert (case.kind, case.title, case.trader, case.goods) == ("enquiry", "拆封的衣服還能退嗎", None, "")
    assert (case.council, case.narrative) == (cast.bodies["wuhan"], ENQUIRY["narrative"])


@pytest.mark.parametrize(
    ("kind", "left_out", "field"),
    [
        ("enquiry", "narrative", "narrative"),
        ("complaint", "trader_name", "trader_name"),
        ("complaint", "place", "place"),
        ("complaint", "name", "name"),
        ("complaint", "claims", "claims"),
        ("report", "trader_name", "trader_name"),
    ],
)
def test_what_a_kind_needs_is_asked_for_at_its_field(cast: Any, kind: str, left_out: str, field: str) -> None:
    client = staff(cast, "clerk")
    with nothing_changes(but=DRAFTS):
        answer = call(client, **{**CALL, "kind": kind, left_out: ""})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})


def test_a_caller_s_own_words_give_the_class_or_wait_for_the_council(cast: Any) -> None:
    client = staff(cast, "clerk")
    for words, found in (("二手汽車", "vehicles"), ("神奇小方塊", "")):
        case = earlier(client, goods="", goods_text=words)
        assert (case.goods, case.goods_text) == (found, words)
    assert earlier(client, goods="food", goods_text="二手汽車").goods == "food"
    with nothing_changes(but=DRAFTS):
        answer = call(client, goods="", goods_text="")
    assert set(answer.context["form"].errors) == {"goods_text"}


def test_a_title_may_be_left_to_the_first_sentence(cast: Any) -> None:
    assert earlier(staff(cast, "clerk"), title="").title == "商家拒絕維修，要求退款"


def test_the_same_caller_is_taken_over_unseen_with_what_was_not_written_again(cast: Any) -> None:
    client = staff(cast, "clerk")
    first = earlier(client, email="consumer@example.org")
    answer = call(client, name="", title="又壞了", person_of=first.number)
    assert answer.status_code == 302
    told = latest_person()
    assert (told.name, told.phone, told.email) == ("測試消費者", "13900139000", "consumer@example.org")
    call(client, name="測試消費者乙", email="b@example.org", title="第三次", person_of=first.number)
    told = latest_person()
    assert (told.name, told.email) == ("測試消費者乙", "b@example.org")


def test_a_caller_with_another_number_is_not_taken_over(cast: Any) -> None:
    client = staff(cast, "clerk")
    first = earlier(client)
    with nothing_changes(but=DRAFTS):
        answer = call(client, phone="13900139001", name="", person_of=first.number)
    assert set(answer.context["form"].errors) == {"phone", "name"}
    assert "測試消費者" not in answer.content.decode()


def test_a_caller_of_a_case_that_one_does_not_see_is_not_taken_over(cast: Any) -> None:
    first, other = earlier(staff(cast, "clerk")), staff(cast, "huangshi_clerk")
    with nothing_changes(but=DRAFTS):
        answer = call(other, name="", person_of=first.number)
    assert set(answer.context["form"].errors) == {"phone", "name"}


def test_a_call_is_added_to_the_case_it_belongs_to_and_no_second_one_is_made(cast: Any) -> None:
    client = staff(cast, "clerk")
    first = earlier(client)
    token = client.get("/console/desk/").context["submission"]
    sent = {**ENQUIRY, "narrative": "商家昨天又說下週才修。", "submission": token, "add_to": first.number}
    for _press in range(2):
        answer = client.post("/console/desk/", sent)
        assert unquote(answer.url) == f"/console/cases/{first.number}/"
    (entry,) = TimelineEntry.objects.filter(case=first, verb="note")
    assert entry.data["text"] == "熱線電話：商家昨天又說下週才修。"
    assert Case.objects.count() == 1
    assert "商家昨天又說下週才修" not in client.get("/console/desk/").content.decode()


def test_papers_that_came_with_a_call_become_evidence_of_the_case(cast: Any) -> None:
    client = staff(cast, "clerk")
    first = earlier(client)
    ask(client, add_to=first.number, channel="desk", narrative="補交發票", evidence=[file("發票.png")])
    (kept,) = Attachment.objects.all()
    assert (kept.case, given_name(kept.upload), kept.note) == (first, "發票.png", "來訪窗口：補交發票")
    assert not TimelineEntry.objects.filter(verb="note").exists()


@pytest.mark.parametrize(("who", "words", "status"), [("clerk", " ", 422), ("huangshi_clerk", "還沒修", 404)])
def test_nothing_is_added_without_words_or_to_a_case_of_others(cast: Any, who: str, words: str, status: int) -> None:
    first, client = earlier(staff(cast, "clerk")), staff(cast, who)
    with nothing_changes(but=DRAFTS):
        answer = ask(client, add_to=first.number, narrative=words)
    assert answer.status_code == status
    assert set(answer.context["form"].errors) <= {"narrative", "__all__"}


def test_after_an_error_the_earlier_contacts_and_the_choice_still_stand(cast: Any) -> None:
    client = staff(cast, "clerk")
    first = earlier(client)
    page = call(client, claims=[], person_of=first.number).content.decode()
    assert first.number in page
    assert re.search(rf'name="person_of"\s+value="{first.number}"\s+checked', page)
