"""What the questions of a verb offer: bodies, officers, parties, grounds — for this person and this case."""

from typing import Any

from open315.cases.models import Case
from open315.cases.queries.case_file import id_of
from open315.core.access import Actor
from open315.core.names import Names
from open315.core.verbs.questions import Asked
from open315.law import codelists
from open315.law.rules import packs
from open315.org import queries as org

Pairs = list[tuple[Any, Any]]
COUNCIL = "council"


def grounds_of_refusal(asked: Asked) -> Pairs:
    """The grounds the case's pack names for its kind."""
    row = asked.row
    return [(each.code, each.label) for each in packs.pack(row.pack).grounds if each.suits(row.kind)]


def grounds_of_pause(_asked: Asked) -> Pairs:
    """The legal grounds on which a clock rests."""
    return list(codelists.choices("pause_grounds"))


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
    """Who may be given cases by `actor`, herself first."""
    people = [(each.pk, str(each)) for each in org.accounts_with_role(actor, ("officer", "supervisor"))]
    return sorted(people, key=lambda pair: pair[0] != actor.account_id)


def parties(asked: Asked) -> list[tuple[int, str]]:
    """The parties whose details are in the vault, masked."""
    case: Case = asked.row
    return [(each.pk, f"{each.masked_name} {each.masked_phone}") for each in case.parties.exclude(identity_id=None)]


def case_of_number(asked: Asked, number: str) -> int:
    """The id of the case with this number. Raises what `id_of` raises."""
    return id_of(asked.actor, number)
