"""The list of guests and the invitations: what each verb writes, what is refused, and to whom. All expectations are by hand."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from open315.activities import services as activities
from open315.activities.tests.test_use_the_verbs import people as everybody_of
from open315.activities.tests.test_use_the_verbs import table
from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict, InvalidInput
from open315.notify.recipients import address_of
from open315.notify.types import Recipient
from open315.seminars import queries, services
from open315.seminars.models import Guest, Seminar
from open315.seminars.services import guests
from open315.seminars.tests.making import BEFORE, draft, listed, said_to, seminar
from open315.seminars.types import Answer, GuestPerson, InvitationDraft
from open315.seminars.vault import open_person
from tests.rows import changes, nothing_changes, undone

pytestmark = pytest.mark.django_db
BEGINS = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
ROLES = """
# yes · no: NotAllowed · unseen: NotFound. "own" is the province's, "below" Wuhan's.
verb          province  wuhan   huangshi  analyst  administrator  clerk   officer  liaison  nobody  visitor
enter_own     yes       unseen  unseen    no       no             no      no       no       no      no
enter_below   yes       yes     unseen    no       no             no      no       no       no      no
paste_own     yes       unseen  unseen    no       no             no      no       no       no      no
change_below  yes       yes     unseen    no       no             no      no       no       no      no
strike_own    yes       unseen  unseen    no       no             no      no       no       no      no
note_own      yes       unseen  unseen    no       no             no      no       no       no      no
write_below   yes       yes     unseen    no       no             no      no       no       no      no
invite_own    yes       unseen  unseen    no       no             no      no       no       no      no
print_own     yes       unseen  unseen    no       no             no      no       no       no      no
answer_own    no        no      no        no       no             no      no       no       no      no
read_own      yes       unseen  unseen    yes      yes            unseen  unseen   unseen   unseen  unseen
read_below    yes       yes     unseen    yes      yes            unseen  unseen   unseen   unseen  unseen
"""


def secretary(cast: Any, at: datetime = BEFORE) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": at}


def trail(found: Any) -> tuple[str, Any]:
    """Event and data of the one audit entry that is new; the event of the outbox is named alike."""
    ((how, entry),) = found["core.AuditEntry"]
    ((_how, event),) = [each for each in found["core.OutboxEvent"] if each[1]["name"] != "notify.waiting"]
    assert (how, event["name"], entry["actor_kind"]) == ("+", entry["event"], "staff")
    return entry["event"], entry["data"]


def test_entering_writes_the_row_its_code_its_sealed_name_and_the_trail(cast: Any) -> None:
    activity = seminar(cast)
    given = draft(body=" 湖北省聯通公司 ", office=" 總經理 ", rank="county", is_guest=True)
    found = changes(lambda: services.enter_guest(activity.pk, given, **secretary(cast)))
    ((_plus, row),) = found["seminars.Guest"]
    sealed = {name: row.pop(name) for name in ("id", "code", "key_id", "ciphertext")}
    assert row == {
        "activity_id": activity.pk, "body": "湖北省聯通公司", "body_kind": "enterprise", "office": "總經理", "known_as": "湖北省联通公司|总经理",
        "rank": "county", "is_guest": True, "masked_name": "張**", "has_email": True, "way": "", "invited_at": None, "reply": "", "replied_at": None,
        "is_by_office": False, "instead_of": "", "undelivered_at": None, "to_tell": "", "arrived_at": None, "is_absent": False, "is_asked": True, "participation_id": None, "version": 1, "created_at": BEFORE,
        "seat_row": None, "seat_place": None, "is_seat_fixed": False,
    }  # fmt: skip
    assert len(sealed["code"]) == 6
    assert set(sealed["code"]) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert open_person(Guest.objects.get()) == GuestPerson("張三", "zhang@example.org")
    assert trail(found) == ("seminars.guest_entered", {"activity_id": activity.pk, "body_kind": "enterprise"})
    ((_plus, event),) = found["core.OutboxEvent"]
    assert (event["name"], event["payload"]) == (
        "seminars.guest_entered",
        {"guest_id": sealed["id"], "activity_id": activity.pk},
    )


def test_an_office_stands_on_a_list_once_in_whichever_script(cast: Any) -> None:
    guest = listed(cast)
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.enter_guest(guest.activity_id, draft(body="湖北省联通 公司", office="总经理"), **secretary(cast))
    assert refused.value.field == "office"
    services.enter_guest(guest.activity_id, draft(office="總經理（分管服務）"), **secretary(cast))
    services.enter_guest(seminar(cast, title="另一個座談會").pk, draft(), **secretary(cast))


def test_an_activity_of_any_form_has_guests_and_no_cancelled_one(cast: Any) -> None:
    assert services.enter_guest(seminar(cast, kind="press").pk, draft(), **secretary(cast)).body == "湖北省聯通公司"
    activity = seminar(cast, title="又一個座談會")
    activities.cancel_activity(activity.pk, reason="停電", **secretary(cast))
    with nothing_changes(), pytest.raises(Conflict):
        services.enter_guest(activity.pk, draft(), **secretary(cast))
    sound = seminar(cast, title="第三個座談會")
    for wrong, field in ((draft(email="z"), "email"), (draft(body_kind="shop"), "body_kind")):
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            services.enter_guest(sound.pk, wrong, **secretary(cast))
        assert refused.value.field == field


def test_a_pasted_list_is_entered_whole_or_not_at_all(cast: Any) -> None:
    activity = seminar(cast)
    text = "單位，單位類別，職務\n1. 某公司，企業，總經理，張三，z@example.org\n\n2. 某報社，媒體，記者"
    found = changes(lambda: services.enter_guests(activity.pk, text, **secretary(cast)))
    assert [row["body"] for _plus, row in found["seminars.Guest"]] == ["某公司", "某報社"]
    assert trail(found) == ("seminars.guests_entered", {"activity_id": activity.pk, "lines": 2})
    wrong = "某公司二，企業，總經理\n某報社，媒體，記者\n某公司二，企業，總經理"
    with nothing_changes(), pytest.raises(InvalidInput) as refused, translation.override("zh-hant"):
        services.enter_guests(activity.pk, wrong, **secretary(cast))
    assert refused.value.field == "text"
    assert [line[:4] for line in str(refused.value.message).splitlines()] == ["第2行：", "第3行："]
    with nothing_changes(), pytest.raises(InvalidInput) as refused, translation.override("zh-hant"):
        services.enter_guests(activity.pk, "甲，企業，\n乙，企業，職，，a@b.cn，b@c.cn", **secretary(cast))
    assert str(refused.value.message) == "第1行：請填寫當日所任職務。\n第2行：每行只寫一個電子郵箱。"


@pytest.mark.parametrize(("text", "entered"), [("", 0), ("單位，單位類別，職務", 0), ("行", 500), ("行", 501)])
def test_a_pasted_list_has_one_line_to_five_hundred(cast: Any, text: str, entered: int) -> None:
    activity = seminar(cast)
    lines = "\n".join(f"某公司{number}，企業，經理" for number in range(entered)) if entered else text
    if entered == 500:
        assert services.enter_guests(activity.pk, lines, **secretary(cast)) == 500
        return
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.enter_guests(activity.pk, lines, **secretary(cast))
    assert refused.value.field == "text"


def test_changing_keeps_what_is_sealed_unless_something_new_is_given(cast: Any) -> None:
    guest = listed(cast)
    given = draft(
        body=" 湖北省移動公司 ", body_kind="other", office=" 副總經理 ", name="", email="", rank="county", is_guest=True
    )
    found = changes(lambda: services.change_guest(guest.pk, given, version=1, **secretary(cast)))
    ((_how, change),) = found["seminars.Guest"]
    change.pop("of"), change.pop("ciphertext")
    assert change == {
        "body": "湖北省移動公司", "body_kind": "other", "office": "副總經理", "known_as": "湖北省移动公司|副总经理", "rank": "county", "is_guest": True,
        "version": 2,
    }  # fmt: skip
    assert trail(found) == ("seminars.guest_changed", {"activity_id": guest.activity_id})
    assert open_person(Guest.objects.get()) == GuestPerson("張三", "zhang@example.org")
    services.change_guest(guest.pk, draft(name=" 李四 ", email=""), **secretary(cast))
    changed = Guest.objects.get()
    assert (open_person(changed), changed.masked_name) == (GuestPerson("李四", "zhang@example.org"), "李**")
    services.change_guest(guest.pk, draft(name="", email=" li@example.org "), **secretary(cast))
    assert open_person(Guest.objects.get()) == GuestPerson("李四", "li@example.org")


def test_changing_into_somebody_on_the_list_is_refused(cast: Any) -> None:
    guest = listed(cast)
    listed(cast, guest.activity, office="副總經理")
    for wrong, field in ((draft(office="副總經理"), "office"), (draft(body=""), "body"), (draft(email="z"), "email")):
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            services.change_guest(guest.pk, wrong, **secretary(cast))
        assert refused.value.field == field
    with nothing_changes(), pytest.raises(Conflict):
        services.change_guest(guest.pk, draft(office="董事長"), version=7, **secretary(cast))


def test_who_is_struck_is_gone_and_the_link_opens_nothing(cast: Any) -> None:
    guest = listed(cast)
    token = queries.token_of(guest.pk)
    found = changes(lambda: services.strike_guest(guest.pk, version=1, **secretary(cast)))
    ((how, _row),) = found["seminars.Guest"]
    assert how == "-"
    assert trail(found) == ("seminars.guest_struck", {"activity_id": guest.activity_id})
    assert queries.by_token(token) is None


def test_who_has_arrived_is_neither_changed_nor_struck(cast: Any) -> None:
    guest = listed(cast)
    Guest.objects.filter(pk=guest.pk).update(arrived_at=BEFORE)
    for verb in (
        lambda: services.change_guest(guest.pk, draft(office="董事長"), **secretary(cast)),
        lambda: services.strike_guest(guest.pk, **secretary(cast)),
        lambda: services.note_answer(guest.pk, Answer("yes"), **secretary(cast)),
    ):
        with nothing_changes(), pytest.raises(Conflict):
            verb()


def test_the_words_of_the_invitation_are_kept_with_their_day(cast: Any) -> None:
    activity = seminar(cast)
    given = InvitationDraft(" 請準備發言。 ", date(2026, 3, 7))
    found = changes(lambda: services.write_invitation(activity.pk, given, **secretary(cast)))
    ((_plus, row),) = found["seminars.Seminar"]
    row.pop("id")
    assert row == {
        "activity_id": activity.pk,
        "words": "請準備發言。",
        "reply_by": date(2026, 3, 7),
        "remind_days": 0,
        "reminded_at": None,
        "minutes": "",
        "seat_rows": 0,
        "seat_places": 0,
        "version": 2,
    }
    assert trail(found) == ("seminars.invitation_written", {"activity_id": activity.pk})
    with pytest.raises(Conflict):
        services.write_invitation(activity.pk, given, version=1, **secretary(cast))
    services.write_invitation(activity.pk, InvitationDraft(f" {'言' * 2000} "), version=2, **secretary(cast))
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.write_invitation(activity.pk, InvitationDraft("言" * 2001), **secretary(cast))
    assert refused.value.field == "words"
    services.write_invitation(activity.pk, InvitationDraft("請", remind_days=30), **secretary(cast))
    for days in (-1, 31):
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            services.write_invitation(activity.pk, InvitationDraft("請", remind_days=days), **secretary(cast))
        assert refused.value.field == "remind_days"
    activities.cancel_activity(activity.pk, reason="停電", **secretary(cast))
    with nothing_changes(), pytest.raises(Conflict):
        services.write_invitation(activity.pk, given, **secretary(cast))


def test_invitations_go_once_to_those_with_an_address_who_have_not_answered(cast: Any) -> None:
    activity = seminar(cast)
    services.write_invitation(activity.pk, InvitationDraft("請準備發言。", date(2026, 3, 7)), **secretary(cast))
    first = listed(cast, activity)
    listed(cast, activity, office="秘書", email="")
    answered = listed(cast, activity, office="副總經理")
    services.note_answer(answered.pk, Answer("yes"), **secretary(cast))
    arrived = listed(cast, activity, office="主任")
    Guest.objects.filter(pk=arrived.pk).update(arrived_at=BEFORE)
    found = changes(lambda: services.invite_by_mail(activity.pk, **secretary(cast)))
    ((_how, change),) = found["seminars.Guest"]
    assert change.pop("of")["id"] == first.pk
    assert change == {"way": "mail", "invited_at": BEFORE, "version": 2}
    ((_plus, message),) = found["notify.Message"]
    assert (message["channel"], message["recipient_kind"], message["recipient_key"]) == (
        "email",
        "guest",
        str(first.pk),
    )
    assert message["template"] == "seminars.invited"
    assert message["data"] == {
        "title": {"zh_hant": "年主題座談會", "en": "Seminar on the theme"},
        "when": "2026-03-10 09:00 – 11:30",
        "venue": {"zh_hant": "禮堂"},
        "council": {"zh_hant": "湖北省消費者委員會"},
        "words": {"zh_hant": "請準備發言。"},
        "reply_by": "2026-03-07",
        "whom": {"zh_hant": "湖北省聯通公司總經理"},
        "link": f"http://127.0.0.1:8315/invitation/{queries.token_of(first.pk)}/",
    }
    assert trail(found) == ("seminars.mails_asked_for", {"activity_id": activity.pk, "guests": 1})
    assert address_of(Recipient("guest", str(first.pk)), "email") == "zhang@example.org"
    with nothing_changes(), pytest.raises(Conflict):
        services.invite_by_mail(activity.pk, **secretary(cast))
    services.strike_guest(first.pk, **secretary(cast))
    assert address_of(Recipient("guest", str(first.pk)), "email") == ""


def test_no_invitation_is_sent_once_it_begins_or_to_what_is_cancelled(cast: Any) -> None:
    guest = listed(cast)
    with nothing_changes(), pytest.raises(Conflict):
        services.invite_by_mail(guest.activity_id, **secretary(cast, BEGINS))
    with undone():
        assert services.invite_by_mail(guest.activity_id, **secretary(cast, BEGINS - timedelta(seconds=1))) == 1
    activities.cancel_activity(guest.activity_id, reason="停電", **secretary(cast))
    for verb in (
        lambda: services.invite_by_mail(guest.activity_id, **secretary(cast)),
        lambda: services.print_letters(guest.activity_id, for_all=True, **secretary(cast)),
        lambda: services.note_answer(guest.pk, Answer("yes"), **secretary(cast)),
    ):
        with nothing_changes(), pytest.raises(Conflict):
            verb()


def test_letters_invite_those_who_were_not_invited_yet(cast: Any) -> None:
    activity = seminar(cast)
    by_mail = listed(cast, activity)
    services.invite_by_mail(activity.pk, **secretary(cast))
    declined = listed(cast, activity, office="秘書")
    services.note_answer(declined.pk, Answer("no"), **secretary(cast))
    other = listed(cast, activity, office="主任", body="甲公司")
    later = BEFORE + timedelta(hours=1)
    found = changes(lambda: services.print_letters(activity.pk, for_all=False, **secretary(cast, later)))
    ((_how, change),) = found["seminars.Guest"]
    assert change.pop("of")["id"] == other.pk
    assert change == {"way": "letter", "invited_at": later, "version": 2}
    assert trail(found) == ("seminars.letters_printed", {"activity_id": activity.pk, "guests": 1})
    again = services.print_letters(activity.pk, for_all=True, **secretary(cast, later + timedelta(hours=1)))
    assert [each.pk for each in again] == [by_mail.pk, other.pk]
    assert [each.invited_at for each in Guest.objects.order_by("pk")] == [BEFORE, None, later]
    empty = seminar(cast, title="另一個座談會")
    with nothing_changes(), pytest.raises(Conflict):
        services.print_letters(empty.pk, for_all=True, **secretary(cast))


def test_who_may_use_which_verb(cast: Any) -> None:
    everybody = {who: actor for who, actor in everybody_of(cast).items() if who != "system"}
    own, below = listed(cast), listed(cast, seminar(cast, "second_officer", title="武漢座談會"), "second_officer")
    verbs: dict[str, Any] = {
        "enter_own": lambda **act: services.enter_guest(own.activity_id, draft(office="甲"), **act),
        "enter_below": lambda **act: services.enter_guest(below.activity_id, draft(office="乙"), **act),
        "paste_own": lambda **act: services.enter_guests(own.activity_id, "丙公司，企業，經理", **act),
        "change_below": lambda **act: services.change_guest(below.pk, draft(office="丁"), **act),
        "strike_own": lambda **act: services.strike_guest(own.pk, **act),
        "note_own": lambda **act: services.note_answer(own.pk, Answer("yes"), **act),
        "write_below": lambda **act: services.write_invitation(below.activity_id, InvitationDraft("請"), **act),
        "invite_own": lambda **act: services.invite_by_mail(own.activity_id, **act),
        "print_own": lambda **act: services.print_letters(own.activity_id, for_all=True, **act),
        "answer_own": lambda **act: services.answer_invitation(own.pk, Answer("yes"), **act),
        "read_own": lambda actor, at: queries.get_guest(actor, own.pk),
        "read_below": lambda actor, at: queries.get_guest(actor, below.pk),
    }
    assert said_to(everybody, verbs, at=BEFORE) == table(ROLES)


def test_a_blank_seminar_is_shown_before_anything_is_written(cast: Any) -> None:
    activity = seminar(cast)
    assert (queries.written(activity.pk).words, queries.written(activity.pk).version) == ("", 0)
    assert not Seminar.objects.exists()


def test_a_code_that_is_taken_is_drawn_again(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("AAAAAABBBBBBAAAAAABBBBBBCCCCCCAAAAAA")
    monkeypatch.setattr(guests, "secrets", SimpleNamespace(choice=lambda _signs: next(drawn)))
    activity = seminar(cast)
    codes = [listed(cast, activity, office=office).code for office in ("主任", "秘書", "司機")]
    assert codes == ["AAAAAA", "BBBBBB", "CCCCCC"]
    assert listed(cast, seminar(cast, title="另一個座談會")).code == "AAAAAA"
