"""The page on which one old case is entered by hand: what is in an old file, and nothing more."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from open315.cases.models import Case
from open315.core.clock import local_day

pytestmark = pytest.mark.django_db
PAPER = {
    "received_at": "2009-03-15", "channel": "post", "kind": "complaint", "title": "電視三個月壞了", "trader_name": "某電器行",
    "state": "closed", "accepted_on": "2009年3月16日", "closed_on": "2009-04-01", "result": "mediated", "recovered": "1.2千", "note": "換新機",
}  # fmt: skip


@pytest.fixture
def clerk(cast: Any, client: Client) -> Client:
    client.force_login(cast.accounts["clerk"], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def send(client: Client, **told: Any) -> Any:
    page = client.get(reverse("desk:history"))
    form = page.context["form"]
    blank = {name: form.initial.get(name) or "" for name in form.fields}
    return client.post(reverse("desk:history"), {**blank, "once": page.context["once"], **told})


def test_an_old_file_is_entered_on_one_page_and_its_case_is_shown(clerk: Client) -> None:
    answer = send(clerk, **PAPER)
    case = Case.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("cases:case", args=[case.number]))
    assert case.accepted_at is not None
    assert (case.state, case.received_on, local_day(case.accepted_at), case.closed_on) == (
        "closed", date(2009, 3, 15), date(2009, 3, 16), date(2009, 4, 1),
    )  # fmt: skip
    shown = clerk.get(answer["Location"]).content.decode()
    assert "· 2009-03-15<" in shown, "nobody knows that it came at midnight"
    assert "00:00" not in shown
    assert (case.result, case.recovered_cents, case.result_note, case.channel) == (
        "mediated",
        120_000,
        "換新機",
        "post",
    )
    assert (case.is_history, case.next_due_on, case.trader_name, case.number[-10:]) == (
        True,
        None,
        "某電器行",
        "2009-00001",
    )
    page = clerk.get(answer["Location"]).content.decode()
    assert "作為歷史案件補錄" in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"received_at": ""}, "received_at"),
        ({"received_at": "2999-01-01"}, "received_at"),
        ({"title": ""}, "title"),
        ({"state": "accepted"}, "state"),
        ({"accepted_on": "2009-03-14"}, "accepted_on"),
        ({"closed_on": "2009-03-15"}, "closed_on"),
        ({"closed_on": ""}, "closed_on"),
        ({"result": ""}, "result"),
        ({"result": "not_settled"}, "recovered"),
        ({"phone": "abc"}, "phone"),
    ],
)
def test_what_cannot_have_been_is_refused_at_its_field(clerk: Client, wrong: dict[str, str], field: str) -> None:
    answer = send(clerk, **{**PAPER, **wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Case.objects.count() == 0


def test_a_day_before_there_were_councils_is_refused(clerk: Client) -> None:
    answer = send(clerk, **{**PAPER, "received_at": "1984-12-31", "accepted_on": "", "closed_on": "2009-04-01"})
    assert answer.status_code == 409
    assert "1984-12-31" in answer.content.decode()
    assert send(clerk, **{**PAPER, "received_at": "1985-01-01"}).status_code == 302


def test_only_the_day_a_sentence_and_the_state_have_to_be_known(clerk: Client) -> None:
    assert send(clerk, received_at="1999-12-31", title="買到假酒", state="on_record").status_code == 302
    case = Case.objects.get()
    assert (case.state, case.pack, case.accepted_at, case.closed_on) == ("on_record", "council-1994", None, None)


def test_the_desk_leads_there(clerk: Client) -> None:
    assert reverse("desk:history") in clerk.get(reverse("desk:desk")).content.decode()
