"""The object of notices for the access matrix."""

from conftest import Cast
from open315.notify import services
from open315.notify.models import Message
from tests.access.thing import Thing


def _notice(cast: Cast) -> int:
    """A message to the clerk."""
    account = cast.accounts["clerk"].pk
    services.notify_account(account, template="cases.assigned", data={"number": "1"}, url="/console/", at=cast.at)
    return Message.objects.get(account_id=account).pk


OBJECTS = {"notice": Thing(_notice)}
