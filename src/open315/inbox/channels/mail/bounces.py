"""What mail servers say of mails that did not arrive (RFC 3464), also days later, and also those that say it in words of their own. Pure."""

from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parseaddr

from open315.inbox.channels.mail.mime import decoded, parts_of, raw_header
from open315.notify.channels.email.ids import keys_in

MACHINES = frozenset({"mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon"})
FAILED = "failed"


def is_report(mail: Message, raw: bytes) -> bool:
    """Whether a mail server wrote it about a mail: as the standard says, or under the name by which such servers write and with an id of ours."""
    if (
        mail.get_content_type() == "multipart/report"
        and str(mail.get_param("report-type")).lower() == "delivery-status"
    ):
        return True
    local = parseaddr(raw_header(mail, "From"))[1].partition("@")[0].lower()
    replies = raw_header(mail, "Auto-Submitted").lower().startswith("auto-replied")
    return local in MACHINES and not replies and bool(keys_in(decoded(raw)))


def lost_in(mail: Message, raw: bytes) -> list[str]:
    """The keys of our messages that, by this report, never arrived. A report of a delay, or of an arrival, names none."""
    said = [each for each in _actions(mail) if each]
    if said and FAILED not in said:
        return []
    return keys_in(_about(mail)) or keys_in(decoded(raw))


def _actions(mail: Message) -> list[str]:
    """What the report says happened, a word for each receiver; of a server that does not follow the standard, nothing."""
    found = []
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            found += [raw_header(each, "Action").strip().lower() for each in parts_of(part) or []]
    return found


def _about(mail: Message) -> str:
    """The Message-ID of the mail that the report is about."""
    for part in mail.walk():
        kind, inner = part.get_content_type(), parts_of(part)
        if kind == "message/rfc822" and inner:
            return raw_header(inner[0], "Message-ID")
        if kind in ("text/rfc822-headers", "message/global-headers"):
            content = part.get_payload(decode=True)
            return raw_header(
                BytesHeaderParser().parsebytes(content if isinstance(content, bytes) else b""), "Message-ID"
            )
    return ""
