"""What came of a run: by room, with each survivor ready to be worked on."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from mutants.known import Floors, Key, is_held
from mutants.reach import KEPT
from mutants.run import Verdict

LAST = KEPT / "verdicts.json"


def survivor(verdict: Verdict) -> str:
    """A survivor as file:line, the place, and the change as a diff."""
    mutant, why = verdict.mutant, {"unreached": "  (no test runs it)", "broken": f"  ({verdict.by})"}
    head = f"{mutant.file}:{mutant.line}  {mutant.kind} in {mutant.place}{why.get(verdict.how, '')}"
    return f"{head}\n    - {mutant.before}\n    + {mutant.after}"


def entry(verdict: Verdict) -> str:
    """The same as an entry for tests/mutants/equivalent.toml, with the reason still to be written."""
    mutant = verdict.mutant
    lines = [
        "[[equivalent]]",
        f"file = {json.dumps(mutant.file.removeprefix('src/open315/'))}",
        f"place = {json.dumps(mutant.place)}",
        f"before = {json.dumps(mutant.before, ensure_ascii=False)}",
        f"after = {json.dumps(mutant.after, ensure_ascii=False)}",
        'reason = ""',
    ]
    return "\n".join(lines)


HEADS = ("mutants", "killed", "survived", "not run", "left", "listed")


def table(verdicts: Sequence[Verdict], listed: dict[Key, str], floors: Floors, *, whole: bool) -> tuple[str, bool]:
    """The table by room, and whether every floor is held. Listed mutants, and those for which no time was left, count for nothing."""
    lines = [f"  {'room':<12}" + "".join(f"{head:>10}" for head in (*HEADS, "noticed", "floor"))]
    held = True
    for room in sorted({each.mutant.room for each in verdicts}):
        mine = [each for each in verdicts if each.mutant.room == room]
        judged = [each for each in mine if each.mutant.key not in listed and each.judged]
        dead = sum(each.dead for each in judged)
        unreached = sum(each.how == "unreached" for each in judged)
        left = sum(not each.judged for each in mine)
        fine = is_held(len(judged), dead, floors.of(room), whole=whole)
        held = held and fine
        counts = (len(judged), dead, len(judged) - dead - unreached, unreached, left, len(mine) - len(judged) - left)
        words = "".join(f"{each:>10}" for each in counts)
        lines.append(
            f"  {room:<12}{words}{_percent(dead, len(judged)):>10}{floors.of(room):>8} %{'' if fine else '  BELOW'}"
        )
    return "\n".join(lines), held


def closing(verdicts: Sequence[Verdict], listed: dict[Key, str], problems: Sequence[str], seconds: float) -> str:
    """One line for the summary of script/test."""
    judged = [each for each in verdicts if each.mutant.key not in listed and each.judged]
    dead, left = sum(each.dead for each in judged), sum(not each.judged for each in verdicts)
    said = [f"{dead} of {len(judged)} mutants killed ({_percent(dead, len(judged))}) in {seconds:.0f}s"]
    said += [f"no time was left for {left}"] if left else []
    return "; ".join([*said, *problems])


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def remember(verdicts: Iterable[Verdict], path: Path = LAST) -> None:
    """Keep the verdicts beside those of earlier runs."""
    kept = recall(path)
    for each in (each for each in verdicts if each.judged):
        kept[each.mutant.key] = (each.how, each.by, round(each.seconds, 3))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps([[*key, *verdict] for key, verdict in sorted(kept.items())], ensure_ascii=False, indent=0)
    )


def recall(path: Path = LAST) -> dict[Key, tuple[str, str, float]]:
    """The verdicts of earlier runs on this machine."""
    if not path.is_file():
        return {}
    return {tuple(line[:4]): tuple(line[4:]) for line in json.loads(path.read_text("utf-8"))}
