"""What the messages of the case room say."""

from django.utils.translation import gettext_lazy as _

from open315.notify.wording import Mail, Notice, declare_mails, declare_notices

declare_notices(
    {
        "cases.assigned": Notice(_("Case %(number)s was given to you.")),
        "cases.declination_proposed": Notice(_("Case %(number)s: a refusal waits for the second signature."), "warn"),
        "cases.declination_rejected": Notice(_("Case %(number)s: your proposal to refuse was sent back."), "warn"),
        "cases.declined": Notice(_("Case %(number)s: the refusal was confirmed.")),
        "cases.referred": Notice(_("Case %(number)s was referred to your body. Please acknowledge it."), "warn"),
        "cases.referral_answered": Notice(_("Case %(number)s: the body answered."), "good"),
        "cases.referral_refused": Notice(_("Case %(number)s came back: the body says it is not competent."), "warn"),
        "cases.referral_returned": Notice(_("Case %(number)s came back from the body."), "warn"),
        "cases.supervised": Notice(_("Case %(number)s is supervised; something is expected until %(until)s."), "bad"),
        "cases.evidence_added": Notice(_("Case %(number)s: the consumer added evidence.")),
        "cases.withdrawn": Notice(_("Case %(number)s: the consumer took it back.")),
        "notify.mail_failed": Notice(
            _("Case %(number)s: a mail did not reach the consumer. Please tell her another way."), "warn"
        ),
        "cases.clock_soon": Notice(_("Case %(number)s is due on %(due)s."), "warn"),
        "cases.clock_late": Notice(_("Case %(number)s was due on %(due)s and is late."), "bad"),
    }
)
declare_mails(
    {
        "cases.registered": Mail(_("We have received your case %(number)s"), "cases/mail/registered"),
        "cases.accepted": Mail(_("Your case %(number)s was accepted"), "cases/mail/accepted"),
        "cases.declined": Mail(_("Your case %(number)s was not accepted"), "cases/mail/declined"),
        "cases.referred": Mail(_("Your case %(number)s was referred to another body"), "cases/mail/referred"),
        "cases.closed": Mail(_("Your case %(number)s is finished"), "cases/mail/closed"),
    }
)
