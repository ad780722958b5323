"""What messages say. Rooms declare their templates here by name; a message keeps the name and the data, never the sentence.

So a message is read in the language its reader has now, and a mail is written in the language its receiver wrote in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from open315.core.names import Names
from open315.notify.types import CAREFUL, Manner

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Notice:
    """An in-app message: one sentence with named places, and its tone."""

    words: Any
    tone: str = "info"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail: its subject with named places; `body` is the path of two templates, `<body>.txt` and `<body>.html`."""

    subject: Any
    body: str
    made: Callable[[Data], tuple[Data, Mapping[str, str]]] | None = None
    """What else fills it, kept sealed elsewhere, and its own headers: made when it is sent."""


@dataclass(frozen=True, slots=True)
class Text:
    """A short message: a sentence with named places; or what makes the words of its data, where they are kept sealed elsewhere."""

    words: Any = ""
    made: Callable[[Data], str] | None = None
    manner: Manner = CAREFUL


@dataclass(frozen=True, slots=True)
class WrittenMail:
    """A mail in one language, ready to be sent."""

    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)
    """Its own, which come before those of the channel; one that is empty takes the channel's away."""


_NOTICES: dict[str, Notice] = {}
_MAILS: dict[str, Mail] = {}
_TEXTS: dict[str, Text] = {}


def declare_notices(notices: Mapping[str, Notice]) -> None:
    """Declare in-app messages by name."""
    _NOTICES.update(notices)


def declare_mails(mails: Mapping[str, Mail]) -> None:
    """Declare mails by name."""
    _MAILS.update(mails)


def declare_texts(texts: Mapping[str, Text]) -> None:
    """Declare short messages by name."""
    _TEXTS.update(texts)


def known_texts() -> Mapping[str, Text]:
    """Every declared short message."""
    return dict(_TEXTS)


def known_mails() -> Mapping[str, Mail]:
    """Every declared mail."""
    return dict(_MAILS)


def known_notices() -> Mapping[str, Notice]:
    """Every declared in-app message."""
    return dict(_NOTICES)


def check_notice(name: str) -> None:
    """LookupError when nobody declared this in-app message."""
    if name not in _NOTICES:
        raise LookupError(f"no in-app message {name!r} was declared")


def check_mail(name: str) -> None:
    """LookupError when nobody declared this mail."""
    if name not in _MAILS:
        raise LookupError(f"no mail {name!r} was declared")


def check_text(name: str) -> None:
    """LookupError when nobody declared this short message."""
    if name not in _TEXTS:
        raise LookupError(f"no short message {name!r} was declared")


def text_manner(name: str) -> Manner:
    """When the short message may leave. Of a name that is no longer declared, the careful thing."""
    text = _TEXTS.get(name)
    return text.manner if text else CAREFUL


def text_words(name: str, data: Data, language: str) -> str:
    """The short message `name` in `language` ("" for the install's own)."""
    text = _TEXTS[name]
    if text.made is not None:
        return text.made(data)
    with translation.override(language or translation.get_language()):
        return " ".join((str(text.words) % _filled(data)).split())


def said_of(name: str, data: Data) -> str:
    """What a message to somebody outside is about, in the reader's language, without what was sealed; its own name when nobody declares it."""
    text, mail = _TEXTS.get(name), _MAILS.get(name)
    subject = text.words if text and text.words else mail.subject if mail else name
    return " ".join((str(subject) % _filled(data)).split()) or str(_("An answer"))


def notice_words(name: str, data: Data) -> str:
    """An in-app message in the reader's language. A name that is no longer declared is shown as it is."""
    notice = _NOTICES.get(name)
    return str(notice.words) % _filled(data) if notice else name


def notice_tone(name: str) -> str:
    """The tone of an in-app message."""
    notice = _NOTICES.get(name)
    return notice.tone if notice else "info"


def written(name: str, data: Data, language: str) -> WrittenMail:
    """The mail `name` in `language` ("" for the install's own)."""
    mail = _MAILS[name]
    with translation.override(language or translation.get_language()):
        more, headers = mail.made(data) if mail.made else ({}, {})
        filled = _filled({**data, **more})
        return WrittenMail(
            subject=" ".join((str(mail.subject) % filled).split()),
            text=render_to_string(f"{mail.body}.txt", filled),
            html=render_to_string(f"{mail.body}.html", filled),
            headers=headers,
        )


class _Filled(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def _filled(data: Data) -> _Filled:
    """Names become words in the reader's language; what an old message lacks is empty."""
    return _Filled({key: _name(value) for key, value in data.items()})


def _name(value: Any) -> Any:
    if Names.is_data(value):
        return Names.from_data(value)
    if isinstance(value, list):
        return [_name(each) for each in value]
    return value
