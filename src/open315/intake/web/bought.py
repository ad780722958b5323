"""How somebody bought, as people say it, and the kind of trader that follows from it: the public form asks nobody for a word of law. Pure."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.text import letters
from open315.traders.types import TraderKind

BOUGHT: list[tuple[str, Any]] = [
    ("shop", _("In a shop, restaurant or office")),
    ("platform", _("On a platform, from a seller there")),
    ("site", _("On the trader's own website or app")),
    ("remote", _("By telephone, television or live stream")),
    ("home", _("At home: somebody came to the door")),
    ("maker", _("I mean the maker or importer, not the shop")),
]
_KINDS = {
    "shop": TraderKind.OFFLINE,
    "platform": TraderKind.PLATFORM_SELLER,
    "site": TraderKind.OWN_SITE,
    "remote": TraderKind.OFFLINE,
    "home": TraderKind.OFFLINE,
    "maker": TraderKind.MANUFACTURER,
}


def kind_of_trader(bought: str, trader: str, platform: str) -> dict[str, str]:
    """The kind of trader, and the platform it sells on. Who names the platform itself as the trader means the platform."""
    if bought not in ("platform", "remote"):
        platform = ""
    if platform and letters(platform) == letters(trader):
        return {"trader_kind": TraderKind.PLATFORM.value, "platform_name": ""}
    kind = TraderKind.PLATFORM_SELLER if platform else _KINDS[bought]
    return {"trader_kind": kind.value, "platform_name": platform}
