"""The log-ins of the demo that are worth trying, for the sign-in page and the terminal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from open315.core.names import Names
from open315.org.roles import role_names

PASSWORD = "open315-demo"  # noqa: S105  (a demo's, printed at start)


@dataclass(frozen=True, slots=True)
class Login:
    """One log-in: who it is, in which role, for which body."""

    username: str
    role: Any
    body: Names
    password: str = PASSWORD


@dataclass(frozen=True, slots=True)
class DemoLogins:
    """What the sign-in page shows."""

    password: str
    accounts: Sequence[Login]


_WUHAN = Names("武漢市消費者協會", "Wuhan Consumer Council")
_PROVINCE = Names("湖北省消費者委員會", "Hubei Consumer Council")
_SHOWN: Sequence[tuple[str, str, Names]] = (
    ("wuhan.clerk", "clerk", _WUHAN),
    ("wuhan.officer", "officer", _WUHAN),
    ("wuhan.supervisor", "supervisor", _WUHAN),
    ("wuhan.market", "liaison", Names("武漢市市場監督管理局", "Wuhan Administration for Market Regulation")),
    ("huangshi.officer", "officer", Names("黃石市消費者委員會", "Huangshi Consumer Council")),
    ("hubei.secretariat", "secretariat", _PROVINCE),
    ("hubei.analyst", "analyst", _PROVINCE),
    ("hubei.supervisor", "supervisor", _PROVINCE),
    ("hubei.admin", "administrator", _PROVINCE),
)


def logins() -> list[Login]:
    """One log-in for each role, by the way a case takes."""
    return [Login(username, role_names()[role], body) for username, role, body in _SHOWN]


def demo_logins(_actor: Any = None) -> DemoLogins:
    """The same as the sign-in page wants it."""
    return DemoLogins(PASSWORD, logins())
