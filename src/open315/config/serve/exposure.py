"""Whether others than the person at this machine may meet the site. Everybody knows the demo's passwords: such a site never gets a demo
unless somebody asked for one by name, and never serves one that was loaded before. Standard library only.
"""

from argparse import ArgumentParser
from ipaddress import ip_address
from pathlib import Path

from open315.config import environment
from open315.config.serve import stamp
from open315.config.serve.trouble import Refused

TELLTALES = ("OPEN315_HOSTS", "OPEN315_HTTPS", "OPEN315_DATABASE", "OPEN315_ORIGINS", "OPEN315_SITE_URL")
"""Who sets one of these means a real install."""


def add_demo_options(parser: ArgumentParser) -> None:
    """`--demo` and `--no-demo`; neither leaves it to `wants_demo`."""
    parser.add_argument("--demo", action="store_true", default=None, help="load the demo into an empty database")
    parser.add_argument("--no-demo", action="store_false", dest="demo", help="leave an empty database empty")


def reason(host: str = "127.0.0.1") -> str:
    """What says that this is a real install: the name of a setting, or the address it listens on; empty when nothing does."""
    for name in TELLTALES:
        if environment.text(name) not in {"", "0"}:
            return f"{name} is set"
    return "" if _is_here(host) else f"it listens on {host}"


def wants_demo(asked: bool | None, host: str = "127.0.0.1") -> bool:
    """Whether an empty database gets the demo: as `asked` (None: not said), else as OPEN315_DEMO says, else only where nobody else comes."""
    if asked is not None:
        return asked
    said = environment.text("OPEN315_DEMO")
    return environment.flag("OPEN315_DEMO") if said else not reason(host)


def refuse_known_passwords(var: Path, host: str = "127.0.0.1", *, asked: bool | None = None) -> None:
    """Refused when the demo lies in a real install and nobody asked for it by name."""
    why = reason(host)
    if (
        why
        and (stamp.has_demo(var) or stamp.is_demo_unfinished(var))
        and not (asked or environment.flag("OPEN315_DEMO"))
    ):
        raise Refused(
            f"the database of {var} holds the demo, whose passwords everybody knows, and {why}. For real work choose an empty folder "
            "in OPEN315_VAR and an empty database; to show a demo to the world set OPEN315_DEMO=1"
        )


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
