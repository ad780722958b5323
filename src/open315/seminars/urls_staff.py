"""Addresses under /console/seminars/."""

from django.urls import path

from open315.seminars import views_staff as views

app_name = "seminars"
urlpatterns = [
    path("", views.seminar_list, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/guests/", views.guests, name="guests"),
    path("<int:pk>/guests/export/", views.guests_export, name="guests_export"),
    path("<int:pk>/guests/new/", views.guest_new, name="guest_new"),
    path("<int:pk>/guests/paste/", views.guests_paste, name="guests_paste"),
    path("<int:pk>/invitation/", views.invitation, name="invitation"),
    path("<int:pk>/invite/", views.invite, name="invite"),
    path("<int:pk>/letters/", views.letters, name="letters"),
    path("guests/<int:pk>/", views.guest, name="guest"),
    path("guests/<int:pk>/edit/", views.guest_edit, name="guest_edit"),
    path("guests/<int:pk>/answer/", views.guest_answer, name="guest_answer"),
    path("guests/<int:pk>/strike/", views.guest_strike, name="guest_strike"),
]
