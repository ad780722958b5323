"""What a look at a folder finds besides its rows."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Told:
    """`rows` by sheet; `strange`: tables that are no sheet of a campaign; `bodies`: names that no body has; `left`: sheets that are another role's; `untried`: rows a look did not reach."""

    rows: Mapping[str, int]
    strange: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    untried: int = 0

    def as_data(self) -> dict[str, Any]:
        """For the row of the folder."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Told":
        """What was kept; nothing of a folder that was not looked at yet."""
        several = {name: tuple(data.get(name, ())) for name in ("strange", "bodies", "left")}
        return cls(dict(data.get("rows", {})), untried=data.get("untried", 0), **several)
