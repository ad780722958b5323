"""What is done with a message: taken, left, set aside, pulled back, made a case, added to one, answered, erased. By hand, refusals beside what is allowed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from open315.cases import services as cases
from open315.cases.models import Case
from open315.cases.tests.making import complaint
from open315.cases.types import Channel
from open315.core.access import SYSTEM
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox import Event
from open315.core.outbox.models import OutboxEvent
from open315.core.pages.drafts.models import Draft
from open315.core.pages.drafts.services import keep_draft
from open315.inbox import queries, services, vault
from open315.inbox.handlers import forget_who_wrote
from open315.inbox.models import Answer, Arrival, Message, Sender
from open315.inbox.notices import address_of, words_of_answer
from open315.inbox.tests.making import NUMBER, OTHER, TEXT, after, message, told
from open315.notify.models import Message as Outgoing

pytestmark = pytest.mark.django_db
LATER = after(minutes=5)


@pytest.fixture
def gateway_on(settings: Any) -> None:
    settings.SMS_SEND = "http://127.0.0.1:9/send"


def case(cast: Any, body: str = "wuhan", **changes: Any) -> Case:
    made = complaint(cast, council_id=cast.bodies[body].pk, received_at=after(hours=-1), **changes)
    return Case.objects.get(pk=cases.register_case(made, actor=SYSTEM, at=after(hours=-1)).case_id)


def last_entry() -> tuple[str, Any]:
    entry = AuditEntry.objects.order_by("-pk")[0]
    return entry.event, entry.data


def fresh(row: Message) -> Message:
    return Message.objects.select_related("conversation__sender").get(pk=row.pk)


def test_who_takes_a_message_has_it_and_leaves_it_again(cast: Any) -> None:
    row, clerk = message(cast), cast.actor("clerk")
    services.take(row.pk, actor=clerk, at=LATER)
    row = fresh(row)
    assert (row.state, row.account_id, row.taken_at, row.version) == ("taken", clerk.account_id, LATER, 2)
    assert last_entry() == ("inbox.taken", {"state": "taken", "taken_over": False})
    services.take(row.pk, actor=clerk, at=after(minutes=6))
    assert fresh(row).version == 2
    services.put_back(row.pk, actor=clerk, at=after(minutes=7))
    row = fresh(row)
    assert (row.state, row.account_id, row.taken_at, row.version) == ("new", None, None, 3)
    assert last_entry() == ("inbox.put_back", {"state": "new"})
    with pytest.raises(Conflict):
        services.put_back(row.pk, actor=clerk, at=after(minutes=8))


def test_what_a_colleague_has_is_left_to_her_until_it_is_taken_over(cast: Any, gateway_on: None) -> None:
    row, clerk, officer = message(cast), cast.actor("clerk"), cast.actor("officer")
    services.take(row.pk, actor=clerk, at=LATER)
    number = case(cast).number
    refused: list[Callable[[], Any]] = [
        lambda: services.put_back(row.pk, actor=officer, at=LATER),
        lambda: services.set_aside(row.pk, actor=officer, at=LATER),
        lambda: services.answer(row.pk, text="好", actor=officer, at=LATER),
        lambda: services.add_to_case(row.pk, number=number, actor=officer, at=LATER),
    ]
    for act in refused:
        with pytest.raises(Conflict, match=r"colleague|同事"):
            act()
    assert fresh(row).account_id == clerk.account_id
    services.take(row.pk, actor=officer, at=LATER)
    assert last_entry() == ("inbox.taken", {"state": "taken", "taken_over": True})
    services.set_aside(row.pk, actor=officer, at=LATER)
    assert fresh(row).state == "aside"


def test_junk_is_set_aside_and_pulled_back_and_nothing_is_lost(cast: Any) -> None:
    row, clerk = message(cast), cast.actor("clerk")
    services.take(row.pk, actor=clerk, at=LATER)
    services.set_aside(row.pk, actor=clerk, at=LATER)
    row = fresh(row)
    assert (row.state, row.aside_code, row.account_id, row.taken_at, row.text) == ("aside", "junk", None, None, TEXT)
    assert last_entry() == ("inbox.set_aside", {"state": "aside"})
    for verb in (services.set_aside, services.take):
        with pytest.raises(Conflict):
            verb(row.pk, actor=clerk, at=LATER)
    services.pull_back(row.pk, actor=clerk, at=LATER)
    assert (fresh(row).state, fresh(row).aside_code) == ("new", "")
    assert last_entry() == ("inbox.pulled_back", {"state": "new", "aside": "junk"})
    with pytest.raises(Conflict):
        services.pull_back(row.pk, actor=clerk, at=LATER)


def test_an_old_form_is_refused_and_changes_nothing(cast: Any) -> None:
    row, clerk = message(cast), cast.actor("clerk")
    services.take(row.pk, actor=cast.actor("officer"), at=LATER)
    with pytest.raises(Conflict):
        services.take(row.pk, actor=clerk, at=LATER, version=1)
    services.take(row.pk, actor=clerk, at=LATER, version=2)
    assert fresh(row).account_id == clerk.account_id


def test_a_case_made_of_a_message_is_linked_to_its_conversation(cast: Any) -> None:
    row, clerk, made = message(cast), cast.actor("clerk"), case(cast)
    services.link_made(row.pk, case_id=made.pk, actor=clerk, at=LATER)
    row = fresh(row)
    assert (row.state, row.conversation.case_id) == ("made", made.pk)
    assert last_entry() == ("inbox.case_made", {"state": "made", "case_id": made.pk})
    services.link_made(row.pk, case_id=made.pk, actor=clerk, at=LATER)
    assert fresh(row).version == 2
    with pytest.raises(Conflict):
        services.link_made(row.pk, case_id=case(cast, title="另一件").pk, actor=clerk, at=LATER)
    more = message(cast, told("m-2", "補充"), at=after(hours=1))
    assert (more.conversation, more.state) == (row.conversation, "new")


def test_a_second_matter_of_the_same_person_gets_a_conversation_of_its_own(cast: Any, gateway_on: None) -> None:
    row, clerk, made, other = message(cast), cast.actor("clerk"), case(cast), case(cast, title="另一件事")
    services.link_made(row.pk, case_id=made.pk, actor=clerk, at=LATER)
    second = message(cast, told("m-2", "另外還有一件事"), at=after(hours=13))
    services.link_made(second.pk, case_id=other.pk, actor=clerk, at=after(hours=14))
    assert fresh(row).conversation.case_id == made.pk
    assert fresh(second).conversation.case_id == other.pk
    assert Answer.objects.get(message=second).conversation == fresh(second).conversation
    third = message(cast, told("m-3", "還是第一件"), at=after(hours=15))
    services.link_made(third.pk, case_id=made.pk, actor=clerk, at=after(hours=16))
    assert fresh(third).conversation == fresh(row).conversation


def test_a_message_after_the_case_is_over_begins_anew(cast: Any) -> None:
    row, made = message(cast), case(cast)
    services.link_made(row.pk, case_id=made.pk, actor=cast.actor("clerk"), at=LATER)
    for place, (state, is_same) in enumerate([("accepted", True), ("closed", False)]):
        Case.objects.filter(pk=made.pk).update(state=state)
        later = message(cast, told(f"n-{place}", f"第{place}次"), at=after(hours=2))
        assert (later.conversation_id == row.conversation_id) is is_same


def test_a_message_added_to_a_case_stands_there_as_a_note(cast: Any) -> None:
    row, clerk, made = message(cast), cast.actor("clerk"), case(cast)
    services.add_to_case(row.pk, number=f" {made.number} ", actor=clerk, at=LATER, version=1)
    assert (fresh(row).state, fresh(row).conversation.case_id) == ("added", made.pk)
    assert last_entry() == ("inbox.added_to_case", {"state": "added", "case_id": made.pk})
    note = made.timeline.get(verb="note")
    assert TEXT in note.data["text"]
    assert note.account_id == clerk.account_id


def test_a_case_that_one_does_not_see_is_refused_at_its_field(cast: Any) -> None:
    row, foreign = message(cast), case(cast, "huangshi")
    for number in (foreign.number, "2026-999999", ""):
        with pytest.raises(InvalidInput) as refused:
            services.add_to_case(row.pk, number=number, actor=cast.actor("clerk"), at=LATER)
        assert refused.value.field == "number"
    assert (fresh(row).state, fresh(row).conversation.case_id) == ("new", None)


def test_an_answer_goes_out_on_the_channel_by_which_the_message_came(cast: Any, gateway_on: None) -> None:
    row, clerk = message(cast), cast.actor("clerk")
    services.answer(row.pk, text=f" 請帶發票來，電話{NUMBER}。 ", actor=clerk, at=LATER, version=1)
    row = fresh(row)
    assert (row.state, row.answered_at, row.version) == ("answered", LATER, 2)
    assert last_entry() == ("inbox.answered", {"state": "answered", "parts": 1})
    sent = Answer.objects.get(kind="answer")
    assert (sent.text, sent.parts, sent.account_id, sent.created_at) == (
        "請帶發票來，電話199****1111。", 1, clerk.account_id, LATER,
    )  # fmt: skip
    assert (sent.message, sent.conversation) == (row, row.conversation)
    handed = sent.handed
    assert handed is not None
    assert (handed.channel, handed.template, handed.data, handed.state) == (
        "sms", "inbox.answered", {"answer": sent.pk}, "waiting",
    )  # fmt: skip
    assert words_of_answer(handed.data) == f"請帶發票來，電話{NUMBER}。"
    assert address_of(handed.recipient_key) == NUMBER
    assert NUMBER not in str([*Outgoing.objects.values(), *Answer.objects.values(), *OutboxEvent.objects.values()])
    services.answer(row.pk, text="還有", actor=clerk, at=after(hours=1))
    assert fresh(row).answered_at == LATER


def test_the_answer_names_the_case_and_what_is_a_case_stays_one(cast: Any, gateway_on: None) -> None:
    row, clerk, made = message(cast), cast.actor("clerk"), case(cast)
    services.link_made(row.pk, case_id=made.pk, actor=clerk, at=LATER)
    services.answer(row.pk, text="已受理。", actor=clerk, at=LATER)
    sent = Answer.objects.get(kind="answer")
    assert vault.opened(sent, vault.WORDS) == f"已受理。（{made.number}）"
    assert (fresh(row).state, fresh(row).answered_at) == ("made", LATER)


def test_what_was_set_aside_and_is_answered_is_set_aside_no_more(cast: Any, gateway_on: None) -> None:
    row = message(cast, told(text="無抵押信用貸款，當天放款"))
    services.answer(row.pk, text="請勿再發廣告。", actor=cast.actor("clerk"), at=LATER)
    assert (fresh(row).state, fresh(row).aside_code) == ("answered", "")


@pytest.mark.parametrize(("length", "is_taken"), [(0, False), (1, True), (402, True), (403, False)])
def test_an_answer_has_six_parts_at_most(cast: Any, gateway_on: None, length: int, is_taken: bool) -> None:
    row = message(cast)
    if is_taken:
        services.answer(row.pk, text="字" * length, actor=cast.actor("clerk"), at=LATER)
        return
    with pytest.raises(InvalidInput) as refused:
        services.answer(row.pk, text="字" * length, actor=cast.actor("clerk"), at=LATER)
    assert refused.value.field == "text"
    assert not Answer.objects.filter(kind="answer").exists()


@pytest.mark.parametrize(("length", "is_taken"), [(600, True), (601, False)])
def test_an_answer_in_latin_letters_has_six_hundred_at_most(
    cast: Any, gateway_on: None, length: int, is_taken: bool
) -> None:
    row = message(cast)
    if is_taken:
        services.answer(row.pk, text="a" * length, actor=cast.actor("clerk"), at=LATER)
        return
    with pytest.raises(InvalidInput):
        services.answer(row.pk, text="a" * length, actor=cast.actor("clerk"), at=LATER)


def test_nothing_goes_out_where_nothing_can(cast: Any, settings: Any) -> None:
    row, clerk = message(cast), cast.actor("clerk")
    with pytest.raises(Conflict, match=r"gateway|網關"):
        services.answer(row.pk, text="好", actor=clerk, at=LATER)
    settings.SMS_SEND = "http://127.0.0.1:9/send"
    message(cast, told("stop", "退訂"), at=LATER)
    with pytest.raises(Conflict, match=r"no more|不再"):
        services.answer(row.pk, text="好", actor=clerk, at=LATER)
    message(cast, told("go", "恢復"), at=after(minutes=6))
    services.answer(row.pk, text="好", actor=clerk, at=after(minutes=7))
    services.erase_sender(row.conversation.sender_id, actor=cast.actor("supervisor"), at=after(minutes=8))
    with pytest.raises(Conflict, match=r"erased|已刪除"):
        services.answer(row.pk, text="好", actor=clerk, at=after(minutes=9))


def test_opening_a_message_for_the_form_is_noted(cast: Any) -> None:
    row, clerk = message(cast, told(text=f"{TEXT}{NUMBER}")), cast.actor("clerk")
    opened = services.open_message(row.pk, actor=clerk, at=LATER)
    assert (opened.address, opened.text) == (NUMBER, f"{TEXT}{NUMBER}")
    assert last_entry() == ("inbox.opened", {"state": "new"})
    assert fresh(row).version == 1


def test_the_original_of_a_repeated_message_is_told_once(cast: Any) -> None:
    row = message(cast, told(text="退款"))
    message(cast, told("m-2", "退款！"))
    assert services.open_message(row.pk, actor=cast.actor("clerk"), at=LATER).text == "退款"


def test_an_erased_sender_leaves_masked_words_and_figures_and_is_somebody_new_next_time(
    cast: Any, gateway_on: None
) -> None:
    row, supervisor = message(cast), cast.actor("supervisor")
    services.answer(row.pk, text="好", actor=cast.actor("clerk"), at=LATER)
    other = message(cast, told("o", address=OTHER))
    services.erase_sender(row.conversation.sender_id, actor=supervisor, at=LATER)
    assert last_entry() == ("inbox.sender_erased", {"messages": 1})
    row = fresh(row)
    sender = row.conversation.sender
    assert (sender.address_index, sender.masked_address, sender.key_id, bytes(sender.ciphertext)) == ("", "", "", b"")
    assert row.text == TEXT
    hers = Arrival.objects.get(sender=sender)
    assert (hers.key_id, bytes(hers.ciphertext)) == ("", b"")
    assert all(not each.key_id for each in Answer.objects.filter(conversation=row.conversation))
    assert not Outgoing.objects.filter(recipient_kind="sender", recipient_key=str(sender.pk)).exists()
    assert address_of(str(sender.pk)) == ""
    assert words_of_answer({"answer": Answer.objects.get(kind="answer").pk}) == ""
    assert vault.opened(fresh(other).conversation.sender, vault.ADDRESS) == OTHER
    with pytest.raises(NotFound):
        services.erase_sender(sender.pk, actor=supervisor, at=LATER)
    assert message(cast, told("m-9", "又來了"), at=after(hours=1)).conversation.sender_id != sender.pk


def test_what_was_begun_about_an_erased_sender_goes_and_what_was_begun_about_others_stays(cast: Any) -> None:
    """A draft of the desk held her name and number for seven days more."""
    hers, other = message(cast), message(cast, told("o", address=OTHER))
    owner, words = f"account:{cast.accounts['clerk'].pk}", {"text": ["王測試"]}
    stay = {"desk", f"desk/inbox.{other.pk}.complaint", f"inbox.answer/{other.pk}", f"desk/inbox.{hers.pk}1.report"}
    for form in {f"desk/inbox.{hers.pk}.complaint", f"inbox.answer/{hers.pk}", f"inbox.add/{hers.pk}"} | stay:
        keep_draft(owner, form, words, drawn="", lives=timedelta(days=7), at=LATER)
    services.erase_sender(hers.conversation.sender_id, actor=cast.actor("supervisor"), at=LATER)
    assert set(Draft.objects.values_list("form", flat=True)) == stay


def test_only_a_supervisor_erases(cast: Any) -> None:
    row = message(cast)
    with pytest.raises(NotAllowed):
        services.erase_sender(row.conversation.sender_id, actor=cast.actor("officer"), at=LATER)
    assert Sender.objects.get().address_index


def test_who_wrote_about_a_case_is_forgotten_with_its_consumer(cast: Any) -> None:
    row, other, made = message(cast), message(cast, told("o", address=OTHER)), case(cast, channel=Channel.SMS)
    services.link_made(row.pk, case_id=made.pk, actor=cast.actor("clerk"), at=LATER)
    told_by = Event("identity.erased", {"case": made.pk}, LATER)
    for _twice in range(2):
        forget_who_wrote(told_by)
    assert fresh(row).conversation.sender.address_index == ""
    assert fresh(other).conversation.sender.address_index != ""


def test_messages_of_another_council_are_not_there(cast: Any) -> None:
    row, clerk = message(cast, body="huangshi"), cast.actor("clerk")
    for act in (
        lambda: services.take(row.pk, actor=clerk, at=LATER),
        lambda: queries.get_message(clerk, row.pk),
        lambda: services.erase_sender(row.conversation.sender_id, actor=cast.actor("supervisor"), at=LATER),
    ):
        with pytest.raises(NotFound):
            act()
    assert queries.get_message(cast.actor("secretariat"), row.pk) == row
    with pytest.raises(NotAllowed):
        services.take(row.pk, actor=cast.actor("analyst"), at=LATER)


def test_a_conversation_is_told_in_the_order_of_its_sending(cast: Any, gateway_on: None) -> None:
    row = message(cast)
    message(cast, told("m-2", "更早寫的", sent_at=after(minutes=-30)), at=after(minutes=1))
    services.answer(row.pk, text="收到", actor=cast.actor("clerk"), at=LATER)
    said = queries.conversation_of(fresh(row))
    assert [(each.is_ours, each.kind, each.text[:4]) for each in said] == [
        (False, "", "更早寫的"), (False, "", TEXT[:4]), (True, "receipt", ""), (True, "answer", "收到"),
    ]  # fmt: skip


def test_what_waits_is_counted_and_the_oldest_comes_next(cast: Any) -> None:
    first, second, clerk = message(cast), message(cast, told("m-2", "第二"), at=LATER), cast.actor("clerk")
    message(cast, told("h"), body="huangshi")
    services.take(second.pk, actor=clerk, at=LATER)
    assert queries.counts(clerk) == {"waiting": 2, "mine": 1}
    assert queries.next_waiting(clerk, second) == first.pk
    assert queries.next_waiting(clerk, first) is None
