"""Commands about proofs."""

from dataclasses import dataclass

MEASURE = "measure"
"""What a proof shows, where it is the measure that the activity carries out; else an indicator, or "" for nothing in particular."""


@dataclass(frozen=True, slots=True)
class ProofDraft:
    """What is said of a photo or paper: the words below it, what it proves, whether it may be published."""

    caption: str
    shows: str = ""
    is_released: bool = False
    came_as: str = ""
    """The digest of the file it came as, where that is told: of a photo that came with a folder."""
