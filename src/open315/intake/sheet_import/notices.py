"""What whoever started an import is told in the console."""

from django.utils.translation import gettext_lazy as _

from open315.notify.wording import Notice, declare_notices

declare_notices(
    {
        "imports.finished": Notice(
            _("The sheet from %(source)s is imported: %(new)s new, %(known)s known, %(wrong)s wrong."), tone="good"
        ),
        "imports.failed": Notice(_("The import from %(source)s stopped. Open it to see why."), tone="bad"),
    }
)
