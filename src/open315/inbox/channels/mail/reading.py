"""One mail, read: who wrote to whom, what, with which files, and whether a person did. Pure, and any bytes are some mail."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from enum import StrEnum

from open315.inbox.channels.mail.bounces import is_report, lost_in
from open315.inbox.channels.mail.mime import Content, Enclosed, content_of, decoded, header_of, raw_header
from open315.notify.channels.email.ids import keys_in

LONGEST, LONGEST_SUBJECT, LONGEST_THREAD = 20_000, 150, 1500
CUT = "［…］"
NOTHING = "［—］"
"""Stands for the words of a mail that has none."""
NOBODY = "unknown@invalid"
RECEIVERS = ("Delivered-To", "X-Original-To", "X-Forwarded-To", "Envelope-To", "To", "Cc")
_ID = re.compile(r"<[^<>\s]{1,250}>")


class Written(StrEnum):
    """Who wrote a mail."""

    PERSON = "person"
    MACHINE = "machine"
    """A list, a form of a site, a system: it may hold a complaint, and nobody reads what is answered by itself."""
    REPLY = "reply"
    """A machine that answers mails: out of the office, "we have received"."""
    OWN = "own"
    """It is one of ours, and came back in a circle."""
    REPORT = "report"
    """A mail server tells what became of a mail."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail as it is taken in."""

    sender: str
    receivers: tuple[str, ...]
    text: str
    """Its subject, a blank line, its words."""
    subject: str
    thread: str
    """What an answer refers to: the ids of the mails before it and its own, the last one last."""
    sent_at: datetime | None
    written: Written
    files: tuple[Enclosed, ...] = ()
    left_out: int = 0
    lost: tuple[str, ...] = ()
    """Keys of our messages that, by this report, never arrived."""
    digest: str = ""
    """By what the same mail is known that comes by two ways."""
    files_digest: str = ""


def read(raw: bytes) -> Letter:
    """A mail, of whatever bytes."""
    try:
        return _read(message_from_bytes(raw), raw)
    except Exception:
        # The standard library's parser has surprises left, and what somebody wrote must not be lost to one: a person looks at it.
        return _unreadable(raw)


def _unreadable(raw: bytes) -> Letter:
    found = re.search(rb"(?im)^from:[^\n]*?([\w.+-]{1,60}@[\w.-]{1,100})", raw[:50_000])
    sender = found[1].decode("ascii", "replace").lower() if found else NOBODY
    words = decoded(raw[:LONGEST]).replace("\0", "").strip()[:LONGEST] or NOTHING
    return Letter(sender, (), words, "", "", None, Written.MACHINE, left_out=1, digest=hashlib.sha256(raw).hexdigest())


def _read(mail: Message, raw: bytes) -> Letter:
    content = content_of(mail)
    subject = header_of(mail, "Subject")[:LONGEST_SUBJECT]
    sender, receivers = _sender(mail), _receivers(mail)
    text = _text(subject, content)
    written = _written(mail, raw)
    files = _digest(*(each.content for each in content.files))
    told = (raw_header(mail, "Message-ID"), sender, raw_header(mail, "Date"), text, files)
    return Letter(
        sender,
        receivers,
        text,
        subject,
        _thread(mail),
        _moment(raw_header(mail, "Date")),
        written,
        tuple(content.files),
        content.left_out,
        tuple(lost_in(mail, raw)) if written is Written.REPORT else (),
        _digest(*(each.encode("utf-8", "replace") for each in told)),
        files if content.files else "",
    )


def _digest(*pieces: bytes) -> str:
    whole = hashlib.sha256()
    for each in pieces:
        whole.update(hashlib.sha256(each).digest())
    return whole.hexdigest()


def _sender(mail: Message) -> str:
    """Who wrote it, as an address; of a mail that does not say so, nobody's."""
    for name in ("From", "Sender", "Return-Path"):
        address = parseaddr(_joined(raw_header(mail, name)))[1].strip().lower()
        if "@" in address and address.isascii() and len(address) <= 254:
            return address
    return NOBODY


def _receivers(mail: Message) -> tuple[str, ...]:
    values = [
        _joined(str(value)) for name in RECEIVERS for key, value in mail.raw_items() if key.lower() == name.lower()
    ]
    found = (address.strip().lower() for _name, address in getaddresses(values))
    return tuple(dict.fromkeys(each for each in found if "@" in each))[:200]


def _joined(value: str) -> str:
    return " ".join(value.split())


def _text(subject: str, content: Content) -> str:
    words = content.text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    whole = "\n\n".join(each for each in (subject, words) if each) or NOTHING
    return whole if len(whole) <= LONGEST else whole[: LONGEST - len(CUT)] + CUT


def _thread(mail: Message) -> str:
    before = _ID.findall(raw_header(mail, "References")) or _ID.findall(raw_header(mail, "In-Reply-To"))
    found = list(dict.fromkeys([*before, *_ID.findall(raw_header(mail, "Message-ID"))[:1]]))
    while len(" ".join(found)) > LONGEST_THREAD:
        del found[1 if len(found) > 2 else 0]
    return " ".join(found)


def _moment(text: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(text)
        return read if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(mail: Message, raw: bytes) -> Written:
    """Who wrote it, by what machines say of themselves (RFC 3834) and what older ones say instead."""
    if keys_in(raw_header(mail, "Message-ID")):
        return Written.OWN
    if is_report(mail, raw):
        return Written.REPORT
    automatic = raw_header(mail, "Auto-Submitted").strip().lower()
    precedence = raw_header(mail, "Precedence").strip().lower()
    replies = automatic.startswith("auto-replied") or precedence == "auto_reply"
    if replies or raw_header(mail, "X-Autoreply") or raw_header(mail, "X-Autorespond"):
        return Written.REPLY
    is_machine = (automatic and not automatic.startswith("no")) or precedence in ("bulk", "junk", "list")
    if is_machine or raw_header(mail, "List-Id") or raw_header(mail, "Return-Path").strip() == "<>":
        return Written.MACHINE
    return Written.PERSON
