"""The Chinese font that comes with a package, so that no system font is needed."""

from functools import lru_cache
from importlib.metadata import PackagePath, files
from pathlib import Path

PACKAGE = "cvttf-notosanscjk-regular"
FAMILY = "Noto Sans CJK TC"


@lru_cache(maxsize=1)
def font_folder() -> Path:
    """The folder that holds the font file. RuntimeError if the package is missing."""
    found: list[PackagePath] = [file for file in files(PACKAGE) or [] if file.suffix == ".otf" and len(file.parts) == 2]
    if not found:
        raise RuntimeError(f"the font package {PACKAGE} holds no font")
    return Path(str(found[0].locate())).parent
