"""The address of an officer's appointments, for calendar programs."""

from django.urls import path

from open315.cases.console import views_public

urlpatterns = [path("<str:token>.ics", views_public.read, name="appointments_feed")]
