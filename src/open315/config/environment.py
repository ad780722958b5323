"""Typed reading of settings from the environment. Every name may be given as NAME_FILE pointing to a secret file."""

import os
import secrets
from pathlib import Path


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


def kept_secret(path: Path, length: int = 50) -> str:
    """The secret in `path`, made on first use with mode 600 in a folder with mode 700."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(length))
    return path.read_text(encoding="utf-8").strip()


def var_folder() -> Path:
    """Where data, secrets and logs live: OPEN315_VAR, or var/ beside the program."""
    return Path(text("OPEN315_VAR", str(Path(__file__).resolve().parents[3] / "var"))).absolute()
