"""The rooms' parts of the demo, in the order in which they are played.

A room above hangs its part by name, so that nothing of the demo is loaded before somebody asks for it:
`add_scene("cases", 50, "open315.cases.demo.scene.play")`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.module_loading import import_string

from open315.org.demo.world import World

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""
Play = Callable[[World, Progress], Mapping[str, int]]
"""Plays a scene through the verbs, with moments in the past, and says how much of what it made."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A room's part. `path` leads to a `Play`; scenes of a lower order come first."""

    key: str
    order: int
    path: str

    @property
    def play(self) -> Play:
        """The function that plays it."""
        found: Play = import_string(self.path)
        return found


_SCENES: dict[str, Scene] = {}


def add_scene(key: str, order: int, path: str) -> None:
    """Hang a room's part. ValueError for a key that is taken."""
    if key in _SCENES:
        raise ValueError(f"the demo has a scene {key!r} already")
    _SCENES[key] = Scene(key, order, path)


def scenes() -> list[Scene]:
    """Every scene in order; where two have the same, by their keys."""
    return sorted(_SCENES.values(), key=lambda scene: (scene.order, scene.key))
