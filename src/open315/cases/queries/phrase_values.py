"""What a case puts into a phrase: its number, its trader, its days and amounts, in the words of an office."""

from datetime import date

from open315.cases.models import Case
from open315.core import clock
from open315.core.clock import local_day
from open315.law import codelists
from open315.phrases.offering import body_values, day_words
from open315.phrases.types import Place


def phrase_values(case: Case) -> dict[str, str]:
    """Everything that a phrase may ask of the case; "" for what it does not know."""
    return {
        **body_values(case.council_id, clock.today()),
        Place.NUMBER: case.number,
        Place.TRADER: case.trader_name,
        Place.GOODS: case.goods_text or _goods(case),
        Place.AMOUNT: _yuan(case.amount_cents),
        Place.RECOVERED: _yuan(case.recovered_cents),
        Place.RECEIVED: day_words(case.received_on),
        Place.ACCEPTED: day_words(_day(case)),
        Place.DUE: day_words(case.next_due_on),
    }


def _goods(case: Case) -> str:
    return codelists.label("goods", case.goods).zh_hant if case.goods else ""


def _day(case: Case) -> date | None:
    return local_day(case.accepted_at) if case.accepted_at else None


def _yuan(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100:,}.{cents % 100:02}元"
