"""What every verb of seminars refuses in which words, and in which order letters and badges come. All expectations are by hand."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict, InvalidInput, NotAllowed
from open315.seminars import services
from open315.seminars.actors import guest_of
from open315.seminars.models import Consensus, Guest
from open315.seminars.services import guests
from open315.seminars.services.answers import ANSWER
from open315.seminars.services.invitations import INVITED
from open315.seminars.services.verb import FAULTS
from open315.seminars.tests.making import BEFORE, agreed, draft, item, listed, seminar
from open315.seminars.types import Answer, ConsensusDraft, GuestPerson, InvitationDraft, ItemDraft
from open315.seminars.vault import open_person
from tests.rows import changes, nothing_changes

pytestmark = pytest.mark.django_db
BEGINS = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
CODES = """
body_missing office_missing too_long body_kind_unknown rank_unknown role_unknown several too_many_parts guest_unknown twice
name_too_long email_unsound two_addresses reply_missing nobody_comes item_untitled title_too_long no_place two_speakers
point_missing point_too_long nobody_supports minutes_too_long words_too_long remind_days_out_of_range twice_in_sheet
"""


def secretary(cast: Any, at: datetime = BEGINS) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": at}


def test_each_fault_of_guests_agendas_and_consensus_has_words() -> None:
    assert sorted(FAULTS) == sorted(CODES.split())


def test_a_code_has_six_signs() -> None:
    assert guests.CODE_LENGTH == 6


def test_strangers_to_a_room_are_told_what_they_may_not(cast: Any) -> None:
    guest = listed(cast)
    act: dict[str, Any] = {"actor": cast.actor("analyst"), "at": BEGINS}
    for verb, words in (
        (lambda: services.strike_guest(guest.pk, **act), "You may not invite guests."),
        (lambda: services.arrive(guest.pk, **act), "You may not receive guests."),
        (
            lambda: services.answer_invitation(guest.pk, Answer("yes"), **secretary(cast)),
            "This invitation is somebody else's.",
        ),
    ):
        with nothing_changes(), pytest.raises(NotAllowed) as refused:
            verb()
        with translation.override("en"):
            assert str(refused.value.message) == words


def test_each_fault_of_a_line_is_named_with_its_number(cast: Any) -> None:
    activity = seminar(cast)
    with nothing_changes(), pytest.raises(InvalidInput) as refused, translation.override("en"):
        services.enter_guests(activity.pk, "甲，企業，經理\n乙，商店，經理，，，又，也許", **secretary(cast, BEFORE))
    assert [line[:7] for line in str(refused.value.message).splitlines()] == ["Line 2:"] * 3


def test_a_form_that_is_older_than_the_thing_is_refused(cast: Any) -> None:
    guest = listed(cast)
    point, row = agreed(cast, guest), item(cast, guest)
    other = listed(cast, guest.activity, office="秘書")
    act = secretary(cast)
    services.change_guest(other.pk, draft(office="主任"), version=1, **act)
    services.change_item(row.pk, ItemDraft("改題"), version=1, **act)
    services.change_consensus(point.pk, ConsensusDraft("改", 1, (guest.pk,)), version=1, **act)
    services.write_minutes(guest.activity_id, "紀要", version=1, **act)
    for verb in (
        lambda: services.strike_guest(other.pk, version=1, **act),
        lambda: services.note_answer(other.pk, Answer("no"), version=1, **act),
        lambda: services.remove_item(row.pk, version=1, **act),
        lambda: services.remove_consensus(point.pk, version=1, **act),
        lambda: services.write_minutes(guest.activity_id, "另一份", version=1, **act),
    ):
        with nothing_changes(), pytest.raises(Conflict):
            verb()
    assert services.write_minutes(guest.activity_id, "另一份", version=2, **act).version == 3


def test_letters_and_badges_come_by_kind_body_and_when_they_were_entered(cast: Any) -> None:
    activity = seminar(cast)
    told = [
        ("B報社", "media", "記者"), ("A報社", "media", "記者"), ("C公司", "enterprise", "經理"), ("A報社", "media", "編輯"),
        ("D局", "department", "處長"),
    ]  # fmt: skip
    for body, kind, office in told:
        listed(cast, activity, body=body, body_kind=kind, office=office, email="")
    expected = [("D局", "處長"), ("C公司", "經理"), ("A報社", "記者"), ("A報社", "編輯"), ("B報社", "記者")]
    letters = services.print_letters(activity.pk, for_all=True, **secretary(cast, BEFORE))
    badges = services.print_badges(activity.pk, **secretary(cast, BEFORE))
    for found in (letters, badges):
        assert [(each.body, each.office) for each in found] == expected


def test_who_had_a_letter_and_then_a_mail_was_invited_by_the_letter(cast: Any) -> None:
    guest = listed(cast)
    services.print_letters(guest.activity_id, for_all=False, **secretary(cast, BEFORE))
    later = BEFORE + timedelta(days=1)
    assert services.invite_by_mail(guest.activity_id, **secretary(cast, later)) == 1
    row = Guest.objects.get()
    assert (row.way, row.invited_at, row.version) == ("mail", BEFORE, 3)
    again = changes(lambda: services.print_letters(guest.activity_id, for_all=True, **secretary(cast, later)))
    assert "seminars.Guest" not in again


def test_one_of_those_who_arrived_supports_a_point_alone(cast: Any) -> None:
    guest = listed(cast)
    other = listed(cast, guest.activity, office="秘書")
    elsewhere = listed(cast, seminar(cast, title="另一個座談會"))
    for each in (guest, other, elsewhere):
        services.arrive(each.pk, **secretary(cast))
    with nothing_changes(), pytest.raises(InvalidInput):
        services.add_consensus(
            guest.activity_id, ConsensusDraft("共識", 1, (guest.pk, elsewhere.pk)), **secretary(cast)
        )
    row = services.add_consensus(guest.activity_id, ConsensusDraft("共識", 1, (guest.pk, guest.pk)), **secretary(cast))
    assert [each.pk for each in Consensus.objects.get(pk=row.pk).supporters.all()] == [guest.pk]


def test_who_comes_instead_of_himself_is_still_himself(cast: Any) -> None:
    guest = listed(cast, rank="county")
    services.note_answer(guest.pk, Answer("yes", " 總經理 ", "李四"), **secretary(cast, BEFORE))
    same = Guest.objects.get()
    assert (same.office, same.instead_of, same.rank) == ("總經理", "", "county")
    assert open_person(same) == GuestPerson("張三", "zhang@example.org")
    services.note_answer(guest.pk, Answer("yes", "副總經理", " 李四 "), **secretary(cast, BEFORE))
    other = Guest.objects.get()
    assert (other.office, other.instead_of, other.rank) == ("副總經理", "總經理", "")
    assert open_person(other) == GuestPerson("李四", "zhang@example.org")


def test_a_blank_office_is_nobody_else(cast: Any) -> None:
    guest = listed(cast)
    found = changes(lambda: services.note_answer(guest.pk, Answer("no", " "), **secretary(cast, BEFORE)))
    ((_how, entry),) = found["core.AuditEntry"]
    assert entry["data"] == {"activity_id": guest.activity_id, "answer": "no", "instead": False}


def test_the_words_of_an_invitation_leave_the_minutes_as_they_are(cast: Any) -> None:
    activity = seminar(cast)
    services.write_minutes(activity.pk, "紀要", **secretary(cast))
    row = services.write_invitation(activity.pk, InvitationDraft("請"), **secretary(cast))
    assert (row.words, row.reply_by, row.minutes) == ("請", None, "紀要")


def test_letters_badges_and_the_door_are_of_one_seminar(cast: Any) -> None:
    guest = listed(cast, email="")
    other = listed(cast, seminar(cast, title="另一個座談會"), email="")
    act = secretary(cast)
    letters = services.print_letters(guest.activity_id, for_all=True, **act)
    badges = services.print_badges(guest.activity_id, **act)
    assert [[each.pk for each in found] for found in (letters, badges)] == [[guest.pk], [guest.pk]]
    assert services.close_door(guest.activity_id, **act) == 1
    assert not Guest.objects.get(pk=other.pk).is_absent


def test_a_guest_answers_for_the_own_row_alone(cast: Any) -> None:
    guest = listed(cast)
    for number, allowed in ((guest.pk, True), (guest.pk + 1, False)):
        assert ANSWER.who(guest_of(number), ANSWER.permission, guest).allowed is allowed
        assert ANSWER.who(guest_of(number), ANSWER.permission, None).allowed


def test_a_guest_is_invited_by_the_letter_of_that_name() -> None:
    """Letters that were sent are known by it for ever."""
    assert INVITED == "seminars.invited"
