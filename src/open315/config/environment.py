"""Typed reading of settings from the environment. Every name may be given as NAME_FILE pointing to a secret file."""

import os
import secrets
from pathlib import Path

from open315.core import kept_secrets
from open315.core.http.proxies import Proxies


def text(name: str, default: str = "") -> str:
    """The value of `name`, or the content of the file that NAME_FILE names, or `default`."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off; anything else is an error that names the setting."""
    value = text(name).lower()
    if value == "":
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SystemExit(f"{name} must be 1 or 0, not {value!r}")


def number(name: str, default: int) -> int:
    """A whole number; anything else is an error that names the setting."""
    value = text(name)
    if value == "":
        return default
    try:
        return int(value)
    except ValueError:
        raise SystemExit(f"{name} must be a whole number, not {value!r}") from None


def choice(name: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed words, the first by default; anything else is an error that names the setting."""
    value = text(name, allowed[0]).lower()
    if value not in allowed:
        raise SystemExit(f"{name} must be one of {', '.join(filter(None, allowed))}, not {value!r}")
    return value


def words(name: str, default: list[str]) -> list[str]:
    """A comma-separated list."""
    value = text(name)
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
        raise SystemExit(f"open315: the secret {path} cannot be read ({error}). {_BRING_BACK}") from None
    if len(found) < length:
        raise SystemExit(f"open315: the secret {path} is empty or cut off. {_BRING_BACK}")
    return found


_BRING_BACK = (
    "Bring it back from your copy (docs/operations/backup.md, Keys); without a copy delete the file: a new one is made, "
    "and everybody signs in again."
)


def var_folder() -> Path:
    """Where data, secrets and logs live: OPEN315_VAR, or var/ beside the program."""
    return Path(text("OPEN315_VAR", str(Path(__file__).resolve().parents[3] / "var"))).absolute()
