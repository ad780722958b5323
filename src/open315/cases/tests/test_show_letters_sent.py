"""The page of a case tells what became of the letters to its people: `receipts_of` had no page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from open315.cases import queries, services
from open315.cases.models import Case, Party
from open315.cases.tests.making import complaint
from open315.core.access import SYSTEM
from open315.notify import queries as notify
from open315.notify.channel import Receipted
from open315.notify.types import Outcome, Recipient


@pytest.fixture
def case(cast: Any, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A case whose receipt was taken and whose notice of acceptance was refused; others' letters went well."""
    done = services.register_case(complaint(cast), actor=SYSTEM, at=cast.at)
    found = Case.objects.get(pk=done.case_id)
    identity = Party.objects.get(case=found, role="consumer").identity_id
    assert identity is not None
    consumer = Recipient.consumer(identity)
    later = cast.at + timedelta(days=1)
    told = [
        Receipted("email", "cases.accepted", Outcome.REFUSED, later, "", "No such address."),
        Receipted("email", "cases.registered", Outcome.SENT, cast.at, "m-1", "The server took it."),
    ]
    monkeypatch.setattr(notify, "receipts_of", lambda person: told if person == consumer else [])
    return found


def test_the_council_reads_which_letter_went_when_and_how(cast: Any, case: Case) -> None:
    shown = queries.get_case(cast.actor("officer"), case.number).letters
    assert [(str(each.name), each.channel, each.at, each.meaning, each.tone) for each in shown] == [
        ("收件回執", "電子郵件", cast.at, "The server took it.", "good"),
        ("受理通知", "電子郵件", cast.at + timedelta(days=1), "No such address.", "bad"),
    ]


def test_the_letters_stand_on_the_page_of_the_case(client: Client, cast: Any, case: Case) -> None:
    client.force_login(cast.accounts["officer"])
    page = client.get(f"/console/cases/{case.number}/").content.decode()
    assert "發給當事人的信函" in page
    assert "No such address." in page


def test_a_department_does_not_read_them(cast: Any, case: Case) -> None:
    services.refer_case(
        case.pk, to_organisation_id=cast.bodies["market"].pk, reason="查明", actor=cast.actor("officer"), at=cast.at
    )
    assert queries.get_case(cast.actor("market_liaison"), case.number).letters == []


def test_without_letters_there_is_no_such_part(client: Client, cast: Any) -> None:
    done = services.register_case(complaint(cast), actor=SYSTEM, at=cast.at)
    client.force_login(cast.accounts["officer"])
    page = client.get(f"/console/cases/{Case.objects.get(pk=done.case_id).number}/").content.decode()
    assert "發給當事人的信函" not in page
