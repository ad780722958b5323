"""Addresses under /console/admin/calendar/."""

from django.urls import path

from open315.core.calendar import views_staff

app_name = "calendar"
urlpatterns = [
    path("", views_staff.year, name="year"),
    path("load/", views_staff.load, name="load"),
    path("days/<str:on>/", views_staff.day, name="day"),
]
