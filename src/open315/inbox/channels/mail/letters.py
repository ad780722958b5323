"""Taking in one mail: its files first, then everything it changes in one transaction, and with it that it was dealt with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.redaction import mask_email
from open315.core.uploads import services as uploads
from open315.inbox import vault
from open315.inbox.channels.mail import addresses
from open315.inbox.channels.mail.mime import Enclosed
from open315.inbox.channels.mail.reading import Letter, Written
from open315.inbox.models import Arrival, Conversation, Fetched
from open315.inbox.services.receiving import receive
from open315.inbox.types import MAIL, Beside, Inbound, Received
from open315.notify.receipts import note_told
from open315.notify.types import EMAIL, Outcome

GATEWAY = "mail"
NOTHING = Received(None, is_new=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail lies in a mailbox."""

    mailbox: str
    validity: int
    uid: int


def known_places(mailbox: str, validity: int, uids: Iterable[int]) -> set[int]:
    """Those of a mailbox that were dealt with."""
    found = Fetched.objects.filter(mailbox=mailbox, validity=validity, uid__in=list(uids))
    return set(found.values_list("uid", flat=True))


def receive_letter(
    letter: Letter,
    *,
    council_id: int,
    actor: Actor,
    at: datetime,
    place: Place | None = None,
    receivers: Iterable[str] = (),
) -> Received:
    """Take in one mail for this council. Come again, by whichever way, it is the same; `place` is noted as dealt with in the same transaction.

    `receivers` are those of the envelope, where the way told them. What a mail server reports goes to the message that it is about, and what is
    ours and came back is nobody's message. A mail whose files cannot be kept now (Unavailable) is not taken: it is brought again.
    """
    upload_ids, left_out = _kept_files(letter, at)
    try:
        with transaction.atomic():
            done = _received(letter, (*receivers, *letter.receivers), upload_ids, left_out, council_id, actor, at)
            if place is not None:
                Fetched.objects.create(
                    mailbox=place.mailbox, validity=place.validity, uid=place.uid, message_id=done.message_id, at=at
                )
    finally:
        uploads.drop_unclaimed(upload_ids)
    return done


def _kept_files(letter: Letter, at: datetime) -> tuple[list[UUID], int]:
    """The files of a mail that is not known yet, kept before anything is locked; and how many could not be taken for what they are."""
    if not letter.files or Arrival.objects.filter(gateway=GATEWAY, provider_id=letter.digest).exists():
        return [], 0
    ids, refused = [], 0
    for each in letter.files:
        try:
            ids.append(_kept(each, at))
        except InvalidInput:
            refused += 1
    return ids, refused


def _kept(file: Enclosed, at: datetime) -> UUID:
    return uploads.receive(SimpleUploadedFile(file.name or "file", file.content), at=at).pk


def _received(
    letter: Letter,
    receivers: tuple[str, ...],
    upload_ids: list[UUID],
    left_out: int,
    council_id: int,
    actor: Actor,
    at: datetime,
) -> Received:
    for key in letter.lost:
        note_told(EMAIL, key, Outcome.BOUNCED, "", at=at)
    if letter.written is Written.OWN or letter.lost:
        return NOTHING
    thread = _conversation(receivers)
    sender = thread.sender if thread else None
    address = vault.opened(sender, vault.ADDRESS) if sender else letter.sender
    beside = Beside(
        conversation_id=thread.pk if thread else None,
        other=mask_email(letter.sender)[:24] if address != letter.sender else "",
        is_by_machine=letter.written is not Written.PERSON,
        is_reply_by_machine=letter.written in (Written.REPLY, Written.REPORT),
        thread=letter.thread,
        upload_ids=tuple(upload_ids),
        files_digest=letter.files_digest,
        left_out=letter.left_out + left_out,
    )
    sent_at = letter.sent_at if letter.sent_at and letter.sent_at <= at else None
    told = Inbound(GATEWAY, letter.digest, address, letter.text, channel=MAIL, sent_at=sent_at, beside=beside)
    return receive(told, council_id=sender.council_id if sender else council_id, actor=actor, at=at)


def _conversation(receivers: tuple[str, ...]) -> Conversation | None:
    """The conversation that a signed address leads to, unless its sender was erased."""
    number = addresses.conversation_in(receivers)
    found = Conversation.objects.filter(pk=number or 0, sender__channel=MAIL).select_related("sender").first()
    return found if found and found.sender.address_index else None
