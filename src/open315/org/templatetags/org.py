"""Words of the organisation for templates."""

from typing import Any

from django import template

from open315.org.roles import role_names

register = template.Library()


@register.filter
def role_name(role: str) -> Any:
    """The name of a role in the reader's language."""
    return role_names().get(role, role)
