"""Whom a change of an activity concerns: its council, its hosts, the partners that may come, and the councils of the place.

A body with accounts here is told in the console; of one without, the page says that somebody has to call. People who took part are offices without
accounts (ADR 0118), and take part only once it has begun; of guests the room of guests says how many it tells (`add_told`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from open315.activities.models import Activity, Host
from open315.activities.partners.drawing import name_words
from open315.activities.types import PartnerState
from open315.core.names import enumerated
from open315.core.pages.cells import text
from open315.core.ui.templatetags.ui import named
from open315.org import queries as org

EXPECTED = (PartnerState.INVITED.value, PartnerState.PROMISED.value)
PERMISSIONS = ("activities:read", "campaigns:confirm")
"""Who is told in a body: in a council those who read activities, in a department or partner those who answer a council."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """A body, and its people who are told here; none where it has no account."""

    name: str
    body_id: int | None
    account_ids: tuple[int, ...] = ()


def concerned(activity: Activity) -> list[Concerned]:
    """Each body once, the council first."""
    found: dict[Any, Concerned] = {}
    for each in _bodies(activity):
        found.setdefault(each.body_id or each.name, each)
    accounts = org.account_ids_by_body(PERMISSIONS, [each.body_id for each in found.values() if each.body_id])
    return [Concerned(each.name, each.body_id, tuple(accounts.get(each.body_id or 0, ()))) for each in found.values()]


def told_words(activity: Activity) -> str:
    """Who is told at once and how many people that are, and who has to be told otherwise, in sentences; with what rooms above know."""
    bodies = concerned(activity)
    told = [each.name for each in bodies if each.account_ids]
    n = len({account for each in bodies for account in each.account_ids})
    at_once = ngettext(
        "Told here at once: %(bodies)s (%(n)s person).", "Told here at once: %(bodies)s (%(n)s people).", n
    )
    others = [each.name for each in bodies if not each.account_ids]
    return joined_sentences(
        at_once % {"bodies": enumerated(told), "n": n} if told else "",
        _("Without an account here, to be told by you: %(bodies)s.") % {"bodies": enumerated(others)} if others else "",
        *(sentence for more in _MORE for sentence in more(activity)),
    )


_MORE: list[Callable[[Activity], Iterator[str]]] = []


def add_told(sentences: Callable[[Activity], Iterator[str]]) -> None:
    """Let a room above say whom else it tells of a change of an activity. Called from an AppConfig."""
    _MORE.append(sentences)


def joined_sentences(*sentences: Any) -> str:
    """Sentences behind one another, with a blank where the language has one."""
    blank = "" if (get_language() or "").startswith("zh") else " "
    return blank.join(str(each) for each in sentences if each)


def may_open(body_id: int, activity: Activity) -> bool:
    """Whether those of the body can open its page: its own council, and those above."""
    body = org.body_by_id(body_id)
    return body is not None and activity.council_id in org.subtree_ids(body)


def host_words(host: Host) -> Any:
    """A host in the reader's language, where it is a body of ours."""
    return named(host.organisation) if host.organisation else text(host.name)


def _bodies(activity: Activity) -> Iterator[Concerned]:
    yield Concerned(str(named(activity.council)), activity.council_id)
    for host in activity.hosts.select_related("organisation"):
        yield Concerned(str(host_words(host)), host.organisation_id)
    for partner in activity.partners.filter(state__in=EXPECTED).select_related("organisation").order_by("pk"):
        yield Concerned(str(name_words(partner)), partner.organisation_id)
    code = activity.region_id
    for body in org.councils():
        if body.region_code in (code, f"{code[:4]}00"):
            yield Concerned(str(named(body.names)), body.id)
