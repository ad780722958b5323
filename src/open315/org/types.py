"""Commands of the organisation: what a form, a seed or an import turns input into."""

from dataclasses import dataclass
from datetime import date

from open315.core.names import NO_NAME, Translated

RECOVERY_CODE_USED = "org.recovery_code_used"
"""The event after somebody proved who she is with a recovery code; payload: the account, and how many codes are left."""


@dataclass(frozen=True, slots=True)
class BodyDetails:
    """Everything about a body that people type in. `name` is Traditional Chinese, `name_in` its translations."""

    kind: str
    name: str
    region_code: str
    short_name: str = ""
    name_in: Translated = NO_NAME
    sector: str = ""
    parent_id: int | None = None
    case_prefix: str = ""
    case_letters: str = ""
    phone: str = ""
    address: str = ""
    email: str = ""
    hours: str = ""
    map_link: str = ""
    icp_filing: str = ""
    police_filing: str = ""
    privacy_note: str = ""
    access_note: str = ""
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """Somebody who works in or with a body."""

    name: str
    organisation_id: int | None = None
    name_in: Translated = NO_NAME
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class PostDetails:
    """A post a person takes up. `rank` is a key of seeds/ranks.toml, or empty."""

    person_id: int
    organisation_id: int
    title: str
    held_from: date
    rank: str = ""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A log-in for a person, with a first role in the person's body."""

    person_id: int
    username: str
    role: str
    granted_from: date
    email: str = ""
    display_name: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The receipt of an opened account or a reset password: the temporary password is shown once and never stored in clear."""

    account_id: int
    username: str
    temporary_password: str
