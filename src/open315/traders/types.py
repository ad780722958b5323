"""Words of the register of traders."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TraderKind(TextChoices):
    """How a trader sells: what the law's table of competence asks."""

    OFFLINE = "offline", _("Shop or business premises")
    OWN_SITE = "own_site", _("Own website or app")
    PLATFORM = "platform", _("E-commerce platform")
    PLATFORM_SELLER = "platform_seller", _("Seller on a platform")
    MANUFACTURER = "manufacturer", _("Manufacturer or importer")
