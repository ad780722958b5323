"""The finished campaigns of the demo, each a folder of sheets as any council could bring one (ADR 0124): no line of code tells what was done in them.

`sheets_2010` is the campaign of the source document (`docs/source-coverage.md`): offices and bodies, no names of persons. What the source does not
say – the days of some activities, who the other leaders were and in which city – is invented, and a note in the row says so.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path

from open315.campaigns.folder.subject import FOLDER
from open315.core.access import Actor
from open315.core.clock import SHANGHAI
from open315.core.folders import Bringing, Came, RowAnswer, bring, sheets_of
from open315.core.folders.files import shipped_rows
from open315.org.demo.world import PROVINCE, World

SHEETS = {2010: (Path(__file__).parent / "sheets_2010", date(2010, 4, 15))}
"""Where the sheets of a campaign lie, and on which day they were closed."""


def play(world: World, report: Callable[[int, int], None]) -> Mapping[str, int]:
    """Bring the finished campaigns in, by the secretary of the province."""
    for done, year in enumerate(SHEETS, 1):
        bring_finished(year, world.actor_for(PROVINCE, "secretariat", 0))
        report(done, len(SHEETS))
    return {"campaigns": len(SHEETS)}


def bring_finished(year: int, actor: Actor) -> list[RowAnswer]:
    """The answers to the rows of a campaign. ValueError, with its words, for a row that is refused: these sheets are ours."""
    path, closed_on = SHEETS[year]
    sheets, at = sheets_of(FOLDER), datetime.combine(closed_on, time(12), SHANGHAI)
    answers = list(bring(sheets, shipped_rows(path, sheets), Bringing(actor, at)))
    for each in answers:
        if each.came == Came.REFUSED:
            raise ValueError(f"{path.name}, {each.sheet.name} {each.row}: {each.column} {each.words}")
    return answers
