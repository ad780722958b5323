"""The files that lie beside the sheets, in `files/`: found by their name alone, read when a row asks for one.

What a stranger packed is not unpacked: a name with a path, a link, what is encrypted or larger than may be is as good as not there, each by
itself, so that one bad file spoils no row but its own.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from open315.core.foreign_files.kinds import BROKEN

FOLDER = "files"
MOST_FILES = 5000


@dataclass(frozen=True, slots=True)
class Beside:
    """Files by their names, in small letters; each is read anew when it is asked for."""

    readers: Mapping[str, Callable[[int], bytes | None]] = field(default_factory=dict)

    def read(self, name: str, most: int) -> bytes | None:
        """The bytes of a file; None where there is none of that name, it is damaged, or it has more than `most` bytes."""
        reader = self.readers.get(name.strip().lower())
        if reader is None:
            return None
        try:
            return reader(most)
        except (*BROKEN, OSError, ValueError, KeyError, RuntimeError):
            return None


NONE = Beside()


def in_directory(path: Path) -> Beside:
    """Those of a directory of sheets; links lead nowhere."""
    folder = path / FOLDER
    if not folder.is_dir() or folder.is_symlink():
        return NONE
    found = (each for each in sorted(folder.iterdir()) if each.is_file() and not each.is_symlink())
    return Beside({each.name.lower(): _of_path(each) for _n, each in zip(range(MOST_FILES), found, strict=False)})


def _of_path(path: Path) -> Callable[[int], bytes | None]:
    def read(most: int) -> bytes | None:
        return None if path.stat().st_size > most else path.read_bytes()

    return read


def in_package(file: BinaryIO) -> Beside:
    """Those of a package; none of what is no package."""
    try:
        with ZipFile(file) as package:
            entries = list(_entries(package))
    except (*BROKEN, OSError, ValueError, RuntimeError):
        return NONE
    return Beside({PurePosixPath(each.filename).name.lower(): _of_entry(file, each) for each in entries})


def _entries(package: ZipFile) -> Iterator[ZipInfo]:
    """The first entry of each name right inside of `files/`, wherever that lies; none that is encrypted."""
    seen: set[str] = set()
    for each in package.infolist()[:MOST_FILES]:
        parts = PurePosixPath(each.filename.replace("\\", "/")).parts
        if each.is_dir() or each.flag_bits & 1 or len(parts) < 2 or parts[-2].lower() != FOLDER:
            continue
        if parts[-1].lower() not in seen:
            seen.add(parts[-1].lower())
            yield each


def _of_entry(file: BinaryIO, entry: ZipInfo) -> Callable[[int], bytes | None]:
    def read(most: int) -> bytes | None:
        if entry.file_size > most:
            return None
        file.seek(0)
        with ZipFile(file) as package, package.open(entry) as part:
            content = part.read(most + 1)
        return content if len(content) <= most else None

    return read
