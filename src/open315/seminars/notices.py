"""The mail that invites, and where the addresses of guests are."""

from django.utils.translation import gettext_lazy as _

from open315.notify.recipients import use_address_book
from open315.notify.types import EMAIL
from open315.notify.wording import Mail, declare_mails
from open315.seminars.actors import GUEST
from open315.seminars.models import Guest
from open315.seminars.services.invitations import INVITED
from open315.seminars.services.news import MAILS, REMINDED
from open315.seminars.types import News
from open315.seminars.vault import open_person

declare_mails(
    {
        INVITED: Mail(_("Invitation: %(title)s"), "seminars/mail/invited"),
        REMINDED: Mail(_("Reminder: %(title)s"), "seminars/mail/reminded"),
        MAILS[News.POSTPONED]: Mail(_("Postponed: %(title)s"), "seminars/mail/told"),
        MAILS[News.CANCELLED]: Mail(_("Cancelled: %(title)s"), "seminars/mail/told"),
        MAILS[News.TAKEN_UP]: Mail(_("It takes place after all: %(title)s"), "seminars/mail/told"),
    }
)


def open_address_book() -> None:
    """Say how guests are found by e-mail."""
    use_address_book(GUEST, EMAIL, address_of)


def address_of(key: str) -> str:
    """The sealed address of a guest; "" for one who is on the list no more or whose address is forgotten."""
    guest = Guest.objects.filter(pk=int(key)).first()
    return open_person(guest).email if guest else ""
