"""What a gateway brings: whole, once, in whatever order; sealed; junk set aside; receipts once. All expectations are by hand."""

from typing import Any

import pytest

from open315.core.audit.models import AuditEntry
from open315.core.errors import InvalidInput, NotAllowed
from open315.inbox import services, vault
from open315.inbox.models import Answer, Arrival, Conversation, Message, Sender
from open315.inbox.tests.making import AT, NUMBER, OTHER, TEXT, after, message, receive, told
from open315.notify.models import Message as Outgoing
from open315.notify.opting_out import has_opted_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def gateway_on(settings: Any) -> None:
    settings.SMS_SEND = "http://127.0.0.1:9/send"


def test_a_message_stands_there_masked_and_its_original_sealed(cast: Any) -> None:
    found = message(cast, told(text=f"{TEXT}我的電話{NUMBER}"))
    assert found.text == f"{TEXT}我的電話199****1111"
    assert (found.state, found.aside_code, found.channel, found.repeats, found.version) == ("new", "", "sms", 0, 1)
    assert (found.sent_at, found.received_at, found.council_id) == (AT, AT, cast.bodies["wuhan"].pk)
    sender = found.conversation.sender
    assert (sender.masked_address, sender.channel, vault.opened(sender, vault.ADDRESS)) == (
        "199****1111",
        "sms",
        NUMBER,
    )
    arrival = Arrival.objects.get()
    assert (arrival.gateway, arrival.provider_id, arrival.part, arrival.parts) == ("kannel", "m-1", 1, 1)
    assert (arrival.message, arrival.is_repeat, arrival.sent_at, arrival.received_at) == (found, False, AT, AT)
    assert vault.opened(arrival, vault.WORDS) == f"{TEXT}我的電話{NUMBER}"
    stored = str([*Message.objects.values(), *Sender.objects.values(), *Arrival.objects.values()])
    assert NUMBER not in stored
    entry = AuditEntry.objects.get(event="inbox.received")
    assert (entry.actor_kind, entry.data) == (
        "client", {"state": "new", "channel": "sms", "gateway": "kannel", "parts": 1, "aside": ""},
    )  # fmt: skip


def test_the_same_id_again_is_the_same_message(cast: Any) -> None:
    first = receive(cast)
    again = receive(cast, told(text="別的文字"), at=after(hours=3))
    assert (first.is_new, again.is_new) == (True, False)
    assert first.message_id == again.message_id
    assert (Message.objects.count(), Arrival.objects.count()) == (1, 1)


def test_an_id_is_of_its_gateway_alone(cast: Any) -> None:
    receive(cast)
    assert receive(cast, told(gateway="json", text="另一件事要投訴")).is_new
    assert Message.objects.count() == 2


@pytest.mark.parametrize(("seconds", "messages"), [(0, 1), (60, 1), (61, 2), (-60, 1), (-61, 2)])
def test_the_same_words_within_a_minute_are_the_same_message_in_whatever_order(
    cast: Any, seconds: int, messages: int
) -> None:
    first = receive(cast)
    again = receive(cast, told("m-2", f" {TEXT}！", sent_at=after(seconds=seconds)), at=after(minutes=5))
    assert Message.objects.count() == messages
    assert (again.message_id == first.message_id) is (messages == 1)
    assert Message.objects.get(pk=first.message_id).repeats == 2 - messages
    repeat = Arrival.objects.get(provider_id="m-2")
    assert (repeat.is_repeat, repeat.message_id) == (messages == 1, again.message_id)


def test_the_same_words_of_somebody_else_are_another_message(cast: Any) -> None:
    receive(cast)
    assert receive(cast, told("m-2", address=OTHER)).is_new
    assert Conversation.objects.count() == 2


def test_other_words_of_the_same_person_stand_in_one_conversation(cast: Any) -> None:
    one, other = message(cast), message(cast, told("m-2", "請盡快處理", address=f"+86{NUMBER}"), at=after(minutes=2))
    assert one.conversation == other.conversation
    assert Sender.objects.count() == 1


def test_who_writes_to_two_councils_is_known_to_each_by_itself(cast: Any) -> None:
    receive(cast)
    assert receive(cast, told("m-2"), body="huangshi").is_new
    assert Sender.objects.count() == 2


def test_the_parts_of_a_long_message_are_joined_in_their_order(cast: Any) -> None:
    third = receive(cast, told("c", "丙。", reference="r1", part=3, parts=3))
    first = receive(cast, told("a", "甲，", reference="r1", part=1, parts=3, sent_at=after(seconds=1)))
    assert (third.message_id, first.message_id, first.is_new) == (None, None, True)
    assert not Message.objects.exists()
    again = receive(cast, told("a2", "甲，", reference="r1", part=1, parts=3))
    assert again.message_id is None
    last = receive(cast, told("b", "乙，", reference="r1", part=2, parts=3), at=after(minutes=1))
    found = Message.objects.get(pk=last.message_id)
    assert (found.text, found.sent_at, found.received_at) == ("甲，乙，丙。", AT, after(minutes=1))
    assert AuditEntry.objects.get(event="inbox.received").data["parts"] == 3


def test_parts_of_another_sender_or_reference_are_not_mixed_in(cast: Any) -> None:
    receive(cast, told("a", "甲，", reference="r1", part=1, parts=2))
    assert receive(cast, told("b", "乙", reference="r2", part=2, parts=2)).message_id is None
    assert receive(cast, told("c", "乙", reference="r1", part=2, parts=2, address=OTHER)).message_id is None
    assert receive(cast, told("d", "乙", reference="r1", part=2, parts=2)).message_id is not None
    assert Message.objects.get().text == "甲，乙"


def test_a_reference_that_is_used_again_after_a_day_is_another_message(cast: Any) -> None:
    receive(cast, told("a", "甲，", reference="r1", part=1, parts=2))
    assert (
        receive(cast, told("b", "乙", reference="r1", part=2, parts=2), at=after(days=1, seconds=1)).message_id is None
    )
    assert receive(cast, told("c", "丙，", reference="r1", part=1, parts=2), at=after(days=1)).message_id is not None


def test_what_never_comes_leaves_a_gap_after_ten_minutes(cast: Any) -> None:
    receive(cast, told("b", "乙。", reference="r1", part=2, parts=2))
    assert services.join_late(after(minutes=9, seconds=59)) == 0
    assert services.join_late(after(minutes=10)) == 1
    assert Message.objects.get().text == "［…］乙。"
    assert services.join_late(after(minutes=20)) == 0


def test_an_advertisement_is_set_aside_without_a_receipt(cast: Any, gateway_on: None) -> None:
    found = message(cast, told(text="無抵押信用貸款，當天放款，詳詢熱線"))
    assert (found.state, found.aside_code) == ("aside", "looks_like_junk")
    assert not Answer.objects.exists()


def test_a_receipt_goes_out_once_in_half_a_day(cast: Any, gateway_on: None) -> None:
    found = message(cast)
    sent = Answer.objects.get()
    assert (sent.kind, sent.text, sent.parts, sent.message, sent.conversation) == (
        "receipt", "", 1, found, found.conversation,
    )  # fmt: skip
    handed = Outgoing.objects.get()
    assert (handed.channel, handed.recipient_kind, handed.template) == ("sms", "sender", "inbox.receipt")
    assert handed.recipient_key == str(found.conversation.sender_id)
    assert handed.data["council"]["zh_hant"] == cast.bodies["wuhan"].name
    receive(cast, told("m-2", "再說一遍"), at=after(hours=11, minutes=59))
    assert Answer.objects.count() == 1
    receive(cast, told("m-3", "還有一件"), at=after(hours=12))
    assert Answer.objects.count() == 2


def test_without_a_gateway_nothing_goes_out(cast: Any) -> None:
    receive(cast)
    assert not Answer.objects.exists()
    assert not Outgoing.objects.filter(channel="sms").exists()


def test_who_writes_stop_is_told_nothing_more_until_she_writes_again_that_she_wants_it(
    cast: Any, gateway_on: None
) -> None:
    stop = message(cast, told(text="TD"))
    assert (stop.state, stop.aside_code) == ("aside", "stopped")
    assert Sender.objects.get().stopped_at == AT
    assert has_opted_out("sms", NUMBER)
    receive(cast, told("m-2", "還是要投訴"), at=after(minutes=2))
    assert not Answer.objects.exists()
    back = message(cast, told("m-3", "恢復"), at=after(minutes=3))
    assert (back.state, back.aside_code) == ("aside", "resumed")
    assert Sender.objects.get().stopped_at is None
    assert not has_opted_out("sms", NUMBER)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"provider_id": ""}, "id"),
        ({"provider_id": "x" * 121}, "id"),
        ({"address": " "}, "from"),
        ({"address": "1" * 61}, "from"),
        ({"text": " \n"}, "text"),
        ({"text": "字" * 4001}, "text"),
        ({"part": 2}, "parts"),
        ({"part": 0, "parts": 2, "reference": "r"}, "parts"),
        ({"parts": 2}, "parts"),
        ({"reference": "r"}, "parts"),
        ({"parts": 21, "reference": "r"}, "parts"),
    ],
)
def test_what_is_no_message_is_refused_at_its_field(cast: Any, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        receive(cast, told(**changes))
    assert refused.value.field == field
    assert not Sender.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"provider_id": "x"},
        {"provider_id": "x" * 120},
        {"address": "1"},
        {"address": "1" * 60},
        {"text": "字" * 4000},
        {"parts": 20, "part": 20, "reference": "r"},
    ],
)
def test_what_is_just_within_the_bounds_is_taken(cast: Any, changes: dict[str, Any]) -> None:
    assert receive(cast, told(**changes)).is_new


def test_staff_bring_what_a_gateway_kept_and_others_do_not(cast: Any) -> None:
    council = cast.bodies["wuhan"].pk
    assert services.receive(told(), council_id=council, actor=cast.actor("clerk"), at=AT).is_new
    with pytest.raises(NotAllowed):
        services.receive(told("m-2", "第二條"), council_id=council, actor=cast.actor("analyst"), at=AT)
    assert Message.objects.count() == 1
