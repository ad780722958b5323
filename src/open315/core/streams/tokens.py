"""Signed addresses of topics. They live half a day, as a session does; a page that is loaded again gets a new one."""

from datetime import timedelta

from django.core import signing

SALT = "open315.live"
VALID_FOR = timedelta(hours=12)


def live_url(topic: str) -> str:
    """The address of the event stream of `topic`."""
    return f"/live/{_token(topic)}/"


def snapshot_url(topic: str) -> str:
    """The address where the last state of `topic` can be asked for."""
    return f"/live-snapshot/{_token(topic)}/"


def _token(topic: str) -> str:
    return signing.dumps(topic, salt=SALT)


def topic_of(token: str) -> str | None:
    """The topic a token was made for, or None if it is forged or too old."""
    try:
        return str(signing.loads(token, salt=SALT, max_age=VALID_FOR))
    except signing.BadSignature:
        return None
