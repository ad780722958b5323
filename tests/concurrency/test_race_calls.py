"""A telephone system tells of a call in vain while somebody rings its caller back; two enter one roster; two agree to one swap: nothing is missed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Manager

from conftest import Cast, make_cast
from open315.core.access import Actor, ActorKind
from open315.hotline import services
from open315.hotline.models import Call, Caller, Duty, Line, Swap
from open315.hotline.roster import services as roster
from open315.hotline.roster.types import DutyPlan
from open315.hotline.services import hearing, missed
from open315.hotline.tests.making import AT, NUMBER, after, china, duty, line
from open315.hotline.types import Heard
from tests.concurrency.racing import Meeting, kinds, race
from tests.concurrency.racing import after as followed

pytestmark = pytest.mark.django_db(transaction=True)
TELEPHONE = Actor(kind=ActorKind.CLIENT, label="telephone of line 1")


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return make_cast(AT)


def told(on: Line, event: str, call: str, minutes: int) -> None:
    heard = Heard(f"{call}-{event}", call, event, after(minutes=minutes), NUMBER)
    services.hear(on.pk, heard, actor=TELEPHONE, at=after(minutes=10))


def missed_once(people: Cast) -> Line:
    """A line on which somebody rang in vain, and rings again at this moment."""
    on = line(people)
    for event in ("arrived", "ended"):
        told(on, event, "c-1", 0)
    told(on, "arrived", "c-2", 1)
    return on


def hearing_and_ringing_back(on: Line, people: Cast, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The second call ends in vain while a clerk notes that she has reached her; both look at the other's doings before either is done, if anything lets them."""
    meeting = Meeting()
    settle = followed(missed.settle, meeting)
    for module in (hearing, missed):
        monkeypatch.setattr(module, "settle", settle)
    caller, clerk = Caller.objects.get(), people.actor("clerk")
    return race(
        lambda: told(on, "ended", "c-2", 2),
        lambda: services.ring_back(caller.pk, outcome="reached", note="", actor=clerk, at=after(minutes=3)),
    )


def to_settle() -> int:
    return Call.objects.filter(state="missed", settled_at=None).count()


def test_who_is_rung_back_while_her_call_is_heard_is_reached(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    results = hearing_and_ringing_back(missed_once(people), people, monkeypatch)
    assert kinds(results) == ["NoneType", "RingBack"]
    assert Call.objects.filter(state="missed").count() == 2
    assert to_settle() == 0


@pytest.mark.postgres
def test_without_the_lock_on_the_caller_she_would_be_rung_back_again(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = missed_once(people)
    locked: Callable[..., Any] = Manager.select_for_update  # type: ignore[attr-defined]

    def unlocked(self: Any, **how: Any) -> Any:
        return self.all() if self.model is Caller else locked(self, **how)

    monkeypatch.setattr(Manager, "select_for_update", unlocked)
    results = hearing_and_ringing_back(on, people, monkeypatch)
    assert kinds(results) == ["NoneType", "RingBack"]
    assert to_settle() == 1


def test_of_two_who_enter_the_same_duty_one_is_told_that_she_is_there(people: Cast) -> None:
    on, plan = line(people), DutyPlan(people.accounts["clerk"].pk, china(13, 8), china(13, 12))

    def entering(who: str) -> Callable[[], Any]:
        actor = people.actor(who)
        return lambda: roster.put_on_duty(on.pk, [plan], actor=actor, at=AT)

    results = race(entering("supervisor"), entering("province_supervisor"))
    assert kinds(results) == ["InvalidInput", "Line"]
    assert Duty.objects.count() == 1


def test_a_swap_is_answered_once(people: Cast) -> None:
    mine = duty(people, line(people), "clerk", china(13, 8), china(13, 12))
    clerk, officer = people.actor("clerk"), people.actor("officer")
    asked = roster.ask_swap(mine.pk, asked_of=officer.account_id or 0, actor=clerk, at=AT)
    results = race(
        lambda: roster.answer_swap(asked.pk, agrees=True, actor=officer, at=AT),
        lambda: roster.withdraw_swap(asked.pk, actor=clerk, at=AT),
    )
    assert kinds(results) == ["Conflict", "Swap"]
    swap, now = Swap.objects.get(), Duty.objects.get()
    assert (swap.state == "agreed") == (now.account_id == officer.account_id)
