"""The first council and the first administrator of an install."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.core.access import SYSTEM
from open315.core.clock import local_day
from open315.core.errors import Conflict
from open315.org.models import Organisation, RoleGrant
from open315.org.permissions import ADMINISTRATOR
from open315.org.queries import held_on
from open315.org.services.accounts import open_account
from open315.org.services.bodies import create_body
from open315.org.services.people import add_person
from open315.org.types import BodyDetails, NewAccount, Opened, PersonDetails


def has_administrator(on: date) -> bool:
    """Whether anybody can administer this install."""
    held = RoleGrant.objects.filter(held_on(on), role=ADMINISTRATOR, account__is_active=True)
    return held.filter(organisation__is_active=True).exists()


@transaction.atomic
def found_install(council: BodyDetails, *, username: str, name: str, at: datetime) -> Opened:
    """Make the top council, unless a council of that name exists, and its administrator. Conflict when there is one already."""
    if has_administrator(local_day(at)):
        raise Conflict(_("This install already has an administrator, who opens further accounts in the console."))
    body = Organisation.objects.filter(kind=Organisation.Kind.COUNCIL, name=council.name).first()
    body = body or create_body(council, actor=SYSTEM, at=at)
    person = add_person(PersonDetails(name=name, organisation_id=body.pk), actor=SYSTEM, at=at)
    account = NewAccount(person.pk, username, ADMINISTRATOR, local_day(at))
    return open_account(account, actor=SYSTEM, at=at)
