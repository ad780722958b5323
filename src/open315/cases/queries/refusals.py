"""Why a case is not accepted, in words: for the staff's page of a case and for its consumer's."""

from dataclasses import dataclass

from open315.cases.models import Case
from open315.cases.wording import cited
from open315.law.rules import packs


@dataclass(frozen=True, slots=True)
class DeclinationShown:
    """Grounds with their articles, the statement behind them, the other routes of the law."""

    lines: list[str]
    statement: str
    routes: list[str]


def declination(case: Case) -> DeclinationShown:
    """Why a case is not (to be) accepted, and which other routes the law names."""
    pack = packs.pack(case.pack)
    grounds = {each.code: cited(each) for each in pack.grounds}
    return DeclinationShown(
        lines=[grounds[code] for code in case.decline_grounds if code in grounds],
        statement=case.decline_statement,
        routes=[cited(each) for each in pack.routes],
    )
