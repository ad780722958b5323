"""Who may open the rows behind a figure, and who may take them along."""

from open315.core.access import Actor
from open315.core.facts import RowsSpec


def may_open(listing: RowsSpec, actor: Actor) -> bool:
    """Whoever may open figures of this sort, and what this one is counted from."""
    return actor.may(listing.door) and actor.may(listing.permission)


def may_export(listing: RowsSpec, actor: Actor) -> bool:
    """Whoever may open the rows, and export what they are."""
    return may_open(listing, actor) and actor.may(listing.export)
