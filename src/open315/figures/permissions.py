"""The permissions of the pages of figures, and the roles that get them. The rows behind a figure also need that of their query."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant(
    {
        "facts:read": (_("Open the overview of figures"), "supervisor secretariat analyst administrator"),
        "facts:rows": (_("Open the rows behind a figure"), "supervisor secretariat analyst administrator liaison"),
    }
)
