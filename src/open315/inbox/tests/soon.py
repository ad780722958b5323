"""What another process does is seen a little later: it is looked for again and again, up to a bound."""

import time
from collections.abc import Callable


def soon(what: Callable[[], bool], seconds: float = 20) -> None:
    """It becomes true within a while."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.02)
