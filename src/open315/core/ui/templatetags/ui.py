"""Template tags and filters every page has without loading them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.template.loader import get_template
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from open315.core.names import Names, after_label
from open315.core.text import to_simplified
from open315.core.ui.fragments import rendered_once

register = template.Library()


@lru_cache(maxsize=20_000)
def _simplified(text: str) -> str:
    return to_simplified(text)


@register.filter
def zh(value: Any) -> str:
    """Stored Traditional Chinese in the reader's script: Simplified for zh-hans, unchanged otherwise."""
    text = "" if value is None else str(value)
    return _simplified(text) if get_language() == "zh-hans" else text


@register.filter
def named(value: Any) -> str:
    """The name of an object, or of stored data (`Names.as_data`), in the reader's language."""
    if isinstance(value, Mapping):
        return str(Names.from_data(value))
    whole = getattr(value, "name_in", None) or getattr(value, "names", None)
    return str(whole) if isinstance(whole, Names) else zh(getattr(value, "name", None) or value)


@register.filter
def may(actor: Any, permission: str) -> bool:
    """Whether the acting person holds the permission; pages use it to leave out buttons, views to refuse."""
    return bool(actor and actor.may(permission))


@register.filter
def undo(message: Any) -> dict[str, str] | None:
    """How a message can be taken back: its `extra_tags` are an address of the site, what was done, and where to come back to."""
    href, _blank, rest = (message.extra_tags or "").partition(" ")
    what, _blank, query = rest.partition(" ")
    return {"href": href, "what": what, "query": query} if href.startswith("/") else None


@register.filter
def yuan(cents: int | None) -> str:
    """Money in cents as yuan with thousands separators; "" for none, no decimals when they are zero."""
    if cents is None:
        return ""
    whole, rest = divmod(abs(int(cents)), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}¥{whole:,}" + (f".{rest:02d}" if rest else "")


@lru_cache(maxsize=200)
def _drawing(name: str) -> str:
    return get_template(f"ui/icons/{name}.svg").render({}).strip()


@register.simple_tag
def colon() -> str:
    """What stands between a label and what is said of it: ：in Chinese."""
    return after_label()


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing `ui/icons/<name>.svg`, inline and hidden from screen readers: the words beside it speak."""
    return mark_safe(_drawing(name))  # noqa: S308  (our own files)


class CachedNode(template.Node):
    """See `cached`."""

    def __init__(self, name: str, values: list[template.base.FilterExpression], nodelist: template.NodeList) -> None:
        self.name, self.values, self.nodelist = name, values, nodelist

    def render(self, context: template.Context) -> SafeString:
        """What is inside, rendered anew only for values that were not seen yet."""
        key = (self.name, *(each.resolve(context) for each in self.values))
        return rendered_once(key, lambda: self.nodelist.render(context))


@register.tag
def cached(parser: template.base.Parser, token: template.base.Token) -> CachedNode:
    """`{% cached "name" value … %}…{% endcached %}`: what is inside is rendered once a language and set of values.

    It must depend on nothing but these values. A block (another page may fill it) and a form's token cannot be inside.
    """
    name, *values = token.split_contents()[1:]
    nodelist = parser.parse(("endcached",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode) or nodelist.get_nodes_by_type(CsrfTokenNode):
        raise template.TemplateSyntaxError("cached: a block or a csrf_token differs from page to page")
    return CachedNode(name, [parser.compile_filter(each) for each in values], nodelist)


@register.simple_tag(takes_context=True)
def specimen(context: template.Context, state: Any) -> SafeString:
    """A component of the gallery rendered with the inputs of one of its states."""
    inputs = {**state.inputs, "csrf_token": context.get("csrf_token")}
    return mark_safe(get_template(state.template).render(inputs))  # noqa: S308  (rendered by the engine)


@register.simple_tag(takes_context=True)
def panel(context: template.Context, hung: Mapping[str, Any]) -> SafeString:
    """A panel of the console's first page, rendered with the values its room computed for the reader."""
    drawn = get_template(hung["template"]).render(dict(hung["context"]), context.get("request"))
    return mark_safe(drawn)  # noqa: S308  (rendered by the engine)
