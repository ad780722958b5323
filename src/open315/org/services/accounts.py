"""Accounts: open, suspend, reinstate, reset. A suspended account is out at its next request; its second factor stays."""

import secrets
from datetime import datetime
from typing import Protocol

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import making, step
from open315.org.models import Account
from open315.org.policies import require_administrator_left, require_other, require_whole
from open315.org.queries.managed import managed_person
from open315.org.services.grants import grant_first_role
from open315.org.services.verb import ACCOUNT, managing, need_reason
from open315.org.types import NewAccount, Opened

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are mistaken for each other when read out."""


class ReasonedVerb(Protocol):
    """A verb on an account that asks for a reason."""

    def __call__(self, account_id: int, /, *, reason: str, actor: Actor, at: datetime) -> Account: ...


def temporary_password() -> str:
    """Sixteen random characters in groups of four: about 79 bits, good to read out on the telephone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _i in range(4)) for _j in range(4))


OPEN_ACCOUNT = managing("open_account", ACCOUNT, event="org.account_opened", makes=True)


@OPEN_ACCOUNT
@transaction.atomic
def open_account(new: NewAccount, *, actor: Actor, at: datetime) -> Opened:
    """Open a log-in for a person with a first role. The temporary password is in the answer only; it must be changed at once."""
    password = temporary_password()
    account = _open(new, make_password(password), is_temporary=True, actor=actor, at=at)
    return Opened(account.pk, account.username, password)


@transaction.atomic
def open_known_account(new: NewAccount, *, encoded_password: str, actor: Actor, at: datetime) -> Account:
    """Open a log-in whose password is known already, in its encoded form: for the demo and for moving in from elsewhere."""
    return _open(new, encoded_password, is_temporary=False, actor=actor, at=at)


def _open(new: NewAccount, encoded: str, *, is_temporary: bool, actor: Actor, at: datetime) -> Account:
    with making(OPEN_ACCOUNT, actor=actor, at=at) as done:
        person = managed_person(actor, new.person_id)
        username = new.username.strip().lower()
        if not username:
            raise InvalidInput(_("Enter the log-in name."), field="username")
        if Account.objects.filter(username=username).exists():
            raise InvalidInput(_("This log-in name is taken."), field="username")
        if Account.objects.filter(person=person).exists():
            raise Conflict(_("This person already has an account."))
        name = new.display_name or person.name
        done.row = Account.objects.create(
            username=username, email=new.email, person=person, display_name=name, is_staff=True,
            password=encoded, must_change_password=is_temporary,
        )  # fmt: skip
    assert person.organisation is not None
    grant_first_role(done.row, person.organisation, new.role, first=new.granted_from, actor=actor, at=at)
    return done.row


SUSPEND = managing("suspend_account", ACCOUNT, event="org.account_suspended")


@SUSPEND
def suspend_account(account_id: int, *, reason: str, actor: Actor, at: datetime) -> Account:
    """Shut an account at once: its sessions are over, it cannot sign in. Second factor and roles stay as they are."""
    with step(SUSPEND, account_id, actor=actor, at=at) as done:
        account = _of_another(done)
        need_reason(reason)
        if account.suspended_at is not None:
            done.leave()
        require_administrator_left(Q(account=account), local_day(at))
        account.is_active, account.suspended_at = False, at
        end_sessions(account)
        done.say(reason=reason.strip())
        return account


REINSTATE = managing("reinstate_account", ACCOUNT, event="org.account_reinstated")


@REINSTATE
def reinstate_account(account_id: int, *, reason: str, actor: Actor, at: datetime) -> Account:
    """Let a suspended account sign in again, with its password and second factor as they were. Old sessions stay over."""
    with step(REINSTATE, account_id, actor=actor, at=at) as done:
        account = _of_another(done)
        need_reason(reason)
        if account.suspended_at is None:
            done.leave()
        account.is_active, account.suspended_at = True, None
        done.say(reason=reason.strip())
        return account


RESET_PASSWORD = managing("reset_password", ACCOUNT, event="org.account_password_reset")


@RESET_PASSWORD
def reset_password(account_id: int, *, actor: Actor, at: datetime) -> Opened:
    """Give a forgotten password a temporary successor, shown once, to be changed at once. Sessions are over."""
    with step(RESET_PASSWORD, account_id, actor=actor, at=at) as done:
        account, password = _of_another(done), temporary_password()
        account.set_password(password)
        account.must_change_password = True
        end_sessions(account)
        return Opened(account.pk, account.username, password)


RESET_SECOND_FACTOR = managing("reset_second_factor", ACCOUNT, event="org.account_second_factor_reset")


@RESET_SECOND_FACTOR
def reset_second_factor(account_id: int, *, reason: str, actor: Actor, at: datetime) -> Account:
    """Take a lost second factor and its recovery codes away; the next sign-in sets up a new one. Sessions are over."""
    with step(RESET_SECOND_FACTOR, account_id, actor=actor, at=at) as done:
        account = _of_another(done)
        need_reason(reason)
        removed, _each = Authenticator.objects.filter(user=account).delete()
        end_sessions(account)
        done.say(reason=reason.strip(), removed=removed)
        return account


def end_sessions(account: Account) -> None:
    """End every session of the account: sessions are signed with an epoch that moves on."""
    Account.objects.filter(pk=account.pk).update(session_epoch=F("session_epoch") + 1)
    account.refresh_from_db(fields=["session_epoch"])


def _of_another(done: Step[Account]) -> Account:
    """The account, if it is somebody else's and stands in the actor's bodies alone."""
    require_other(done.actor, done.row)
    require_whole(done.actor, done.row, local_day(done.at))
    return done.row
