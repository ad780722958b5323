"""The register of periodic jobs: which there are, and how often each runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

Work = Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class Job:
    """A registered function, how often it runs, and how long it may take before another worker tries."""

    name: str
    every: timedelta
    lease: timedelta
    work: Work


_JOBS: dict[str, Job] = {}


def periodic(
    *, minutes: float = 0, seconds: float = 0, lease: timedelta = timedelta(minutes=15)
) -> Callable[[Work], Work]:
    """Run the decorated function every so often, with the present moment as its argument."""
    every = timedelta(minutes=minutes, seconds=seconds)
    if not every:
        raise ValueError("say how often: minutes= or seconds=")

    def add(work: Work) -> Work:
        name = f"{work.__module__}.{work.__qualname__}"
        _JOBS[name] = Job(name, every, lease, work)
        return work

    return add


def jobs() -> Mapping[str, Job]:
    """Every registered job by name."""
    return dict(_JOBS)
