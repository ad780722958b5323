"""The permissions of the inbox, and the roles that get them."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant(
    {
        "inbox:read": (_("Read the messages that came in"), "clerk officer supervisor secretariat administrator"),
        "inbox:handle": (_("Handle messages: make cases of them, answer, set aside"), "clerk officer supervisor"),
        "inbox:erase": (_("Erase who wrote a message"), "supervisor"),
    }
)
