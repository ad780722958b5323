"""Typed reading of settings: from the environment, then from the settings file, then the default.

Every name may be given as NAME_FILE pointing to a secret file. What was asked for is remembered: it is the list of all settings there are.
"""

import gettext
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from open315.config import settings_file
from open315.core import kept_secrets
from open315.core.clock import Hours
from open315.core.http.proxies import Proxies


@dataclass(frozen=True, slots=True)
class Asked:
    """A setting that the program asked for: what it got, what it would get without, and from where ("environment", "file" or "")."""

    value: str
    default: str
    source: str
    is_secret: bool = False


_asked: dict[str, Asked] = {}


def asked() -> Mapping[str, Asked]:
    """Every setting that was asked for so far, by name."""
    return dict(_asked)


def text(name: str, default: str = "", *, secret: bool = False) -> str:
    """The value of `name`, or the content of the file that NAME_FILE names, or `default`; the environment before the settings file."""
    found, source = _given(name, os.environ), "environment"
    if found is None:
        found, source = _given(name, settings_file.values()), "file"
    if found is None:
        found, source = default, ""
    # Whoever asks again in passing has no other default to tell.
    first = _asked.get(name, Asked("", default, "", secret))
    _asked[name] = Asked(found, first.default, source, first.is_secret)
    return found


def _given(name: str, values: Mapping[str, str]) -> str | None:
    file = values.get(f"{name}_FILE")
    if not file:
        return values.get(name)
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise SystemExit(f"open315: {name}_FILE names {file}, which cannot be read ({error})") from None


def refuse_unknown() -> None:
    """After everything was asked for: a name in the settings file that nobody asked for is a slip of the pen, and ends the start."""
    known = {*_asked, *(f"{name}_FILE" for name in _asked)}
    unknown = sorted(set(settings_file.values()) - known)
    if unknown:
        raise SystemExit(
            f"open315: {settings_file.path()} names {', '.join(unknown)}, and there is no such setting "
            "(all of them: docs/operations/settings.md)"
        )


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off; anything else is an error that names the setting."""
    value = text(name, "1" if default else "0").lower()
    if value == "":
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SystemExit(f"{name} must be 1 or 0, not {value!r}")


def number(name: str, default: int) -> int:
    """A whole number; anything else is an error that names the setting."""
    value = text(name, str(default))
    if value == "":
        return default
    try:
        return int(value)
    except ValueError:
        raise SystemExit(f"{name} must be a whole number, not {value!r}") from None


def amount(name: str) -> Decimal | None:
    """An amount of money that is not negative; None when it is not said. Anything else is an error that names the setting."""
    value = text(name)
    if value == "":
        return None
    try:
        found = Decimal(value)
    except ArithmeticError:
        found = Decimal("NaN")
    if not found.is_finite() or found < 0:
        raise SystemExit(f"{name} must be an amount like 0.045, not {value!r}")
    return found


def hours(name: str, default: str) -> Hours | None:
    """Hours of every day in China, "21:00-08:00"; None for "none". Anything else is an error that names the setting."""
    value = text(name, default) or default
    if value.lower() == "none":
        return None
    try:
        return Hours.of(value)
    except ValueError:
        raise SystemExit(f"{name} must be hours like 21:00-08:00, or none, not {value!r}") from None


def choice(name: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed words, the first by default; anything else is an error that names the setting."""
    value = text(name, allowed[0]).lower()
    if value not in allowed:
        raise SystemExit(f"{name} must be one of {', '.join(filter(None, allowed))}, not {value!r}")
    return value


def words(name: str, default: list[str]) -> list[str]:
    """A comma-separated list."""
    value = text(name, ", ".join(default))
    return [word.strip() for word in value.split(",") if word.strip()] if value else default


def proxies(name: str, default: list[str]) -> Proxies:
    """Trusted proxies: addresses, networks, `unix` for whoever comes by a unix socket, or `none`; anything else is an error."""
    chosen = words(name, default)
    try:
        return Proxies.of([] if chosen == ["none"] else chosen)
    except ValueError as error:
        raise SystemExit(f"{name} lists addresses, networks, unix, or none; {str(error)!r} is none of these") from None


def kept_secret(path: Path, length: int = 50) -> str:
    """The secret in `path`, made on first use with mode 600 in a folder with mode 700; one that was cut off ends the start."""
    if not path.exists():
        kept_secrets.create(path, secrets.token_urlsafe(length))
    try:
        found = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise SystemExit(_in_both_languages(UNREADABLE, path=path, error=error)) from None
    if len(found) < length:
        raise SystemExit(_in_both_languages(CUT_OFF, path=path))
    return found


def gettext_noop(words: str) -> str:
    """Words for the catalogues; Django, which has a function of this name, is not loaded here."""
    return words


UNREADABLE = gettext_noop(
    "the secret %(path)s cannot be read (%(error)s). Bring it back from your copy (docs/operations/backup.md, Keys); without a copy delete the file: a new one is made, and everybody signs in again."
)
CUT_OFF = gettext_noop(
    "the secret %(path)s is empty or cut off. Bring it back from your copy (docs/operations/backup.md, Keys); without a copy delete the file: a new one is made, and everybody signs in again."
)


def _in_both_languages(words: str, **values: object) -> str:
    """A sentence that ends the start: in the language of the install, where it is compiled, then in English."""
    language, _, script = text("OPEN315_LANGUAGE", "zh-hant").partition("-")
    names = [f"{language}_{script.title()}" if script else language]
    catalogue = gettext.translation("django", Path(__file__).with_name("locale"), names, fallback=True)
    said = dict.fromkeys((catalogue.gettext(words), words))
    return "\n".join(f"open315: {each % values}" for each in said)


def path(name: str, default: Path) -> Path:
    """A file or folder. A relative one in the settings file is meant from where that file lies, or each command would mean another.

    Nothing after the sign means the default: else it would be the folder in which the command happens to run.
    """
    value = text(name, str(default)) or str(default)
    file = settings_file.path()
    if _asked[name].source == "file" and file:
        return (file.parent / value).absolute()
    return Path(value).absolute()


def var_folder() -> Path:
    """Where data, secrets and logs live: OPEN315_VAR, or var/ beside the program."""
    return path("OPEN315_VAR", Path(__file__).resolve().parents[3] / "var")
