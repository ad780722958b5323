"""Finding texts by any part of two or more letters, on both databases, by the same rule (ADR 0040).

An index is a table of folded letters beside an inverted index of their bigrams. The bigrams name candidates, the letters
decide: a text is found exactly if each word of the query is a part of it. Tables are made by the migration operation
`operations.CreateSearchIndex`; a room that owns one registers with `register_source` how to fill it again (`open315 reindex`).
"""

from open315.core.search.finding import matching_ids, narrow, newest
from open315.core.search.keeping import Packed, index, pack, put, remove, settle
from open315.core.search.sources import register_source

__all__ = [
    "Packed",
    "index",
    "matching_ids",
    "narrow",
    "newest",
    "pack",
    "put",
    "register_source",
    "remove",
    "settle",
]
