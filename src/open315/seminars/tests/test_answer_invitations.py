"""The answers to an invitation: by the link, without account and scripts, and told to the secretariat. All expectations are by hand."""

import html
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from open315.activities import services as activities
from open315.core.access import ANONYMOUS
from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict, InvalidInput, NotAllowed
from open315.seminars import queries, services
from open315.seminars.actors import guest_of
from open315.seminars.models import Guest
from open315.seminars.tests.making import BEFORE, listed
from open315.seminars.types import Answer, GuestPerson, InvitationDraft
from open315.seminars.vault import open_person
from tests.rows import changes, nothing_changes
from tests.upgrade.working import work

pytestmark = pytest.mark.django_db
BEGINS = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
BEFOREHAND = time_machine.travel(BEFORE, tick=False)


def words(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def page(guest: Guest) -> str:
    return f"/invitation/{queries.token_of(guest.pk)}/"


def stranger(language: str = "zh-hant") -> Client:
    return Client(headers={"accept-language": language}, enforce_csrf_checks=False)


@BEFOREHAND
def test_the_link_shows_the_invitation_and_nothing_that_is_sealed(cast: Any) -> None:
    guest = listed(cast)
    draft = InvitationDraft("請準備發言。", BEFORE.date())
    services.write_invitation(guest.activity_id, draft, actor=cast.actor("secretariat"), at=BEFORE)
    answer = stranger().get(page(guest))
    said = words(answer)
    for each in (
        "年主題座談會",
        "致湖北省聯通公司總經理",
        "2026-03-10 09:00 – 11:30",
        "禮堂",
        "某雜誌社",
        "請準備發言。",
        "2026-03-01",
        "我將出席",
    ):
        assert each in said
    assert "張" not in said.replace("主張", "")
    assert "example.org" not in said
    assert "no-store" in answer["Cache-Control"]
    assert "我将出席" in words(stranger("zh-hans").get(page(guest)))


@BEFOREHAND
def test_a_guest_accepts_changes_his_mind_and_sends_somebody(cast: Any) -> None:
    guest = listed(cast, rank="county")
    client = stranger()
    found = changes(lambda: client.post(page(guest), {"reply": "yes"}))
    ((_how, change),) = found["seminars.Guest"]
    change.pop("of")
    assert change == {"reply": "yes", "replied_at": BEFORE, "version": 2}
    ((_how, entry),) = found["core.AuditEntry"]
    assert (entry["event"], entry["actor_kind"], entry["actor_label"], entry["data"]) == (
        "seminars.answered", "guest", "guest", {"activity_id": guest.activity_id, "answer": "yes", "instead": False},
    )  # fmt: skip
    said = words(client.get(page(guest)))
    assert "您已應邀" in said
    assert guest.code in said
    client.post(page(guest), {"reply": "no"})
    assert "您已婉拒" in words(client.get(page(guest)))
    client.post(page(guest), {"reply": "yes", "office": "副總經理", "name": "李四"})
    changed = Guest.objects.get()
    assert (changed.office, changed.known_as, changed.instead_of, changed.rank) == (
        "副總經理",
        "湖北省联通公司|副总经理",
        "總經理",
        "",
    )
    assert open_person(changed) == GuestPerson("李四", "zhang@example.org")
    client.post(page(guest), {"reply": "yes", "office": "秘書", "name": ""})
    again = Guest.objects.get()
    assert (again.office, again.instead_of, again.masked_name) == ("秘書", "總經理", "李**")


@BEFOREHAND
def test_what_is_wrong_is_said_at_its_field(cast: Any) -> None:
    guest = listed(cast)
    listed(cast, guest.activity, office="副總經理")
    for sent in ({}, {"reply": "maybe"}, {"reply": "no", "office": "秘書"}, {"reply": "yes", "office": "副總經理"}):
        with nothing_changes(("core.Bucket",)):
            answer = stranger().post(page(guest), sent)
        assert answer.status_code == 422
    assert "名單上已有該單位的這一職務" in words(answer)


@pytest.mark.parametrize("token", ["1", "1:abc", "x:y", "", "1:"])
def test_a_link_that_nobody_signed_opens_nothing(cast: Any, token: str) -> None:
    listed(cast)
    assert stranger().get(f"/invitation/{token or '-'}/").status_code == 404
    assert queries.by_token(queries.SIGNER.sign("x")) is None


def test_once_it_has_begun_or_is_cancelled_nothing_can_be_answered(cast: Any) -> None:
    guest = listed(cast)
    with time_machine.travel(BEGINS, tick=False):
        assert "活動已經開始" in words(stranger().get(page(guest)))
        with nothing_changes(("core.Bucket",)):
            assert stranger().post(page(guest), {"reply": "yes"}).status_code == 422
    with time_machine.travel(BEGINS - timedelta(seconds=1), tick=False):
        assert stranger().post(page(guest), {"reply": "yes"}).status_code == 302
    activities.cancel_activity(guest.activity_id, reason="停電", actor=cast.actor("secretariat"), at=BEFORE)
    with BEFOREHAND:
        said = words(stranger().get(page(guest)))
        assert "活動已取消" in said
        assert "我將出席" not in said
        with nothing_changes(("core.Bucket",)):
            assert stranger().post(page(guest), {"reply": "no"}).status_code == 422


@BEFOREHAND
def test_answers_are_counted_by_address(cast: Any, settings: Any) -> None:
    settings.FILINGS_PER_HOUR = 2
    guest = listed(cast)
    answers = [stranger().post(page(guest), {"reply": reply}) for reply in ("yes", "no", "yes")]
    assert [each.status_code for each in answers] == [302, 302, 422]
    assert Guest.objects.get().reply == "no"


def test_nobody_answers_for_another_and_no_stranger_for_anybody(cast: Any) -> None:
    guest = listed(cast)
    other = listed(cast, guest.activity, office="副總經理")
    for actor in (ANONYMOUS, cast.actor("secretariat")):
        with nothing_changes(), pytest.raises(NotAllowed):
            services.answer_invitation(guest.pk, Answer("yes"), actor=actor, at=BEFORE)
    with nothing_changes(), pytest.raises(Exception, match=r".*"):
        services.answer_invitation(guest.pk, Answer("yes"), actor=guest_of(other.pk), at=BEFORE)
    services.answer_invitation(other.pk, Answer("yes"), actor=guest_of(other.pk), at=BEFORE)


def test_what_is_told_to_the_secretariat_is_noted_as_such(cast: Any) -> None:
    guest = listed(cast)
    act = {"actor": cast.actor("secretariat"), "at": BEGINS + timedelta(hours=1)}
    found = changes(lambda: services.note_answer(guest.pk, Answer("yes", " 副總經理 "), version=1, **act))
    ((_how, change),) = found["seminars.Guest"]
    change.pop("of"), change.pop("ciphertext")
    assert change == {
        "reply": "yes", "replied_at": act["at"], "is_by_office": True, "office": "副總經理", "known_as": "湖北省联通公司|副总经理", "instead_of": "總經理",
        "version": 2,
    }  # fmt: skip
    ((_how, entry),) = found["core.AuditEntry"]
    assert (entry["event"], entry["data"]) == (
        "seminars.answer_noted", {"activity_id": guest.activity_id, "answer": "yes", "instead": True},
    )  # fmt: skip
    with nothing_changes(), pytest.raises(InvalidInput):
        services.note_answer(guest.pk, Answer("perhaps"), **act)
    with nothing_changes(), pytest.raises(Conflict):
        services.note_answer(guest.pk, Answer("no"), version=1, **act)


@BEFOREHAND
def test_the_invitation_reaches_the_guest_by_mail_and_its_link_works(cast: Any) -> None:
    guest = listed(cast)
    services.write_invitation(
        guest.activity_id, InvitationDraft("請準備發言。"), actor=cast.actor("secretariat"), at=BEFORE
    )
    services.invite_by_mail(guest.activity_id, actor=cast.actor("secretariat"), at=BEFORE)
    work()
    (sent,) = mail.outbox
    assert sent.to == ["zhang@example.org"]
    assert sent.subject == "邀請函：年主題座談會"
    for each in (
        "湖北省聯通公司總經理",
        "湖北省消費者委員會誠邀您出席「年主題座談會」",
        "2026-03-10 09:00 – 11:30",
        "請準備發言。",
    ):
        assert each in sent.body
    assert "張三" not in sent.body
    (link,) = re.findall(r"http://[^/]+(/invitation/\S+)", sent.body)
    assert stranger().get(link).status_code == 200
