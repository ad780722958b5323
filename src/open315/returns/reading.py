"""What every view of returns asks first: is it there for this reader."""

from collections.abc import Callable
from typing import Any

from django.http import Http404

from open315.core.access import Actor
from open315.core.errors import NotFound


def found(read: Callable[[Actor, int], Any], actor: Actor, pk: int) -> Any:
    """What `read` gives; 404 for what this actor may not see."""
    try:
        return read(actor, pk)
    except NotFound as error:
        raise Http404 from error
