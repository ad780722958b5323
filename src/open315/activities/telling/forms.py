"""The forms of what is told one by one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.activities.telling.rules import MOST_LARGEST, MOST_LEADERS, MOST_TOLD
from open315.activities.telling.types import Rule
from open315.activities.telling.wording import GROUPS
from open315.core.pages.form_pages import PageForm


class RuleForm(PageForm):
    """Which activities are told one by one."""

    ROWS = (("tells_own",), ("leaders_from", "largest", "most"))

    tells_own = forms.BooleanField(label=_("All activities of your own council"), required=False)
    leaders_from = forms.IntegerField(
        label=_("Of the others: with so many leaders"),
        min_value=0,
        max_value=MOST_LEADERS,
        help_text=_("Leaders of county rank and above who came. 0: leaders do not matter."),
    )
    largest = forms.IntegerField(
        label=_("With one of the largest values"),
        min_value=0,
        max_value=MOST_LARGEST,
        help_text=_("So many of the largest values of each indicator under a heading. 0: values do not matter."),
    )
    most = forms.IntegerField(
        label=_("Not more of them under a heading"),
        min_value=0,
        max_value=MOST_TOLD,
        help_text=_("Those with most leaders first. What you take in by hand is not counted here."),
    )

    def rule(self) -> Rule:
        """What was typed in; only after `is_valid`."""
        return Rule(**{name: self.cleaned_data[name] for name in ("tells_own", "leaders_from", "largest", "most")})


class HeadingForm(PageForm):
    """Under which heading an activity is told."""

    group = forms.ChoiceField(
        label=pgettext_lazy("heading of a summary", "Heading"),
        required=False,
        choices=[("", _("The one of its form")), *GROUPS.items()],
    )


def filled(rule: Rule) -> dict[str, Any]:
    """What the form of the rule starts with."""
    return {name: getattr(rule, name) for name in ("tells_own", "leaders_from", "largest", "most")}
