"""What telephone systems tell: where a call stands follows from the set of its events, whatever is repeated or comes late; hostile bodies; secrets. By hand."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from open315.core.access import Actor, ActorKind
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.hotline import services
from open315.hotline.models import Call, Caller, Event, LineKey
from open315.hotline.rules import course_of, heard_faults, settled_at
from open315.hotline.telephone import BIGGEST, heard_from
from open315.hotline.tests.making import AT, NUMBER, OTHER, after, call, line
from open315.hotline.types import Course, Happening, Heard, State

SYSTEM = Actor(kind=ActorKind.CLIENT, label="telephone of line 1")
MOMENTS = st.integers(0, 600).map(lambda seconds: AT + timedelta(seconds=seconds))
HAPPENED = st.lists(
    st.builds(Happening, st.sampled_from(["arrived", "answered", "ended", "recording"]), MOMENTS), min_size=1
)
THEN = time_machine.travel(after(minutes=30), tick=False)


def happened(*told: tuple[str, int]) -> list[Happening]:
    return [Happening(name, AT + timedelta(seconds=seconds)) for name, seconds in told]


def heard(told: str, seconds: int = 0, **changes: Any) -> Heard:
    event_id = changes.pop("event_id", f"{told}-{changes.get('call', 'c-1')[:20]}-{seconds}")
    given_ = {"call": "c-1", "number": NUMBER, **changes}
    return Heard(event_id, told=told, at=AT + timedelta(seconds=seconds), **given_)


def hear(on: int, *all_of_them: Heard) -> Call:
    for each in all_of_them:
        services.hear(on, each, actor=SYSTEM, at=after(minutes=40))
    return Call.objects.latest("pk")


@pytest.mark.parametrize(
    ("told", "course"),
    [
        ([("arrived", 0)], Course(State.RINGING, AT)),
        ([("arrived", 0), ("answered", 12)], Course(State.TALKING, AT, 12)),
        ([("arrived", 0), ("answered", 12), ("ended", 252)], Course(State.OVER, AT, 12, 240)),
        ([("arrived", 0), ("ended", 40)], Course(State.MISSED, AT, 40)),
        ([("arrived", 0), ("ended", 40), ("recording", 41)], Course(State.MISSED, AT, 40)),
        ([("answered", 12), ("ended", 20)], Course(State.OVER, AT + timedelta(seconds=12), 0, 8)),
        ([("arrived", 0), ("arrived", 5), ("answered", 30), ("answered", 12), ("ended", 40), ("ended", 50)], Course(State.OVER, AT, 12, 38)),
        ([("arrived", 9), ("answered", 3), ("ended", 1)], Course(State.OVER, AT + timedelta(seconds=9), 0, 0)),
        ([("recording", 7)], Course(State.RINGING, AT + timedelta(seconds=7))),
    ],
)  # fmt: skip
def test_where_a_call_stands_and_how_long_it_waited_and_lasted(told: Any, course: Course) -> None:
    assert course_of(happened(*told)) == course


@given(HAPPENED, st.data())
def test_neither_order_nor_repeats_change_where_a_call_stands(told: Sequence[Happening], data: Any) -> None:
    again = data.draw(st.lists(st.sampled_from(list(told))))
    shuffled = data.draw(st.permutations([*told, *again]))
    assert course_of(shuffled) == course_of(told)


@given(HAPPENED)
def test_a_call_that_was_answered_is_never_missed_and_spans_are_never_less_than_nothing(
    told: Sequence[Happening],
) -> None:
    course, names = course_of(told), {each.told for each in told}
    assert (course.state == State.MISSED) == ("ended" in names and "answered" not in names)
    assert (course.wait_seconds or 0) >= 0
    assert (course.length_seconds or 0) >= 0


def test_who_rang_in_vain_is_settled_by_the_first_time_she_was_reached_after() -> None:
    reached = [after(hours=-1), after(hours=3), after(hours=2)]
    assert settled_at(AT, reached) == after(hours=2)
    assert settled_at(AT, [AT]) == AT
    assert settled_at(AT, [after(seconds=-1)]) is None
    assert settled_at(AT, []) is None


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"event_id": ""}, [("id", "event_id")]),
        ({"event_id": "e" * 120}, []),
        ({"event_id": "e" * 121}, [("id", "event_id")]),
        ({"call": ""}, [("call", "call_id")]),
        ({"call": "c" * 121}, [("call", "call_id")]),
        ({"recording": "r" * 200}, []),
        ({"recording": "r" * 201}, [("recording", "recording")]),
    ],
)
def test_what_may_be_heard(changes: dict[str, Any], found: Any) -> None:
    assert list(heard_faults(heard("arrived", **changes), AT)) == found


def test_what_is_heard_lies_neither_ahead_nor_a_month_back() -> None:
    told = heard("arrived")
    assert list(heard_faults(told, AT - timedelta(minutes=5))) == []
    assert list(heard_faults(told, AT - timedelta(minutes=5, seconds=1))) == [("at", "moment")]
    assert list(heard_faults(told, AT + timedelta(days=30))) == []
    assert list(heard_faults(told, AT + timedelta(days=30, seconds=1))) == [("at", "moment")]
    assert list(heard_faults(heard("rang"), AT)) == [("event", "told")]


@pytest.mark.django_db
def test_the_same_events_in_any_order_leave_the_same_call(cast: Any) -> None:
    on = line(cast).pk
    told = [heard("arrived"), heard("answered", 12), heard("ended", 72), heard("answered", 12)]
    found = set()
    for number, order in enumerate(permutations(told)):
        name = f"c-{number}"
        events = [Heard(f"{name}-{each.event_id}", name, each.told, each.at, NUMBER) for each in order]
        made = hear(on, *events)
        found.add((made.state, made.started_at, made.wait_seconds, made.length_seconds, made.due_at, made.result))
    assert found == {("over", AT, 12, 60, None, "")}
    assert Event.objects.filter(call=Call.objects.earliest("pk")).count() == 3
    assert Caller.objects.count() == 1
    entries = AuditEntry.objects.filter(event="hotline.heard")
    assert (entries.count(), entries.first().actor_kind) == (72, "client")


@pytest.mark.django_db
def test_a_call_in_vain_is_to_be_rung_back_until_its_answer_is_heard_after_all(cast: Any) -> None:
    on = line(cast, back_within_hours=5).pk
    made = hear(on, heard("ended", 40), heard("arrived"))
    assert (made.state, made.result, made.due_at, made.settled_at) == ("missed", "missed", after(hours=5), None)
    made = hear(on, heard("answered", 30))
    assert (made.state, made.result, made.due_at) == ("over", "", None)


@pytest.mark.django_db
def test_what_a_clerk_wrote_stays_whatever_is_heard_after(cast: Any) -> None:
    on, clerk = line(cast).pk, cast.actor("clerk")
    made = hear(on, heard("arrived"), heard("answered", 5))
    services.take_call(made.pk, actor=clerk, at=after(minutes=20))
    version = Call.objects.get().version
    hear(on, heard("ended", 65))
    told = services.write_down(made.pk, plan_of(made), actor=clerk, at=after(minutes=21), version=version)
    assert (told.state, told.result, told.kind, told.length_seconds) == ("over", "told", "opinion", 60)
    made = hear(on, heard("recording", 66, recording="rec/1.wav"))
    assert (made.result, made.kind, made.account_id) == ("told", "opinion", clerk.account_id)


def plan_of(made: Call) -> Any:

    from open315.hotline.tests.making import TOLD

    return replace(TOLD, started_at=made.started_at, kind="opinion", result="told", length_seconds=9999, phone="")


@pytest.mark.django_db
def test_a_call_is_taken_by_one(cast: Any) -> None:
    made, clerk, officer = hear(line(cast).pk, heard("arrived")), cast.actor("clerk"), cast.actor("officer")
    services.take_call(made.pk, actor=clerk, at=AT)
    services.take_call(made.pk, actor=clerk, at=AT)
    assert (Call.objects.get().account_id, Call.objects.get().version) == (clerk.account_id, 2)
    with pytest.raises(Conflict, match="同事"):
        services.take_call(made.pk, actor=officer, at=AT)
    with pytest.raises(NotAllowed):
        services.take_call(made.pk, actor=cast.actor("secretariat"), at=AT)


@pytest.mark.django_db
def test_only_a_telephone_system_tells_and_only_of_lines_there_are(cast: Any) -> None:
    on = line(cast).pk
    with pytest.raises(NotAllowed, match="只有電話系統"):
        services.hear(on, heard("arrived"), actor=cast.actor("supervisor"), at=AT)
    with pytest.raises(NotFound, match="沒有這條線路"):
        services.hear(on + 99, heard("arrived"), actor=SYSTEM, at=AT)
    with pytest.raises(InvalidInput):
        services.hear(on, heard("rang"), actor=SYSTEM, at=AT)
    assert not Call.objects.exists()


@pytest.mark.django_db
def test_one_name_on_two_lines_is_two_calls_and_a_number_may_come_late(cast: Any) -> None:
    one, two = line(cast).pk, line(cast, name="另一條").pk
    hear(one, heard("arrived", number="anonymous"))
    hear(two, heard("arrived"))
    assert Call.objects.count() == 2
    first = Call.objects.get(line_id=one)
    assert first.caller is None
    hear(one, heard("answered", 3))
    first.refresh_from_db()
    assert first.caller is not None
    hear(one, heard("ended", 9, number=OTHER))
    assert Call.objects.get(line_id=one).caller_id == first.caller_id


@pytest.mark.django_db
def test_who_is_not_known_cannot_be_rung_back(cast: Any) -> None:
    made = hear(line(cast).pk, heard("arrived", number=""), heard("ended", 9, number=""))
    assert (made.state, made.result, made.due_at, made.caller_id) == ("missed", "missed", None, None)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"7", b"[" * 4000, b"\xff\xfe", b'{"id": "e"', b'{"at": "yesterday"}', b'{"at": "2026-05-12T10:00:00"}', b'{"at": "1800-05-12T10:00:00+08:00"}', b'{"at": {"a": 1}}'],
)  # fmt: skip
def test_a_hostile_body_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(InvalidInput):
        heard_from(body)


def test_a_body_is_read() -> None:
    told = {
        "id": 71,
        "call": " c-19 ",
        "event": "recording",
        "at": "2026-05-12T10:00:00+08:00",
        "from": "1\x009",
        "recording": "a",
        "more": [1],
    }
    found = heard_from(json.dumps(told).encode())
    assert found == Heard("71", "c-19", "recording", AT, "19", "a")
    assert heard_from(json.dumps({**told, "id": True, "from": "9" * 99}).encode()).event_id == ""


class Telephone:
    """A telephone system with the secret of a line."""

    def __init__(self, on: int, token: str) -> None:
        self.address, self.token, self.client = f"/hooks/hotline/{on}/", token, Client()

    def tells(self, body: Any, token: str | None = None) -> int:
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        shown = f"Bearer {self.token if token is None else token}"
        answer = self.client.post(self.address, sent, content_type="application/json", headers={"authorization": shown})
        self.said = answer.content.decode()
        return answer.status_code


TOLD = {"id": "e-1", "call": "c-1", "event": "arrived", "at": "2026-05-12T10:00:00+08:00", "from": NUMBER}


@pytest.fixture
def telephone(cast: Any) -> Telephone:
    on = line(cast)
    return Telephone(on.pk, services.make_key(on.pk, actor=cast.actor("supervisor"), at=AT).token)


@THEN
@pytest.mark.django_db
def test_a_telephone_system_tells_with_its_secret_and_nobody_else(telephone: Telephone) -> None:
    assert telephone.tells(TOLD) == 200
    assert telephone.tells(TOLD) == 200
    assert (Call.objects.count(), Event.objects.count()) == (1, 1)
    for wrong in ("", "x", telephone.token[:-1]):
        assert telephone.tells({**TOLD, "id": "e-2"}, wrong) == 401
    elsewhere = Telephone(999, telephone.token)
    assert elsewhere.tells(TOLD) == 401
    assert elsewhere.said == "no"
    assert telephone.tells({**TOLD, "event": "rang", "id": "e-3"}) == 422
    assert telephone.said.startswith("event: ")
    assert telephone.tells(b"x" * (BIGGEST + 1)) == 413
    assert telephone.tells(b"{") == 422
    assert telephone.client.get(telephone.address).status_code == 405
    assert Event.objects.count() == 1


@THEN
@pytest.mark.django_db
def test_a_system_that_tells_too_much_is_told_to_wait(telephone: Telephone, settings: Any) -> None:
    settings.HOTLINE_PER_MINUTE = 2
    told = [telephone.tells({**TOLD, "id": f"e-{number}"}) for number in range(3)]
    assert told == [200, 200, 429]


@THEN
@pytest.mark.django_db
def test_a_secret_is_kept_as_a_hash_and_taken_back(cast: Any, telephone: Telephone) -> None:
    boss, kept = cast.actor("supervisor"), LineKey.objects.get()
    assert telephone.token not in kept.token_hash
    assert (kept.made_at, kept.revoked_at, len(kept.token_hash)) == (AT, None, 64)
    second = services.make_key(kept.line_id, actor=boss, at=AT)
    with pytest.raises(InvalidInput, match="已有兩個密鑰"):
        services.make_key(kept.line_id, actor=boss, at=AT)
    with pytest.raises(NotAllowed):
        services.revoke_key(kept.pk, actor=cast.actor("clerk"), at=AT)
    services.revoke_key(kept.pk, actor=boss, at=after(minutes=1))
    assert telephone.tells(TOLD) == 401
    assert telephone.tells(TOLD, second.token) == 200
    services.revoke_key(kept.pk, actor=boss, at=after(minutes=2))
    assert LineKey.objects.get(pk=kept.pk).revoked_at == after(minutes=1)
    foreign = call(cast, "huangshi").line_id
    with pytest.raises(NotFound):
        services.make_key(foreign, actor=boss, at=AT)
    theirs = services.make_key(foreign, actor=cast.actor("province_supervisor"), at=AT).key.pk
    with pytest.raises(NotFound, match="沒有這個密鑰"):
        services.revoke_key(theirs, actor=boss, at=AT)
