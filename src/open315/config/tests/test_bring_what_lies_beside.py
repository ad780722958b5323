"""What a folder carries besides the records: comments of members, photos with their files, decisions about double entries; equal elsewhere, known the second time, each bad file refused by itself."""

import csv
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from PIL import Image

from open315.activities.models import Activity, DoubleEntry, Proof
from open315.campaigns.models import Campaign, PlanComment
from open315.config.tests.commanding import ran
from open315.config.tests.folder_of_a_campaign import CITY, COUNTY, PROVINCE, SHEETS, brought
from open315.config.tests.test_bring_what_was_decided import elsewhere, figures
from open315.core.uploads.models import Upload
from tests.rows import difference, everything

pytestmark = pytest.mark.django_db
ALIKE = f"6,{COUNTY},現場諮詢,廣場諮詢活動,,2026-03-15 09:00,2026-03-15 12:00,330302,廣場,,已舉辦,,,,,\n"
COMMENTS = f"""council,version,part,is_gone,text,said_by,written_at,state,answer,answered_at,closed_at,requirement
{PROVINCE},定稿,宣傳,,增加農村地區,委員1,2026-02-01 09:00,answered,採納,2026-02-01 15:00,,
{PROVINCE},定稿,宣傳 / 現場諮詢,,時間定在上午,委員2,2026-02-01 10:00,open,,,,
{PROVINCE},定稿,,,總體贊成,委員1,2026-02-01 11:00,settled,,,2026-02-02 09:00,
{PROVINCE},定稿,組織 / 已刪去的措施,1,不必再設,委員2,2026-02-01 12:00,withdrawn,,,2026-02-02 10:00,
{PROVINCE},定稿,組織,,厲行節約,委員1,2026-02-01 13:00,taken_up,,,2026-02-02 11:00,2
"""
DOUBLES = "activity,other,decision,kept\n2,6,same,2\n"


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    """A small picture of ours; with `exif` one that says where it was taken."""
    out = BytesIO()
    Image.new("RGB", size, "#aa3322").save(out, form, **more)
    return out.getvalue()


def located() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    return picture(exif=exif)


def beside(folder: Path, files: dict[str, bytes], rows: str) -> None:
    (folder / "files").mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / "files" / name).write_bytes(content)
    (folder / "proofs.csv").write_text(f"activity,file,digest,caption,shows,is_released\n{rows}", encoding="utf-8")


@pytest.fixture
def whole(folder: Path) -> Path:
    """The folder with two photos, five comments, and one activity entered twice."""
    (folder / "activities.csv").write_text(SHEETS["activities"] + ALIKE, encoding="utf-8")
    (folder / "comments.csv").write_text(COMMENTS, encoding="utf-8")
    (folder / "doubles.csv").write_text(DOUBLES, encoding="utf-8")
    rows = "2,desk.jpg,,諮詢臺前,leaflets,1\n4,room.png,,會場,,\n"
    beside(folder, {"desk.jpg": picture(), "room.png": picture("PNG")}, rows)
    return folder


def comments() -> list[tuple[Any, ...]]:
    rows = PlanComment.objects.select_related("requirement", "plan_version").order_by("written_at")
    return [
        (
            row.plan_version.why, row.text, row.said_by, row.said_at, row.state, row.answer, row.written_at, row.answered_at, row.closed_at,
            row.requirement.number if row.requirement else None,
        )
        for row in rows
    ]  # fmt: skip


def photos() -> list[tuple[Any, ...]]:
    rows = Proof.objects.select_related("upload", "activity").order_by("activity__starts_at", "pk")
    return [(row.activity.title, row.caption, row.indicator, row.is_released, row.upload.sha256) for row in rows]


def decided() -> list[tuple[Any, ...]]:
    rows = DoubleEntry.objects.exclude(decision="").select_related("first", "second", "kept")
    return [(row.first.title, row.second.title, row.decision, row.kept.title if row.kept else "") for row in rows]


def test_comments_come_in_at_their_parts_with_what_became_of_them(whole: Path) -> None:
    assert brought(whole)["comments"] == "5 made"
    rows = list(PlanComment.objects.order_by("written_at"))
    keys = ["".join(sign for sign in row.key if sign.isalpha()) for row in rows]
    assert keys == ["section", "measure", "head", "head", "section"]
    assert [(row.said_by, row.said_at, row.state) for row in rows] == [
        ("委員1", "", "answered"), ("委員2", "", "open"), ("委員1", "", "settled"), ("委員2", "組織 / 已刪去的措施", "withdrawn"), ("委員1", "", "taken_up"),
    ]  # fmt: skip
    assert (rows[0].answer, rows[4].requirement.text if rows[4].requirement else "") == ("採納", "節約")
    assert all(row.written_by_id is None for row in rows)


def test_a_decision_unites_the_two_and_the_figures_follow(whole: Path) -> None:
    brought(whole)
    assert decided() == [("廣場諮詢", "廣場諮詢活動", "same", "廣場諮詢")]
    assert Activity.objects.get(title="廣場諮詢活動").same_as == Activity.objects.get(title="廣場諮詢")
    assert figures()["activities.held", "33"][0] == 3


def test_a_photo_of_points_alone_is_kept_byte_by_byte_and_one_that_tells_more_is_drawn_anew(whole: Path) -> None:
    brought(whole)
    assert [each[4] for each in photos()] == [
        sha256(picture()).hexdigest(),
        sha256(picture("PNG")).hexdigest(),
    ]
    beside(whole, {"told.jpg": located()}, "4,told.jpg,,有位置,,\n")
    assert brought(whole)["proofs"] == "1 made"
    row = Proof.objects.select_related("upload").get(caption="有位置")
    assert (row.came_as, row.upload.sha256 != row.came_as) == (sha256(located()).hexdigest(), True)
    assert brought(whole)["proofs"] == "1 known"


def test_the_same_folder_again_changes_nothing_and_leaves_no_file(whole: Path) -> None:
    brought(whole)
    before, files = everything(), Upload.objects.count()
    again = brought(whole)
    assert (again["comments"], again["proofs"], again["doubles"]) == ("5 known", "2 known", "1 known")
    assert difference(before, everything()) == {}
    assert Upload.objects.count() == files


def test_a_look_leaves_nothing_not_even_a_file(whole: Path) -> None:
    before = everything()
    out = brought(whole, is_trial=True)
    assert (out["comments"], out["proofs"], out["doubles"]) == ("5 made", "2 made", "1 made")
    assert difference(before, everything()) == {}
    assert not Upload.objects.filter(dropped_at=None).exists()


def test_what_went_out_makes_equal_comments_photos_decisions_and_figures_in_an_empty_database(
    whole: Path, tmp_path: Path
) -> None:
    def first() -> Any:
        brought(whole)
        ran("export_campaign", PROVINCE, "2026", str(tmp_path / "out"), language="en")
        return comments(), photos(), decided(), figures()

    def second() -> Any:
        brought(tmp_path / "out")
        return comments(), photos(), decided(), figures()

    told, again = elsewhere(first), elsewhere(second)
    assert told[1] == again[1]
    assert told[2] == again[2]
    assert told[0] == again[0]
    assert told[3] == again[3]
    assert len(told[0]) == 5
    assert not Campaign.objects.exists()
    with (tmp_path / "out" / "proofs.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            assert sha256((tmp_path / "out" / "files" / row["File"]).read_bytes()).hexdigest() == row["SHA-256"]


def told_of(answers: Path, sheet: str) -> list[dict[str, str]]:
    """The answers to the rows of one sheet."""
    with answers.open(encoding="utf-8-sig", newline="") as file:
        return [each for each in csv.DictReader(file) if each["sheet"] == sheet]


HOSTILE: dict[str, bytes] = {
    "page.jpg": b"<html><script>alert(1)</script></html>",
    "cut.jpg": picture()[:200],
    "empty.jpg": b"",
    "paper.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "program.exe": b"MZ" + bytes(200),
    "both.jpg": picture() + b"<script>alert(1)</script>",
}


def test_each_hostile_file_is_refused_by_itself_and_the_good_one_between_comes_in(folder: Path) -> None:
    files = {**HOSTILE, "good.jpg": picture()}
    beside(folder, files, "".join(f"4,{name},,文字,,\n" for name in files))
    with pytest.raises(CommandError):
        brought(folder)
    assert [each[1:] for each in photos()] == [("文字", "", False, sha256(picture()).hexdigest())]
    assert Upload.objects.filter(dropped_at=None).count() == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("4,../../etc/passwd,,文字,,", "There is no such file"),
        ("4,missing.jpg,,文字,,", "There is no such file"),
        (f"4,good.jpg,{'0' * 64},文字,,", "its digest is another one"),
        ("4,good.jpg,,文字,leaflets,", "Choose from the list what it proves"),
        ("9,good.jpg,,文字,,", "Nothing of this name"),
        ("5,good.jpg,,文字,,", "has not begun"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason(folder: Path, row: str, words: str) -> None:
    beside(folder, {"good.jpg": picture()}, f"{row}\n")
    answers = folder.parent / "answers.csv"
    with pytest.raises(CommandError):
        brought(folder, answers=str(answers))
    told = told_of(answers, "proofs")
    assert [(each["row"], each["came"]) for each in told] == [("2", "refused")]
    assert words in told[0]["words"]
    assert not Proof.objects.exists()


@pytest.mark.parametrize(
    ("sheet", "row", "words"),
    [
        ("doubles", "1,2,same,1", "do not look like one activity"),
        ("doubles", "2,6,same,4", "Say which of the two counts"),
        ("doubles", "2,6,different,", "Something else was decided"),
        ("comments", f"{PROVINCE},初稿,,,說,委員1,,open,,,,", "no version for this purpose"),
        ("comments", f"{PROVINCE},定稿,沒有的章節,,說,委員1,,open,,,,", "no such section or measure"),
        ("comments", f"{PROVINCE},定稿,,,說,委員1,,taken_up,,,,", "Say which requirement"),
        ("comments", f"{PROVINCE},定稿,,,說,委員1,,taken_up,,,,7", "Nothing of this name"),
        ("comments", f"{CITY},定稿,,,說,委員1,,open,,,,", "no version for this purpose"),
    ],
)
def test_a_comment_or_decision_that_cannot_be_is_refused(whole: Path, sheet: str, row: str, words: str) -> None:
    brought(whole)
    heading = {"doubles": DOUBLES, "comments": COMMENTS}[sheet].splitlines()[0]
    (whole / f"{sheet}.csv").write_text(f"{heading}\n{row}\n", encoding="utf-8")
    before = (comments(), decided())
    with pytest.raises(CommandError):
        brought(whole, answers=str(whole.parent / "answers.csv"))
    told = told_of(whole.parent / "answers.csv", sheet)
    assert [each["came"] for each in told] == ["refused"]
    assert words in told[0]["words"]
    assert (comments(), decided()) == before


def test_a_package_brings_its_files_along_and_a_path_in_a_name_leads_nowhere(whole: Path, tmp_path: Path) -> None:
    package = tmp_path / "campaign.zip"
    with zipfile.ZipFile(package, "w") as out:
        for each in sorted(whole.glob("*.csv")):
            out.writestr(f"campaign/{each.name}", each.read_bytes())
        out.writestr("campaign/files/desk.jpg", picture())
        out.writestr("campaign/../../room.png", picture("PNG"))
    with pytest.raises(CommandError):
        brought(package)
    assert [each[1] for each in photos()] == ["諮詢臺前"]
