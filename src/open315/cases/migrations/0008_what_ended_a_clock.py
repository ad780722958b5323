"""Clocks remember the event that ended them, so that undoing one event does not restart what another had ended.

Of the clocks that ended before, those are told that may yet run on: of a case that can be reopened, or that is referred and may come
back. The others keep "": no event is undone for them.
"""

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Q

OF_RECEIPT = ("acceptance", "report_verification", "enquiry_answer")


def tell(apps: Any, _schema_editor: Any) -> None:
    """Write `ended_by` where it can be known: from the state of the case, its sendings and the clock's own key."""
    answered = apps.get_model("cases", "Handoff").objects.filter(case_id=OuterRef("case_id"), state="answered")
    ended = apps.get_model("cases", "Clock").objects.filter(ended_by="", ended_on__isnull=False)
    unanswered = ended.filter(~Exists(answered))
    told = (
        (ended.filter(case__state="duplicate", state="void"), "duplicate"),
        (ended.filter(case__state="declined").exclude(key="referral_reply"), "declined"),
        (ended.filter(case__state="closed", key="mediation"), "closed"),
        (
            unanswered.filter(case__state="closed", key="enquiry_answer", ended_on=F("case__closed_on")),
            "closed",
        ),
        (
            unanswered.filter(
                Q(case__resume_state="registered") | Q(key="enquiry_answer"), case__state="referred", key__in=OF_RECEIPT
            ),
            "referred",
        ),
    )
    for clocks, event in told:
        clocks.update(ended_by=event)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0007_nothing_is_split")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="clock", name="ended_by", field=models.CharField(blank=True, max_length=32)
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
