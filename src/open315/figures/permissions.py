"""The permission name of the pages of figures. The rows behind a figure also need that of their query."""

from django.utils.translation import gettext_lazy as _

from open315.core.access import declare_permissions

declare_permissions({"facts:read": _("Open facts and their rows")})
