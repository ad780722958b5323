"""Every address of the site. Rooms bring their own `urls`; here is only where each one hangs."""

from django.urls import URLPattern, URLResolver, include, path

from open315.config import views
from open315.core.ui.gallery.views import gallery, sheet
from open315.core.ui.offline.views import worker
from open315.intake.api.endpoints import api

urlpatterns: list[URLPattern | URLResolver] = [
    # First, since it is asked most: each line above costs every request that passes it.
    path("api/v1/", api.urls),
    path("", include("open315.core.ops.urls_public")),
    path("", views.home, name="home"),
    path("", include("open315.intake.urls_public")),
    path("open311/v2/", include("open315.intake.open311.urls_public")),
    path("hooks/sms/", include("open315.inbox.channels.sms.urls_public")),
    path("hooks/hotline/", include("open315.hotline.urls_public")),
    path("calendar/own/", include("open315.cases.console.urls_public")),
    path("calendar/", include("open315.activities.urls_public")),
    path("invitation/", include("open315.seminars.urls_public")),
    path("summaries/", include("open315.summaries.urls_public")),
    path("rights/", include("open315.law.urls_public")),
    path("about/", views.about, name="about"),
    path("contact/", views.contact, name="contact"),
    path("language/", views.language, name="language"),
    path("large/", views.large, name="large"),
    path("console/", views.console, name="console"),
    path("console/go/", views.go, name="go"),
    path("console/inbox/", include("open315.inbox.urls_staff")),
    path("console/hotline/", include("open315.hotline.urls_staff")),
    path("console/cases/", include("open315.cases.console.urls")),
    path("console/desk/", include("open315.intake.urls_desk")),
    path("console/imports/", include("open315.intake.urls_imports")),
    path("console/admin/", include("open315.org.urls_staff")),
    path("console/admin/", include("open315.config.administration.urls")),
    path("console/admin/calendar/", include("open315.core.calendar.urls_staff")),
    path("console/admin/", include("open315.law.console.urls")),
    path("console/campaigns/", include("open315.campaigns.urls_staff")),
    path("console/campaigns/", include("open315.summaries.urls_staff")),
    path("console/activities/", include("open315.activities.urls_staff")),
    path("console/seminars/", include("open315.seminars.urls_staff")),
    path("console/stalls/", include("open315.stalls.urls_staff")),
    path("console/returns/", include("open315.returns.urls_staff")),
    path("console/indicators/", include("open315.indicators.urls_staff")),
    path("console/facts/", include("open315.figures.urls_staff")),
    path("console/lists/", include("open315.core.list_files.urls_staff")),
    path("console/phrases/", include("open315.phrases.urls_staff")),
    path("console/suggestions/", include("open315.learning.urls_staff")),
    path("console/messages/", include("open315.notify.urls_staff")),
    path("offline-worker.js", worker, name="offline_worker"),
    path("gallery/", gallery, name="gallery"),
    path("gallery/sheet/", sheet, name="gallery_sheet"),
    path("accounts/", include("open315.config.urls_accounts")),
]

handler400 = "open315.core.ui.errors.bad_request"
handler403 = "open315.core.ui.errors.forbidden"
handler404 = "open315.core.ui.errors.not_found"
handler500 = "open315.core.http.unavailable.server_error"
