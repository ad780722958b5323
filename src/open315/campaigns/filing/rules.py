"""What a filed plan carries out of the plan above; pure."""

from collections.abc import Collection, Iterable

from open315.campaigns.plan.content import MEASURE, Content, served

Link = tuple[int, int, str]
"""A measure, the measure above that it carries out, its last day ("" for none)."""


def links_of(content: Content) -> list[Link]:
    """The links of a plan to plans above, in its order."""
    return [
        (int(item.key.removeprefix(MEASURE)), above[0], item.fields["last_day"])
        for item in content
        if (above := served(item)) is not None
    ]


def measures_in(content: Content) -> list[int]:
    """The rows of its measures, in its order."""
    return [int(item.key.removeprefix(MEASURE)) for item in content if item.kind == MEASURE]


def covered(links: Iterable[Link], above: Collection[int]) -> int:
    """How many measures of the plan above the links carry out; two for the same one count once."""
    return len({to for _measure, to, _day in links} & set(above))
