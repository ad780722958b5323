"""The verbs of phrases: add one, change it, retire it, take it up again."""

from open315.phrases.services.phrases import add_phrase, change_phrase, retire_phrase, revive_phrase

__all__ = ["add_phrase", "change_phrase", "retire_phrase", "revive_phrase"]
