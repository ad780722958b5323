"""Addresses that gateways call."""

from django.urls import path

from open315.inbox.channels.sms import views_public

app_name = "sms"
urlpatterns = [
    path("kannel/", views_public.kannel, name="kannel"),
    path("kannel/report/", views_public.kannel_report, name="kannel_report"),
    path("json/", views_public.plain_json, name="json"),
    path("json/report/", views_public.json_report, name="json_report"),
]
