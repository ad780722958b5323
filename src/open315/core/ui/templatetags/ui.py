"""Template tags and filters every page has without loading them."""

from django import template

register = template.Library()
