"""What surrounds the tests: which of them can run here, that nothing is skipped unnoticed, and compiled translations.

A marker names what a test needs. Where that is missing the test is skipped with the reason; with OPEN315_TEST_STRICT=1 every skip is a failure.
"""

import gc
import importlib.util
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.test import SimpleTestCase

from open315.config.catalogues.compiling import compile_all

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = Path(os.environ.get("OPEN315_SHARED_DATA") or ROOT.parent / "shared" / "data")
_FOLDERS = {
    "tests/e2e": "browser",
    "tests/fault": "fault",
    "tests/concurrency": "concurrency",
    "tests/upgrade": "fault",
}
"""Tests in these folders carry the marker without saying so."""
_WITH_A_SITE = {"browser", "fault"}
_HANGS_AFTER = 1800
"""Seconds for a whole journey, with a site made ready for it; each single wait has a limit of its own."""


# How long an example takes says something about the machine, not about the rule.
_PATIENT = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("open315", **_PATIENT)
# Mutants are judged by few examples, always the same ones; nobody reads which is the smallest that fails.
_PHASES = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
hypothesis.settings.register_profile(
    "mutants", **_PATIENT, derandomize=True, max_examples=20, database=None, phases=_PHASES
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "open315"))


def chromium() -> str | None:
    """The browser that the journeys drive."""
    named = os.environ.get("OPEN315_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def missing(marker: str) -> str | None:
    """Why a test with this marker cannot run here, or None when it can."""
    if marker == "postgres" and not os.environ.get("OPEN315_DATABASE", "").startswith("postgres"):
        return "needs PostgreSQL: run script/test postgres"
    if marker == "redis" and not os.environ.get("OPEN315_TEST_REDIS"):
        return "needs Redis: run script/test postgres"
    if marker == "dovecot" and not os.environ.get("OPEN315_TEST_DOVECOT"):
        return "needs Dovecot (dovecot-imapd, dovecot-lmtpd): run script/test postgres"
    if marker == "kannel" and not os.environ.get("OPEN315_TEST_KANNEL"):
        return "needs Kannel (kannel, kannel-extras): run script/test postgres"
    if marker == "browser" and (chromium() is None or importlib.util.find_spec("playwright") is None):
        return "needs Chromium: run script/test browser on a machine that has it"
    if marker == "shared_data" and not SHARED_DATA.is_dir():
        return f"needs the data folder beside the project: {os.path.relpath(SHARED_DATA, ROOT)}"
    return None


def pytest_configure(config: pytest.Config) -> None:
    """Tests read Chinese pages, so the catalogues are compiled once, before the workers start."""
    if not hasattr(config, "workerinput"):
        compile_all()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, Any, Any]:
    """Nearly all that collecting makes stays to the end: looking for what does not costs a quarter of it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop() -> Generator[None, Any, Any]:
    """What collecting made is looked through no more: doing it again and again took an eighth of the tests' time."""
    if "OPEN315_LANE" not in os.environ:  # lanes of the mutation run do it when they are warm
        gc.collect()
        gc.freeze()
        gc.set_threshold(SELDOM)
    return (yield)


SELDOM = 10_000
"""Objects made before the youngest are looked through; Python's own 700 is meant for smaller programs."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark by folder, and skip what this machine cannot run, saying why."""
    for item in items:
        for name in _carried(item):
            item.add_marker(name)
            if name in _WITH_A_SITE:
                item.add_marker(pytest.mark.timeout(_HANGS_AFTER))
        for marker in item.iter_markers():
            if reason := missing(marker.name):
                item.add_marker(pytest.mark.skip(reason=reason))
    if strays := beside_what_stands(items):
        raise pytest.UsageError("standing_cast: ask for it in every test of the module, or not at all", *strays)


def _carried(item: pytest.Item) -> Iterator[str]:
    """The markers that a test carries without saying so."""
    folder = item.path.relative_to(ROOT).as_posix() if item.path.is_relative_to(ROOT) else ""
    yield from (name for prefix, name in _FOLDERS.items() if folder.startswith(prefix + "/"))
    if uses_the_database(item):
        yield "database"


def beside_what_stands(items: list[pytest.Item]) -> list[str]:
    """Tests that would find the rows of their module or not, as the order of the tests has it: they use the database and not these.

    With real transactions they would even commit them.
    """
    asked = {id(item): set(getattr(item, "fixturenames", ())) for item in items}
    modules = {item.path for item in items if "standing_cast" in asked[id(item)]}
    return [
        item.nodeid
        for item in items
        if item.path in modules
        and (_real_transactions(item) or (uses_the_database(item) and "standing_cast" not in asked[id(item)]))
    ]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Generator[None, Any, Any]:
    """In strict mode a test that was left out has failed."""
    return _strictly((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Any, Any]:
    """The same for a whole file."""
    return _strictly((yield))


_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def uses_the_database(item: pytest.Item) -> bool:
    """Whether the test may use the database at all: pytest-django lets no other test near it."""
    asked = item.get_closest_marker("django_db") is not None or not _DATABASE.isdisjoint(
        getattr(item, "fixturenames", ())
    )
    return asked or issubclass(getattr(item, "cls", None) or object, SimpleTestCase)


def _real_transactions(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and (marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences"))
    return bool(asked or {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


def _strictly(report: Any) -> Any:
    if os.environ.get("OPEN315_TEST_STRICT") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"left out, which OPEN315_TEST_STRICT forbids: {reason}"
    return report


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the project; for tests marked `shared_data`."""
    return SHARED_DATA


@pytest.fixture(scope="session")
def redis_url() -> str:
    """The private Redis; for tests marked `redis`."""
    return os.environ["OPEN315_TEST_REDIS"]
