"""The permissions of core. Roles are people's, so the room of people (`org`) says who gets them."""

from django.utils.translation import gettext_lazy as _

from open315.core.access import declare_permissions

declare_permissions(
    {
        "console:open": _("Open the console"),
        "calendar:manage": _("Load and correct the working calendar"),
        "audit:read": _("Read the audit log"),
        "system:events": _("See and retry undelivered events"),
        "system:export": _("Export everything"),
    }
)
