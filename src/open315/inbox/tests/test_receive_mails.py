"""Mails into the inbox: once, in the right thread, by the right council; machines, loops and bounces; files; and what goes back. By hand."""

import base64
from email import message_from_bytes
from typing import Any

import pytest
from django.test import Client

from open315.core.audit.models import AuditEntry
from open315.core.errors import NotFound, Unavailable
from open315.core.outbox.models import OutboxEvent
from open315.core.outbox.pump import drain
from open315.core.uploads.models import Upload
from open315.inbox import services, vault
from open315.inbox.channels.mail import addresses, letters, lmtp
from open315.inbox.channels.mail.letters import Place, known_places
from open315.inbox.desk import known_of
from open315.inbox.models import Answer, Arrival, Conversation, Enclosure, Fetched, Message, Sender
from open315.inbox.tests.letters import (
    ADDRESSES,
    FRIEND,
    OTHERS,
    OURS,
    PNG,
    WORDS,
    WRITER,
    came,
    mail,
    message_of,
    with_picture,
)
from open315.inbox.tests.making import AT, after
from open315.inbox.tests.test_handle_messages import case
from open315.notify.channels.email import ids
from open315.notify.models import Message as Outgoing
from open315.notify.models import Receipt
from open315.notify.opting_out import has_opted_out

pytestmark = pytest.mark.django_db
LATER = after(minutes=10)
TEXT = f"冰箱不製冷\n\n{WORDS}"


@pytest.fixture(autouse=True)
def _addresses(settings: Any, cast: Any) -> None:
    settings.MAIL_ADDRESSES = ADDRESSES


def delivered(mailoutbox: list[Any]) -> list[Any]:
    """The mails that left so far, as bytes that a mail program reads."""
    drain(after(days=400), rounds=1)
    return [message_from_bytes(each.message().as_bytes()) for each in mailoutbox]


def answered(mailoutbox: list[Any], cast: Any, raw: bytes | None = None) -> Any:
    """A mail that came and was answered; the answer as it left."""
    row = message_of(raw if raw is not None else mail(Auto_Submitted="auto-generated"))
    services.answer(row.pk, text="請把發票寄給我們。", actor=cast.actor("clerk"), at=LATER)
    return delivered(mailoutbox)[-1]


def test_a_mail_stands_in_the_inbox_masked_with_its_original_sealed(cast: Any) -> None:
    row = message_of(mail(f"{WORDS}我的郵箱{WRITER}"))
    assert row.text == f"{TEXT}我的郵箱c*****@example.net"
    assert (row.channel, row.state, row.council_id, row.other_address, row.left_out) == (
        "mail", "new", cast.bodies["wuhan"].pk, "", 0,
    )  # fmt: skip
    sender = row.conversation.sender
    assert (sender.masked_address, sender.channel, vault.opened(sender, vault.ADDRESS)) == (
        "c****@example.net",
        "mail",
        WRITER,
    )
    arrival = Arrival.objects.get()
    assert (arrival.gateway, len(arrival.provider_id), arrival.thread) == ("mail", 64, "<one@example.net>")
    assert WRITER not in str([*Message.objects.values(), *Sender.objects.values(), *Arrival.objects.values()])


def test_a_mail_that_comes_by_two_ways_is_one_message(cast: Any) -> None:
    assert came().is_new
    assert not came(mail(Received="by another way", Delivered_To=OURS), at=after(hours=5)).is_new
    assert (Message.objects.count(), Arrival.objects.count()) == (1, 1)
    assert came(mail("還有一件事", Message_ID="<one@example.net>")).is_new


def test_the_same_words_with_other_files_are_another_message(cast: Any) -> None:
    other = base64.b64encode(base64.b64decode(PNG) + b"\0").decode()
    results = [
        came(each).is_new
        for each in (
            with_picture(),
            with_picture(picture=other, Message_ID="<two@x>"),
            with_picture(Message_ID="<three@x>"),
        )
    ]
    assert results == [True, True, False]
    assert Message.objects.get(repeats=1).enclosures.count() == 1
    assert (Upload.objects.count(), Upload.objects.filter(claimed_at=None).count()) == (2, 0)


@pytest.mark.parametrize(("to", "body"), [(OURS, "wuhan"), (OTHERS, "huangshi"), ("x@elsewhere.example", "wuhan")])
def test_the_address_says_which_council_it_is_for(cast: Any, to: str, body: str) -> None:
    assert message_of(mail(To=to)).council_id == cast.bodies[body].pk


def test_the_envelope_says_it_before_the_letter(cast: Any) -> None:
    assert message_of(mail(), receivers=[OTHERS]).council_id == cast.bodies["huangshi"].pk


def test_without_councils_no_mail_is_taken(settings: Any) -> None:
    from open315.org.models import Organisation

    Organisation.objects.update(kind="department")
    with pytest.raises(Unavailable):
        came()


def test_a_receipt_goes_once_and_no_machine_is_to_answer_it(cast: Any, mailoutbox: list[Any]) -> None:
    came()
    came(mail("還有一件事", Message_ID="<two@x>", Date=""), at=after(hours=1))
    sent = delivered(mailoutbox)
    assert len(sent) == 1
    assert (sent[0]["To"], sent[0]["Auto-Submitted"], sent[0]["X-Auto-Response-Suppress"]) == (
        WRITER,
        "auto-replied",
        "All",
    )
    assert (sent[0]["In-Reply-To"], sent[0]["Subject"] is not None) == ("<one@example.net>", True)
    assert WORDS not in str(mailoutbox[0].body)


@pytest.mark.parametrize(
    ("headers", "state", "why"),
    [
        ({"Auto_Submitted": "auto-replied"}, "aside", "automatic"),
        ({"Auto_Submitted": "auto-generated"}, "new", ""),
        ({"Precedence": "bulk"}, "new", ""),
        ({"Return_Path": "<>"}, "new", ""),
    ],
)
def test_machines_get_no_receipt_and_what_answers_by_itself_is_set_aside(
    cast: Any, mailoutbox: list[Any], headers: dict[str, str], state: str, why: str
) -> None:
    row = message_of(mail(**headers))
    assert (row.state, row.aside_code) == (state, why)
    assert delivered(mailoutbox) == []


def test_an_answer_leaves_in_the_thread_with_a_signed_way_back(cast: Any, mailoutbox: list[Any]) -> None:
    left = answered(mailoutbox, cast, mail(References="<zero@example.net>", subject="回覆: Re: 冰箱"))
    row = Message.objects.get()
    assert str(message_from_bytes(mailoutbox[-1].message().as_bytes())["To"]) == WRITER
    assert (left["In-Reply-To"], left["References"].split()) == (
        "<one@example.net>",
        ["<zero@example.net>", "<one@example.net>"],
    )
    assert left["Reply-To"] == addresses.signed(OURS, row.conversation_id)
    assert (left["Auto-Submitted"], left["X-Auto-Response-Suppress"]) == (None, None)
    assert mailoutbox[-1].subject == "Re: 冰箱"
    assert mailoutbox[-1].body.startswith("請把發票寄給我們。\n\n武漢市消費者協會")
    assert ids.keys_in(left["Message-ID"]) == [f"message-{Answer.objects.get(kind='answer').handed_id}@open315"]
    assert (row.state, row.answered_at, Answer.objects.get(kind="answer").parts) == ("answered", LATER, 1)


def test_an_answer_by_mail_has_its_own_bound(cast: Any) -> None:
    row = message_of()
    clerk = cast.actor("clerk")
    with pytest.raises(Exception, match="5,000"):
        services.answer(row.pk, text="長" * 5001, actor=clerk, at=LATER)
    services.answer(row.pk, text="長" * 5000, actor=clerk, at=LATER)


def test_a_signed_address_leads_to_its_conversation_whoever_writes(cast: Any) -> None:
    first = message_of()
    signed = addresses.signed(OURS, first.conversation_id)
    own = message_of(mail("發票在此", To=signed, Message_ID="<two@x>"), at=LATER)
    friend = message_of(mail("我替她寫", From=FRIEND, To=signed, Message_ID="<three@x>"), at=LATER)
    assert own.conversation_id == friend.conversation_id == first.conversation_id
    assert (own.other_address, friend.other_address) == ("", "f****@example.net")
    assert Sender.objects.count() == 1


def test_the_signed_address_outlives_the_case_and_knows_its_council(cast: Any) -> None:
    first = message_of(mail(To=OTHERS))
    signed = addresses.signed(OURS, first.conversation_id)
    later = message_of(mail("再問一句", To=signed, Message_ID="<two@x>"), at=after(days=30))
    assert (later.conversation_id, later.council_id) == (first.conversation_id, cast.bodies["huangshi"].pk)


def test_a_number_or_a_false_signature_opens_no_conversation(cast: Any) -> None:
    made = case(cast)
    first = message_of()
    services.link_made(first.pk, case_id=made.pk, actor=cast.actor("clerk"), at=LATER)
    signed = addresses.signed(OURS, first.conversation_id)
    forged = signed[:-15] + "000" + signed[-12:]
    for n, headers in enumerate(({"To": forged}, {"In_Reply_To": "<one@example.net>"}, {})):
        row = message_of(mail(subject=f"關於 {made.number}", From=FRIEND, Message_ID=f"<n{n}@x>", **headers), at=LATER)
        assert (row.conversation.case_id, row.conversation.sender.masked_address) == (None, "f****@example.net")


def test_the_signed_address_of_somebody_erased_leads_nowhere(cast: Any) -> None:
    first = message_of(with_picture())
    signed = addresses.signed(OURS, first.conversation_id)
    services.erase_sender(first.conversation.sender_id, actor=cast.actor("supervisor"), at=LATER)
    row = message_of(mail("又是我", To=signed, Message_ID="<two@x>"), at=LATER)
    assert row.conversation_id != first.conversation_id
    assert Arrival.objects.filter(message=first).values_list("thread", "key_id").get() == ("", "")
    assert Enclosure.objects.get().upload.dropped_at == LATER


def report(
    about: str, action: str = "failed", kind: str = "multipart/report; report-type=delivery-status; boundary=b"
) -> bytes:
    body = (
        "--b\r\nContent-Type: text/plain\r\n\r\nsorry\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; x@example.net\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {about}\r\nSubject: x\r\n\r\n--b--"
    )
    return mail(body, From="MAILER-DAEMON@mx.example.net", Return_Path="<>", Content_Type=kind)


def test_a_bounce_days_later_goes_to_the_message_that_it_is_about(cast: Any, mailoutbox: list[Any]) -> None:
    about = answered(mailoutbox, cast)["Message-ID"]
    came(report(about, "delayed"), at=after(days=2))
    assert Outgoing.objects.get().state == "sent"
    done = came(report(about), at=after(days=4))
    assert (done.message_id, Outgoing.objects.get().state) == (None, "failed")
    assert [each.outcome for each in Receipt.objects.order_by("pk")] == ["sent", "bounced"]
    came(report(about), at=after(days=5))
    assert OutboxEvent.objects.filter(name="notify.undelivered").count() == 1
    # The report of a delay is set aside, where it can be read; nobody is answered.
    assert Message.objects.exclude(state="answered").values_list("state", "aside_code").get() == ("aside", "automatic")


def test_a_bounce_in_words_of_its_own_is_understood_and_a_forged_one_is_not(cast: Any, mailoutbox: list[Any]) -> None:
    about = answered(mailoutbox, cast)["Message-ID"]
    came(report("<message-1@open315>"))
    came(report(about.replace(".", ".0")[:-1] + ">"))
    came(mail(f"Message-ID: {about}", From=FRIEND, Message_ID="<f@x>"))
    assert Outgoing.objects.get(template="inbox.answered").state == "sent"
    came(mail(f"<p>退信</p> Message-ID: {about}", From="postmaster@qq.example", Message_ID="<g@x>"))
    assert Outgoing.objects.get(template="inbox.answered").state == "failed"


def test_a_whole_mail_that_comes_back_names_ours(cast: Any, mailoutbox: list[Any]) -> None:
    about = answered(mailoutbox, cast)["Message-ID"]
    raw = report(about).replace(b"text/rfc822-headers", b"message/rfc822")
    assert came(raw).message_id is None
    assert Outgoing.objects.get().state == "failed"


def test_our_own_mail_that_comes_back_in_a_circle_is_nobodys_message(cast: Any, mailoutbox: list[Any]) -> None:
    left = answered(mailoutbox, cast)
    place = Place("box", 7, 1)
    done = came(left.as_bytes(), place=place)
    assert (done.message_id, done.is_new, Message.objects.count()) == (None, False, 1)
    assert known_places("box", 7, [1, 2]) == {1}


def test_where_a_mail_lay_is_noted_with_it_or_not_at_all(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place("box", 7, 1)
    monkeypatch.setattr(letters, "receive", lambda *_a, **_k: (_ for _ in ()).throw(OSError("gone")))
    with pytest.raises(OSError, match="gone"):
        came(with_picture(), place=place)
    assert (Fetched.objects.count(), Upload.objects.count()) == (0, 0)
    monkeypatch.undo()
    done = came(with_picture(), place=place)
    row = Fetched.objects.get()
    assert (row.mailbox, row.validity, row.uid, row.message_id, row.at) == ("box", 7, 1, done.message_id, AT)
    assert known_places("box", 8, [1]) == set()


def test_files_are_kept_and_those_that_cannot_be_are_told(cast: Any) -> None:
    both = (
        with_picture()
        .decode()
        .replace(
            "--b--",
            "--b\r\nContent-Type: text/html; name=x.html\r\nContent-Disposition: attachment\r\n\r\n<script>x</script>\r\n--b--",
        )
    )
    row = message_of(both.encode())
    kept = Enclosure.objects.get()
    assert (row.left_out, kept.message_id, kept.upload.content_type, kept.upload.claimed_at) == (
        1,
        row.pk,
        "image/png",
        AT,
    )


def test_files_go_with_the_message_to_its_case_and_stay_there(cast: Any) -> None:
    made, clerk = case(cast), cast.actor("clerk")
    row = message_of(with_picture())
    services.add_to_case(row.pk, number=made.number, actor=clerk, at=LATER)
    kept = Enclosure.objects.get()
    assert made.attachments.get().upload_id == kept.upload_id
    assert (kept.passed_at, kept.upload.claimed_at) == (LATER, LATER)
    services.erase_sender(row.conversation.sender_id, actor=cast.actor("supervisor"), at=LATER)
    kept.upload.refresh_from_db()
    assert kept.upload.dropped_at is None


def test_a_case_made_of_a_mail_has_its_files(cast: Any) -> None:
    made = case(cast)
    row = message_of(with_picture())
    services.link_made(row.pk, case_id=made.pk, actor=cast.actor("clerk"), at=LATER)
    assert made.attachments.count() == 1


def test_a_file_opens_for_who_handles_messages_and_that_is_noted(cast: Any, client: Client) -> None:
    row, other = message_of(with_picture()), message_of(mail(From=FRIEND))
    kept = Enclosure.objects.get()
    client.force_login(cast.accounts["clerk"])
    answer = client.get(f"/console/inbox/{row.pk}/file/{kept.pk}/")
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, base64.b64decode(PNG))
    entry = AuditEntry.objects.get(event="inbox.file_opened")
    assert (entry.object_id, entry.data) == (str(row.pk), {"file": kept.pk})
    assert client.get(f"/console/inbox/{other.pk}/file/{kept.pk}/").status_code == 404
    with pytest.raises(NotFound):
        services.open_file(other, kept.pk, actor=cast.actor("clerk"), at=AT)
    page = client.get(f"/console/inbox/{row.pk}/").content.decode()
    assert f"/console/inbox/{row.pk}/file/{kept.pk}/" in page


def test_the_desk_begins_with_the_subject_and_the_address(cast: Any) -> None:
    row = message_of()
    known = known_of(row, "complaint", cast.actor("clerk"))
    assert (known["title"], known["narrative"], known["email"], "phone" in known) == ("冰箱不製冷", TEXT, WRITER, False)


def test_who_asks_by_mail_for_no_more_gets_none(cast: Any) -> None:
    row = message_of(mail("退訂", subject=""))
    assert (row.state, row.aside_code) == ("aside", "stopped")
    assert has_opted_out("email", WRITER)
    assert not has_opted_out("email", "hen88@example.net")


def test_the_door_takes_what_is_for_us_one_receiver_at_a_time(cast: Any) -> None:
    assert lmtp.taken(WRITER, [OTHERS], mail()) == "250 2.0.0 Taken"
    assert Message.objects.get().council_id == cast.bodies["huangshi"].pk


def test_the_door_says_later_while_nothing_can_be_stored(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lmtp, "take", lambda *_a, **_k: (_ for _ in ()).throw(OSError("full")))
    assert lmtp.taken(WRITER, [OURS], mail()).startswith("451 ")


def test_an_empty_sender_of_the_envelope_gets_no_receipt(cast: Any, mailoutbox: list[Any]) -> None:
    lmtp.taken("", [OURS], mail())
    assert delivered(mailoutbox) == []
    assert Conversation.objects.count() == 1


def test_no_log_tells_who_writes_to_whom(caplog: pytest.LogCaptureFixture) -> None:
    from aiosmtpd.smtp import log

    log.info("MAIL FROM:<%s>", WRITER)
    assert not log.isEnabledFor(20)
    assert WRITER not in caplog.text
    log.warning("something is wrong")
    assert "something is wrong" in caplog.text
