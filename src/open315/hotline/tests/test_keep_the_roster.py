"""The verbs of the roster: who may, what is refused beside what is not, what stays behind. By hand."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox.models import OutboxEvent
from open315.hotline.models import Duty, HandOver, Leave, Line, Swap
from open315.hotline.roster import queries, services
from open315.hotline.roster.types import ColumnPlan, DutyPlan
from open315.hotline.tests.making import AT, MONDAY, NUMBER, OTHER, call, china, duty, line
from open315.hotline.tests.test_ring_back import in_vain

pytestmark = pytest.mark.django_db
TODAY, TOMORROW = date(2026, 5, 12), date(2026, 5, 13)


def trail() -> tuple[str, Any, str, Any]:
    entry, event = AuditEntry.objects.order_by("-pk")[0], OutboxEvent.objects.order_by("-pk")[0]
    return entry.event, entry.data, event.name, event.payload


def plan(cast: Any, who: str, day: int = 13, first: int = 8, last: int = 12) -> DutyPlan:
    return DutyPlan(cast.accounts[who].pk, china(day, first), china(day, last))


def rows() -> list[tuple[str, str, str]]:
    told = Duty.objects.order_by("starts_at", "pk").select_related("account")
    return [
        (
            str(each.account),
            f"{each.starts_at.astimezone(china(1, 0).tzinfo):%d %H:%M}",
            f"{each.ends_at.astimezone(china(1, 0).tzinfo):%d %H:%M}",
        )
        for each in told
    ]


def test_a_supervisor_puts_people_on_duty_all_or_none(cast: Any) -> None:
    on, boss = line(cast), cast.actor("supervisor")
    services.put_on_duty(on.pk, [plan(cast, "clerk"), plan(cast, "officer", 13, 12, 18)], actor=boss, at=AT)
    assert rows() == [("clerk", "13 08:00", "13 12:00"), ("officer", "13 12:00", "13 18:00")]
    assert trail() == ("hotline.put_on_duty", {"people": 2}, "hotline.put_on_duty", {"line_id": on.pk})
    assert Line.objects.get().version == on.version
    with pytest.raises(InvalidInput, match="clerk") as refused:
        services.put_on_duty(on.pk, [plan(cast, "officer", 14), plan(cast, "clerk", 13, 11, 13)], actor=boss, at=AT)
    assert refused.value.field == "names"
    assert Duty.objects.count() == 2
    services.put_on_duty(on.pk, [plan(cast, "clerk", 13, 12, 13)], actor=boss, at=AT)
    assert Duty.objects.count() == 3
    for wrong, field in (
        ([], "names"),
        ([plan(cast, "huangshi_clerk")], "account"),
        ([plan(cast, "secretariat")], "account"),
        ([plan(cast, "officer", 12, 8, 10)], "starts_at"),
        ([plan(cast, "officer", 14, 8, 8)], "ends_at"),
    ):
        with pytest.raises(InvalidInput) as refused:
            services.put_on_duty(on.pk, wrong, actor=boss, at=AT)
        assert refused.value.field == field
    for who in ("clerk", "officer", "administrator"):
        with pytest.raises(NotAllowed, match="值班表"):
            services.put_on_duty(on.pk, [plan(cast, "officer", 15)], actor=cast.actor(who), at=AT)
    foreign = line(cast, "huangshi")
    with pytest.raises(NotFound):
        services.put_on_duty(foreign.pk, [plan(cast, "huangshi_clerk")], actor=boss, at=AT)
    assert Duty.objects.count() == 3


def test_who_is_on_leave_cannot_be_put_on_duty_and_leaves_a_gap(cast: Any) -> None:
    on = line(cast, hours_from=china(1, 8).time(), hours_until=china(1, 12).time())
    boss, who = cast.actor("supervisor"), cast.accounts["clerk"].pk
    duty(cast, on, "clerk", china(13, 8), china(13, 12))
    assert queries.unmanned([on], TOMORROW, 1) == {on.pk: []}
    made = services.add_leave(who, starts_on=TOMORROW, ends_on=TOMORROW, actor=boss, at=AT)
    assert trail()[0] == "hotline.leave_added"
    assert [(each.starts_at, each.ends_at) for each in queries.unmanned([on], TOMORROW, 1)[on.pk]] == [
        (china(13, 8), china(13, 12))
    ]
    assert queries.on_duty_at([on.pk], china(13, 9)) == {}
    with pytest.raises(InvalidInput, match="2026-05-13請假"):
        services.put_on_duty(on.pk, [plan(cast, "clerk", 13, 13, 15)], actor=boss, at=AT)
    with pytest.raises(InvalidInput):
        services.put_on_duty(on.pk, [plan(cast, "clerk", 12, 22, 25)], actor=boss, at=AT)
    services.put_on_duty(on.pk, [plan(cast, "clerk", 12, 22, 24)], actor=boss, at=AT)
    services.put_on_duty(on.pk, [plan(cast, "clerk", 14)], actor=boss, at=AT)
    services.take_out_leave(made.pk, actor=boss, at=AT)
    assert trail()[0] == "hotline.leave_taken_out"
    assert queries.unmanned([on], TOMORROW, 1) == {on.pk: []}
    assert not Leave.objects.exists()


def test_leave_is_entered_by_who_keeps_the_roster_for_her_own_people_and_not_afterwards(cast: Any) -> None:
    boss, who = cast.actor("supervisor"), cast.accounts["clerk"].pk
    with pytest.raises(NotAllowed):
        services.add_leave(who, starts_on=TODAY, ends_on=TODAY, actor=cast.actor("clerk"), at=AT)
    with pytest.raises(InvalidInput) as refused:
        services.add_leave(cast.accounts["huangshi_clerk"].pk, starts_on=TODAY, ends_on=TODAY, actor=boss, at=AT)
    assert refused.value.field == "account"
    with pytest.raises(InvalidInput) as refused:
        services.add_leave(who, starts_on=date(2026, 5, 11), ends_on=TODAY, actor=boss, at=AT)
    assert refused.value.field == "starts_on"
    made = services.add_leave(who, starts_on=TODAY, ends_on=date(2026, 5, 20), actor=boss, at=AT)
    services.take_out_leave(made.pk, actor=boss, at=AT + timedelta(days=2))
    assert Leave.objects.get().ends_on == TOMORROW
    with pytest.raises(Conflict):
        services.take_out_leave(made.pk, actor=boss, at=AT + timedelta(days=2))
    with pytest.raises(NotFound):
        services.take_out_leave(made.pk + 1, actor=boss, at=AT)


def test_last_week_is_copied_without_who_is_away_there_or_gone(cast: Any) -> None:
    on, boss = line(cast), cast.actor("supervisor")
    duty(cast, on, "clerk", china(12, 20), china(13, 8))
    duty(cast, on, "officer", china(13, 8), china(13, 12))
    duty(cast, on, "second_officer", china(17, 23), china(18, 2))
    duty(cast, on, "officer", china(18, 8), china(18, 9))
    duty(cast, on, "supervisor", china(14, 8), china(14, 12))
    duty(cast, on, "supervisor", china(21, 9), china(21, 10))
    services.add_leave(
        cast.accounts["officer"].pk, starts_on=date(2026, 5, 20), ends_on=date(2026, 5, 20), actor=boss, at=AT
    )
    before = rows()
    services.copy_week(on.pk, first=date(2026, 5, 18), actor=boss, at=AT)
    assert [each for each in rows() if each not in before] == [
        ("clerk", "19 20:00", "20 08:00"),
        ("second_officer", "24 23:00", "25 02:00"),
    ]
    assert trail() == ("hotline.week_copied", {"number": 2}, "hotline.week_copied", {"line_id": on.pk})
    services.copy_week(on.pk, first=date(2026, 5, 18), actor=boss, at=AT)
    assert len(rows()) == len(before) + 2
    services.copy_week(on.pk, first=MONDAY, actor=boss, at=AT)
    assert len(rows()) == len(before) + 2
    with pytest.raises(NotAllowed):
        services.copy_week(on.pk, first=date(2026, 5, 18), actor=cast.actor("officer"), at=AT)


def test_a_week_begins_at_midnight_and_whoever_left_is_not_copied(cast: Any) -> None:
    on, boss = line(cast), cast.actor("supervisor")
    duty(cast, on, "clerk", china(10, 22), china(11, 6))  # begun on the Sunday before: it is of that week
    duty(cast, on, "officer", china(11, 0), china(11, 6))
    duty(cast, on, "second_officer", china(13, 8), china(13, 12))
    gone = cast.accounts["second_officer"]
    gone.is_active = False
    gone.save()
    services.copy_week(on.pk, first=date(2026, 5, 18), actor=boss, at=AT)
    assert rows()[3:] == [("officer", "18 00:00", "18 06:00")]
    assert trail()[1] == {"number": 1}
    gone.is_active = True
    gone.save()
    services.copy_week(on.pk, first=date(2026, 5, 18), actor=boss, at=AT)
    assert rows()[4:] == [("second_officer", "20 08:00", "20 12:00")]


def test_what_went_while_the_line_was_waited_for_is_gone(cast: Any, monkeypatch: Any) -> None:
    """Somebody takes the duty off, and with it goes its swap, while others wait for the line: they are told so."""
    on, boss, clerk = line(cast), cast.actor("supervisor"), cast.actor("clerk")
    mine = duty(cast, on, "clerk", china(13, 8), china(13, 12))
    other = duty(cast, on, "clerk", china(14, 8), china(14, 12))
    officer = cast.accounts["officer"].pk
    asked, kept = (services.ask_swap(each.pk, asked_of=officer, actor=clerk, at=AT) for each in (mine, other))
    locked = services.lock_line
    gone = Duty.objects.filter(pk=mine.pk)
    monkeypatch.setattr(services, "lock_line", lambda *told: (locked(*told), gone.delete())[0])
    with pytest.raises(NotFound, match="沒有這個班次"):
        services.take_off_duty(mine.pk, actor=boss, at=AT)
    with pytest.raises(NotFound, match="沒有這項調班"):
        services.withdraw_swap(asked.pk, actor=clerk, at=AT)
    services.withdraw_swap(kept.pk, actor=clerk, at=AT)
    services.take_off_duty(other.pk, actor=boss, at=AT)
    assert not Duty.objects.exists()


def test_a_column_is_read_by_the_names_of_the_council(cast: Any) -> None:
    on = line(cast)
    told = ColumnPlan(MONDAY, china(1, 8).time(), china(1, 12).time(), "\n\nclerk\nofficer, second_officer")
    found = services.read_column(on, told)
    assert [(each.account_id, each.starts_at) for each in found] == [
        (cast.accounts["clerk"].pk, china(13, 8)),
        (cast.accounts["officer"].pk, china(14, 8)),
        (cast.accounts["second_officer"].pk, china(14, 8)),
    ]
    for names, words in (("huangshi_clerk", "huangshi_clerk"), ("clerk\n" * 8, "七")):
        with pytest.raises(InvalidInput, match=words) as refused:
            services.read_column(on, ColumnPlan(MONDAY, told.since, told.until, names))
        assert refused.value.field == "names"
    account = cast.accounts["officer"]
    account.display_name = "clerk"
    account.save()
    with pytest.raises(InvalidInput, match="clerk"):
        services.read_column(on, ColumnPlan(MONDAY, told.since, told.until, "clerk"))


def test_a_duty_that_has_begun_ends_and_one_to_come_is_gone(cast: Any) -> None:
    on, boss = line(cast), cast.actor("supervisor")
    made = duty(cast, on, "clerk", china(12, 8), china(12, 18))
    to_come = duty(cast, on, "clerk", china(13, 8), china(13, 18))
    services.take_off_duty(made.pk, actor=boss, at=china(12, 15))
    assert Duty.objects.get(pk=made.pk).ends_at == china(12, 15)
    assert set(queries.on_duty_at([on.pk], china(12, 14, 59))) == {on.pk}
    assert queries.on_duty_at([on.pk], china(12, 15)) == {}
    with pytest.raises(Conflict):
        services.take_off_duty(made.pk, actor=boss, at=china(12, 15))
    services.take_off_duty(to_come.pk, actor=boss, at=china(12, 15))
    assert trail()[3] == {"duty_id": to_come.pk, "line_id": on.pk}
    assert not Duty.objects.filter(pk=to_come.pk).exists()
    with pytest.raises(NotAllowed):
        services.take_off_duty(made.pk, actor=cast.actor("clerk"), at=china(12, 15))
    with pytest.raises(NotFound):
        services.take_off_duty(to_come.pk, actor=boss, at=AT)


def test_a_swap_changes_hands_once_the_other_agrees(cast: Any) -> None:
    on = line(cast)
    mine = duty(cast, on, "clerk", china(13, 8), china(13, 12))
    hers = duty(cast, on, "officer", china(14, 8), china(14, 12))
    clerk, officer = cast.actor("clerk"), cast.actor("officer")
    asked = services.ask_swap(mine.pk, asked_of=officer.account_id, instead_id=hers.pk, actor=clerk, at=AT)
    assert trail()[:2] == ("hotline.swap_asked", {})
    assert rows()[0][0] == "clerk"
    assert [each.pk for each in queries.swaps_for(officer, {"mine": "1", "show": "open"})] == [asked.pk]
    assert not queries.swaps_for(clerk, {"mine": "1"})
    with pytest.raises(Conflict):
        services.ask_swap(mine.pk, asked_of=officer.account_id, actor=clerk, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Swap.objects.create(duty=mine, asked_by_id=1, asked_of_id=2, asked_at=AT)
    for who in ("clerk", "second_officer", "supervisor"):
        with pytest.raises(NotAllowed):
            services.answer_swap(asked.pk, agrees=True, actor=cast.actor(who), at=AT)
    services.answer_swap(asked.pk, agrees=True, actor=officer, at=AT)
    assert trail()[:2] == ("hotline.swap_answered", {"outcome": "agreed"})
    assert [each[0] for each in rows()] == ["officer", "clerk"]
    with pytest.raises(Conflict):
        services.answer_swap(asked.pk, agrees=False, actor=officer, at=AT)
    with pytest.raises(Conflict):
        services.withdraw_swap(asked.pk, actor=clerk, at=AT)
    assert [each[0] for each in rows()] == ["officer", "clerk"]


def test_a_swap_is_declined_withdrawn_or_never_asked(cast: Any) -> None:
    on = line(cast)
    mine = duty(cast, on, "clerk", china(13, 8), china(13, 12))
    hers = duty(cast, on, "second_officer", china(14, 8), china(14, 12))
    clerk, officer = cast.actor("clerk"), cast.actor("officer")
    for asked_of, instead, field in (
        (clerk.account_id, None, "asked_of"),
        (cast.accounts["huangshi_clerk"].pk, None, "asked_of"),
        (officer.account_id, hers.pk, "instead"),
    ):
        with pytest.raises(InvalidInput) as refused:
            services.ask_swap(mine.pk, asked_of=asked_of, instead_id=instead, actor=clerk, at=AT)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        services.ask_swap(mine.pk, asked_of=clerk.account_id, actor=officer, at=AT)
    with pytest.raises(Conflict):
        services.ask_swap(mine.pk, asked_of=officer.account_id, actor=clerk, at=china(13, 8))
    one = services.ask_swap(mine.pk, asked_of=officer.account_id, actor=clerk, at=AT)
    services.answer_swap(one.pk, agrees=False, actor=officer, at=AT)
    two = services.ask_swap(mine.pk, asked_of=officer.account_id, actor=clerk, at=AT)
    with pytest.raises(NotAllowed):
        services.withdraw_swap(two.pk, actor=officer, at=AT)
    services.withdraw_swap(two.pk, actor=clerk, at=AT)
    assert rows()[0][0] == "clerk"
    assert [each.state for each in Swap.objects.order_by("pk")] == ["declined", "withdrawn"]
    with pytest.raises(NotFound):
        services.answer_swap(two.pk, agrees=True, actor=cast.actor("huangshi_clerk"), at=AT)


def test_nobody_agrees_to_be_where_she_cannot_be(cast: Any) -> None:
    on, boss = line(cast), cast.actor("supervisor")
    mine = duty(cast, on, "clerk", china(13, 8), china(13, 12))
    clerk, officer = cast.actor("clerk"), cast.actor("officer")
    asked = services.ask_swap(mine.pk, asked_of=officer.account_id, actor=clerk, at=AT)
    leave = services.add_leave(officer.account_id, starts_on=TOMORROW, ends_on=TOMORROW, actor=boss, at=AT)
    with pytest.raises(Conflict):
        services.answer_swap(asked.pk, agrees=True, actor=officer, at=AT)
    services.take_out_leave(leave.pk, actor=boss, at=AT)
    there = duty(cast, on, "officer", china(13, 11), china(13, 13))
    with pytest.raises(Conflict):
        services.answer_swap(asked.pk, agrees=True, actor=officer, at=AT)
    services.take_off_duty(there.pk, actor=boss, at=AT)
    with pytest.raises(Conflict):
        services.answer_swap(asked.pk, agrees=True, actor=officer, at=china(13, 8))
    assert Swap.objects.get().state == "asked"
    Duty.objects.update(account_id=boss.account_id)
    with pytest.raises(Conflict):
        services.answer_swap(asked.pk, agrees=True, actor=officer, at=AT)
    Duty.objects.update(account_id=clerk.account_id)
    services.answer_swap(asked.pk, agrees=True, actor=officer, at=AT)
    assert rows() == [("officer", "13 08:00", "13 12:00")]


def test_two_who_are_on_duty_at_one_time_at_two_lines_may_change_places(cast: Any) -> None:
    one, other = line(cast), line(cast, name="另一線")
    mine = duty(cast, one, "clerk", china(13, 8), china(13, 12))
    hers = duty(cast, other, "officer", china(13, 8), china(13, 12))
    clerk, officer = cast.actor("clerk"), cast.actor("officer")
    asked = services.ask_swap(mine.pk, asked_of=officer.account_id, instead_id=hers.pk, actor=clerk, at=AT)
    also = services.ask_swap(hers.pk, asked_of=clerk.account_id, actor=officer, at=AT)
    services.answer_swap(asked.pk, agrees=True, actor=officer, at=AT)
    assert {each.line_id: each.account_id for each in Duty.objects.all()} == {
        one.pk: officer.account_id,
        other.pk: clerk.account_id,
    }
    assert Swap.objects.get(pk=also.pk).state == "withdrawn"


def test_a_shift_is_handed_over_with_who_is_to_be_rung_back(cast: Any) -> None:
    on = line(cast)
    mine = duty(cast, on, "clerk", china(12, 8), china(12, 18))
    duty(cast, on, "officer", china(12, 18), china(12, 22))
    in_vain(on.pk, "c-1")
    in_vain(line(cast, name="另一線").pk, "c-2", number=OTHER)
    clerk, officer = cast.actor("clerk"), cast.actor("officer")
    at = china(12, 17, 50)
    with pytest.raises(NotAllowed):
        services.write_hand_over(mine.pk, words="", actor=officer, at=at)
    with pytest.raises(InvalidInput):
        services.write_hand_over(mine.pk, words="字" * 1001, actor=clerk, at=at)
    for moment in (china(12, 7, 59), china(13, 6, 1)):
        with pytest.raises(Conflict):
            services.write_hand_over(mine.pk, words="", actor=clerk, at=moment)
    made = services.write_hand_over(mine.pk, words=f" 請回 {NUMBER} ", actor=clerk, at=at)
    assert NUMBER not in made.words
    assert made.words.startswith("請回")
    assert [each.masked_number for each in made.callers.all()] == ["199****1111"]
    assert trail()[:2] == ("hotline.handed_over", {"number": 1})
    call(cast, on=on)
    services.write_hand_over(mine.pk, words="已回電", actor=clerk, at=china(13, 6))
    assert HandOver.objects.get().words == "已回電"
    assert not made.callers.exists()
    with pytest.raises(NotAllowed):
        services.read_hand_over(made.pk, actor=clerk, at=at)
    with pytest.raises(NotAllowed):
        services.read_hand_over(made.pk, actor=cast.actor("second_officer"), at=at)
    with pytest.raises(NotFound):
        services.read_hand_over(made.pk, actor=cast.actor("huangshi_clerk"), at=at)
    assert [each.pk for each in queries.to_read(officer, at)] == [made.pk]
    assert queries.to_read(clerk, at) == []
    services.read_hand_over(made.pk, actor=officer, at=china(12, 18))
    note = HandOver.objects.get()
    assert (note.read_by_id, note.read_at) == (officer.account_id, china(12, 18))
    assert trail()[0] == "hotline.hand_over_read"
    entries = AuditEntry.objects.count()
    services.read_hand_over(made.pk, actor=officer, at=china(12, 19))
    assert AuditEntry.objects.count() == entries
    with pytest.raises(Conflict):
        services.read_hand_over(made.pk, actor=cast.actor("second_officer"), at=china(12, 19))
    with pytest.raises(Conflict):
        services.write_hand_over(mine.pk, words="", actor=clerk, at=at)
    assert queries.to_read(officer, at) == []


def test_whoever_is_on_leave_is_not_the_next(cast: Any) -> None:
    on, boss = line(cast), cast.actor("supervisor")
    mine = duty(cast, on, "clerk", china(12, 8), china(12, 18))
    duty(cast, on, "officer", china(13, 8), china(13, 12))
    duty(cast, on, "second_officer", china(13, 12), china(13, 18))
    assert queries.next_after(mine) == cast.accounts["officer"].pk
    services.add_leave(cast.accounts["officer"].pk, starts_on=TOMORROW, ends_on=TOMORROW, actor=boss, at=AT)
    assert queries.next_after(mine) == cast.accounts["second_officer"].pk
    assert queries.next_after(Duty.objects.latest("starts_at")) is None


def test_the_past_stays_what_it_was_when_the_rows_of_tomorrow_change(cast: Any) -> None:
    on, boss = line(cast), cast.actor("supervisor")
    duty(cast, on, "clerk", china(12, 8), china(12, 12))
    duty(cast, on, "officer", china(12, 12), china(12, 18))
    window = queries.Span(china(12, 0), china(12, 18))
    told = queries.stretches_of(on, window)
    assert [(each.span.starts_at, sorted(each.people)) for each in told] == [
        (china(12, 0), []),
        (china(12, 8), [cast.accounts["clerk"].pk]),
        (china(12, 12), [cast.accounts["officer"].pk]),
    ]
    at = china(12, 18)
    services.put_on_duty(on.pk, [plan(cast, "clerk", 12, 18, 20)], actor=boss, at=at)
    services.add_leave(cast.accounts["clerk"].pk, starts_on=TOMORROW, ends_on=TOMORROW, actor=boss, at=at)
    services.copy_week(on.pk, first=date(2026, 5, 19), actor=boss, at=at)
    services.take_off_duty(Duty.objects.latest("starts_at").pk, actor=boss, at=at)
    assert queries.stretches_of(on, window) == told


def test_calls_are_first_offered_to_who_is_on_duty_and_nobodys_to_everybody(cast: Any) -> None:
    mine, hers, nobodys = line(cast), line(cast, name="乙線"), line(cast, name="丙線")
    duty(cast, mine, "clerk", china(12, 8), china(12, 18))
    duty(cast, hers, "officer", china(12, 8), china(12, 18))
    clerk = cast.actor("clerk")
    assert queries.offered_lines(clerk, AT) == {mine.pk, nobodys.pk}
    assert queries.offered_lines(clerk, china(12, 18)) == {mine.pk, hers.pk, nobodys.pk}
    in_vain(mine.pk, "c-1")
    in_vain(hers.pk, "c-2", number=OTHER)
    offered = queries.to_ring_back(clerk, {"offered": "1"}, AT)
    assert [each.masked_number for each in offered] == ["199****1111"]
    assert queries.to_ring_back(clerk, {}, AT).count() == 2
