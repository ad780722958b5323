"""Who opens the files of a case: state of the hand-off × person × kind of case and of file, by hand (ADR 0105)."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from open315.cases import queries, services
from open315.cases.models import Attachment, Case
from open315.cases.tests.making import complaint
from open315.cases.types import Kind
from open315.core.access import ANONYMOUS
from open315.core.audit.models import AuditEntry
from open315.core.errors import NotFound
from open315.core.uploads import services as uploads
from open315.core.uploads import storage

NAME = "歐陽鐵柱的發票"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
IN, NO, HIDDEN, DAMAGED = 200, 403, 404, 503


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.UPLOADS = tmp_path / "uploads"


def photo() -> bytes:
    notes = Image.Exif()
    notes[0x010F] = "Maker of phones"
    out = BytesIO()
    Image.new("RGB", (40, 20), 1).save(out, "JPEG", exif=notes.tobytes())
    return out.getvalue()


def filed(cast: Any, kind: Kind = Kind.COMPLAINT) -> Case:
    """A case with a photo and a PDF, both named after the consumer."""
    sent = [
        uploads.receive(SimpleUploadedFile(f"{NAME}{end}", content), at=cast.at).pk
        for end, content in ((".jpg", photo()), (".pdf", PDF))
    ]
    more = {"claims": ()} if kind is Kind.REPORT else {}
    told = complaint(cast, kind=kind, upload_ids=tuple(sent), **more)
    return Case.objects.get(pk=services.register_case(told, actor=ANONYMOUS, at=cast.at).case_id)


def refer(cast: Any, case: Case, body: str = "market") -> None:
    services.refer_case(
        case.pk, to_organisation_id=cast.bodies[body].pk, reason="請核查", actor=cast.actor("officer"), at=cast.at
    )


def acknowledge(cast: Any, case: Case, who: str = "market_liaison") -> None:
    services.acknowledge_referral(case.pk, actor=cast.actor(who), at=cast.at)


def end(verb: str, **words: str) -> Callable[[Any, Case], None]:
    def ended(cast: Any, case: Case) -> None:
        getattr(services, verb)(case.pk, **words, actor=cast.actor("market_liaison"), at=cast.at)

    return ended


def withdraw(cast: Any, case: Case) -> None:
    services.withdraw_case(case.pk, reason="已和解", actor=cast.actor("officer"), at=cast.at)


def to_health(cast: Any, case: Case) -> None:
    refer(cast, case, "health")


def health_acknowledges(cast: Any, case: Case) -> None:
    acknowledge(cast, case, "health_liaison")


STATES: dict[str, tuple[Callable[[Any, Case], None], ...]] = {
    "with the council": (),
    "sent": (refer,),
    "refused": (refer, end("refuse_referral", reason="不屬本局")),
    "acknowledged": (refer, acknowledge),
    "returned": (refer, acknowledge, end("return_referral", reason="材料不全")),
    "answered": (refer, acknowledge, end("answer_referral", reply="已核查")),
    "withdrawn": (refer, acknowledge, withdraw),
    "sent again": (refer, acknowledge, end("return_referral", reason="材料不全"), refer),
    "with another department": (
        refer,
        acknowledge,
        end("return_referral", reason="不屬本局"),
        to_health,
        health_acknowledges,
    ),
}
MARKET = {
    "with the council": HIDDEN, "sent": NO, "refused": NO, "acknowledged": IN, "returned": NO, "answered": NO,
    "withdrawn": NO, "sent again": NO, "with another department": NO,
}  # fmt: skip
EVERYBODY_ELSE = {
    "officer": IN, "supervisor": IN, "province_supervisor": IN, "clerk": NO, "analyst": NO, "secretariat": NO,
    "administrator": NO, "huangshi_officer": HIDDEN, "nobody": NO,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _browsers() -> None:
    BROWSERS.clear()


BROWSERS: dict[str, Client] = {}
"""Who has signed in during this test."""


def browser(cast: Any, who: str) -> Client:
    if who not in BROWSERS:
        BROWSERS[who] = Client()
        BROWSERS[who].force_login(cast.accounts[who])
    return BROWSERS[who]


def asks(cast: Any, who: str, case: Case, place: int = 0) -> Any:
    client = browser(cast, who)
    attachment = Attachment.objects.filter(case=case).order_by("id")[place]
    answer = client.get(f"/console/cases/{case.number}/files/{attachment.pk}/")
    answer.whole = b"".join(answer) if answer.streaming else answer.content
    return answer


def in_state(cast: Any, state: str, kind: Kind = Kind.COMPLAINT) -> Case:
    case = filed(cast, kind)
    for step in STATES[state]:
        step(cast, case)
    case.refresh_from_db()
    return case


@pytest.mark.parametrize("state", STATES)
def test_a_department_opens_evidence_from_its_receipt_to_its_answer_and_never_before_or_after(
    cast: Any, state: str
) -> None:
    case = in_state(cast, state)
    health = {"with another department": IN}.get(state, HIDDEN)
    expected = {"market_liaison": MARKET[state], "health_liaison": health, **EVERYBODY_ELSE}
    for place, content in enumerate((photo(), PDF)):
        answers = {who: asks(cast, who, case, place) for who in expected}
        assert {who: answer.status_code for who, answer in answers.items()} == expected, place
        assert all((answer.whole == content) == (expected[who] == IN) for who, answer in answers.items())


@pytest.mark.parametrize("state", STATES)
def test_of_a_report_a_department_gets_only_copies_of_pictures_and_only_while_it_has_it(cast: Any, state: str) -> None:
    case = in_state(cast, state, Kind.REPORT)
    picture, paper = (asks(cast, "market_liaison", case, place) for place in (0, 1))
    assert (picture.status_code, paper.status_code) == (MARKET[state], HIDDEN if MARKET[state] == HIDDEN else NO)
    assert b"Maker of phones" not in picture.whole
    assert (picture.whole[:2] == b"\xff\xd8") == (MARKET[state] == IN)
    assert b"Maker of phones" in asks(cast, "officer", case).whole


@pytest.mark.parametrize("state", STATES)
def test_the_page_leads_only_to_files_that_open_and_says_why_others_do_not(cast: Any, state: str) -> None:
    for kind in (Kind.COMPLAINT, Kind.REPORT):
        case = in_state(cast, state, kind)
        for who in ("officer", "clerk", "analyst", "market_liaison"):
            said = [asks(cast, who, case, place).status_code for place in (0, 1)]
            if said[0] == HIDDEN:
                continue
            shown = queries.get_case(cast.actor(who), case.number).files
            opens = [each == IN for each in said]
            assert [each.opens for each in shown.files] == opens, (kind, who)
            assert bool(shown.closed) == (who != "officer" and opens != [True, True])


def test_files_bear_the_number_of_the_case_and_not_the_name_they_came_with(cast: Any) -> None:
    case = in_state(cast, "acknowledged")
    for who in ("officer", "market_liaison", "clerk", "analyst"):
        client = Client()
        client.force_login(cast.accounts[who])
        page = client.get(f"/console/cases/{case.number}/").content.decode()
        assert (f"{case.number}-1.jpg" in page, "歐陽" in page) == (True, False), who
    answer = asks(cast, "officer", case)
    assert "-1.jpg" in answer["Content-Disposition"]
    assert "%E6%AD%90%E9%99%BD" not in answer["Content-Disposition"]


def test_who_gives_a_reason_for_seeing_personal_data_reads_the_names_of_the_files_too(cast: Any) -> None:
    case = in_state(cast, "acknowledged")
    client = Client()
    client.force_login(cast.accounts["market_liaison"])
    data = {"party_id": case.parties.get().pk, "reason": "上門核查前聯繫"}
    page = client.post(f"/console/cases/{case.number}/do/unmask/", data).content.decode()
    assert f"{NAME}.jpg" in page


def test_every_opening_is_in_the_audit_log_and_no_refusal_is(cast: Any) -> None:
    case = in_state(cast, "acknowledged")
    for who in ("officer", "market_liaison", "clerk", "analyst"):
        asks(cast, who, case)
    opened = AuditEntry.objects.filter(event="cases.file_opened").order_by("id")
    first = Attachment.objects.filter(case=case).order_by("id")[0].pk
    assert [(each.account_id, each.organisation_id, each.object_id, each.data) for each in opened] == [
        (cast.accounts["officer"].pk, cast.bodies["wuhan"].pk, str(case.pk), {"file": first, "copy": False}),
        (cast.accounts["market_liaison"].pk, cast.bodies["market"].pk, str(case.pk), {"file": first, "copy": False}),
    ]


def test_a_file_of_another_case_does_not_open_under_this_number(cast: Any) -> None:
    case, other = filed(cast), filed(cast)
    client = Client()
    client.force_login(cast.accounts["officer"])
    file = Attachment.objects.filter(case=other).order_by("id")[0].pk
    assert client.get(f"/console/cases/{case.number}/files/{file}/").status_code == HIDDEN


def test_a_damaged_file_is_said_before_a_byte_of_it_is_sent(cast: Any) -> None:
    case = filed(cast)
    path = storage.kept(Attachment.objects.filter(case=case).order_by("id")[0].upload).path
    path.write_bytes(path.read_bytes()[:-1])
    answer = asks(cast, "officer", case)
    assert answer.status_code == DAMAGED
    assert "此文件已損壞" in answer.whole.decode()
    path.unlink()
    assert asks(cast, "officer", case).status_code == DAMAGED
    assert not AuditEntry.objects.filter(event="cases.file_opened").exists()


def test_a_list_that_leaves_the_house_is_recorded_without_the_words_that_were_looked_for(cast: Any) -> None:
    filed(cast)
    officer = Client()
    officer.force_login(cast.accounts["officer"])
    b"".join(officer.get("/console/cases/export/?q=歐陽鐵柱&state=registered&kind="))
    taken = AuditEntry.objects.get(event="cases.exported")
    assert (taken.account_id, taken.data) == (cast.accounts["officer"].pk, {"filters": ["q", "state"]})


def test_a_file_that_was_erased_opens_for_nobody_and_leaves_no_entry_of_an_opening(cast: Any) -> None:
    case = filed(cast)
    attachment = Attachment.objects.filter(case=case).select_related("upload").order_by("id")[0]
    opened = services.open_file(case, attachment.pk, actor=cast.actor("officer"), at=cast.at)
    assert opened.upload == attachment.upload
    assert AuditEntry.objects.filter(event="cases.file_opened").count() == 1
    attachment.upload.dropped_at = cast.at
    attachment.upload.save()
    with pytest.raises(NotFound):
        services.open_file(case, attachment.pk, actor=cast.actor("officer"), at=cast.at)
    assert AuditEntry.objects.filter(event="cases.file_opened").count() == 1
