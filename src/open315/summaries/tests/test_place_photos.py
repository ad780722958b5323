"""Photos in a text: picked from the released ones, numbered and captioned in page, DOCX and PDF, frozen with the edition, and seen by nobody without the right."""

from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from PIL import Image
from pypdf import PdfReader

from open315.activities.models import Proof
from open315.activities.proofs import services as proofs
from open315.activities.proofs.types import ProofDraft
from open315.activities.tests.making import held
from open315.core.audit.models import AuditEntry
from open315.core.clock import SHANGHAI
from open315.core.documents.stored import digest_of
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.core.uploads import services as uploads
from open315.summaries.models import Edition, Passage, Picture, Text
from open315.summaries.tests.samples import signed_in
from open315.summaries.tests.test_word_review_and_sign import begun, finish, opening, sign, write
from open315.summaries.text import queries, services
from tests.rows import nothing_changes


@pytest.fixture
def text(cast: Any, time_machine: Any) -> Text:
    time_machine.move_to(cast.at)
    return begun(cast)


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def photo(
    cast: Any, *, released: bool = True, who: str = "secretariat", day: int = 10, colour: str = "#aa3322"
) -> Proof:
    """A photo of an activity of March, as it is kept: wide, without history."""
    actor = cast.actor(who)
    at = datetime(2026, 3, day, 9, tzinfo=SHANGHAI)
    made = held(actor, cast.at, starts_at=at, ends_at=at + timedelta(hours=1))
    out = BytesIO()
    Image.new("RGB", (400, 200), colour).save(out, "JPEG")
    upload = uploads.receive(SimpleUploadedFile("IMG_1.jpg", out.getvalue(), "image/jpeg"), at=cast.at)
    return proofs.keep_proofs(made.pk, [upload.pk], ProofDraft("諮詢臺前", "", released), actor=actor, at=cast.at)[0]


def place(cast: Any, text: Text, proof: Proof, caption: str = "", width: int = 75) -> Passage:
    return services.place_photo(opening(text).pk, proof.pk, caption, width, **secretary(cast))


def signed(cast: Any, text: Text) -> Edition:
    finish(cast, text)
    services.send_for_review(text.pk, **secretary(cast))
    return sign(cast, text)


def test_a_released_photo_stands_below_the_passage_with_its_caption_and_a_copy_of_its_bytes(
    cast: Any, text: Text
) -> None:
    proof = photo(cast)
    after = opening(text)
    row = place(cast, text, proof)
    assert (row.kind, row.words, row.width, row.chapter, row.place) == (
        "photo", "諮詢臺前", 75, after.chapter, after.place + 1,
    )  # fmt: skip
    assert [each.place for each in text.passages.all()] == list(range(1, text.passages.count() + 1))
    picture = Picture.objects.get()
    assert picture == row.picture
    assert picture.digest == sha256(bytes(picture.content)).hexdigest()
    assert (picture.proof_id, picture.content_type) == (proof.pk, "image/jpeg")
    entry = AuditEntry.objects.get(event="summaries.photo_placed")
    assert entry.data == {"text_id": text.pk, "place": after.place + 1, "digest": picture.digest}
    again = place(cast, text, proof, "另一說明", 50)
    assert (again.words, again.width, again.picture_id) == ("另一說明", 50, picture.pk)
    assert Picture.objects.count() == 1


def test_only_released_photos_of_the_days_and_the_councils_of_the_text_are_offered(cast: Any, text: Text) -> None:
    offered = photo(cast)
    kept_back, too_late = photo(cast, released=False), photo(cast, day=16)
    page = signed_in(cast, "secretariat").get(f"/console/campaigns/texts/passages/{opening(text).pk}/photo/")
    shown = page.content.decode()
    assert f"/console/activities/proofs/{offered.pk}/file/" in shown
    for other in (kept_back, too_late):
        assert f"/console/activities/proofs/{other.pk}/file/" not in shown
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            place(cast, text, other)
        assert refused.value.field == "photo"


@pytest.mark.parametrize(
    ("caption", "width", "field"),
    [("字" * 121, 75, "caption"), ("到場300人", 75, "caption"), ("諮詢臺前", 60, "width"), ("諮詢臺前", 0, "width")],
)
def test_what_is_unsound_is_refused_at_its_field(cast: Any, text: Text, caption: str, width: int, field: str) -> None:
    proof = photo(cast)
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        place(cast, text, proof, caption, width)
    assert refused.value.field == field
    assert place(cast, text, proof, "字" * 120, 100).width == 100


def test_caption_and_width_are_changed_and_a_stale_form_is_not_saved(cast: Any, text: Text) -> None:
    row = place(cast, text, photo(cast))
    changed = services.change_photo(row.pk, "臺前的消費者", 100, version=1, **secretary(cast))
    assert (changed.words, changed.width, changed.version) == ("臺前的消費者", 100, 2)
    with nothing_changes(), pytest.raises(Conflict):
        services.change_photo(row.pk, "又改", 50, version=1, **secretary(cast))
    for passage, caption in ((row, ""), (opening(text), "照片")):
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            services.change_photo(passage.pk, caption, 50, **secretary(cast))
        assert refused.value.field == "caption"
    with nothing_changes(), pytest.raises(InvalidInput):
        write(cast, row, "字句")


def test_a_text_has_at_most_thirty_photos(cast: Any, text: Text) -> None:
    proof = photo(cast)
    first = place(cast, text, proof)
    rows = [
        Passage(
            text=text, chapter=first.chapter, place=900 + n, kind="photo", words="甲", width=50, picture=first.picture
        )
        for n in range(28)
    ]
    Passage.objects.bulk_create(rows)
    assert place(cast, text, proof).width == 75
    with nothing_changes(), pytest.raises(Conflict):
        place(cast, text, proof)


def test_page_docx_and_pdf_show_the_numbered_photo_and_its_caption_stays_with_it(cast: Any, text: Text) -> None:
    place(cast, text, photo(cast, colour="#2233aa"))
    place(cast, text, photo(cast, day=11), "座談現場", 100)
    edition = signed(cast, text)
    services.publish_edition(edition.pk, actor=cast.actor("province_supervisor"), at=cast.at)
    page = Client().get(f"/summaries/{edition.pk}/").content.decode()
    digests = [photo["digest"] for photo in photos(edition)]
    for number, (caption, width, digest) in enumerate(
        zip(("座談現場", "諮詢臺前"), (100, 75), digests, strict=True), 1
    ):
        src = f"/summaries/{edition.pk}/photos/{digest}/"
        assert (
            f'<figure class="document__photo document__photo--{width}"><img src="{src}" alt="{caption}" loading="lazy">'
            f"<figcaption>照片{number}　{caption}</figcaption></figure>"
        ) in page
        got = Client().get(src)
        assert sha256(got.content).hexdigest() == digest
        assert (got["Content-Type"], Image.open(BytesIO(got.content)).size) == ("image/jpeg", (400, 200))
    docx = Document(BytesIO(Client().get(f"/summaries/{edition.pk}/file.docx").content))
    said = [each.text for each in docx.paragraphs]
    before = docx.paragraphs[said.index("照片1　座談現場") - 1]
    assert before.paragraph_format.keep_with_next is True
    assert "a:blip" in before._p.xml
    assert 'descr="座談現場"' in before._p.xml
    pdf = PdfReader(BytesIO(Client().get(f"/summaries/{edition.pk}/file.pdf").content))
    assert sum(len(each.images) for each in pdf.pages) == 2
    assert "照片1" in "".join("".join(each.extract_text() for each in pdf.pages).split())


def photos(edition: Edition) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    def look(data: Any) -> None:
        if isinstance(data, dict):
            if data.get("kind") == "Photo":
                found.append(data)
            for each in data.values():
                look(each)
        elif isinstance(data, list):
            for each in data:
                look(each)

    look(edition.content)
    return found


def test_the_frozen_edition_names_the_digest_of_the_photo_and_keeps_it_when_the_activity_loses_it(
    cast: Any, text: Text
) -> None:
    proof = photo(cast)
    place(cast, text, proof)
    edition = signed(cast, text)
    (frozen,) = photos(edition)
    assert set(frozen) == {"kind", "caption", "alt", "width", "digest", "ending", "src"}
    assert frozen["digest"] == Picture.objects.get().digest
    assert (edition.digest, queries.is_intact(edition)) == (digest_of(edition.content), True)
    frozen["digest"] = "0" * 64
    assert queries.is_intact(edition) is False
    edition.refresh_from_db()
    proofs.remove_proof(proof.pk, **secretary(cast))
    browser = signed_in(cast, "secretariat")
    for form in ("docx", "pdf"):
        assert browser.get(f"/console/campaigns/editions/{edition.pk}/file.{form}").status_code == 200
    assert Picture.objects.get().proof_id is None


def test_a_photo_whose_release_was_taken_back_is_neither_sent_nor_signed(cast: Any, text: Text) -> None:
    proof = photo(cast)
    row = place(cast, text, proof)
    finish(cast, text)
    back, given = ProofDraft("諮詢臺前", "", is_released=False), secretary(cast)
    proofs.change_proof(proof.pk, back, **given)
    with nothing_changes(), pytest.raises(Conflict) as refused:
        services.send_for_review(text.pk, **given)
    assert "1" in str(refused.value.message)
    proofs.change_proof(proof.pk, ProofDraft("諮詢臺前", "", is_released=True), **given)
    services.send_for_review(text.pk, **given)
    proofs.change_proof(proof.pk, back, **given)
    with nothing_changes(), pytest.raises(Conflict):
        sign(cast, text)
    services.send_back(text.pk, reason="照片", actor=cast.actor("province_supervisor"), at=cast.at)
    services.remove_passage(row.pk, **given)
    services.send_for_review(text.pk, **given)
    assert sign(cast, text).number == 1


def test_nobody_without_the_right_gets_the_bytes(cast: Any, text: Text) -> None:
    row = place(cast, text, photo(cast))
    address = f"/console/campaigns/texts/pictures/{row.picture_id}/"
    assert signed_in(cast, "secretariat").get(address)["Content-Type"] == "image/jpeg"
    assert signed_in(cast, "supervisor").get(address).status_code == 404
    assert signed_in(cast, "clerk").get(address).status_code == 403
    assert Client().get(address).status_code == 302
    edition = signed(cast, text)
    public = f"/summaries/{edition.pk}/photos/{Picture.objects.get().digest}/"
    assert Client().get(public).status_code == 404
    given = {"actor": cast.actor("province_supervisor"), "at": cast.at}
    services.publish_edition(edition.pk, **given)
    assert Client().get(public).status_code == 200
    other = Picture.objects.create(text=text, content=b"x", content_type="image/png", digest="f" * 64, made_at=cast.at)
    assert Client().get(f"/summaries/{edition.pk}/photos/{other.digest}/").status_code == 404
    services.withdraw_edition(edition.pk, reason="誤", **given)
    assert Client().get(public).status_code == 404


def test_the_pages_place_and_change_a_photo(cast: Any, text: Text) -> None:
    proof, browser = photo(cast), signed_in(cast, "secretariat")
    after = opening(text)
    answer = browser.post(
        f"/console/campaigns/texts/passages/{after.pk}/photo/", {"photo": proof.pk, "caption": "", "width": "50"}
    )
    row = text.passages.get(kind="photo")
    assert answer["Location"] == f"/console/campaigns/texts/{text.pk}/#passage-{row.pk}"
    shown = browser.get(f"/console/campaigns/texts/{text.pk}/").content.decode()
    assert f'src="/console/campaigns/texts/pictures/{row.picture_id}/"' in shown
    browser.post(
        f"/console/campaigns/texts/passages/{row.pk}/width/", {"caption": "臺前", "width": "100", "version": "1"}
    )
    row.refresh_from_db()
    assert (row.words, row.width) == ("臺前", 100)
    assert browser.get(f"/console/campaigns/texts/passages/{after.pk}/width/").status_code == 404
    with pytest.raises(NotFound):
        queries.get_picture(cast.actor("supervisor"), row.picture_id)


def test_a_text_that_is_full_takes_no_photo_and_one_with_room_for_one_does(
    cast: Any, text: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof, there = photo(cast), text.passages.count()
    monkeypatch.setattr("open315.summaries.text.services.photos.MOST_PASSAGES", there)
    with nothing_changes(), pytest.raises(Conflict):
        place(cast, text, proof)
    monkeypatch.setattr("open315.summaries.text.services.photos.MOST_PASSAGES", there + 1)
    assert place(cast, text, proof).kind == "photo"


def test_a_text_that_is_full_takes_no_table_either(cast: Any, text: Text, monkeypatch: pytest.MonkeyPatch) -> None:
    after, there = opening(text), text.passages.count()
    source = next(each.source for each in text.passages.all() if each.kind == "block")
    monkeypatch.setattr("open315.summaries.text.services.chapters.MOST_PASSAGES", there)
    with nothing_changes(), pytest.raises(Conflict):
        services.place_block(after.pk, source, **secretary(cast))
    monkeypatch.setattr("open315.summaries.text.services.chapters.MOST_PASSAGES", there + 1)
    assert services.place_block(after.pk, source, **secretary(cast)).kind == "block"
