"""Why nothing may be sealed: one kind of error, with a sentence for visitors and one for those who run the install."""

import logging
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.core.both_languages import in_both_languages
from open315.core.errors import Unavailable

log = logging.getLogger("open315.keys")


class KeysUnusable(Unavailable):
    """The key ring is missing, damaged, or not the one that the database knows; nothing is sealed and no server starts.

    The message may be read by anybody; `sentence` names the file and what to do, for a terminal and the log.
    """

    code = "keys_unusable"

    def __init__(self, sentence: object, **values: object) -> None:
        super().__init__(
            _(
                "Nothing was saved: the keys that protect personal data are not in place. The people who run this site must put them back; please try again later."
            )
        )
        self._sentence = in_both_languages(sentence, **values)
        log.error(self._sentence)

    @property
    def sentence(self) -> str:
        """Which file, where it was looked for, and what to do: in the language of the install, then in English."""
        return self._sentence


def missing(path: Path) -> KeysUnusable:
    """No file, although something was sealed before."""
    return KeysUnusable(
        gettext_lazy(
            "the key ring is missing: there is no file %(path)s, but the database holds what was sealed with it. Bring the file back from your copy (docs/operations/backup.md, Keys), then start again. No new one is made, for it could not open what is there"
        ),
        path=path,
    )


def damaged(path: Path) -> KeysUnusable:
    """A file that is no ring: empty, cut off, or something else."""
    return KeysUnusable(
        gettext_lazy(
            "the key ring %(path)s is damaged: it is empty, cut off or cannot be read. Bring the file back from your copy (docs/operations/backup.md, Keys), then start again"
        ),
        path=path,
    )


def foreign(path: Path) -> KeysUnusable:
    """A ring that belongs to another database."""
    return KeysUnusable(
        gettext_lazy(
            "the key ring %(path)s is not the one of this database. Move it away, bring back the one that belongs to this database from your copy (docs/operations/backup.md, Keys), then start again"
        ),
        path=path,
    )


def stale(path: Path, key_id: str) -> KeysUnusable:
    """The right ring from before the last rotation."""
    return KeysUnusable(
        gettext_lazy(
            "the key ring %(path)s is older than the database: it lacks the key %(key)s. Copy the file from the machine on which `open315 rotate-keys` ran, or from your newest copy (docs/operations/backup.md, Keys)"
        ),
        path=path,
        key=key_id,
    )


def other_signing_key(path: Path) -> KeysUnusable:
    """The key of sessions and links was lost and made anew, or another machine of this install has another."""
    return KeysUnusable(
        gettext_lazy(
            "the key %(path)s (or OPEN315_SECRET_KEY), which signs sessions and links, is not the one that this database knows: it was lost and made anew, or this machine lacks the key of the others. Copy it from another machine of this install or from your copy, then start again. If it is gone for good, run `open315 adopt-django-key` once: everybody signs in again"
        ),
        path=path,
    )
