"""The files of deploy/ say what the program understands: units start commands that exist, fail2ban finds the line that is written."""

import json
import logging
import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from open315.config.serve import command
from open315.core.http.log_lines import JsonLines
from tests.plumbing import ROOT
from tests.site_process import HANGS_AFTER

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
STARTED_BY_A_TIMER = {"open315-backup.service"}
PROGRAM = "/srv/open315/.venv/bin/open315"


def read(unit: Path) -> ConfigParser:
    """The sections of a unit; names as they are written."""
    found = ConfigParser(interpolation=None, strict=True)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(unit, encoding="utf-8")
    return found


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_with_options_that_it_knows(unit: Path) -> None:
    program, name, *options = read(unit)["Service"]["ExecStart"].split()
    assert program == PROGRAM
    if name == "serve":
        command.arguments().parse_args(options)
        return
    found = load_command_class(get_commands()[name.replace("-", "_")], name.replace("-", "_"))
    found.create_parser("open315", name).parse_args(options)


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_unit_is_complete(unit: Path) -> None:
    found = read(unit)
    assert (found["Service"]["User"], found["Service"]["WorkingDirectory"]) == ("open315", "/srv/open315")
    assert found["Service"]["UMask"] == "0077"
    assert "network-online.target" in found["Unit"]["After"]
    if unit.name in STARTED_BY_A_TIMER:
        assert found["Service"]["Type"] == "oneshot"
        return
    assert found["Service"]["Restart"] == "always"
    assert found["Install"]["WantedBy"] in {"multi-user.target", "open315.target"}


@pytest.mark.parametrize(
    "unit", [unit for unit in SERVICES if unit.name not in STARTED_BY_A_TIMER], ids=lambda unit: unit.name
)
def test_what_hangs_is_started_again_by_systemd(unit: Path) -> None:
    service = read(unit)["Service"]
    assert (service["Type"], service["WatchdogSec"]) == ("notify", "120")
    assert service["TimeoutStartSec"] in {"300", "infinity"}


def test_the_one_that_prepares_large_databases_may_take_its_time() -> None:
    assert read(DEPLOY / "systemd" / "open315.service")["Service"]["TimeoutStartSec"] == "infinity"


def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:  # the tests above hold what they can
        return
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace(PROGRAM, sys.executable).replace("=open315\n", "=root\n")
        (tmp_path / unit.name).write_text(text.replace("/srv/open315", str(ROOT)), encoding="utf-8")
    named = [str(tmp_path / unit.name.replace("@", "@1")) for unit in UNITS]
    ended = subprocess.run(
        [analyze, "verify", "--man=no", *named], capture_output=True, text=True, timeout=HANGS_AFTER, check=False
    )
    ours = [line for line in ended.stderr.splitlines() if str(tmp_path) in line or "open315" in line]
    assert ours == []


def test_fail2ban_finds_the_address_of_a_failed_sign_in_and_of_nothing_else() -> None:
    text = (DEPLOY / "fail2ban" / "filter.conf").read_text(encoding="utf-8")
    (written,) = re.findall(r"^failregex = (.*)$", text, re.MULTILINE)
    looked_for = re.compile(written.replace("<ADDR>", r"(?P<addr>[0-9A-Fa-f:.]+)"))

    def line(logger: str, message: str, address: str) -> str:
        record = logging.LogRecord(logger, logging.INFO, "", 0, message, (), None)
        record.fields = {"address": address, "account": None}  # type: ignore[attr-defined]
        return JsonLines().format(record)

    failed = line("open315.sign_in", "sign-in failed", "203.0.113.7")
    assert json.loads(failed)["address"] == "203.0.113.7"
    found = looked_for.search(failed)
    assert found is not None
    assert found["addr"] == "203.0.113.7"
    assert looked_for.search(line("open315.sign_in", "signed in", "203.0.113.7")) is None
    assert looked_for.search(line("open315.request", "sign-in failed", "203.0.113.7")) is None
