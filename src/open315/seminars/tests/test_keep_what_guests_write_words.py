"""What a guest or a stranger writes stays words in everything that is written from it: page, mail, letter, badge, sheet, calendar. All expectations are by hand."""

import io
from typing import Any

import pytest
import time_machine
from django.core import mail
from docx import Document
from pypdf import PdfReader

from open315.activities.tests.test_show_activities import browser
from open315.seminars import services
from open315.seminars.models import Guest
from open315.seminars.tests.making import BEFORE, listed
from open315.seminars.types import Answer
from tests.upgrade.working import work

pytestmark = pytest.mark.django_db
BEFOREHAND = time_machine.travel(BEFORE, tick=False)
BODY, OFFICE, NAME = "<script>alert(1)</script>", '=HYPERLINK("http://x")', '#read("/etc/passwd")'
PAGES = (
    "{of}/",
    "{of}/guests/",
    "guests/{pk}/",
    "{of}/door/?code={code}",
    "{of}/door/?who=script",
    "guests/{pk}/edit/",
)


@pytest.fixture
def guest(cast: Any) -> Guest:
    """Somebody whose body, office and name are code to a browser, a sheet and a typesetter."""
    return listed(cast, body=BODY, office=OFFICE, name=NAME)


@BEFOREHAND
def test_no_page_runs_what_a_guest_is_called(cast: Any, guest: Guest) -> None:
    client = browser(cast)
    for each in PAGES:
        address = each.format(of=guest.activity_id, pk=guest.pk, code=guest.code)
        assert "<script>alert" not in client.get(f"/console/seminars/{address}").content.decode(), address
    services.invite_by_mail(guest.activity_id, actor=cast.actor("secretariat"), at=BEFORE)
    work()
    (sent,) = mail.outbox
    assert BODY in sent.body
    ((html, _kind),) = sent.alternatives
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    services.note_answer(
        guest.pk, Answer("yes", "<b>副</b>", "{{ 7|add:7 }}"), actor=cast.actor("secretariat"), at=BEFORE
    )
    assert "<b>副" not in client.get(f"/console/seminars/guests/{guest.pk}/").content.decode()


@BEFOREHAND
def test_letter_and_badge_print_it_as_it_was_written(cast: Any, guest: Guest) -> None:
    client, of = browser(cast), f"/console/seminars/{guest.activity_id}/"
    letter = Document(io.BytesIO(client.post(f"{of}letters/", {"whom": "all"}).content))
    assert f"{BODY} {OFFICE}{NAME}：" in "\n".join(each.text for each in letter.paragraphs)
    targets = {each.target_ref for each in letter.part.rels.values() if each.is_external}
    assert [each for each in targets if "/invitation/" not in each] == []
    badge = PdfReader(io.BytesIO(client.post(f"{of}badges/").content))
    told = "".join(page.extract_text() for page in badge.pages).replace("\n", "")
    assert "#read(" in told
    assert "root:" not in told
    assert "<script>" in told


@BEFOREHAND
def test_a_sheet_of_guests_holds_no_formula(cast: Any, guest: Guest) -> None:
    answer = browser(cast).get(f"/console/seminars/{guest.activity_id}/guests/export/?format=csv")
    written = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    told = written.decode("utf-8-sig")
    assert "HYPERLINK" in told
    assert not [cell for line in told.splitlines() for cell in line.split(",") if cell.strip('"').startswith("=")]


@BEFOREHAND
def test_a_link_that_nobody_signed_or_of_another_use_opens_nothing(cast: Any, guest: Guest) -> None:
    from django.core import signing
    from django.test import Client

    others = [signing.Signer(salt=salt).sign(str(guest.pk)) for salt in ("", "activities.feed", "seminars")]
    for token in (*others, str(guest.pk), f"{guest.pk}:", f"{guest.pk}:{'A' * 43}", ":", "-1:x", "9" * 400):
        assert Client().get(f"/invitation/{token}/").status_code == 404, token
