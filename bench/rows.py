"""A line of the result."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, the product's figure, the reference's, their ratio, and the budget."""

    what: str
    product: str
    reference: str
    ratio: str
    must: str
