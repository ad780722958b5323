"""What a person typed → the words to be found."""

from django.utils.translation import gettext_lazy as _

from open315.core.errors import InvalidInput
from open315.core.text import letters

MAX_WORDS = 8
MAX_LETTERS = 200


def parse(query: str) -> tuple[str, ...]:
    """The folded words of the query, each once, the longest first. A text must contain all of them.

    InvalidInput if there is nothing to look for, or a word of one character: such a word is part of nearly every text.
    """
    words = {letters(word) for word in query.split()} - {""}
    if not words or min(map(len, words)) < 2:
        raise InvalidInput(_("Please type words of at least two characters."), field="q")
    if len(words) > MAX_WORDS or sum(map(len, words)) > MAX_LETTERS:
        raise InvalidInput(_("Please search for fewer or shorter words."), field="q")
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
