"""Spans of time, half-open, and what others leave of one. Pure; for rosters of stalls and of the hotline alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, half-open."""

    starts_at: datetime
    ends_at: datetime


def gaps(whole: Span, spans: Iterable[Span]) -> list[Span]:
    """What of the whole none of the spans covers, in order."""
    found: list[Span] = []
    covered_until = whole.starts_at
    for each in sorted(spans, key=lambda span: span.starts_at):
        if each.starts_at >= whole.ends_at:
            break
        if each.starts_at > covered_until:
            found.append(Span(covered_until, each.starts_at))
        covered_until = max(covered_until, each.ends_at)
    if covered_until < whole.ends_at:
        found.append(Span(covered_until, whole.ends_at))
    return found


def covers(spans: Iterable[Span], at: datetime) -> bool:
    """Whether one of them holds the moment."""
    return any(each.starts_at <= at < each.ends_at for each in spans)


def shared(one: Span, other: Span) -> Span | None:
    """What two spans have in common; None where they only touch, or do not."""
    starts_at, ends_at = max(one.starts_at, other.starts_at), min(one.ends_at, other.ends_at)
    return Span(starts_at, ends_at) if starts_at < ends_at else None
