"""What messages say that no verb declares: those about clocks and lost messages."""

from django.utils.translation import gettext_lazy as _

from open315.notify.wording import Notice, declare_notices

declare_notices(
    {
        "notify.mail_failed": Notice(
            _("Case %(number)s: a mail did not reach the consumer. Please tell her another way."), "warn"
        ),
        "notify.undelivered": Notice(
            _("Case %(number)s: a message did not reach the consumer. Please tell her another way."), "warn"
        ),
        "cases.clock_soon": Notice(_("Case %(number)s is due on %(due)s."), "warn"),
        "cases.clock_late": Notice(_("Case %(number)s was due on %(due)s and is late."), "bad"),
    }
)
