"""The pages of seminars: the list, one with its guests, the forms, the letters. All expectations are by hand."""

import html
import io
import re
from datetime import date
from typing import Any

import docx
import pytest
import time_machine
from django.test import Client

from open315.activities import services as activities
from open315.activities.tests.test_show_activities import browser
from open315.seminars import queries, services
from open315.seminars.models import Guest, Seminar
from open315.seminars.tests.making import BEFORE, listed, seminar
from open315.seminars.types import Answer, InvitationDraft

pytestmark = pytest.mark.django_db
BEFOREHAND = time_machine.travel(BEFORE, tick=False)
SENT = {
    "body": "某公司", "body_kind": "enterprise", "office": "經理", "rank": "", "name": "王五", "email": "w@example.org",
}  # fmt: skip


def words(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def rows(answer: Any) -> list[list[str]]:
    """The cells of the table's body."""
    body = re.search(r"<tbody[^>]*>(.*?)</tbody>", answer.content.decode(), re.DOTALL)
    lines = re.findall(r"<tr>(.*?)</tr>", body.group(1), re.DOTALL) if body else []
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL) for line in lines]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in line] for line in cells]


@BEFOREHAND
def test_the_list_shows_how_many_are_on_the_list_accepted_and_arrived(cast: Any) -> None:
    activity = seminar(cast)
    seminar(cast, kind="press", title="發佈會")
    guests = [listed(cast, activity, office=office) for office in ("甲", "乙", "丙")]
    services.note_answer(guests[0].pk, Answer("yes"), actor=cast.actor("secretariat"), at=BEFORE)
    services.note_answer(guests[1].pk, Answer("no"), actor=cast.actor("secretariat"), at=BEFORE)
    Guest.objects.filter(pk=guests[2].pk).update(arrived_at=BEFORE)
    page = browser(cast).get("/console/seminars/")
    assert rows(page) == [["年主題座談會", "2026-03-10 09:00", "3", "1", "1", "計劃中", "湖北省消費者委員會"]]
    assert rows(browser(cast).get("/console/seminars/?state=held")) == []
    assert len(rows(browser(cast).get("/console/seminars/?state=planned&q=主題"))) == 1
    assert rows(browser(cast).get("/console/seminars/?q=發佈")) == []


@BEFOREHAND
def test_a_seminar_shows_its_guests_by_kind_and_the_next_steps(cast: Any) -> None:
    activity = seminar(cast)
    client = browser(cast)
    to = f"/console/seminars/{activity.pk}/"
    assert "名單還是空的" in words(client.get(to))
    assert "郵件邀請" not in words(client.get(to))
    for office, kind in (("甲", "enterprise"), ("乙", "enterprise"), ("丙", "media")):
        listed(cast, activity, office=office, body_kind=kind)
    page = client.get(to)
    assert rows(page) == [["企業", "2", "0", "0", "0", "0"], ["媒體", "1", "0", "0", "0", "0"]]
    assert "郵件邀請3位來賓" in words(page)
    client.post(f"{to}invite/")
    page = client.get(to)
    assert rows(page)[0] == ["企業", "2", "2", "0", "0", "0"]
    assert "郵件邀請" not in words(page).replace("郵件邀請的", "")
    analyst = words(browser(cast, "analyst").get(to))
    assert "企業" in analyst
    assert "登記來賓" not in analyst
    assert "打印邀請函" not in analyst


@BEFOREHAND
def test_an_activity_of_any_form_leads_to_its_guests_and_a_seminar_to_its_record_too(cast: Any) -> None:
    client = browser(cast)
    for form, has_record in (("seminar", True), ("press", False)):
        activity = seminar(cast, kind=form, title=form)
        to = f"/console/seminars/{activity.pk}/"
        assert to in client.get(f"/console/activities/{activity.pk}/").content.decode()
        page = words(client.get(to))
        assert "各類單位來賓" in page
        for said in ("議程", "共識", "成果"):
            assert (said in page.split("各類單位來賓")[1]) is has_record, said
        for record in ("agenda/new/", "minutes/"):
            assert client.get(f"{to}{record}").status_code == (200 if has_record else 404)


@BEFOREHAND
def test_a_guest_is_entered_changed_and_struck_from_the_pages(cast: Any) -> None:
    activity = seminar(cast)
    client = browser(cast)
    to = f"/console/seminars/{activity.pk}/"
    assert client.post(f"{to}guests/new/", SENT)["Location"] == to
    guest = Guest.objects.get()
    page = words(client.get(f"/console/seminars/guests/{guest.pk}/"))
    for said in ("某公司 經理", "企業", "王**", "加密保存", guest.code, "已列入"):
        assert said in page
    assert "w@example.org" not in page
    form = client.get(f"/console/seminars/guests/{guest.pk}/edit/").content.decode()
    assert "王五" not in form
    assert "w@example.org" not in form
    changed = {**SENT, "office": "總經理", "name": "", "email": "", "version": "1"}
    assert client.post(f"/console/seminars/guests/{guest.pk}/edit/", changed).status_code == 302
    assert Guest.objects.get().office == "總經理"
    assert client.post(f"/console/seminars/guests/{guest.pk}/edit/", changed).status_code == 409
    answered = {"reply": "yes", "version": "2"}
    assert client.post(f"/console/seminars/guests/{guest.pk}/answer/", answered).status_code == 302
    assert "告知祕書處" in words(client.get(f"/console/seminars/guests/{guest.pk}/"))
    gone = client.post(f"/console/seminars/guests/{guest.pk}/strike/", {"version": "3"})
    assert gone["Location"] == f"{to}guests/"
    assert not Guest.objects.exists()


@BEFOREHAND
def test_a_pasted_list_is_refused_line_by_line_and_entered(cast: Any) -> None:
    to = f"/console/seminars/{seminar(cast).pk}/guests/paste/"
    refused = browser(cast).post(to, {"text": "某公司，企業"})
    assert refused.status_code == 422
    assert "第1行：請填寫當日所任職務。" in words(refused)
    assert browser(cast).post(to, {"text": "某公司，企業，經理"}).status_code == 302
    assert Guest.objects.get().office == "經理"


@BEFOREHAND
def test_the_guests_are_filtered_and_exported_without_names(cast: Any) -> None:
    activity = seminar(cast)
    first = listed(cast, activity)
    listed(cast, activity, body="某報社", body_kind="media", office="記者", name="")
    services.note_answer(first.pk, Answer("yes", "副總經理"), actor=cast.actor("secretariat"), at=BEFORE)
    client, to = browser(cast), f"/console/seminars/{activity.pk}/guests/"
    assert [row[0] for row in rows(client.get(to))] == ["某報社 記者", "湖北省聯通公司 副總經理"]
    for asked, found in (
        ("standing=accepted", ["湖北省聯通公司 副總經理"]),
        ("standing=listed", ["某報社 記者"]),
        ("standing=invited", []),
        ("body_kind=media", ["某報社 記者"]),
        ("q=聯通", ["湖北省聯通公司 副總經理"]),
        ("q=记者", ["某報社 記者"]),
    ):
        assert [row[0] for row in rows(client.get(f"{to}?{asked}"))] == found, asked
    file = client.get(f"{to}export/?format=csv")
    text = b"".join(file).decode("utf-8-sig") if file.streaming else file.content.decode("utf-8-sig")
    (head, *lines) = text.splitlines()
    assert head == "id,所在單位,單位類別,職務,代替,邀請方式,狀態,已到會,報到碼"
    assert lines[1] == f"{first.pk},湖北省聯通公司,企業,副總經理,總經理,,已應邀,,{first.code}"
    assert "張" not in text


def test_each_standing_is_found_by_its_filter(cast: Any) -> None:
    activity, actor = seminar(cast), cast.actor("secretariat")
    told: dict[str, dict[str, Any]] = {
        "listed": {}, "invited": {"invited_at": BEFORE}, "accepted": {"invited_at": BEFORE, "reply": "yes"}, "declined": {"reply": "no"},
        "arrived": {"reply": "no", "arrived_at": BEFORE}, "absent": {"reply": "yes", "is_absent": True},
    }  # fmt: skip
    for office, given in told.items():
        Guest.objects.filter(pk=listed(cast, activity, office=office).pk).update(**given)
    for office in told:
        assert [each.office for each in queries.of_activity(actor, activity.pk, {"standing": office})] == [office]


@BEFOREHAND
def test_the_words_of_the_invitation_are_written_on_their_page(cast: Any) -> None:
    activity = seminar(cast)
    client, to = browser(cast), f"/console/seminars/{activity.pk}/invitation/"
    client.get(to)
    assert client.post(to, {"words": "請準備發言。", "reply_by": "2026-03-07", "version": "0"}).status_code == 302
    assert (Seminar.objects.get().words, Seminar.objects.get().reply_by) == ("請準備發言。", date(2026, 3, 7))
    assert client.post(to, {"words": "又", "version": "1"}).status_code == 409
    said = words(client.get(f"/console/seminars/{activity.pk}/"))
    assert "請準備發言。" in said
    assert "2026-03-07" in said


@BEFOREHAND
@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_letters_are_one_file_with_a_page_a_guest(cast: Any, language: str) -> None:
    activity = seminar(cast)
    actor = cast.actor("secretariat")
    services.write_invitation(activity.pk, InvitationDraft("請準備發言。", date(2026, 3, 7)), actor=actor, at=BEFORE)
    first = listed(cast, activity)
    listed(cast, activity, body="某報社", body_kind="media", office="記者", name="", email="")
    client = browser(cast, language=language)
    to = f"/console/seminars/{activity.pk}/letters/"
    assert client.get(to).status_code == 200
    answer = client.post(to, {"whom": "all"})
    assert answer["Content-Disposition"] == f'attachment; filename="letters-{activity.pk}.docx"'
    assert answer["Cache-Control"] == "private, no-store"
    file = docx.Document(io.BytesIO(answer.content))
    told = [each.text for each in file.paragraphs]
    titles = [each for each in file.paragraphs if each.style.name == "Title"]
    assert [each.paragraph_format.page_break_before for each in titles] == [False, True]
    assert len(file.inline_shapes) == 2
    links = [each.target_ref for each in file.part.rels.values() if each.is_external]
    assert f"http://127.0.0.1:8315/invitation/{queries.token_of(first.pk)}/" in links
    whole = "\n".join(told)
    assert first.code in whole
    expected = {
        "zh-hant": (
            "邀請函",
            "湖北省聯通公司 總經理張三：",
            "某報社 記者：",
            "2026年3月10日 09:00 – 11:30",
            "請於2026年3月7日前",
        ),
        "zh-hans": (
            "邀请函",
            "湖北省联通公司 总经理张三：",
            "某报社 记者：",
            "2026年3月10日 09:00 – 11:30",
            "请准备发言。",
        ),
        "en": (
            "Invitation",
            "湖北省聯通公司 總經理 張三:",
            "某報社 記者:",
            "“Seminar on the theme”",
            "Please answer until",
        ),
    }
    for each in expected[language]:
        assert each in whole
    assert [each.way for each in Guest.objects.order_by("pk")] == ["letter", "letter"]


@BEFOREHAND
def test_letters_for_nobody_are_refused(cast: Any) -> None:
    answer = browser(cast).post(f"/console/seminars/{seminar(cast).pk}/letters/", {"whom": "all"})
    assert answer.status_code == 409
    assert "名單上沒有這樣的來賓" in words(answer)


@BEFOREHAND
def test_a_cancelled_seminar_invites_nobody(cast: Any) -> None:
    guest = listed(cast)
    activities.cancel_activity(guest.activity_id, reason="停電", actor=cast.actor("secretariat"), at=BEFORE)
    said = words(browser(cast).get(f"/console/seminars/{guest.activity_id}/"))
    assert "登記來賓" not in said
    assert "打印邀請函" not in said
    assert "記錄回覆" not in words(browser(cast).get(f"/console/seminars/guests/{guest.pk}/"))


@BEFOREHAND
def test_pages_ask_the_database_the_same_however_many_guests(cast: Any, django_assert_max_num_queries: Any) -> None:
    activity = seminar(cast)
    for number in range(30):
        listed(cast, activity, office=f"經理{number}", name="", email="")
    client = browser(cast)
    client.get("/console/seminars/")
    for path, most in (("", 16), (f"{activity.pk}/", 18), (f"{activity.pk}/guests/", 18)):
        with django_assert_max_num_queries(most):
            client.get(f"/console/seminars/{path}")


def test_another_language_has_its_own_words(cast: Any) -> None:
    activity = seminar(cast)
    listed(cast, activity)
    client: Client = browser(cast, language="en")
    with BEFOREHAND:
        assert "Invite 1 guest by e-mail" in words(client.get(f"/console/seminars/{activity.pk}/"))
