"""A content tree as plain data and back, for a document that is kept as it was issued, and the digest over it.

`digest_of` is the SHA-256 of the data in one canonical form, so the same content has the same digest on every database.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

from open315.core.charts import Chart as Drawing
from open315.core.documents import tree

KIND = "kind"
KINDS: Mapping[str, type[Any]] = {
    **{
        kind.__name__: kind
        for kind in (
            tree.Evidence, tree.Text, tree.Term, tree.Figure, tree.Link, tree.Paragraph, tree.Note, tree.Row, tree.Table,
            tree.Chart, tree.Photo, tree.Section, tree.Annex, tree.AnnexWords, tree.Ending, tree.Document,
        )
    },
    "Drawing": Drawing,
}  # fmt: skip
_NAMES = {kind: name for name, kind in KINDS.items()}
SET = "set"
BESIDE = frozenset({"content"})
"""The bytes of photos: kept beside the tree, which holds their digest."""


def as_data(value: Any) -> Any:
    """A node with all it holds as dictionaries, lists, texts and numbers. TypeError for what is no part of a tree."""
    if is_dataclass(value):
        held = {each.name: as_data(getattr(value, each.name)) for each in fields(value) if each.name not in BESIDE}
        return {KIND: _NAMES[type(value)], **held}
    if isinstance(value, tuple | list):
        return [as_data(each) for each in value]
    if isinstance(value, frozenset):
        return {KIND: SET, "of": sorted(value)}
    if value is None or isinstance(value, str | int | bool):
        return str(value) if isinstance(value, str) else value
    raise TypeError(f"{type(value).__name__} is no part of a document")


def from_data(data: Any) -> Any:
    """What `as_data` made data of. KeyError or TypeError for anything else."""
    if isinstance(data, list):
        return tuple(from_data(each) for each in data)
    if not isinstance(data, dict):
        return data
    if data[KIND] == SET:
        return frozenset(data["of"])
    held = {name: from_data(value) for name, value in data.items() if name != KIND}
    return KINDS[data[KIND]](**held)


def digest_of(data: Any) -> str:
    """The SHA-256 over the data, in hexadecimal."""
    written = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()
