"""Rooms hang their parts of the demo; each can be found, and they are played in order."""

import pytest

from open315.org.demo import scenes


def test_scenes_are_played_by_their_order_and_then_by_their_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenes, "_SCENES", {})
    for key, order in (("late", 9), ("b", 5), ("a", 5), ("first", 1)):
        scenes.add_scene(key, order, "x")
    assert [scene.key for scene in scenes.scenes()] == ["first", "a", "b", "late"]
    with pytest.raises(ValueError, match="a scene 'late' already"):
        scenes.add_scene("late", 1, "x")


def test_every_scene_that_a_room_hangs_can_be_played() -> None:
    played = [scene.key for scene in scenes.scenes()]
    assert played == [
        "finished",
        "campaigns",
        "activities",
        "seminars",
        "stalls",
        "returns",
        "phrases",
        "cases",
        "inbox",
        "hotline",
        "summaries",
    ]
    assert all(callable(scene.play) for scene in scenes.scenes())
