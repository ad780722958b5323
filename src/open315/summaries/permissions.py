"""The permissions of summaries that people word and sign, and the roles that get them."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant(
    {
        "summaries:read": (
            _("Read the texts of summaries while they are written"),
            "supervisor secretariat analyst administrator liaison",
        ),
        "summaries:write": (_("Word the summary of a campaign"), "secretariat liaison"),
        "summaries:sign": (
            _("Review, sign and publish the summary that a colleague worded"),
            "supervisor secretariat liaison",
        ),
    }
)
