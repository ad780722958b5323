"""A timeline entry in words, in the reader's language; for staff and for the consumer."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.cases.rules.sources import source_name
from open315.cases.rules.workflow import ROOM
from open315.cases.types import State
from open315.core import verbs
from open315.core.names import Names, enumerated
from open315.core.ui.templatetags.ui import named, yuan, zh
from open315.law import codelists
from open315.law.rules import packs
from open315.notify.queries import channel_label

Data = Mapping[str, Any]

MAIL_FAILED = "mail_failed"
"""The entry about a mail that did not arrive; no verb, nobody did it."""
NOT_DELIVERED = _("Mail not delivered (%(mail_words)s): %(why_words)s")
NOT_DELIVERED_BY = _("%(channel_words)s: not delivered (%(mail_words)s): %(why_words)s")
WHY_NOT_DELIVERED = {
    "no_address": _("there is no address any more"),
    "wrong_address": _("this is not an e-mail address"),
    "refused": _("the receiver's mail server refused it"),
    "bounced": _("it came back"),
    "stopped": _("the consumer asked for no more messages by this channel"),
    "stale": _("it could not leave while it was of use"),
    "too_many": _("this address is sent no more messages in a day; the day after it was still too many"),
}
LEVELS = {"reminder": _("Reminder"), "yellow": _("Yellow card"), "red": _("Red card")}
WAYS = {"post": _("by post"), "hand": _("handed over"), "other": _("by another way")}
"""How a letter goes."""
CONTACTS = {
    "phone": _("by telephone"),
    "visit": _("in person"),
    "online": _("by a message"),
    "letter": _("in writing"),
}
"""How the trader was spoken to."""
MEETINGS = {
    "visit": _("visit to the council"),
    "mediation": _("mediation meeting"),
    "site": _("visit on the spot"),
    "phone": _("telephone call"),
}
"""What happens at an appointed time."""
COMERS = {
    "officer": pgettext_lazy("who comes", "the officer of the council"),
    "consumer": pgettext_lazy("who comes", "the consumer"),
    "trader": pgettext_lazy("who comes", "the trader"),
}
DETAILS = ("reason", "reply", "text", "note", "evidence")
"""The free text of an entry, whichever its verb has."""

FIELDS = {
    "title": _("Title"),
    "narrative": _("What happened"),
    "goods_text": _("Goods or service"),
    "trader_name": _("Trader"),
}
"""The texts of a case of which the vault may hold an original."""

TALKED = {
    "no": _("Not yet"),
    "no_answer": _("Yes, without an answer"),
    "refused": _("Yes, the trader refused"),
    "not_done": _("Yes, the trader agreed and did nothing"),
}
BEHALF = {
    "family": _("For a parent or somebody of my family"),
    "agent": _("For somebody who asked me to"),
}
ANSWERS: Mapping[str, Any] = {
    "order_no": _("Order number"),
    "bought_on": _("Bought on"),
    "occurred_on": _("Happened on"),
    "talked": _("Talked to the trader"),
    "on_behalf": _("Filed for"),
    "others": _("Others suffer the same"),
}
"""Further questions of the public form, by the name under which a case keeps the answer (`source_data`)."""
ANSWERED = {"talked": TALKED, "on_behalf": BEHALF, "others": {"yes": pgettext_lazy("answer", "Yes")}}

RATINGS: Mapping[int, Any] = {
    5: _("5 – very good"),
    4: _("4 – good"),
    3: _("3 – fair"),
    2: _("2 – poor"),
    1: _("1 – very poor"),
}
"""The five ratings, the best first."""


def answer_words(name: str, answer: str) -> Any:
    """An answer in words."""
    return ANSWERED.get(name, {}).get(answer, answer)


STATE_TONES = {
    State.REGISTERED: "info",
    State.DECLINATION_PROPOSED: "warn",
    State.DECLINED: "neutral",
    State.ACCEPTED: "info",
    State.REFERRED: "info",
    State.ANSWERED: "warn",
    State.CLOSED: "good",
    State.WITHDRAWN: "neutral",
    State.DUPLICATE: "neutral",
    State.ON_RECORD: "neutral",
}
STATE_HELP = {
    State.REGISTERED: _("The council has your case and decides whether it can accept it."),
    State.DECLINATION_PROPOSED: _("The council has your case and decides whether it can accept it."),
    State.DECLINED: _("The council cannot take this case. The grounds and your other ways are below."),
    State.ACCEPTED: _("The council has taken your case and is dealing with the trader."),
    State.REFERRED: _("Another body deals with it now; the council follows it."),
    State.ANSWERED: _("The other body has answered; the council is going through the answer."),
    State.CLOSED: _("The case is finished. The result is below."),
    State.WITHDRAWN: _("You took this case back. It is not continued."),
    State.DUPLICATE: _("The same matter was already registered; it is dealt with there."),
    State.ON_RECORD: _("The case stands in the council's records; what became of it is not known here."),
}

REPORT_CLOSED = _(
    "The matter is finished. The result of a report is told only where a law, regulation or rule says so."
)


def state_words(state: str) -> Any:
    """The name of a state."""
    return codelists.label("states", state)


def state_tone(state: str) -> str:
    """The tone of a state's badge."""
    return STATE_TONES.get(State(state), "neutral")


def field_words(field: str) -> str:
    """The name of a text field of a case."""
    return str(FIELDS.get(field, field))


CLOSED_WITHOUT_RESULT = _("Handling finished")


def entry_words(verb: str, data: Data) -> str:
    """One entry in one line."""
    if verb == MAIL_FAILED:
        return str(NOT_DELIVERED_BY if data.get("channel") else NOT_DELIVERED) % _Filled(data)
    known = verbs.find(ROOM, verb)
    return str(known.entry_words(data)) % _Filled(data) if known else verb


def entry_detail(verb: str, data: Data, *, for_consumer: bool = False) -> str:
    """The free text that belongs to an entry."""
    known = verbs.find(ROOM, verb)
    if for_consumer and known is not None and known.inward:
        return ""
    return zh("\n".join(str(data[name]) for name in DETAILS if data.get(name)))


def letter_name(event: str) -> Any:
    """What the letter that tells of this event is called; "" where none does."""
    letters = (each.letter for each in verbs.of_room(ROOM) if each.event == event)
    return next((each.name for each in letters if each), "")


def cited(ground: packs.Ground) -> str:
    """The words of a ground or of a further route, with its article in brackets."""
    return str(_("%(words)s (%(article)s)") % {"words": ground.words, "article": ground.article})


TO_TRADER = _("letter to the trader")
SUPPLEMENT = _("request for what is missing")


def paper_name(verb: str) -> Any:
    """What the notice of a verb is called on paper; "" stands for the letter to the trader."""
    if not verb:
        return TO_TRADER
    return SUPPLEMENT if verb == "write_to_consumer" else letter_name(verbs.named(ROOM, verb).event)


def _to_name(data: Data) -> Names:
    kept = Names.from_data(data.get("to_name"))
    # Entries that were written before ADR 0017 hold the English name of a body apart.
    return Names(kept.zh_hant, str(data["to_name_en"])) if data.get("to_name_en") else kept


def _pack_name(code: str) -> Any:
    found = packs.all_packs().get(code)
    return found.title if found else code


class _Filled(dict[str, Any]):
    """The data of an entry with its codes in words; what an old entry lacks is empty, not an error."""

    def __init__(self, data: Data) -> None:
        super().__init__(data)
        self["told_names"] = enumerated([named(each) for each in data.get("told_names", ())])
        self["to_name"] = _to_name(data)
        self["result_words"] = codelists.label("results", str(data.get("result", "")))
        self["pack_words"] = _pack_name(str(data.get("pack", "")))
        self["kind_words"] = codelists.label("kinds", str(data.get("kind", "")))
        self["goods_words"] = codelists.label("goods", str(data.get("goods", "")))
        self["nature_words"] = codelists.label("natures", str(data.get("nature", "")))
        self["ground_words"] = codelists.label("pause_grounds", str(data.get("ground", "")))
        self["source_words"] = source_name(str(data.get("source", "")))
        self["recovered_words"] = yuan(data.get("recovered"))
        self["mail_words"] = letter_name(str(data.get("mail", "")))
        self["channel_words"] = channel_label(str(data.get("channel", "")))
        self["why_words"] = WHY_NOT_DELIVERED.get(str(data.get("why", "")), "")
        way = str(data.get("way", ""))
        self["way_words"] = WAYS.get(way) or CONTACTS.get(way, "")
        self["meeting_words"] = MEETINGS.get(str(data.get("meeting", "")), "")
        self["letter_words"] = paper_name(str(data.get("letter", "")))
        self["level_words"] = LEVELS.get(str(data.get("level", "")), "")

    def __missing__(self, key: str) -> str:
        return ""
