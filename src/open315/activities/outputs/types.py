"""What is told of an activity."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """What somebody wrote for an indicator, and for a kind of things where it is told apart by kinds; "" withdraws what stands there."""

    indicator: str
    kind: str
    said: str

    @property
    def name(self) -> str:
        """The field in which it is written."""
        return name_of(self.indicator, self.kind)


def name_of(indicator: str, kind: str) -> str:
    """The name of a field: the indicator, and the kind behind a dot."""
    return f"{indicator}.{kind}" if kind else indicator


def split(name: str) -> tuple[str, str]:
    """Indicator and kind of the name of a field."""
    indicator, _dot, kind = name.partition(".")
    return indicator, kind
