"""What whoever asked for a summary is told in the console."""

from django.utils.translation import gettext_lazy as _

from open315.notify.wording import Notice, declare_notices

declare_notices(
    {
        "summaries.written": Notice(_("The summary of the %(year)s campaign is written."), tone="good"),
        "summaries.counted": Notice(_("The figures of the summary %(year)s are counted anew."), tone="good"),
        "summaries.not_counted": Notice(
            _("The figures of the summary %(year)s could not be counted. Open the text to see why."), tone="bad"
        ),
        "summaries.begun": Notice(_("The text of the summary %(year)s is begun."), tone="good"),
        "summaries.not_begun": Notice(
            _("The text of the summary %(year)s could not be begun. Open its page to see why."), tone="bad"
        ),
        "summaries.sent": Notice(_("The text of the summary %(year)s is under review."), tone="good"),
        "summaries.not_sent": Notice(
            _("The text of the summary %(year)s was not sent. Open the text to see why."), tone="bad"
        ),
        "summaries.failed": Notice(
            _("The summary of the %(year)s campaign could not be written. Open it to see why."), tone="bad"
        ),
    }
)
