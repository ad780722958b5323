"""An amount of yuan in Chinese words, as it is read aloud: 一萬五千元, 三千零五元六角. Pure; in Traditional signs, as all stored words."""

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_GROUPS = ("", "萬", "億")


def in_words(cents: int) -> str:
    """The words for whole cents from nothing up to a million million million yuan. ValueError for less than nothing, or more."""
    if not 0 <= cents < 10**14:
        raise ValueError(cents)
    yuan, rest = divmod(cents, 100)
    jiao, fen = divmod(rest, 10)
    words = f"{_number(yuan)}元" if yuan or not rest else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif fen and yuan:
        words += "零"
    return f"{words}{_DIGITS[fen]}分" if fen else words


def _number(value: int) -> str:
    """Four figures make a group; a group that does not fill its four begins with a nought behind a higher one."""
    if not value:
        return _DIGITS[0]
    words, has_gap = "", False
    for power in range(len(_GROUPS) - 1, -1, -1):
        group = value // 10_000**power % 10_000
        if group:
            words += (_DIGITS[0] if words and (has_gap or group < 1000) else "") + _group(group) + _GROUPS[power]
            has_gap = False
        elif words:
            has_gap = True
    return words[1:] if words.startswith("一十") else words


def _group(group: int) -> str:
    words, has_gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            words += (_DIGITS[0] if has_gap and words else "") + _DIGITS[digit] + _UNITS[place]
            has_gap = False
        else:
            has_gap = True
    return words
