"""Between the scripts, for people to read: by phrases (頭髮, 發票), without changing the vocabulary (軟件 stays 軟件)."""

from functools import lru_cache

from opencc import OpenCC


@lru_cache(maxsize=4)
def converter(name: str) -> OpenCC:
    """The OpenCC converter `name`, loaded once."""
    return OpenCC(name)


MAINLAND_QUOTES = str.maketrans("「」『』", "“”‘’")
"""GB/T 15834-2011, 4.8."""


def to_simplified(text: str) -> str:
    """The text in Simplified characters, with the quotation marks of the mainland."""
    return converter("t2s").convert(text).translate(MAINLAND_QUOTES)


def to_traditional(text: str) -> str:
    """The text in Traditional characters, in the forms that are usual in print (為 裡 群), with mainland words kept."""
    return converter("s2tw").convert(text)
