"""Addresses under /calendar/: what calendar programs read."""

from django.urls import path

from open315.activities.feeds import views_public as feeds

urlpatterns = [path("<str:token>.ics", feeds.read, name="activities_feed")]
