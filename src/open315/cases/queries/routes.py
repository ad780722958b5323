"""Where else a consumer can turn, and whoever opens that way: for the page of her case, for mails and for letters on paper (ADR 0154)."""

from dataclasses import dataclass
from datetime import date

from open315.cases.models import Case
from open315.cases.types import Kind, State
from open315.cases.wording import cited
from open315.core.names import Names
from open315.law import codelists
from open315.law.rules import packs
from open315.law.rules.doors import Door, doors_of
from open315.law.rules.packs import Ground


@dataclass(frozen=True, slots=True)
class Route:
    """Where else she can turn, in the words of the law, and whoever opens it."""

    words: str
    doors: tuple[Door, ...]


def has_routes(case: Case) -> bool:
    """Whether other ways are shown: after a refusal, where nothing came of a dispute, and while another body has it."""
    return case.state == State.DECLINED or ended_without(case) or _is_elsewhere(case)


def routes_of(case: Case, today: date) -> list[Route]:
    """The other ways of the case with the doors of today."""
    if not has_routes(case):
        return []
    return [Route(cited(each), doors_of(each.code, today)) for each in packs.pack(case.pack).routes]


def ended_without(case: Case) -> bool:
    """Whether a dispute was closed and nothing came of it."""
    is_dispute = case.kind == Kind.COMPLAINT and case.state == State.CLOSED
    return is_dispute and bool(case.pack) and case.result not in codelists.solved_results()


def _is_elsewhere(case: Case) -> bool:
    """Whether another body has a complaint now: what it does there closes none of the other ways."""
    return case.kind == Kind.COMPLAINT and case.state == State.REFERRED and bool(case.pack)


def route_line(route: Ground, today: date) -> Names:
    """A way in one line of a letter: the words of the law, its article, and who opens it with address, telephone and day of the check."""
    doors = doors_of(route.code, today)
    chinese = f"{route.words.zh_hant}（{route.article.zh_hant}）"
    english = f"{route.words.en} ({route.article.en})" if route.words.en else ""
    if not doors:
        return Names(chinese, english)
    return Names(
        f"{chinese}：{'；'.join(_chinese(each) for each in doors)}",
        f"{english}: {'; '.join(_english(each) for each in doors)}" if english else "",
    )


def _chinese(door: Door) -> str:
    ways = [door.address, f"電話{door.telephone}" if door.telephone else "", f"{door.checked_on.isoformat()}核對"]
    return f"{door.name.zh_hant}（{'，'.join(filter(None, ways))}）"


def _english(door: Door) -> str:
    telephone = f"telephone {door.telephone}" if door.telephone else ""
    ways = [door.address, telephone, f"checked on {door.checked_on.isoformat()}"]
    return f"{door.name.en or door.name.zh_hant} ({', '.join(filter(None, ways))})"
