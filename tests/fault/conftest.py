"""What several of the fault tests begin with."""

import shutil
from pathlib import Path

import pytest

from tests.site_process import start_site


@pytest.fixture(scope="session")
def started_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an install that was started once and knows its ring: to be copied, never changed."""
    var = tmp_path_factory.mktemp("started-once") / "var"
    site = start_site(var, "--no-demo")
    try:
        site.wait()
    finally:
        assert site.stop() == 0
    return var


def copy_of(var: Path, folder: Path) -> Path:
    """A copy that may be spoilt."""
    return Path(shutil.copytree(var, folder / "var"))
