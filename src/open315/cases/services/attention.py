"""Following a case, and reading what a note says to one: a person's own list, no step of the case and no trail (ADR 0167)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case, Follow, Mention
from open315.cases.queries.attention import colleagues, sees
from open315.cases.queries.visible import visible_to
from open315.cases.rules.mentions import names_in
from open315.core.access import Actor, ActorKind
from open315.core.errors import NotFound


def follow(case_id: int, *, actor: Actor, at: datetime) -> None:
    """Let the actor hear of every step of a case she sees. NotFound for one that she does not."""
    Follow.objects.get_or_create(case_id=case_id, account_id=_who(case_id, actor))


def unfollow(case_id: int, *, actor: Actor, at: datetime) -> None:
    """Hear of it no more; nothing where she does not follow it. NotFound for a case that she does not see."""
    Follow.objects.filter(case_id=case_id, account_id=_who(case_id, actor)).delete()


def read_mention(case_id: int, *, actor: Actor, at: datetime) -> None:
    """Say that the actor has read the note that names her; nothing where none does. NotFound for a case that she does not see."""
    Mention.objects.filter(case_id=case_id, account_id=_who(case_id, actor)).delete()


def _who(case_id: int, actor: Actor) -> int:
    who = actor.account_id if actor.kind == ActorKind.STAFF else None
    if who is None or not visible_to(actor, one=True).filter(pk=case_id).exists():
        raise NotFound(_("No such case."))
    return who


def mention(case: Case, text: str, actor: Actor, at: datetime) -> list[tuple[int, str]]:
    """Keep for whom the note is, in the caller's transaction: colleagues it names who see the case. Returns them with their names.

    A name that is nobody's, or of somebody who does not see the case, stays a word of the note: nobody gets to see anything by it.
    """
    known = colleagues(actor)
    by_handle = {handle: each.pk for each in known for handle in (each.username, each.name)}
    named = [each for each in names_in(text, by_handle) if sees(each, case.pk)]
    for account_id in named:
        Mention.objects.update_or_create(case=case, account_id=account_id, defaults={"at": at})
    names = {each.pk: each.name for each in known}
    return [(account_id, names[account_id]) for account_id in named]
