"""How tests use a verb of the organisation: which service, what it is given, and who does it; and what of it is refused."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from open315.core.access import Actor
from open315.core.errors import Open315Error
from open315.org import services
from open315.org.tests.office import AT, Office

Given = dict[str, Any]
Of = Callable[[Office], Any]


@dataclass(frozen=True)
class Use:
    """One ordinary use of the service `service`: `key` names what is given first, `command` the class that takes what it can."""

    service: str
    given: Given
    key: str = ""
    command: Any = None

    def __call__(self, office: Office, *, by: str | Actor = "administrator", at: datetime = AT, **changes: Any) -> Any:
        given = {name: _of(office, value) for name, value in {**self.given, **changes}.items()}
        first = [given.pop(self.key)] if self.key else []
        if self.command:
            taken = {each.name for each in fields(self.command)} & set(given)
            first.append(self.command(**{name: given.pop(name) for name in taken}))
        actor = office.actor(by) if isinstance(by, str) else by
        return getattr(services, self.service)(*first, **given, actor=actor, at=at)


def _of(office: Office, value: Any) -> Any:
    return value(office) if callable(value) else value


def body(name: str) -> Of:
    """The id of a body of the office."""
    return lambda office: office.body(name)


def account(who: str) -> Of:
    """The id of somebody's account."""
    return lambda office: office.account(who)


def person(name: str) -> Of:
    """The id of a person."""
    return lambda office: office.person(name)


def grant(name: str) -> Of:
    """The id of a grant."""
    return lambda office: office.grant(name)


def post(name: str) -> Of:
    """The id of a post."""
    return lambda office: office.post(name)


def coverage(name: str) -> Of:
    """The id of a span of complete records."""
    return lambda office: office.coverage(name)


USES: dict[str, Use] = {}
"""By verb; `verbs_of_bodies`, `verbs_of_coverage`, `verbs_of_accounts` and `verbs_of_people` add what they hold."""


@dataclass(frozen=True)
class Twin:
    """What a verb refuses, in which words and at which field; and the same with one thing changed, which is done."""

    verb: str
    wrong: Given
    refusal: type[Open315Error]
    words: str
    right: Given
    at_field: str | None = None
    both: Given = field(default_factory=dict)
    """What is given both times."""


TWINS: list[Twin] = []
