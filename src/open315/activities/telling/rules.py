"""Under which heading an activity stands, and which are told one by one. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from open315.activities.telling.types import TOLD, Choice, Considered, Group, Judged, Rule, Why
from open315.activities.types import Kind

NOTHING = Choice()
LETTERS = "letters"
"""The indicator of open letters: what puts one out is told under their heading."""
BY_KIND: Mapping[str, Group] = {
    Kind.MEETING: Group.MEETINGS,
    Kind.PRESS: Group.MEDIA,
    Kind.SEMINAR: Group.SEMINARS,
    Kind.CONTEST: Group.CONTEST,
    Kind.BROADCAST: Group.BROADCAST,
    Kind.CONSULTATION: Group.SERVICE,
    Kind.STALL: Group.SERVICE,
    Kind.LECTURE: Group.LESSONS,
    Kind.EXHIBITION: Group.LESSONS,
    Kind.SHOW: Group.LESSONS,
    Kind.VISIT: Group.MARKET,
    Kind.DESTRUCTION: Group.MARKET,
    Kind.SURVEY: Group.MARKET,
    Kind.OTHER: Group.OTHER,
}
MOST_LEADERS, MOST_LARGEST, MOST_TOLD = 9999, 20, 60


def group_of(each: Considered) -> Group:
    """The heading of an activity by its form; a series over several days and what media carry is work of the media, a letter is a letter."""
    group = BY_KIND[each.kind]
    if group in (Group.OTHER, Group.MEDIA) and LETTERS in each.indicators:
        return Group.LETTERS
    if group == Group.BROADCAST and each.last > each.first:
        return Group.MEDIA
    return Group.MEDIA if group == Group.OTHER and each.has_media else group


def judged(found: Sequence[Considered], rule: Rule, choices: Mapping[int, Choice]) -> list[Judged]:
    """Every activity with its heading and why it is told or not: by heading, those told in their order before the others in the order of their days."""
    groups = {each.pk: _group(each, choices) for each in found}
    largest = _largest(found, rule, groups)
    reasons = {each.pk: _why(each, rule, choices.get(each.pk, NOTHING), largest) for each in found}
    reasons.update((pk, Why.CROWDED) for pk in _crowded(found, rule, groups, reasons))
    rows = [Judged(each, groups[each.pk], reasons[each.pk]) for each in found]
    return sorted(rows, key=lambda row: _place(row, choices.get(row.considered.pk, NOTHING)))


def _group(each: Considered, choices: Mapping[int, Choice]) -> Group:
    chosen = choices.get(each.pk, NOTHING).group
    return Group(chosen) if chosen else group_of(each)


def _why(each: Considered, rule: Rule, choice: Choice, largest: Collection[int]) -> Why:
    if choice.is_told is not None:
        return Why.TAKEN_IN if choice.is_told else Why.LEFT_OUT
    if each.is_own:
        return Why.OWN if rule.tells_own else Why.SMALL
    if rule.leaders_from and each.leaders >= rule.leaders_from:
        return Why.LEADERS
    return Why.LARGEST if each.pk in largest else Why.SMALL


def _largest(found: Iterable[Considered], rule: Rule, groups: Mapping[int, Group]) -> set[int]:
    """Of the others, those with one of the largest values of an indicator under their heading; equal values stand and fall together."""
    values: dict[tuple[Group, str], list[tuple[int, int]]] = {}
    for each in found:
        for code, quantity in () if each.is_own else each.values:
            values.setdefault((groups[each.pk], code), []).append((int(quantity.value * 100), each.pk))
    return {pk for told in values.values() for pk in _first(told, rule.largest)}


def _first(told: Sequence[tuple[int, int]], number: int) -> Iterator[int]:
    """Those whose value fewer than `number` others exceed; none of a heap of equals that is larger than that."""
    for value, pk in told:
        if value and sum(other >= value for other, _pk in told) <= number:
            yield pk


def _crowded(
    found: Iterable[Considered], rule: Rule, groups: Mapping[int, Group], reasons: Mapping[int, Why]
) -> Iterator[int]:
    """Those of others that the rule chose and for which there is no room under their heading."""
    chosen = [each for each in found if reasons[each.pk] in (Why.LEADERS, Why.LARGEST)]
    taken: Counter[Group] = Counter()
    for each in sorted(chosen, key=lambda each: (-each.leaders, -len(each.values), each.first, each.pk)):
        taken[groups[each.pk]] += 1
        if taken[groups[each.pk]] > rule.most:
            yield each.pk


def _place(row: Judged, choice: Choice) -> tuple[object, ...]:
    """Heading; told before not told; where the secretary put it, then one's own, then by day."""
    each = row.considered
    given = choice.place is None
    return (
        list(Group).index(row.group), row.why not in TOLD, given, choice.place or 0, not each.is_own, each.first, each.pk,
    )  # fmt: skip


def moved(told: Sequence[int], pk: int, by: int) -> list[int]:
    """The numbers in their order with one of them a place up (-1) or down (1); at an end it stays."""
    at = told.index(pk)
    to = min(max(at + by, 0), len(told) - 1)
    rest = [each for each in told if each != pk]
    return [*rest[:to], pk, *rest[to:]]


def faults(rule: Rule) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a rule."""
    for field, value, most in (
        ("leaders_from", rule.leaders_from, MOST_LEADERS),
        ("largest", rule.largest, MOST_LARGEST),
        ("most", rule.most, MOST_TOLD),
    ):
        if not 0 <= value <= most:
            yield field, f"{field}_out_of_range"
