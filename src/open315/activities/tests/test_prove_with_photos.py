"""Photos and papers of an activity: kept without their history, proof of a measure, given to the summary where they were released. By hand."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.utils import translation
from PIL import Image

from open315.activities import services as activities
from open315.activities.matrix.queries import is_proven
from open315.activities.models import Activity, Proof
from open315.activities.outputs import services as outputs
from open315.activities.outputs.types import Told
from open315.activities.proofs import queries, services
from open315.activities.proofs.drawing import shown_of
from open315.activities.proofs.receiving import received
from open315.activities.proofs.rules import CAPTION_LENGTH, MOST, faults
from open315.activities.proofs.types import ProofDraft
from open315.activities.tests.making import held, photographed, picture, plan, planned
from open315.activities.tests.test_show_activities import browser
from open315.campaigns.tests.drafting import made
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.facts import Period
from open315.core.uploads import services as uploads
from open315.core.uploads.models import Upload
from open315.org.models import RoleGrant
from tests.rows import nothing_changes

pytestmark = pytest.mark.django_db
WORDS = ProofDraft("咨詢臺前")


def sent(activity: Activity, *files: SimpleUploadedFile, who: Any, **said: Any) -> Any:
    told = {"caption": "咨詢臺前", "shows": "", **said}
    return who.post(f"/console/activities/{activity.pk}/proofs/new/", {"proofs": list(files), **told}, follow=True)


@pytest.mark.parametrize(
    ("draft", "is_photo", "found"),
    [
        (ProofDraft("字" * 120, "leaflets", is_released=True), True, []),
        (ProofDraft("字" * 121), True, [("caption", "caption_too_long")]),
        (ProofDraft(" " + "字" * 120 + " "), False, []),
        (ProofDraft("  "), True, [("caption", "caption_missing")]),
        (ProofDraft("照片", "boards"), True, [("shows", "shows_unknown")]),
        (ProofDraft("紙本", is_released=True), False, [("is_released", "paper_released")]),
    ],
)
def test_what_may_be_said_of_a_photo_or_paper(draft: ProofDraft, is_photo: bool, found: list[Any]) -> None:
    assert list(faults(draft, {"leaflets", "measure"}, is_photo=is_photo)) == found


def test_the_bounds_are_those_that_the_sentences_name() -> None:
    assert (CAPTION_LENGTH, MOST) == (120, 40)
    assert "120" in str(services.FAULTS["caption_too_long"])
    assert "40" in str(services.TOO_MANY)


def test_several_photos_are_kept_at_once_without_where_and_by_what_they_were_taken(cast: Any) -> None:
    activity = held(cast.actor("secretariat"), cast.at)
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAM"
    Image.new("RGB", (4000, 20), "#2244aa").save(out, "JPEG", exif=exif)
    assert b"SECRETCAM" in out.getvalue()
    photo = SimpleUploadedFile("張三.jpg", out.getvalue(), "image/jpeg")
    answer = sent(activity, photo, picture(), who=browser(cast))
    assert "照片和書面材料已保存。" in answer.content.decode()
    rows = list(Proof.objects.order_by("pk"))
    assert [(row.caption, row.is_released, row.indicator, row.measure_id) for row in rows] == [
        ("咨詢臺前", False, "", None)
    ] * 2
    assert [row.upload.content_type for row in rows] == ["image/jpeg", "image/jpeg"]
    assert Upload.objects.count() == 2
    with uploads.open_original(rows[0].upload) as file:
        content = file.read()
    assert b"SECRETCAM" not in content
    assert Image.open(BytesIO(content)).size == (1600, 8)
    assert "張三" not in uploads.given_name(rows[0].upload)
    seen = browser(cast).get(f"/console/activities/proofs/{rows[0].pk}/file/")
    assert seen["Content-Type"] == "image/jpeg"
    assert "no-store" in seen["Cache-Control"]
    assert seen["Content-Disposition"].startswith("inline")
    assert b"".join(seen.streaming_content) == content


def test_a_paper_stays_as_it_came_is_a_download_and_is_never_published(cast: Any) -> None:
    activity = held(cast.actor("secretariat"), cast.at)
    paper = SimpleUploadedFile("簽到.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "application/pdf")
    refused = sent(activity, paper, who=browser(cast), is_released="on")
    assert "只有照片可以發佈。" in refused.content.decode()
    assert (Proof.objects.count(), Upload.objects.count()) == (0, 0)
    paper.seek(0)
    assert sent(activity, paper, who=browser(cast)).status_code == 200
    row = Proof.objects.get()
    seen = browser(cast).get(f"/console/activities/proofs/{row.pk}/file/")
    assert seen["Content-Disposition"].startswith("attachment")
    assert b"".join(seen.streaming_content).startswith(b"%PDF-1.4")


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("x.html", b"<html><script>1</script></html>"),
        SimpleUploadedFile("ton.wav", b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 40),
        SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 30),
    ],
)
def test_what_is_neither_photo_nor_paper_is_refused_at_the_files_and_nothing_is_left(cast: Any, file: Any) -> None:
    file.seek(0)
    with pytest.raises(InvalidInput) as refused, received([picture(), file], at=cast.at):
        pass
    assert refused.value.field == "proofs"
    assert Upload.objects.count() == 0


def test_nothing_is_left_of_files_whose_words_are_missing(cast: Any) -> None:
    activity = held(cast.actor("secretariat"), cast.at)
    assert sent(activity, picture(), who=browser(cast), caption="").status_code == 422
    assert sent(activity, who=browser(cast)).status_code == 422
    many = sent(activity, *[picture(f"{n}.png") for n in range(11)], who=browser(cast))
    assert many.status_code == 422
    assert "10" in "".join(many.context["form"].errors["proofs"])
    assert (Proof.objects.count(), Upload.objects.count()) == (0, 0)


def test_photos_are_kept_from_the_start_on_and_not_of_what_was_cancelled(cast: Any) -> None:
    actor = cast.actor("secretariat")
    upload = uploads.receive(picture(), at=cast.at)
    ahead = planned(actor, cast.at, starts_at=cast.at.replace(year=2027), ends_at=cast.at.replace(year=2027))
    off = activities.cancel_activity(planned(actor, cast.at).pk, reason="雨", actor=actor, at=cast.at)
    for activity, words in ((ahead, services.NOT_BEGUN), (off, services.IS_CANCELLED)):
        with pytest.raises(Conflict, match=str(words)), nothing_changes():
            services.keep_proofs(activity.pk, [upload.pk], WORDS, actor=actor, at=cast.at)
    begun = planned(actor, cast.at, starts_at=cast.at, ends_at=cast.at)
    assert len(services.keep_proofs(begun.pk, [upload.pk], WORDS, actor=actor, at=cast.at)) == 1


def test_an_activity_has_forty_at_most_and_a_step_has_one_at_least(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST", 2)
    actor, activity = cast.actor("secretariat"), held(cast.actor("secretariat"), cast.at)
    three = [uploads.receive(picture(), at=cast.at).pk for _n in range(3)]
    for some, words in (([], services.NO_FILE), (three, services.TOO_MANY)):
        with pytest.raises(InvalidInput) as refused, nothing_changes():
            services.keep_proofs(activity.pk, some, WORDS, actor=actor, at=cast.at)
        assert (refused.value.field, refused.value.message) == ("proofs", words)
    services.keep_proofs(activity.pk, three[:2], WORDS, actor=actor, at=cast.at)
    with pytest.raises(InvalidInput):
        services.keep_proofs(activity.pk, three[2:], WORDS, actor=actor, at=cast.at)
    assert activity.proofs.count() == 2


def test_keeping_changing_and_taking_out_leave_their_trail(cast: Any) -> None:
    actor = cast.actor("secretariat")
    row = photographed(actor, cast.at)
    entry = AuditEntry.objects.latest("pk")
    assert (entry.event, entry.data) == (
        "activities.proofs_kept",
        {"activity_id": row.activity_id, "files": 1, "shows": "", "released": False},
    )
    changed = services.change_proof(row.pk, ProofDraft(" 展板 ", is_released=True), actor=actor, at=cast.at, version=1)
    assert (changed.caption, changed.is_released, changed.version) == ("展板", True, 2)
    entry = AuditEntry.objects.latest("pk")
    assert entry.data == {"activity_id": row.activity_id, "shows": "", "released": True}
    with pytest.raises(Conflict), nothing_changes():
        services.change_proof(row.pk, WORDS, actor=actor, at=cast.at, version=1)
    services.remove_proof(row.pk, actor=actor, at=cast.at, version=2)
    assert AuditEntry.objects.latest("pk").event == "activities.proof_removed"
    assert Proof.objects.count() == 0
    assert Upload.objects.get().dropped_at == cast.at


def test_photos_are_those_of_ones_own_council_and_kept_by_those_who_may(cast: Any) -> None:
    row = photographed(cast.actor("secretariat"), cast.at)
    for act in (
        lambda who: services.change_proof(row.pk, WORDS, actor=who, at=cast.at),
        lambda who: services.remove_proof(row.pk, actor=who, at=cast.at),
    ):
        with pytest.raises(NotAllowed), nothing_changes():
            act(cast.actor("analyst"))
    grant = RoleGrant.objects.get(account=cast.accounts["huangshi_officer"])
    grant.role = "secretariat"
    grant.save()
    for act in (
        lambda who: services.change_proof(row.pk, WORDS, actor=who, at=cast.at),
        lambda who: services.remove_proof(row.pk, actor=who, at=cast.at),
    ):
        with pytest.raises(NotFound), nothing_changes():
            act(cast.actor("huangshi_officer"))
    with pytest.raises(NotFound):
        queries.get_proof(cast.actor("nobody"), row.pk)
    assert queries.get_proof(cast.actor("analyst"), row.pk) == row


def _proven(activity: Activity) -> bool:
    return Activity.objects.filter(Q(pk=activity.pk) & is_proven()).exists()


def test_a_photo_of_the_measure_proves_it_until_the_activity_carries_out_another(cast: Any) -> None:
    there, actor = made(cast), cast.actor("secretariat")
    first, second = there.seminar, there.stalls
    row = photographed(actor, cast.at, measure_id=first.pk)
    assert not _proven(row.activity)
    services.change_proof(row.pk, ProofDraft("展板", "measure"), actor=actor, at=cast.at)
    row.refresh_from_db()
    assert (row.measure_id, row.indicator) == (first.pk, "")
    assert _proven(row.activity)
    activities.change_activity(row.activity_id, plan(measure_id=second.pk), actor=actor, at=cast.at)
    assert not _proven(row.activity)
    row.activity.refresh_from_db()
    with translation.override("zh-hant"):
        assert [str(each.proves) for each in shown_of(row.activity)] == ["本活動已不再落實的措施"]


def test_a_photo_shows_an_output_that_is_told_and_says_so_when_it_is_taken_back(cast: Any) -> None:
    actor = cast.actor("secretariat")
    row = photographed(actor, cast.at, kind="consultation")
    with pytest.raises(InvalidInput) as refused, nothing_changes():
        services.change_proof(row.pk, ProofDraft("展板", "boards"), actor=actor, at=cast.at)
    assert refused.value.field == "shows"
    with pytest.raises(InvalidInput), nothing_changes():
        services.change_proof(row.pk, ProofDraft("展板", "measure"), actor=actor, at=cast.at)
    outputs.report_outputs(row.activity_id, [Told("boards", "", "35")], actor=actor, at=cast.at)
    changed = services.change_proof(row.pk, ProofDraft("展板", "boards"), actor=actor, at=cast.at)
    assert (changed.indicator, changed.measure_id) == ("boards", None)
    with translation.override("zh-hant"):
        assert [str(each.proves) for each in shown_of(row.activity)] == ["宣傳展板"]
        outputs.report_outputs(row.activity_id, [Told("boards", "", "")], reason="數錯", actor=actor, at=cast.at)
        assert [str(each.proves) for each in shown_of(row.activity)] == ["已撤回的成果"]


def test_the_summary_gets_released_photos_of_what_was_held_in_its_days_alone(cast: Any) -> None:
    actor, released = cast.actor("secretariat"), ProofDraft("展板", is_released=True)
    photographed(actor, cast.at)
    mine = photographed(actor, cast.at, released)
    taken_up = photographed(actor, cast.at, released)
    activities.take_up_activity(taken_up.activity_id, reason="誤記", actor=actor, at=cast.at)
    council, day = mine.activity.council_id, mine.activity.starts_at.date()
    at_all = Period(day, day)
    found = queries.photos_for_the_summary(actor, at_all, [council])
    assert [(each.caption, each.starts_at, each.proof.pk) for each in found] == [
        ("展板", mine.activity.starts_at, mine.pk)
    ]
    given = found[0].published()
    assert (given.content_type, given.name, given.content[:4]) == ("image/png", f"photo-{mine.pk}.png", b"\x89PNG")
    assert not queries.photos_for_the_summary(actor, Period(day.replace(day=9), day.replace(day=9)), [council])
    assert not queries.photos_for_the_summary(actor, at_all, [council + 1])
    assert not queries.photos_for_the_summary(cast.actor("nobody"), at_all, [council])


def test_the_page_of_the_activity_shows_photos_and_leads_to_their_forms(cast: Any) -> None:
    row = photographed(cast.actor("secretariat"), cast.at, ProofDraft("咨詢臺前", is_released=True))
    seen = browser(cast).get(f"/console/activities/{row.activity_id}/").content.decode()
    for part in (
        f'src="/console/activities/proofs/{row.pk}/file/" alt="咨詢臺前"',
        f"/proofs/{row.pk}/edit/",
        f"/proofs/{row.pk}/remove/",
        "可發佈",
        "添加照片或書面材料",
    ):
        assert part in seen, part
    read = browser(cast, "analyst").get(f"/console/activities/{row.activity_id}/").content.decode()
    assert "咨詢臺前" in read
    assert "添加照片或書面材料" not in read
    assert f"/proofs/{row.pk}/edit/" not in read
    told = {"caption": "廣場", "shows": "", "version": "1"}
    after = browser(cast).post(f"/console/activities/proofs/{row.pk}/edit/", told, follow=True).content.decode()
    assert "說明已更改。" in after
    row.refresh_from_db()
    assert (row.caption, row.is_released) == ("廣場", False)
    gone = browser(cast).post(f"/console/activities/proofs/{row.pk}/remove/", {"version": "2"}, follow=True)
    assert "已移除。" in gone.content.decode()
