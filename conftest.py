"""Fixtures every test may use: a private var folder, fast hashing, and the cast — named people in fixed relations."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
import pytest
from django.core.cache import cache
from django.utils import translation
from django.utils.module_loading import import_string

from tests.written import concerns, since_last_asked

pytest_plugins = ["tests.plumbing", "tests.made_database", "tests.any_order", "tests.read_once"]

os.environ.setdefault("OPEN315_SETTINGS", "none")  # the settings file of a real install is none of ours
# Before the settings are read: they look for their secrets in the var folder.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
_OWN_VAR = "" if "OPEN315_VAR" in os.environ else tempfile.mkdtemp(prefix="open315-test-")
if _OWN_VAR:
    os.environ["OPEN315_VAR"] = _OWN_VAR
elif _WORKER and not os.environ["OPEN315_VAR"].endswith(f"/{_WORKER}"):
    # A worker inherits the folder of its controller and takes a corner of its own; once, though tests import this file again.
    os.environ["OPEN315_VAR"] += f"/{_WORKER}"
(Path(os.environ["OPEN315_VAR"]) / "static").mkdir(parents=True, exist_ok=True)
os.environ["DJANGO_SETTINGS_MODULE"] = "open315.config.settings"
django.setup()
if not _WORKER:
    # Workers inherit this; those that find it read the settings before they are here to choose their folder.
    del os.environ["DJANGO_SETTINGS_MODULE"]


def _vouch_for_our_ring() -> None:
    """The ring of this folder is known; tests about what the database knows of a ring take one of their own."""
    from django.conf import settings

    from open315.core.crypto import keyring, ledger

    if Path(os.environ["OPEN315_VAR"]).absolute() / "secrets" / "vault-keys.json" == settings.VAULT_KEYS:
        if not keyring.is_there():
            keyring.create()
        ledger.vouch(keyring.load(fresh=True), seconds=float("inf"))


_vouch_for_our_ring()


def _without_the_disk() -> None:
    """What is written in this process is gone with it: nothing waits for a disk. (Tests that kill processes start some of their own.)"""
    from django.db import connections

    os.fsync = lambda fd: None
    options = connections["default"].settings_dict.get("OPTIONS", {})
    if "init_command" in options:
        options["init_command"] += " PRAGMA synchronous=OFF;"


_without_the_disk()


def pytest_unconfigure() -> None:
    """Nothing of a test run stays on the machine."""
    if _OWN_VAR:
        shutil.rmtree(_OWN_VAR, ignore_errors=True)


if TYPE_CHECKING:
    from open315.core.access import Actor
    from open315.org.models import Account, Organisation


_KEPT_IN_MEMORY: dict[str, tuple[str, ...]] = {
    "open315.core.ids.series.forget": (),
    "open315.core.throttle.counting.forget": (),
    "open315.core.calendar.queries.forget": (),
    "open315.core.ops.statistics.forget": (),
    "open315.core.ui.fragments.forget": (),
    "open315.org.queries.directory.forget": (),
    "open315.org.queries.places.forget_places": ("org_region", "org_regionname"),
    "open315.law.queries.packs.forget": ("cases_localoption",),
    "open315.law.queries.competence.forget": ("cases_competencerule", "org_organisation"),
}
"""What processes remember for some seconds; a test must not see what another one rolled back. It is forgotten when one of the tables
named was written to; where none is, before each test."""


def quick() -> dict[str, Any]:
    """Tests hash quickly, send mail to memory, and need no collected static files."""
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
        "STORAGES": {**settings.STORAGES, "staticfiles": plain},
        "AXES_ENABLED": False,
        "MFA_REQUIRED": False,
        # By the clock of the machine some tests would be at night.
        "QUIET_HOURS": None,
    }


def forget() -> None:
    """Nothing is remembered of what was before."""
    cache.clear()
    translation.deactivate()
    written = since_last_asked()
    for name, tables in _KEPT_IN_MEMORY.items():
        if concerns(tables, written):
            import_string(name)()
    _vouch_for_our_ring()


@pytest.fixture(autouse=True)
def _quick_settings(settings: Any) -> None:
    """Every test is quick and remembers nothing of another."""
    for name, value in quick().items():
        setattr(settings, name, value)
    forget()


@dataclass
class Cast:
    """A province, two of its cities, a department in each of two sectors, and one account a role (see `make_cast`)."""

    at: datetime
    bodies: dict[str, "Organisation"] = field(default_factory=dict)
    accounts: dict[str, "Account"] = field(default_factory=dict)

    def actor(self, who: str) -> "Actor":
        """The account named `who` as an actor on the cast's day."""
        from open315.core.clock import local_day
        from open315.org.queries import actor_for

        return actor_for(self.accounts[who], local_day(self.at))


BODIES = [
    ("province", "council", "湖北省消費者委員會", "420000", None, "", "鄂消"),
    ("wuhan", "council", "武漢市消費者協會", "420100", "province", "", "武消"),
    ("huangshi", "council", "黃石市消費者委員會", "420200", "province", "", "黃消"),
    ("market", "department", "武漢市市場監督管理局", "420100", None, "market", ""),
    ("health", "department", "武漢市衛生健康委員會", "420100", None, "health", ""),
]
PEOPLE = [
    ("clerk", "wuhan", "clerk"),
    ("officer", "wuhan", "officer"),
    ("second_officer", "wuhan", "officer"),
    ("supervisor", "wuhan", "supervisor"),
    ("huangshi_clerk", "huangshi", "clerk"),
    ("huangshi_officer", "huangshi", "officer"),
    ("market_liaison", "market", "liaison"),
    ("health_liaison", "health", "liaison"),
    ("secretariat", "province", "secretariat"),
    ("analyst", "province", "analyst"),
    ("administrator", "province", "administrator"),
    ("province_supervisor", "province", "supervisor"),
]


def make_cast(at: datetime) -> Cast:
    """Create the cast, in few statements, because nearly every test asks for it. `nobody` has an account and no grant. Every password is "correct horse 315"."""
    from django.contrib.auth.hashers import make_password

    from open315.org.models import Account, Organisation, RoleGrant

    cast = Cast(at)
    made = Organisation.objects.bulk_create(_body(each) for each in BODIES)
    cast.bodies = {each[0]: body for each, body in zip(BODIES, made, strict=True)}
    for each, body in zip(BODIES, made, strict=True):
        body.parent = cast.bodies[each[4]] if each[4] else None
        body.path = f"{body.parent.path if body.parent else '/'}{body.pk}/"
    Organisation.objects.bulk_update(made, ["parent", "path"])
    everybody = [*PEOPLE, ("nobody", "", "")]
    password = make_password("correct horse 315")
    accounts = Account.objects.bulk_create(
        Account(username=who, display_name=who, is_staff=True, password=password) for who, _, _ in everybody
    )
    cast.accounts = {account.username: account for account in accounts}
    RoleGrant.objects.bulk_create(
        RoleGrant(account=cast.accounts[who], organisation=cast.bodies[body], role=role, granted_from=date(2020, 1, 1))
        for who, body, role in PEOPLE
    )
    return cast


def _body(line: tuple[Any, ...]) -> "Organisation":
    from open315.org.models import Organisation

    _, kind, name, region, _, sector, prefix = line
    return Organisation(kind=kind, name=name, region_id=region, sector=sector, case_prefix=prefix)


CAST_AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
"""Tuesday, 10:00 in China."""


@pytest.fixture(scope="module")
def standing_cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The cast for all tests of a module, for fixtures of the module that add rows which no test would make otherwise.

    What a test changes is undone. Every test of such a module that uses the database must ask for the rows (`tests/plumbing.py`).
    """
    from tests.rows import standing

    with django_db_blocker.unblock(), standing(lambda: make_cast(CAST_AT)) as cast:
        yield cast


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    """The cast, on `CAST_AT`; a copy of the module's where that stands."""
    if "standing_cast" in request.fixturenames:
        return deepcopy(request.getfixturevalue("standing_cast"))
    return make_cast(CAST_AT)
