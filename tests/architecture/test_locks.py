"""The locked lists are complete: they are installed without a resolver (ADR 0011), so nothing may be left for one to find."""

from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.plumbing import ROOT

LISTS = {"base": ("base",), "province": ("base", "province"), "test": ("base", "province", "test")}


@pytest.mark.parametrize("list_", LISTS)
def test_a_list_holds_all_that_its_packages_ask_for(list_: str) -> None:
    locked = {pin.name: pin for each in LISTS[list_] for pin in _pins(each)}
    wanted = [each for name in LISTS[list_] for each in _requirements(f"{name}.in")]
    assert wanted
    assert locked
    missing, seen = [], set()
    while wanted:
        each = wanted.pop()
        if str(each) in seen:
            continue
        seen.add(str(each))
        pin = locked.get(canonicalize_name(each.name))
        if pin is None or not each.specifier.contains(_version(pin), prereleases=True):
            missing.append(str(each))
        else:
            wanted += _asked_by(each)
    assert not missing


def _asked_by(requirement: Requirement) -> list[Requirement]:
    """What the installed package asks for here, with the extras that are wanted of it."""
    try:
        asked = distribution(requirement.name).requires or []
    except PackageNotFoundError:  # another platform's
        return []
    extras: list[Any] = [{"extra": extra} for extra in ("", *requirement.extras)]
    found = [Requirement(each) for each in asked]
    return [each for each in found if each.marker is None or any(each.marker.evaluate(extra) for extra in extras)]


def _pins(name: str) -> list[Requirement]:
    found = _requirements(f"{name}.txt")
    for each in found:
        each.name = canonicalize_name(each.name)
    return found


def _requirements(file: str) -> list[Requirement]:
    lines = (ROOT / "requirements" / file).read_text(encoding="utf-8").splitlines()
    kept = (line.split("#")[0].removesuffix("\\").strip() for line in lines if not line.startswith((" ", "-")))
    return [Requirement(line) for line in kept if line]


def _version(pin: Requirement) -> str:
    (exact,) = pin.specifier
    return exact.version
