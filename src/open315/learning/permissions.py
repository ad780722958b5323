"""The permission of what is learned, and the roles that get it."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant({"learning:manage": (_("Teach suggestions and take them into use"), "administrator")})
