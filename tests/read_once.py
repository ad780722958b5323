"""Tables in TOML are parsed once a process; whoever reads one gets a copy of its own.

The product remembers what it read, but a test forgets it, so that each is known to run what it runs (`mutants.probes`): the rule packs alone would be
parsed some hundred times. What the product makes of a table is made anew each time.
"""

import pickle
import tomllib
from collections.abc import Callable
from typing import Any

_parse = tomllib.loads
_parsed: dict[str, bytes] = {}


def _once(text: str, /, *, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    if parse_float is not float:
        return _parse(text, parse_float=parse_float)
    if text not in _parsed:
        _parsed[text] = pickle.dumps(_parse(text), pickle.HIGHEST_PROTOCOL)
    return pickle.loads(_parsed[text])


tomllib.loads = _once
