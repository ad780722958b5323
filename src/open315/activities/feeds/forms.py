"""The form of a new calendar address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.core.pages.form_pages import PageForm
from open315.org import queries as org


class FeedForm(PageForm):
    """Whose activities the address tells."""

    council = forms.TypedChoiceField(label=_("Council"), coerce=int)
    with_below = forms.BooleanField(label=_("Also those of the councils below it"), required=False)

    def prepare(self) -> None:
        own = (body for body in org.councils() if body.id in self.actor.organisation_ids)
        self.choose("council", [(body.id, body.names) for body in own])
