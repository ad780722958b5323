"""One database: prepare, measure, print a table. Called by `python -m bench` in a process of its own."""

import os
import sys
from collections.abc import Iterator
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "open315.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from bench import campaigning, importing, living, looking, measuring, soaking, summing  # noqa: E402
from bench.references import tables  # noqa: E402
from bench.rows import Row, print_table  # noqa: E402
from open315.core import clock  # noqa: E402
from open315.org.models import Account, Organisation, RoleGrant  # noqa: E402

FULL = frozenset({"intake-full", "pages", "summary", "search"})
"""Parts that are measured at several sizes."""
TITLES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def prepare() -> None:
    """Tables, a province of a dozen councils, and the person who looks at pages."""
    call_command("migrate", verbosity=0)
    settings.ALLOWED_HOSTS.append("testserver")
    settings.MFA_REQUIRED = False
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    top = _council("420000", None)
    for code in ("420100", "420200", "420300", "420500", "420600", "420700", "420800", "420900", "421000", "421100"):
        _council(code, top)
    city = Organisation.objects.get(region_id="420600")
    for name, body, roles in (("bench", top, ("supervisor", "clerk")), ("bench-city", city, ("officer",))):
        account = Account.objects.create_user(name, None, is_staff=True)
        for role in roles:
            RoleGrant.objects.create(account=account, organisation=body, role=role, granted_from=date(2020, 1, 1))


def _council(code: str, parent: Organisation | None) -> Organisation:
    body = Organisation.objects.create(
        kind="council", name=f"示例消費者委員會 {code}", region_id=code, parent=parent, case_prefix=f"B{code[2:4]}-"
    )
    body.path = f"{parent.path if parent else '/'}{body.pk}/"
    body.save()
    return body


def measured(name: str, only: list[str], sizes: list[int], rounds: int, seconds: int, rows: int) -> Iterator[Row]:
    """Everything asked for, from empty to full."""
    last = clock.now()
    environment = {key: value for key, value in os.environ.items() if key.startswith(("OPEN315_", "PYTHONPATH"))}
    tables.create_bare()
    if "intake" in only:
        yield from measuring.intake(environment, rounds=rounds, seconds=seconds, label=f"{name}, nearly empty")
    if "life" in only:
        yield from living.lives(environment, rounds=rounds, seconds=seconds, label=f"{name}, nearly empty")
    if "soak" in only:
        yield from soaking.soaks(environment, requests=rows // 3, label=name)
    if "campaign" in only:
        yield from campaigning.campaigns(name)
    if "import" in only:
        yield from importing.imports(name, last, rounds=rounds, rows=rows)
    for size in sizes if FULL.intersection(only) else ():
        say(measuring.filled(size, last))
        yield from _at_size(f"{name}, {size:,} cases", only)
    if "intake-full" in only:
        tables.create_bare()
        yield from measuring.intake(environment, rounds=rounds, seconds=seconds, label=f"{name}, {sizes[-1]:,} cases")


def _at_size(label: str, only: list[str]) -> Iterator[Row]:
    if "pages" in only:
        yield from looking.pages(label)
    if "summary" in only:
        yield from summing.summaries(label)
    if "search" in only:
        measuring.build_plain()
        yield from measuring.searches(label)


def say(words: str) -> None:
    """Progress, to the person at the terminal."""
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    """Print a Markdown table."""
    name, only, sizes, rounds, seconds, rows = sys.argv[1:7]
    prepare()
    wanted = [int(each) for each in sizes.split(",") if each]
    title = f"{TITLES[name]}: {only.replace(',', ', ').replace('intake-full', 'intake')}"
    print_table(title, measured(name, only.split(","), wanted, int(rounds), int(seconds), int(rows)))


if __name__ == "__main__":
    main()
