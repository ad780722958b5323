"""What whoever asked for long work of the house itself is told in the console: `core` knows of no messages."""

from django.utils.translation import gettext_lazy as _

from open315.notify.wording import Notice, declare_notices

declare_notices(
    {
        "lists.written": Notice(_("The list that you asked for as a file is written."), tone="good"),
        "lists.failed": Notice(_("The list that you asked for could not be written. Open it to see why."), tone="bad"),
    }
)
