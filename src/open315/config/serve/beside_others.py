"""Commands that work on the folder beside others, and those that need it for themselves: what refuses them is a sentence at the terminal."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.core.management import CommandError

from open315.config.serve import preflight
from open315.config.serve.trouble import Refused


@contextmanager
def joined(var: Path) -> Iterator[None]:
    """Beside others. CommandError while somebody works there alone."""
    try:
        file = preflight.join(var)
    except Refused as refusal:
        raise CommandError(f"{refusal}.") from refusal
    with file:
        yield


@contextmanager
def alone(var: Path) -> Iterator[None]:
    """While nothing of the site runs there and nothing of it starts. CommandError where something runs."""
    with ExitStack() as held:
        try:
            held.enter_context(preflight.alone_in(var))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        yield
