"""Recordings: kept with consent as the line wants it, otherwise refused and noted; gone after their days, by a refusal, with the caller. What a line says, in both scripts. By hand."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from open315.activities.tests.test_show_activities import browser
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.uploads import services as uploads
from open315.core.uploads.models import Upload
from open315.hotline import services as calls
from open315.hotline.handlers import forget_who_rang
from open315.hotline.models import Call, CallRecording
from open315.hotline.rules import consent_of, keep_until, may_keep, voice_faults
from open315.hotline.tasks import delete_recordings
from open315.hotline.tests.making import AT, WAV, after, call, case, china, duty, line, told
from open315.hotline.tests.test_hear_calls import hear, heard
from open315.hotline.tests.test_ring_back import LIST, page
from open315.hotline.types import VoicePlan
from open315.hotline.voice import queries, services

pytestmark = pytest.mark.django_db
THEN = time_machine.travel(after(minutes=30), tick=False)
PLAN = VoicePlan("told", 30, "您好，這裏是消費維權熱線。", "現在是下班時間。", "本次通話將被錄音。", "請稍候。")


def uploaded() -> UUID:
    return uploads.receive(told(), at=AT).pk


def recorded(cast: Any, mode: str = "told", consent: str = "told") -> Call:
    """A call on a line that records so, with this consent."""
    made = call(cast)
    services.set_voice(made.line_id, replace(PLAN, recording=mode), actor=cast.actor("supervisor"), at=AT)
    if consent:
        services.say_consent(made.pk, consent=consent, actor=cast.actor("clerk"), at=AT)
    return Call.objects.get(pk=made.pk)


@pytest.mark.parametrize(
    ("mode", "consent", "may"),
    [
        ("none", "given", False), ("none", "", False),
        ("told", "", False), ("told", "told", True), ("told", "given", True), ("told", "refused", False),
        ("asked", "", False), ("asked", "told", False), ("asked", "given", True), ("asked", "refused", False),
    ],
)  # fmt: skip
def test_a_recording_is_kept_with_consent_or_refused_noted_and_deleted(
    cast: Any, mode: str, consent: str, may: bool
) -> None:
    assert may_keep(mode, consent) == may
    made, upload, clerk = recorded(cast, mode, consent), uploaded(), cast.actor("clerk")
    if may:
        kept = services.keep_recording(made.pk, upload, actor=clerk, at=after(hours=1))
        assert (kept.keep_until, kept.account_id) == (AT + timedelta(days=30), clerk.account_id)
        assert Upload.objects.get().claimed_at is not None
        assert AuditEntry.objects.latest("pk").event == "hotline.recording_kept"
        return
    with pytest.raises(Conflict):
        services.keep_recording(made.pk, upload, actor=clerk, at=after(hours=1))
    assert not CallRecording.objects.exists()
    assert not Upload.objects.exists()
    entry = AuditEntry.objects.latest("pk")
    assert (entry.event, entry.data["way"], entry.data["outcome"]) == ("hotline.recording_refused", mode, consent)


def test_who_may_keep_hear_and_delete(cast: Any) -> None:
    made = recorded(cast)
    with pytest.raises(NotFound):
        services.keep_recording(made.pk, uploaded(), actor=cast.actor("huangshi_clerk"), at=AT)
    with pytest.raises(NotAllowed):
        services.keep_recording(made.pk, uploaded(), actor=cast.actor("secretariat"), at=AT)
    kept = services.keep_recording(made.pk, uploaded(), actor=cast.actor("clerk"), at=AT)
    with pytest.raises(NotAllowed):
        services.hear_recording(kept.pk, actor=cast.actor("secretariat"), at=AT)
    with pytest.raises(NotFound):
        services.hear_recording(kept.pk, actor=cast.actor("huangshi_clerk"), at=AT)
    services.hear_recording(kept.pk, actor=cast.actor("officer"), at=AT)
    assert AuditEntry.objects.latest("pk").event == "hotline.recording_heard"
    with pytest.raises(NotAllowed):
        services.delete_recording(kept.pk, actor=cast.actor("clerk"), at=AT)
    services.delete_recording(kept.pk, actor=cast.actor("supervisor"), at=AT)
    assert CallRecording.objects.get().gone_at == AT
    assert Upload.objects.get(pk=kept.upload_id).dropped_at == AT
    with pytest.raises(NotFound):
        services.hear_recording(kept.pk, actor=cast.actor("officer"), at=AT)


def test_recordings_go_by_themselves_when_their_days_are_over(cast: Any) -> None:
    made, clerk = recorded(cast), cast.actor("clerk")
    kept = services.keep_recording(made.pk, uploaded(), actor=clerk, at=AT)
    services.set_voice(made.line_id, replace(PLAN, keep_days=1), actor=cast.actor("supervisor"), at=AT)
    end = keep_until(AT, 30)
    assert delete_recordings(end - timedelta(seconds=1)) == 0
    assert delete_recordings(end) == 1
    assert delete_recordings(end) == 0
    assert CallRecording.objects.get().gone_at == end
    assert Upload.objects.get(pk=kept.upload_id).dropped_at == end
    assert AuditEntry.objects.latest("pk").event == "hotline.recording_deleted"


def test_whoever_refuses_is_recorded_no_more_by_hand_and_by_what_the_telephone_tells(cast: Any) -> None:
    made, clerk = recorded(cast), cast.actor("clerk")
    services.keep_recording(made.pk, uploaded(), actor=clerk, at=AT)
    with pytest.raises(InvalidInput):
        services.say_consent(made.pk, consent="perhaps", actor=clerk, at=AT)
    services.say_consent(made.pk, consent="refused", actor=clerk, at=after(hours=1))
    assert CallRecording.objects.get().gone_at == after(hours=1)
    rung = hear(made.line_id, heard("arrived", consent="told"), heard("answered", 9), heard("ended", 60))
    assert rung.consent == "told"
    services.keep_recording(rung.pk, uploaded(), actor=clerk, at=AT)
    assert hear(made.line_id, heard("recording", 61, consent="refused")).consent == "refused"
    assert delete_recordings(after(hours=2)) == 1
    assert not CallRecording.objects.filter(gone_at=None).exists()
    with pytest.raises(InvalidInput) as refused:
        hear(made.line_id, heard("recording", 62, consent="perhaps"))
    assert refused.value.field == "consent"


def test_of_what_was_told_of_consent_a_refusal_holds_whatever_the_order() -> None:
    assert [consent_of(each) for each in ([], [""], ["told"], ["told", "given"], ["given", "refused", "told"])] == [
        "", "", "told", "given", "refused",
    ]  # fmt: skip


def test_an_erased_caller_takes_her_recordings_along(cast: Any) -> None:
    about, made = case(cast), recorded(cast)
    Call.objects.filter(pk=made.pk).update(case_id=about.pk)
    kept = services.keep_recording(made.pk, uploaded(), actor=cast.actor("clerk"), at=AT)

    class Erased:
        payload = {"case": about.pk}

    forget_who_rang(Erased())  # type: ignore[arg-type]
    assert Upload.objects.get(pk=kept.upload_id).dropped_at is not None
    assert CallRecording.objects.get().gone_at is not None
    other = call(cast, phone="19900007777")
    services.say_consent(other.pk, consent="told", actor=cast.actor("clerk"), at=AT)
    mine = services.keep_recording(other.pk, uploaded(), actor=cast.actor("clerk"), at=AT)
    calls.erase_caller(other.caller_id or 0, actor=cast.actor("supervisor"), at=after(hours=3))
    assert Upload.objects.get(pk=mine.upload_id).dropped_at == after(hours=3)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"recording": "none", "recording_notice": ""}, []),
        ({"recording_notice": " "}, [("recording_notice", "notice_missing")]),
        ({"recording": "asked", "recording_notice": ""}, [("recording_notice", "notice_missing")]),
        ({"recording": "always"}, [("recording", "recording_mode")]),
        ({"keep_days": 1}, []), ({"keep_days": 0}, [("keep_days", "keep_days")]),
        ({"keep_days": 1095}, []), ({"keep_days": 1096}, [("keep_days", "keep_days")]),
        ({"queue": "字" * 300}, []), ({"queue": "字" * 301}, [("queue", "voice_length")]),
    ],
)  # fmt: skip
def test_what_a_line_may_say(changes: dict[str, Any], found: Any) -> None:
    assert list(voice_faults(replace(PLAN, **changes))) == found


def test_a_telephone_system_reads_the_texts_in_both_scripts_with_its_secret_alone(cast: Any, client: Any) -> None:
    on, boss = line(cast), cast.actor("supervisor")
    token = calls.make_key(on.pk, actor=boss, at=AT).token
    services.set_voice(on.pk, replace(PLAN, queue=""), actor=boss, at=AT)
    with pytest.raises(NotAllowed):
        services.set_voice(on.pk, PLAN, actor=cast.actor("clerk"), at=AT)
    duty(cast, on, "clerk", china(12, 10), china(12, 11))
    address = f"/hooks/hotline/{on.pk}/voice/"
    for shown in ("", "Bearer wrong"):
        assert client.get(address, headers={"Authorization": shown}).status_code == 401
    bearer = {"Authorization": f"Bearer {token}"}
    with THEN:
        told_ = json.loads(client.get(address, headers=bearer).content)
    assert told_ == {
        "line": on.pk,
        "number": "027-0000 0315",
        "recording": "told",
        "somebody_on_duty": True,
        "texts": {
            "greeting": {"zh-Hant": "您好，這裏是消費維權熱線。", "zh-Hans": "您好，这里是消费维权热线。"},
            "out_of_hours": {"zh-Hant": "現在是下班時間。", "zh-Hans": "现在是下班时间。"},
            "recording": {"zh-Hant": "本次通話將被錄音。", "zh-Hans": "本次通话将被录音。"},
        },
    }
    assert client.post(address, headers=bearer).status_code == 405
    assert queries.told_to_telephone(on.pk, china(12, 11))["somebody_on_duty"] is False


@THEN
def test_the_voice_menu_is_worded_and_read_on_its_page(cast: Any) -> None:
    on, boss = line(cast), browser(cast, "supervisor")
    address = f"{LIST}lines/{on.pk}/voice/"
    assert "通話不錄音" in page(boss, address)
    sent = {"recording": "asked", "keep_days": "30", "greeting": "您好", "queue": "", "out_of_hours": "", "recording_notice": ""}  # fmt: skip
    refused = boss.post(f"{address}edit/", {**sent, "version": on.version})
    assert refused.status_code == 422
    answer = boss.post(f"{address}edit/", {**sent, "recording_notice": "本次通話將被錄音，同意請按一。", "version": on.version})  # fmt: skip
    assert answer["Location"] == address
    shown = page(browser(cast, "clerk"), address)
    for said in ("本次通話將被錄音，同意請按一。", "本次通话将被录音，同意请按一。", "保存 30 天"):
        assert said in shown, said
    assert "edit" not in shown


@THEN
def test_a_recording_is_put_to_a_call_and_heard_on_its_page(cast: Any) -> None:
    made, clerk = recorded(cast, "asked", ""), browser(cast, "clerk")
    address = f"{LIST}{made.pk}/recording/"
    refused = clerk.post(address, {"consent": "", "file": told()})
    assert refused.status_code == 409
    assert "未同意錄音" in refused.content.decode()
    refused = clerk.post(address, {"consent": "given", "file": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64)})  # fmt: skip
    assert refused.status_code == 422
    assert clerk.post(address, {"consent": "given", "file": told()})["Location"] == f"{LIST}{made.pk}/"
    kept = CallRecording.objects.get()
    shown = page(clerk, f"{LIST}{made.pk}/")
    assert "已同意" in shown
    assert "2026-06-11 10:00" in shown
    assert "2026-06-11 10:00" not in page(browser(cast, "secretariat"), f"{LIST}{made.pk}/")
    played = clerk.get(f"{address}{kept.pk}/")
    assert b"".join(played.streaming_content) == WAV
    assert AuditEntry.objects.filter(event="hotline.recording_heard").count() == 1
    boss = browser(cast, "supervisor")
    assert "刪除錄音" in page(boss, f"{LIST}{made.pk}/")
    boss.post(f"{address}{kept.pk}/delete/")
    assert clerk.get(f"{address}{kept.pk}/").status_code == 404
    assert boss.post(f"{address}{kept.pk}/delete/").status_code == 404
    assert "刪除錄音" not in page(boss, f"{LIST}{made.pk}/")
