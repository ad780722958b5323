"""From the plain data of pack files to packs. A mistake in a file is a ValueError that names the pack and the place."""

from collections.abc import Iterable, Mapping
from typing import Any

from open315.core.names import Names, names
from open315.law.rules.pack_types import ClockRule, Ground, Pack, Roll, Status, Unit

GROUND_LISTS = ("pauses", "grounds", "terminations", "routes")
PACK_KEYS = frozenset(
    {
        "code",
        "extends",
        "title",
        "short",
        "jurisdiction",
        "body_kind",
        "kinds",
        "sectors",
        "valid_from",
        "valid_until",
        "status",
        "automatic",
        "note",
        "sources",
        "counting",
        "clocks",
        *GROUND_LISTS,
    }
)
CLOCK_KEYS = frozenset(
    {
        "key",
        "name",
        "kinds",
        "amount",
        "unit",
        "start",
        "ends",
        "article",
        "words",
        "pauses",
        "roll",
        "extension",
        "local",
        "optional",
        "status",
        "note",
    }
)


def parse_all(documents: Iterable[Mapping[str, Any]]) -> dict[str, Pack]:
    """Every pack by its code, with `extends` resolved. ValueError for a mistake in any of them."""
    by_code = {str(each["code"]): dict(each) for each in documents}
    return {code: _checked(parse_pack(resolved(code, by_code))) for code in by_code}


def resolved(code: str, by_code: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The document `code` with what it inherits filled in: lists are replaced as a whole, clocks are merged by key."""
    own = dict(by_code[code])
    base = own.pop("extends", None)
    if base is None:
        return own
    if base not in by_code or base == code:
        raise ValueError(f"pack {code} extends {base!r}, which does not exist")
    inherited = {key: value for key, value in resolved(base, by_code).items() if key not in ("valid_until", "note")}
    clocks = _merged(inherited["clocks"], own.get("clocks", []))
    return {**inherited, **own, "clocks": clocks}


def parse_pack(data: Mapping[str, Any]) -> Pack:
    """One whole document as a pack."""
    code = str(data["code"])
    _only_known(data, PACK_KEYS, code)
    short, status = names(data["short"]), Status(data["status"])
    return Pack(
        code=code,
        title=names(data["title"]),
        short=short,
        jurisdiction=data.get("jurisdiction", ""),
        body_kind=data["body_kind"],
        kinds=tuple(data["kinds"]),
        sectors=tuple(data.get("sectors", ())),
        valid_from=data["valid_from"],
        valid_until=data.get("valid_until"),
        status=status,
        automatic=data.get("automatic", True),
        note=names(data.get("note", "")),
        sources=tuple(data.get("sources", ())),
        counting=_article(data["counting"], short),
        clocks=tuple(_clock(each, status, short, code) for each in data["clocks"]),
        pauses=_grounds(data.get("pauses", ()), short),
        grounds=_grounds(data.get("grounds", ()), short),
        terminations=_grounds(data.get("terminations", ()), short),
        routes=_grounds(data.get("routes", ()), short),
    )


def _merged(base: list[dict[str, Any]], own: list[dict[str, Any]]) -> list[dict[str, Any]]:
    changes = {each["key"]: each for each in own}
    merged = [{**each, **changes.pop(each["key"], {})} for each in base]
    return [*merged, *changes.values()]


def _clock(data: Mapping[str, Any], status: Status, short: Names, code: str) -> ClockRule:
    _only_known(data, CLOCK_KEYS, f"{code}, clock {data.get('key')}")
    return ClockRule(
        key=data["key"],
        name=names(data["name"]),
        kinds=tuple(data["kinds"]),
        amount=int(data["amount"]),
        unit=Unit(data["unit"]),
        start=data["start"],
        ends=tuple(data["ends"]),
        article=_article(data["article"], short),
        words=names(data["words"]),
        pauses=tuple(data.get("pauses", ())),
        roll=Roll(data.get("roll", "none")),
        extension=int(data.get("extension", 0)),
        local=bool(data.get("local", False)),
        optional=bool(data.get("optional", False)),
        status=Status(data.get("status", status)),
        note=names(data.get("note", "")),
    )


def _grounds(entries: Iterable[Mapping[str, Any]], short: Names) -> tuple[Ground, ...]:
    return tuple(
        Ground(
            each["code"],
            names(each["words"]),
            _article(each["article"], short),
            names(each.get("hint", "")),
            tuple(each.get("kinds", ())),
        )
        for each in entries
    )


def _article(data: Any, short: Names) -> Names:
    """An article that begins with its number belongs to the pack's own text, whose name is put before it."""
    article = names(data)
    return Names(
        short.zh_hant + article.zh_hant if article.zh_hant.startswith("第") else article.zh_hant,
        f"{short.en} {article.en}" if article.en.startswith("Art ") else article.en,
    )


def _checked(pack: Pack) -> Pack:
    known = {each.code for each in pack.pauses}
    for clock in pack.clocks:
        if clock.amount < 1 or clock.extension < 0:
            raise ValueError(f"pack {pack.code}, clock {clock.key}: amounts must be positive")
        if missing := set(clock.pauses) - known:
            raise ValueError(f"pack {pack.code}, clock {clock.key}: unknown pause grounds {sorted(missing)}")
    for name in ("clocks", *GROUND_LISTS):
        codes = [getattr(each, "key", None) or each.code for each in getattr(pack, name)]
        if len(codes) != len(set(codes)):
            raise ValueError(f"pack {pack.code}: a code is twice in {name}")
    return pack


def _only_known(data: Mapping[str, Any], known: frozenset[str], place: str) -> None:
    if unknown := set(data) - known:
        raise ValueError(f"pack {place}: unknown entries {sorted(unknown)}")
