"""Handing a short message to the gateway of the settings: Kannel's sendsms, or a service that takes plain JSON.

Numbers, words and passwords go in headers and body, never in the address: addresses stand in logs.
"""

import base64
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.urls import reverse

from open315.core.text import telephones
from open315.notify.channel import NotNow, Outgoing, Refused
from open315.notify.channels.sms.segments import UCS2, segments_of
from open315.notify.types import Failure
from open315.notify.wording import text_words

KANNEL, JSON = "kannel", "json"
WAYS = (KANNEL, JSON)
MOST_BYTES = 64 * 1024
"""An answer is a line; more is read by nobody."""
DLR_MASK = "19"
Request = tuple[bytes, dict[str, str]]


def is_on() -> bool:
    """Whether the settings name a gateway."""
    return bool(settings.SMS_SEND)


def send(outgoing: Outgoing) -> str:
    """Hand it over; the key under which the gateway tells later what became of it."""
    number = number_of(outgoing.address)
    text = text_words(outgoing.template, outgoing.data, outgoing.language)
    if not text:
        raise Refused(Failure.REFUSED, "there are no words to be sent")
    body, headers = _WRITTEN[settings.SMS_WAY](number, text, outgoing.key)
    status, said = _posted(body, headers, outgoing.seconds)
    return _ANSWERED[settings.SMS_WAY](status, said, outgoing.key)


def parts(outgoing: Outgoing) -> int:
    """How many short messages it is paid as."""
    return segments_of(text_words(outgoing.template, outgoing.data, outgoing.language)).parts


def price() -> Decimal | None:
    """What one of them costs today."""
    return settings.SMS_PRICE


def number_of(address: str) -> str:
    """The first number that a telephone column holds, as a gateway takes it. Refused for what is none."""
    found = telephones.numbers(address)
    if not found:
        raise Refused(Failure.WRONG_ADDRESS, Failure.WRONG_ADDRESS.value)
    return found[0]


def _for_kannel(number: str, text: str, key: str) -> Request:
    found = segments_of(text)
    headers = {
        "Content-Type": "text/plain; charset=UTF-8",
        "X-Kannel-Username": settings.SMS_USER,
        "X-Kannel-Password": settings.SMS_PASSWORD,
        "X-Kannel-To": number,
        "X-Kannel-Coding": "2" if found.alphabet == UCS2 else "0",
        "X-Kannel-DLR-Mask": DLR_MASK,
        "X-Kannel-DLR-Url": _report_address(key),
    }
    if settings.SMS_SENDER:
        headers["X-Kannel-From"] = settings.SMS_SENDER
    return text.encode(), headers


def _report_address(key: str) -> str:
    """Where Kannel tells what became of it; the secret stands before the host, where it becomes a header."""
    to = urlsplit(settings.SMS_REPORTS or settings.SITE_URL)
    sign_in = f"kannel:{quote(settings.SMS_KANNEL_SECRET, safe='')}@"
    return f"{to.scheme}://{sign_in}{to.netloc}{reverse('sms:kannel_report')}?{urlencode({'key': key})}&status=%d"


def _for_json(number: str, text: str, key: str) -> Request:
    told = {"id": key, "to": number, "from": settings.SMS_SENDER, "text": text, "parts": segments_of(text).parts}
    signed = base64.b64encode(f"{settings.SMS_USER}:{settings.SMS_PASSWORD}".encode()).decode()
    return json.dumps(told).encode(), {"Content-Type": "application/json", "Authorization": f"Basic {signed}"}


def _posted(body: bytes, headers: Mapping[str, str], seconds: float) -> tuple[int, str]:
    to = urlsplit(settings.SMS_SEND)
    kind = HTTPSConnection if to.scheme == "https" else HTTPConnection
    connection = kind(to.hostname or "", to.port, timeout=seconds)
    try:
        connection.request("POST", to.path or "/", body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read(MOST_BYTES).decode(errors="replace").strip()
    except (OSError, HTTPException) as problem:
        raise NotNow(type(problem).__name__, f"{type(problem).__name__}: {problem}") from None
    finally:
        connection.close()


def _kannel_answered(status: int, said: str, key: str) -> str:
    """Kannel answers 202 when it has taken or queued a message, 4xx with a word for what it will never take (but for who we are)."""
    if status == 202:
        return key
    if status in {400, 404, 406} and "authorization" not in said.lower():
        raise Refused(Failure.REFUSED, f"{status} {said[:80]}")
    raise NotNow(f"HTTP {status}", f"{status} {said[:80]}")


def _json_answered(status: int, said: str, key: str) -> str:
    if 200 <= status < 300:
        return key
    if status in {400, 404, 422}:
        raise Refused(Failure.REFUSED, f"{status} {said[:80]}")
    raise NotNow(f"HTTP {status}", f"{status} {said[:80]}")


_WRITTEN: dict[str, Callable[[str, str, str], Request]] = {KANNEL: _for_kannel, JSON: _for_json}
_ANSWERED: dict[str, Callable[[int, str, str], str]] = {KANNEL: _kannel_answered, JSON: _json_answered}
