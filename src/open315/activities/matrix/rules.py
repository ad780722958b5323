"""How far a council is with a measure: derived, never typed; pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from open315.activities.matrix.types import Signs, Standing

DEEPEST = 4
"""Links of plans lead from a county over its city to the province; no line is longer."""


def standing(signs: Signs, *, due: date | None, today: date) -> Standing:
    """Where it stands. `due` is the last day of the measure itself, where the council's own plan names none.

    Done is what was held, with proof. Late is what is not done when its last day is over, or all of whose activities are over
    and nobody said that they were held.
    """
    if signs.proven:
        return Standing.DONE
    if not signs.filed and not signs.activities:
        return Standing.NOTHING
    if is_over(signs.due or due, today) or signs.unreported == signs.activities > 0:
        return Standing.LATE
    return Standing.UNDER_WAY if signs.unproven or signs.running else Standing.PLANNED


def is_over(last: date | None, today: date) -> bool:
    """Whether a last day has passed; it counts to its end."""
    return last is not None and today > last


def roots(links: Mapping[int, int], of: Iterable[int]) -> dict[int, int]:
    """For each measure the one among `of` that it carries out, by way of others; those of the plan itself among them."""
    found = {each: each for each in of}
    for measure in links:
        at = measure
        for _step in range(DEEPEST):
            if at in found:
                found[measure] = found[at]
                break
            at = links.get(at, at)
    return found
