"""The permission of the pages of figures, and the roles that get it. The rows behind a figure also need that of their query."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant({"facts:read": (_("Open facts and their rows"), "supervisor secretariat analyst administrator")})
