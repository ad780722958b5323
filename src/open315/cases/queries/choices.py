"""What the questions of a verb offer: bodies, officers, parties, grounds — for this person and this case."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.cases.models import Case, Clock
from open315.cases.queries.case_file import id_of
from open315.cases.queries.letters_sent import papers
from open315.cases.queries.loads import OFFICERS, Load, in_hand
from open315.core.access import Actor
from open315.core.names import Names
from open315.core.verbs.questions import Asked
from open315.law import codelists
from open315.law.goods_words import find_goods
from open315.law.rules import packs
from open315.law.types import ClockState
from open315.org import queries as org

Pairs = list[tuple[Any, Any]]
COUNCIL = "council"
MORE_THAN_ONE = 2


def notices_to_issue(asked: Asked) -> Pairs:
    """The notices of the case that may go out on paper now."""
    return [(each.verb, each.name) for each in papers(asked.actor, asked.row)]


def grounds_of_refusal(asked: Asked) -> Pairs:
    """The grounds the case's pack names for its kind."""
    row = asked.row
    return [(each.code, each.label) for each in packs.pack(row.pack).grounds if each.suits(row.kind)]


def grounds_of_pause(_asked: Asked) -> Pairs:
    """The legal grounds on which a clock rests."""
    return list(codelists.choices("pause_grounds"))


def grounds_of_pause_at_department(asked: Asked) -> Pairs:
    """The grounds on which the clocks of the department that holds the case rest, by its own rules."""
    running = Clock.objects.filter(case=asked.row, state=ClockState.RUNNING.value).exclude(pack=asked.row.pack)
    rules = [(packs.pack(each.pack), each.key) for each in running.order_by("id")]
    return list({each.code: each.label for pack, key in rules for each in pack.pause_grounds_of(key)}.items())


def packs_of(case: Case) -> tuple[packs.Pack, ...]:
    """The packs in force on the case's day of receipt for its council, the most local first."""
    council = org.body_by_id(case.council_id)
    region = council.region_code if council else case.region_code
    return packs.choices_for(case.kind, COUNCIL, case.received_on, region)


def packs_to_choose(asked: Asked) -> Pairs:
    """The other packs that may govern the case."""
    return [(each.code, each.title) for each in packs_of(asked.row) if each.code != asked.row.pack]


def other_kinds(asked: Asked) -> Pairs:
    """The kinds of case that this one is not."""
    return [(code, label) for code, label in codelists.choices("kinds") if code != asked.row.kind]


def claims(_asked: Asked) -> Pairs:
    """What a consumer may ask for."""
    return list(codelists.choices("claims"))


def goods(asked: Asked) -> list[tuple[str, Names]]:
    """The goods and services of the statistics on the day the case came in, each to be found by its names in every language."""
    return [
        (each.code, each.names)
        for each in codelists.code_list("goods").codes.values()
        if each.holds_on(asked.row.received_on)
    ]


def likely_goods(asked: Asked) -> str:
    """What the case is classified as; where it is not, what its own words name."""
    row = asked.row
    named = row.goods or find_goods(row.goods_text) or find_goods(row.title)
    return str(named or next((code for ask in _ASKED if (code := ask(row))), ""))


_ASKED: list[Callable[[Case], str]] = []


def ask_for_goods(ask: Callable[[Case], str]) -> None:
    """Let a room above name the goods of a case whose own words name none; "" where it knows none. Called from an AppConfig."""
    if ask not in _ASKED:
        _ASKED.append(ask)


def natures(asked: Asked) -> Pairs:
    """The natures of the statistics on the day the case came in."""
    return [("", gettext_lazy("Not stated")), *codelists.choices("natures", on=asked.row.received_on)]


def results(asked: Asked) -> Pairs:
    """The results a case of this kind can have."""
    return list(codelists.choices("results", kind=asked.row.kind))


def bodies(asked: Asked) -> list[tuple[int, Names]]:
    """Whom a case can be sent to."""
    return [(each.pk, each.names) for each in org.referral_targets(asked.actor)]


def bodies_by_competence(asked: Asked) -> list[tuple[int, Names]]:
    """Whom a case can be sent to, the competent body first."""
    return sorted(bodies(asked), key=lambda pair: pair[0] != asked.row.competent_id)


def officers(actor: Actor) -> list[tuple[int, str]]:
    """Who may be given cases by `actor`, herself first, then the people of her body; each with the body, where more than one is in reach."""
    people = org.people_with_role(actor, OFFICERS)
    is_one = len({str(body) for _account, body in people}) < MORE_THAN_ONE
    named = [
        (each.pk, str(each) if is_one else _("%(who)s, %(body)s") % {"who": each, "body": body})
        for each, body in people
    ]
    return sorted(named, key=lambda pair: pair[0] != actor.account_id)


def officers_with_loads(asked: Asked) -> list[tuple[int, Any]]:
    """The same, with what each has in hand: nobody is given a twentieth case by chance."""
    people = officers(asked.actor)
    loads = in_hand(asked.actor, [key for key, _name in people])
    return [(key, _with_load(name, loads.get(key))) for key, name in people]


def _with_load(name: str, load: Load | None) -> str:
    if load is None:
        return _("%(who)s – nothing open") % {"who": name}
    if not load.late:
        return _("%(who)s – %(open)s open") % {"who": name, "open": load.open}
    return _("%(who)s – %(open)s open, %(late)s late") % {"who": name, "open": load.open, "late": load.late}


def place_of_council(asked: Asked) -> str:
    """Where the council of the case is found."""
    council = org.body_by_id(asked.row.council_id)
    return council.address if council else ""


def parties(asked: Asked) -> list[tuple[int, str]]:
    """The parties whose details are in the vault, masked."""
    case: Case = asked.row
    return [(each.pk, f"{each.masked_name} {each.masked_phone}") for each in case.parties.exclude(identity_id=None)]


def case_of_number(asked: Asked, number: str) -> int:
    """The id of the case with this number. Raises what `id_of` raises."""
    return id_of(asked.actor, number)
