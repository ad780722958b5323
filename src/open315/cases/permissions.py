"""The permissions of the case room, and the roles that get them."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant(
    {
        "cases:read": (_("Read cases"), "clerk officer supervisor liaison secretariat analyst administrator"),
        "cases:register": (_("Register cases"), "clerk officer supervisor"),
        "cases:accept": (_("Accept cases"), "officer supervisor"),
        "cases:decline": (_("Propose not to accept"), "officer supervisor"),
        "cases:confirm_declination": (_("Confirm or reject a proposal not to accept"), "supervisor"),
        "cases:refer": (_("Refer cases to another body"), "officer supervisor"),
        "cases:answer_referral": (_("Acknowledge, refuse, return and answer referrals"), "liaison"),
        "cases:assign": (_("Assign cases"), "clerk officer supervisor"),
        "cases:note": (_("Write notes and add evidence"), "clerk officer supervisor liaison"),
        "cases:pause_clock": (_("Pause and resume clocks on grounds of the rules"), "officer supervisor"),
        "cases:supervise": (_("Supervise late work"), "supervisor"),
        "cases:close": (_("Close cases"), "officer supervisor"),
        "cases:reopen": (_("Reopen cases"), "supervisor"),
        "cases:mark_duplicate": (_("Mark duplicates and split cases"), "clerk officer supervisor"),
        "cases:classify": (_("Classify cases"), "clerk officer supervisor"),
        "cases:choose_pack": (_("Choose the rules that govern a case"), "officer supervisor"),
        "cases:override_competence": (_("Override the competent body"), "supervisor"),
        "cases:unmask": (_("See personal data, with a reason"), "officer supervisor liaison"),
        "cases:erase_identity": (_("Erase an identity"), "administrator"),
        "imports:run": (_("Import sheets"), "clerk supervisor administrator"),
        "imports:withdraw": (_("Withdraw imports"), "supervisor administrator"),
        "cases:export": (_("Export lists of cases"), "clerk officer supervisor secretariat analyst"),
    }
)
