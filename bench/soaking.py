"""Memory over many requests: the blank form, its language, the tracking page and an address that leads nowhere, and what the processes hold after."""

import threading
from collections.abc import Iterator, Mapping

from bench.living import Browser, served
from bench.rows import Row
from bench.starting import memory

PATHS = ("/complain/", "/", "/track/", "/about/", "/complain/?kind=report&trader=x", "/nowhere/")
CLIENTS = 4
LOOKS = 4


def soaks(environment: Mapping[str, str], *, requests: int, label: str) -> Iterator[Row]:
    """Megabytes (PSS of web and worker) after a twentieth of the requests, then after each quarter of them."""
    is_sqlite = environment["OPEN315_DATABASE"].startswith("sqlite")
    with served(environment, is_sqlite=is_sqlite) as (address, started):
        _ask(address, requests // 20)
        warm = sum(memory(each.pid) for each in started)
        found = []
        for _ in range(LOOKS):
            _ask(address, requests // LOOKS)
            found.append(sum(memory(each.pid) for each in started))
    each = ", ".join(f"{megabytes:.0f}" for megabytes in found)
    yield Row(f"memory over {requests:,} requests, {label}", f"{warm:.0f} MB warm, then {each} MB", "–", "–", "flat")


def _ask(address: str, requests: int) -> None:
    threads = [threading.Thread(target=_pages, args=(address, requests // CLIENTS)) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _pages(address: str, requests: int) -> None:
    browser = Browser(address)
    for number in range(requests):
        browser.get(PATHS[number % len(PATHS)])
