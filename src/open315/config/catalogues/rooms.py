"""Where the catalogues are: each room keeps its own under `locale/`."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
SOURCE = "zh_Hant"
DERIVED = "zh_Hans"
"""The language made from `SOURCE`."""
BY_HAND = {SOURCE: 1}
"""The languages that people translate into, and how many forms of a word follow a number in each."""
PLURALS = {1: "nplurals=1; plural=0;", 2: "nplurals=2; plural=(n != 1);"}


def rooms() -> list[Path]:
    """The folder of every room, lowest name first."""
    return sorted(path for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists())


def catalogue(room: Path, language: str) -> Path:
    """The room's catalogue file in `language`, whether it exists or not."""
    return room / "locale" / language / "LC_MESSAGES" / "django.po"
