"""Taking in what a provider brought: once, whatever it repeats; whole, whatever it cut; in whichever order."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from open315.core.access import SYSTEM, Actor
from open315.core.text import cleaned
from open315.core.verbs import Verb
from open315.core.verbs.step import making
from open315.inbox import junk, rules, vault
from open315.inbox.models import Arrival, Conversation, Message, Sender
from open315.inbox.services.enclosing import enclose
from open315.inbox.services.outgoing import send_receipt, way_out
from open315.inbox.services.verb import MESSAGE, OWN_PAGE, gateways, refuse
from open315.inbox.types import Beside, Inbound, Received, State, Why
from open315.notify.opting_out import opt_in, opt_out

RECEIVE = Verb(
    "receive",
    MESSAGE,
    event="inbox.received",
    emits=None,
    permission="inbox:handle",
    who=gateways,
    face=OWN_PAGE,
    makes=True,
)
ALONE = Beside()
OVER = frozenset({"closed", "declined", "withdrawn"})
"""States of a case after which somebody who writes again has something new to say."""


@RECEIVE
def receive(told: Inbound, *, council_id: int, actor: Actor, at: datetime) -> Received:
    """Take in one message, or a part of one, for this council. InvalidInput, at its field, for what is none.

    The same id of the same gateway again, and the same words of the same sender within a minute under another id, are the same message: it is
    counted as repeated, and nobody is told again. All that one sender sends is taken one by one. Signs that no table keeps (a NUL, half of
    an emoji that was cut in two) are left out.
    """
    told = cleaned(told)
    refuse(rules.faults(told))
    with transaction.atomic():
        sender = _locked(told, council_id, at)
        if known := Arrival.objects.filter(gateway=told.gateway, provider_id=told.provider_id).first():
            return Received(known.message_id, is_new=False)
        if again := _same(sender, told, at) if told.parts == 1 else None:
            Message.objects.filter(pk=again.pk).update(repeats=F("repeats") + 1)
            _arrive(sender, told, at, message=again, is_repeat=True)
            return Received(again.pk, is_new=False)
        arrival = _arrive(sender, told, at)
        parts = _parts(arrival)
        if rules.missing(parts, told.parts):
            return Received(None, is_new=True)
        return Received(_made(sender, parts, actor, at, told.beside).pk, is_new=True)


def join_late(at: datetime) -> int:
    """Make messages of what came of long ones whose other parts never did; returns how many."""
    late = Arrival.objects.filter(message=None, parts__gt=1, received_at__lte=at - rules.WAITED_FOR)
    done = 0
    for arrival in late.select_related("sender").order_by("pk"):
        with transaction.atomic():
            sender = Sender.objects.select_for_update(of=("self",)).get(pk=arrival.sender_id)
            if Arrival.objects.filter(pk=arrival.pk, message=None).exists():
                _made(sender, _parts(arrival), SYSTEM, at)
                done += 1
    return done


def _locked(told: Inbound, council_id: int, at: datetime) -> Sender:
    """The sender, locked, so that her messages are taken one by one."""
    known = {
        "channel": told.channel,
        "council_id": council_id,
        "address_index": vault.address_index(told.channel, told.address),
    }
    address = vault.plain(told.address)
    first = {"masked_address": vault.masked(address), "created_at": at, **vault.sealed(address, vault.ADDRESS)}
    found, _is_new = Sender.objects.get_or_create(**known, defaults=first)
    return Sender.objects.select_for_update(of=("self",)).get(pk=found.pk)


def _same(sender: Sender, told: Inbound, at: datetime) -> Message | None:
    moment = told.sent_at or at
    near = Message.objects.filter(
        text_index=vault.text_index(sender.pk, told.text, told.beside.files_digest),
        sent_at__gte=moment - rules.AGAIN_WITHIN,
        sent_at__lte=moment + rules.AGAIN_WITHIN,
    )
    return near.order_by("pk").first()


def _arrive(
    sender: Sender, told: Inbound, at: datetime, message: Message | None = None, *, is_repeat: bool = False
) -> Arrival:
    return Arrival.objects.create(
        sender=sender,
        message=message,
        gateway=told.gateway,
        provider_id=told.provider_id,
        reference=told.reference[:40],
        part=told.part,
        parts=told.parts,
        is_repeat=is_repeat,
        thread=told.beside.thread,
        sent_at=told.sent_at,
        received_at=at,
        **vault.sealed(told.text, vault.WORDS),
    )


def _parts(arrival: Arrival) -> list[Arrival]:
    """The first arrival of each part of the message that this one is a part of."""
    if arrival.parts == 1:
        return [arrival]
    since = arrival.received_at - rules.JOINED_WITHIN
    rows = Arrival.objects.filter(
        sender=arrival.sender,
        message=None,
        gateway=arrival.gateway,
        reference=arrival.reference,
        parts=arrival.parts,
        received_at__gte=since,
    )
    return list({each.part: each for each in rows.order_by("part", "-pk")}.values())


def _made(sender: Sender, parts: list[Arrival], actor: Actor, at: datetime, beside: Beside = ALONE) -> Message:
    """The message that these arrivals are, in its conversation; what it asks for by itself is done."""
    first = parts[0]
    text = rules.joined({each.part: vault.opened(each, vault.WORDS) for each in parts}, first.parts)
    state, why = _stands(text, beside)
    with making(RECEIVE, actor=actor, at=at) as done:
        message = done.row = Message.objects.create(
            conversation=_conversation(sender, beside, at),
            council_id=sender.council_id,
            channel=sender.channel,
            text=vault.as_kept(text, vault.opened(sender, vault.ADDRESS)),
            text_index=vault.text_index(sender.pk, text, beside.files_digest),
            sent_at=min((each.sent_at or each.received_at) for each in parts),
            received_at=at,
            state=state.value,
            aside_code=why,
            other_address=beside.other,
            left_out=beside.left_out,
        )
        enclose(message, beside.upload_ids, at)
        Arrival.objects.filter(pk__in=[each.pk for each in parts]).update(message=message)
        _heed(sender, why, at)
        if state == State.NEW and not beside.is_by_machine:
            send_receipt(message, sender, at)
        done.say(channel=sender.channel, gateway=first.gateway, parts=len(parts), aside=why)
    return message


def _stands(text: str, beside: Beside) -> tuple[State, str]:
    """Where a new message stands, and why it is set aside if it is."""
    if beside.is_reply_by_machine:
        return State.ASIDE, Why.AUTOMATIC.value
    if rules.asks_to_stop(text):
        return State.ASIDE, Why.STOPPED.value
    if rules.asks_to_go_on(text):
        return State.ASIDE, Why.RESUMED.value
    if junk.looks_like_junk(text):
        return State.ASIDE, Why.LOOKS_LIKE_JUNK.value
    return State.NEW, ""


def _heed(sender: Sender, why: str, at: datetime) -> None:
    """Let nothing more go out to who asked for that; let it again where she writes that she wants it."""
    address = vault.opened(sender, vault.ADDRESS)
    way = way_out(sender)
    if why == Why.STOPPED:
        opt_out(way, address, at=at)
        Sender.objects.filter(pk=sender.pk).update(stopped_at=at)
    elif why == Why.RESUMED:
        opt_in(way, address)
        Sender.objects.filter(pk=sender.pk).update(stopped_at=None)


def _conversation(sender: Sender, beside: Beside, at: datetime) -> Conversation:
    """The one that a signed address leads to; else her latest, unless the case it was about is over."""
    if beside.conversation_id is not None:
        return Conversation.objects.get(pk=beside.conversation_id, sender=sender)
    latest = Conversation.objects.filter(sender=sender).select_related("case").order_by("-pk").first()
    if latest is not None and (latest.case is None or latest.case.state not in OVER):
        return latest
    return Conversation.objects.create(sender=sender, opened_at=at)
