"""The buttons of a case: the verbs a person may use now, as their declarations say they look."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from open315.cases.rules.paper import ISSUING
from open315.cases.rules.workflow import ROOM
from open315.core import verbs
from open315.core.verbs import Face, Verb


@dataclass(frozen=True, slots=True)
class Button:
    """A verb as a page takes it."""

    verb: Verb[Any]
    href: str = ""
    """Where it leads, on the page of a case."""

    @property
    def name(self) -> str:
        """Its place in the address."""
        return str(self.verb.name)

    @property
    def label(self) -> Any:
        """What stands on it."""
        return self.verb.label

    @property
    def help(self) -> Any:
        """What it does, in a sentence."""
        return self.verb.help

    @property
    def face(self) -> Face:
        """Its place, key and tone."""
        return self.verb.shown


def button(name: str, href: str = "") -> Button | None:
    """The button of the verb `name`; None where no such verb has one."""
    found = verbs.find(ROOM, name)
    return Button(found, href) if found is not None and isinstance(found.face, Face) else None


def buttons(names: Collection[str], address: Callable[[str], str]) -> dict[str, Any]:
    """The verbs `names`, as templates take them: `main` buttons, `more` behind a menu, `letter_steps` beside the letters, `unmask` beside what is masked.

    `address` says where the step of a name is taken.
    """
    shown = sorted((each for name in names if (each := button(name, address(name)))), key=lambda each: each.face.place)
    return {
        "main": [each for each in shown if each.face.main],
        "more": [each for each in shown if not each.face.main],
        "letter_steps": [each for each in shown if each.name in ISSUING],
        "unmask": button("unmask", address("unmask")) if "unmask" in names else None,
    }
