"""What the shells show of the rooms: entries of the public header, the search box, the name of the acting body."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.config.administration.condition import counted
from open315.core.access import Actor
from open315.core.names import enumerated
from open315.core.ui.context import add_to_shell
from open315.core.ui.dashboard import add_panel
from open315.core.ui.nav import add_nav, add_portal_nav
from open315.core.ui.waiting import count_waiting
from open315.org import queries as org
from open315.org.demo.logins import demo_logins


def acting_body(actor: Actor) -> Any:
    """The body the reader acts for, or None."""
    return org.body_by_id(actor.organisation_id) if actor.organisation_id else None


def search_url(actor: Actor) -> str:
    """Where the search box leads; empty for those who may not read cases."""
    return "/console/cases/" if actor.may("cases:read") else ""


FACE_WORDS = {"phone": _("Telephone"), "address": _("Address"), "hours": _("Hours")}


def face_panel(actor: Actor) -> Mapping[str, Any]:
    """What the public pages promise of the reader's own body and nobody has entered yet."""
    body = org.body_by_id(actor.organisation_id) if actor.organisation_id else None
    missing = org.missing_of_face(body) if body and body.kind == "council" else []
    return {"body": body, "missing": enumerated(FACE_WORDS[name] for name in missing)}


def furnish() -> None:
    """Called once when the site starts."""
    add_portal_nav(key="about", label=_("Questions"), url_name="about", order=35)
    add_portal_nav(key="contact", label=pgettext_lazy("page", "Contact"), url_name="contact", order=40)
    for order, (key, label, permission, icon) in enumerate(
        [
            ("health", pgettext_lazy("of the install", "Health"), "system:events", "check"),
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
    count_waiting("health", "system:events", counted)
    add_to_shell("acting_body", acting_body)
    add_to_shell("search_url", search_url)
    add_to_shell("site_body", lambda _actor: org.site_body())
    add_panel("face", "org:manage", "config/panels/face.html", face_panel, order=1, size="wide")
    if settings.DEMO:
        add_to_shell("demo_logins", demo_logins)
