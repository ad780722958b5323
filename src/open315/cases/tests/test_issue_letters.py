"""Letters that go out on paper: numbered, kept unchanged with their digest, listed on the case; the letter to the trader; what is asked of a consumer."""

import hashlib
import io
from datetime import date
from typing import Any
from urllib.parse import quote

import docx
import pytest
from django.test import Client

from open315.cases import queries, services
from open315.cases.models import Attachment, Case, Party, TimelineEntry
from open315.cases.notices import paper
from open315.cases.services import letters
from open315.cases.tests.making import complaint
from open315.cases.types import Kind, PersonDetails
from open315.core.access import SYSTEM
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed
from open315.core.uploads import services as uploads
from open315.core.uploads.models import Upload
from open315.org.models import Organisation

CHAN = PersonDetails("陳大文", "13912340077", "", "武漢市江岸區 解放大道 123 號", "")
RECEIPT = "register"


@pytest.fixture
def chan(cast: Any) -> Case:
    done = services.register_case(complaint(cast, consumer=CHAN), actor=SYSTEM, at=cast.at)
    return Case.objects.get(pk=done.case_id)


def issue(cast: Any, case: Case, who: str = "officer", **changes: Any) -> Case:
    given = {"letter": RECEIPT, "way": "post", "sent_on": cast.at.date(), **changes}
    return services.issue_letter(case.pk, **given, actor=cast.actor(who), at=cast.at)


def write(cast: Any, case: Case, **changes: Any) -> Case:
    given = {
        "facts": "冰箱不製冷，電話 13912340077。",
        "asks": "請說明情況，並聯繫 13912340077。",
        "until": date(2026, 12, 24),
        "way": "hand",
        "sent_on": cast.at.date(),
        "address": "武漢市江漢路 8 號",
        **changes,
    }
    return services.write_to_trader(case.pk, **given, actor=cast.actor("officer"), at=cast.at)


def kept(case: Case) -> list[Attachment]:
    return list(Attachment.objects.filter(case=case, kind="letter").select_related("upload").order_by("id"))


def content(each: Attachment) -> bytes:
    with uploads.open_original(each.upload) as file:
        return file.read()


def text_of(each: Attachment) -> list[str]:
    return [part.text for part in docx.Document(io.BytesIO(content(each))).paragraphs if part.text]


def test_what_goes_out_is_kept_in_both_forms_with_its_digest_and_a_number(cast: Any, chan: Case) -> None:
    issue(cast, chan)
    issue(cast, chan, way="hand")
    forms = kept(chan)
    assert [each.upload.content_type.rpartition(".")[2] for each in forms] == ["document", "application/pdf"] * 2
    issued = queries.get_case(cast.actor("officer"), chan.number).issued
    assert [each.reference for each in issued] == [f"{chan.number}-1", f"{chan.number}-2"]
    first = issued[0]
    assert (str(first.name), str(first.way), first.day, first.by) == (
        "收件回執", "郵寄", cast.at.date().isoformat(), "officer",
    )  # fmt: skip
    pdf = next(each for each in forms if each.pk == dict(first.files)["pdf"])
    assert hashlib.sha256(content(pdf)).hexdigest() == first.digest == pdf.upload.sha256
    words = text_of(next(each for each in forms if each.pk == dict(first.files)["docx"]))
    assert f"{chan.number}-1" in words
    assert "陳大文：" in words


def test_of_two_letters_written_at_once_one_gets_the_number_and_nothing_is_left_of_the_other(
    cast: Any, chan: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = letters._DRAWERS[0]

    def overtaken(*given: Any) -> Any:
        monkeypatch.setattr(letters, "_DRAWERS", [draw])
        issue(cast, chan, who="second_officer", way="hand")
        return draw(*given)

    monkeypatch.setattr(letters, "_DRAWERS", [overtaken])
    with pytest.raises(Conflict):
        issue(cast, chan)
    assert [each.reference for each in queries.get_case(cast.actor("officer"), chan.number).issued] == [
        f"{chan.number}-1"
    ]
    assert Upload.objects.count() == len(kept(chan)) == 2


def test_the_number_and_digest_stand_in_the_audit_log_and_no_name(cast: Any, chan: Case) -> None:
    issue(cast, chan)
    entry = AuditEntry.objects.filter(event="cases.letter_issued").get()
    assert (entry.data["letter"], entry.data["reference"], entry.data["way"]) == (RECEIPT, f"{chan.number}-1", "post")
    assert (
        entry.data["digest"] == next(each for each in kept(chan) if each.pk == entry.data["files"]["pdf"]).upload.sha256
    )
    assert "陳" not in str(entry.data)


def test_the_consumer_reads_that_it_was_sent_and_the_letters_are_no_evidence(cast: Any, chan: Case) -> None:
    issue(cast, chan)
    last = queries.case_file.timeline(chan, for_consumer=True)[-1]
    assert (last.words, last.detail) == (f"已發出：收件回執，{chan.number}-1號，郵寄，{cast.at.date()}", "")
    assert queries.get_case(cast.actor("officer"), chan.number).files.files == []


def test_who_may_not_see_the_consumer_issues_none_and_opens_none(cast: Any, chan: Case) -> None:
    for who in ("clerk", "secretariat"):
        with pytest.raises(NotAllowed):
            issue(cast, chan, who)
    issue(cast, chan)
    file = kept(chan)[0].pk
    with pytest.raises(NotAllowed):
        services.open_file(chan, file, actor=cast.actor("clerk"), at=cast.at)
    services.open_file(chan, file, actor=cast.actor("supervisor"), at=cast.at)
    for who, opens in (("clerk", 0), ("supervisor", 2)):
        (shown,) = queries.get_case(cast.actor(who), chan.number).issued
        assert len(shown.files) == opens, who
        client = Client()
        client.force_login(cast.accounts[who])
        page = client.get(f"/console/cases/{chan.number}/").content.decode()
        assert f"{chan.number}-1" in page
        assert (f"/files/{file}/" in page) is bool(opens)


def test_of_an_erased_consumer_the_letters_are_gone_and_that_they_went_out_stays(cast: Any, chan: Case) -> None:
    issue(cast, chan)
    party = Party.objects.get(case=chan)
    services.erase_identity(
        chan.pk, party_id=party.pk, reason="本人要求", actor=cast.actor("administrator"), at=cast.at
    )
    (shown,) = queries.get_case(cast.actor("officer"), chan.number).issued
    assert (shown.reference, shown.files, len(shown.digest)) == (f"{chan.number}-1", (), 64)


def test_the_letter_says_where_the_council_is_reached(cast: Any, chan: Case) -> None:
    council = Organisation.objects.get(pk=chan.council_id)
    council.phone, council.address = "027-12315", "武漢市江漢區 1 號"
    council.save()
    notice = services.print_notice(chan, RECEIPT, form="pdf", actor=cast.actor("officer"), at=cast.at)
    document = paper.document_of(chan, notice, language="zh-hant", day=cast.at.date())
    assert (
        document.note
        == "聯繫電話：027-12315；編號在電話中可讀作420100-2026-00001；地址：武漢市江漢區 1 號；寄往：武漢市江岸區 解放大道 123 號"
    )
    assert document.reference == chan.number


def test_the_trader_reads_the_facts_what_is_asked_and_by_when(cast: Any, chan: Case) -> None:
    write(cast, chan)
    words = text_of(next(each for each in kept(chan) if each.upload.content_type.endswith("document")))
    assert "關於消費者投訴事項的函" in words
    assert f"{chan.trader_name}：" in words
    assert any(chan.number in each and "現將有關情況函告如下" in each for each in words)
    assert [each for each in words if each[:2] in {"一、", "二、", "冰箱", "請說"}] == [
        "一、消費者反映的情況",
        "冰箱不製冷，電話 13912340077。",
        "二、請貴單位配合的事項",
        "請說明情況，並聯繫 13912340077。",
    ]
    assert any("2026年12月24日前書面答覆" in each for each in words)
    assert any("寄往：武漢市江漢路 8 號" in each for each in words)


def test_of_the_letter_to_the_trader_the_timeline_has_what_is_asked_masked_and_for_staff_alone(
    cast: Any, chan: Case
) -> None:
    write(cast, chan)
    entry = TimelineEntry.objects.filter(case=chan, verb="write_to_trader").get()
    assert (entry.data["text"], entry.data["until"], entry.is_public) == (
        "請說明情況，並聯繫 139****0077。",
        "2026-12-24",
        False,
    )
    assert "13912340077" not in str(AuditEntry.objects.filter(event="cases.written_to_trader").get().data)
    (shown,) = queries.get_case(cast.actor("officer"), chan.number).issued
    assert (str(shown.name), str(shown.way)) == ("致經營者函", "面交")


def test_of_a_report_the_trader_is_told_nothing(cast: Any) -> None:
    done = services.register_case(complaint(cast, kind=Kind.REPORT, claims=()), actor=SYSTEM, at=cast.at)
    report = Case.objects.get(pk=done.case_id)
    with pytest.raises(InvalidInput):
        write(cast, report)
    file = queries.get_case(cast.actor("officer"), report.number)
    assert "write_to_trader" not in queries.available_verbs(cast.actor("officer"), file)
    assert kept(report) == []


def test_what_is_asked_of_the_consumer_goes_out_on_paper_with_every_word(cast: Any, chan: Case) -> None:
    officer = cast.actor("officer")
    assert "write_to_consumer" not in [each.verb for each in queries.get_case(officer, chan.number).papers]
    services.write_to_consumer(
        chan.pk, text="請補充發票。\n請寫明購買日期。", until=date(2026, 12, 20), actor=officer, at=cast.at
    )
    asked = queries.get_case(officer, chan.number).papers[-1]
    assert (asked.verb, str(asked.name)) == ("write_to_consumer", "補充材料通知")
    notice = services.print_notice(chan, asked.verb, form="pdf", actor=officer, at=cast.at)
    document = paper.document_of(chan, notice, language="zh-hant", day=cast.at.date())
    assert document.title == "補充材料通知書"
    assert [each.text for each in document.body] == [
        "請補充發票。", "請寫明購買日期。", f"請於2026年12月20日前提交或者答覆。案件編號{chan.number}。",
    ]  # fmt: skip
    services.write_to_consumer(chan.pk, text="謝謝。", actor=officer, at=cast.at)
    assert [each.text for each in paper.document_of(chan, notice, language="zh-hant", day=cast.at.date()).body] == [
        "謝謝。"
    ]


def test_the_form_of_the_letter_begins_with_what_happened_and_today(cast: Any, chan: Case) -> None:
    client = Client()
    client.force_login(cast.accounts["officer"])
    page = client.get(f"/console/cases/{chan.number}/").content.decode()
    assert f"/console/cases/{quote(chan.number)}/do/write_to_trader/" in page
    form = client.get(f"/console/cases/{chan.number}/do/write_to_trader/").content.decode()
    assert chan.narrative[:6] in form
