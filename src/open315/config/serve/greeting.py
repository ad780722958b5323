"""What the terminal shows once the site answers."""

from collections.abc import Iterator

from django.conf import settings


def lines(address: str) -> Iterator[str]:
    """The address, the demo's log-ins if it is loaded, and how to stop."""
    yield ""
    yield f"Open315 is ready: {address}"
    yield f"  portal   {address}"
    yield f"  console  {address}console/"
    if settings.DEMO:
        yield from _demo_log_ins()
    yield "Ctrl-C stops it."


def _demo_log_ins() -> Iterator[str]:
    file = settings.VAR / "demo-log-ins.txt"
    if file.exists():
        yield from file.read_text(encoding="utf-8").splitlines()
