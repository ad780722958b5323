"""Reading topics."""

from collections.abc import Iterable, Mapping
from typing import Any

from open315.core.streams.models import Snapshot


def states(topics: Iterable[str]) -> Mapping[str, tuple[int, dict[str, Any]]]:
    """Version and payload of those topics that have been published."""
    found = Snapshot.objects.filter(topic__in=list(topics)).values_list("topic", "version", "payload")
    return {topic: (version, payload) for topic, version, payload in found}


def versions(topics: Iterable[str]) -> Mapping[str, int]:
    """Only the versions: what a poll asks for."""
    return dict(Snapshot.objects.filter(topic__in=list(topics)).values_list("topic", "version"))


def state(topic: str) -> tuple[int, dict[str, Any]] | None:
    """Version and payload of one topic, or None if it was never published."""
    return states([topic]).get(topic)
