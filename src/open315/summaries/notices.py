"""What whoever asked for a summary is told in the console."""

from django.utils.translation import gettext_lazy as _

from open315.notify.wording import Notice, declare_notices

declare_notices(
    {
        "summaries.written": Notice(_("The summary of the %(year)s campaign is written."), tone="good"),
        "summaries.failed": Notice(
            _("The summary of the %(year)s campaign could not be written. Open it to see why."), tone="bad"
        ),
    }
)
