"""Keeping a filter of the inbox under a name, for oneself or for the colleagues of one's body."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from open315.cases.models import SavedView
from open315.core.access import Actor
from open315.core.errors import InvalidInput, NotFound
from open315.core.redaction import Own, mask_own

MOST = 30


def save_view(*, name: str, query: str, shared: bool, actor: Actor, at: datetime) -> SavedView:
    """Keep `query` (a query string) under `name`; the same name again replaces it."""
    if not name.strip():
        raise InvalidInput(_("Give the view a name."), field="name")
    if actor.account_id is None:
        raise NotFound(_("No such view."))
    wanted = name.strip()[:40]
    others = SavedView.objects.filter(account_id=actor.account_id).exclude(name=wanted)
    if others.count() >= MOST:
        raise InvalidInput(_("You keep 30 views already. Forget one first."), field="name")
    kept, _created = SavedView.objects.update_or_create(
        account_id=actor.account_id,
        name=wanted,
        defaults={"query": query[:600], "is_shared": shared, "organisation_id": actor.organisation_id},
    )
    return kept


def forget_views_about(own: Own) -> int:
    """Delete the views whose name, or what they look for, tells a person; returns how many. In the caller's transaction."""
    views = SavedView.objects.order_by("pk").values_list("pk", "name", "query")
    about = [pk for pk, name, query in views if _tells(own, name, *_looked_for(query))]
    return SavedView.objects.filter(pk__in=about).delete()[0]


def _looked_for(query: str) -> Iterator[str]:
    return chain.from_iterable(words for _name, words in QueryDict(query).lists())


def _tells(own: Own, *words: str) -> bool:
    return any(mask_own(word, own) != word for word in words)


def delete_view(view_id: int, *, actor: Actor, at: datetime) -> None:
    """Forget a view of one's own. NotFound for anybody else's."""
    deleted, _by_model = SavedView.objects.filter(pk=view_id, account_id=actor.account_id or 0).delete()
    if not deleted:
        raise NotFound(_("No such view."))
