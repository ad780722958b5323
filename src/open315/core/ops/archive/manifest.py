"""The table of contents of an archive, and what its parts must add up to."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FORMAT = 1
NAME = "manifest.json"


@dataclass(slots=True)
class Manifest:
    """What is in the archive. `tables`: rows, digest and columns by table; `files`: size and SHA-256 by path in the uploads folder."""

    made_at: str
    program: str
    database: str
    migrations: list[str]
    audit_head: str
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing_files: list[str] = field(default_factory=list)
    has_secrets: bool = False
    format: int = FORMAT

    def to_json(self) -> bytes:
        """As it lies in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, content: bytes) -> "Manifest":
        """ValueError or TypeError if this is no manifest of ours."""
        found = json.loads(content)
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise ValueError("unknown format")
        return cls(**found)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
