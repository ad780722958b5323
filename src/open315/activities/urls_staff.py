"""Addresses under /console/activities/."""

from django.urls import path

from open315.activities import views_staff as views
from open315.activities.partners import views as partners

app_name = "activities"
urlpatterns = [
    path("", views.activity_list, name="list"),
    path("export/", views.export, name="export"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/postpone/", views.postpone, name="postpone"),
    path("<int:pk>/hold/", views.hold, name="hold"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/take-up/", views.take_up, name="take_up"),
    path("<int:pk>/invite/", partners.invite, name="invite"),
    path("partners/", partners.partner_list, name="partners"),
    path("partners/export/", partners.export, name="partners_export"),
    path("partners/<int:pk>/", partners.detail, name="partner"),
    path("partners/<int:pk>/promise/", partners.promise, name="partner_promise"),
    path("partners/<int:pk>/deliver/", partners.deliver, name="partner_deliver"),
    path("partners/<int:pk>/decline/", partners.decline, name="partner_decline"),
    path("partners/<int:pk>/miss/", partners.miss, name="partner_miss"),
    path("partners/<int:pk>/take-out/", partners.take_out, name="partner_take_out"),
]
