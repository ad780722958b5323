"""The signed thread through the pages of one submission: its key (one case, however often it is sent) and its files."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.cases.queries import registered_under, was_received_since
from open315.core import clock, throttle
from open315.core.errors import InvalidInput, Open315Error
from open315.core.ids.idempotency import is_about_a_key

SALT = "open315.intake.web"
KEPT_FOR = timedelta(days=2)
RECEIPT_SALT = "open315.intake.receipt"
RECEIPT_SHOWN_FOR = timedelta(hours=1)
PUT_AWAY_FOR = KEPT_FOR
"""As long as a form can still lead to an address of its receipt."""
OF, FAULTY = "of", "faulty"
"""In the address of a page of the form: which submission it belongs to, and that what is wrong with it is to be said."""
OF_SALT = "open315.intake.of"
TOO_OLD = _("This form is too old to be sent. Your entries are still here: please send it again.")
NUMBER = "number"
"""In the address of the page that asks for the code: of which case. It is only read back, and opens nothing."""
AGAIN = "again"
"""In the address of a receipt that somebody sees because the form was sent before."""


@dataclass(frozen=True, slots=True)
class Submission:
    """`key` makes the registration idempotent; `uploads` are files received on an earlier page of the same form."""

    key: str
    uploads: tuple[UUID, ...] = ()

    @classmethod
    def begin(cls) -> "Submission":
        """A fresh submission."""
        return cls(secrets.token_urlsafe(18))

    @classmethod
    def read(cls, token: str) -> "Submission":
        """The submission a hidden field carries. InvalidInput when it was altered or is older than two days."""
        try:
            key, uploads = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
        except signing.BadSignature:
            raise InvalidInput(TOO_OLD) from None
        return cls(key, tuple(UUID(each) for each in uploads))

    @classmethod
    def named(cls, of: str, reader: str) -> "Submission":
        """The submission that an address names to the reader of its draft.

        InvalidInput for anybody else: an address that is handed on, or stands in a history or a log, opens nobody's receipt, and whoever
        follows it sends nothing under a key that somebody else knows.
        """
        if not reader:
            raise InvalidInput(TOO_OLD)
        try:
            return cls(signing.loads(of, salt=_for(reader), max_age=KEPT_FOR))
        except signing.BadSignature:
            raise InvalidInput(TOO_OLD) from None

    def with_uploads(self, uploads: Iterable[UUID]) -> "Submission":
        """The same submission carrying these files."""
        return Submission(self.key, tuple(uploads))

    def address(self, page: str, reader: str, *, is_faulty: bool = False) -> str:
        """Where this submission goes on for the reader of its draft. The files are not named there: the draft knows them."""
        faulty = {FAULTY: "1"} if is_faulty else {}
        return f"{reverse(page)}?{urlencode({OF: signing.dumps(self.key, salt=_for(reader)), **faulty})}"

    def token(self) -> str:
        """The signed form of this submission for a hidden field."""
        return signing.dumps([self.key, [str(each) for each in self.uploads]], salt=SALT, compress=True)


def _for(reader: str) -> str:
    """What signs an address for one reader: his account, or the token that only his browser holds."""
    return f"{OF_SALT}\0{reader}"


def done_before(error: Open315Error, key: str, page: str, reader: str = "") -> str | None:
    """Where somebody is led who sent a form again after it did its work: the receipt `page` of what was registered under `key`.

    None for any other error. What was changed in the form since was not sent, and the page says so.
    """
    case_id = registered_under(key) if is_about_a_key(error) else None
    return None if case_id is None else f"{reverse(page, args=[receipt_token(case_id, reader)])}?{AGAIN}=1"


def receipt_of_what_was_sent(submission: Submission, reader: str) -> str | None:
    """The address of the receipt of what was registered by this submission, for as long as a receipt is shown; None where nothing was.

    For who comes back to a page of the form after it did its work: by the browser's button, or because the answer got lost.
    """
    case_id = registered_under(f"web:{submission.key}")
    if case_id is None or not was_received_since(case_id, clock.now() - RECEIPT_SHOWN_FOR):
        return None
    return reverse("intake:receipt", args=[receipt_token(case_id, reader)])


def receipt_token(case_id: int, reader: str = "") -> str:
    """A short-lived address of the receipt: it shows the query code, so it must not live in a history for long.

    With a `reader` (of the draft) it opens the receipt to him alone; without, to whoever has it: for the desk, and for a browser
    that keeps no cookies, which nothing tells from another.
    """
    return signing.dumps(case_id, salt=_receipt_for(reader))


def read_receipt(token: str, reader: str = "") -> int | None:
    """The case of a receipt address of this reader, or None when it is another's, forged, or its hour is over."""
    try:
        return int(signing.loads(token, salt=_receipt_for(reader), max_age=RECEIPT_SHOWN_FOR))
    except signing.BadSignature:
        return None


def _receipt_for(reader: str) -> str:
    return f"{RECEIPT_SALT}\0{reader}" if reader else RECEIPT_SALT


@dataclass(frozen=True, slots=True)
class OwnReceipt:
    """The case of a receipt on the portal. `is_own`: the browser that filed it asks; otherwise the address is all that is known."""

    case_id: int
    is_own: bool


def read_consumers_receipt(token: str, reader: str) -> OwnReceipt | None:
    """The same on the portal, where it is over as well once its consumer has left the case."""
    own = read_receipt(token, reader) if reader else None
    case_id = own or read_receipt(token)
    if case_id is None or throttle.was_used(_put_away(case_id), within=PUT_AWAY_FOR, at=clock.now()):
        return None
    return OwnReceipt(case_id, own is not None)


def put_receipts_away(case_id: int) -> None:
    """Show no receipt of this case on the portal any more: its consumer leaves a computer in whose history the address stands."""
    throttle.once(_put_away(case_id), within=PUT_AWAY_FOR, at=clock.now())


def _put_away(case_id: int) -> str:
    return f"receipt-put-away:{case_id}"
