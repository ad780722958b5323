"""The page that shows contact and original wording once: what is marked, what is escaped, and that nobody keeps it."""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from open315.cases import services
from open315.cases.models import Case, TimelineEntry
from open315.cases.tests.making import complaint
from open315.cases.types import Kind, PersonDetails
from open315.core.access import ANONYMOUS

NARRATIVE = "在<b>江漢路</b>買的，\n訂單聯繫電話 13800138000。"


def register(cast: Any, **changes: Any) -> Case:
    done = services.register_case(complaint(cast, **{"narrative": NARRATIVE, **changes}), actor=ANONYMOUS, at=cast.at)
    return Case.objects.get(pk=done.case_id)


def unmask(client: Client, case: Case, **data: Any) -> Any:
    return client.post(f"/console/cases/{case.number}/do/unmask/", {"reason": "電話回訪", **data})


def test_contact_and_wording_come_on_one_page_that_no_browser_keeps(officer: Client, cast: Any) -> None:
    case = register(cast)
    answer = unmask(officer, case, party_id=case.parties.get().pk)
    page = answer.content.decode()
    assert "139 0013 9000" in page
    assert "138<mark>0013</mark>8000" in page
    assert "&lt;b&gt;江漢路&lt;/b&gt;買的，<br>" in page
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["", "?pane=1", "do/unmask/", "do/note/"])
def test_no_page_before_holds_it(officer: Client, cast: Any, address: str) -> None:
    case = register(cast)
    page = officer.get(f"/console/cases/{case.number}/{address}").content.decode()
    assert "138****8000" in page
    assert "13800138000" not in page
    assert "139 0013 9000" not in page


def test_the_page_says_that_a_text_is_masked_and_leads_to_its_original_only_who_may(officer: Client, cast: Any) -> None:
    case = register(cast)
    link = f'href="{reverse("cases:verb", args=[case.number, "unmask"])}"'
    beside = f'href="/console/cases/?case={quote(case.number)}&amp;do=unmask"'  # a step taken in the list stays there
    for address, there in (("", link), ("?pane=1", beside)):
        page = officer.get(f"/console/cases/{case.number}/{address}").content.decode()
        assert "文中的個人信息已遮蓋" in page
        assert f"<a {there}>查看原文</a>" in page
    officer.force_login(cast.accounts["clerk"])
    page = officer.get(f"/console/cases/{case.number}/").content.decode()
    assert "文中的個人信息已遮蓋" in page
    assert link not in page
    plain = register(cast, narrative="商家拒絕維修。")
    assert "文中的個人信息已遮蓋" not in officer.get(f"/console/cases/{plain.number}/").content.decode()


def test_one_party_is_not_asked_for_and_none_is_not_needed(officer: Client, cast: Any) -> None:
    named = register(cast)
    form = officer.get(f"/console/cases/{named.number}/do/unmask/").content.decode()
    assert f'<input type="hidden" name="party_id" value="{named.parties.get().pk}"' in form
    assert "<select" not in form.split("<main")[1].split("</form>")[0]
    anonymous = register(cast, kind=Kind.ENQUIRY, consumer=PersonDetails())
    assert "party_id" not in officer.get(f"/console/cases/{anonymous.number}/do/unmask/").content.decode()
    page = unmask(officer, anonymous).content.decode()
    assert "138<mark>0013</mark>8000" in page


def test_without_a_reason_nothing_is_shown_and_nothing_recorded(officer: Client, cast: Any) -> None:
    case = register(cast)
    answer = unmask(officer, case, party_id=case.parties.get().pk, reason="看")
    assert answer.status_code == 422
    assert "0013" not in answer.content.decode()
    assert not TimelineEntry.objects.filter(verb="unmask").exists()


def test_the_timeline_tells_who_looked_and_why_and_the_consumer_does_not_see_it(officer: Client, cast: Any) -> None:
    case = register(cast)
    unmask(officer, case, party_id=case.parties.get().pk)
    entry = TimelineEntry.objects.get(verb="unmask")
    assert entry.data == {"reason": "電話回訪"}
    assert not entry.is_public
    assert "電話回訪" in officer.get(f"/console/cases/{case.number}/").content.decode()
