"""What the shells show of the rooms: entries of the public header, the search box, the name of the acting body."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.ui.context import add_to_shell
from open315.core.ui.nav import add_nav, add_portal_nav
from open315.org import queries as org
from open315.org.demo.logins import demo_logins


def acting_body(actor: Actor) -> Any:
    """The body the reader acts for, or None."""
    return org.body_by_id(actor.organisation_id) if actor.organisation_id else None


def search_url(actor: Actor) -> str:
    """Where the search box leads; empty for those who may not read cases."""
    return "/console/cases/" if actor.may("cases:read") else ""


def furnish() -> None:
    """Called once when the site starts."""
    add_portal_nav(key="about", label=_("Your rights"), url_name="about", order=30)
    for order, (key, label, permission, icon) in enumerate(
        [
            ("audit", _("Audit log"), "audit:read", "log"),
            ("events", _("Undelivered events"), "system:events", "event"),
            ("export", _("Export everything"), "system:export", "export"),
        ]
    ):
        add_nav(
            key=key,
            label=label,
            url_name=f"administration:{key}",
            permission=permission,
            order=80 + order,
            group="admin",
            icon=icon,
        )
    add_to_shell("acting_body", acting_body)
    add_to_shell("search_url", search_url)
    if settings.DEMO:
        add_to_shell("demo_logins", demo_logins)
