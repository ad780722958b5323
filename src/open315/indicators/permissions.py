"""Who may look into the dictionary: all staff, for every figure of a summary rests on it."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant(
    {
        "indicators:read": (
            _("Read the dictionary of indicators"),
            "clerk officer supervisor liaison secretariat analyst administrator",
        )
    }
)
