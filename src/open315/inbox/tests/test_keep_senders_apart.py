"""What happens to one message, one sender, one conversation happens to no other; and an old form changes nothing. By hand."""

from collections.abc import Callable
from typing import Any

import pytest

from open315.core.crypto import add_key, rotation
from open315.core.errors import Conflict, InvalidInput
from open315.inbox import services, vault
from open315.inbox.models import Answer, Arrival, Message, Sender
from open315.inbox.tests.making import AT, NUMBER, OTHER, TEXT, after, message, receive, told
from open315.inbox.tests.test_handle_messages import LATER, case, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _gateway_on(settings: Any) -> None:
    settings.SMS_SEND = "http://127.0.0.1:9/send"


def test_two_people_who_write_about_one_case_have_a_conversation_each(cast: Any) -> None:
    hers, his, clerk, made = message(cast), message(cast, told("o", address=OTHER)), cast.actor("clerk"), case(cast)
    services.link_made(hers.pk, case_id=made.pk, actor=clerk, at=LATER)
    services.link_made(his.pk, case_id=made.pk, actor=clerk, at=LATER)
    assert fresh(hers).conversation != fresh(his).conversation
    for row, number in ((hers, NUMBER), (his, OTHER)):
        conversation = fresh(row).conversation
        assert conversation.case_id == made.pk
        assert vault.opened(conversation.sender, vault.ADDRESS) == number


def test_who_is_erased_takes_nobody_elses_words_along(cast: Any) -> None:
    hers, his, clerk = message(cast), message(cast, told("o", "他的事", address=OTHER)), cast.actor("clerk")
    message(cast, told("p", "他還有一件", address=OTHER))
    for row in (hers, his):
        services.answer(row.pk, text="好", actor=clerk, at=LATER)
    assert services.forget(fresh(hers).conversation.sender, LATER) == 1
    kept = Answer.objects.get(message=his, kind="answer")
    assert vault.opened(kept, vault.WORDS) == "好"
    assert vault.opened(Arrival.objects.get(message=his), vault.WORDS) == "他的事"
    assert vault.opened(fresh(his).conversation.sender, vault.ADDRESS) == OTHER
    assert not Answer.objects.get(message=hers, kind="answer").key_id


def test_only_the_answers_of_a_message_move_with_it(cast: Any) -> None:
    first, clerk, made, other = message(cast), cast.actor("clerk"), case(cast), case(cast, title="另一件事")
    services.answer(first.pk, text="第一件的答覆", actor=clerk, at=LATER)
    services.link_made(first.pk, case_id=made.pk, actor=clerk, at=LATER)
    second = message(cast, told("m-2", "另外還有一件事"), at=after(hours=13))
    services.link_made(second.pk, case_id=other.pk, actor=clerk, at=after(hours=14))
    assert Answer.objects.get(message=first, kind="answer").conversation == fresh(first).conversation
    assert fresh(first).conversation != fresh(second).conversation


def test_a_message_in_the_wrong_conversation_finds_the_one_of_its_case(cast: Any) -> None:
    """A third one, that came to the newest conversation before that had a case, goes to where its case is."""
    first, clerk, made = message(cast), cast.actor("clerk"), case(cast)
    services.link_made(first.pk, case_id=made.pk, actor=clerk, at=LATER)
    type(made).objects.filter(pk=made.pk).update(state="closed")
    again = message(cast, told("m-2", "又寫一次"), at=after(hours=2))
    assert fresh(again).conversation != fresh(first).conversation
    services.link_made(again.pk, case_id=made.pk, actor=clerk, at=after(hours=3))
    assert fresh(again).conversation == fresh(first).conversation


@pytest.mark.parametrize("state", ["answered", "aside"])
def test_what_was_answered_or_set_aside_can_still_become_a_case(cast: Any, state: str) -> None:
    clerk, made, other = cast.actor("clerk"), case(cast), case(cast, title="另一件事")
    rows = [message(cast, told(f"s-{n}", f"第{n}件")) for n in range(2)]
    Message.objects.update(state=state, aside_code="junk" if state == "aside" else "")
    services.link_made(rows[0].pk, case_id=made.pk, actor=clerk, at=LATER)
    services.add_to_case(rows[1].pk, number=other.number, actor=clerk, at=LATER)
    assert [(fresh(each).state, fresh(each).aside_code) for each in rows] == [("made", ""), ("added", "")]
    assert fresh(rows[1]).conversation.case_id == other.pk


def test_what_is_part_of_a_case_is_not_made_or_added_again(cast: Any) -> None:
    row, clerk, made, other = message(cast), cast.actor("clerk"), case(cast), case(cast, title="另一件事")
    services.add_to_case(row.pk, number=other.number, actor=clerk, at=LATER)
    assert fresh(row).conversation.case_id == other.pk
    for act in (
        lambda: services.link_made(row.pk, case_id=made.pk, actor=clerk, at=LATER),
        lambda: services.link_made(row.pk, case_id=other.pk, actor=clerk, at=LATER),
        lambda: services.add_to_case(row.pk, number=made.number, actor=clerk, at=LATER),
    ):
        with pytest.raises(Conflict):
            act()
    assert (fresh(row).state, fresh(row).version) == ("added", 2)
    assert made.timeline.filter(verb="note").count() == 0


@pytest.mark.parametrize("name", ["put_back", "set_aside", "pull_back", "answer", "add_to_case"])
def test_an_old_form_of_any_step_is_refused(cast: Any, name: str) -> None:
    row, clerk = message(cast), cast.actor("clerk")
    if name == "put_back":
        services.take(row.pk, actor=clerk, at=LATER)
    if name == "pull_back":
        services.set_aside(row.pk, actor=clerk, at=LATER)
    more: dict[str, Any] = {"answer": {"text": "好"}, "add_to_case": {"number": case(cast).number}}.get(name, {})
    verb: Callable[..., Any] = getattr(services, name)
    Message.objects.filter(pk=row.pk).update(version=7)
    before = Message.objects.filter(pk=row.pk).values().get()
    with pytest.raises(Conflict):
        verb(row.pk, **more, actor=clerk, at=LATER, version=6)
    assert Message.objects.filter(pk=row.pk).values().get() == before
    verb(row.pk, **more, actor=clerk, at=LATER, version=7)
    assert fresh(row).version == 8


def test_the_parts_of_a_long_message_are_opened_as_one_text(cast: Any) -> None:
    parts: dict[str, Any] = {"reference": "r", "parts": 2}
    message_id = None
    for number, text in ((1, "甲甲"), (2, "乙乙")):
        inbound = told(f"part-{number}", text, part=number, **parts)
        got = services.receive(inbound, council_id=cast.bodies["wuhan"].pk, actor=cast.actor("clerk"), at=LATER)
        message_id = got.message_id
    assert message_id is not None
    assert services.open_message(message_id, actor=cast.actor("clerk"), at=LATER).text == "甲甲乙乙"


@pytest.mark.parametrize("text", ["", " ", "\n　"])
def test_an_answer_without_words_is_none(cast: Any, text: str) -> None:
    row = message(cast)
    with pytest.raises(InvalidInput) as refused:
        services.answer(row.pk, text=text, actor=cast.actor("clerk"), at=LATER)
    assert refused.value.field == "text"
    assert fresh(row).state == "new"


def test_the_number_of_the_case_and_blanks_around_it_do_not_shorten_an_answer(cast: Any) -> None:
    row, clerk, made = message(cast), cast.actor("clerk"), case(cast)
    services.link_made(row.pk, case_id=made.pk, actor=clerk, at=LATER)
    services.answer(row.pk, text=f"  {'字' * 300}  ", actor=clerk, at=LATER)
    sent = Answer.objects.get(kind="answer")
    assert (len(vault.opened(sent, vault.WORDS)), sent.parts) == (300 + len(f"（{made.number}）"), 5)
    other = message(cast, told("l", "latin", address=OTHER))
    services.answer(other.pk, text=f"  {'a' * 600}  ", actor=clerk, at=LATER)
    assert fresh(other).state == "answered"


def test_a_receipt_says_which_message_of_ours_it_is(cast: Any) -> None:
    row = message(cast)
    receipt = Answer.objects.get(kind="receipt")
    assert receipt.message == row
    assert receipt.handed is not None
    assert (receipt.handed.template, receipt.handed.data["council"]["zh_hant"]) == ("inbox.receipt", "武漢市消費者協會")
    sender = fresh(row).conversation.sender
    assert sender.receipt_at == AT


def test_a_repeated_message_is_counted_at_itself_alone(cast: Any) -> None:
    row, other = message(cast), message(cast, told("o", "別的事"))
    again = receive(cast, told("m-2"))
    assert (again.message_id, again.is_new) == (row.pk, False)
    assert [Message.objects.get(pk=each.pk).repeats for each in (row, other)] == [1, 0]


def test_the_first_part_of_a_long_message_may_say_what_was_said_before(cast: Any) -> None:
    """Whoever writes 請退款 and then, at length, 請退款…, has written twice."""
    message(cast, told("m-1", "請退款"))
    parts: dict[str, Any] = {"reference": "r", "parts": 2}
    assert receive(cast, told("p-1", "請退款", part=1, **parts)).message_id is None
    whole = receive(cast, told("p-2", "，否則起訴", part=2, **parts))
    assert whole.is_new
    assert [each.text for each in Message.objects.order_by("pk")] == ["請退款", "請退款，否則起訴"]


def test_late_parts_of_several_people_become_a_message_each_in_the_order_of_their_coming(cast: Any) -> None:
    parts: dict[str, Any] = {"reference": "r", "parts": 2}
    receive(cast, told("done", "早已收到"))
    receive(cast, told("p-1", "她的前半", part=1, **parts))
    receive(cast, told("p-2", "他的後半", part=2, address=OTHER, **parts))
    receive(cast, told("p-3", "剛到的", part=1, address="19900003333", **parts), at=after(minutes=1))
    assert services.join_late(after(minutes=9, seconds=59)) == 0
    assert services.join_late(after(minutes=10)) == 2
    made = Message.objects.order_by("pk").select_related("conversation__sender")[1:]
    assert [(each.text, vault.opened(each.conversation.sender, vault.ADDRESS)) for each in made] == [
        ("她的前半［…］", NUMBER),
        ("［…］他的後半", OTHER),
    ]
    assert services.join_late(after(minutes=10)) == 0


def test_two_late_parts_of_one_message_are_one_message(cast: Any) -> None:
    parts: dict[str, Any] = {"reference": "r", "parts": 3}
    receive(cast, told("p-1", "甲", part=1, **parts))
    receive(cast, told("p-3", "丙", part=3, **parts))
    assert services.join_late(after(minutes=10)) == 1
    assert Message.objects.get().text == "甲［…］丙"


@pytest.mark.parametrize(
    ("state", "goes_on"),
    [("registered", True), ("referred", True), ("closed", False), ("declined", False), ("withdrawn", False)],
)
def test_who_writes_after_a_case_is_over_has_something_new_to_say(cast: Any, state: str, goes_on: bool) -> None:
    row, made = message(cast), case(cast)
    services.link_made(row.pk, case_id=made.pk, actor=cast.actor("clerk"), at=LATER)
    type(made).objects.filter(pk=made.pk).update(state=state)
    later = message(cast, told("n", "還有"), at=after(hours=2))
    assert (later.conversation_id == row.conversation_id) is goes_on


def test_after_a_new_key_address_words_and_answer_open_without_the_old_one(cast: Any) -> None:
    """Of three tables only the answers were sealed again: whoever then took the old key away lost the people and their words."""
    asked = message(cast)
    services.answer(asked.pk, text="已收到", actor=cast.actor("clerk"), at=LATER)
    new = add_key()
    done = {name for name, _count in rotation.reseal_all() if name.startswith("inbox.")}
    assert done == {"inbox.Sender.inbox.address", "inbox.Arrival.inbox.words", "inbox.Answer.inbox.words"}
    assert {row.key_id for table in (Sender, Arrival, Answer) for row in table.objects.exclude(key_id="")} == {new}
    assert vault.opened(Sender.objects.get(), vault.ADDRESS) == NUMBER
    assert vault.opened(Arrival.objects.get(), vault.WORDS) == TEXT
