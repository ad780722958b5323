"""Chinese text made comparable: one folding and one cutting for search, names and near-duplicates (ADR 0040).

`fold` is done character by character, so the fold of a part is part of the fold of the whole: whatever is cut out of a
text is found in it again.
"""

from open315.core.text.cleaning import clean, cleaned
from open315.core.text.folding import fold, letters, registered
from open315.core.text.numbers import whole_number
from open315.core.text.script import to_simplified, to_traditional
from open315.core.text.shingles import bigrams, likeness, similarity

__all__ = [
    "bigrams",
    "clean",
    "cleaned",
    "fold",
    "letters",
    "likeness",
    "registered",
    "similarity",
    "to_simplified",
    "to_traditional",
    "whole_number",
]
