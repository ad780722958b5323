"""The permission of the parts, and the roles that get it."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

READ = "parts:read"
grant({"parts:read": (_("Read what one body did in campaigns"), "liaison secretariat analyst administrator")})
