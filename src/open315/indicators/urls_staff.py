"""Addresses under /console/indicators/."""

from django.urls import path

from open315.indicators import views_staff as views

app_name = "indicators"
urlpatterns = [
    path("", views.indicator_list, name="list"),
    path("export/", views.export, name="export"),
]
